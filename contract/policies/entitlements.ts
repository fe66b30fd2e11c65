import { codesIn, type Benefit, type BenefitRule } from './benefits'
import { benefitRules, isInForce, type Amount, type Policy, type PolicyBook } from './book'
import { isOpen } from './change'
import { compile, type Compiled } from './compile'
import type { Day } from './days'
import { possibleOf } from './evaluate'
import { mayBeJudged, mayPass, outcomeOfPossible, type Outcome } from './outcomes'
import type { Facts, Unit } from './facts'
import { readFacts, rulebook, rulesOn, type Known, type Rulebook } from './known'

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

/** As something that can be chosen. What is no money, or not decided yet, pays nothing. */
const benefitOf = ({ policy, gives }: Entitlement): Benefit => {
  const { code, title, conditions, papers } = policy
  const benefit = { code, label: title, conditions, papers: papers.length }
  if (gives.state !== 'given') return { ...benefit, payments: [] }
  if (gives.unit === 'fen') return { ...benefit, payments: [{ fen: gives.value, from: 0 }] }
  if (gives.unit !== 'fen-per-month' || !gives.months) return { ...benefit, payments: [] }
  return { ...benefit, payments: [{ fenPerMonth: gives.value, months: gives.months, from: 0 }] }
}

const withoutNeeds = (
  codes: ReadonlySet<string>,
  held: ReadonlySet<string>,
  rules: readonly BenefitRule[],
): Set<string> => {
  const left = new Set(codes)
  const lacks = (rule: BenefitRule): boolean =>
    'needs' in rule && left.has(rule.benefit) && !rule.needs.every((one) => left.has(one) || held.has(one))
  for (let rule = rules.find(lacks); rule && 'needs' in rule; rule = rules.find(lacks))
    left.delete(rule.benefit)
  return left
}
/** A rule among some benefits only; null when it says nothing of them. */
const ruleAmong = (rule: BenefitRule, codes: ReadonlySet<string>): BenefitRule | null => {
  const among = (list: readonly string[]) => list.filter((code) => codes.has(code))
  if ('oneOf' in rule) return among(rule.oneOf).length > 1 ? { ...rule, oneOf: among(rule.oneOf) } : null
  if ('cap' in rule) return among(rule.cap).length > 0 ? { ...rule, cap: among(rule.cap) } : null
  if ('needs' in rule) {
    const needs = among(rule.needs)
    return codes.has(rule.benefit) && needs.length > 0 ? { ...rule, needs } : null
  }
  const both =
    'exclude' in rule ? rule.exclude : 'reduces' in rule ? [rule.reduces, rule.by] : [rule.first, rule.then]
  return both.every((code) => codes.has(code)) ? rule : null
}

/**
 * What can be compared by `combine`. By code: what pays nothing and touches nothing else, so that it is had
 * with any choice, and what cannot be had because something that it needs cannot.
 */
export interface Choosable {
  benefits: Benefit[]
  rules: BenefitRule[]
  besides: string[]
  lacking: string[]
}
/**
 * Entitlements as benefits with the rules of the book on a day, ready for `combine`. `held` are the codes of
 * policies that the person has already, such as a recognition that others need.
 */
export const choosable = (
  { book }: PreparedBook,
  entitlements: readonly Entitlement[],
  day: Day,
  held: readonly string[] = [],
): Choosable => {
  const ruled = benefitRules(book, day)
  const all = new Set(entitlements.map(({ policy }) => policy.code))
  const codes = withoutNeeds(all, new Set(held), ruled)
  const rules = ruled.map((rule) => ruleAmong(rule, codes)).filter((rule) => rule !== null)
  const touched = new Set(rules.flatMap(codesIn))
  const had = entitlements.filter(({ policy }) => codes.has(policy.code)).map(benefitOf)
  const isBesides = ({ code, payments }: Benefit) => payments.length === 0 && !touched.has(code)
  return {
    benefits: had.filter((benefit) => !isBesides(benefit)),
    rules,
    besides: had.filter(isBesides).map(({ code }) => code),
    lacking: [...all].filter((code) => !codes.has(code)),
  }
}
