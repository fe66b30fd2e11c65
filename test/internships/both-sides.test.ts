import { addDays } from '@jucai/contract/policies/days'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { assign } from '../../server/staff'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, newIntern, offer, openBase, signedIntern, today, wish, type InternshipWorld } from './world'

/** Nobody acts for two of the three sides of an internship, and nobody's own word alone is paid. */
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

const join = async (person: Visitor) => {
  const { code } = await world.base.owner.call('POST /employers/:employer/invitations', {
    params: { employer: world.base.id },
    body: { right: 'recruiter', note: '小何' },
  })
  await person.call('POST /me/employers', { body: { code, memberName: '何来' } })
}
const answer = (by: Visitor, wishId: string) =>
  by.call('PUT /employers/:employer/internship-wishes/:wish/answer', {
    params: { employer: world.base.id, wish: wishId },
    body: { chosen: true, answer: '欢迎' },
  })

it('is no place for one’s own people: they neither wish for it nor are chosen', async () => {
  const place = await offer(world)
  const [member, later] = [await newIntern(harness), await newIntern(harness)]
  await join(member)
  await expect(wish(member, place.id)).rejects.toMatchObject({
    code: 'internship-not-eligible',
    message: containing('你是这个单位的人员'),
  })
  const standing = await member.call('GET /me/internship-standing/:place', { params: { place: place.id } })
  expect(standing.against).toContain('你是这个单位的人员')
  const { id } = await wish(later, place.id)
  await join(later)
  await expect(answer(later, id)).rejects.toMatchObject({ message: containing('自己') })
  await expect(answer(world.base.owner, id)).rejects.toMatchObject({ message: containing('本单位的人员') })
})

it('is not signed for who became one of its people', async () => {
  const place = await offer(world)
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  await join(person)
  const params = { internship: id }
  await expect(person.call('PUT /me/internships/:internship/agreement', { params })).rejects.toMatchObject({
    code: 'internship-settled',
    message: containing('单位的人员'),
  })
})

it('lets an intern who joined the base act for it towards others, and not for themselves', async () => {
  const { person, internship } = await signedIntern(world)
  const days = { first_day: addDays(today(harness), -40), last_day: addDays(today(harness), 40) }
  await harness.db.updateTable('internship').set(days).where('id', '=', internship.id).execute()
  await join(person)
  const params = { employer: world.base.id, internship: internship.id }
  const own = { code: 'internship-settled', message: containing('你自己的见习') }
  await expect(
    person.call('PUT /employers/:employer/internships/:internship/days/:day', {
      params: { ...params, day: '2026-11-20' },
      body: { kind: 'present', why: '门口没有网，人来了' },
    }),
  ).rejects.toMatchObject(own)
  await expect(
    person.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
      params: { ...params, internshipMonth: '2026-10' },
      body: { amountFen: 0 },
    }),
  ).rejects.toMatchObject(own)
  await expect(
    person.call('POST /employers/:employer/internships/:internship/interruption', {
      params,
      body: { lastDay: today(harness), why: '提前结束一下' },
    }),
  ).rejects.toMatchObject(own)
  const shown = await person.call('GET /employers/:employer/internships/:internship', { params })
  expect(shown.may).toEqual([])
})

it('is neither sealed nor paid by the officer who is the intern', async () => {
  const { person, internship } = await signedIntern(world)
  await assign(harness.db, harness.clock.now(), person.personId, 'lead', null)
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId: person.personId, device: '电脑端', office: true },
  )
  const officer = { call: harness.as(token) }
  const params = { internship: internship.id }
  await expect(
    officer.call('POST /internships/:internship/interruption', {
      params,
      body: { lastDay: today(harness), why: '提前结束一下' },
    }),
  ).rejects.toMatchObject({ message: containing('你自己的见习') })
  await expect(
    officer.call('PUT /internships/:internship/months/:internshipMonth/decision', {
      params: { ...params, internshipMonth: '2026-12' },
      body: { approved: true, why: '核对过' },
    }),
  ).rejects.toMatchObject({ message: containing('你自己的见习') })
})

it('counts no leave of days to come, and tells how many days are leave before they are paid', async () => {
  const { person, internship } = await signedIntern(world)
  const days = { first_day: '2026-11-02', last_day: '2027-01-31' }
  await harness.db.updateTable('internship').set(days).where('id', '=', internship.id).execute()
  const params = { internship: internship.id }
  for (const day of ['2026-11-19', '2026-11-20', '2026-11-25', '2026-11-26'])
    await person.call('PUT /me/internships/:internship/days/:day', {
      params: { ...params, day },
      body: { reason: '回校答辩' },
    })
  const shown = await world.base.owner.call('GET /employers/:employer/internships/:internship', {
    params: { ...params, employer: world.base.id },
  })
  expect(shown.stipends).toMatchObject([{ month: '2026-11', attended: 2, leave: 2 }])
})

it('sends one code to who asks five times at once, and one to the base', async () => {
  const place = await offer(world)
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  const params = { internship: id }
  const { agreement } = await person.call('PUT /me/internships/:internship/agreement', { params })
  const sha256 = agreement?.sha256 as string
  const asked = await Promise.allSettled(
    Array.from({ length: 5 }, () =>
      person.call('POST /me/internships/:internship/signature-codes', { params, body: { sha256 } }),
    ),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: refused('too-many-requests'),
  })
})
