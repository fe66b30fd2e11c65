// Words and rules of shared and weekend experts (双聘、周末专家) that phone, console and server share; free of schemas.
import { addDays, dayInWords, type Day } from './policies/days'

/** Kinds: shared (双聘) works for both; weekend (周末专家) only outside the home employer's hours. */
export const engagementKinds = ['shared', 'weekend'] as const
export type EngagementKind = (typeof engagementKinds)[number]
export const engagementKindLabels: Readonly<Record<EngagementKind, string>> = {
  shared: '双聘专家',
  weekend: '周末专家',
}

/** Where an engagement stands. */
export const engagementStates = ['proposed', 'to-sign', 'running', 'ended', 'cancelled'] as const
export type EngagementState = (typeof engagementStates)[number]
/** The one mapping from state to words, whoever reads it. */
export const engagementStateLabels: Readonly<Record<EngagementState, string>> = {
  proposed: '等专家答复',
  'to-sign': '等三方签署',
  running: '已生效',
  ended: '已结束',
  cancelled: '没有签成',
}

/** Those who sign, in their order. */
export const engagementParties = ['expert', 'employer', 'home'] as const
export type EngagementParty = (typeof engagementParties)[number]
export const partyLabels: Readonly<Record<EngagementParty, string>> = {
  expert: '专家',
  employer: '聘用单位',
  home: '专家的现单位',
}
/** Who may act. */
export const engagementActors = [...engagementParties, 'office', 'system'] as const
export type EngagementActor = (typeof engagementActors)[number]
export const actorLabels: Readonly<Record<EngagementActor, string>> = {
  ...partyLabels,
  office: '人才办',
  system: '系统',
}

/** What may happen to an engagement. */
export const engagementEvents = ['accept', 'sign', 'change', 'cancel', 'end'] as const
export type EngagementEvent = (typeof engagementEvents)[number]
export const engagementEventLabels: Readonly<Record<EngagementEvent, string>> = {
  accept: '接受',
  sign: '签协议',
  change: '改约定',
  cancel: '取消',
  end: '结束',
}

/** For what a pay is. */
export const engagementPayUnits = ['hour', 'day', 'month', 'task'] as const
export type EngagementPayUnit = (typeof engagementPayUnits)[number]
export const payUnitLabels: Readonly<Record<EngagementPayUnit, string>> = {
  hour: '小时',
  day: '天',
  month: '月',
  task: '项',
}

/** Where recorded hours stand. */
export const hoursStates = ['recorded', 'confirmed', 'queried'] as const
export type HoursState = (typeof hoursStates)[number]
export const hoursStateLabels: Readonly<Record<HoursState, string>> = {
  recorded: '等单位确认',
  confirmed: '单位已确认',
  queried: '单位有疑问',
}

/** Where hours stand, in Chinese, as everybody reads it. */
export const hoursStateWords = ({ state, byOffice }: { state: HoursState; byOffice: boolean }): string =>
  byOffice ? (state === 'confirmed' ? '人才办已确认' : '人才办没有确认') : hoursStateLabels[state]

/** Limits. */
export const engagementLimits = {
  /** Days in which an expert answers a proposal. */
  answerDays: 14,
  /** Days in which all three sign a version, from the day on which it may be signed. */
  signDays: 21,
  /** Days for which a link to the home employer holds, and never longer than there is to sign. */
  linkDays: 14,
  /** Links sent for one version, and codes sent by one link. */
  links: 5,
  codes: 5,
  /** A consent that waits for so many days is overdue: the office sees it. */
  overdueDays: 7,
  /** How many days afterwards hours may be recorded. */
  recordDays: 60,
  /** Windows of a week at most. */
  windows: 21,
  /** The longest that is agreed at once, in days. */
  mostDays: 1_096,
  /** Days before a review is due at which both sides are reminded. */
  reviewDays: 30,
  /** Days for which a code that lets an employer ask holds. */
  codeDays: 7,
} as const

/** A window of a week: weekday 1 (Monday) to 7, clock times `09:00` to `17:30`; `24:00` ends a day. */
export interface WeekWindow {
  weekday: number
  from: string
  to: string
}
const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const
/** A weekday in Chinese. */
export const weekdayWords = (weekday: number): string => `周${weekdays[weekday - 1] ?? ''}`
/** Minutes since midnight of a clock time. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
/** A clock time of minutes since midnight. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** The weekday of a day, 1 (Monday) to 7. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
/** The Monday of the week of a day. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** Whether two spans of one day share a minute; one that ends as the other begins does not. */
export const overlap = (one: { from: string; to: string }, other: { from: string; to: string }): boolean =>
  minutesOf(one.from) < minutesOf(other.to) && minutesOf(other.from) < minutesOf(one.to)
/** What is wrong with the windows of a week; null: nothing. */
export const windowsFault = (windows: readonly WeekWindow[]): string | null => {
  for (const [at, one] of windows.entries()) {
    if (minutesOf(one.from) >= minutesOf(one.to))
      return `${weekdayWords(one.weekday)}的结束时间要晚于开始时间；跨零点的，分成两段写`
    const twice = windows.slice(0, at).find((other) => other.weekday === one.weekday && overlap(one, other))
    if (twice) return `${windowWords(twice)}和${windowWords(one)}有重叠，请合并`
  }
  return null
}
/** `周六 09:00–12:00`. */
export const windowWords = ({ weekday, from, to }: WeekWindow): string =>
  `${weekdayWords(weekday)} ${from}–${to}`
const inOrder = (one: WeekWindow, other: WeekWindow): number =>
  one.weekday - other.weekday || minutesOf(one.from) - minutesOf(other.from)
/** A week in words, in its order; three days in a row or more of the same hours together, 周一到周五 09:00–17:30. */
export const weekWords = (windows: readonly WeekWindow[]): string => {
  if (windows.length === 0) return '没有固定时间'
  const runs: WeekWindow[][] = []
  for (const one of [...windows].sort(inOrder)) {
    const run = runs.find((days) => {
      const last = days.at(-1)
      return last?.weekday === one.weekday - 1 && last.from === one.from && last.to === one.to
    })
    if (run) run.push(one)
    else runs.push([one])
  }
  return runs
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)]
      if (run.length < 3 || !first || !last) return run.map(windowWords)
      return [`${weekdayWords(first.weekday)}到${windowWords(last)}`]
    })
    .join('、')
}
/** Minutes of a week. */
export const weekMinutes = (windows: readonly WeekWindow[]): number =>
  windows.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0)
/** The first two windows of two weeks that share a minute; null: none do. */
export const clashOf = (
  pattern: readonly WeekWindow[],
  home: readonly WeekWindow[],
): { own: WeekWindow; home: WeekWindow } | null => {
  for (const own of pattern) {
    const found = home.find((one) => one.weekday === own.weekday && overlap(own, one))
    if (found) return { own, home: found }
  }
  return null
}
/** What the calendar makes of a day, as the server knows it; null in a year that is not known. */
export type DayKind = 'holiday' | 'worked' | 'usual' | null
/**
 * The hours of the home employer on a day. A public holiday from Monday to Friday has none; a Saturday or Sunday that is
 * worked in exchange has Monday's beside its own.
 */
export const homeHoursOn = (home: readonly WeekWindow[], day: Day, kind: DayKind): WeekWindow[] => {
  const weekday = weekdayOf(day)
  if (weekday <= 5 && kind === 'holiday') return []
  const own = home.filter((one) => one.weekday === weekday)
  return weekday > 5 && kind === 'worked' ? [...own, ...home.filter((one) => one.weekday === 1)] : own
}
/** The rule above, as it stands in the agreement. */
export const homeHoursRule =
  '现单位的工作时间按上面的一周安排计算；周一到周五的法定节假日不算，调休上班的周六、周日按周一的安排计算。'

/** `2 小时 30 分`. */
export const durationWords = (minutes: number): string => {
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return `${left} 分钟`
  return left === 0 ? `${hours} 小时` : `${hours} 小时 ${left} 分`
}
/** `2026年12月1日到2027年11月30日`. */
export const termWords = (firstDay: Day, lastDay: Day): string =>
  `${dayInWords(firstDay)}到${dayInWords(lastDay)}`
/** What an engagement is called: `YZ000012`. */
export const engagementNumber = (serial: number): string => `YZ${String(serial).padStart(6, '0')}`
/** What each kind means, as both sides read it. */
export const kindMeanings: Readonly<Record<EngagementKind, string>> = {
  shared: '双聘：专家在两个单位工作，现单位同意其中一部分时间用于聘用单位。',
  weekend: '周末专家：只在现单位的工作时间以外工作，系统不登记落在现单位工作时间里的工时。',
}

/** Pages that messages lead to. */
export const engagementPages = {
  mine: '/engagements/mine/index',
  one: '/engagements/engagement/index',
  employerList: '/engagements/desk/index',
  employerOne: '/engagements/desk-one/index',
  consent: '/engagements/consent/index',
} as const
/** What a step of the history says. */
export const stepLabels: Readonly<Record<string, string>> = {
  propose: '发起邀约',
  accept: '接受',
  change: '改约定',
  signed: '签署',
  sign: '签署，三方齐了',
  refused: '没有同意',
  lapsed: '期限内没有签完',
  cancel: '没有签成',
  end: '结束',
  'go-on': '年度回顾：继续',
  stop: '年度回顾：停止',
}
