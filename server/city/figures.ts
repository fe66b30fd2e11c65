import type { Figures } from '@jucai/contract/city'
import type { Db } from '../core/db'

/** The counts that other features keep, handed in. */
export interface CityDeps {
  registered(db: Db): Promise<{ total: number; bySchool: { school: string; count: number }[] }>
  coded(db: Db): Promise<number>
  served(db: Db): Promise<number>
}

const keptMs = 10_000

/** Counts of the plan, counted at most every 10 seconds however many look. */
export const liveFigures = (deps: CityDeps) => {
  let last: { at: number; figures: Figures } | null = null
  return async (db: Db, now: Date): Promise<Figures> => {
    if (last && Math.abs(now.getTime() - last.at) < keptMs) return last.figures
    const [registered, coded, served] = [await deps.registered(db), await deps.coded(db), await deps.served(db)]
    const figures = { registered: registered.total, coded, served, asOf: now.toISOString(), bySchool: registered.bySchool }
    last = { at: now.getTime(), figures }
    return figures
  }
}
