import { addDays, addMonths, fullMonths, type Day } from '@jucai/contract/policies/days'
import type { JudgedAmount } from '../applications'

/** Money that a policy gives: once, or by the month. */
export type Money = NonNullable<JudgedAmount['payment']>

/** One instalment as it is planned. */
export interface Planned {
  number: number
  /** The month that it is for, `YYYY-MM`; null: money once. */
  period: string | null
  amountFen: number
  fallsDueOn: Day
}

/** From when a subsidy counts, and when each month of it falls due. */
export interface Timing {
  approvedOn: Day
  /** The first day of the first month; absent: the day of the approval. */
  from?: Day
  /** Each month falls due when it is over, not when it begins. */
  inArrears?: boolean
}

const later = (one: Day, other: Day): Day => (one > other ? one : other)
const monthOf = (day: Day): string => day.slice(0, 7)

/**
 * The instalments of a subsidy. Each month is counted from the first day, so that the 31st comes back after a short
 * month; nothing falls due before it is approved.
 */
export const scheduleOf = (
  money: Money,
  { approvedOn, from = approvedOn, inArrears = false }: Timing,
): Planned[] =>
  'fen' in money
    ? [{ number: 1, period: null, amountFen: money.fen, fallsDueOn: approvedOn }]
    : Array.from({ length: money.months }, (_, at) => ({
        number: at + 1,
        period: monthOf(addMonths(from, at)),
        amountFen: money.fenPerMonth,
        fallsDueOn: later(approvedOn, addMonths(from, inArrears ? at + 1 : at)),
      }))

/** The budget year that pays an instalment. */
export const budgetYearOf = (fallsDueOn: Day): number => Number(fallsDueOn.slice(0, 4))

/** Full months from one day to another, both included. */
export const monthsWithin = (from: Day, to: Day): number => fullMonths(from, addDays(to, 1))

/** The month that an instalment is for; of money once the month in which it falls due. */
export const monthFor = ({ period, fallsDueOn }: Pick<Planned, 'period' | 'fallsDueOn'>): string =>
  period ?? monthOf(fallsDueOn)

/** Whether an instalment is for a month after that of a day: 次月起停发. */
export const isAfter = (instalment: Pick<Planned, 'period' | 'fallsDueOn'>, day: Day): boolean =>
  monthFor(instalment) > monthOf(day)

/** A month as people read it: `2026 年 11 月`. */
export const monthInWords = (period: string): string => {
  const [year, month] = period.split('-').map(Number)
  return `${year} 年 ${month} 月`
}
