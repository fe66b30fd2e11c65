import { employerOf } from '../employers/world'
import { accepted, proposed } from '../engagements/world'
import { boothOf, callNext, fairOf, minutesFrom, take, visitorOf } from '../fairs/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { choose, newIntern, offer, openBase, signAll, wish } from '../internships/world'
import { answerAs, applyFor, openPost } from '../posts/world'
import { waits } from './waits'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00Z')
  lead = await harness.office('lead') // a session of the console ends when idle
})

it('is nothing for who has nothing to do', async () => {
  expect((await (await harness.registerPerson()).call('GET /me/todos')).items).toEqual([])
  expect(await waits(await harness.signIn())).toEqual([])
})

it('tells an intern of the agreement until they have signed, by its day', async () => {
  const base = await openBase(harness, lead)
  const world = { harness, lead, ...base }
  const place = await offer(world)
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  const { items } = await person.call('GET /me/todos')
  expect(items).toEqual([
    {
      title: '见习协议等你签',
      words: '材料检测见习，12月1日 24:00前三方签完才算数。',
      button: '看协议',
      page: `/internships/internship/index?id=${id}`,
      until: '2026-12-01T16:00:00.000Z',
    },
  ])
  await signAll(world, person, id)
  expect(await waits(person)).toEqual([])
})

it('tells an expert to answer, then to sign, and an applicant of an offer; what ends first is first', async () => {
  const employer = await employerOf(harness)
  const person = await harness.registerPerson()
  const post = await openPost(harness, employer)
  const applied = await applyFor(person, post.id)
  expect(await waits(person)).toEqual([])
  const answer = (to: { id: string; revision: number }, event: 'shortlist' | 'interview' | 'offer') =>
    answerAs(employer.recruiter, employer, to, {
      event,
      ...(event === 'interview' ? { interview: { at: '2026-11-26T02:00:00.000Z', place: '3 楼' } } : {}),
    })
  const listed = await answer(applied, 'shortlist')
  await answer(await answer(listed, 'interview'), 'offer')
  const world = await proposed(harness, { employer, expert: person })
  expect(await waits(person)).toEqual([`${employer.name}邀请你`, `${employer.name}决定录用你`])
  await accepted(world)
  expect(await waits(person)).toEqual(['聘用协议等你签', `${employer.name}决定录用你`])
  await person.call('POST /me/job-applications/:jobApplication/steps', {
    params: { jobApplication: applied.id },
    body: { event: 'decline' },
  })
  expect(await waits(person)).toEqual(['聘用协议等你签'])
})

it('tells whom a booth of a fair calls, until the moment has passed', async () => {
  const fair = await fairOf(harness, lead, { closesAt: minutesFrom(harness, 600) })
  const booth = await boothOf(harness, lead, fair)
  const visitor = await visitorOf(harness, fair)
  harness.clock.advance(3_660)
  await take(visitor, booth.booth)
  await callNext(booth)
  expect(await waits(visitor)).toEqual([`叫到你了：${booth.name}`])
  harness.clock.advance(3_600)
  expect(await waits(visitor)).toEqual([])
})
