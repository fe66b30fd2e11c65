import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../core/db'
import { emit } from '../core/outbox'
import { settleNotice } from './notices'
import type { ApplicationDeps } from './ports'
import { applicationForUpdate, type TimerRow } from './repository'
import { advance } from './steps'
import { markFired, putOff, takeTimer } from './timer-rows'

const fire = async (
  tx: Transaction<Database>,
  deps: ApplicationDeps,
  now: Date,
  { kind, application_id: id, application_version: version }: TimerRow,
): Promise<void> => {
  const row = await applicationForUpdate(tx, id)
  if (!row || row.version !== version) return // it has moved on, and has timers of its own
  const remind = () =>
    emit(tx, now, 'application.reminder', {
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
      await advance(tx, deps, now, { personId: null, role: 'system' }, row, 'lapse', {
        note: '没有在期限内补正',
      })
      return
    case 'notice-over':
      if ((await settleNotice(tx, deps, now, row)).state === 'public-notice') await remind()
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
      await fire(tx, deps, now, timer)
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
