import type { ShortagePost, Urgency } from '@jucai/contract/chain-vocabulary'
import type { FitRequirements } from '@jucai/contract/fit/requirements'

/** Pay in thousands of yuan a month, as the list below writes it. */
export type Written = readonly [
  link: string,
  key: string,
  title: string,
  urgency: Urgency,
  wanted: number,
  thousands: readonly [from: number, to: number],
  requirements: FitRequirements,
  about: string,
]
const fenOfThousand = 100_000
/** Posts of one chain. */
export const postsOf = (chain: string, written: readonly Written[]): ShortagePost[] =>
  written.map(([link, key, title, urgency, wanted, [from, to], requirements, about]) => ({
    ...{ key, title, chain, link, urgency, wanted, requirements },
    about: `${about}（示例）`,
    payFromFenPerMonth: from * fenOfThousand,
    payToFenPerMonth: to * fenOfThousand,
  }))
