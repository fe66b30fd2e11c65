import { chinaOffsetMs } from '@jucai/contract/china-time'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { InternshipWork } from './deps'

/** The moment at which a day is over here: what is due on it may still be done until then. */
export const endOfDay = (day: Day): Date =>
  new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - chinaOffsetMs)
/** Today by the one clock that all servers share. */
export const todayOf = async ({ db, deps }: Pick<InternshipWork, 'db' | 'deps'>): Promise<Day> =>
  dayOf(await deps.boundary(db))
