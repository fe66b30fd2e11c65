import type { Feature } from '../core/feature'
import { countAsked, joinAnswers, toldBy, type FactDeps } from './facts'
import { countPolicies } from './in-short'
import { policyHandlers } from './routes'

/** “1+22”: the policies in force, what decides about them, and what people told to be held against them. */
export const policies = (deps: FactDeps): Feature => ({
  name: 'policies',
  handlers: policyHandlers(deps),
  figures: { policies: countPolicies, asked: countAsked },
  people: {
    tables: {
      policy_book: {
        by: ['published_by'],
        exported: { not: 'the city’s policies' },
        onErase: { stays: 'who published them, by a bare id' },
      },
      fact_answer: {
        of: ['person_id'],
        sealed: ['answers'],
        exported: 'policyFacts',
        onErase: 'rows',
      },
    },
    exports: { policyFacts: (db, personId) => toldBy(db, deps.vault, personId) },
    merge: (db, fromId, intoId) => joinAnswers(db, deps.vault, fromId, intoId),
  },
})
