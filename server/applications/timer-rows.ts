import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { keptSince } from '../core/retention'
import { statement } from '../core/statement'
import type { TimerKind, TimerRow } from './repository'

interface NewTimers {
  applicationId: string
  version: number
  ids: string[]
  kinds: TimerKind[]
  moments: Date[]
}
const insertTimers = statement<NewTimers>()((db, { applicationId, version, ids, kinds, moments }) =>
  db
    .insertInto('application_timer')
    .columns(['id', 'application_id', 'kind', 'application_version', 'fires_at'])
    .expression(
      sql`select timer.id, ${applicationId}::uuid, timer.kind, ${version}::integer, timer.fires_at from unnest(${ids}::uuid[], ${kinds}::text[], ${moments}::timestamptz[]) as timer (id, kind, fires_at)`,
    ),
)

/** Sets the timers of a version; those of earlier versions come to nothing by themselves. */
export const scheduleTimers = async (
  db: Db,
  applicationId: string,
  version: number,
  timers: readonly { kind: TimerKind; at: Date }[],
): Promise<void> => {
  if (timers.length > 0)
    await insertTimers(db, {
      applicationId,
      version,
      ids: timers.map(() => uuidv7()),
      kinds: timers.map(({ kind }) => kind),
      moments: timers.map(({ at }) => at),
    })
}

/** Sets the timers of an application's version anew: those that have not fired come to nothing. */
export const rescheduleTimers = async (
  db: Db,
  { id, version }: { id: string; version: number },
  timers: readonly { kind: TimerKind; at: Date }[],
): Promise<void> => {
  await db
    .deleteFrom('application_timer')
    .where('application_id', '=', id)
    .where('fired_at', 'is', null)
    .execute()
  await scheduleTimers(db, id, version, timers)
}

const batch = 100

/** Takes timers that are due, held until the transaction ends; others pass them by. */
export const takeTimers = (db: Db, now: Date): Promise<TimerRow[]> =>
  db
    .selectFrom('application_timer')
    .selectAll()
    .where('fired_at', 'is', null)
    .where('fires_at', '<=', now)
    .orderBy('fires_at')
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute()

/** Forgets timers that fired long ago. */
export const forgetFiredTimers = async (db: Db, now: Date): Promise<void> => {
  await db.deleteFrom('application_timer').where('fired_at', '<', keptSince(now, 'firedTimers')).execute()
}

/** Marks timers as fired. */
export const markFired = async (db: Db, ids: readonly string[], now: Date): Promise<void> => {
  if (ids.length > 0)
    await db.updateTable('application_timer').set({ fired_at: now }).where('id', 'in', ids).execute()
}
