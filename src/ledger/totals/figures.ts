import type { MonthTotals, YearTotals } from '@jucai/contract/ledger'
import { yearsIn, yearSpan } from '@jucai/contract/ledger-rules'

/** Amounts of money by what became of it, in fen. */
export interface Sums {
  promisedFen: number
  paidFen: number
  overdueFen: number
}
/** A month as it is drawn: null where nothing is shown by itself. */
export interface MonthShown {
  month: string
  sums: (Sums & { medianDays: number | null }) | null
}

/** How many months are drawn at most, and at least. */
const mostMonths = 12
const fewestMonths = 6

const before = (month: string): string => {
  const [year = 0, at = 1] = month.split('-').map(Number)
  return at === 1 ? `${year - 1}-12` : `${year}-${String(at - 1).padStart(2, '0')}`
}

const plus = (one: Sums, other: Sums): Sums => ({
  promisedFen: one.promisedFen + other.promisedFen,
  paidFen: one.paidFen + other.paidFen,
  overdueFen: one.overdueFen + other.overdueFen,
})

/** Sums by month of one scheme, or of all together (then without the middle of days, which cannot be added). */
export const byMonth = (
  months: readonly MonthTotals[],
  scheme: string | undefined,
): { month: string; sums: NonNullable<MonthShown['sums']> }[] => {
  const found = new Map<string, NonNullable<MonthShown['sums']>>()
  for (const one of months.filter((row) => scheme === undefined || row.scheme === scheme)) {
    const { promisedFen, paidFen, overdueFen } = one
    const own = { promisedFen, paidFen, overdueFen, medianDays: scheme === undefined ? null : one.medianDays }
    const known = found.get(one.month)
    found.set(one.month, known ? { ...plus(known, own), medianDays: null } : own)
  }
  return [...found].map(([month, sums]) => ({ month, sums })).sort((a, b) => (a.month < b.month ? 1 : -1))
}

/** The last months until this one, oldest first, from the first that shows something. */
export const lastMonths = (shown: ReturnType<typeof byMonth>, today: string): MonthShown[] => {
  const months = [today.slice(0, 7)]
  const oldest = shown.at(-1)?.month ?? today
  while (months.length < mostMonths && (months.length < fewestMonths || (months[0] as string) > oldest))
    months.unshift(before(months[0] as string))
  return months.map((month) => ({ month, sums: shown.find((one) => one.month === month)?.sums ?? null }))
}

/** Sums by year of one scheme, or of all together, newest first, with the months that stand in them only. */
export const byYear = (years: readonly YearTotals[], scheme: string | undefined) => {
  const rows = years.filter((row) => scheme === undefined || row.scheme === scheme)
  return spansOf(rows).map((year) => {
    const inside = rows.filter((row) => isWithin(row.year, year))
    const folded = [...new Set(inside.flatMap((one) => one.folded))].sort()
    return { year, sums: { ...inside.reduce<Sums>(plus, noSums), folded } }
  })
}
const isWithin = (year: string, span: string): boolean => {
  const [[from, to], [first, last]] = [yearsIn(year), yearsIn(span)]
  return from >= first && to <= last
}
/** Years as all of these schemes can be added, newest first: what one tells together is told together. */
const spansOf = (rows: readonly YearTotals[]): string[] => {
  const sorted = [...new Set(rows.map(({ year }) => year))].sort()
  const spans = sorted.reduce<[string, string][]>((made, year) => {
    const [first, last] = yearsIn(year)
    const before = made.at(-1)
    return before && first <= before[1]
      ? [...made.slice(0, -1), [before[0], last > before[1] ? last : before[1]]]
      : [...made, [first, last]]
  }, [])
  return spans.map(([first, last]) => yearSpan(first === last ? [first] : [first, last])).reverse()
}
const noSums: Sums = { promisedFen: 0, paidFen: 0, overdueFen: 0 }

/** A part of a whole in per cent, between 0 and 100. */
export const share = (part: number, whole: number): number =>
  whole > 0 ? Math.max(0, Math.min(100, Math.round((part / whole) * 1000) / 10)) : 0

/** Whether a month lies in a year, or in years that are told as one. */
export const isMonthOf = (month: string, year: string): boolean => isWithin(month.slice(0, 4), year)

/** `2026-11` → 2026年11月. */
export const monthText = (month: string): string => {
  const [year, at] = month.split('-').map(Number)
  return `${year}年${at}月`
}
