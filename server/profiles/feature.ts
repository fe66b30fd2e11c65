import { twoRegistrations } from '../accounts'
import type { Db } from '../core/db'
import { joined, type Feature } from '../core/feature'
import { problem } from '../core/problem'
import { alikeReactions, fillAlike } from './alike'
import { consentHistory, joinConsents } from './consents'
import { countStayed } from './graduates'
import { profileReactions } from './jobs'
import type { OwnDataDeps } from './own-data'
import { countRegistered, profileOf } from './repository'
import { profileHandlers } from './routes'

/** Registration, consent, and a person's rights over their own data. */
export const profiles = (deps: OwnDataDeps & { db: Db }): Feature => ({
  name: 'profiles',
  handlers: profileHandlers(deps),
  reactions: joined(profileReactions(deps), alikeReactions(deps.vault)),
  chores: [{ everyMs: 60_000, run: (now) => fillAlike(deps.db, deps.vault, now) }],
  figures: { registered: async (db) => (await countRegistered(db)).total, stayed: countStayed },
  people: {
    tables: {
      profile: {
        of: ['person_id'],
        sealed: ['name', 'document_number'],
        exported: 'profile',
        onErase: 'rows',
      },
      consent: {
        of: ['person_id'],
        exported: 'consents',
        onErase: { stays: 'proof of what was agreed to and withdrawn, by a bare id' },
      },
    },
    exports: {
      profile: async (db, personId) => {
        const profile = await profileOf(db, deps.vault, personId)
        return (
          profile && {
            ...profile,
            registeredAt: profile.registeredAt.toISOString(),
            updatedAt: profile.updatedAt.toISOString(),
          }
        )
      },
      consents: async (db, personId) =>
        (await consentHistory(db, personId)).map(({ purpose, given, notice_version, at }) => ({
          purpose,
          given,
          noticeVersion: notice_version,
          at: at.toISOString(),
        })),
    },
    merge: async (db, fromId, intoId, now) => {
      if (await profileOf(db, deps.vault, fromId))
        throw problem('account-not-empty', { detail: twoRegistrations })
      await joinConsents(db, fromId, intoId, now)
    },
  },
})
