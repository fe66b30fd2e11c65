import type { Figures, PolicyInShort } from '@jucai/contract/city'
import type { Db } from '../core/db'
import { keptFor } from '../core/kept'

/** What other rooms know of the plan, handed in. */
export interface PlanDeps {
  /** Every public figure by its key. */
  figures(db: Db, now: Date): Promise<Record<string, number>>
  /** Schools with 5 or more people, at most 8. */
  schools(db: Db): Promise<Figures['bySchool']>
  /** These policies as the book in force words them, the unknown left out; null before any was published. */
  policies(db: Db, codes: readonly string[]): Promise<PolicyInShort[] | null>
}

/** Counts of the plan, counted at most every 10 seconds however many look. */
export const liveFigures = (deps: PlanDeps) =>
  keptFor(10_000, async (db, now): Promise<Figures> => {
    const counted = await deps.figures(db, now)
    return { ...counted, asOf: now.toISOString(), bySchool: await deps.schools(db) } as Figures
  })
