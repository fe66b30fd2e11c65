/** Units of whole numbers. The unit is part of the type: amounts a month and a year are never compared. */
export const units = [
  'fen-per-month',
  'fen-per-year',
  'fen',
  'months',
  'years',
  'people',
  'days',
  'square-metres',
  'times',
  'percent',
] as const
/** One of {@link units}. */
export type Unit = (typeof units)[number]
/** Units in Chinese, as they stand behind a number; of money, behind yuan. */
export const unitLabels: Record<Unit, string> = {
  'fen-per-month': '元/月',
  'fen-per-year': '元/年',
  fen: '元',
  months: '个月',
  years: '年',
  people: '人',
  days: '天',
  'square-metres': '平方米',
  times: '次',
  percent: '%',
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')
const yuan = (fen: number): string => {
  const rest = fen % 100
  return `${grouped(String(Math.floor(fen / 100)))}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}

/** A whole number in its unit: 1,200 元/月, 6 个月, 70%. */
export const numberText = (value: number, unit: Unit): string =>
  unit.startsWith('fen')
    ? `${yuan(value)} ${unitLabels[unit]}`
    : `${value}${unit === 'percent' ? '' : ' '}${unitLabels[unit]}`

/** A billion yuan. */
const mostFen = 100_000_000_000
/**
 * The greatest number of each unit that decides or is paid, 120 years of time: what is more is a slip of the
 * finger, and sums and days of it could not be counted exactly.
 */
export const mostOf: Record<Unit, number> = {
  'fen-per-month': mostFen,
  'fen-per-year': mostFen,
  fen: mostFen,
  months: 1440,
  years: 120,
  people: 10_000_000_000,
  days: 43_830,
  'square-metres': 10_000_000_000,
  times: 1000,
  percent: 1000,
}

/** So many percent of a whole number, rounded half up to a whole one, without a float in between. */
export const percentOf = (value: number, percent: number): number =>
  Math.floor((2 * value * percent + 100) / 200)
