import type { Feature } from '../core/feature'
import { joinAnswers, toldBy, type FactDeps } from './facts'
import { policyHandlers } from './routes'

/** “1+22”: the policies in force, what decides about them, and what people told to be held against them. */
export const policies = (deps: FactDeps): Feature => ({
  name: 'policies',
  handlers: policyHandlers(deps),
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
