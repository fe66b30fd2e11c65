import type { Figures } from '@jucai/contract/city'
import type { Db } from '../core/db'

/** The counts that other rooms keep, handed in. */
export interface FigureDeps {
  /** Every public figure by its key. */
  figures(db: Db, now: Date): Promise<Record<string, number>>
  /** Schools with 5 or more people, at most 8. */
  schools(db: Db): Promise<Figures['bySchool']>
}

const keptMs = 10_000

/** Counts of the plan, counted at most every 10 seconds however many look. */
export const liveFigures = (deps: FigureDeps) => {
  let last: { at: number; figures: Figures } | null = null
  return async (db: Db, now: Date): Promise<Figures> => {
    if (last && Math.abs(now.getTime() - last.at) < keptMs) return last.figures
    const counted = await deps.figures(db, now)
    const figures = { ...counted, asOf: now.toISOString(), bySchool: await deps.schools(db) } as Figures
    last = { at: now.getTime(), figures }
    return figures
  }
}
