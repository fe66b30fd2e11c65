import { addDays } from '@jucai/contract/policies/days'
import { emit } from '../../server/core/outbox'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { employerOf } from '../employers/world'
import {
  accepted,
  home,
  proposed,
  record,
  running,
  secretAt,
  signedByHome,
  signedByTwo,
  terms,
  today,
} from './world'
import type { EngagementWorld } from './world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
beforeEach(async () => {
  // A Sunday, 10:00 here.
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
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
    ).rejects.toMatchObject({ code: 'agreement-settled' })
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
    expect(JSON.stringify(shown)).not.toMatch(/800|pay/i)
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

describe('hours', () => {
  it('are recorded, asked about, confirmed, and seen in one week', async () => {
    const world = await running(harness)
    const saturday = '2026-11-21'
    const hours = await record(world, saturday)
    const answer = (confirmed: boolean, why: string) =>
      world.employer.recruiter.call('PUT /employers/:employer/engagements/:engagement/hours/:hours', {
        params: { ...theirs(world).params, hours: hours.id },
        body: { confirmed, why },
      })
    expect(await answer(false, '那天到 11 点就走了')).toMatchObject({ state: 'queried' })
    expect(await answer(true, '')).toMatchObject({ state: 'confirmed', why: '' })
    await expect(
      world.expert.call('DELETE /me/engagements/:engagement/hours/:hours', {
        params: { engagement: world.id, hours: hours.id },
      }),
    ).rejects.toMatchObject({ code: 'engagement-settled' })
    const week = await world.expert.call('GET /me/engagement-week', { query: { day: saturday } })
    expect(week).toMatchObject({ from: '2026-11-16', to: '2026-11-22', minutes: 180 })
    expect(week.days[5]?.hours[0]).toMatchObject({ employer: world.employer.name, minutes: 180 })
    expect(week.days[0]?.home).toEqual([{ from: '08:30', to: '17:30' }])
  })

  it('never overlap over all engagements, and the refusal names the other', async () => {
    const one = await running(harness)
    const other = await running(harness, { expert: one.expert, kind: 'shared' })
    await record(one, '2026-11-21', '09:00', '12:00')
    await expect(record(other, '2026-11-21', '11:30', '13:00')).rejects.toMatchObject({
      code: 'engagement-hours-overlap',
      message: containing(one.employer.name),
    })
    await record(other, '2026-11-21', '12:00', '13:00')
  })

  it('of a weekend expert lie outside the home employer’s hours, also on days worked in exchange', async () => {
    const world = await running(harness)
    await expect(record(world, '2026-11-20', '17:00', '19:00')).rejects.toMatchObject({
      code: 'engagement-home-hours',
      message: containing('08:30–17:30'),
    })
    await record(world, '2026-11-20', '17:30', '19:00')
  })

  it('are refused before they are over, before the first day, and when they cross midnight', async () => {
    const world = await running(harness)
    const ahead = record(world, '2026-11-22', '09:00', '12:00') // it is 10:00
    await expect(ahead).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(record(world, '2026-10-01')).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(record(world, '2026-11-21', '22:00', '02:00')).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })
})

describe('a year on', () => {
  /** In force for most of a year: the review is open. */
  const yearOn = async (world: EngagementWorld) => {
    await harness.db
      .updateTable('engagement')
      .set({ first_day: '2025-12-17', review_due: '2026-12-17' })
      .where('id', '=', world.id)
      .execute()
    await passTime()
  }
  const long = () => running(harness, { lastDay: addDays(today(harness), 900) })
  const say = (world: EngagementWorld, goOn: boolean) =>
    world.expert.call('PUT /me/engagements/:engagement/review', {
      ...own(world),
      body: { goOn, why: '合作顺利' },
    })
  const employerSays = (world: EngagementWorld, goOn: boolean) =>
    world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/review', {
      ...theirs(world),
      body: { goOn, why: '项目要继续' },
    })

  it('both sides are reminded, and go on', async () => {
    const world = await long()
    await expect(say(world, true)).rejects.toMatchObject({ code: 'engagement-settled' })
    await yearOn(world)
    expect(await titles(world.expert)).toContain('快满一年了，请说继续还是停止')
    await say(world, true)
    await expect(say(world, true)).rejects.toMatchObject({ code: 'engagement-settled' })
    expect((await employerSays(world, true)).review?.dueOn).toBe('2027-12-17')
  })

  it('one side stops, and it ends when the year is over', async () => {
    const world = await long()
    await yearOn(world)
    expect((await employerSays(world, false)).state).toBe('running')
    harness.clock.set('2026-12-19T02:00:00Z')
    await passTime()
    const expert = await harness.signIn(world.expert.phone)
    expect((await expert.call('GET /me/engagements/:engagement', own(world))).state).toBe('ended')
  })

  it('is renewed by a new version; until all have signed the old one holds', async () => {
    const world = await running(harness)
    const shown = await world.employer.owner.call(
      'GET /employers/:employer/engagements/:engagement',
      theirs(world),
    )
    const lastDay = addDays(shown.lastDay, 365)
    await world.employer.owner.call('PUT /employers/:employer/engagements/:engagement/terms', {
      ...theirs(world),
      body: { terms: { ...shown.terms, firstDay: shown.firstDay, lastDay }, revision: 1 },
    })
    const pending = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(pending).toMatchObject({ state: 'running', lastDay: shown.lastDay, waitsFor: 'expert' })
    await record(world, '2026-11-21')
    harness.clock.advance(61)
    await signedByHome(world, await signedByTwo(world))
    const renewed = await world.expert.call('GET /me/engagements/:engagement', own(world))
    expect(renewed).toMatchObject({ state: 'running', lastDay })
    expect(renewed.may).not.toContain('sign')
    await expect(
      harness.as()('GET /engagement-consents/:consent', { params: { consent: world.consent } }),
    ).rejects.toMatchObject({ code: 'engagement-consent-over' })
  })
})

describe('ends', () => {
  it('by either side with a reason, not before recorded hours', async () => {
    const world = await running(harness)
    await record(world, '2026-11-21')
    const end = (lastDay: string | null) =>
      world.employer.owner.call('POST /employers/:employer/engagements/:engagement/ending', {
        ...theirs(world),
        body: { lastDay, why: '项目已经完成' },
      })
    await expect(end(null)).rejects.toMatchObject({ code: 'engagement-settled' })
    await expect(end('2026-11-20')).rejects.toMatchObject({ message: containing('2026年11月21日') })
    expect(await end('2026-11-22')).toMatchObject({ state: 'ended', endedWhy: '项目已经完成' })
    expect(await titles(world.expert)).toContain('聘用已结束')
  })

  it('with its employer: what runs ends today, what is not signed is cancelled', async () => {
    const world = await running(harness)
    const waiting = await accepted(await proposed(harness, { employer: world.employer }))
    const open = await world.employer.owner.call('GET /employers/:employer', {
      params: { employer: world.employer.id },
    })
    expect(JSON.stringify(open)).toContain('双聘')
    await emit(harness.db, harness.clock.now(), 'employer.closed', { employerId: world.employer.id })
    await harness.app.worker.drain()
    const stateOf = async ({ expert, ...rest }: EngagementWorld) =>
      (await expert.call('GET /me/engagements/:engagement', own({ expert, ...rest }))).state
    expect(await stateOf(world)).toBe('ended')
    expect(await stateOf(waiting)).toBe('cancelled')
  })

  it('is seen by the office, on record, with figures', async () => {
    const world = await running(harness)
    const waiting = await accepted(await proposed(harness, { firstDay: addDays(today(harness), 60) }))
    await signedByTwo(waiting)
    harness.clock.advance(8 * 86_400)
    lead = await harness.office('lead')
    const { items } = await lead.call('GET /engagements', { query: { overdue: true } })
    expect(items.map(({ id }) => id)).toContain(waiting.id)
    expect(items.map(({ id }) => id)).not.toContain(world.id)
    const figures = await lead.call('GET /engagement-figures')
    expect(figures.overdue).toBeGreaterThan(0)
    expect(figures.running).toBeGreaterThan(0)
    const expert = await harness.signIn(waiting.expert.phone)
    const { items: reads } = await expert.call('GET /me/reads')
    expect(JSON.stringify(reads)).toContain('人才办查看你的聘用')
  })

  it('lets the expert give another home employer only before accepting', async () => {
    const world = await accepted(await proposed(harness))
    await expect(accepted({ ...world, at: home() })).rejects.toMatchObject({ code: 'engagement-settled' })
  })
})
