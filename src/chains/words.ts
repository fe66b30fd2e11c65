import type { Urgency } from '@jucai/contract/chain-vocabulary'
import type { Tone } from '@/components/tag'
import type { IconName } from '@/theme/icon-names'
import { dayText } from '@/words/dates'

/** Beside words, never alone. */
export const urgencyTones: Readonly<Record<Urgency, Tone>> = {
  urgent: 'bad',
  scarce: 'care',
  reserve: 'info',
}
/** The sign of each urgency in the picture. */
export const urgencyIcons: Readonly<Record<Urgency, IconName>> = {
  urgent: 'triangle-alert',
  scarce: 'circle-alert',
  reserve: 'clock',
}

interface Paid {
  payFromFenPerMonth: number
  payToFenPerMonth: number
}
const yuan = (fen: number): string => String(Math.round(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
/** Pay before tax: ¥10,000–16,000/月. */
export const payWords = ({ payFromFenPerMonth: from, payToFenPerMonth: to }: Paid): string =>
  from === to ? `¥${yuan(from)}/月` : `¥${yuan(from)}–${yuan(to)}/月`

/** What the numbers rest on, in a sentence or two. */
export const basisWords = ({
  asOf,
  counted,
  source,
  sample,
}: {
  asOf: string
  counted: string
  source: string
  sample: boolean
}): string =>
  `数字统计到${dayText(asOf)}。${counted}来自《${source}》。${sample ? '全部为示例，不是任何单位的招聘。' : ''}`
