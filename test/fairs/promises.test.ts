import { endOldTalks, passDue, windUpFairs } from '../../server/fairs/chores'
import { noLiveRooms } from '../../server/fairs'
import { testVault } from '../../mock/fakes'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import {
  boothOf,
  callNext,
  deskOf,
  fairOf,
  fairText,
  minutesFrom,
  placeAt,
  step,
  take,
  ticketOf,
  toldTo,
  visitorOf,
  type BoothOfTest,
} from './world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  lead = await harness.office('lead') // a session of the console ends when idle
})

const roomDeps = () => ({
  db: harness.db,
  vault: testVault(),
  live: noLiveRooms,
  boundary: () => Promise.resolve(harness.clock.now()),
  milestone: () => Promise.resolve(),
  holderOfCode: () => Promise.reject(new Error('nobody scans')),
})
const running = async (over: Parameters<typeof boothOf>[3] = {}) => {
  const fair = await fairOf(harness, lead)
  const booth = await boothOf(harness, lead, fair, over)
  harness.clock.advance(3601)
  return { fair, booth }
}
const slotAt = (minutes: number) => ({ startsAt: minutesFrom(harness, minutes), minutes: 15 })
const slotIds = async (fair: string, booth: string) =>
  (
    await harness.as()('GET /fairs/:fair/booths/:fairBooth', { params: { fair, fairBooth: booth } })
  ).slots.map(({ id }) => id)
const leave = ({ call, ticket }: { call: Visitor['call']; ticket: string }, fairPlace: string) =>
  call('DELETE /me/fair-tickets/:fairTicket/places/:fairPlace', {
    params: { fairTicket: ticket, fairPlace },
  })
const finish = (
  of: BoothOfTest,
  { id, revision }: { id: string; revision: number },
  by = of.owner,
  event: 'begin' | 'finish' | 'pass' = 'finish',
) =>
  by.call('POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps', {
    params: { employer: of.id, fairBooth: of.booth, fairPlace: id },
    body: { event, revision, ...(event === 'finish' ? { result: 'kept' as const, reason: '' } : {}) },
  })

describe('the promised minutes', () => {
  it('are kept: nobody is passed by hand before they are over', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    await callNext(booth)
    await expect(step(booth, 'pass')).rejects.toEqual(refused('fair-refused'))
    harness.clock.advance(179)
    await expect(step(booth, 'pass')).rejects.toEqual(refused('fair-refused'))
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'called', misses: 0 })
  })

  it('a booked slot is called around its time, and not missed before it has begun', async () => {
    const { fair, booth } = await running({ slots: [slotAt(120)] })
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth, (await slotIds(fair, booth.booth))[0] ?? '')
    const place = (await deskOf(booth)).booked[0]
    const starts = place?.startsAt ?? ''
    await expect(callNext(booth, place?.id ?? '')).rejects.toEqual(refused('fair-refused'))
    harness.clock.advance(54 * 60) // five minutes and a second before
    await expect(callNext(booth, place?.id ?? '')).rejects.toEqual(refused('fair-refused'))
    harness.clock.set(new Date(Date.parse(starts) - 5 * 60_000).toISOString())
    const { talk } = await callNext(booth, place?.id ?? '')
    expect(talk).toMatchObject({ until: new Date(Date.parse(starts) + 3 * 60_000).toISOString() })
  })

  it('who was called when the fair closed does not wait for ever', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    harness.clock.advance(359 * 60 - 61)
    await callNext(booth)
    harness.clock.advance(10 * 60)
    await windUpFairs(roomDeps(), harness.clock.now())
    await passDue(roomDeps(), harness.clock.now())
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'missed' })
  })
})

describe('a talk that nobody ends', () => {
  const talking = async () => {
    const fair = await fairOf(harness, lead)
    const [booth, other] = [await boothOf(harness, lead, fair), await boothOf(harness, lead, fair)]
    harness.clock.advance(3601)
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    await take(visitor, other.booth)
    await callNext(booth)
    await step(booth, 'begin')
    return { fair, booth, other, visitor }
  }
  const isFree = async (visitor: Awaited<ReturnType<typeof visitorOf>>, other: BoothOfTest) => {
    await callNext(other)
    expect(await placeAt(visitor, other.booth)).toMatchObject({ state: 'called' })
  }

  it('is ended by a colleague when who called has left, and the colleagues are told', async () => {
    const { booth, other, visitor } = await talking()
    const { items } = await booth.owner.call('GET /employers/:employer/people', {
      params: { employer: booth.id },
    })
    const gone = items.find(({ right }) => right !== 'owner')
    await booth.owner.call('DELETE /employers/:employer/people/:member', {
      params: { employer: booth.id, member: gone?.id ?? '' },
    })
    expect(await toldTo(harness, booth.owner)).toContain('有一场面谈等人接手')
    const desk = await deskOf(booth, booth.owner)
    expect(desk).toMatchObject({ talk: null, others: 1, unfinished: [{ state: 'talking', attended: false }] })
    expect(desk.unfinished[0]?.name).toMatch(/\*/)
    await finish(booth, desk.unfinished[0] as never)
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'done', result: 'kept' })
    await isFree(visitor, other)
  })

  it('is shown to colleagues while who called is there, and a call is taken over by one of them', async () => {
    const { fair, booth, other } = await talking()
    expect((await deskOf(booth, booth.owner)).unfinished).toMatchObject([
      { state: 'talking', attended: true },
    ])
    const second = await visitorOf(harness, fair)
    await take(second, other.booth)
    await callNext(other)
    const [open] = (await deskOf(other, other.owner)).unfinished
    const desk = await finish(other, open as never, other.owner, 'begin')
    expect(desk.talk).toMatchObject({ state: 'talking', id: open?.id })
    expect((await deskOf(other)).talk).toBeNull()
  })

  it('is ended by the visitor, who is free for others; the booth may still write the result', async () => {
    const { booth, other, visitor } = await talking()
    const place = await placeAt(visitor, booth.booth)
    await leave(visitor, place?.id ?? '')
    await leave(visitor, place?.id ?? '') // sent again
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'ended', endCause: 'talk-left' })
    await isFree(visitor, other)
    const { talk, unfinished } = await deskOf(booth)
    expect({ talk, unfinished }).toMatchObject({ talk: null, unfinished: [{ state: 'ended' }] })
    await finish(booth, unfinished[0] as never, booth.recruiter)
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'done', result: 'kept' })
  })

  it('ends a day after the fair when nobody wrote the result, and the visitor is told so', async () => {
    const { booth, visitor } = await talking()
    harness.clock.advance(420 * 60)
    await endOldTalks(roomDeps(), harness.clock.now())
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'talking' })
    harness.clock.advance(24 * 3600)
    await endOldTalks(roomDeps(), harness.clock.now())
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'ended', endCause: 'no-result' })
    expect(await toldTo(harness, visitor)).toContain(`${booth.name}：面谈没有记结果`)
    const { busy_place: busy } = await harness.db
      .selectFrom('fair_ticket')
      .select('busy_place')
      .where('id', '=', visitor.ticket)
      .executeTakeFirstOrThrow()
    expect(busy).toBeNull()
  })
})

describe('a fair that is moved', () => {
  const day = 24 * 60
  const move = (fair: string, opens: number, closes: number) =>
    lead.call('PUT /office/fairs/:fair', {
      params: { fair },
      body: {
        revision: 1,
        text: fairText(harness, {
          opensAt: minutesFrom(harness, opens),
          closesAt: minutesFrom(harness, closes),
        }),
      },
    })
  const booked = async (minutes: readonly number[]) => {
    const fair = await fairOf(harness, lead)
    const booth = await boothOf(harness, lead, fair, { slots: minutes.map(slotAt) })
    const visitors = []
    for (const id of await slotIds(fair, booth.booth)) {
      const visitor = await visitorOf(harness, fair)
      await take(visitor, booth.booth, id)
      visitors.push(visitor)
    }
    return { fair, booth, visitors }
  }
  const bodies = async (visitor: Visitor) => {
    await harness.app.worker.drain()
    return (await visitor.call('GET /me/messages')).items.map(({ body }) => body).join('\n')
  }

  it('to another day: slots keep their hour there, and those outside the new hours end; each is told truly', async () => {
    const { fair, booth, visitors } = await booked([90, 105, 400])
    const [first, , last] = visitors
    await move(fair, 60 + 7 * day, 300 + 7 * day)
    expect(await placeAt(first as never, booth.booth)).toMatchObject({
      state: 'booked',
      slot: { startsAt: minutesFrom(harness, 90 + 7 * day) },
    })
    expect(await placeAt(last as never, booth.booth)).toMatchObject({
      state: 'ended',
      endCause: 'fair-moved',
    })
    expect(await bodies(first as never)).toContain('你约好的时段现在是：11月30日 11:30，')
    expect(await toldTo(harness, last as never)).toContain(`${booth.name}：原来的位置没有了`)
    expect(await bodies(last as never)).not.toContain('你约好的时段')
    const { slots } = await harness.as()('GET /fairs/:fair/booths/:fairBooth', {
      params: { fair, fairBooth: booth.booth },
    })
    expect(slots.map(({ startsAt }) => startsAt)).toEqual([
      minutesFrom(harness, 90 + 7 * day),
      minutesFrom(harness, 105 + 7 * day),
    ])
  })

  it('by some minutes of one day: what lies within stays as it was', async () => {
    const { fair, booth, visitors } = await booked([70, 120])
    await move(fair, 90, 420)
    expect(await placeAt(visitors[0] as never, booth.booth)).toMatchObject({ state: 'ended' })
    expect(await placeAt(visitors[1] as never, booth.booth)).toMatchObject({
      state: 'booked',
      slot: { startsAt: minutesFrom(harness, 120) },
    })
  })

  it('while it runs: a queue whose fair does not run any more ends', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    lead = await harness.office('lead') // an hour has gone
    await move(fair, 60, 420)
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ state: 'ended', endCause: 'fair-moved' })
  })

  it('a slot that lies outside its fair is booked by nobody', async () => {
    const { fair, booth } = await running({ slots: [slotAt(120)] })
    await harness.db
      .updateTable('fair')
      .set({ closes_at: new Date(minutesFrom(harness, 60)) })
      .where('id', '=', fair)
      .execute()
    await expect(
      take(await visitorOf(harness, fair), booth.booth, (await slotIds(fair, booth.booth))[0] ?? ''),
    ).rejects.toEqual(refused('fair-refused'))
  })
})

describe('looks at people of a fair', () => {
  const lookedAt = async (of: BoothOfTest) =>
    (await of.owner.call('GET /employers/:employer', { params: { employer: of.id } })).looks
  const fill = async (of: BoothOfTest, count: number) => {
    for (let at = 0; at < count; at += 1)
      await harness.db
        .insertInto('employer_look')
        .values({
          employer_id: of.id,
          day: '2026-11-23',
          person_id: (await harness.registerPerson()).personId,
          at: harness.clock.now(),
        })
        .execute()
  }

  it('count against the one limit: calls, and talks that are read again', async () => {
    const { fair, booth } = await running({ employer: await employerOf(harness) })
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    await callNext(booth)
    expect(await lookedAt(booth)).toMatchObject({ today: 1 })
    await step(booth, 'begin')
    await step(booth, 'finish', { result: 'kept' })
    const talks = () =>
      booth.recruiter.call('GET /employers/:employer/fair-booths/:fairBooth/talks', {
        params: { employer: booth.id, fairBooth: booth.booth },
      })
    expect((await talks()).items).toHaveLength(1)
    expect(await lookedAt(booth)).toMatchObject({ today: 1 })
    const reads = (await visitor.call('GET /me/reads')).items.map(({ what }) => what)
    expect(reads.filter((what) => what === '叫到你，看到你同意给展位看的资料')).toHaveLength(1)
    expect(reads).toContain('再看了和你面谈的记录')
    await fill(booth, 29)
    const next = await visitorOf(harness, fair)
    await take(next, booth.booth)
    await expect(callNext(booth)).rejects.toEqual(refused('employer-look-limit'))
    expect(await placeAt(next, booth.booth)).toMatchObject({ state: 'waiting' })
    expect((await ticketOf(next)).places).toHaveLength(1)
    expect((await talks()).items).toHaveLength(1) // seen today already
  })
})
