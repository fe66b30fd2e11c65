import { addDays, dayNumber, daysBetween, type Day } from './policies/days'

/** What somebody comes for. */
export const stayPurposes = ['interview', 'fair', 'joining', 'looking-for-home', 'visit'] as const
/** One of {@link stayPurposes}. */
export type StayPurpose = (typeof stayPurposes)[number]
/** Purposes in Chinese. */
export const stayPurposeLabels: Record<StayPurpose, string> = {
  interview: '来面试',
  fair: '参加招聘会',
  joining: '报到入职',
  'looking-for-home': '找住处、落脚',
  visit: '来看看这座城市',
}

/** What kinds of beds a hostel has. */
export const bedKinds = ['single', 'women', 'men', 'accessible'] as const
/** One of {@link bedKinds}. */
export type BedKind = (typeof bedKinds)[number]
/** Kinds of beds in Chinese. */
export const bedKindLabels: Record<BedKind, string> = {
  single: '单人间',
  women: '女生合住',
  men: '男生合住',
  accessible: '无障碍单间',
}

/** Where a stay stands. */
export const stayStates = ['booked', 'checked-in', 'left', 'cancelled', 'no-show'] as const
/** One of {@link stayStates}. */
export type StayState = (typeof stayStates)[number]
/** States in Chinese. */
export const stayStateLabels: Record<StayState, string> = {
  booked: '已订好',
  'checked-in': '入住中',
  left: '已离店',
  cancelled: '已取消',
  'no-show': '没有到店',
}

/** The policy of the book that says who may stay. */
export const hostelPolicy = 'talent-hostel'

/** Parameters of the book that limit stays: nights in one, stays in a year. */
export const hostelParameters = ['hostelDays', 'hostelStays'] as const

/** How many nights are asked for and shown at once: four weeks. */
export const nightsShown = 28

/** What the book gives: whole nights in one stay, stays that begin in one calendar year. */
export interface StayLimits {
  nightsPerStay: number
  staysPerYear: number
}
/** How a hostel receives people. Minutes run from the beginning of the first day, so 1500 is 01:00 of the next. */
export interface HostelRules {
  arriveByMinutes: number
  lateByMinutes: number
  cancelByMinutes: number
  aheadDays: number
}

/** The nights of a stay that begins on a day and ends, by leaving, on another; none when that is no later. */
export const nightsOf = (fromDay: Day, toDay: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(fromDay, toDay)) }, (_, index) => addDays(fromDay, index))

/** The year for which a stay counts: that of its first day, also over New Year. */
export const yearOfStay = (fromDay: Day): number => Number(fromDay.slice(0, 4))

/** `23:00`, or `次日 01:00` of what lies behind midnight. */
export const clockWords = (minutes: number): string => {
  const time = `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return minutes < 1440 ? time : `次日 ${time}`
}

const weekdays = ['四', '五', '六', '日', '一', '二', '三'] as const // 1970-01-01 was a Thursday
/** `周六`. */
export const weekdayOf = (day: Day): string => `周${weekdays[((dayNumber(day) % 7) + 7) % 7] as string}`
const plainDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
/** `11月28日（周六）`. */
export const nightWords = (day: Day): string => `${plainDay(day)}（${weekdayOf(day)}）`
/** A night and how many beds are free in it, as the calendar says it: `周六，11月28日空2张`, `…满`, `…选中`, `…选中，满`. */
export const nightInWords = (night: Day, free: number, isChosen: boolean): string =>
  `${weekdayOf(night)}，${plainDay(night)}${
    isChosen ? `选中${free === 0 ? '，满' : ''}` : free === 0 ? '满' : `空${free}张`
  }`

/** `11月28日至12月1日，3 晚`; the year is told where the stay goes over New Year. */
export const spanWords = (fromDay: Day, toDay: Day): string => {
  const withYear = (day: Day) => `${day.slice(0, 4)}年${plainDay(day)}`
  const word = fromDay.slice(0, 4) === toDay.slice(0, 4) ? plainDay : withYear
  return `${word(fromDay)}至${word(toDay)}，${daysBetween(fromDay, toDay)} 晚`
}

/** Nights in words, runs joined: `11月28日至30日、12月2日`. */
export const runsInWords = (nights: readonly Day[]): string => {
  const runs: [Day, Day][] = []
  for (const night of nights) {
    const last = runs.at(-1)
    if (last && addDays(last[1], 1) === night) last[1] = night
    else runs.push([night, night])
  }
  return runs
    .map(([first, last]) => {
      const begin = `${Number(first.slice(5, 7))}月${Number(first.slice(8))}日`
      if (first === last) return begin
      const month = first.slice(0, 7) === last.slice(0, 7) ? '' : `${Number(last.slice(5, 7))}月`
      return `${begin}至${month}${Number(last.slice(8))}日`
    })
    .join('、')
}

/** The rules as they are said before anything is booked, a sentence each. */
export const rulesInWords = (rules: HostelRules, limits: StayLimits | null): string[] => [
  limits
    ? `每次最多免费住 ${limits.nightsPerStay} 晚，一年最多 ${limits.staysPerYear} 次。跨年的一次，算在入住那一年。`
    : '免费住几晚、一年几次，政策库里现在没有有效的标准，暂时不能预订。',
  `入住当天 ${clockWords(rules.arriveByMinutes)} 前到店。要晚到，先在这里说一声，可以留到${clockWords(rules.lateByMinutes)}。`,
  '过了这个时间没有到店，床位放给别人，这一次算用过。',
  `入住当天 ${clockWords(rules.cancelByMinutes)} 前取消或改日期，不算次数；之后取消，算一次。`,
  '住下以后想多住几晚，有空床就能续，连同前面不超过一次的上限。',
  '到店出示人才码办理入住；离店那天到前台说一声。',
]
