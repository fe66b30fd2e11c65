import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import {
  boothOf,
  callNext,
  fairOf,
  minutesFrom,
  placeAt,
  signUp,
  step,
  take,
  visitorOf,
  type BoothOfTest,
  type VisitorOfTest,
} from './world'

/** Acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  let lead: Visitor
  let fair: string
  beforeAll(async () => {
    harness = await startHarness()
  })
  beforeEach(async () => {
    harness.clock.set('2026-11-23T02:00:00.000Z')
    lead = await harness.office('lead')
    fair = await fairOf(harness, lead)
  })
  afterAll(() => harness.close())

  const reasons = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const visitors = (count: number) =>
    Promise.all(Array.from({ length: count }, () => visitorOf(harness, fair)))
  const queued = (boothId: string) =>
    harness.db.selectFrom('fair_place').selectAll().where('booth_id', '=', boothId).execute()

  it('one slot, ten people: one has it, nine are told', async () => {
    const booth = await boothOf(harness, lead, fair, {
      slots: [{ startsAt: minutesFrom(harness, 120), minutes: 15 }],
    })
    const shown = await harness.as()('GET /fairs/:fair/booths/:fairBooth', {
      params: { fair, fairBooth: booth.booth },
    })
    const slot = shown.slots[0]?.id ?? ''
    const outcomes = await Promise.allSettled(
      (await visitors(10)).map((visitor) => take(visitor, booth.booth, slot)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(reasons(outcomes)).toEqual(Array.from({ length: 9 }, () => refused('fair-slot-taken')))
  })

  it('one person, two phones, signed up at once: one ticket, the same on both', async () => {
    const person = await harness.registerPerson()
    const tickets = await Promise.all([1, 2, 3].map(() => signUp(person, fair)))
    expect(new Set(tickets.map(({ ticket }) => ticket)).size).toBe(1)
  })

  it('one person, two phones, two slots of one time: one is theirs', async () => {
    const startsAt = minutesFrom(harness, 120)
    const booths = await Promise.all(
      [1, 2].map(() => boothOf(harness, lead, fair, { slots: [{ startsAt, minutes: 15 }] })),
    )
    const slots = await Promise.all(
      booths.map(({ booth }) =>
        harness.as()('GET /fairs/:fair/booths/:fairBooth', { params: { fair, fairBooth: booth } }),
      ),
    )
    const visitor = await visitorOf(harness, fair)
    const outcomes = await Promise.allSettled(
      booths.map(({ booth }, at) => take(visitor, booth, slots[at]?.slots[0]?.id ?? '')),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(reasons(outcomes)).toEqual([refused('fair-refused')])
  })

  it('twenty people who queue twice each at once stand once each, and are called in the order of the queue', async () => {
    const booth = await boothOf(harness, lead, fair)
    harness.clock.advance(3601)
    const people = await visitors(20)
    await Promise.all([...people, ...people].map((visitor) => take(visitor, booth.booth)))
    const rows = await queued(booth.booth)
    expect(rows).toHaveLength(20)
    expect(new Set(rows.map(({ rank }) => String(rank))).size).toBe(20)
    const order: string[] = []
    for (let turn = 0; turn < 20; turn += 1) {
      const { talk } = await callNext(booth)
      order.push(talk?.id ?? '')
      await step(booth, 'begin')
      await step(booth, 'finish', { result: 'kept' })
    }
    const byRank = [...rows].sort((one, other) => Number(one.rank) - Number(other.rank))
    expect(order).toEqual(byRank.map(({ id }) => id))
  })

  it('booths that reach for the same people at once call each person at one booth only', async () => {
    const booths: BoothOfTest[] = []
    for (let turn = 0; turn < 6; turn += 1) booths.push(await boothOf(harness, lead, fair))
    harness.clock.advance(3601)
    const people: VisitorOfTest[] = await visitors(8)
    for (const visitor of people) for (const { booth } of booths) await take(visitor, booth)
    for (let round = 0; round < 4; round += 1) {
      const desks = await Promise.all(booths.map((booth) => callNext(booth)))
      expect(desks.every(({ talk }) => talk?.state === 'called')).toBe(true)
      const busy = await harness.db
        .selectFrom('fair_place')
        .select('ticket_id')
        .where('state', '=', 'called')
        .where(
          'booth_id',
          'in',
          booths.map(({ booth }) => booth),
        )
        .execute()
      expect(new Set(busy.map(({ ticket_id: id }) => id)).size).toBe(6)
      for (const booth of booths) {
        await step(booth, 'begin')
        await step(booth, 'finish', { result: 'kept' })
      }
    }
  })

  it('two colleagues who call at once call two people, the first two of the queue', async () => {
    const booth = await boothOf(harness, lead, fair)
    harness.clock.advance(3601)
    const people = await visitors(3)
    for (const visitor of people) await take(visitor, booth.booth)
    await Promise.all([callNext(booth, null, booth.owner), callNext(booth, null, booth.recruiter)])
    const states = []
    for (const visitor of people) states.push((await placeAt(visitor, booth.booth))?.state)
    expect(states).toEqual(['called', 'called', 'waiting'])
  })

  it('a booth that is cancelled while people queue, leave and are called: nobody is left waiting there', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      harness.clock.set('2026-11-23T02:00:00.000Z')
      const booth = await boothOf(harness, lead, fair)
      harness.clock.advance(3601)
      const people = await visitors(6)
      for (const visitor of people.slice(0, 3)) await take(visitor, booth.booth)
      const outcomes = await Promise.allSettled([
        ...people.slice(3).map((visitor) => take(visitor, booth.booth)),
        ...people
          .slice(0, 2)
          .map((visitor) =>
            visitor.call('DELETE /me/fair-tickets/:fairTicket', { params: { fairTicket: visitor.ticket } }),
          ),
        callNext(booth),
        booth.owner.call('POST /employers/:employer/fair-booths/:fairBooth/cancellation', {
          params: { employer: booth.id, fairBooth: booth.booth },
          body: { reason: '展位的同事临时有事' },
        }),
      ])
      for (const reason of reasons(outcomes)) expect(reason).toEqual(refused('fair-refused'))
      expect((await queued(booth.booth)).map(({ state }) => state)).not.toContain('waiting')
      const busy = await harness.db
        .selectFrom('fair_ticket')
        .select('id')
        .where('busy_place', 'is not', null)
        .where('fair_id', '=', fair)
        .execute()
      expect(busy).toEqual([])
    }
  })

  it('a fair that is cancelled while every booth calls and people leave: nobody waits in a circle', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      harness.clock.set('2026-11-23T02:00:00.000Z')
      const fair_ = await fairOf(harness, lead)
      const booths: BoothOfTest[] = []
      for (let one = 0; one < 6; one += 1) booths.push(await boothOf(harness, lead, fair_))
      harness.clock.advance(3601)
      lead = await harness.office('lead')
      const people: VisitorOfTest[] = []
      for (let one = 0; one < 6; one += 1) people.push(await visitorOf(harness, fair_))
      for (const visitor of people) for (const { booth } of booths) await take(visitor, booth)
      const leaving = await Promise.all(
        people.map((visitor, at) => placeAt(visitor, booths[at]?.booth ?? '')),
      )
      const outcomes = await Promise.allSettled([
        ...booths.slice(0, 3).map((booth) => callNext(booth)),
        lead.call('POST /office/fairs/:fair/cancellation', {
          params: { fair: fair_ },
          body: { reason: '台风停办，另行通知' },
        }),
        ...booths.slice(3).map((booth) => callNext(booth)),
        ...people.map((visitor, at) =>
          visitor.call('DELETE /me/fair-tickets/:fairTicket/places/:fairPlace', {
            params: { fairTicket: visitor.ticket, fairPlace: leaving[at]?.id ?? '' },
          }),
        ),
      ])
      for (const reason of reasons(outcomes))
        expect([refused('fair-refused'), refused('fair-place-moved')]).toContainEqual(reason)
      const open = await harness.db
        .selectFrom('fair_place')
        .select('id')
        .where(
          'booth_id',
          'in',
          booths.map(({ booth }) => booth),
        )
        .where('state', 'in', ['waiting', 'called', 'booked'])
        .execute()
      expect(open).toEqual([])
    }
  })
})
