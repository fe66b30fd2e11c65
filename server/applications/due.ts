import type { Due } from '@jucai/contract/applications'
import { dayOf, spokenDay } from '../core/clock'
import {
  addDays,
  addWorkingDays,
  endOfDay,
  estimatedDay,
  estimatedDaysBetween,
  isWorkingDay,
  lastMoment,
  workingDaysBetween,
  type WorkCalendar,
} from '../core/working-days'
import type { ClockMode } from './machine'
import type { ApplicationRow, TimerKind } from './repository'

/** The clock of an application after a step. */
export type ClockFields = Pick<
  ApplicationRow,
  'due_at' | 'days_left' | 'counts_from' | 'answer_by' | 'rank_at' | 'queued_at'
>

/** Calendar days an applicant has to answer a request for changes. */
export const daysToAnswer = 15
/** What is not due stands behind everything that is, in the order of the queue. */
const farBehindMs = 200 * 365 * 86_400_000
/** Ranks from here on belong to what is not due. */
export const farBehind = (now: Date): Date => new Date(now.getTime() + farBehindMs / 2)

/**
 * The clock that counts `days` working days from a day. Where the calendar ends before, it says from when
 * and how many, until somebody enters the year; its place in the queue is estimated.
 */
export const counting = (
  calendar: WorkCalendar,
  from: string,
  days: number,
): Pick<ClockFields, 'due_at' | 'days_left' | 'counts_from' | 'rank_at'> => {
  const day = addWorkingDays(calendar, from, days)
  return day === null
    ? {
        due_at: null,
        days_left: days,
        counts_from: from,
        rank_at: endOfDay(estimatedDay(calendar, from, days)),
      }
    : { due_at: endOfDay(day), days_left: null, counts_from: null, rank_at: endOfDay(day) }
}

/** Working days left of a clock that counts; at least one, so that nobody has none when it goes on. */
const daysKept = (calendar: WorkCalendar, now: Date, clock: ClockFields, days: number): number => {
  if (clock.due_at) return Math.max(1, estimatedDaysBetween(calendar, dayOf(now), dayOf(clock.due_at)))
  if (clock.counts_from === null) return days
  return Math.max(
    1,
    (clock.days_left ?? days) - estimatedDaysBetween(calendar, clock.counts_from, dayOf(now)),
  )
}

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
 */
export const clockAfter = (
  calendar: WorkCalendar,
  now: Date,
  { modes, before, workingDays, noticeTo }: ClockChange,
): ClockFields => {
  const wasCounting = modes.before === 'runs' || modes.before === 'restarts'
  const { queued_at } = before
  const resting = { due_at: null, days_left: null, counts_from: null, answer_by: null, queued_at }
  const farOff = new Date(queued_at.getTime() + farBehindMs)
  const days = (wasCounting ? null : before.days_left) ?? workingDays
  switch (modes.after) {
    case undefined:
      return { ...resting, rank_at: farOff }
    case 'stopped':
      return {
        ...resting,
        days_left: wasCounting ? daysKept(calendar, now, before, workingDays) : workingDays,
        answer_by: lastMoment(calendar, now, daysToAnswer),
        rank_at: farOff,
      }
    case 'notice':
      return noticeTo
        ? { ...resting, due_at: endOfDay(noticeTo), rank_at: endOfDay(noticeTo) }
        : { ...resting, rank_at: farOff }
    case 'restarts':
      return { ...resting, ...counting(calendar, dayOf(now), days) }
    case 'runs':
      if (wasCounting && before.due_at) return { ...resting, due_at: before.due_at, rank_at: before.due_at }
      return {
        ...resting,
        ...counting(
          calendar,
          (wasCounting ? before.counts_from : null) ?? dayOf(now),
          wasCounting ? (before.days_left ?? workingDays) : days,
        ),
      }
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

const runningWords = (due: Date, left: number | null, now: Date): string => {
  if (dayOf(due) === dayOf(now)) return '今天到期'
  if (left === 0) return `${spokenDay(due)}到期，此前没有工作日`
  return left === null ? `${spokenDay(due)}前` : `还剩 ${left} 个工作日（${spokenDay(due)}前）`
}
const overdueWords = (due: Date, late: number | null): string =>
  `${late ? `已超期 ${late} 个工作日` : '已超期'}（${spokenDay(due)}到期）`
const noticeWords = (until: Date, over: boolean): string =>
  over ? '公示期已满' : `公示到 ${spokenDay(until)}`

/** When the next act is due, for people. */
export const dueOf = (
  calendar: WorkCalendar,
  row: Pick<ApplicationRow, 'state' | 'due_at' | 'days_left' | 'counts_from' | 'answer_by'>,
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
  if (!row.due_at) {
    const words = row.counts_from
      ? `${row.days_left ?? ''} 个工作日，具体日期等放假安排公布后告诉你`
      : '已办结'
    return { at: null, workingDaysLeft: null, stopped: false, overdue: false, words }
  }
  const due = row.due_at
  const overdue = due < now
  const left = overdue ? 0 : workingDaysBetween(calendar, dayOf(now), dayOf(due))
  const words = () => {
    if (row.state === 'public-notice') return noticeWords(due, overdue)
    return overdue
      ? overdueWords(due, workingDaysBetween(calendar, dayOf(due), dayOf(now)))
      : runningWords(due, left, now)
  }
  return { at: due.toISOString(), workingDaysLeft: left, stopped: false, overdue, words: words() }
}
