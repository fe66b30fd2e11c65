import { keyOfDrawn } from '@jucai/contract/draw/lock'
import type { DrawRecord } from '@jucai/contract/draw/record'
import { ticketName, type Ticket, type TicketState } from '@jucai/contract/draw/tickets'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { callAnew } from './calls'
import { computedOrder } from './computed-order'
import type { OfficeWork } from './deps'
import { digestOf } from './digests'
import { insertPage, type RankRow } from './locked-rows'
import { lockedOf } from './locking'
import type { PoolOrder } from './order-thread'
import { keepParts, listItems, type RecordPart } from './record-parts'
import { tableLines } from './record-table'
import type { RoundRow } from './repository'
import type { Wish } from './ticket-rows'
import { wishCounter } from './wishes'

/** What was drawn, with the evidence. */
export type Drawn = NonNullable<DrawRecord['result']>['drawn']

// What is done between two statements holds up everybody else of the server: so many at once, a few milliseconds.
const pageRows = 1000

/** The list as the order needs it, by pages. */
async function* listOf(
  db: Db,
  roundId: string,
): AsyncGenerator<Pick<Ticket, 'number' | 'pool' | 'points'>[]> {
  for (let after = 0; ;) {
    const page = await db
      .selectFrom('round_leaf')
      .select(['number', 'pool', 'points'])
      .where('round_id', '=', roundId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(pageRows)
      .execute()
    yield page
    const last = page.at(-1)
    if (!last || page.length < pageRows) return
    after = last.number
  }
}

interface Placed {
  number: number
  rank: number
  value: string
}
/** A page of an order. */
const placedIn = ({ numbers, values }: PoolOrder, from: number): Placed[] =>
  Array.from(numbers.subarray(from, from + pageRows), (number, at) => ({
    number,
    rank: from + at + 1,
    value: Buffer.from(values.buffer, 32 * (from + at), 32).toString('hex'),
  }))

interface Told {
  number: number
  state: TicketState
  classes: string
  points: number
  wishes: Wish[]
}
const toldOf = async (db: Db, roundId: string, page: readonly Placed[]): Promise<Map<number, Told>> => {
  const numbers = page.map(({ number }) => number)
  const { rows } = await sql<Told>`
    select number, round_leaf.state, classes, points, wishes
    from round_leaf join round_ticket on round_ticket.id = ticket_id
    where round_leaf.round_id = ${roundId} and number = any(${numbers})`.execute(db)
  return new Map(rows.map((row) => [row.number, row]))
}

type At = Pick<RankRow, 'round_id' | 'revision' | 'pool'>

/** Writes one pool’s order, each with what stands before it. @returns how many are called, and the next part’s number */
const writeOrder = async (
  db: Db,
  at: At,
  order: PoolOrder,
  firstPart: number,
): Promise<{ called: number; parts: number }> => {
  const count = wishCounter()
  let [called, part] = [0, firstPart]
  for (let from = 0; from < order.numbers.length; from += pageRows) {
    const page = placedIn(order, from)
    const told = await toldOf(db, at.round_id, page)
    const ranks: (Omit<RankRow, 'wished_before'> & { wished_before: number[] })[] = []
    const ofClasses: (At & { class: string; rank: number; number: number })[] = []
    for (const { number, rank, value } of page) {
      const { state, classes, wishes } = told.get(number) as Told
      const isCalled = state === 'in'
      const wished_before = wishes.map(count.before)
      ranks.push({ ...at, number, rank, value, called: isCalled, called_before: called, wished_before })
      if (!isCalled) continue
      called += 1
      count.add(wishes)
      for (const one of classes === '' ? [] : classes.split('+'))
        ofClasses.push({ ...at, class: one, rank, number })
    }
    await insertPage(db, 'round_rank', ranks)
    await insertPage(db, 'round_rank_class', ofClasses)
    await keepParts(db, partsOfPage(at, part, page, told))
    part += 1
  }
  return { called, parts: part }
}

const partsOfPage = (
  at: At,
  part: number,
  page: readonly Placed[],
  told: ReadonlyMap<number, Told>,
): RecordPart[] => {
  const of = { ...at, part, first: page[0]?.rank ?? 1, count: page.length }
  const lines = page.map((one) => ({ ...one, pool: at.pool, ...(told.get(one.number) as Told) }))
  return [
    {
      ...of,
      kind: 'order',
      content: listItems(page.map(({ number, value }) => `${ticketName(number)} ${value}`)),
    },
    { ...of, kind: 'table', content: tableLines(lines) },
  ]
}

/** Computes the order from commitment and sources and stores all that pages tell of it. */
export const writeResult = async (
  work: Pick<OfficeWork, 'db' | 'now'>,
  row: RoundRow,
  { drawn, revision, why }: { drawn: Drawn; revision: number; why: string | null },
): Promise<void> => {
  const { db, now } = work
  const locked = await lockedOf(db, row)
  const { algorithm, order: rule } = locked
  const key = keyOfDrawn(digestOf(algorithm), locked, drawn)
  const pools: Record<string, number> = {}
  let part = 0
  for (const order of await computedOrder({ algorithm, key, rule }, listOf(db, row.id))) {
    const written = await writeOrder(db, { round_id: row.id, revision, pool: order.pool }, order, part)
    pools[order.pool] = written.called
    part = written.parts
  }
  await db
    .insertInto('round_result')
    .values({
      round_id: row.id,
      revision,
      drawn: JSON.stringify(drawn),
      key,
      pools: JSON.stringify(pools),
      why,
      at: now,
    })
    .execute()
  await callAnew(db, row, revision, Object.keys(pools))
}
