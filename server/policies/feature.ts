import type { Feature } from '../core/feature'
import { makeDryRuns, type DryRunDeps } from './dry-runs'
import { countAsked, joinAnswers, toldBy, type OwnFactDeps } from './facts'
import { countPolicies } from './in-short'
import { allOffers, joinOffers } from './offer-rows'
import { settleConfirmed } from './offers'
import { policyOfficeHandlers } from './office-routes'
import { lookAtDue } from './outlook'
import { policyReactions } from './reactions'
import { policyHandlers } from './routes'
import { joinOutlooks, watchOf } from './watch'

/** “1+22”: the policies in force, what decides about them, and what people told to be held against them. */
export const policies = (deps: DryRunDeps & OwnFactDeps): Feature => ({
  name: 'policies',
  handlers: { ...policyHandlers(deps), ...policyOfficeHandlers(deps) },
  reactions: policyReactions(deps),
  chores: [
    { everyMs: 60_000, run: (now) => lookAtDue(deps, now) },
    { everyMs: 10_000, run: (now) => settleConfirmed(deps.db, now) },
    { everyMs: 2_000, run: () => makeDryRuns(deps) },
  ],
  figures: { policies: countPolicies, asked: countAsked },
  people: {
    tables: {
      policy_book: {
        by: ['published_by'],
        exported: { not: 'the city’s policies' },
        onErase: { stays: 'who published them, by a bare id' },
      },
      policy_draft: {
        by: ['changed_by', 'proposed_by'],
        exported: { not: 'the city’s policies as they are written' },
        onErase: { stays: 'who wrote and proposed them, by a bare id' },
      },
      policy_dry_run: {
        by: ['requested_by'],
        exported: { not: 'numbers about policies, of nobody' },
        onErase: { stays: 'who asked for them, by a bare id' },
      },
      fact_answer: {
        of: ['person_id'],
        sealed: ['answers'],
        exported: 'policyFacts',
        onErase: 'rows',
      },
      policy_offer: {
        of: ['person_id'],
        sealed: ['facts'],
        exported: 'policyOffers',
        onErase: 'rows',
      },
      policy_outlook: { of: ['person_id'], exported: 'policyWatch', onErase: 'rows' },
    },
    exports: {
      policyFacts: (db, personId) => toldBy(db, deps.vault, personId),
      policyOffers: (db, personId) => allOffers(db, deps.vault, personId),
      policyWatch: watchOf,
    },
    merge: async (db, fromId, intoId, now) => {
      await joinAnswers(db, deps.vault, fromId, intoId)
      await joinOffers(db, fromId, intoId)
      await joinOutlooks(db, fromId, intoId, now)
    },
  },
})
