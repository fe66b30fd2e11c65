import { isInForce, type Amount, type Policy, type PolicyBook } from './book'
import { isOpen } from './change'
import { compile, type Compiled } from './compile'
import type { Day } from './days'
import { possibleOf } from './evaluate'
import { mayBeJudged, mayPass, outcomeOfPossible, type Outcome } from './outcomes'
import type { Facts } from './facts'
import { readFacts, rulebook, rulesOn, type Known, type Rulebook } from './known'
import type { Unit } from './units'

/** A policy that decides something, made ready. `when` of each amount; null: it is for everybody. */
export interface PreparedPolicy {
  policy: Policy
  compiled: Compiled
  amounts: readonly { amount: Amount; when: Compiled | null }[]
}
/** A book made ready for any number of people and days. */
export interface PreparedBook {
  book: PolicyBook
  rulebook: Rulebook
  policies: readonly PreparedPolicy[]
}
/** Makes a book ready, which must be without faults (`bookFaults`). Done once. */
export const prepare = (book: PolicyBook): PreparedBook => {
  const rules = rulebook(book.facts, book.parameters)
  return {
    book,
    rulebook: rules,
    policies: book.policies.flatMap((policy) =>
      policy.criterion === null
        ? []
        : [
            {
              policy,
              compiled: compile(policy.criterion, rules),
              amounts: policy.amounts.map((amount) => ({
                amount,
                when: amount.when ? compile(amount.when, rules) : null,
              })),
            },
          ],
    ),
  }
}

/**
 * What a policy gives somebody: the first of its amounts that applies, in the unit of its parameter, `months`
 * for money a month. Undecided while facts or the parameter's value for the day are not known: never a guess.
 */
export type Given =
  | { state: 'given'; label: string; value: number; unit: Unit; months: number | null }
  | { state: 'undecided' }
  | { state: 'none' }

const valueOf = (code: string, { rules }: Known): number | undefined =>
  rules.values[rules.rulebook.parameterAt.get(code) ?? -1]?.value

const givenAs = ({ label, parameter, months }: Amount, known: Known): Given => {
  const { rulebook: book } = known.rules
  const unit = book.parameters[book.parameterAt.get(parameter) ?? -1]?.unit
  const value = valueOf(parameter, known)
  const length = months === undefined ? null : valueOf(months, known)
  if (unit === undefined || value === undefined || length === undefined) return { state: 'undecided' }
  return { state: 'given', label, value, unit, months: length }
}

/** What a policy gives by the facts, if it passes. */
export const givenBy = ({ amounts }: PreparedPolicy, known: Known): Given => {
  for (const { amount, when } of amounts) {
    const outcome = when ? outcomeOfPossible(possibleOf(when.root, known)) : 'pass'
    if (outcome === 'pass') return givenAs(amount, known)
    if (outcome === 'unknown' || outcome === 'not-computed') return { state: 'undecided' }
  }
  return { state: 'none' }
}

/** A policy that somebody has a claim to, or may have once more is known (`unknown`). */
export interface Entitlement {
  policy: Policy
  outcome: Outcome
  gives: Given
}
/** Everything in force on a day that somebody passes, that the office judges, or that may still pass. */
export const entitlementsOn = (prepared: PreparedBook, facts: Facts, day: Day): Entitlement[] => {
  const known = readFacts(rulesOn(prepared.rulebook, day), facts)
  return prepared.policies.flatMap((one) => {
    if (!isInForce(one.policy, day)) return []
    const possible = possibleOf(one.compiled.root, known)
    const outcome = outcomeOfPossible(possible)
    if (!isOpen(outcome) && !(outcome === 'unknown' && possible & (mayPass | mayBeJudged))) return []
    return [{ policy: one.policy, outcome, gives: givenBy(one, known) }]
  })
}
