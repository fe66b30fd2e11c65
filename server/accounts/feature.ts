import type { Feature } from '../core/feature'
import type { AccountDeps } from './deps'
import { accountReactions } from './jobs'
import { identitiesOf, moveIdentities } from './people'
import { accountHandlers } from './routes'
import { assignmentHistory } from './assignments'
import { forgetOldSessions, sessionsOf } from './sessions'
import { forgetOldConfirmationTries } from './confirmation'
import { forgetOldCodes } from './sms-codes'

/** People, how they sign in, on which devices, and the roles some of them hold. */
export const accounts = (deps: AccountDeps): Feature => ({
  name: 'accounts',
  handlers: accountHandlers(deps),
  reactions: accountReactions(deps),
  chores: [
    { everyMs: 3_600_000, run: (now) => forgetOldCodes(deps.db, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldSessions(deps.db, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldConfirmationTries(deps.db, now) },
  ],
  people: {
    tables: {
      identity: { of: ['person_id'], sealed: ['subject'], exported: 'signIns', onErase: 'rows' },
      session: { of: ['person_id'], exported: 'sessions', onErase: 'rows' },
      confirmation_try: {
        of: ['person_id'],
        exported: { not: 'counts wrong answers of two days, without what was answered' },
        onErase: 'rows',
      },
      staff_assignment: {
        of: ['person_id'],
        exported: 'roles',
        onErase: { stays: 'who held which office when, by a bare id' },
      },
    },
    exports: {
      signIns: async (db, personId) =>
        (await identitiesOf(db, deps.vault, personId)).map(({ kind, subject, linkedAt }) => ({
          kind,
          value: subject,
          linkedAt: linkedAt.toISOString(),
        })),
      sessions: (db, personId, now) => sessionsOf(db, personId, null, now),
      roles: assignmentHistory,
    },
    merge: moveIdentities,
  },
})
