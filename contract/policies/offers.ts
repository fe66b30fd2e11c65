import { isInForce, type Policy } from './book'
import { lineOfTime, type PolicyRule } from './change'
import { addMonths, type Day } from './days'
import type { PreparedBook, PreparedPolicy } from './entitlements'
import { outcomeOf } from './evaluate'
import type { Facts } from './facts'
import { readFacts, rulesOn } from './known'
import type { Outcome } from './outcomes'
import { factsThatMatter } from './questions'

/** What an offer may rest on: all that somebody did not merely tell of themselves. */
export const onRecord = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact && fact.source !== 'self'))

/** How a policy that needs no application (免申即享) stands for somebody by records alone. */
export interface OfferStanding {
  policy: Policy
  outcome: Outcome
  /** Codes of facts that no record tells and that can still change it; empty unless it is unknown. */
  missing: readonly string[]
}

const isOffered = ({ policy }: PreparedPolicy): boolean => policy.offered

/** Every policy in force on the day that needs no application, held against records alone. */
export const offersOn = (prepared: PreparedBook, facts: Facts, day: Day): OfferStanding[] => {
  const known = readFacts(rulesOn(prepared.rulebook, day), onRecord(facts))
  return prepared.policies
    .filter((one) => isOffered(one) && isInForce(one.policy, day))
    .map(({ policy, compiled }) => {
      const outcome = outcomeOf(compiled, known)
      const open = outcome === 'unknown' ? factsThatMatter(compiled, known) : []
      const missing = open.flatMap((place) => prepared.rulebook.facts[place]?.code ?? [])
      return { policy, outcome, missing }
    })
}

/** How far ahead changes by themselves are looked for. */
export const monthsAhead = 24

/** A policy as the line of time takes it. */
export const ruleOf = ({ policy, compiled }: PreparedPolicy): PolicyRule => ({
  code: policy.code,
  compiled,
  from: policy.inForceFrom,
  to: policy.inForceTo,
})

/** What opens and ends by itself for offers, by records alone: by day, then in the order of the book. */
export const offersAhead = (prepared: PreparedBook, facts: Facts, from: Day) =>
  lineOfTime(prepared.policies.filter(isOffered).map(ruleOf), onRecord(facts), {
    from,
    until: addMonths(from, monthsAhead),
  })

/**
 * What opens and ends by itself within two years, by day. An answer that grows old ends no claim: it is asked
 * again.
 */
export const turnsAhead = (prepared: PreparedBook, facts: Facts, from: Day) =>
  lineOfTime(prepared.policies.map(ruleOf), facts, { from, until: addMonths(from, monthsAhead) }).filter(
    ({ kind, outcome }) => kind === 'opens' || outcome !== 'unknown',
  )
