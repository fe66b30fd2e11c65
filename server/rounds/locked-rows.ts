import type { DrawnSource } from '@jucai/contract/draw/sources'
import type { SkipReason, SourceEvidence } from '@jucai/contract/draw/record'
import type { Ticket, TicketState } from '@jucai/contract/draw/tickets'
import { sql, type Generated, type Selectable } from 'kysely'
import type { Db } from '../core/db'

interface LeafTable {
  round_id: string
  number: number
  ticket_id: string
  pool: string
  classes: string
  state: TicketState
  points: number
  holder_digest: string
}
interface NodeTable {
  round_id: string
  level: number
  block: number
  hashes: string
}
interface ResultTable {
  round_id: string
  revision: number
  drawn: unknown
  key: string
  pools: unknown
  why: string | null
  at: Date
}
interface RankTable {
  round_id: string
  revision: number
  number: number
  pool: string
  rank: number
  value: string
  called: boolean
  called_before: number
  wished_before: unknown
}
interface RankClassTable {
  round_id: string
  revision: number
  pool: string
  class: string
  rank: number
  number: number
}
interface LogTable {
  round_id: string
  id: Generated<number>
  number: number
  act: 'skip' | 'restore' | 'choose'
  reason: SkipReason | null
  flat_code: string | null
  at: Date
  by_person: string | null
}
interface MovedTable {
  round_id: string
  number: number
  pool: string
  rank: number
  called: boolean
  standing: 'gone' | 'back' | 'chosen'
  quota: string | null
  flat_code: string | null
}
interface CallTable {
  round_id: string
  number: number
  pool: string
  rank: number
  quota: string
}
declare module '../core/db' {
  interface Database {
    round_leaf: LeafTable
    round_node: NodeTable
    round_result: ResultTable
    round_rank: RankTable
    round_rank_class: RankClassTable
    round_log: LogTable
    round_moved: MovedTable
    round_call: CallTable
  }
}
/** A line of the locked list. */
export type LeafRow = LeafTable
/** A line of the log. */
export type LogRow = Selectable<LogTable>
/** What a draw came to. */
export type ResultRow = ResultTable
/** A place in the order. */
export type RankRow = RankTable
/** Where the log leaves a ticket. */
export type MovedRow = MovedTable

/** A line of the list as the draw knows it. */
export const ticketOfLeaf = ({
  number,
  pool,
  classes,
  state,
  points,
  holder_digest: holder,
}: LeafRow): Ticket => ({
  number,
  pool,
  classes: classes === '' ? [] : classes.split('+'),
  state,
  points,
  holder,
})
/** What was drawn, with the evidence. */
export const drawnOf = (row: ResultRow): (DrawnSource & { evidence: SourceEvidence })[] =>
  row.drawn as (DrawnSource & { evidence: SourceEvidence })[]
/** Of each pool: how many tickets are called. */
export const poolsOf = (row: ResultRow): Record<string, number> => row.pools as Record<string, number>

/**
 * Adds a page of rows of a locked list in one value, which costs a tenth of as many values as they have columns.
 * The rows name every column.
 */
export const insertPage = async (
  db: Db,
  table: 'round_leaf' | 'round_rank' | 'round_rank_class',
  rows: readonly object[],
): Promise<void> => {
  if (rows.length === 0) return
  const row = sql`null::${sql.table(table)}`
  await sql`insert into ${sql.table(table)}
    select * from jsonb_populate_recordset(${row}, ${JSON.stringify(rows)}::jsonb)`.execute(db)
}

const pageRows = 2000
/** Adds rows in pages, since a statement takes so many values. */
export const inPages = async <T>(
  rows: readonly T[],
  insert: (page: readonly T[]) => Promise<unknown>,
  size = pageRows,
): Promise<void> => {
  for (let at = 0; at < rows.length; at += size) await insert(rows.slice(at, at + size))
}

/** The list after a number. */
export const leavesAfter = (db: Db, roundId: string, after: number, limit: number): Promise<LeafRow[]> =>
  db
    .selectFrom('round_leaf')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
/** The line of a ticket. */
export const leafOfTicket = (db: Db, ticketId: string): Promise<LeafRow | undefined> =>
  db.selectFrom('round_leaf').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst()
/** Lines of tickets. */
export const leavesOfTickets = (db: Db, ticketIds: readonly string[]): Promise<LeafRow[]> =>
  ticketIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom('round_leaf').selectAll().where('ticket_id', 'in', ticketIds).execute()
/** A line by its number. */
export const leafByNumber = (db: Db, roundId: string, number: number): Promise<LeafRow | undefined> =>
  db
    .selectFrom('round_leaf')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('number', '=', number)
    .executeTakeFirst()

/** The result in force: the newest. */
export const resultOf = (db: Db, roundId: string): Promise<ResultRow | undefined> =>
  db
    .selectFrom('round_result')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
/** A result by its revision. */
export const resultAt = (db: Db, roundId: string, revision: number): Promise<ResultRow | undefined> =>
  db
    .selectFrom('round_result')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('revision', '=', revision)
    .executeTakeFirst()

/** The place of a number. */
export const rankOf = (
  db: Db,
  roundId: string,
  revision: number,
  number: number,
): Promise<RankRow | undefined> =>
  db
    .selectFrom('round_rank')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('revision', '=', revision)
    .where('number', '=', number)
    .executeTakeFirst()

/** Where the log leaves a number. */
export const movedOf = (db: Db, roundId: string, number: number): Promise<MovedRow | undefined> =>
  db
    .selectFrom('round_moved')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('number', '=', number)
    .executeTakeFirst()
/** Everybody whom the log names, in one pool. */
export const movedIn = (db: Db, roundId: string, pool: string): Promise<MovedRow[]> =>
  db
    .selectFrom('round_moved')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('pool', '=', pool)
    .orderBy('rank')
    .execute()

/** The log after a line, in its order. */
export const logAfter = (db: Db, roundId: string, after: number, limit: number): Promise<LogRow[]> =>
  db
    .selectFrom('round_log')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
/** The log before a line, the latest first; null: from its end. */
export const logBefore = (db: Db, roundId: string, before: number | null, limit: number): Promise<LogRow[]> =>
  db
    .selectFrom('round_log')
    .selectAll()
    .where('round_id', '=', roundId)
    .$if(before !== null, (query) => query.where('id', '<', before as number))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
