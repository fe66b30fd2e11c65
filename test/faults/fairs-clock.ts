import { sql } from 'kysely'
import type { Db } from '../../server/core/db'

/** A clock that runs faster from a moment on, so that an hour of a fair takes minutes of a run. */
export interface FastClock {
  /** From when, in milliseconds of the machine. */
  fromMs: number
  speed: number
}

/** What the clock says at a moment of the machine. */
export const fastAt = ({ fromMs, speed }: FastClock, ms: number): Date =>
  new Date(Math.round(ms < fromMs ? ms : fromMs + (ms - fromMs) * speed))

/** The same clock as the database has it, for every server alike. */
export const fastBoundary =
  (clock: FastClock) =>
  async (db: Db): Promise<Date> =>
    fastAt(
      clock,
      Number(
        (await sql<{ ms: string }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(db))
          .rows[0]?.ms,
      ),
    )
