import { createAttempt } from '@jucai/contract/client'
import { fakeEvidence } from '../applications/world'
import { allot, bankAnswers, faultsIn, giveAccount, releasedRun } from '../ledger/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { applyFor, approve, budget, subsidyOf, tick } from './world'

const evidence = fakeEvidence()
let harness: Harness
let lead: Visitor
let second: Visitor
let person: Visitor
let start: Date
beforeAll(async () => {
  harness = await startHarness({ evidence })
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await budget(lead, 'rent-subsidy', 2026, 100_000_000)
  await budget(lead, 'startup-subsidy', 2026, 100_000_000)
  start = harness.clock.now()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set(start)
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  person = await harness.registerPerson()
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

const granted = async (scheme = 'rent-subsidy') => {
  const { id } = await applyFor(person, evidence, scheme)
  await approve(lead, second, id)
  return subsidyOf(person)
}
const end = (grant: string, on: string, because: 'left' | 'bought-home' = 'left', who = person) =>
  who.call('POST /me/subsidies/:grant/end', { params: { grant }, body: { because, on } })
const undo = (grant: string, who = person) =>
  who.call('DELETE /me/subsidies/:grant/end', { params: { grant } })
const available = async () =>
  (await lead.call('GET /ledger/budgets', { query: { year: 2026, limit: 50 } })).items.find(
    ({ scheme }) => scheme === 'rent-subsidy',
  )?.availableFen

it('pays the month of the day, cancels the rest, and gives the budget back', async () => {
  const { id } = await granted()
  const before = (await available()) ?? 0
  const ended = await end(id, '2026-11-20')
  expect(ended).toMatchObject({
    state: 'ended',
    totalFen: 80_000,
    next: { number: 1, state: 'approved' },
    endReasons: [],
    ended: {
      because: 'left',
      undoable: false,
      words:
        '发到 2026 年 11 月为止，之后的不再发放。已取消 35 期，共 28,000.00 元。2026 年 11 月的 800.00 元照常发放。',
    },
  })
  expect(await available()).toBe(before + 80_000)
  const told = (await person.call('GET /me/messages', {})).items.find(({ title }) => title === '补贴已停发')
  expect(told).toMatchObject({ kind: 'payment', link: '/subsidies/mine/index', body: containing('离开本市') })
  await expect(end(id, '2026-11-20')).rejects.toEqual(refused('event-not-allowed'))
  await expect(undo(id)).rejects.toEqual(refused('event-not-allowed'))
})

it('says plainly what was paid or sent beyond the end, and takes nothing back by itself', async () => {
  const { id } = await granted()
  await giveAccount(person)
  await allot(lead, 'rent-subsidy', { promisedUntil: '2027-12-31' }) // December too, before it is due
  const run = await releasedRun(lead, second)
  const { orders } = run
  expect(orders).toBeGreaterThanOrEqual(2)
  const { items } = await lead.call('GET /ledger/runs/:run/orders', { params: { run: run.id } })
  const december = (await person.call('GET /me/payments')).items.find(({ why }) => why.endsWith('12 月'))
  const order = items.find(({ payment }) => payment === december?.id)
  await bankAnswers(harness, lead, [
    { number: run.number, sequence: order?.sequence ?? 0, yuan: '800', on: '2026-11-22' },
  ])
  const { ended, paidFen, state } = await end(id, '2026-11-21')
  expect([state, paidFen]).toEqual(['ended', 80_000])
  expect(ended?.words).toContain('已取消 34 期')
  expect(ended?.words).toContain('2026 年 12 月的 800.00 元银行已经入账，它属于停发以后的月份。不会自动扣回')
  expect(ended?.words).toContain('2026 年 11 月的 800.00 元照常发放')
})

it('cancels what was sent and came back after the end', async () => {
  const { id } = await granted()
  await giveAccount(person)
  await allot(lead, 'rent-subsidy', { promisedUntil: '2027-12-31' }) // December too, before it is due
  const run = await releasedRun(lead, second)
  const ended = await end(id, '2026-11-21')
  expect(ended.ended?.words).toContain('2026 年 12 月的 800.00 元付款指令已经送出，取消不了')
  const december = (await person.call('GET /me/payments')).items.find(({ why }) => why.endsWith('12 月'))
  const { items } = await lead.call('GET /ledger/runs/:run/orders', { params: { run: run.id } })
  const order = items.find(({ payment }) => payment === december?.id)
  await bankAnswers(harness, lead, [
    { number: run.number, sequence: order?.sequence ?? 0, yuan: '800', result: '失败', words: '账户已销户' },
  ])
  await harness.app.worker.drain()
  expect((await subsidyOf(person)).instalments[1]?.state).toBe('cancelled')
})

it('a day to come is announced, can be taken back, and takes effect on its day', async () => {
  const { id } = await granted()
  const announced = await end(id, '2027-01-15', 'bought-home')
  expect(announced).toMatchObject({
    state: 'running',
    ended: { undoable: true, on: '2027-01-15' },
    owedFen: 160_000,
  })
  expect(announced.instalments[3]?.words).toBe('2027年1月15日停发，这一期不会发放。')
  await expect(end(id, '2027-02-01')).rejects.toEqual(refused('event-not-allowed'))
  expect(await undo(id)).toMatchObject({ state: 'running', ended: null })
  await end(id, '2026-12-01')
  harness.clock.set('2026-11-30T15:59:00Z')
  await tick(harness)
  expect((await subsidyOf(person)).state).toBe('running')
  harness.clock.set('2026-11-30T16:01:00Z') // midnight here
  await expect(undo(id)).rejects.toEqual(refused('event-not-allowed'))
  await tick(harness)
  await tick(harness)
  expect(await subsidyOf(person)).toMatchObject({ state: 'ended', totalFen: 160_000 })
})

it('is ended by a lead with a reason that its person reads', async () => {
  const { id } = await granted()
  const request = {
    params: { grant: id },
    body: { because: 'conditions', note: '不动产登记显示已有住房', on: '2026-11-22' },
  } as const
  const read = () => lead.call('GET /subsidies/:grant', { params: { grant: id } })
  expect(await read()).toMatchObject({ mayEnd: true, ended: null, paidFen: 0, waitingFen: 2_720_000 })
  const attempt = createAttempt(() => 'once-and-once-again')
  const file = await lead.call('POST /subsidies/:grant/end', request, { attempt })
  expect(file).toMatchObject({
    state: 'ended',
    endedBecause: 'conditions',
    maskedName: '林**',
    mayEnd: false,
    ended: { by: 'lead', note: '不动产登记显示已有住房' },
  })
  expect(file.instalments.map(({ state }) => state).slice(0, 2)).toEqual(['approved', 'cancelled'])
  expect(await read()).toEqual(file)
  const again = createAttempt(() => 'once-and-once-again')
  expect(await lead.call('POST /subsidies/:grant/end', request, { attempt: again })).toEqual(file)
  await expect(lead.call('POST /subsidies/:grant/end', request)).rejects.toEqual(refused('event-not-allowed'))
  expect((await subsidyOf(person)).ended).toMatchObject({ note: '不动产登记显示已有住房', undoable: false })
  const { items } = await person.call('GET /me/reads')
  expect(JSON.stringify(items)).toContain('停发了你的“人才租房补贴”')
})

it('refuses a day after the last instalment, and money that is paid once goes on', async () => {
  const { id } = await granted()
  await expect(end(id, '2029-10-01')).rejects.toEqual(refused('invalid-request'))
  await end(id, '2029-09-30')
  await undo(id)
  const other = await harness.registerPerson()
  const { id: application } = await applyFor(other, evidence, 'startup-subsidy')
  await approve(lead, second, application)
  const once = await subsidyOf(other)
  await expect(end(once.id, '2026-11-22', 'left', other)).rejects.toEqual(refused('invalid-request'))
})

it('is nobody else’s', async () => {
  const { id } = await granted()
  const other = await harness.registerPerson()
  await expect(end(id, '2026-11-22', 'left', other)).rejects.toEqual(refused('not-found'))
  await expect(undo(id, other)).rejects.toEqual(refused('not-found'))
  expect((await other.call('GET /me/subsidies')).items).toEqual([])
})

it('lists them for a lead, by scheme and state, without names', async () => {
  const { id } = await granted()
  const page = await lead.call('GET /subsidies', {
    query: { scheme: 'rent-subsidy', state: 'running', limit: 1 },
  })
  expect(page.items).toMatchObject([{ id, maskedName: '林**', totalFen: 2_880_000, waitingFen: 2_720_000 }])
  const rest = await lead.call('GET /subsidies', { query: { after: page.next ?? '', limit: 50 } })
  expect(rest.items.map((one) => one.id)).not.toContain(id)
  expect((await lead.call('GET /subsidies', { query: { state: 'finished' } })).items).toEqual([])
})

it('ends with the account: what was not sent is cancelled, and nothing is owed to nobody', async () => {
  const { id } = await granted()
  await person.call('DELETE /me')
  const row = await harness.db
    .selectFrom('subsidy_grant')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'ended', ended_because: 'account-closed' })
  const open = await harness.db
    .selectFrom('subsidy_instalment')
    .select('number')
    .where('grant_id', '=', id)
    .where('cancelled_at', 'is', null)
    .execute()
  expect(open).toEqual([])
})

describe('an end that the office put down by mistake', () => {
  const stop = (grant: string, on = '2026-11-22') =>
    lead.call('POST /subsidies/:grant/end', {
      params: { grant },
      body: { because: 'bought-home', note: '不动产登记显示已有住房', on },
    })
  const takeBack = (grant: string, who = lead) =>
    who.call('POST /subsidies/:grant/resumption', {
      params: { grant },
      body: { why: '看错了人，房子是别人的' },
    })
  const statesOf = async () => (await subsidyOf(person)).instalments.map(({ state }) => state)

  it('is taken back on its day: everything as it was, the budget reserved anew, on record and told', async () => {
    const { id } = await granted()
    const [before, free] = [await statesOf(), await available()]
    expect(await stop(id)).toMatchObject({ state: 'ended', mayTakeBack: true })
    expect(await available()).not.toBe(free)
    expect(await takeBack(id)).toMatchObject({
      state: 'running',
      ended: null,
      mayTakeBack: false,
      mayEnd: true,
    })
    expect([await statesOf(), await available()]).toEqual([before, free])
    await harness.app.worker.drain()
    const { items } = await person.call('GET /me/messages')
    expect(items.find(({ title }) => title === '停发已撤回')?.body).toContain('看错了人，房子是别人的')
    expect(JSON.stringify((await person.call('GET /me/reads')).items)).toContain(
      '撤回了你的“人才租房补贴”的停发',
    )
    await expect(takeBack(id)).rejects.toEqual(refused('event-not-allowed'))
    await stop(id) // and may be ended and taken back again
    await takeBack(id)
    expect([await statesOf(), await available()]).toEqual([before, free])
  })

  it('is taken back while it is to come, and not on a later day, nor when its person ended it', async () => {
    const { id } = await granted()
    await stop(id, '2026-12-20')
    harness.clock.set('2026-11-24T02:00:00Z')
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    expect(await takeBack(id)).toMatchObject({ state: 'running', ended: null })
    await stop(id, '2026-11-24')
    harness.clock.set('2026-11-25T02:00:00Z')
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    await expect(takeBack(id)).rejects.toEqual(refused('event-not-allowed'))
    person = await harness.registerPerson()
    const own = await granted()
    await end(own.id, '2026-11-25')
    await expect(takeBack(own.id)).rejects.toEqual(refused('event-not-allowed'))
  })

  it('stays when the budget does not reach any more, with the reason', async () => {
    const { id } = await granted()
    await stop(id)
    const { items } = await lead.call('GET /ledger/budgets', { query: { year: 2026, limit: 50 } })
    const rent = items.find(({ scheme }) => scheme === 'rent-subsidy')
    await budget(lead, 'rent-subsidy', 2026, (rent?.budgetFen ?? 0) - (rent?.availableFen ?? 0))
    await expect(takeBack(id)).rejects.toMatchObject({
      code: 'budget-exhausted',
      body: { detail: containing('追加预算以后再办') },
    })
    expect((await subsidyOf(person)).state).toBe('ended')
    await budget(lead, 'rent-subsidy', 2026, 100_000_000)
    expect(await takeBack(id)).toMatchObject({ state: 'running' })
  })

  it('stays when something else was granted since', async () => {
    const { id } = await granted()
    await stop(id)
    harness.clock.advance(60)
    await approve(lead, second, (await applyFor(person, evidence, 'startup-subsidy')).id)
    await expect(takeBack(id)).rejects.toMatchObject({
      code: 'event-not-allowed',
      body: { detail: containing('又批准了别的补贴') },
    })
  })
})
