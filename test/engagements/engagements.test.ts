import { addDays } from '@jucai/contract/policies/days'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { employerOf } from '../employers/world'
import { accepted, proposed, running, secretAt, signedByHome, signedByTwo, terms, today } from './world'
import type { EngagementWorld } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
beforeEach(() => {
  // A Sunday, 10:00 here.
  harness.clock.set('2026-11-22T02:00:00Z')
})
afterAll(() => harness.close())

const passTime = async () => {
  for (const { run } of harness.app.chores) await run(harness.clock.now())
  await harness.app.worker.drain()
}
const own = ({ id }: EngagementWorld) => ({ params: { engagement: id } })
const theirs = ({ id, employer }: EngagementWorld) => ({ params: { employer: employer.id, engagement: id } })
const titles = async (person: Visitor) => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}

describe('from the proposal to three signatures', () => {
  it('is signed by expert, employer and home employer, each with the hash of one text', async () => {
    const world = await accepted(await proposed(harness))
    await signedByHome(world, await signedByTwo(world))
    const shown = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(shown.state).toBe('running')
    expect(shown.agreement?.state).toBe('signed')
    expect(shown.agreement?.signatures.map(({ party }) => party)).toEqual(['expert', 'employer', 'home'])
    expect(new Set(shown.agreement?.signatures.map(({ sha256 }) => sha256))).toEqual(
      new Set([shown.agreement?.sha256]),
    )
    const [kept] = await harness.db
      .selectFrom('agreement_signature')
      .innerJoin('agreement', 'agreement.id', 'agreement_id')
      .select(['by_person', 'agreement_signature.sha256'])
      .where('held_for', '=', `engagement:${world.id}`)
      .where('party', '=', 'home')
      .execute()
    expect(kept).toEqual({ by_person: null, sha256: shown.agreement?.sha256 })
    expect(await titles(world.expert)).toContain('三方都签了，已生效')
    expect(await titles(world.employer.owner)).toContain('三方都签了，已生效')
    const { items } = await world.expert.call('GET /me/timeline')
    expect(JSON.stringify(items)).toContain('周末专家聘用生效')
  })

  it('is proposed to who applied for a post of its kind, and to nobody else', async () => {
    const employer = await employerOf(harness)
    const propose = (body: { applicationId: string | null; code: string | null }) =>
      employer.recruiter.call('POST /employers/:employer/engagements', {
        params: { employer: employer.id },
        body: { kind: 'weekend', ...body, terms: terms(harness) },
      })
    await expect(propose({ applicationId: null, code: null })).rejects.toMatchObject({
      code: 'invalid-request',
    })
    await expect(propose({ applicationId: null, code: '0000-0000-0000-0000' })).rejects.toMatchObject({
      code: 'engagement-code-unknown',
    })
    await expect(
      propose({ applicationId: '00000000-0000-4000-8000-000000000000', code: null }),
    ).rejects.toMatchObject({ code: 'invalid-request' })
    const { code } = await employer.owner.call('POST /me/engagement-codes')
    await expect(propose({ applicationId: null, code })).rejects.toMatchObject({
      code: 'engagement-settled',
      message: containing('本单位的人员'),
    })
  })

  it('takes a code once', async () => {
    const expert = await harness.registerPerson()
    const employer = await employerOf(harness)
    const { code } = await expert.call('POST /me/engagement-codes')
    const propose = () =>
      employer.recruiter.call('POST /employers/:employer/engagements', {
        params: { employer: employer.id },
        body: { kind: 'shared', applicationId: null, code: code.toLowerCase(), terms: terms(harness) },
      })
    expect((await propose()).name).toContain('*')
    await expect(propose()).rejects.toMatchObject({ code: 'engagement-code-unknown' })
  })

  it('refuses a weekend whose hours are the home employer’s, and says which', async () => {
    const world = await proposed(harness, { week: [{ weekday: 3, from: '14:00', to: '18:00' }] })
    await expect(accepted(world)).rejects.toMatchObject({
      code: 'engagement-home-hours',
      message: containing('周三 14:00–18:00'),
    })
    const shared = await proposed(harness, {
      kind: 'shared',
      week: [{ weekday: 3, from: '14:00', to: '18:00' }],
    })
    await accepted(shared)
    expect((await shared.expert.call('GET /me/engagements/:engagement', own(shared))).state).toBe('to-sign')
  })

  it('is signed anew when it changed after the first signature, and whoever looks at the old one is told', async () => {
    const world = await accepted(await proposed(harness))
    const secret = await signedByTwo(world)
    const shown = await world.employer.owner.call(
      'GET /employers/:employer/engagements/:engagement',
      theirs(world),
    )
    await world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/terms', {
      ...theirs(world),
      body: { terms: { ...shown.terms, payFen: 90_000 }, revision: shown.revision },
    })
    const anybody = harness.as()
    await expect(
      anybody('GET /engagement-consents/:consent', { params: { consent: secret } }),
    ).rejects.toMatchObject({ code: 'engagement-consent-over', message: containing('协议改过了') })
    await expect(
      world.employer.owner.call('POST /employers/:employer/engagements/:engagement/signature-codes', {
        ...theirs(world),
        body: { sha256: shown.agreement?.sha256 as string },
      }),
    ).rejects.toMatchObject({ code: 'paper-changed' })
    await expect(
      world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/terms', {
        ...theirs(world),
        body: { terms: shown.terms, revision: shown.revision },
      }),
    ).rejects.toMatchObject({ code: 'stale-version' })
    harness.clock.advance(61)
    await signedByHome(world, await signedByTwo(world))
    const again = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(again.agreement?.version).toBe(2)
    expect(again.state).toBe('running')
  })

  it('lapses when nobody answers, and when it is not signed in time', async () => {
    const silent = await proposed(harness, { firstDay: addDays(today(harness), 60) })
    const unsigned = await accepted(await proposed(harness, { firstDay: addDays(today(harness), 60) }))
    harness.clock.advance(15 * 86_400)
    await passTime()
    const states = async (world: EngagementWorld) =>
      (
        await harness.db
          .selectFrom('engagement')
          .select('state')
          .where('id', '=', world.id)
          .executeTakeFirstOrThrow()
      ).state
    expect(await states(silent)).toBe('cancelled')
    expect(await states(unsigned)).toBe('to-sign')
    harness.clock.advance(10 * 86_400)
    await passTime()
    expect(await states(unsigned)).toBe('cancelled')
  })
})

describe('the link of the home employer', () => {
  const anybody = () => harness.as()
  it('shows what it must see and nothing of the pay; only a hash of its secret is kept', async () => {
    const world = await accepted(await proposed(harness))
    const consent = await signedByTwo(world)
    const shown = await anybody()('GET /engagement-consents/:consent', { params: { consent } })
    expect(shown).toMatchObject({ home: world.at.name, state: 'open', version: 1 })
    expect(shown.maskedPhone).not.toBe(world.at.phone)
    // A hash may hold any three digits.
    expect(JSON.stringify({ ...shown, sha256: '' })).not.toMatch(/¥800|800 元|pay/i)
    const kept = await harness.db.selectFrom('engagement_consent').select('token_hash').execute()
    expect(kept.map(({ token_hash: hash }) => hash)).not.toContain(consent)
  })

  it('opens nothing when it is wrong, too old, or was sent anew', async () => {
    const world = await accepted(await proposed(harness, { firstDay: addDays(today(harness), 60) }))
    const consent = await signedByTwo(world)
    const read = (secret: string) =>
      anybody()('GET /engagement-consents/:consent', { params: { consent: secret } })
    await expect(read(`${consent.slice(0, -1)}${consent.endsWith('A') ? 'B' : 'A'}`)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(
      world.expert.call('POST /me/engagements/:engagement/consent-links', own(world)),
    ).rejects.toMatchObject({ code: 'too-many-requests' })
    harness.clock.advance(61)
    await world.expert.call('POST /me/engagements/:engagement/consent-links', own(world))
    await expect(read(consent)).rejects.toMatchObject({ code: 'engagement-consent-over' })
    const second = secretAt(harness, world.at.phone)
    expect((await read(second)).state).toBe('open')
    harness.clock.advance(15 * 86_400)
    await expect(read(second)).rejects.toMatchObject({
      code: 'engagement-consent-over',
      message: containing('过期'),
    })
  })

  it('signs the one text it was sent for, by a name and the code, a few codes a link', async () => {
    const world = await accepted(await proposed(harness))
    const consent = await signedByTwo(world)
    const params = { consent }
    const { sha256 } = await anybody()('GET /engagement-consents/:consent', { params })
    const sign = (body: { sha256: string; code: string }) =>
      anybody()('POST /engagement-consents/:consent/signature', { params, body })
    await expect(sign({ sha256, code: '000000' })).rejects.toMatchObject({ code: 'engagement-settled' })
    const ask = () =>
      anybody()('POST /engagement-consents/:consent/signature-codes', { params, body: { name: '贺主任' } })
    await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'too-many-requests' })
    await expect(sign({ sha256: '0'.repeat(64), code: '123456' })).rejects.toMatchObject({
      code: 'paper-changed',
    })
    const right = harness.sms.lastCode(world.at.phone) as string
    await expect(sign({ sha256, code: right === '111111' ? '222222' : '111111' })).rejects.toMatchObject({
      code: 'sms-code-wrong',
    })
    for (let turn = 0; turn < 4; turn += 1) {
      harness.clock.advance(61)
      await ask()
    }
    harness.clock.advance(61)
    await expect(ask()).rejects.toMatchObject({ code: 'engagement-settled', message: containing('5 次') })
    await sign({ sha256, code: harness.sms.lastCode(world.at.phone) as string })
    await expect(sign({ sha256, code: '123456' })).rejects.toMatchObject({ code: 'engagement-settled' })
  })

  it('refuses with a reason that both read', async () => {
    const world = await accepted(await proposed(harness))
    const consent = await signedByTwo(world)
    const refuse = () =>
      anybody()('POST /engagement-consents/:consent/refusal', {
        params: { consent },
        body: { why: '手上的项目年底前离不开' },
      })
    expect((await refuse()).state).toBe('refused')
    await expect(refuse()).rejects.toMatchObject({ code: 'engagement-settled' })
    const shown = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(shown).toMatchObject({ state: 'cancelled', endedBy: 'home', endedWhy: '手上的项目年底前离不开' })
    expect(await titles(world.employer.owner)).toContain('聘用没有签成')
  })

  it('takes its consent back by a code, with the last day', async () => {
    const world = await running(harness)
    const params = { consent: world.consent }
    harness.clock.advance(61)
    await anybody()('POST /engagement-consents/:consent/signature-codes', {
      params,
      body: { name: '贺主任' },
    })
    await anybody()('POST /engagement-consents/:consent/ending', {
      params,
      body: {
        lastDay: today(harness),
        why: '单位任务有变化',
        code: harness.sms.lastCode(world.at.phone) as string,
      },
    })
    const shown = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(shown).toMatchObject({ state: 'ended', endedBy: 'home', lastDay: today(harness) })
  })

  it('is told when the message did not go, and may be sent again', async () => {
    const world = await accepted(await proposed(harness))
    harness.sms.outcome = 'refused'
    await signedByTwo(world).finally(() => (harness.sms.outcome = 'sent'))
    expect(await titles(world.expert)).toContain('给现单位的短信没有发出')
    harness.clock.advance(61)
    await world.expert.call('POST /me/engagements/:engagement/consent-links', own(world))
    await signedByHome(world, secretAt(harness, world.at.phone))
  })
})
