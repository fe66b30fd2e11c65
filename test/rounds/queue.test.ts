import { placesOf, type Quota } from '@jucai/contract/draw/places'
import { checkAtOnce } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import type { DrawRecord, SkipReason } from '@jucai/contract/draw/record'
import { readLeaf, ticketNumber, type Ticket } from '@jucai/contract/draw/tickets'
import { bringBack, nextUp, passOver, placeOf, recordChoice, roundFlats } from '../../server/rounds'
import { digestOf } from '../../server/rounds/digests'
import type { Harness } from '../harness'
import { fillRound } from './many'
import {
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  startRounds,
  type Office,
} from './world'

// Whom the server calls, and how many it says stand before somebody, against the written procedure applied to the
// whole list: after every line of a long log of skips, returns and choices.
let harness: Harness
let office: Office
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(24))
})
afterAll(() => harness.close())

const drawnRound = async (code: string, from: number, reserved: 'first' | 'last'): Promise<string> => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
  const round = await publishedRound(
    office,
    roundBody(flats.slice(from, from + 8), {
      code,
      reserved,
      kept: { 0: 'family', 1: 'family', 2: 'doctor' },
    }),
  )
  await fillRound(harness.db, round, station, { count: 120, familyEvery: 7, rejectedEvery: 11 })
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  await office.one.call('POST /round-desk/:round/choosing', {
    params: { round },
    body: { version: (await office.one.call('GET /round-desk/:round', { params: { round } })).version },
  })
  return round
}

const recordOf = async (round: string): Promise<DrawRecord> => {
  const record = readRecord((await harness.as()('GET /rounds/:round/record', { params: { round } })).record)
  if (!record) throw new Error('no record')
  return record
}

interface Model {
  order: Ticket[]
  out: Set<number>
  restored: Set<number>
  kept: Map<number, Quota>
}
const modelOf = (record: DrawRecord): Model => ({
  order: (record.result?.order.all ?? []).flatMap(
    (line) => readLeaf(record.leaves[(ticketNumber(line.slice(0, line.indexOf(' '))) ?? 0) - 1] ?? '') ?? [],
  ),
  out: new Set(),
  restored: new Set(),
  kept: new Map(),
})
const placesIn = (record: DrawRecord, { order, out, restored, kept }: Model) =>
  placesOf({
    order,
    flats: record.flats,
    classes: record.classes,
    reserved: record.reserved,
    out,
    restored,
    kept,
  })
const isThere = ({ out, restored, kept }: Model, { number, state }: Ticket) =>
  !out.has(number) && !kept.has(number) && (state === 'in' || restored.has(number))

const calledByModel = (record: DrawRecord, model: Model): string[] => {
  const places = placesIn(record, model)
  return model.order.flatMap(({ number }) => {
    const place = places.get(number)
    return place && 'quota' in place && !model.kept.has(number)
      ? [`${number} ${place.quota === 'general' ? 'general' : place.quota.reservedFor}`]
      : []
  })
}
const calledByServer = async (round: string): Promise<string[]> =>
  (await nextUp(harness.db, round, 100)).map(
    ({ number, quota }) => `${number} ${quota === 'general' ? 'general' : quota.reservedFor}`,
  )
const personOf = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

const agree = async (round: string, record: DrawRecord, model: Model): Promise<void> => {
  expect(await calledByServer(round)).toEqual(calledByModel(record, model))
  for (const at of [0, 5, 30, 119]) {
    const ticket = model.order[at] as Ticket
    const place = await placeOf(harness.db, round, personOf(ticket.number))
    expect([ticket.number, place?.rank, place?.before]).toEqual([
      ticket.number,
      at + 1,
      model.order.slice(0, at).filter((one) => isThere(model, one)).length,
    ])
  }
}

describe.each(['first', 'last'] as const)('with reserved flats %s', (reserved) => {
  it('the server calls whom the procedure calls, after every line of the log', async () => {
    const round = await drawnRound(`2026-q-${reserved}`, reserved === 'first' ? 0 : 8, reserved)
    const record = await recordOf(round)
    const model = modelOf(record)
    await agree(round, record, model)
    const work = () => ({ db: harness.db, now: harness.clock.now() })
    const inTransaction = (run: (db: typeof harness.db) => Promise<void>) =>
      harness.db.transaction().execute((tx) => run(tx as never))
    const pass = async (number: number, reason: SkipReason) => {
      await inTransaction((db) => passOver({ ...work(), db }, { roundId: round, number, reason, by: null }))
      model.out.add(number)
      model.kept.delete(number)
      model.restored.delete(number)
    }
    const back = async (number: number, reason: SkipReason) => {
      await inTransaction((db) => bringBack({ ...work(), db }, { roundId: round, number, reason, by: null }))
      model.out.delete(number)
      if (model.order.find((one) => one.number === number)?.state !== 'in') model.restored.add(number)
    }
    const free = await roundFlats(harness.db, round)
    const choose = async () => {
      const [next] = await nextUp(harness.db, round, 1)
      const flat = free.pop()
      if (!next || !flat) throw new Error('nobody is called')
      await inTransaction((db) =>
        recordChoice({ ...work(), db }, { roundId: round, number: next.number, flatId: flat.flatId }),
      )
      model.kept.set(next.number, next.quota)
    }
    const at = (rank: number) => (model.order[rank - 1] as Ticket).number
    const rejected = model.order.filter(({ state }) => state === 'rejected').map(({ number }) => number)
    const steps: (() => Promise<void>)[] = [
      () => pass(at(1), 'refused'),
      choose,
      () => pass(at(3), 'no-answer'),
      () => back(rejected[0] as number, 'appeal-allowed'),
      choose,
      () => back(at(3), 'returned'),
      () => pass(at(20), 'withdrew'),
      choose,
      () => back(rejected[1] as number, 'appeal-allowed'),
      () => pass(rejected[0] as number, 'refused'),
      choose,
    ]
    for (const step of steps) {
      await step()
      await agree(round, record, model)
    }
    expect(checkAtOnce(await recordOf(round), digestOf('sha-256'))).toEqual([])
  })
})

it('who is not called, or not in the order, does not choose, and one flat is not chosen twice', async () => {
  const round = await drawnRound('2026-q-refuse', 16, 'first')
  const record = await recordOf(round)
  const { order } = modelOf(record)
  const [first, second] = await nextUp(harness.db, round, 2)
  const [flat] = await roundFlats(harness.db, round)
  const choose = (number: number, flatId: string) =>
    harness.db
      .transaction()
      .execute((db) => recordChoice({ db, now: harness.clock.now() }, { roundId: round, number, flatId }))
  const last = order.at(-1)?.number as number
  await expect(choose(last, flat?.flatId as string)).rejects.toMatchObject({ code: 'round-step-refused' })
  await expect(choose(999, flat?.flatId as string)).rejects.toMatchObject({ code: 'round-step-refused' })
  await choose(first?.number as number, flat?.flatId as string)
  // said again it is the same choice
  await choose(first?.number as number, flat?.flatId as string)
  await expect(choose(second?.number as number, flat?.flatId as string)).rejects.toMatchObject({
    code: '23505',
  })
  const log = await harness.as()('GET /rounds/:round/log', { params: { round } })
  expect(log.items.map(({ words }) => words)).toEqual([
    `T${String(first?.number).padStart(6, '0')} 选定 ${flat?.flatCode ?? ''}`,
  ])
})
