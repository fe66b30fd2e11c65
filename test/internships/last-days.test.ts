import { lastDayOf, monthParts } from '@jucai/contract/internship-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { agreementSections, certificateSections } from '../../server/internships/text'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { choose, newIntern, offer, openBase, scanned, signedIntern, today, wish, door } from './world'
import type { InternshipWorld } from './world'

/** First and last days: both are of the internship, in words, months, stipend, at the door and on the certificate. */
let harness: Harness
let world: InternshipWorld
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-20T02:00:00Z')
  lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})
afterAll(() => harness.close())

const passTime = async () => {
  for (const { run } of harness.app.chores) await run(harness.clock.now())
  await harness.app.worker.drain()
}

it('counts both days: three months from 1 December are until 28 February, ninety days', () => {
  expect(lastDayOf('2026-12-01', 3)).toBe('2027-02-28')
  const parts = monthParts('2026-12-01', '2027-02-28')
  expect(parts.map(({ days, daysInMonth }) => [days, daysInMonth])).toEqual([
    [31, 31],
    [31, 31],
    [28, 28],
  ])
  const whole = agreementSections({
    ...{ number: 'JX1', intern: { name: '甲', document: '1' }, base: '乙', office: '丙', title: '丁' },
    ...{ tasks: '戊', tutor: '己', station: '庚', firstDay: '2026-12-01', lastDay: '2027-02-28', months: 3 },
    ...{ insurance: '辛', minimumWageFen: 210_000, percent: 80, monthlyFen: 168_000, parts },
  })
  expect(JSON.stringify(whole)).toContain('2026年12月1日到2027年2月28日，共 3 个月，首尾两天都算')
  const certificate = certificateSections({
    ...{ name: '甲', base: '乙', office: '丙', title: '丁', firstDay: '2026-12-01', lastDay: '2027-02-28' },
    ...{ number: 'JX1', code: 'ABCD' },
  })
  expect(JSON.stringify(certificate)).toContain('2026年12月1日到2027年2月28日')
})

it('lets an intern in on the last day until midnight, and is finished the day after', async () => {
  const { person, internship } = await signedIntern(world)
  const lastDay = today(harness)
  await harness.db
    .updateTable('internship')
    .set({ first_day: addDays(lastDay, -100), last_day: lastDay, planned_last_day: lastDay })
    .where('id', '=', internship.id)
    .execute()
  harness.clock.set('2026-11-20T15:59:30Z') // 23:59:30 here
  await passTime()
  const own = { params: { internship: internship.id } }
  expect((await person.call('GET /me/internships/:internship', own)).state).toBe('running')
  await world.base.recruiter.call('POST /employers/:employer/internship-attendance', {
    params: { employer: world.base.id },
    body: { stationId: door, ...scanned(harness, person) },
  })
  harness.clock.set('2026-11-20T16:00:10Z') // the next day here
  await passTime()
  const after = await person.call('GET /me/internships/:internship', own)
  expect(after.state).toBe('finished')
  expect(after.stipends.at(-1)?.to).toBe(lastDay)
  expect(after.stipends.at(-1)?.attended).toBe(1)
})

it('is signed before the first day, by a moment that is never later', async () => {
  const place = await offer(world, { inDays: 4 })
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  const params = { internship: id }
  const shown = await person.call('GET /me/internships/:internship', { params })
  expect(shown.signBy).toBe('2026-11-23T16:00:00.000Z') // the 24th begins
  harness.clock.set('2026-11-23T16:00:00Z')
  await passTime()
  expect((await person.call('GET /me/internships/:internship', { params })).state).toBe('cancelled')
})

it('chooses nobody on the first day, and moves none to today: nothing could be signed before it', async () => {
  const place = await offer(world, { inDays: 3 })
  const [late, chosen] = [await newIntern(harness), await newIntern(harness)]
  const [waiting, made] = [await wish(late, place.id), await wish(chosen, place.id)]
  const id = await choose(world, chosen, made.id)
  await expect(
    world.base.owner.call('PUT /employers/:employer/internships/:internship/terms', {
      params: { employer: world.base.id, internship: id },
      body: { firstDay: today(harness), tasks: '跟着工程师做样品制备和检测，写记录。', tutor: '周师傅' },
    }),
  ).rejects.toMatchObject({ code: 'invalid-request' })
  harness.clock.set('2026-11-23T02:00:00Z')
  await expect(choose(world, late, waiting.id)).rejects.toMatchObject({
    message: containing('来不及在开始以前签协议'),
  })
  await passTime()
  const { items } = await late.call('GET /me/internship-wishes')
  expect(items[0]).toMatchObject({ state: 'not-chosen', answer: containing('没有在期限内答复') })
})
