import { sql } from 'kysely'
import type { ChoosingDeps } from '../../server/choosing'
import type { Db } from '../../server/core/db'
import { roundLine } from '../../server/round-line'

const hourMs = 3_600_000

/** How far the clock has to be set on for it to be ten in the morning here: nobody is called at night. */
export const toMorning = (now: Date): number =>
  (((2 * hourMs - now.getTime()) % (24 * hourMs)) + 24 * hourMs) % (24 * hourMs)

/** Choosing by the order of real rounds, with the database’s clock set on by so much. */
export const choosingSetOn = (byMs: number): Pick<ChoosingDeps, 'line' | 'boundary' | 'moment'> => {
  const moment = sql<Date>`date_trunc('milliseconds', clock_timestamp()) + ${sql.lit(byMs)} * interval '1 millisecond'`
  return {
    line: roundLine,
    boundary: async (db: Db) =>
      new Date((await sql<{ at: Date }>`select ${moment} as at`.execute(db)).rows[0]?.at ?? 0),
    moment: () => Promise.resolve(sql<Date>`(${moment})::timestamptz(3)`),
  }
}
