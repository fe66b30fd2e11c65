import type { RouteDef } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import { testVault } from '../../mock/fakes'
import { registerRoutes } from '../../server/core/route'
import { apply, fakeEvidence, homecomingAnswers, recognitionAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { stationOf } from '../../mock/city/stations'

/** A reply that tells of others is not kept for a repetition: it would outlive what they have erased. */
let harness: Harness
const evidence = fakeEvidence()
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn', evidence })
})
afterAll(() => harness.close())

const kept = async ({ personId }: Visitor, key: string): Promise<unknown> => {
  const row = await harness.db
    .selectFrom('idempotency_key')
    .select('reply')
    .where('actor', '=', personId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return JSON.parse(testVault().decrypt(row.reply as Buffer, `idempotency:${personId}:${key}`))
}

it('a decision is told anew, without what its person has erased since', async () => {
  const reviewer = await harness.office('reviewer')
  const person = await harness.registerPerson()
  const { id } = await apply(
    person,
    'recognition',
    recognitionAnswers(evidence.add(person.personId), person.registration.documentNumber),
  )
  const params = { application: id }
  const { version } = await reviewer.call('POST /applications/:application/claim', { params })
  const recommend = () =>
    reviewer.call(
      'POST /applications/:application/events',
      { params, body: { event: 'recommend', version } },
      { idempotencyKey: 'recommended-once' },
    )
  const first = await recommend()
  expect(first.answers.employer).toBe('示例智能制造有限公司')
  expect(await kept(reviewer, 'recommended-once')).toEqual({ $again: '' })
  expect(await recommend()).toEqual(first)
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  const again = await recommend()
  expect(again.answers).toEqual({})
  expect(again.steps.filter(({ event }) => event === 'recommend')).toHaveLength(1)
})

it('what a station wrote down is told anew, and written once', async () => {
  const clerk = await harness.staff('clerk', stationOf.shenzhen)
  const returnee = await harness.registerPerson()
  const { id } = await apply(returnee, 'homecoming', homecomingAnswers())
  const params = { lead: id }
  const acts = {
    note: () =>
      clerk.call(
        'POST /leads/:lead/notes',
        { params, body: { text: '想了解家属随迁' } },
        { idempotencyKey: 'noted-once' },
      ),
    answer: () =>
      clerk.call(
        'POST /leads/:lead/answer',
        { params, body: { text: '您好，我是站里的工作人员。', version: 1 } },
        { idempotencyKey: 'answered-once' },
      ),
    followUp: () =>
      clerk.call(
        'POST /leads/:lead/follow-ups',
        { params, body: { kind: 'met', on: '2026-11-20', note: '见了一面', amountFen: null } },
        { idempotencyKey: 'followed-once' },
      ),
  }
  for (const act of Object.values(acts)) expect(await act()).toEqual(await act())
  for (const key of ['noted-once', 'answered-once', 'followed-once'])
    expect(await kept(clerk, key)).toEqual({ $again: '' })
  expect(await acts.note()).toMatchObject({
    notes: [{ text: '想了解家属随迁' }],
    followUps: [{ note: '见了一面' }],
  })
  // The look is on record like every other.
  const reads = (await returnee.call('GET /me/reads')).items.filter(({ what }) =>
    what.startsWith('查看了你的归根登记'),
  )
  expect(reads.length).toBeGreaterThanOrEqual(4)
})

it('a referral is told anew, without whom it named once they declined', async () => {
  const referrer = await harness.registerPerson()
  const refer = () =>
    referrer.call(
      'POST /me/referrals',
      {
        body: {
          kind: 'person',
          name: '周远山',
          phone: '13900009999',
          title: '材料工程师，在深圳',
          about: '做电池材料十年，想回来看看。',
          relation: '表哥',
        },
      },
      { idempotencyKey: 'referred-once' },
    )
  const first = await refer()
  expect(first.maskedName).toBe('周**')
  expect(await refer()).toEqual(first)
  expect(await kept(referrer, 'referred-once')).toEqual({ $again: first.id })
  const code = new URL(harness.sms.lastReferralLink('13900009999') as string, 'https://x').searchParams.get(
    'code',
  ) as string
  await harness.as()('PUT /referral-requests/:code/answer', { params: { code }, body: { agree: false } })
  const { maskedName, title, state } = await refer()
  expect([maskedName ?? '', title, state]).toEqual(['', '你推荐的一位人才', 'declined'])
})

it('what became of a referral is told anew to the office, and done once', async () => {
  const lead = await harness.office('lead')
  const referrer = await harness.registerPerson()
  const body = {
    kind: 'person' as const,
    name: '周远水',
    phone: '13900009998',
    title: '材料工程师，在深圳',
    about: '做电池材料十年，想回来看看。',
    relation: '表哥',
  }
  const { id } = await referrer.call('POST /me/referrals', { body })
  const code = new URL(harness.sms.lastReferralLink(body.phone) as string, 'https://x').searchParams.get(
    'code',
  ) as string
  await harness.as()('PUT /referral-requests/:code/answer', { params: { code }, body: { agree: true } })
  const follow = () =>
    lead.call(
      'POST /referrals/:referral/steps',
      { params: { referral: id }, body: { state: 'followed', note: '电话聊过' } },
      { idempotencyKey: 'followed-up-once' },
    )
  const first = await follow()
  expect(await follow()).toEqual(first)
  expect(await kept(lead, 'followed-up-once')).toEqual({ $again: '' })
})

it('an invitation keeps its code for who did not get the reply, and nothing of whom it is for', async () => {
  const admin = await harness.staff('system-admin')
  const invite = () =>
    admin.call(
      'POST /staff-invitations',
      { body: { role: 'reviewer', stationId: null, note: '李小雨' } },
      { idempotencyKey: 'invited-once' },
    )
  const first = await invite()
  expect(await invite()).toEqual(first)
  expect(await kept(admin, 'invited-once')).toEqual({ $again: `${first.invitation.id} ${first.code}` })
})

describe('the contract', () => {
  const idempotent = (Object.entries(routes) as [RouteName, RouteDef][]).filter(
    ([, { idempotent: is }]) => is,
  )
  // Replies to staff that name nobody: times, settings, counts, ids, names of stations.
  const tellsOfNobody: readonly RouteName[] = [
    'POST /stations/:station/slots',
    'PUT /leads/:lead/station',
    'POST /hostels/:hostel/beds',
    'POST /workspace-sites',
    'POST /workspace-sites/:workspaceSite/units',
    'POST /stranded-leads/reassignments',
    'POST /application-assignments',
    'POST /application-exports',
    'PUT /programs/:program/settings',
    'POST /ledger/budgets/:scheme/:year/allotments',
    'POST /housing/projects/:project/types',
    'POST /round-desk',
    'POST /ledger/runs',
    'PUT /policy-draft/policies/:code',
    'PUT /policy-draft/parameters/:code',
    'PUT /policy-draft/facts/:code',
    'PUT /policy-draft/rules',
    'POST /policy-draft/publication',
    'POST /policy-draft/dry-runs',
    'POST /pool/searches',
    'POST /employers/:employer/posts',
    'POST /employers/:employer/posts/:post/publication',
    'POST /employers/:employer/posts/:post/closing',
    'POST /employers/:employer/posts/:post/appeal',
    'POST /employers/:employer/posts/:post/answers',
    'POST /post-checks/:post/decision',
    'POST /post-checks/:post/take-down',
    'POST /post-checks/:post/appeal-decision',
    'PUT /chain-draft/basis',
    'PUT /chain-draft/chains/:chain',
    'PUT /chain-draft/shortage-posts/:shortagePost',
    'POST /chain-draft/publication',
    'POST /employers/:employer/internship-places',
    'POST /internship-rounds',
    'POST /employers/:employer/fair-booths',
    'PUT /employers/:employer/fair-booths/:fairBooth',
    'POST /employers/:employer/fair-booths/:fairBooth/cancellation',
    'POST /office/fairs',
    'PUT /office/fairs/:fair',
    'POST /office/fairs/:fair/publication',
    'POST /office/fairs/:fair/cancellation',
    'POST /office/fairs/:fair/booths',
    'POST /office/fairs/:fair/booths/:fairBooth/decision',
    'POST /office/fairs/:fair/booths/:fairBooth/cancellation',
  ]
  it('keeps no reply that the office or a station gets of a person', () => {
    const kinds = idempotent
      .filter(([, { access }]) => access.who !== 'anyone' && access.rows !== 'own')
      .map(([name, { idempotent: is }]) => [name, is])
    expect(kinds).toEqual(
      kinds.map(([name]) => [name, tellsOfNobody.includes(name as RouteName) ? true : 'anew']),
    )
    expect(kinds.length).toBeGreaterThan(tellsOfNobody.length)
  })
  it('does not start with a handler that keeps what it may not', () => {
    const handlers = Object.fromEntries(Object.keys(routes).map((name) => [name, async () => null]))
    const app = { route: () => undefined }
    expect(() => registerRoutes(app as never, handlers as never, {} as never)).toThrow(
      'does not say alike in contract and handler',
    )
  })
})
