import { chinaOffsetMs } from '@jucai/contract/china-time'
import type { HostelRules } from '@jucai/contract/stay-vocabulary'
import type { Day } from '@jucai/contract/policies/days'

/** The moment so many minutes after a day begins here. */
export const momentOf = (day: Day, minutes: number): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - chinaOffsetMs + minutes * 60_000)

/** Until when a guest may come, and until when a change costs nothing. */
export const momentsOf = (
  rules: HostelRules,
  fromDay: Day,
  arrivesLate: boolean,
): { arrive_by: Date; cancel_by: Date } => ({
  arrive_by: momentOf(fromDay, arrivesLate ? rules.lateByMinutes : rules.arriveByMinutes),
  cancel_by: momentOf(fromDay, rules.cancelByMinutes),
})
