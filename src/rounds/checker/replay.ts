import { placesOf, type Place, type Quota } from '@jucai/contract/draw/places'
import type { DrawRecord, LogLine } from '@jucai/contract/draw/record'
import { readLeaf, ticketName, ticketNumber, type Ticket } from '@jucai/contract/draw/tickets'

/** What the written procedure comes to in one pool after everything that stands in the log. */
export interface PoolStanding {
  pool: string
  flats: number
  /** Tickets by what they came to: chosen, called for kept flats or for the others, waiting, gone. */
  chosen: number
  called: number
  waiting: number
  gone: number
  places: ReadonlyMap<number, Place>
}
/** The standing of all pools, and each line of the log that the procedure does not allow. */
export interface Replayed {
  standings: PoolStanding[]
  faults: string[]
}

interface Pool {
  order: Ticket[]
  out: Set<number>
  restored: Set<number>
  kept: Map<number, Quota>
}

const poolsOf = (record: DrawRecord): Map<string, Pool> => {
  const tickets = new Map(
    record.leaves.flatMap((leaf) => {
      const ticket = readLeaf(leaf)
      return ticket ? [[ticketName(ticket.number), ticket] as const] : []
    }),
  )
  return new Map(
    Object.entries(record.result?.order ?? {}).map(([pool, lines]) => [
      pool,
      {
        order: lines.flatMap((line) => tickets.get(line.split(' ', 1)[0] ?? '') ?? []),
        out: new Set<number>(),
        restored: new Set<number>(),
        kept: new Map<number, Quota>(),
      },
    ]),
  )
}

const placesIn = (record: DrawRecord, name: string, pool: Pool): Map<number, Place> =>
  placesOf({
    ...pool,
    flats: record.flats.filter((flat) => flat.pool === name),
    classes: record.classes,
    reserved: record.reserved,
  })

/** What is wrong with one line, and its effect on the pool. */
const follow = (
  line: LogLine,
  number: number,
  pool: Pool,
  places: () => Map<number, Place>,
): string | null => {
  if (line.act === 'skip') {
    pool.out.add(number)
    return null
  }
  if (line.act === 'restore') {
    pool.out.delete(number)
    pool.restored.add(number)
    return null
  }
  const place = places().get(number)
  if (!place) return '这个号当时不在选房名单里'
  if (!('quota' in place)) return `当时还没有轮到这个号，前面还有人等着`
  pool.kept.set(number, place.quota)
  return null
}

/**
 * Goes through the log as it was written and holds each choice against the procedure: nobody chooses who was not
 * called. Yields after each line.
 */
export function* replay(record: DrawRecord): Generator<void, Replayed> {
  const pools = poolsOf(record)
  const faults: string[] = []
  for (const [at, line] of record.log.entries()) {
    const number = ticketNumber(line.ticket)
    const found = [...pools].find(([, { order }]) => order.some((ticket) => ticket.number === number))
    if (found && number !== null) {
      const fault = follow(line, number, found[1], () => placesIn(record, ...found))
      if (fault) faults.push(`抽签后的记录第 ${at + 1} 行（${line.ticket}）：${fault}`)
    }
    yield
  }
  const standings = [...pools].map(([pool, one]) => {
    const places = placesIn(record, pool, one)
    const called = [...places.values()].filter((place) => 'quota' in place).length - one.kept.size
    return {
      pool,
      flats: record.flats.filter((flat) => flat.pool === pool).length,
      chosen: one.kept.size,
      called,
      waiting: places.size - called - one.kept.size,
      gone: one.out.size,
      places,
    }
  })
  return { standings, faults }
}
