import type { Figures } from '@jucai/contract/city'
import type { Db } from '../core/db'

/** The counts that other features keep, handed in. */
export interface CityDeps {
  registered(db: Db): Promise<{ total: number; bySchool: { school: string; count: number }[] }>
  coded(db: Db): Promise<number>
  served(db: Db): Promise<number>
  recognised(db: Db): Promise<number>
  returned(db: Db): Promise<number>
  housed(db: Db): Promise<number>
}

const keptMs = 10_000

/** Counts of the plan, counted at most every 10 seconds however many look. */
export const liveFigures = (deps: CityDeps) => {
  let last: { at: number; figures: Figures } | null = null
  return async (db: Db, now: Date): Promise<Figures> => {
    if (last && Math.abs(now.getTime() - last.at) < keptMs) return last.figures
    const registered = await deps.registered(db)
    const [coded, served] = [await deps.coded(db), await deps.served(db)]
    const [recognised, returned, housed] = [
      await deps.recognised(db),
      await deps.returned(db),
      await deps.housed(db),
    ]
    const figures = {
      registered: registered.total,
      coded,
      served,
      recognised,
      returned,
      housed,
      asOf: now.toISOString(),
      bySchool: registered.bySchool,
    }
    last = { at: now.getTime(), figures }
    return figures
  }
}
