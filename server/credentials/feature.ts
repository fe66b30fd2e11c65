import type { Db } from '../core/db'
import type { Feature } from '../core/feature'
import type { CredentialDeps } from './commands'
import { credentialReactions } from './jobs'
import { credentialsExport, joinCredentials, milestonesExport, servicesExport } from './own-data'
import { countCoded, countServed, forgetNamesOnLapsedCodes } from './repository'
import { forgetOldProofs } from './scan-proofs'
import { credentialHandlers } from './routes'

/** Talent codes, what was recorded with them, and the journey. */
export const credentials = (deps: CredentialDeps & { db: Db }): Feature => ({
  name: 'credentials',
  handlers: credentialHandlers(deps),
  reactions: credentialReactions(deps),
  chores: [
    { everyMs: 3_600_000, run: (now) => forgetOldProofs(deps.db, now) },
    { everyMs: 3_600_000, run: (now) => forgetNamesOnLapsedCodes(deps.db, now) },
  ],
  figures: { coded: countCoded, served: countServed },
  people: {
    tables: {
      credential: {
        of: ['person_id'],
        sealed: ['masked_name'],
        keeps: {
          holder_key: 'a public key',
          signed: 'what the city signed: an id, a tier and a key, and no name',
        },
        exported: 'credentials',
        onErase: 'sealed',
      },
      scan: {
        of: ['person_id'],
        by: ['clerk_id'],
        sealed: ['dispute_note'],
        exported: 'services',
        onErase: 'sealed',
      },
      milestone: { of: ['person_id'], exported: 'milestones', onErase: 'rows' },
    },
    exports: {
      credentials: credentialsExport,
      services: (db, personId) => servicesExport(db, deps.vault, personId),
      milestones: milestonesExport,
    },
    merge: joinCredentials,
  },
})
