import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { emit } from '../../server/core/outbox'
import { accepted, home, proposed, record, running, signedByTwo, terms, type EngagementWorld } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://city.example' })
})
afterAll(() => harness.close())
beforeEach(() => harness.clock.set('2026-11-23T02:00:00.000Z')) // Monday, 10:00 here

const many = <T>(count: number, ask: () => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, ask))
const done = (all: readonly PromiseSettledResult<unknown>[]) =>
  all.filter(({ status }) => status === 'fulfilled').length
const accept = (world: EngagementWorld, over: Parameters<typeof home>[0]) =>
  world.expert.call('PUT /me/engagements/:engagement/acceptance', {
    params: { engagement: world.id },
    body: home(over),
  })

describe('the home employer', () => {
  it('is not the employer that hires, by whatever brackets its name is written, nor by its code', async () => {
    const world = await proposed(harness)
    const { name, creditCode } = world.employer
    for (const written of [name, name.replace('（', '(').replace('）', ') '), creditCode])
      await expect(accept(world, { name: written })).rejects.toEqual(refused('invalid-request'))
  })

  it('is not asked at a number of the expert or of the people who hire, also when it becomes theirs later', async () => {
    const world = await proposed(harness)
    for (const { phone } of [world.expert, world.employer.owner, world.employer.recruiter])
      await expect(accept(world, { phone })).rejects.toEqual(refused('invalid-request'))
    await accepted(world)
    const consent = await signedByTwo(world)
    await harness.db
      .updateTable('employer_member')
      .set({ person_id: (await harness.signIn(world.at.phone)).personId })
      .where('person_id', '=', world.employer.recruiter.personId)
      .execute()
    await expect(
      harness.as()('POST /engagement-consents/:consent/signature-codes', {
        params: { consent },
        body: { name: '贺主任' },
      }),
    ).rejects.toEqual(refused('engagement-settled'))
  })
})

describe('codes to sign with, asked for at once', () => {
  it('go once to the home employer, and are counted', async () => {
    const world = await accepted(await proposed(harness))
    const consent = await signedByTwo(world)
    const sent = await many(8, () =>
      harness.as()('POST /engagement-consents/:consent/signature-codes', {
        params: { consent },
        body: { name: '贺主任' },
      }),
    )
    expect(done(sent)).toBe(1)
    const { codes_sent: codes } = await harness.db
      .selectFrom('engagement_consent')
      .select('codes_sent')
      .where('engagement_id', '=', world.id)
      .executeTakeFirstOrThrow()
    expect(codes).toBe(1)
  })

  it('go once to the expert', async () => {
    const world = await accepted(await proposed(harness))
    const params = { engagement: world.id }
    const { agreement } = await world.expert.call('PUT /me/engagements/:engagement/agreement', { params })
    const body = { sha256: agreement?.sha256 ?? '' }
    const sent = await many(5, () =>
      world.expert.call('POST /me/engagements/:engagement/signature-codes', { params, body }),
    )
    expect(done(sent)).toBe(1)
  })
})

describe('terms that change', () => {
  it('are a paper that changed for whoever asks a code for the old text', async () => {
    const world = await accepted(await proposed(harness))
    await signedByTwo(world)
    const params = { engagement: world.id }
    const old =
      (await world.expert.call('GET /me/engagements/:engagement', { params })).agreement?.sha256 ?? ''
    harness.clock.advance(61)
    await world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/terms', {
      params: { employer: world.employer.id, engagement: world.id },
      body: { terms: terms(harness, { payFen: 90_000 }), revision: 1 },
    })
    await expect(
      world.expert.call('POST /me/engagements/:engagement/signature-codes', {
        params,
        body: { sha256: old },
      }),
    ).rejects.toEqual(refused('paper-changed'))
  })

  it('to what they are make no new version, and nobody signs anew', async () => {
    const world = await accepted(await proposed(harness))
    await signedByTwo(world)
    const one = await world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/terms', {
      params: { employer: world.employer.id, engagement: world.id },
      body: { terms: terms(harness), revision: 1 },
    })
    expect(one).toMatchObject({ revision: 1, agreement: { state: 'open' } })
    expect(one.agreement?.signatures).toHaveLength(2)
  })
})

describe('hours of an employer that was struck off', () => {
  it('are answered by the office with a reason, and by nobody else; while the employer is there by it alone', async () => {
    const world = await running(harness)
    const [one, other] = [await record(world, '2026-11-14'), await record(world, '2026-11-21')]
    const answer = async (hours: string, confirmed: boolean, why = '看过签到表，属实') =>
      (await harness.office('lead')).call('PUT /engagements/:engagement/hours/:hours', {
        params: { engagement: world.id, hours },
        body: { confirmed, why },
      })
    const read = async () =>
      (await harness.office('lead')).call('GET /engagements/:engagement', {
        params: { engagement: world.id },
        query: { month: '2026-11' },
      })
    await expect(answer(one.id, true)).rejects.toEqual(refused('engagement-settled'))
    expect((await read()).may).not.toContain('confirm')
    await harness.db
      .updateTable('employer')
      .set({ state: 'closed' })
      .where('id', '=', world.employer.id)
      .execute()
    await emit(harness.db, harness.clock.now(), 'employer.closed', { employerId: world.employer.id })
    await harness.app.worker.drain()
    expect((await read()).may).toContain('confirm')
    await expect(answer(one.id, true, '好')).rejects.toEqual(refused('invalid-request'))
    expect(await answer(one.id, true)).toMatchObject({ state: 'confirmed', byOffice: true })
    expect(await answer(other.id, false, '签到表里没有这一天')).toMatchObject({ state: 'queried' })
    expect(await read()).toMatchObject({ confirmedMinutes: 180, recordedMinutes: 360 })
    await harness.app.worker.drain()
    const { items } = await world.expert.call('GET /me/messages')
    expect(items.map(({ title }) => title)).toContain('人才办答复了你的工时')
    // What the office said no to is not taken out and put in again.
    await expect(
      world.expert.call('DELETE /me/engagements/:engagement/hours/:hours', {
        params: { engagement: world.id, hours: other.id },
      }),
    ).rejects.toEqual(refused('engagement-settled'))
  })
})
