/**
 * Calendar days as `YYYY-MM-DD` and as whole numbers, without Date, Intl or a time zone: a day is handed in,
 * never asked of a clock. Days from 1900-01-01 to 9998-12-31.
 */

/** A calendar day, `2026-11-22`. Days compare as their texts do. */
export type Day = string

/** The first day that can be told. */
export const firstDay: Day = '1900-01-01'
/** The last day that can be told; what would lie behind it is this day. */
export const lastDay: Day = '9998-12-31'

const div = (value: number, by: number): number => Math.floor(value / by)
const pad = (value: number, length: number): string => String(value).padStart(length, '0')
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a year has a 29 February. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)

/** Whether this is a day that exists, from {@link firstDay} to {@link lastDay}. */
export const isDay = (text: unknown): text is Day => {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, date] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  return year >= 1900 && year <= 9998 && date >= 1 && date <= lengthOf(year, month)
}

// Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March, so that the
// leap day is the last of its year (H. Hinnant, chrono-compatible low-level date algorithms).
const numberOf = (year: number, month: number, date: number): number => {
  const shifted = month <= 2 ? year - 1 : year
  const era = div(shifted, 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = div(153 * (month > 2 ? month - 3 : month + 9) + 2, 5) + date - 1
  return era * 146_097 + yearOfEra * 365 + div(yearOfEra, 4) - div(yearOfEra, 100) + dayOfYear - 719_468
}
interface Civil {
  year: number
  month: number
  date: number
}
const civilOf = (number: number): Civil => {
  const days = number + 719_468
  const era = div(days, 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = div(dayOfEra - div(dayOfEra, 1460) + div(dayOfEra, 36_524) - div(dayOfEra, 146_096), 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + div(yearOfEra, 4) - div(yearOfEra, 100))
  const shiftedMonth = div(5 * dayOfYear + 2, 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - div(153 * shiftedMonth + 2, 5) + 1,
  }
}

/** Days since 1970-01-01, negative before it. */
export const dayNumber = (day: Day): number =>
  numberOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
const [firstNumber, lastNumber] = [dayNumber(firstDay), dayNumber(lastDay)]
/** The day of a number of {@link dayNumber}; beyond the range its first or last day. */
export const dayOfNumber = (number: number): Day => {
  const { year, month, date } = civilOf(Math.min(Math.max(number, firstNumber), lastNumber))
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
}

/**
 * The day on which a period of whole months that began on `start` is full (满), by number: the same day of
 * that month, or its last day where it has no such day (民法典第二百零二条). `months` may be negative.
 */
export const monthsAfterNumber = (start: number, months: number): number => {
  const { year, month, date } = civilOf(start)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [div(index, 12), (((index % 12) + 12) % 12) + 1]
  return numberOf(toYear, toMonth, Math.min(date, lengthOf(toYear, toMonth)))
}

/** `count` days later. */
export const addDays = (day: Day, count: number): Day => dayOfNumber(dayNumber(day) + count)
/** The day on which `count` months are full, see {@link monthsAfterNumber}: 31 January and 1 → 28 February. */
export const addMonths = (day: Day, count: number): Day =>
  dayOfNumber(monthsAfterNumber(dayNumber(day), count))
/** The day on which `count` years are full: of 29 February, in a year without one, 28 February. */
export const addYears = (day: Day, count: number): Day => addMonths(day, count * 12)
/** Days from one day to another, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** Whole months that are full on `to`; negative when `to` is earlier. */
export const fullMonths = (from: Day, to: Day): number => {
  const [start, end] = [dayNumber(from), dayNumber(to)]
  const [a, b] = [civilOf(start), civilOf(end)]
  const months = (b.year - a.year) * 12 + b.month - a.month
  return monthsAfterNumber(start, months) > end ? months - 1 : months
}

/** A length of time in one unit; whole, may be negative (before the day). */
export type Span = { years: number } | { months: number } | { days: number }

/** The day by number on which a span that began on `start` is full. */
export const spanAfterNumber = (start: number, unit: 'days' | 'months' | 'years', count: number): number =>
  unit === 'days' ? start + count : monthsAfterNumber(start, unit === 'years' ? count * 12 : count)

/** The latest start whose span is full on `end` or before: who began later must wait. */
export const latestStart = (end: number, unit: 'days' | 'months' | 'years', count: number): number => {
  let start = spanAfterNumber(end, unit, -count)
  while (spanAfterNumber(start, unit, count) > end) start -= 1
  while (spanAfterNumber(start + 1, unit, count) <= end) start += 1
  return start
}
/** The earliest start whose span is full on `end` or later: who began earlier is past it. */
export const earliestStart = (end: number, unit: 'days' | 'months' | 'years', count: number): number => {
  let start = spanAfterNumber(end, unit, -count)
  while (spanAfterNumber(start, unit, count) < end) start += 1
  while (spanAfterNumber(start - 1, unit, count) >= end) start -= 1
  return start
}

/** `2027-03-12` → 2027年3月12日. */
export const dayInWords = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
/** `2027-03` → 2027年3月. */
export const monthInWords = (month: string): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`
