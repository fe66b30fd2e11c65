/** Tells the time. Handed in everywhere, so that tests decide what time it is. */
export type Clock = () => Date

// Days are counted in Asia/Shanghai, which has been 8 hours ahead of UTC all year round since 1991. Adding
// them takes a microsecond; asking Intl for the zone takes half a millisecond, which was a third of the
// time of recording a scan.
const aheadMs = 8 * 3_600_000
const dayMs = 86_400_000
const here = (moment: Date): Date => new Date(moment.getTime() + aheadMs)

/** The calendar day of a moment here, `2026-11-22`. */
export const dayOf = (moment: Date): string => here(moment).toISOString().slice(0, 10)
/** The calendar month of a moment here, `2026-11`. */
export const monthOf = (moment: Date): string => dayOf(moment).slice(0, 7)
/** The first moment of the day of `moment` here. */
export const startOfDay = (moment: Date): Date =>
  new Date(Math.floor(here(moment).getTime() / dayMs) * dayMs - aheadMs)
/** Day and time of a moment here as a message says it, `11月22日 09:30`. */
export const spokenTime = (moment: Date): string => {
  const local = here(moment)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${local.toISOString().slice(11, 16)}`
}
/** As WeChat's `time` wants a moment here: `2026年11月22日 10:00`. */
export const wechatTime = (moment: Date): string => {
  const local = here(moment)
  return `${local.getUTCFullYear()}年${spokenTime(moment)}`
}
