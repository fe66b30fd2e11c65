import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { TimerKind, TimerRow } from './repository'

/** Sets the timers of a version; those of earlier versions come to nothing by themselves. */
export const scheduleTimers = async (db: Db, applicationId: string, version: number, timers: readonly { kind: TimerKind; at: Date }[]): Promise<void> => {
  if (timers.length === 0) return
  await db.insertInto('application_timer').values(timers.map(({ kind, at }) => ({
    id: uuidv7(), application_id: applicationId, kind, application_version: version, fires_at: at, fired_at: null,
  }))).execute()
}

/** Takes one timer that is due, held until the transaction ends; others pass it by. */
export const takeTimer = (db: Db, now: Date): Promise<TimerRow | undefined> => db.selectFrom('application_timer').selectAll().where('fired_at', 'is', null).where('fires_at', '<=', now)
  .orderBy('fires_at').orderBy('id').limit(1).forUpdate().skipLocked().executeTakeFirst()

/** Marks a timer as fired. */
export const markFired = async (db: Db, id: string, now: Date): Promise<void> => { await db.updateTable('application_timer').set({ fired_at: now }).where('id', '=', id).execute() }

/** Lets a timer whose effect failed try again later. */
export const putOff = async (db: Db, id: string, until: Date): Promise<void> => { await db.updateTable('application_timer').set({ fires_at: until }).where('id', '=', id).execute() }
