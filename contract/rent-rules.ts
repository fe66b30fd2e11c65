// Rent by days, the same on phone and server. Pure, over whole fen and calendar days of China.

/** How many days a month has; `month` is `2028-02`. */
export const daysInMonth = (month: string): number => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

/** Whole fen, a half of one up. Exact: no fraction is ever made. */
const roundedShare = (fen: number, days: number, of: number): number =>
  Math.floor((2 * fen * days + of) / (2 * of))

/** A month, or the part of one, for which rent is due. */
export interface RentPart {
  /** `2026-12` */
  month: string
  /** First and last day, both included. */
  from: string
  to: string
  days: number
  daysOfMonth: number
  amountFen: number
  /** As it stands on the bill. */
  words: string
}
/** Rent of a span. */
export interface Rent {
  totalFen: number
  parts: RentPart[]
}

/** The rule as a sentence, shown on every bill. */
export const rentRule =
  '按自然月计租：住满一个月的收一个月租金；不满一个月的，按月租金 × 住的天数 ÷ 当月天数计算，四舍五入到分。'

const dayNumber = (day: string): string => String(Number(day.slice(8)))
const monthWords = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

const wordsOf = ({ month, from, to, days, daysOfMonth }: Omit<RentPart, 'words' | 'amountFen'>): string =>
  days === daysOfMonth
    ? `${monthWords(month)}，整月`
    : `${monthWords(month)} ${dayNumber(from)} 日${days === 1 ? '' : `至 ${dayNumber(to)} 日`}，${days} 天（当月 ${daysOfMonth} 天）`

const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

const partOf = (fenPerMonth: number, month: string, first: number, last: number): RentPart => {
  const daysOfMonth = daysInMonth(month)
  const days = last - first + 1
  const at = (day: number) => `${month}-${String(day).padStart(2, '0')}`
  const span = { month, from: at(first), to: at(last), days, daysOfMonth }
  return { ...span, amountFen: roundedShare(fenPerMonth, days, daysOfMonth), words: wordsOf(span) }
}

/**
 * Rent from one day to another, both included, by calendar months: a whole month is the month's rent; part of one is
 * fenPerMonth × days / days of that month, rounded half up to whole fen. Where a month is billed in several spans, their
 * sum may differ from the month's rent by half a fen a span; {@link restOfMonth} gives the last of them without that.
 * @param to not before `from`
 * @throws RangeError when the rent is not whole fen, or too large to be multiplied exactly, or the span is empty
 */
export const rentFor = (fenPerMonth: number, from: string, to: string): Rent => {
  if (!Number.isSafeInteger(fenPerMonth) || fenPerMonth < 0 || fenPerMonth > 10_000_000_000_000)
    throw new RangeError('a rent is whole fen')
  if (to < from) throw new RangeError('a span has one day at least')
  const parts: RentPart[] = []
  const [firstMonth, lastMonth] = [from.slice(0, 7), to.slice(0, 7)]
  for (let month = firstMonth; month <= lastMonth; month = nextMonth(month))
    parts.push(
      partOf(
        fenPerMonth,
        month,
        month === firstMonth ? Number(from.slice(8)) : 1,
        month === lastMonth ? Number(to.slice(8)) : daysInMonth(month),
      ),
    )
  return { totalFen: parts.reduce((sum, { amountFen }) => sum + amountFen, 0), parts }
}

/**
 * What is left of one month's rent after spans of it that were billed already: with it they add up to the whole.
 * @param billed amounts in fen of the other spans of that month
 */
export const restOfMonth = (fenPerMonth: number, billed: readonly number[]): number =>
  fenPerMonth - billed.reduce((sum, fen) => sum + fen, 0)
