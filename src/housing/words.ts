import type { FlatTypeInShort } from '@jucai/contract/housing'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { amountText } from '@/words/amounts'
import { todayInChina } from '@/words/dates'

/** 2850 → 28.5㎡. */
export const areaText = (hundredths: number): string => `${hundredths / 100}㎡`
/** A rent a month: ¥1,015/月. */
export const rentText = (fen: number): string => `${amountText(fen)}/月`
/** A rent of one square metre a month: ¥35.61/㎡. */
export const perSqmText = (fen: number): string => `¥${(fen / 100).toFixed(2)}/㎡`

/** 2027-03 → 明年3月; of this year 12月, of this month 本月. */
export const monthWords = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const [thisYear, thisMonth] = todayInChina().split('-').map(Number) as [number, number]
  if (year === thisYear) return number === thisMonth ? '本月' : `${number}月`
  return year === thisYear + 1 ? `明年${number}月` : `${year}年${number}月`
}

type Counts = Pick<FlatTypeInShort, 'free' | 'inRound' | 'coming'>
/** What there is of several types together, months of them joined. */
export const together = (all: readonly Counts[]): Counts => {
  const months = new Map<string, number>()
  for (const { coming } of all)
    for (const { month, flats } of coming) months.set(month, (months.get(month) ?? 0) + flats)
  return {
    free: all.reduce((sum, { free }) => sum + free, 0),
    inRound: all.reduce((sum, { inRound }) => sum + inRound, 0),
    coming: [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, flats]) => ({ month, flats })),
  }
}

/** In a few words, what matters most: 空着 4 套, 批次里 3 套, 明年2月空出 1 套, 现在没有. */
export const freeWords = ({ free, inRound, coming }: Counts): string => {
  if (free > 0) return `空着 ${free} 套`
  if (inRound > 0) return `批次里 ${inRound} 套`
  const [next] = coming
  return next ? `${monthWords(next.month)}空出 ${next.flats} 套` : '现在没有'
}
/** The tone of {@link freeWords}. */
export const freeTone = ({ free, inRound, coming }: Counts) =>
  free > 0 ? 'good' : inRound > 0 ? 'info' : coming.length > 0 ? 'care' : 'plain'

/** A type in a line: 单间 · 28.5㎡ · 住 2 人. */
export const typeWords = ({
  layout,
  areaSqmHundredths,
  people,
}: Pick<FlatTypeInShort, 'layout' | 'areaSqmHundredths' | 'people'>): string =>
  `${layoutLabels[layout]} · ${areaText(areaSqmHundredths)} · 最多住 ${people} 人`

/** What is paid a month: the talent rate, or the market's where there is none. */
export const paidFen = ({ talentFen, marketFen }: Pick<FlatTypeInShort, 'talentFen' | 'marketFen'>): number =>
  talentFen ?? marketFen
