import { combine, type Combination } from '@jucai/contract/policies/combination'
import { mostBenefits } from '@jucai/contract/policies/benefits'
import { choosable } from '@jucai/contract/policies/entitlements'
import { isOpen } from '@jucai/contract/policies/change'
import type { Standing } from './standing'

/** What can be had together, computed; null while there is nothing to choose from. */
export interface BestChoice {
  combination: Combination
  /** Codes of what is had with any choice, and pays no money that is known yet. */
  besides: readonly string[]
  /** Codes of what needs something first that is not had. */
  lacking: readonly string[]
}

/** A phone shows something within a second; the page says when that was not all. */
const mostNodes = 200_000

/** The best lawful combination of what somebody may have today; what pays nothing takes part too. */
export const bestChoice = ({ prepared, judged, day }: Standing): BestChoice | null => {
  const open = judged.filter(({ outcome }) => isOpen(outcome)).slice(0, mostBenefits)
  const { benefits, rules, besides, lacking } = choosable(prepared, open, day)
  if (benefits.length === 0) return null
  return { combination: combine(benefits, rules, mostNodes), besides, lacking }
}
