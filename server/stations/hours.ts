const days = '一二三四五六日'
/** 1 is Monday, 7 Sunday; 天 is said for 日. */
const dayNumber = (word: string): number => (word === '天' ? 7 : days.indexOf(word) + 1)

const daysNamed = (text: string): Set<number> | null => {
  if (/每天|每日|全年/.test(text)) return new Set([1, 2, 3, 4, 5, 6, 7])
  const named = new Set<number>()
  for (const [, from = '', to] of text.matchAll(/(?:周|星期)([一二三四五六日天])(?:(?:至|到|[-–—~～])(?:周|星期)?([一二三四五六日天]))?/g)) {
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
  [...text.matchAll(/(\d{1,2})[:：](\d{2})\s*(?:至|到|[-–—~～])\s*(\d{1,2})[:：](\d{2})/g)].map(([, h1 = '', m1 = '', h2 = '', m2 = '']) => [minutes(h1, m1), minutes(h2, m2)])

/**
 * Whether a place is open at a moment, from hours as people write them: “周一至周五 9:00–12:00、14:00–17:30”, “全天”. Null when the
 * words do not say it (“招聘会当天 …”): better no answer than a wrong one.
 */
export const openAt = (hours: string, moment: Date): boolean | null => {
  const local = new Date(moment.getTime() + 8 * 3_600_000)
  const day = local.getUTCDay() || 7
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  if (/^全天|24\s*小时/.test(hours)) return true
  const clauses = hours.split(/[；;]/).filter((clause) => clause.trim() !== '')
  let understood = false
  for (const clause of clauses) {
    const [named, spans] = [daysNamed(clause), spansOf(clause)]
    if (!named || spans.length === 0) continue
    understood = true
    if (named.has(day) && spans.some(([from, to]) => minute >= from && minute < to)) return true
  }
  return understood ? false : null
}
