import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** Tells the time. Handed in everywhere, so that tests decide what time it is. */
export type Clock = () => Date

/** The zone by which days are counted in this service. */
export const zone = 'Asia/Shanghai'

/** The calendar day of a moment here, `2026-11-22`. */
export const dayOf = (moment: Date): string => dayjs(moment).tz(zone).format('YYYY-MM-DD')
/** The calendar month of a moment here, `2026-11`. */
export const monthOf = (moment: Date): string => dayOf(moment).slice(0, 7)
/** The first moment of the day of `moment` here. */
export const startOfDay = (moment: Date): Date => dayjs(moment).tz(zone).startOf('day').toDate()
