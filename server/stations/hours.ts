import { inChina } from '@jucai/contract/china-time'

const days = '一二三四五六日'
/** 1 is Monday, 7 Sunday; 天 is said for 日. */
const dayNumber = (word: string): number => (word === '天' ? 7 : days.indexOf(word) + 1)

const daysNamed = (text: string): Set<number> | null => {
  if (/每天|每日|全年/.test(text)) return new Set([1, 2, 3, 4, 5, 6, 7])
  const named = new Set<number>()
  for (const [, from = '', to] of text.matchAll(
    /(?:周|星期)([一二三四五六日天])(?:(?:至|到|[-–—~～])(?:周|星期)?([一二三四五六日天]))?/g,
  )) {
    const last = to ? dayNumber(to) : dayNumber(from)
    for (let day = dayNumber(from); ; day = (day % 7) + 1) {
      named.add(day)
      if (day === last) break
    }
  }
  return named.size > 0 ? named : null
}

const minutes = (hour: string, minute: string): number => Number(hour) * 60 + Number(minute)
const spansOf = (text: string): [from: number, to: number][] =>
  [...text.matchAll(/(\d{1,2})[:：](\d{2})\s*(?:至|到|[-–—~～])\s*(\d{1,2})[:：](\d{2})/g)].map(
    ([, h1 = '', m1 = '', h2 = '', m2 = '']) => [minutes(h1, m1), minutes(h2, m2)],
  )

const weekdays = [1, 2, 3, 4, 5]
/** Office hours: days of the working week and no others. They follow the official calendar. */
const isOffice = (named: ReadonlySet<number>): boolean => [...named].every((day) => weekdays.includes(day))
const isWholeWeek = (named: ReadonlySet<number>): boolean => named.size === 7

/** What the official calendar makes of the day; null in a year that it does not have. */
export type KindOfDay = 'holiday' | 'worked' | 'usual' | null

interface Clause {
  named: ReadonlySet<number>
  spans: [from: number, to: number][]
}

/** Whether a place opens at all on a public holiday; null when its hours do not say. */
const opensOnHolidays = (hours: string, clauses: readonly Clause[]): boolean | null => {
  if (/节假日.*?(?:照常|不休|正常|开放)/.test(hours)) return true
  if (/节假日|放假/.test(hours) || clauses.some(({ named }) => isOffice(named))) return false
  return clauses.every(({ named }) => isWholeWeek(named)) ? true : null
}

const isFor = ({ named }: Clause, weekday: number, kind: KindOfDay): boolean =>
  named.has(weekday) || (kind === 'worked' && weekdays.every((day) => named.has(day)))

/**
 * Whether a place is open at a moment, from hours as people write them: “周一至周五 9:00–12:00、14:00–17:30”,
 * “全天”. Office hours follow the official calendar: closed on a holiday, open on a weekend that is worked.
 * Null when the words do not say it (“招聘会当天 …”, a museum's “周二至周日” on a holiday) or the year's calendar is
 * not known: better no answer than a wrong one.
 */
export const openAt = (hours: string, moment: Date, kind: KindOfDay): boolean | null => {
  const local = inChina(moment)
  const weekday = local.getUTCDay() || 7
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  if (/^全天|24\s*小时/.test(hours)) return true
  const clauses = hours.split(/[；;]/).flatMap((words): Clause[] => {
    const [named, spans] = [daysNamed(words), spansOf(words)]
    return named && spans.length > 0 ? [{ named, spans }] : []
  })
  if (clauses.length === 0) return null
  if (kind === null && !clauses.every(({ named }) => isWholeWeek(named))) return null
  const opens = kind === 'holiday' ? opensOnHolidays(hours, clauses) : true
  return opens
    ? clauses.some(
        (clause) =>
          isFor(clause, weekday, kind) && clause.spans.some(([from, to]) => minute >= from && minute < to),
      )
    : opens
}
