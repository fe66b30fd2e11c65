import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { remind } from './messages'
import { settleNotice } from './notices'
import type { ApplicationDeps } from './ports'
import { applicationForUpdate, type TimerKind } from './repository'
import { settleDates } from './settle-dates'
import { advance } from './steps'
import { markFired, takeTimers } from './timer-rows'
import { system, type ApplicationWork } from './work'

declare module '../core/outbox' {
  interface Events {
    'application.timer-fired': { applicationId: string; version: number; kind: TimerKind }
  }
}

/**
 * Computes the days that have become known, then hands every timer that is due to the outbox, each once:
 * its mark and its event are one transaction, so that a kill at any moment loses and doubles nothing. The
 * outbox sees to the effect: what fails is tried again, logged, and set aside where the system
 * administrator sees it. Several processes may run it at once.
 * @returns how many fired.
 */
export const runTimers = async (db: Kysely<Database>, now: Date): Promise<number> => {
  for (let fired = await settleDates(db, now); ;) {
    const taken = await db.transaction().execute(async (tx) => {
      const timers = await takeTimers(tx, now)
      for (const { application_id: applicationId, application_version: version, kind } of timers)
        await emit(tx, now, 'application.timer-fired', { applicationId, version, kind })
      await markFired(
        tx,
        timers.map(({ id }) => id),
        now,
      )
      return timers.length
    })
    if (taken === 0) return fired
    fired += taken
  }
}

const keepDeadline = async (
  work: ApplicationWork,
  { applicationId, version, kind }: { applicationId: string; version: number; kind: TimerKind },
): Promise<void> => {
  const row = await applicationForUpdate(work.db, applicationId)
  if (!row || row.version !== version) return // it has moved on, and has timers of its own
  switch (kind) {
    case 'due-soon':
    case 'overdue':
    case 'answer-reminder':
      return remind(work, row, kind)
    case 'lapse':
      await advance({ ...work, actor: system }, row, 'lapse', { note: '没有在期限内补正' })
      return
    case 'notice-over':
      if ((await settleNotice(work, row)).state === 'public-notice') await remind(work, row, kind)
  }
}

/** What a timer does when it has fired: reminds, lets lapse, ends a public notice. */
export const timerReactions = (deps: ApplicationDeps): NamedReactions => ({
  'application.timer-fired': {
    'keep-deadline': ({ tx, now }, fired) => keepDeadline({ db: tx, now, deps }, fired),
  },
})
