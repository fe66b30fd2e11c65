import { placesOf, type Place } from '@jucai/contract/draw/places'
import type { DrawRecord } from '@jucai/contract/draw/record'
import { readLeaf, ticketNumber, type Ticket } from '@jucai/contract/draw/tickets'
import { digests, flatsOf, roundOf, ticketOf } from './rounds'
import type { DrawAlgorithm } from '@jucai/contract/draw/hash'

/** A place in a few letters: `couple`, `general`, `waiting 3`. */
export const placeText = (place: Place): string => {
  if ('waiting' in place) return `waiting ${place.waiting}`
  return place.quota === 'general' ? 'general' : place.quota.reservedFor
}

/** The tickets of a pool in the order that its record publishes. */
const inOrder = (record: DrawRecord, pool: string): Ticket[] => {
  const tickets = record.leaves.map(readLeaf)
  return (record.result?.order[pool] ?? []).flatMap((line) => {
    const ticket = tickets[(ticketNumber(line.slice(0, line.indexOf(' '))) ?? 0) - 1]
    return ticket ? [ticket] : []
  })
}

/** Places of everybody who is called, in the order of the tickets: `T000001 couple`. */
export const placesText = (
  record: DrawRecord,
  since: { out?: ReadonlySet<number>; restored?: ReadonlySet<number> } = {},
): string[] =>
  Object.keys(record.result?.order ?? {})
    .flatMap((pool) => [
      ...placesOf({
        ...record,
        ...since,
        order: inOrder(record, pool),
        flats: record.flats.filter((flat) => flat.pool === pool),
      }),
    ])
    .sort(([a], [b]) => a - b)
    .map(([number, place]) => `T${String(number).padStart(6, '0')} ${placeText(place)}`)

const tickets = (algorithm: DrawAlgorithm, count: number): Ticket[] =>
  Array.from({ length: count }, (_, at) =>
    ticketOf(digests[algorithm], at + 1, {
      classes: [2, 5].includes(at) ? ['couple'] : [],
      state: at === 3 ? 'rejected' : 'in',
    }),
  )
const round = (algorithm: DrawAlgorithm, count: number) =>
  roundOf(algorithm, tickets(algorithm, count), { classes: ['couple'], flats: flatsOf(3, ['couple']) })

const shown = (record: DrawRecord) => ({
  root: record.root,
  commitment: record.commitment,
  key: record.result?.key,
  order: record.result?.order.all ?? [],
})

/** The vectors of docs/draw.md, for one hash. */
export const vectorsOf = (algorithm: DrawAlgorithm) => {
  const eight = round(algorithm, 8)
  const changed = tickets(algorithm, 8).map((ticket) =>
    ticket.number === 8 ? { ...ticket, points: 1 } : ticket,
  )
  return {
    rounds: Object.fromEntries(
      [0, 1, 2, 3, 8].map((count) => [
        String(count),
        { ...shown(round(algorithm, count)), places: placesText(round(algorithm, count)) },
      ]),
    ),
    firstLeaf: eight.leaves[0],
    skipped: { out: 'T000005', places: placesText(eight, { out: new Set([5]) }) },
    appeal: { restored: 'T000004', places: placesText(eight, { restored: new Set([4]) }) },
    changedLeaf: {
      leaf: 'T000008 with 1 point',
      root: roundOf(algorithm, changed, { classes: ['couple'], flats: flatsOf(3, ['couple']) }).root,
    },
  }
}
