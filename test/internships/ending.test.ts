import { addDays } from '@jucai/contract/policies/days'
import { publishBook } from '../../server/policies'
import { joinInternships } from '../../server/internships/own-data'
import { sampleBook } from '../../mock/policies/book'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { openBase, scanned, signedIntern, door, today, type InternshipWorld } from './world'

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

/** A running internship whose days are moved into the past. */
const running = async ({ began, left }: { began: number; left: number }) => {
  const made = await signedIntern(world)
  const days = { first_day: addDays(today(harness), -began), last_day: addDays(today(harness), left) }
  await harness.db.updateTable('internship').set(days).where('id', '=', made.internship.id).execute()
  const params = { internship: made.internship.id }
  return { ...made, params, theirs: { employer: world.base.id, ...params }, ...days }
}
const certified = async () => {
  const one = await running({ began: 91, left: 0 })
  await harness.db
    .updateTable('internship')
    .set({ state: 'finished' })
    .where('id', '=', one.internship.id)
    .execute()
  const { certificate } = await one.person.call('PUT /me/internships/:internship/certificate', {
    params: one.params,
  })
  return { ...one, code: certificate?.code as string }
}
const check = (checkCode: string) =>
  harness.as()('GET /internship-certificates/:checkCode', { params: { checkCode } })

it('ends before its time by either side, with a last day that is not to come and not before somebody came', async () => {
  const { person, params, theirs } = await running({ began: 10, left: 80 })
  const end = (lastDay: string) =>
    person.call('POST /me/internships/:internship/interruption', {
      params,
      body: { lastDay, why: '找到了正式工作' },
    })
  await expect(end(addDays(today(harness), 1))).rejects.toMatchObject({ message: containing('不能晚于今天') })
  await expect(end(addDays(today(harness), -11))).rejects.toMatchObject({ message: containing('见习期内') })
  await world.base.recruiter.call('POST /employers/:employer/internship-attendance', {
    params: { employer: world.base.id },
    body: { stationId: door, ...scanned(harness, person) },
  })
  await expect(end(addDays(today(harness), -1))).rejects.toMatchObject({ message: containing('到岗记录') })
  expect(await end(today(harness))).toMatchObject({
    ...{ state: 'interrupted', lastDay: today(harness), endedBy: 'intern', endedWhy: '找到了正式工作' },
  })
  await expect(
    world.base.owner.call('POST /employers/:employer/internships/:internship/interruption', {
      params: theirs,
      body: { lastDay: today(harness), why: '再办一次' },
    }),
  ).rejects.toEqual(refused('internship-settled'))
})

it('is certified once, and anybody may check the code: masked name, base and period, until it is revoked', async () => {
  const { person, params, code, internship } = await certified()
  const again = await person.call('PUT /me/internships/:internship/certificate', { params })
  expect(again.certificate?.code).toBe(code)
  const pdf = await person.call('GET /me/internships/:internship/certificate', { params })
  const found = await check(code.toLowerCase().replace(/\W/g, ''))
  expect(found).toMatchObject({ state: 'valid', title: '材料检测见习', sha256: pdf.sha256 })
  expect(found.maskedName).toContain('*')
  expect(Object.keys(found)).not.toContain('name')
  await expect(check('AAAABBBBCCCCDDDD')).rejects.toEqual(refused('not-found'))
  await lead.call('PUT /internships/:internship/certificate-revocation', {
    params: { internship: internship.id },
    body: { why: '出勤记录有误' },
  })
  expect(await check(code)).toMatchObject({ state: 'revoked', revokedWhy: '出勤记录有误' })
})

it('shows a correction with its reason and what stood there, and keeps a confirmed month as it is', async () => {
  const { person, params, theirs } = await running({ began: 60, left: 30 })
  const month = addDays(today(harness), -40).slice(0, 7)
  const day = `${month}-20`
  const correct = (kind: 'present' | 'absent') =>
    world.base.owner.call('PUT /employers/:employer/internships/:internship/days/:day', {
      params: { ...theirs, day },
      body: { kind, why: '门禁有记录，漏扫了' },
    })
  await correct('absent')
  await correct('present')
  const shown = await person.call('GET /me/internships/:internship', { params, query: { month } })
  expect(shown.calendar.days.find((one) => one.day === day)).toMatchObject({
    ...{ kind: 'present', was: 'absent', correction: '门禁有记录，漏扫了' },
  })
  const amountFen = shown.stipends.find((one) => one.month === month)?.amountFen as number
  await world.base.owner.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
    params: { ...theirs, internshipMonth: month },
    body: { amountFen },
  })
  await expect(correct('absent')).rejects.toMatchObject({ message: containing('基地已经确认') })
})

it('lists every month that waits, though two were confirmed in one millisecond', async () => {
  const { theirs, internship, person } = await running({ began: 80, left: 10 })
  const months = (
    await person.call('GET /me/internships/:internship', { params: { internship: internship.id } })
  ).stipends.filter((one) => one.isOver)
  expect(months.length).toBeGreaterThan(1)
  for (const { month, amountFen } of months)
    await world.base.owner.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
      params: { ...theirs, internshipMonth: month },
      body: { amountFen: amountFen as number },
    })
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: { items: { internshipId: string; month: string }[]; next: string | null } = await lead.call(
      'GET /internship-months',
      { query: { limit: 1, ...(after === null ? {} : { after }) } },
    )
    seen.push(...page.items.filter((one) => one.internshipId === internship.id).map((one) => one.month))
    after = page.next
  } while (after !== null)
  expect(seen).toEqual(months.map(({ month }) => month))
  await expect(lead.call('GET /internship-months', { query: { after: 'x.2026-12' } })).rejects.toEqual(
    refused('invalid-request'),
  )
})

it('ends with the account, whose certificate nobody finds any more', async () => {
  const gone = await certified()
  const other = await running({ began: 10, left: 80 })
  await gone.person.call('DELETE /me')
  await other.person.call('DELETE /me')
  await harness.app.worker.drain()
  await expect(check(gone.code)).rejects.toEqual(refused('not-found'))
  const shown = await world.base.owner.call('GET /employers/:employer/internships/:internship', {
    params: other.theirs,
  })
  expect(shown).toMatchObject({ state: 'interrupted', name: '已注销', endedBy: 'system' })
})

it('joins two accounts, unless each has an internship that goes on', async () => {
  const one = await running({ began: 10, left: 80 })
  const empty = await harness.signIn()
  const join = (from: Visitor, into: Visitor) =>
    harness.db
      .transaction()
      .execute((tx) => harness.app.people.merge(tx, from.personId, into.personId, harness.clock.now()))
  const two = await running({ began: 10, left: 80 })
  await expect(
    joinInternships(harness.db, one.person.personId, two.person.personId, harness.clock.now()),
  ).rejects.toMatchObject({ code: 'account-not-empty' })
  await join(empty, one.person) // who registered is the account that stays
  const { items } = await one.person.call('GET /me/internships')
  expect(items.map(({ id }) => id)).toEqual([one.internship.id])
})

it('registers somebody once who is scanned twice in one moment', async () => {
  const { person } = await running({ began: 10, left: 80 })
  const scan = (by: Visitor) =>
    by.call('POST /employers/:employer/internship-attendance', {
      params: { employer: world.base.id },
      body: { stationId: door, ...scanned(harness, person) },
    })
  const outcomes = await Promise.allSettled([scan(world.base.recruiter), scan(world.base.owner)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'attendance-known' },
  })
})
