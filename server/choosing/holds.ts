import { againAfterSeconds } from '@jucai/contract/choosing-vocabulary'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../core/db'

interface HoldTable {
  round_id: string
  flat_id: string
  person_id: string
  token: string
  held_at: Date
  until: Date
}
declare module '../core/db' {
  interface Database {
    flat_hold: HoldTable
  }
}

/** A hold on a flat. */
export type HoldRow = HoldTable

/** For whom which flat is wanted, and the clock by which holds end, as SQL. */
export interface WantedHold {
  roundId: string
  flatId: string
  personId: string
  token: string
  seconds: number
  moment: RawBuilder<Date>
}

/** What somebody holds in a round at a moment. */
export const holdOf = (db: Db, roundId: string, personId: string, at: Date): Promise<HoldRow | undefined> =>
  db
    .selectFrom('flat_hold')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .where('until', '>', at)
    .executeTakeFirst()

/** What is held in a round at a moment. */
export const liveHolds = (
  db: Db,
  roundId: string,
  at: Date,
): Promise<Pick<HoldRow, 'flat_id' | 'person_id' | 'until'>[]> =>
  db
    .selectFrom('flat_hold')
    .select(['flat_id', 'person_id', 'until'])
    .where('round_id', '=', roundId)
    .where('until', '>', at)
    .execute()

/**
 * Whatever somebody holds of a round and whoever holds a flat: held in one order, so that two who
 * change places never wait for each other.
 */
const lockHolds = (db: Db, { roundId, flatId, personId }: WantedHold): Promise<HoldRow[]> =>
  db
    .selectFrom('flat_hold')
    .selectAll()
    .where('round_id', '=', roundId)
    .where(({ or, eb }) => or([eb('person_id', '=', personId), eb('flat_id', '=', flatId)]))
    .orderBy('flat_id')
    .forUpdate()
    .execute()

/**
 * Takes a hold in one statement: what the person held is let go, and a hold of another that ran out is taken
 * over where it stands. The clock is read after whatever the statement waited for. Of a flat that the person held
 * before and whose end is still to come, the end stays: going away and coming back prolongs nothing.
 * @returns the hold; null when somebody else holds the flat. Then the caller must roll back, which brings back
 * what was held
 */
const takeHold = async (db: Db, wanted: WantedHold): Promise<HoldRow | null> => {
  const { roundId, flatId, personId, token, seconds, moment } = wanted
  await lockHolds(db, wanted)
  const { rows } = await sql<HoldRow>`
    with gone as (
      delete from flat_hold where round_id = ${roundId} and person_id = ${personId} and flat_id <> ${flatId}
      returning flat_id
    ), taken as (
      insert into flat_hold (round_id, flat_id, person_id, token, held_at, until)
      select ${roundId}, ${flatId}, ${personId}, ${token}, ${moment},
        coalesce(
          (select max(until) from choice_event where person_id = ${personId} and flat_id = ${flatId}
             and round_id = ${roundId} and until > ${moment}),
          ${moment} + make_interval(secs => ${seconds}))
      where (select count(*) from gone) >= 0 -- after the letting go: a person holds one flat
      on conflict (round_id, flat_id) do update
        set person_id = excluded.person_id, token = excluded.token, held_at = excluded.held_at, until = excluded.until
        where flat_hold.until <= ${moment}
      returning *
    ), told as (
      insert into choice_event (round_id, flat_id, person_id, what, at, until)
      select ${roundId}::uuid, flat_id, ${personId}::uuid, 'left', ${moment}, null from gone
      union all select round_id, flat_id, person_id, 'held', held_at, until from taken
    )
    select * from taken`.execute(db)
  return rows[0] ?? null
}

/**
 * Uses a hold up, by its token: it is gone, and whoever used it confirms in the same transaction.
 * @returns the hold; null when it ran out, was let go or taken over
 */
export const useHold = async (
  db: Db,
  { roundId, personId, token, moment }: Pick<WantedHold, 'roundId' | 'personId' | 'token' | 'moment'>,
): Promise<HoldRow | null> =>
  (await db
    .deleteFrom('flat_hold')
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .where('token', '=', token)
    .where('until', '>', moment)
    .returningAll()
    .executeTakeFirst()) ?? null

/** Lets go whatever somebody holds of a round. @returns whether it was still theirs */
export const dropHold = async (
  db: Db,
  { roundId, personId, moment }: Pick<WantedHold, 'roundId' | 'personId' | 'moment'>,
): Promise<boolean> => {
  const { rows } = await sql<{ live: boolean }>`
    with gone as (
      delete from flat_hold where round_id = ${roundId} and person_id = ${personId}
      returning flat_id, until > ${moment} as live
    ), noted as (
      insert into choice_event (round_id, flat_id, person_id, what, at)
      select ${roundId}, flat_id, ${personId}, 'left', ${moment} from gone where live
    )
    select live from gone`.execute(db)
  return rows[0]?.live ?? false
}

/** Takes away holds that ran out, which nobody needs any more. @returns how many */
export const clearHolds = async (db: Db, moment: RawBuilder<Date>): Promise<number> =>
  Number((await db.deleteFrom('flat_hold').where('until', '<=', moment).executeTakeFirst()).numDeletedRows)

/** What came of asking for a hold. After `taken` the caller must roll back, which brings back what was held. */
export type HoldOutcome = { hold: HoldRow } | { againInSeconds: number } | { taken: HoldRow | null }

/**
 * Asks for a hold at a moment: the same flat again is the same hold, one that the person let run out is first left
 * to others, else it is taken where it is free. The caller holds the person.
 */
export const askHold = async (db: Db, wanted: WantedHold, at: Date): Promise<HoldOutcome> => {
  const own = await holdOf(db, wanted.roundId, wanted.personId, at)
  if (own?.flat_id === wanted.flatId) return { hold: own }
  const againInSeconds = await secondsUntilAgain(db, wanted, at)
  if (againInSeconds > 0) return { againInSeconds }
  const hold = await takeHold(db, wanted)
  return hold ? { hold } : { taken: own ?? null }
}

/** In how many seconds somebody may hold a flat again that they let run out; 0: now. */
const secondsUntilAgain = async (
  db: Db,
  { roundId, flatId, personId }: Pick<WantedHold, 'roundId' | 'flatId' | 'personId'>,
  at: Date,
): Promise<number> => {
  const { last } = await db
    .selectFrom('choice_event')
    .select(({ fn }) => fn.max('until').as('last'))
    .where('person_id', '=', personId)
    .where('flat_id', '=', flatId)
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  if (last === null || last > at) return 0
  return Math.max(0, Math.ceil((last.getTime() - at.getTime()) / 1000) + againAfterSeconds)
}
