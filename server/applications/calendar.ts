import type { CalendarYear } from '@jucai/contract/review'
import type { Selectable } from 'kysely'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { fieldProblem } from '../core/problem'
import { statement } from '../core/statement'
import { builtInCalendar, overlaid, type WorkCalendar, type YearOfDays } from '../core/working-days'

interface CalendarYearTable {
  year: number
  holidays: unknown
  workdays: unknown
  source: string
  changed_at: Date
  changed_by: string | null
}
declare module '../core/db' {
  interface Database {
    calendar_year: CalendarYearTable
  }
}

const entered = statement()((db) =>
  db
    .selectFrom('calendar_year')
    .select(['year', 'holidays', 'workdays', 'source', 'changed_at', 'changed_by'])
    .orderBy('year'),
)
const daysOf = (row: Selectable<CalendarYearTable>): YearOfDays => ({
  holidays: new Set(row.holidays as string[]),
  workdays: new Set(row.workdays as string[]),
})

/** The calendar in force: the built-in one under what the office entered. */
export const calendarInForce = async (db: Db): Promise<WorkCalendar> =>
  overlaid((await entered(db, {})).rows.map((row) => [row.year, daysOf(row)] as const))

/** From this day on the office is asked for the calendar of the next year. */
const asksFrom = '10-15'

/** The year that the office has to enter now; null when none is missing. */
export const missingYear = (calendar: WorkCalendar, now: Date): number | null => {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4))
  if (!calendar.has(year)) return year
  return today.slice(5) >= asksFrom && !calendar.has(year + 1) ? year + 1 : null
}

const builtInSource = '国务院办公厅放假通知（随软件发布，chinese-days 1.5.7）'
const firstShown = 2024
const shownYear = (year: number, days: YearOfDays, row?: Selectable<CalendarYearTable>): CalendarYear => ({
  year,
  holidays: [...days.holidays].sort(),
  workdays: [...days.workdays].sort(),
  source: row?.source ?? builtInSource,
  changedAt: row?.changed_at.toISOString() ?? null,
  builtIn: row === undefined,
})

/** Every year known, newest first. */
export const calendarYears = async (db: Db): Promise<CalendarYear[]> => {
  const rows = new Map((await entered(db, {})).rows.map((row) => [row.year, row]))
  const years = [...new Set([...builtInCalendar.keys(), ...rows.keys()])]
    .filter((year) => year >= firstShown || rows.has(year))
    .sort((a, b) => b - a)
  return years.map((year) => {
    const row = rows.get(year)
    return shownYear(year, row ? daysOf(row) : (builtInCalendar.get(year) as YearOfDays), row)
  })
}

const faultIn = (year: number, days: readonly string[], name: string): string | null => {
  const strange = days.find((day) => !day.startsWith(`${year}-`))
  if (strange) return `${strange} 不在 ${year} 年`
  return new Set(days).size === days.length ? null : `${name}里有重复的日期`
}

/**
 * Enters the official notice of a year in place of what was known. Applications under way keep the dates
 * they were told, but for last days of applicants, appeals and notices: a holiday moves them.
 */
export const enterYear = async (
  db: Db,
  now: Date,
  by: { personId: string; role: string },
  year: number,
  body: { holidays: string[]; workdays: string[]; source: string },
): Promise<CalendarYear> => {
  const faults = {
    holidays: faultIn(year, body.holidays, '放假日期'),
    workdays: faultIn(year, body.workdays, '调休上班日期'),
  }
  for (const [field, detail] of Object.entries(faults)) if (detail) throw fieldProblem(`/${field}`, detail)
  const both = body.workdays.find((day) => body.holidays.includes(day))
  if (both) throw fieldProblem('/workdays', `${both} 既是放假又是上班`)
  const row = {
    year,
    holidays: JSON.stringify(body.holidays),
    workdays: JSON.stringify(body.workdays),
    source: body.source,
    changed_at: now,
    changed_by: by.personId,
  }
  const { year: _key, ...changes } = row
  await db
    .insertInto('calendar_year')
    .values(row)
    .onConflict((conflict) => conflict.column('year').doUpdateSet(changes))
    .execute()
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: 'calendar.entered',
    object: `calendar-year:${year}`,
    detail: { source: body.source, holidays: body.holidays, workdays: body.workdays },
  })
  await emit(db, now, 'calendar.entered', { year })
  return shownYear(
    year,
    { holidays: new Set(body.holidays), workdays: new Set(body.workdays) },
    { ...row, holidays: body.holidays, workdays: body.workdays },
  )
}
