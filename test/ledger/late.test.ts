import { foldTotals, markLate } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import {
  allot,
  bankAnswers,
  faultsIn,
  giveAccount,
  ledgerDeps,
  oweTo,
  releasedRun,
  scheme,
  setBudget,
} from './world'

let harness: Harness
let lead: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  await setBudget(lead, 100_000_000)
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  await harness.close()
})

const mark = () => markLate(ledgerDeps(harness), harness.clock.now())
const told = async ({ call }: Pick<Visitor, 'call'>) =>
  (await call('GET /me/messages')).items.filter(({ kind }) => kind === 'payment').map(({ title }) => title)
const totals = async () => {
  await foldTotals(harness.db)
  return (await harness.as()('GET /ledger/totals')).all
}

it('tells applicant and lead on the first day after the promise, once, and counts it until it is paid', async () => {
  const person = await harness.registerPerson()
  await oweTo(harness, person.personId, { promisedOn: '2026-12-11' })
  // Beside them four more, so that the public totals tell of the scheme.
  for (let at = 0; at < 4; at += 1)
    await oweTo(harness, (await harness.registerPerson()).personId, { promisedOn: '2027-03-31' })
  harness.clock.set('2026-12-11T15:59:00.000Z') // 23:59 here: the last day is still in time
  expect(await mark()).toBe(0)
  harness.clock.set('2026-12-11T16:00:00.000Z')
  expect(await mark()).toBe(1)
  expect(await mark()).toBe(0)
  harness.clock.advance(86_400 * 3)
  expect(await mark()).toBe(0)
  await harness.app.worker.drain()
  expect(await told(person)).toEqual(['有一笔款没有按时到账', '请填写收款账户'])
  expect(await told(await harness.signIn(lead.phone))).toEqual(['有款项超过了承诺日'])
  expect(await totals()).toMatchObject({
    promisedFen: 400_000,
    overdueFen: 80_000,
    paidFen: 0,
    medianDays: null,
  })
  await foldTotals(harness.db)
  const [payer, second] = [await harness.office('lead'), await harness.office('lead')]
  expect((await person.call('GET /me/payments')).items[0]).toMatchObject({
    lateSince: '2026-12-12',
    state: 'approved',
  })
  await giveAccount(person)
  await allot(payer)
  const { number } = await releasedRun(payer, second)
  await bankAnswers(harness, payer, [{ number, sequence: 1, yuan: '800', on: '2026-12-15' }])
  expect(await totals()).toMatchObject({ overdueFen: 0, paidFen: 80_000, medianDays: 23, paidCount: 1 })
  expect(await mark()).toBe(0)
})

it('who has no account yet is told that this is what is missing, and the leads are too', async () => {
  const person = await harness.registerPerson()
  await oweTo(harness, person.personId, { promisedOn: '2026-11-23' })
  harness.clock.set('2026-11-24T02:00:00.000Z')
  await mark()
  const body = async ({ call }: Pick<Visitor, 'call'>) =>
    (await call('GET /me/messages')).items.find(({ kind }) => kind === 'payment')?.body
  expect(await body(person)).toBe(
    '租房补贴，2026 年 11 月，800.00 元，承诺2026年11月23日前到账。你还没有收款账户，付不出去。请先填写，填好以后进入下一批付款。',
  )
  expect(await body(await harness.signIn(lead.phone))).toContain('1 笔本人还没有填写收款账户')
})

it('tells a lead of many in one message, and of a cancelled one nobody', async () => {
  for (let at = 0; at < 3; at += 1)
    await oweTo(harness, (await harness.registerPerson()).personId, { promisedOn: '2026-11-23' })
  harness.clock.set('2026-11-24T02:00:00.000Z')
  expect(await mark()).toBe(3)
  const { items } = await harness.as((await harness.signIn(lead.phone)).token)('GET /me/messages')
  expect(items.filter(({ kind }) => kind === 'payment')).toMatchObject([
    { body: containing('有 3 笔、共 2,400.00 元没有按承诺到账') },
  ])
})

it('says to each what is the matter: sent and not answered, or no account to pay to', async () => {
  const [sent, without] = [await harness.registerPerson(), await harness.registerPerson()]
  const [payer, second] = [await harness.office('lead'), await harness.office('lead')]
  await giveAccount(sent)
  for (const { personId } of [sent, without]) await oweTo(harness, personId, { promisedOn: '2026-11-25' })
  await allot(payer)
  await releasedRun(payer, second)
  harness.clock.set('2026-11-25T16:00:00.000Z')
  await mark()
  const said = async ({ call }: Visitor) =>
    (await call('GET /me/messages')).items.find(({ title }) => title === '有一笔款没有按时到账')?.body
  const what = '租房补贴，2026 年 11 月，800.00 元，承诺2026年11月25日前到账。'
  expect(await said(sent)).toBe(`${what}付款指令已送出，银行还没有回结果。人才办已收到提醒。`)
  expect(await said(without)).toBe(`${what}你还没有收款账户，付不出去。请先填写，填好以后进入下一批付款。`)
})

it('is as late as it was when the server was down meanwhile', async () => {
  for (let at = 0; at < 5; at += 1)
    await oweTo(harness, (await harness.registerPerson()).personId, { promisedOn: '2026-11-27' })
  harness.clock.set('2026-12-20T02:00:00.000Z')
  await mark()
  const { months } = await harness.as()('GET /ledger/totals', { query: { scheme } })
  expect(months.map(({ month, overdueFen }) => [month, overdueFen])).toEqual([['2026-11', 400_000]])
})

it('public totals say what each figure is, by scheme and month, and hold nothing of anybody', async () => {
  const second = await harness.office('lead')
  const few = (day: string, count: number): string[] => Array.from({ length: count }, () => day)
  const dueOn = [
    ...few('2026-11-24', 2),
    ...few('2026-11-26', 3),
    ...few('2026-12-02', 5),
    ...few('2026-12-03', 1),
  ]
  for (const [at, on] of dueOn.entries()) {
    const person = await harness.registerPerson()
    await giveAccount(person)
    await oweTo(harness, person.personId, { amountFen: 10_000 * (at + 1), promisedOn: on })
  }
  await allot(lead)
  const { number } = await releasedRun(lead, second)
  harness.clock.set('2026-12-03T09:00:00.000Z')
  const payer = await harness.office('lead')
  await bankAnswers(
    harness,
    payer,
    dueOn.slice(0, 10).map((on, at) => ({ number, sequence: at + 1, yuan: String(100 * (at + 1)), on })),
  )
  await foldTotals(harness.db)
  for (const isAgain of [false, true]) {
    if (isAgain) expect(await foldTotals(harness.db)).toBe(0)
    const found = await harness.as()('GET /ledger/totals')
    expect(Object.values(found.definitions).every((words) => words.length > 10)).toBe(true)
    expect(found.all).toEqual({
      promisedFen: 660_000,
      paidFen: 550_000,
      overdueFen: 0,
      medianDays: 4,
      paidCount: 10,
    })
    expect(found.months).toEqual([
      {
        scheme,
        schemeTitle: '租房补贴',
        month: '2026-12',
        promisedFen: 0,
        paidFen: 400_000,
        overdueFen: 0,
        medianDays: 10,
        paidCount: 5,
      },
      {
        scheme,
        schemeTitle: '租房补贴',
        month: '2026-11',
        promisedFen: 660_000,
        paidFen: 150_000,
        overdueFen: 0,
        medianDays: 4,
        paidCount: 5,
      },
    ])
    expect(found.schemes).toMatchObject([{ scheme, paidFen: 550_000 }])
  }
  expect(await harness.as()('GET /ledger/totals', { query: { scheme: 'other' } })).toMatchObject({
    all: { promisedFen: 0, medianDays: null },
    months: [],
  })
})
