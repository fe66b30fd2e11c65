import { addDays } from '@jucai/contract/policies/days'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, newIntern, offer, openBase, signAll, signedIntern, today, wish } from './world'
import type { InternshipWorld } from './world'

/** What becomes of internships whose employer is suspended, is struck off, or wants to leave. */
let harness: Harness
let world: InternshipWorld
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})
afterAll(() => harness.close())

const office = async (event: 'suspend' | 'resume' | 'close') => {
  const params = { employer: world.base.id }
  const { version } = await lead.call('GET /office/employers/:employer', { params })
  await lead.call('POST /office/employers/:employer/decisions', {
    params,
    body: { event, version, reason: '营业执照被吊销' },
  })
  await harness.app.worker.drain()
}
/** An internship that began in October and has a day in it. */
const running = async () => {
  const made = await signedIntern(world)
  await harness.db
    .updateTable('internship')
    .set({ first_day: '2026-10-12', last_day: '2027-01-11' })
    .where('id', '=', made.internship.id)
    .execute()
  await world.base.owner.call('PUT /employers/:employer/internships/:internship/days/:day', {
    params: { employer: world.base.id, internship: made.internship.id, day: '2026-10-14' },
    body: { kind: 'present', why: '门口没有网，人来了' },
  })
  return { ...made, params: { internship: made.internship.id } }
}
const october = (one: { stipends: { month: string; amountFen: number | null; state: string }[] }) =>
  one.stipends.find(({ month }) => month === '2026-10')
const budget = () =>
  lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: 'internship', year: 2026 },
    body: { title: '就业见习生活补贴', amountFen: 10_000_000, version: 0, why: '年度预算' },
  })

it('pays what was earned at a base that is struck off: the office confirms in its stead, another decides', async () => {
  const { person, params } = await running()
  const confirm = (by: Visitor, amountFen: number) =>
    by.call('PUT /internships/:internship/months/:internshipMonth/confirmation', {
      params: { ...params, internshipMonth: '2026-10' },
      body: { amountFen, why: '单位已注销，按登记点的记录' },
    })
  const before = october(await person.call('GET /me/internships/:internship', { params }))
  const amountFen = before?.amountFen as number
  expect(amountFen).toBeGreaterThan(0)
  await expect(confirm(lead, amountFen)).rejects.toMatchObject({
    code: 'internship-settled',
    message: containing('请基地确认'),
  })
  await office('close')
  const own = await person.call('GET /me/internships/:internship', { params })
  expect(own).toMatchObject({
    state: 'interrupted',
    lastDay: today(harness),
    endedWhy: containing('单位已注销'),
  })
  const told = (await lead.call('GET /me/messages')).items.map(({ title }) => title)
  expect(told).toContain('有见习的月份等人才办代为确认')
  expect((await lead.call('GET /internships/:internship', { params })).may).toContain('confirm-month')
  await expect(confirm(lead, amountFen + 1)).rejects.toEqual(refused('stale-version'))
  const confirmed = await confirm(lead, amountFen)
  expect(october(confirmed)).toMatchObject({
    state: 'confirmed',
    inStead: '单位已注销，按登记点的记录',
  })
  const decide = (by: Visitor, approved: boolean) =>
    by.call('PUT /internships/:internship/months/:internshipMonth/decision', {
      params: { ...params, internshipMonth: '2026-10' },
      body: { approved, why: approved ? '核对过' : '请再核对' },
    })
  await expect(decide(lead, true)).rejects.toMatchObject({ message: containing('另一位负责人') })
  const other = await harness.office('lead')
  expect(october(await decide(other, false))?.state).toBe('returned')
  await confirm(lead, amountFen)
  await budget()
  expect(october(await decide(other, true))?.state).toBe('approved')
  const reads = (await person.call('GET /me/reads')).items.map(({ what }) => what)
  expect(reads).toContain('代见习基地确认了你 2026年10月的出勤')
  const paid = await harness.db
    .selectFrom('ledger_payment')
    .select('amount_fen')
    .where('person_id', '=', person.personId)
    .execute()
  expect(paid).toEqual([{ amount_fen: amountFen }])
})

it('shows interns to nobody of a base that is struck off or suspended', async () => {
  const { params } = await running()
  const theirs = { ...params, employer: world.base.id }
  const { owner } = world.base
  const reads = [
    () => owner.call('GET /employers/:employer/internships', { params: { employer: world.base.id } }),
    () => owner.call('GET /employers/:employer/internships/:internship', { params: theirs }),
    () => owner.call('GET /employers/:employer/internships/:internship/agreement', { params: theirs }),
  ]
  for (const event of ['suspend', 'close'] as const) {
    await office(event)
    for (const read of reads) await expect(read()).rejects.toEqual(refused('employer-not-verified'))
  }
})

it('cancels what had not begun at a base that is struck off, and the person may go elsewhere', async () => {
  const { person, internship } = await signedIntern(world)
  await office('close')
  const own = await person.call('GET /me/internships/:internship', { params: { internship: internship.id } })
  expect(own).toMatchObject({ state: 'cancelled', endedWhy: containing('单位已注销'), stipends: [] })
  const told = (await person.call('GET /me/messages')).items.find(({ title }) => title === '见习取消了')
  expect(told?.body).toContain('单位已注销')
  expect(told?.body).not.toContain('补贴发到')
  const elsewhere = { harness, lead, ...(await openBase(harness, lead)) }
  const place = await offer(elsewhere)
  const standing = await person.call('GET /me/internship-standing/:place', { params: { place: place.id } })
  expect(standing.against).toBeNull()
  expect((await wish(person, place.id)).state).toBe('applied')
})

it('lets no employer leave while internships, wishes or months are open', async () => {
  const params = { employer: world.base.id }
  const place = await offer(world)
  await wish(await newIntern(harness), place.id)
  const { person, internship } = await signedIntern(world)
  const open = async () => {
    const { open: things } = await world.base.owner.call('GET /employers/:employer', { params })
    return Object.fromEntries(things.filter(({ count }) => count > 0).map(({ what, count }) => [what, count]))
  }
  expect(await open()).toEqual({
    还在招人的见习岗位: 2,
    没有答复的见习报名: 1,
    没有结束的见习: 1,
  })
  const leave = async () => {
    const { version } = await world.base.owner.call('GET /employers/:employer', { params })
    return world.base.owner.call('POST /employers/:employer/closing', {
      params,
      body: { version, reason: '公司迁往外地，不再招聘' },
    })
  }
  await expect(leave()).rejects.toEqual(refused('employer-open-things'))
  const { items } = await world.base.owner.call('GET /employers/:employer/internship-places', { params })
  for (const one of items)
    await world.base.owner.call('PUT /employers/:employer/internship-places/:place/closed', {
      params: { ...params, place: one.id },
      body: { why: '公司要迁走了' },
    })
  await harness.db
    .updateTable('internship')
    .set({ first_day: '2026-10-12', last_day: '2027-01-11' })
    .where('id', '=', internship.id)
    .execute()
  await person.call('POST /me/internships/:internship/interruption', {
    params: { internship: internship.id },
    body: { lastDay: today(harness), why: '找到了正式工作' },
  })
  expect(await open()).toEqual({ 没有确认的见习月份: 2 })
  await expect(leave()).rejects.toEqual(refused('employer-open-things'))
  const own = await person.call('GET /me/internships/:internship', { params: { internship: internship.id } })
  for (const { month, amountFen } of own.stipends)
    await world.base.owner.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
      params: { ...params, internship: internship.id, internshipMonth: month },
      body: { amountFen: amountFen as number },
    })
  expect(await open()).toEqual({})
  expect((await leave()).state).toBe('closed')
})

it('pauses places and offers while an employer is suspended, and goes on with them afterwards', async () => {
  const place = await offer(world, { inDays: 20 })
  const [chosen, waiting, late] = [
    await newIntern(harness),
    await newIntern(harness),
    await newIntern(harness),
  ]
  const made = await wish(chosen, place.id)
  await wish(waiting, place.id)
  const id = await choose(world, chosen, made.id)
  await office('suspend')
  const asked = { params: { place: place.id } }
  expect((await late.call('GET /internship-places/:place', asked)).state).toBe('paused')
  const listed = async () =>
    (await late.call('GET /internship-places', { query: { limit: 50 } })).items.map((one) => one.id)
  expect(await listed()).not.toContain(place.id)
  await expect(wish(late, place.id)).rejects.toEqual(refused('internship-base-settled'))
  expect((await waiting.call('GET /me/internship-wishes')).items[0]?.state).toBe('applied')
  const params = { internship: id }
  const before = await chosen.call('GET /me/internships/:internship', { params })
  expect(before.state).toBe('to-sign')
  const told = (await chosen.call('GET /me/messages')).items.map(({ title }) => title)
  expect(told).toContain('见习基地暂停了')
  harness.clock.set(new Date(Date.parse(`${addDays(today(harness), 8)}T02:00:00Z`)).toISOString())
  lead = await harness.office('lead') // a session in the office is short
  world = { ...world, lead }
  await office('resume')
  const back = await harness.signIn(chosen.phone)
  const after = await back.call('GET /me/internships/:internship', { params })
  expect(after.state).toBe('to-sign')
  expect(after.signBy > before.signBy).toBe(true)
  expect(await listed()).toContain(place.id)
  expect((await wish(late, place.id)).state).toBe('applied')
  expect((await signAll(world, chosen, id)).state).toBe('waiting')
})
