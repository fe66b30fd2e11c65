import { sql, type Kysely } from 'kysely'
import { runTimers } from '../../server/applications'
import type { Database } from '../../server/core/db'

/**
 * Lets some deadlines and reminders come now instead of in days, and fires them. Of those who owe something
 * only one in five loses the case to it.
 */
export const hurryTimers = async (db: Kysely<Database>): Promise<void> => {
  const now = new Date()
  await sql`update application_timer set fires_at = ${now} where id in (select timer.id from application_timer as timer join application on application.id = timer.application_id and application.version = timer.application_version
    where fired_at is null and fires_at > ${now} and (timer.kind in ('due-soon', 'answer-reminder') or timer.kind = 'lapse' and left(md5(timer.id::text), 1) < '3') order by md5(timer.id::text) limit 3)`.execute(
    db,
  )
  await runTimers(db, now)
}

/**
 * Lets go of the bank's files that a killed server had taken to work on: else they would be taken up again after ten
 * minutes only. Nobody else works on this database when a server starts.
 */
export const dropClaims = async (db: Kysely<Database>): Promise<void> => {
  await db.updateTable('ledger_return').set({ taken_at: null }).where('taken_at', 'is not', null).execute()
}

/** Lets the hour of arrival come for some who have booked, so that their beds go to others now instead of at night. */
export const hurryStays = async (db: Kysely<Database>): Promise<void> => {
  await sql`update stay set arrive_by = ${new Date()} where id in (select id from stay where state = 'booked' and left(md5(id::text), 1) < '3' order by id limit 2 for update skip locked)`.execute(
    db,
  )
}
