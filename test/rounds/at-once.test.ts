import type { Harness } from '../harness'
import { nextUp, recordChoice, roundFlats } from '../../server/rounds'
import { fillRound } from './many'
import {
  applicant,
  enterNumbers,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  startRounds,
  twoLeads,
  type Office,
} from './world'

// Two at once. On PostgreSQL with DATABASE_URL; the embedded database lets one go after the other.
let harness: Harness
let office: Office
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(12))
})
afterAll(() => harness.close())
beforeEach(() => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
})

const outcomes = async (asked: readonly Promise<unknown>[]): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {}
  for (const one of await Promise.allSettled(asked)) {
    const what = one.status === 'fulfilled' ? 'done' : String((one.reason as { code?: unknown }).code)
    counted[what] = (counted[what] ?? 0) + 1
  }
  return counted
}

it('one person who sends ten times at once has one ticket, and a household that is shared is always found', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(0, 2), { code: '2026-once' }))
  harness.clock.set(moments.window)
  const child = { relation: 'child' as const, name: '钱宝', bornOn: '2021-01-02' }
  const parents = [
    await applicant(harness, { household: [child], registration: { name: '钱有父' } }),
    await applicant(harness, { household: [child], registration: { name: '孙有母' } }),
  ]
  const body = ticketBody(station, {
    household: [{ member: 0, documentType: 'birth-certificate', documentNumber: 'R430000077' }],
  })
  const put = ({ call }: (typeof parents)[number]) =>
    call('PUT /me/rounds/:round/ticket', { params: { round }, body })
  expect(
    await outcomes(Array.from({ length: 20 }, (_, at) => put(parents[at % 2] as (typeof parents)[number]))),
  ).toEqual({ done: 20 })
  const tickets = await harness.db
    .selectFrom('round_ticket')
    .select('id')
    .where('round_id', '=', round)
    .execute()
  expect(tickets).toHaveLength(2)
  const arrivals = await harness.db
    .selectFrom('round_arrival')
    .select('serial')
    .where('round_id', '=', round)
    .execute()
  expect(arrivals).toHaveLength(2)
  await harness.app.worker.drain()
  for (const { call } of parents) {
    const told = (await call('GET /me/messages')).items.filter(({ kind }) => kind === 'housing')
    expect(told).toHaveLength(1)
  }
})

it('of two rounds that want one flat at once, one is published', async () => {
  const drafts = [
    await office.one.call('POST /round-desk', {
      body: roundBody(flats.slice(2, 4), { code: '2026-flat-a' }),
    }),
    await office.one.call('POST /round-desk', {
      body: roundBody(flats.slice(2, 4), { code: '2026-flat-b' }),
    }),
  ]
  const counted = await outcomes(
    drafts.map(({ id, version }) =>
      office.other.call('POST /round-desk/:round/publication', { params: { round: id }, body: { version } }),
    ),
  )
  expect(counted.done).toBe(1)
  expect((counted['flat-not-there'] ?? 0) + (counted['flat-in-round'] ?? 0)).toBe(1)
})

it('a lock confirmed many times at once is one, and so is a draw; of two who want one flat, one has it', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(4, 8), { code: '2026-lock' }))
  await fillRound(harness.db, round, station, { count: 300 })
  harness.clock.set(moments.lockable)
  const third = (await twoLeads(harness)).one
  const { version } = await office.one.call('GET /round-desk/:round', { params: { round } })
  const asked = await office.one.call('POST /round-desk/:round/lock', {
    params: { round },
    body: { version },
  })
  const confirming = await outcomes(
    [office.other, third, office.other, third].map(({ call }) =>
      call('POST /round-desk/:round/lock-confirmation', {
        params: { round },
        body: { version: asked.version },
      }),
    ),
  )
  expect(confirming.done).toBeGreaterThanOrEqual(1)
  expect((confirming.done ?? 0) + (confirming['stale-version'] ?? 0)).toBe(4)
  const steps = await harness.db
    .selectFrom('round_step')
    .select('step')
    .where('round_id', '=', round)
    .where('step', '=', 'locked')
    .execute()
  expect(steps).toHaveLength(1)
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  expect(
    await outcomes(
      Array.from({ length: 4 }, () => third.call('POST /round-desk/:round/draw', { params: { round } })),
    ),
  ).toEqual({ done: 4 })
  const results = await harness.db
    .selectFrom('round_result')
    .select('revision')
    .where('round_id', '=', round)
    .execute()
  expect(results).toHaveLength(1)

  const [flat] = await roundFlats(harness.db, round)
  const next = await nextUp(harness.db, round, 4)
  const choosing = await outcomes(
    next.map(({ number }) =>
      harness.db
        .transaction()
        .execute((db) =>
          recordChoice(
            { db, now: harness.clock.now() },
            { roundId: round, number, flatId: flat?.flatId ?? '' },
          ),
        ),
    ),
  )
  expect(choosing).toEqual({ done: 1, '23505': 3 })
})
