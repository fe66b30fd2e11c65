/** Dates and sizes in words. Times are shown as of here (UTC+8), whatever the computer says. */
const here = 'Asia/Shanghai'
const dayWords = new Intl.DateTimeFormat('zh-CN', {
  timeZone: here,
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})
const dayWithYear = new Intl.DateTimeFormat('zh-CN', {
  timeZone: here,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: here,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const dayKey = new Intl.DateTimeFormat('sv-SE', { timeZone: here })

/** A moment's day here, `YYYY-MM-DD`. */
export const dayOf = (moment: Date | string): string => dayKey.format(new Date(moment))
const momentOf = (value: string): Date => new Date(value.length === 10 ? `${value}T04:00:00Z` : value)

/** “11月22日周日”, with the year when it is not this one. */
export const day = (value: string): string => {
  const at = momentOf(value)
  return (dayOf(at).slice(0, 4) === dayOf(new Date()).slice(0, 4) ? dayWords : dayWithYear).format(at)
}
/** “11月22日周日 14:05”. */
export const moment = (value: string): string => `${day(value)} ${clock.format(new Date(value))}`
/** “1.2 MB”. */
export const size = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
/** “¥1,200”, from fen. */
export const money = (fen: number): string =>
  `¥${(fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2 })}`
