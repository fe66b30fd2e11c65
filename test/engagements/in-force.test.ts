import { addDays } from '@jucai/contract/policies/days'
import { emit } from '../../server/core/outbox'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { accepted, home, proposed, record, running, signedByHome, signedByTwo, today } from './world'
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
