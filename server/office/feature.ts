import type { Feature } from '../core/feature'
import type { OfficeDeps } from './deps'
import { forgetOldTries } from './attempts'
import { officeReactions } from './jobs'
import { accountOf, deleteAccount, forgetOldSetups } from './repository'
import { officeHandlers } from './routes'

/** Accounts of the console. */
export const office = (deps: OfficeDeps): Feature => ({
  name: 'office',
  handlers: officeHandlers(deps),
  reactions: officeReactions(),
  chores: [
    { everyMs: 3_600_000, run: (now) => forgetOldSetups(deps.db, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldTries(deps.db, now) },
  ],
  people: {
    tables: {
      office_account: {
        of: ['person_id'],
        sealed: ['name', 'totp_secret'],
        exported: 'officeAccount',
        onErase: 'rows',
      },
      office_setup: {
        of: ['person_id'],
        sealed: ['name', 'totp_secret'],
        exported: { not: 'lasts for the minutes in which an account is opened' },
        onErase: 'rows',
      },
    },
    exports: {
      officeAccount: async (db, personId) => {
        const account = await accountOf(db, deps.vault, personId)
        return account && { login: account.login, name: account.name }
      },
    },
    // Only people without roles are joined to another; an account of theirs is one that is about to be closed.
    merge: (db, fromId) => deleteAccount(db, fromId),
  },
})
