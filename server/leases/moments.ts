import { chinaOffsetMs } from '@jucai/contract/china-time'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { LeaseWork } from './deps'

/** The moment so many hours after a day begins here. */
export const momentOf = (day: Day, hours: number): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - chinaOffsetMs + hours * 3_600_000)
/** The moment at which a day is over here: what is due on it may still be done until then. */
export const endOfDay = (day: Day): Date => momentOf(addDays(day, 1), 0)
/** Today by the one clock that all servers share: a server whose own is wrong gives no key a day early. */
export const todayOf = async ({ db, deps }: Pick<LeaseWork, 'db' | 'deps'>): Promise<Day> =>
  dayOf(await deps.boundary(db))
