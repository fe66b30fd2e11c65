import { codesIn, horizonMonths, type Benefit, type BenefitRule } from './benefits'
import { benefitRules } from './book'
import { addMonths, type Day } from './days'
import type { Entitlement, PreparedBook } from './entitlements'
import {
  grantable,
  grantRulesOn,
  isHad,
  type Asked,
  type GrantRules,
  type Held,
  type NotGranted,
} from './granting'
import { scheduleOf } from './money'

/** As something that can be chosen. What is no money, or not decided yet, pays nothing. */
const benefitOf = ({ policy, gives }: Entitlement): Benefit => {
  const { code, title, conditions, papers } = policy
  const benefit = { code, label: title, conditions, papers: papers.length }
  if (gives.state !== 'given') return { ...benefit, payments: [] }
  if (gives.unit === 'fen') return { ...benefit, payments: [{ fen: gives.value, from: 0 }] }
  if (gives.unit !== 'fen-per-month' || !gives.months) return { ...benefit, payments: [] }
  return { ...benefit, payments: [{ fenPerMonth: gives.value, months: gives.months, from: 0 }] }
}

/** The months of the horizon, `YYYY-MM`, the present one first. */
const monthsFrom = (day: Day): string[] =>
  Array.from({ length: horizonMonths }, (_, at) => addMonths(`${day.slice(0, 7)}-01`, at).slice(0, 7))

/** What is had on the day, one a code, with the money that is still to come by month. */
const givenOf = (had: readonly Held[], day: Day): Benefit[] => {
  const months = monthsFrom(day)
  return [...new Set(had.map(({ code }) => code))].map((code) => {
    const those = had.filter((one) => one.code === code)
    const payments = those
      .flatMap((one) => one.payments)
      .map(({ month, fen }) => ({ fen, from: months.indexOf(month) }))
      .filter(({ from }) => from >= 0)
    return { code, label: those[0]?.label ?? code, payments, conditions: [], papers: 0 }
  })
}

/** What was had before and ended counts towards the most months; null: nothing is left of it. */
const restOf = (benefit: Benefit, held: readonly Held[]): Benefit | null => {
  const before = held.filter(({ code }) => code === benefit.code).flatMap(({ payments }) => payments).length
  if (before === 0 || benefit.payments.length === 0) return benefit
  const payments = benefit.payments.flatMap((one) =>
    'months' in one && one.months > before ? [{ ...one, months: one.months - before }] : [],
  )
  return payments.length > 0 ? { ...benefit, payments } : null
}

/** What cannot be granted now beside what is held, or of which it cannot be told how much: why, and what can be done. */
export type Refused = NotGranted & { code: string }

/** A need can still be chosen together with what needs it, and is seen to apart. */
const withoutNeedRules = ({ rules, labels }: GrantRules): GrantRules => ({
  labels,
  rules: rules.filter((rule) => !('needs' in rule)),
})
const refusalOf = (
  benefit: Benefit,
  { rules, held, day }: { rules: GrantRules; held: readonly Held[]; day: Day },
): Refused[] => {
  const { code } = benefit
  const months = monthsFrom(day)
  const asked: Asked = {
    code,
    label: rules.labels[code] ?? benefit.label,
    day,
    payments: scheduleOf(benefit).flatMap((fen, at) => (fen > 0 ? [{ month: months[at] ?? '', fen }] : [])),
  }
  const may = grantable({ rules, granted: held, asked })
  return may.state === 'refused' ? [{ ...may, code }] : []
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

/** Which benefits are open, which are had, and everything that is or was held. */
interface Beside {
  codes: ReadonlySet<string>
  given: ReadonlySet<string>
  held: readonly Held[]
}
type Cap = Extract<BenefitRule, { cap: readonly string[] }>
/** What a cap leaves beside what is held: over all, less what that comes to; in a month, after what that pays in it. */
const capBeside = (rule: Cap, { codes, given, held }: Beside): BenefitRule | null => {
  const cap = rule.cap.filter((code) => codes.has(code))
  if (cap.length === 0) return null
  if (rule.each === 'month') return { ...rule, cap: [...rule.cap.filter((code) => given.has(code)), ...cap] }
  const heldFen = held
    .filter(({ code }) => rule.cap.includes(code))
    .flatMap(({ payments }) => payments)
    .reduce((sum, { fen }) => sum + fen, 0)
  return { ...rule, cap, fen: Math.max(0, rule.fen - heldFen) }
}
/**
 * A rule among what is open, beside what is had; null when it says nothing of it. What excludes, or comes first or
 * after, what is had has been refused; and what is had is never made less.
 */
const ruleBeside = (rule: BenefitRule, beside: Beside): BenefitRule | null => {
  const { codes, given } = beside
  const among = (list: readonly string[]) => list.filter((code) => codes.has(code))
  if ('oneOf' in rule) return among(rule.oneOf).length > 1 ? { ...rule, oneOf: among(rule.oneOf) } : null
  if ('cap' in rule) return capBeside(rule, beside)
  if ('needs' in rule) {
    const needs = among(rule.needs)
    return codes.has(rule.benefit) && needs.length > 0 ? { ...rule, needs } : null
  }
  if ('reduces' in rule)
    return codes.has(rule.reduces) && (codes.has(rule.by) || given.has(rule.by)) ? rule : null
  const both = 'exclude' in rule ? rule.exclude : [rule.first, rule.then]
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
  /** What is had already: part of every choice, and proposed in none. */
  given: Benefit[]
  /** Codes of what was had to the end, so that nothing of it is left. */
  usedUp: string[]
  refused: Refused[]
}
/**
 * Entitlements as benefits with the rules of the book on a day, ready for `combine`, beside what the person holds and
 * held: by the rules that {@link grantable} goes by. A cap that has no value on the day refuses what it caps.
 */
export const choosable = (
  { book }: PreparedBook,
  entitlements: readonly Entitlement[],
  day: Day,
  held: readonly Held[] = [],
): Choosable => {
  const given = givenOf(
    held.filter((one) => isHad(one, day)),
    day,
  )
  const givenCodes = new Set(given.map(({ code }) => code))
  const asked = entitlements.filter(({ policy }) => !givenCodes.has(policy.code)).map(benefitOf)
  const rests = asked.map((benefit) => restOf(benefit, held)).filter((one) => one !== null)
  const granting = withoutNeedRules(grantRulesOn(book, day))
  const refused = rests.flatMap((benefit) => refusalOf(benefit, { rules: granting, held, day }))
  const all = new Set(
    rests.map(({ code }) => code).filter((one) => !refused.some(({ code }) => code === one)),
  )

  const ruled = benefitRules(book, day)
  const codes = withoutNeeds(all, givenCodes, ruled)
  const beside: Beside = { codes, given: givenCodes, held }
  const rules = ruled.map((rule) => ruleBeside(rule, beside)).filter((rule) => rule !== null)
  const touched = new Set(rules.flatMap(codesIn))
  const open = rests.filter(({ code }) => codes.has(code))
  const isBesides = ({ code, payments }: Benefit) => payments.length === 0 && !touched.has(code)
  return {
    benefits: open.filter((benefit) => !isBesides(benefit)),
    rules,
    besides: open.filter(isBesides).map(({ code }) => code),
    lacking: [...all].filter((code) => !codes.has(code)),
    given,
    usedUp: asked.map(({ code }) => code).filter((one) => !rests.some(({ code }) => code === one)),
    refused,
  }
}
