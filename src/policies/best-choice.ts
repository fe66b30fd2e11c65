import { combine, type Combination } from '@jucai/contract/policies/combination'
import { mostBenefits } from '@jucai/contract/policies/benefits'
import { choosable, type Choosable } from '@jucai/contract/policies/choosable'
import { isOpen } from '@jucai/contract/policies/change'
import { isHad, type Held } from '@jucai/contract/policies/granting'
import type { Standing } from './standing'

/** What can be had together, computed; null while there is nothing to choose from. */
export interface BestChoice extends Pick<Choosable, 'besides' | 'lacking' | 'usedUp' | 'refused'> {
  /** Of what is not held yet. */
  combination: Combination
  /** What is had today, and proposed no more. */
  enjoyed: readonly Held[]
}

/** A phone shows something within a second; the page says when that was not all. */
const mostNodes = 200_000

/** The best lawful combination of what somebody may have today beside what they hold; what pays nothing takes part too. */
export const bestChoice = ({ prepared, judged, day, held }: Standing): BestChoice | null => {
  const open = judged.filter(({ outcome }) => isOpen(outcome)).slice(0, mostBenefits)
  const { benefits, rules, given, ...more } = choosable(prepared, open, day, held)
  const enjoyed = held.filter((one) => isHad(one, day))
  if (benefits.length + enjoyed.length + more.usedUp.length + more.refused.length === 0) return null
  return { ...more, enjoyed, combination: combine(benefits, rules, mostNodes, given) }
}
