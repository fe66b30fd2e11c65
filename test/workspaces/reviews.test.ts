import { hasGrown, reviewDaysOf } from '@jucai/contract/workspace-vocabulary'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import { criteria, openSite, pass, placed, placeOf, setRule, told } from './world'

let harness: Harness
let lead: Visitor
let reviewer: Visitor
const officers = async () => {
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
}
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

let siteId: string
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  await officers()
  await setRule(lead)
  siteId = (await openSite(lead, 1)).id
})

/** A team of twelve months on the day on which its first review begins. */
const atReview = async (at = '2027-04-21') => {
  const { person, tenancy } = await placed(harness, [reviewer, lead], siteId, { months: 12 })
  harness.clock.set(`${at}T02:00:00Z`)
  await pass(harness)
  await officers()
  return { tenant: await harness.signIn(person.phone), params: { workspaceTenancy: tenancy.id } }
}
const figures = (people: number, revenue: number) => [
  { key: 'people' as const, value: people },
  { key: 'revenue' as const, value: revenue },
]
const dueOn = '2027-05-21'

it('is due on the last day of each half year of the term', () => {
  expect(reviewDaysOf('2026-11-22', '2027-05-21')).toEqual(['2027-05-21'])
  expect(reviewDaysOf('2026-11-22', '2027-11-21')).toEqual(['2027-05-21', '2027-11-21'])
  expect(reviewDaysOf('2026-11-22', '2027-05-20')).toEqual([])
})

it('is grown when as many criteria are reached as are needed, each with its limit', () => {
  expect(hasGrown(criteria, 1, figures(2, 0))).toBe(true)
  expect(hasGrown(criteria, 1, figures(1, 4_999_999))).toBe(false)
  expect(hasGrown(criteria, 2, figures(2, 4_999_999))).toBe(false)
  expect(hasGrown(criteria, 2, figures(2, 5_000_000))).toBe(true)
  expect(hasGrown(criteria, 1, [])).toBe(false)
})

it('begins 30 days before it is due, once, by the criteria as they stand then', async () => {
  const early = await atReview('2027-04-20')
  expect((await placeOf(early.tenant)).reviews).toEqual([])
  harness.clock.set('2027-04-21T02:00:00Z')
  await pass(harness)
  await pass(harness)
  const tenant = await harness.signIn(early.tenant.phone)
  await officers()
  await setRule(lead, 2)
  const place = await placeOf(tenant)
  expect(place.reviews).toHaveLength(1)
  expect(place.reviews[0]).toMatchObject({ dueOn, state: 'open', needed: 1, criteria })
  expect(place.may).toEqual(['report', 'leave'])
  expect((await told(harness, tenant)).filter((title) => title === '请填半年考核')).toHaveLength(1)
})

it('is reported by the tenant, put right until it is decided, and confirmed by the office', async () => {
  const { tenant, params } = await atReview()
  const report = (people: number, body = figures(people, 100)) =>
    tenant.call('PUT /me/workspaces/:workspaceTenancy/report', { params, body: { dueOn, figures: body } })
  await expect(report(1, [{ key: 'people', value: 1 }])).rejects.toEqual(
    objectWith({ errors: [objectWith({ pointer: '/figures', detail: '还差：营业收入。没有的填 0' })] }),
  )
  await expect(report(1, [...figures(1, 0), { key: 'patents' as never, value: 1 }])).rejects.toEqual(
    objectWith({ errors: [objectWith({ pointer: '/figures/2/key', detail: containing('不看知识产权') })] }),
  )
  await report(3)
  await report(2)
  expect(await told(harness, lead, 'staff')).toContain('有半年考核等核定')
  const { items } = await lead.call('GET /workspace-reviews', { query: { limit: 50 } })
  const waiting = items.find(({ tenancyId }) => tenancyId === params.workspaceTenancy)
  expect(waiting).toMatchObject({ state: 'reported', dueOn, team: '小方盒视觉' })
  const review = { workspaceReview: waiting?.id ?? '' }
  const decide = (body: Partial<{ goesOn: boolean; why: string; version: number }>, people = 2) =>
    lead.call('PUT /workspace-reviews/:workspaceReview/decision', {
      params: review,
      body: { figures: figures(people, 100), goesOn: true, lastDay: null, why: '', version: 3, ...body },
    })
  await expect(decide({ version: 2 })).rejects.toEqual(refused('stale-version'))
  // Who has grown does not go for not having grown.
  await expect(decide({ goesOn: false, why: '我们不想留' })).rejects.toEqual(refused('workspace-settled'))
  const decided = await decide({})
  expect(decided.reviews[0]).toMatchObject({ state: 'decided', grown: true, goesOn: true })
  await expect(report(9)).rejects.toEqual(refused('workspace-settled'))
  await expect(decide({ version: 4 })).rejects.toEqual(refused('workspace-settled'))
  expect(await told(harness, tenant)).toContain('半年考核核定了')
})

it('ends a team that has not grown, with days to leave and a reason; or keeps it with one', async () => {
  const { tenant, params } = await atReview()
  const { items } = await lead.call('GET /workspace-reviews', { query: { limit: 50 } })
  const review = items.find(({ tenancyId }) => tenancyId === params.workspaceTenancy)
  const decide = (goesOn: boolean, lastDay: string | null, why: string) =>
    lead.call('PUT /workspace-reviews/:workspaceReview/decision', {
      params: { workspaceReview: review?.id ?? '' },
      body: { figures: figures(0, 0), goesOn, lastDay, why, version: 1 },
    })
  await expect(decide(true, null, '')).rejects.toEqual(refused('invalid-request'))
  await expect(decide(false, '2027-05-31', '')).rejects.toEqual(refused('invalid-request'))
  await expect(decide(false, '2027-04-27', '半年没有人来过')).rejects.toEqual(refused('invalid-request'))
  await decide(false, '2027-05-31', '半年没有人来过')
  expect(await placeOf(tenant)).toMatchObject({
    state: 'ending',
    lastDay: '2027-05-31',
    endedBecause: 'not-grown',
    endedWhy: '半年没有人来过',
  })
})

it('is renewed near the end, after the review, at most to 36 months; refused with a reason', async () => {
  const { tenant: early, params } = await atReview()
  const ask = (who: Visitor, months: number) =>
    who.call('PUT /me/workspaces/:workspaceTenancy/renewal', { params, body: { months } })
  await expect(ask(early, 6)).rejects.toEqual(refused('workspace-settled')) // seven months before the end
  harness.clock.set('2027-10-01T02:00:00Z')
  await pass(harness)
  const tenant = await harness.signIn(early.phone)
  await officers()
  const asked = await ask(tenant, 6)
  expect(asked.renewalMonths).toBe(6)
  expect((await ask(tenant, 6)).version).toBe(asked.version) // the same again is the same
  const answer = (agrees: boolean, why: string, version: number) =>
    lead.call('PUT /workspace-tenancies/:workspaceTenancy/renewal-answer', {
      params,
      body: { agrees, why, version },
    })
  await expect(answer(true, '', asked.version)).rejects.toEqual(
    objectWith({ body: objectWith({ detail: containing('半年考核还没有核定') }) }),
  )
  await expect(answer(false, '', asked.version)).rejects.toEqual(refused('invalid-request'))
  const refusedOne = await answer(false, '这一层明年要装修', asked.version)
  expect(refusedOne).toMatchObject({ renewalMonths: null, renewalWhy: '这一层明年要装修' })
  const { items } = await lead.call('GET /workspace-reviews', { query: { limit: 50 } })
  for (const one of items.filter(({ tenancyId }) => tenancyId === params.workspaceTenancy))
    await lead.call('PUT /workspace-reviews/:workspaceReview/decision', {
      params: { workspaceReview: one.id },
      body: { figures: figures(2, 0), goesOn: true, lastDay: null, why: '', version: 1 },
    })
  const again = await ask(tenant, 12)
  expect(await answer(true, '', again.version)).toMatchObject({
    lastDay: '2028-11-21',
    months: 24,
    state: 'running',
    renewalWhy: '',
  })
})
