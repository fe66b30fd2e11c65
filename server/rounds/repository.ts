import type { NamedSource } from '@jucai/contract/draw/sources'
import type { DrawFlat, ReservedRule } from '@jucai/contract/draw/commitment'
import type { DrawAlgorithm } from '@jucai/contract/draw/hash'
import type { RoundCondition } from '@jucai/contract/round-rules'
import type { RedoCause, RoundDeed, RoundRule, RoundStep } from '@jucai/contract/rounds-vocabulary'
import type { Generated, Selectable } from 'kysely'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'

/** A class of people for whom flats may be kept. */
export interface RoundClass {
  code: string
  title: string
  clause: string
  when: RoundCondition[]
}
/** What a pool of flats is called. */
export interface RoundPool {
  code: string
  title: string
}
/** What earns points. */
export interface RoundPoints extends RoundClass {
  points: number
}

interface RoundTable {
  id: string
  code: string
  title: string
  rule: RoundRule
  state: RoundDeed
  version: number
  revision: number
  rules: string
  classes: unknown
  pools: unknown
  scoring: unknown
  reserved: ReservedRule
  algorithm: DrawAlgorithm
  sources: unknown
  first_drawing_at: Date
  opens_at: Date
  closes_at: Date
  opening_minutes: number
  choosing_from: Date
  slot_minutes: number
  longer_slot_minutes: number
  hold_seconds: number
  at_once: number
  refusing: string
  follows: string | null
  redo_cause: RedoCause | null
  redo_why: string | null
  written_by: string
  written_at: Date
  published_by: string | null
  published_at: Date | null
  cancelled_why: string | null
  lock_asked_by: string | null
  lock_asked_at: Date | null
  locked_by: string | null
  locked_at: Date | null
  tickets: number | null
  root: string | null
  audit: string | null
  commitment: string | null
  drawn_at: Date | null
  ended_at: Date | null
  skip_permille: number | null
  told: string[]
}
interface RoundFlatTable {
  round_id: string
  flat_id: string
  position: number
  flat_code: string
  pool: string
  reserved_for: string | null
  live: boolean
}
interface RoundStepTable {
  round_id: string
  id: Generated<number>
  step: RoundStep
  at: Date
  by_person: string | null
  detail: string
}
declare module '../core/db' {
  interface Database {
    housing_round: RoundTable
    round_flat: RoundFlatTable
    round_step: RoundStepTable
  }
}

/** A round as a row. */
export type RoundRow = RoundTable
/** A flat of a round as a row. */
export type RoundFlatRow = RoundFlatTable
/** A step of the procedure. */
export type RoundStepRow = Selectable<RoundStepTable>

/** Classes of a round, in the order in which they are gone through. */
export const classesOf = (row: RoundRow): RoundClass[] => row.classes as RoundClass[]
/** What pools of a round are called, as far as the office named them. */
export const namedPools = (row: RoundRow): RoundPool[] => row.pools as RoundPool[]
/** What earns points in a round. */
export const scoringOf = (row: RoundRow): RoundPoints[] => row.scoring as RoundPoints[]
/** The drawings that a round names. */
export const sourcesOf = (row: RoundRow): NamedSource[] => row.sources as NamedSource[]

/** A round. */
export const roundById = (db: Db, id: string): Promise<RoundRow | undefined> =>
  db.selectFrom('housing_round').selectAll().where('id', '=', id).executeTakeFirst()

/** A round, held against every other step of its procedure until the transaction ends. */
export const roundForUpdate = (db: Db, id: string): Promise<RoundRow | undefined> =>
  db.selectFrom('housing_round').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/** A round that stays as it is until the transaction ends; any number may apply at once. */
export const shareRound = (db: Db, id: string): Promise<RoundRow | undefined> =>
  db.selectFrom('housing_round').selectAll().where('id', '=', id).forShare().executeTakeFirst()

const jsonOf = (set: Partial<RoundRow>) => ({
  ...set,
  ...(set.classes === undefined ? {} : { classes: JSON.stringify(set.classes) }),
  ...(set.pools === undefined ? {} : { pools: JSON.stringify(set.pools) }),
  ...(set.scoring === undefined ? {} : { scoring: JSON.stringify(set.scoring) }),
  ...(set.sources === undefined ? {} : { sources: JSON.stringify(set.sources) }),
})
/** Adds a round. */
export const insertRound = (db: Db, row: RoundRow): Promise<unknown> =>
  db
    .insertInto('housing_round')
    .values(jsonOf(row) as RoundRow)
    .execute()
/** Changes a round; its version counts one more. @returns the row as it is now */
export const updateRound = (db: Db, row: RoundRow, set: Partial<RoundRow>): Promise<RoundRow> =>
  db
    .updateTable('housing_round')
    .set({ ...jsonOf(set), version: row.version + 1 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Notes that a chore told something of a round. */
export const markTold = (db: Db, row: RoundRow, what: string): Promise<unknown> =>
  db
    .updateTable('housing_round')
    .set({ told: [...row.told, what] })
    .where('id', '=', row.id)
    .execute()

/** Published rounds, the newest first; one more than `limit`. */
export const publishedRounds = (db: Db, after: Place | null, limit: number): Promise<RoundRow[]> =>
  db
    .selectFrom('housing_round')
    .selectAll()
    .where('published_at', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('published_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** All rounds, last written first; one more than `limit`. */
export const allRounds = (db: Db, after: Place | null, limit: number): Promise<RoundRow[]> =>
  db
    .selectFrom('housing_round')
    .selectAll()
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('written_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Published rounds of which something is still to be told by a chore. */
export const roundsUnderWay = (db: Db): Promise<RoundRow[]> =>
  db
    .selectFrom('housing_round')
    .selectAll()
    .where('state', 'in', ['published', 'locked', 'drawn'])
    .orderBy('id')
    .execute()

/** The round that follows this one. */
export const roundFollowing = (db: Db, id: string): Promise<RoundRow | undefined> =>
  db
    .selectFrom('housing_round')
    .selectAll()
    .where('follows', '=', id)
    .where('published_at', 'is not', null)
    .executeTakeFirst()

/** Ended rounds of a rule, the latest first, with how many of a thousand did not choose. */
export const earlierRounds = (db: Db, rule: RoundRule, limit: number): Promise<RoundRow[]> =>
  db
    .selectFrom('housing_round')
    .selectAll()
    .where('state', '=', 'ended')
    .where('rule', '=', rule)
    .where('skip_permille', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .execute()

/** Flats of a round in the order of the list. */
export const flatRowsOf = (db: Db, roundId: string): Promise<RoundFlatRow[]> =>
  db.selectFrom('round_flat').selectAll().where('round_id', '=', roundId).orderBy('position').execute()

/** The next flats of a round after a place in the list; one more than `limit`. */
export const flatRowsAfter = (
  db: Db,
  roundId: string,
  after: number,
  limit: number,
): Promise<RoundFlatRow[]> =>
  db
    .selectFrom('round_flat')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit + 1)
    .execute()

/** How many flats each of these rounds has. */
export const flatCounts = async (db: Db, roundIds: readonly string[]): Promise<Map<string, number>> => {
  if (roundIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('round_flat')
    .select(({ fn }) => ['round_id', fn.countAll<number>().as('count')])
    .where('round_id', 'in', roundIds)
    .groupBy('round_id')
    .execute()
  return new Map(rows.map(({ round_id: id, count }) => [id, Number(count)]))
}

/** Puts other flats into a draft. */
export const replaceFlats = async (
  db: Db,
  roundId: string,
  rows: readonly Omit<RoundFlatRow, 'round_id' | 'live'>[],
): Promise<void> => {
  await db.deleteFrom('round_flat').where('round_id', '=', roundId).execute()
  for (let at = 0; at < rows.length; at += 1000)
    await db
      .insertInto('round_flat')
      .values(rows.slice(at, at + 1000).map((row) => ({ ...row, round_id: roundId, live: false })))
      .execute()
}

/** Says whether the flats of a round are in it now. A flat in two live rounds fails on the unique index. */
export const setLive = (db: Db, roundId: string, live: boolean): Promise<unknown> =>
  db.updateTable('round_flat').set({ live }).where('round_id', '=', roundId).execute()

/** Which of these flats are in a live round other than these, by their codes. */
export const flatsElsewhere = async (
  db: Db,
  roundIds: readonly string[],
  flatIds: readonly string[],
): Promise<string[]> =>
  flatIds.length === 0
    ? []
    : (
        await db
          .selectFrom('round_flat')
          .select('flat_code')
          .where('live', '=', true)
          .where('round_id', 'not in', roundIds)
          .where('flat_id', 'in', flatIds)
          .orderBy('flat_code')
          .execute()
      ).map(({ flat_code: code }) => code)

/** The flats of a round as the draw names them. */
export const drawFlats = (rows: readonly RoundFlatRow[]): DrawFlat[] =>
  rows.map(({ flat_code: flat, pool, reserved_for: reservedFor }) => ({ flat, pool, reservedFor }))

/** Puts a step of the procedure on record. `detail` is public. */
export const recordStep = (
  db: Db,
  at: Date,
  {
    roundId,
    step,
    by,
    detail = '',
  }: { roundId: string; step: RoundStep; by: string | null; detail?: string },
): Promise<unknown> =>
  db.insertInto('round_step').values({ round_id: roundId, step, at, by_person: by, detail }).execute()

/** Steps of a round in their order. */
export const stepsOf = (db: Db, roundId: string): Promise<RoundStepRow[]> =>
  db.selectFrom('round_step').selectAll().where('round_id', '=', roundId).orderBy('id').execute()
