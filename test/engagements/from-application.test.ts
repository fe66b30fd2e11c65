import type { PostText } from '@jucai/contract/post-shapes'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { answerAs, applyFor, openPost } from '../posts/world'
import { home, signedByHome, signedByTwo, terms } from './world'

/** From a post for experts: applied for, offered, accepted; then proposed as an engagement of its kind, and in force. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
beforeEach(() => harness.clock.set('2026-11-22T02:00:00Z'))
afterAll(() => harness.close())

const daily: Pick<PostText, 'payLow' | 'payHigh'> = {
  payLow: { fen: 60_000, unit: 'day' },
  payHigh: { fen: 100_000, unit: 'day' },
}
const offered = async (employer: EmployerOfTest, person: Visitor, kind: PostText['kind']) => {
  const post = await openPost(harness, employer, {
    ...(kind === 'full-time' ? {} : daily),
    kind,
    title: '材料工艺顾问',
  })
  const sent = await applyFor(person, post.id)
  const listed = await answerAs(employer.owner, employer, sent, { event: 'shortlist' })
  await answerAs(employer.owner, employer, listed, { event: 'offer' })
  return sent.id
}
const accept = (person: Visitor, jobApplication: string) =>
  person.call('POST /me/job-applications/:jobApplication/steps', {
    params: { jobApplication },
    body: { event: 'accept' },
  })
const propose = (
  employer: EmployerOfTest,
  applicationId: string,
  kind: 'shared' | 'weekend' = 'weekend',
  over: Parameters<typeof terms>[1] = {},
) =>
  employer.recruiter.call('POST /employers/:employer/engagements', {
    params: { employer: employer.id },
    body: { kind, applicationId, code: null, terms: terms(harness, over) },
  })

it.each(['weekend', 'shared'] as const)('of a %s post, to three signatures', async (kind) => {
  const [employer, expert] = [await employerOf(harness), await harness.registerPerson()]
  const application = await offered(employer, expert, kind)
  expect((await accept(expert, application)).state).toBe('accepted')
  const { id } = await propose(employer, application, kind)
  await harness.app.worker.drain()
  const { items } = await expert.call('GET /me/engagements')
  expect(items).toMatchObject([{ id, kind, state: 'proposed', employer: { name: employer.name } }])
  expect((await expert.call('GET /me/messages')).items.map(({ title }) => title)).toContain('有单位想聘你')
  const at = home()
  await expert.call('PUT /me/engagements/:engagement/acceptance', { params: { engagement: id }, body: at })
  const world = { harness, employer, expert, at, id }
  await signedByHome(world, await signedByTwo(world))
  expect((await expert.call('GET /me/engagements/:engagement', { params: { engagement: id } })).state).toBe(
    'running',
  )
})

it('only of its own kind, and to nobody of another employer or who was turned down', async () => {
  const [employer, expert] = [await employerOf(harness), await harness.registerPerson()]
  const application = await offered(employer, expert, 'weekend')
  await accept(expert, application)
  await expect(propose(employer, application, 'shared')).rejects.toMatchObject({
    code: 'invalid-request',
    body: { errors: [{ pointer: '/kind', detail: containing('投递的岗位不是这一种') }] },
  })
  const other = await employerOf(harness)
  await expect(propose(other, application)).rejects.toMatchObject({
    body: { errors: [{ pointer: '/applicationId', detail: containing('没有这份投递') }] },
  })
  const full = await offered(employer, await harness.registerPerson(), 'full-time')
  await expect(propose(employer, full)).rejects.toMatchObject({ body: { errors: [{ pointer: '/kind' }] } })
  const post = await openPost(harness, employer, { ...daily, kind: 'weekend' })
  const sent = await applyFor(await harness.registerPerson(), post.id)
  await answerAs(employer.owner, employer, sent, { event: 'reject', reason: '这次没有合适的方向' })
  await expect(propose(employer, sent.id)).rejects.toMatchObject({
    body: { errors: [{ pointer: '/applicationId' }] },
  })
})

it('once: while one of an application is open there is no second, though two ask in one moment', async () => {
  const [employer, expert] = [await employerOf(harness), await harness.registerPerson()]
  const application = await offered(employer, expert, 'weekend')
  await accept(expert, application)
  const outcomes = await Promise.allSettled([propose(employer, application), propose(employer, application)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'engagement-settled', message: containing('这份投递已经发起过') },
  })
  const [{ id } = { id: '' }] = (await expert.call('GET /me/engagements')).items
  await expert.call('POST /me/engagements/:engagement/ending', {
    params: { engagement: id },
    body: { lastDay: null, why: '时间要再商量' },
  })
  expect((await propose(employer, application)).state).toBe('proposed') // what was declined does not stand in the way
})
