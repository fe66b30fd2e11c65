import official from 'chinese-days/dist/chinese-days.json'
import { dayOf, startOfDay } from './clock'

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

/** Public holidays from one day to another, both included, of the years that are known. */
export const holidaysBetween = (calendar: WorkCalendar, from: string, to: string): string[] => {
  const days: string[] = []
  for (let at = from; at <= to; at = nextDay(at)) if (kindOfDay(calendar, at) === 'holiday') days.push(at)
  return days
}

/**
 * Whether the office works on a day. In a year that is not known the week alone decides: good for a last day
 * that must not be a Sunday, not for a date that is told.
 */
export const isWorkingDay = (calendar: WorkCalendar, day: string): boolean => {
  const year = calendar.get(yearOf(day))
  return year ? year.workdays.has(day) || (!isWeekend(day) && !year.holidays.has(day)) : !isWeekend(day)
}

const knows = (calendar: WorkCalendar, from: string, to: string): boolean => {
  for (let year = yearOf(nextDay(from)); year <= yearOf(to); year += 1) if (!calendar.has(year)) return false
  return true
}

/** As {@link addWorkingDays}, the weeks of a year that is not known taken for ordinary ones. */
export const estimatedDay = (calendar: WorkCalendar, day: string, count: number): string => {
  let at = day
  for (let left = count; left > 0;) {
    at = nextDay(at)
    if (isWorkingDay(calendar, at)) left -= 1
  }
  return at
}

/** The `count`th working day after `day`; null when it lies beyond a year that is not known. */
export const addWorkingDays = (calendar: WorkCalendar, day: string, count: number): string | null => {
  const at = estimatedDay(calendar, day, count)
  return knows(calendar, day, at) ? at : null
}

/** As {@link workingDaysBetween}, the weeks of a year that is not known taken for ordinary ones. */
export const estimatedDaysBetween = (calendar: WorkCalendar, from: string, to: string): number => {
  let count = 0
  for (let at = nextDay(from); at <= to; at = nextDay(at)) if (isWorkingDay(calendar, at)) count += 1
  return count
}

/**
 * How many working days follow `from` up to and with `to`; 0 when `to` is not later, null when a year
 * between them is not known.
 */
export const workingDaysBetween = (calendar: WorkCalendar, from: string, to: string): number | null =>
  knows(calendar, from, to) ? estimatedDaysBetween(calendar, from, to) : null

/** The day itself, or the next working day: where a last day falls. */
export const nextWorkingDay = (calendar: WorkCalendar, day: string): string => {
  let at = day
  while (!isWorkingDay(calendar, at)) at = nextDay(at)
  return at
}

/** The day `count` calendar days after `day`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** The last second of a day here: until then something due on it is in time. */
export const endOfDay = (day: string): Date =>
  new Date(startOfDay(new Date(`${day}T04:00:00Z`)).getTime() + dayMs - 1000)

/** The last moment for something that takes `count` working days from `now`; null: not known yet. */
export const dueAfter = (calendar: WorkCalendar, now: Date, count: number): Date | null => {
  const day = addWorkingDays(calendar, dayOf(now), count)
  return day === null ? null : endOfDay(day)
}

/**
 * The last moment of `count` calendar days from `now`. A last day that is no working day moves to the next
 * one (民法典 203).
 */
export const lastMoment = (calendar: WorkCalendar, now: Date, count: number): Date =>
  endOfDay(nextWorkingDay(calendar, addDays(dayOf(now), count)))
