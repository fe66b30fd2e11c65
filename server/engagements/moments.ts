import { chinaOffsetMs } from '@jucai/contract/china-time'
import { addDays, addYears, type Day } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { EngagementWork } from './deps'

/** The moment at which a day is over here: what is due on it may still be done until then. */
export const endOfDay = (day: Day): Date =>
  new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - chinaOffsetMs)
/** Today by the one clock that all servers share. */
export const todayOf = async ({ db, deps }: Pick<EngagementWork, 'db' | 'deps'>): Promise<Day> =>
  dayOf(await deps.boundary(db))
/** The next yearly review of what began on a day, after another; null: it is over before. */
export const nextReview = (firstDay: Day, lastDay: Day, after: Day): Day | null => {
  let years = 1
  while (addYears(firstDay, years) <= after) years += 1
  const due = addYears(firstDay, years)
  return due < lastDay ? due : null
}
