import type { NamedReactions } from '../core/feature'
import type { FactDeps } from './facts'
import { lookAt } from './outlook'
import { lookAgain } from './watch'

/** Whoever’s records change is held against the policies again. A new book is found by the chore, person by person. */
export const policyReactions = (deps: FactDeps): NamedReactions => ({
  'person.registered': {
    look: ({ tx, now }, { personId }) => lookAt({ db: tx, now, deps }, personId, 'own act'),
  },
  'profile.corrected': {
    look: ({ tx, now }, { personId }) => lookAgain({ db: tx, now, deps }, personId, 'own act'),
  },
  'consent.withdrawn': {
    look: ({ tx, now }, { personId }) => lookAgain({ db: tx, now, deps }, personId, 'own act'),
  },
  // A decision is a record: a recognised tier, for one.
  'application.changed': {
    look: async ({ tx, now }, { personId, state }) => {
      if (state === 'approved' || state === 'rejected')
        await lookAgain({ db: tx, now, deps }, personId, 'a decision')
    },
  },
})
