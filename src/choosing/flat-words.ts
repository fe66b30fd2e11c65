import type { BoardFlat, ChosenFlat } from '@jucai/contract/choosing'
import { boardStateLabels } from '@jucai/contract/choosing-vocabulary'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { amountText } from '@/words/amounts'

/** `青年里 1栋 0301`. */
export const flatName = ({
  project,
  building,
  number,
}: Pick<ChosenFlat, 'project' | 'building' | 'number'>): string => `${project} ${building} ${number}`

type TypeFacts = Pick<
  ChosenFlat,
  'typeName' | 'layout' | 'people' | 'areaSqmHundredths' | 'rentFenPerMonth' | 'depositFen'
>
/** `单间 · 28.5 ㎡ · 最多住 2 人`. */
export const typeWords = ({ layout, people, areaSqmHundredths }: TypeFacts): string =>
  `${layoutLabels[layout]} · ${areaSqmHundredths / 100} ㎡ · 最多住 ${people} 人`
/** `¥1,015/月`, or that it is not known. */
export const rentWords = ({ rentFenPerMonth }: Pick<TypeFacts, 'rentFenPerMonth'>): string =>
  rentFenPerMonth === null ? '租金待公布' : `${amountText(rentFenPerMonth)}/月`
/** The deposit in words. */
export const depositWords = ({ depositFen }: Pick<TypeFacts, 'depositFen'>): string =>
  depositFen === null ? '以合同为准' : depositFen === 0 ? '免押金' : amountText(depositFen)

/** What a screen reader says of a flat on the board. */
export const spokenFlat = (flat: BoardFlat, type: TypeFacts | undefined, isMine: boolean): string =>
  [
    flat.number,
    type?.typeName,
    isMine ? '你占住的' : boardStateLabels[flat.state],
    flat.kept === null ? '' : '留给特定人群',
  ]
    .filter(Boolean)
    .join('，')
