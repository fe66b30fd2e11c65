import official from 'chinese-days/dist/chinese-days.json'
import { dayOf, startOfDay } from './clock'
import { problem } from './problem'

/** Days of one year that differ from the week: holidays, and the days worked in exchange. `YYYY-MM-DD`. */
export interface YearOfDays {
  holidays: ReadonlySet<string>
  workdays: ReadonlySet<string>
}
/**
 * The official calendar by year. A year that is not in it is not known, which is never taken for “no
 * holidays”.
 */
export type WorkCalendar = ReadonlyMap<number, YearOfDays>

const yearOf = (day: string): number => Number(day.slice(0, 4))

const readOfficial = (): WorkCalendar => {
  const years = new Map<number, { holidays: Set<string>; workdays: Set<string> }>()
  const at = (day: string) => {
    const known = years.get(yearOf(day))
    if (known) return known
    const fresh = { holidays: new Set<string>(), workdays: new Set<string>() }
    years.set(yearOf(day), fresh)
    return fresh
  }
  for (const day of Object.keys(official.holidays)) at(day).holidays.add(day)
  // Days worked in exchange of a holiday of the next year do not make a year known.
  for (const day of Object.keys(official.workdays)) years.get(yearOf(day))?.workdays.add(day)
  return years
}

/** The notices of the State Council Office as chinese-days has them. */
export const builtInCalendar: WorkCalendar = readOfficial()

/**
 * The built-in calendar under what the office entered: an entered year replaces a built-in one as a whole.
 */
export const overlaid = (entered: Iterable<readonly [number, YearOfDays]>): WorkCalendar =>
  new Map([...builtInCalendar, ...entered])

const dayMs = 86_400_000
const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * What the calendar makes of a day: off, worked although it is a weekend, as its weekday says, or null in a
 * year that is not known.
 */
export const kindOfDay = (calendar: WorkCalendar, day: string): 'holiday' | 'worked' | 'usual' | null => {
  const year = calendar.get(yearOf(day))
  if (!year) return null
  if (year.workdays.has(day)) return 'worked'
  return year.holidays.has(day) ? 'holiday' : 'usual'
}

/** Whether the office works on a day. @throws Problem calendar-year-missing (with `year`) */
export const isWorkingDay = (calendar: WorkCalendar, day: string): boolean => {
  const year = calendar.get(yearOf(day))
  if (!year)
    throw problem('calendar-year-missing', {
      detail: `工作日历还没有 ${yearOf(day)} 年，请联系人才办录入放假通知；你填写的内容都已保留`,
      extra: { year: yearOf(day) },
    })
  return year.workdays.has(day) || (!isWeekend(day) && !year.holidays.has(day))
}

/** The `count`th working day after `day`. @throws Problem calendar-year-missing */
export const addWorkingDays = (calendar: WorkCalendar, day: string, count: number): string => {
  let at = day
  for (let left = count; left > 0;) {
    at = nextDay(at)
    if (isWorkingDay(calendar, at)) left -= 1
  }
  return at
}

/**
 * How many working days follow `from` up to and with `to`; 0 when `to` is not later.
 * @throws Problem calendar-year-missing
 */
export const workingDaysBetween = (calendar: WorkCalendar, from: string, to: string): number => {
  let count = 0
  for (let at = nextDay(from); at <= to; at = nextDay(at)) if (isWorkingDay(calendar, at)) count += 1
  return count
}

/** The day `count` calendar days after `day`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** The last second of a day here: until then something due on it is in time. */
export const endOfDay = (day: string): Date =>
  new Date(startOfDay(new Date(`${day}T04:00:00Z`)).getTime() + dayMs - 1000)

/**
 * The last moment for something that takes `count` working days from `now`.
 * @throws Problem calendar-year-missing
 */
export const dueAfter = (calendar: WorkCalendar, now: Date, count: number): Date =>
  endOfDay(addWorkingDays(calendar, dayOf(now), count))
