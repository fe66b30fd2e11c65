import type { Feature } from '../core/feature'
import { recoveryReactions } from './jobs'
import { forgetOldAttempts, forgetOldClaims, joinRecoveries, recoveriesOf } from './repository'
import type { RecoveryDeps } from './commands'
import { recoveryHandlers } from './routes'

/** Getting an account back, by its phone or through the office. */
export const recovery = (deps: RecoveryDeps): Feature => ({
  name: 'recovery',
  handlers: recoveryHandlers(deps),
  reactions: recoveryReactions(deps),
  chores: [
    { everyMs: 3_600_000, run: (now) => forgetOldAttempts(deps.db, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldClaims(deps.db, now) },
  ],
  people: {
    tables: {
      account_recovery: {
        of: ['person_id', 'target_person_id'],
        by: ['decided_by'],
        sealed: ['claim', 'reason'],
        exported: 'recoveries',
        onErase: 'rows',
      },
      recovery_attempt: {
        of: ['person_id'],
        exported: { not: 'counts wrong tries of a day, without what was tried' },
        onErase: 'rows',
      },
    },
    exports: { recoveries: (db, personId) => recoveriesOf(db, deps.vault, personId) },
    merge: joinRecoveries,
  },
})
