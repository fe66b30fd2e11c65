import { clockOffset } from '@/api'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const chinaOffsetMs = 8 * 3_600_000
const inChina = (moment: string | number) => new Date(new Date(moment).getTime() + chinaOffsetMs)
const two = (figure: number) => String(figure).padStart(2, '0')

/**
 * The calendar day in China as `YYYY-MM-DD`, by the server's clock: phones are often wrong, and far from
 * home.
 */
export const todayInChina = (): string =>
  inChina(Date.now() + clockOffset.ms)
    .toISOString()
    .slice(0, 10)

/** `2026-07-01` → 2026年7月1日. */
export const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A moment of the reader's life in words: 今天 14:05, 11月20日 周五 09:30, 2025年3月1日. */
export const momentText = (moment: string): string => {
  const at = inChina(moment)
  const now = inChina(Date.now() + clockOffset.ms)
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
  if (at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)) return `今天 ${clock}`
  if (at.getUTCFullYear() !== now.getUTCFullYear())
    return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${weekdays[at.getUTCDay()]} ${clock}`
}

/** A stretch of time on one day: 11月24日 周二 10:00–11:00. */
export const spanText = (from: string, to: string): string => {
  const [start, end] = [inChina(from), inChina(to)]
  return `${start.getUTCMonth() + 1}月${start.getUTCDate()}日 ${weekdays[start.getUTCDay()]} ${two(start.getUTCHours())}:${two(start.getUTCMinutes())}–${two(end.getUTCHours())}:${two(end.getUTCMinutes())}`
}
