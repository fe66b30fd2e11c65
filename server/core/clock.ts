import { chinaOffsetMs, dayInChina, inChina, timeInChina } from '@jucai/contract/china-time'
import { addMonths } from '@jucai/contract/policies/days'

/** Tells the time. Handed in everywhere, so that tests decide what time it is. */
export type Clock = () => Date

const dayMs = 86_400_000

/** The calendar day of a moment here, `2026-11-22`. */
export const dayOf = (moment: Date): string => dayInChina(moment)
/** The calendar month of a moment here, `2026-11`. */
export const monthOf = (moment: Date): string => dayOf(moment).slice(0, 7)
/** The first moment of the day of `moment` here. */
export const startOfDay = (moment: Date): Date =>
  new Date(Math.floor(inChina(moment).getTime() / dayMs) * dayMs - chinaOffsetMs)
/** The day of a moment here as a message says it, `11月22日`. */
export const spokenDay = (moment: Date): string => {
  const local = inChina(moment)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
}
/** Day and time of a moment here as a message says it, `11月22日 09:30`. */
export const spokenTime = (moment: Date): string => `${spokenDay(moment)} ${timeInChina(moment)}`

/** A moment until which something may be done: midnight is said as the end of the day before, `11月22日 24:00`. */
export const spokenUntil = (moment: Date): string =>
  timeInChina(moment) === '00:00' ? `${spokenDay(new Date(moment.getTime() - 1))} 24:00` : spokenTime(moment)

export { addMonths }
/** The same time of that day, by the calendar here. */
export const monthsLater = (moment: Date, count: number): Date => {
  const day = dayOf(moment)
  return new Date(moment.getTime() + Date.parse(addMonths(day, count)) - Date.parse(day))
}
/** As WeChat's `time` wants a moment here: `2026年11月22日 10:00`. */
export const wechatTime = (moment: Date): string =>
  `${inChina(moment).getUTCFullYear()}年${spokenTime(moment)}`
