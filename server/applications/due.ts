import type { Due } from '@jucai/contract/applications'
import { dayOf, spokenDay } from '../core/clock'
import {
  addDays,
  dueAfter,
  endOfDay,
  isWorkingDay,
  workingDaysBetween,
  type WorkCalendar,
} from '../core/working-days'
import type { ClockMode } from './machine'
import type { ApplicationRow, TimerKind } from './repository'

/** The clock of an application after a step. */
export type ClockFields = Pick<ApplicationRow, 'due_at' | 'days_left' | 'answer_by' | 'rank_at' | 'queued_at'>

/** Calendar days an applicant has to answer a request for changes. */
export const daysToAnswer = 15
/** What is not due stands behind everything that is, in the order of the queue. */
const farBehindMs = 200 * 365 * 86_400_000
/** Ranks from here on belong to what is not due. */
export const farBehind = (now: Date): Date => new Date(now.getTime() + farBehindMs / 2)

const daysLeft = (calendar: WorkCalendar, now: Date, due: Date): number =>
  due < now ? 0 : workingDaysBetween(calendar, dayOf(now), dayOf(due))

/** What the clock is set by. */
export interface ClockChange {
  /** What it did in the state that is left, and does in the one entered. */
  modes: { before: ClockMode | undefined; after: ClockMode | undefined }
  before: ClockFields
  /** Working days the office has for the whole. */
  workingDays: number
  /** The last day of the public notice. */
  noticeTo: string | null
}

/**
 * Sets the clock for the state that is entered. It goes on where it was, starts with the days left when the
 * applicant has answered, starts afresh after a rest, and stands still while the applicant owes something.
 * @throws Problem calendar-year-missing
 */
export const clockAfter = (
  calendar: WorkCalendar,
  now: Date,
  { modes, before, workingDays, noticeTo }: ClockChange,
): ClockFields => {
  const wasCounting = modes.before === 'runs' || modes.before === 'restarts'
  const at = (due: Date | null, left: number | null = null, answerBy: Date | null = null): ClockFields => ({
    due_at: due,
    days_left: left,
    answer_by: answerBy,
    queued_at: before.queued_at,
    rank_at: due ?? new Date(before.queued_at.getTime() + farBehindMs),
  })
  switch (modes.after) {
    case undefined:
      return at(null)
    case 'stopped':
      return at(
        null,
        wasCounting && before.due_at ? Math.max(1, daysLeft(calendar, now, before.due_at)) : workingDays,
        endOfDay(addDays(dayOf(now), daysToAnswer)),
      )
    case 'notice':
      return at(noticeTo ? endOfDay(noticeTo) : null)
    case 'restarts':
      return at(dueAfter(calendar, now, before.days_left ?? workingDays))
    case 'runs':
      return at(
        wasCounting && before.due_at
          ? before.due_at
          : dueAfter(calendar, now, before.days_left ?? workingDays),
      )
  }
}

const hourMs = 3_600_000
/** Nine in the morning of a day here. */
const morningOf = (day: string): Date => new Date(endOfDay(day).getTime() - 15 * hourMs + 1000)

/** What fires in a state, and when; nothing that is past already, so that a reminder comes once. */
export const timersFor = (
  calendar: WorkCalendar,
  now: Date,
  mode: ClockMode | undefined,
  clock: ClockFields,
): { kind: TimerKind; at: Date }[] => {
  const all: { kind: TimerKind; at: Date }[] = []
  if ((mode === 'runs' || mode === 'restarts') && clock.due_at) {
    let day = dayOf(clock.due_at)
    do day = addDays(day, -1)
    while (day > dayOf(now) && !isWorkingDay(calendar, day))
    all.push(
      { kind: 'due-soon', at: morningOf(day) },
      { kind: 'overdue', at: new Date(clock.due_at.getTime() + 1000) },
    )
  }
  if (mode === 'stopped' && clock.answer_by)
    all.push(
      { kind: 'answer-reminder', at: morningOf(addDays(dayOf(clock.answer_by), -3)) },
      { kind: 'lapse', at: new Date(clock.answer_by.getTime() + 1000) },
    )
  if (mode === 'notice' && clock.due_at)
    all.push({ kind: 'notice-over', at: new Date(clock.due_at.getTime() + 1000) })
  return all.filter(({ at }) => at > now)
}

const countedOrNull = (calendar: WorkCalendar, from: Date, to: Date): number | null => {
  try {
    return daysLeft(calendar, from, to)
  } catch {
    return null // the year is missing: the day itself is known, the count is not guessed
  }
}

const runningWords = (due: Date, left: number | null): string => {
  if (left === 0) return '今天到期'
  return left === null ? `${spokenDay(due)}前` : `还剩 ${left} 个工作日（${spokenDay(due)}前）`
}
const overdueWords = (due: Date, late: number | null): string =>
  `${late ? `已超期 ${late} 个工作日` : '已超期'}（${spokenDay(due)}到期）`
const noticeWords = (until: Date, over: boolean): string =>
  over ? '公示期已满' : `公示到 ${spokenDay(until)}`

/** When the next act is due, for people. */
export const dueOf = (
  calendar: WorkCalendar,
  row: Pick<ApplicationRow, 'state' | 'due_at' | 'days_left' | 'answer_by'>,
  now: Date,
): Due => {
  if (row.answer_by) {
    const late = row.answer_by < now
    return {
      at: row.answer_by.toISOString(),
      workingDaysLeft: row.days_left,
      stopped: true,
      overdue: late,
      words: late ? '补正时间已过' : `等待补正，${spokenDay(row.answer_by)} 前；期间不计办理时限`,
    }
  }
  if (!row.due_at) return { at: null, workingDaysLeft: null, stopped: false, overdue: false, words: '已办结' }
  const due = row.due_at
  const overdue = due < now
  const left = countedOrNull(calendar, now, due)
  const words = () => {
    if (row.state === 'public-notice') return noticeWords(due, overdue)
    return overdue ? overdueWords(due, countedOrNull(calendar, due, now)) : runningWords(due, left)
  }
  return { at: due.toISOString(), workingDaysLeft: left, stopped: false, overdue, words: words() }
}
