import { dayInChina, inChina, timeInChina } from '@jucai/contract/china-time'
import { clockOffset } from '@/api'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const nowMs = () => Date.now() + clockOffset.ms

/**
 * The calendar day in China as `YYYY-MM-DD`, by the server's clock: phones are often wrong, and far from
 * home.
 */
export const todayInChina = (): string => dayInChina(nowMs())

/** The day so many days after today in China, `2026-11-29`. */
export const dayFromToday = (days: number): string => dayInChina(nowMs() + days * 86_400_000)

/** `2026-07-01` → 2026年7月1日. */
export const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A moment of the reader's life in words: 今天 14:05, 11月20日 周五 09:30, 2025年3月1日. */
export const momentText = (moment: string): string => {
  const at = inChina(moment)
  const clock = timeInChina(moment)
  if (dayInChina(moment) === todayInChina()) return `今天 ${clock}`
  if (at.getUTCFullYear() !== inChina(nowMs()).getUTCFullYear())
    return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${weekdays[at.getUTCDay()]} ${clock}`
}

/**
 * A moment until which something may be done, always with its hour: 12月8日 周二 18:00. One at which a day begins is said
 * as the end of the day before, 12月1日 周二 24:00: nobody reads `12月2日 00:00` as a day earlier.
 */
export const untilText = (moment: string): string => {
  const isMidnight = timeInChina(moment) === '00:00'
  const within = isMidnight ? new Date(Date.parse(moment) - 60_000).toISOString() : moment
  const clock = isMidnight ? '24:00' : timeInChina(moment)
  const at = inChina(within)
  if (dayInChina(within) === todayInChina()) return `今天 ${clock}`
  const day = `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${weekdays[at.getUTCDay()]} ${clock}`
  return at.getUTCFullYear() === inChina(nowMs()).getUTCFullYear() ? day : `${at.getUTCFullYear()}年${day}`
}

/** A stretch of time on one day: 11月24日 周二 10:00–11:00. */
export const spanText = (from: string, to: string): string => {
  const start = inChina(from)
  return `${start.getUTCMonth() + 1}月${start.getUTCDate()}日 ${weekdays[start.getUTCDay()]} ${timeInChina(from)}–${timeInChina(to)}`
}
