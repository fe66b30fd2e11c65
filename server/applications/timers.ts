import { sql, type Kysely } from 'kysely'
import type { Database } from '../core/db'
import { emit } from '../core/outbox'
import { settleNotice } from './notices'
import type { ApplicationDeps } from './ports'
import { applicationForUpdate, type TimerRow } from './repository'
import { advance } from './steps'
import { markFired, putOff, takeTimer } from './timer-rows'
import { system, type ApplicationWork } from './work'

const fireTimer = async (
  work: ApplicationWork,
  { kind, application_id: id, application_version: version }: TimerRow,
): Promise<void> => {
  const { db, now } = work
  const row = await applicationForUpdate(db, id)
  if (!row || row.version !== version) return // it has moved on, and has timers of its own
  const remind = () =>
    emit(db, now, 'application.reminder', {
      applicationId: id,
      personId: row.person_id,
      program: row.program,
      kind,
    })
  switch (kind) {
    case 'due-soon':
    case 'overdue':
    case 'answer-reminder':
      return remind()
    case 'lapse':
      await advance({ ...work, actor: system }, row, 'lapse', { note: '没有在期限内补正' })
      return
    case 'notice-over':
      if ((await settleNotice(work, row)).state === 'public-notice') await remind()
  }
}

const againMs = 600_000

const fireOne = (
  db: Kysely<Database>,
  deps: ApplicationDeps,
  now: Date,
): Promise<'none' | 'fired' | 'put-off'> =>
  db.transaction().execute(async (tx) => {
    const timer = await takeTimer(tx, now)
    if (!timer) return 'none'
    await sql`savepoint timer`.execute(tx)
    try {
      await fireTimer({ db: tx, now, deps }, timer)
      await markFired(tx, timer.id, now)
      return 'fired'
    } catch {
      await sql`rollback to savepoint timer`.execute(tx)
      await putOff(tx, timer.id, new Date(now.getTime() + againMs)) // a calendar without the year, say: the others must not wait for it
      return 'put-off'
    }
  })

/**
 * Fires every timer that is due: each once, its mark in the transaction of its effect, so that a kill at
 * any moment loses and doubles nothing. Several processes may run it at once.
 * @returns how many fired.
 */
export const runTimers = async (db: Kysely<Database>, deps: ApplicationDeps, now: Date): Promise<number> => {
  let fired = 0
  for (;;) {
    const outcome = await fireOne(db, deps, now)
    if (outcome === 'none') return fired
    if (outcome === 'fired') fired += 1
  }
}
