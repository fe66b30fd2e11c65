import type { Feature } from '../core/feature'
import { makeDryRuns, type DryRunDeps } from './dry-runs'
import { joinAnswers, toldBy } from './facts'
import { policyOfficeHandlers } from './office-routes'
import { policyHandlers } from './routes'

/** “1+22”: the policies in force, what decides about them, and what people told to be held against them. */
export const policies = (deps: DryRunDeps): Feature => ({
  name: 'policies',
  handlers: { ...policyHandlers(deps), ...policyOfficeHandlers(deps) },
  chores: [{ everyMs: 2_000, run: () => makeDryRuns(deps) }],
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
    },
    exports: { policyFacts: (db, personId) => toldBy(db, deps.vault, personId) },
    merge: (db, fromId, intoId) => joinAnswers(db, deps.vault, fromId, intoId),
  },
})
