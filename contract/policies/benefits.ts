import type { Fault } from './facts'
import { mostOf } from './units'

/** How far benefits are compared: three years, month 0 being the present one. */
export const horizonMonths = 36
/** How many benefits can be compared at once. */
export const mostBenefits = 60

/** Money by month from month `from` on, or once in it. Whole fen; months count from the present one, 0. */
export type Payment = { fenPerMonth: number; months: number; from: number } | { fen: number; from: number }

/** Something that can be chosen: what it pays, what it asks for. */
export interface Benefit {
  code: string
  label: string
  payments: readonly Payment[]
  /** What has to be kept up for it, in words: `在本地工作满 3 年`. */
  conditions: readonly string[]
  /** How many papers have to be handed in for it. */
  papers: number
}

/**
 * What benefits are to one another, each with the clause that says so:
 * - `exclude`: the two are not had together; `oneOf`: at most one of these.
 * - `cap`: together at most `fen`, in each month or over all. Over all, what comes later is cut first; within
 *   a month, what is named later.
 * - `reduces`: who has `by` gets each payment of `reduces` at so many thousandths, rounded down to the fen. Of
 *   several reductions the strongest counts, alone.
 * - `needs`: `benefit` is given only with all of these.
 * - `first`, `then`: had both, `then` begins after the last month of `first`.
 * Order, then reductions, then caps as they are listed.
 */
export type BenefitRule = { clause?: string } & (
  | { exclude: readonly [string, string] }
  | { oneOf: readonly string[] }
  | { cap: readonly string[]; fen: number; each: 'month' | 'all' }
  | { reduces: string; by: string; toThousandths: number }
  | { benefit: string; needs: readonly string[] }
  | { first: string; then: string }
)

/** The codes that a rule speaks of. */
export const codesIn = (rule: BenefitRule): readonly string[] => {
  if ('exclude' in rule) return rule.exclude
  if ('oneOf' in rule) return rule.oneOf
  if ('cap' in rule) return rule.cap
  if ('reduces' in rule) return [rule.by, rule.reduces]
  return 'needs' in rule ? [rule.benefit, ...rule.needs] : [rule.first, rule.then]
}

/** Pairs that are not had together. */
export const excludedPairs = (rules: readonly BenefitRule[]): [string, string][] =>
  rules.flatMap((rule): [string, string][] => {
    if ('exclude' in rule) return [[rule.exclude[0], rule.exclude[1]]]
    if (!('oneOf' in rule)) return []
    return rule.oneOf.flatMap((one, at) =>
      rule.oneOf.slice(at + 1).map((other): [string, string] => [one, other]),
    )
  })

const isCount = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= most

const paymentFault = (label: string, payment: Payment): string | null => {
  const fen = 'fen' in payment ? payment.fen : payment.fenPerMonth
  if (!Number.isInteger(fen) || fen < 0) return `“${label}”的金额要是不小于 0 的整数（分）`
  if (fen > mostOf.fen) return `“${label}”的金额太大，请检查`
  if (!isCount(payment.from, 1200)) return `“${label}”的起始月份不对，本月是 0`
  if ('months' in payment && (payment.months < 1 || !isCount(payment.months, 1200)))
    return `“${label}”的发放月数要是 1 到 1200 的整数`
  return null
}
const benefitFault = ({ label, payments, papers }: Benefit): string | null => {
  if (!isCount(papers, 1000)) return `“${label}”的材料份数要是不小于 0 的整数`
  if (payments.length > horizonMonths) return `“${label}”的发放写得太细，最多 ${horizonMonths} 笔`
  return payments.map((payment) => paymentFault(label, payment)).find((message) => message !== null) ?? null
}

const greatestFen = ({ payments }: Benefit): number =>
  payments.reduce(
    (sum, payment) =>
      sum +
      ('months' in payment ? payment.fenPerMonth * Math.min(payment.months, horizonMonths) : payment.fen),
    0,
  )

const ruleFault = (rule: BenefitRule, label: (code: string) => string): string | null => {
  const codes = codesIn(rule)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice !== undefined) return `“${label(twice)}”在同一条规则里出现了两次`
  if (('oneOf' in rule && rule.oneOf.length < 2) || ('needs' in rule && rule.needs.length === 0))
    return `“${codes.map(label).join('、')}”：规则里至少要有两项待遇`
  if ('cap' in rule && (codes.length === 0 || !isCount(rule.fen, Number.MAX_SAFE_INTEGER)))
    return `“${codes.map(label).join('、')}”的合计上限要是不小于 0 的整数（分）`
  return 'reduces' in rule && !isCount(rule.toThousandths, 1000)
    ? `“${label(rule.reduces)}”减发后的比例要在 0 到 1000‰ 之间`
    : null
}

/** A circle in a graph as the codes on it, in order; null when there is none. */
const circleIn = (edges: ReadonlyMap<string, readonly string[]>): string[] | null => {
  const done = new Set<string>()
  const path: string[] = []
  const walk = (code: string): string[] | null => {
    const at = path.indexOf(code)
    if (at >= 0) return path.slice(at)
    if (done.has(code)) return null
    path.push(code)
    for (const next of edges.get(code) ?? []) {
      const circle = walk(next)
      if (circle) return circle
    }
    path.pop()
    done.add(code)
    return null
  }
  for (const code of edges.keys()) {
    const circle = walk(code)
    if (circle) return circle
  }
  return null
}
type Edge = readonly [from: string, to: string]
const graphOf = (edges: readonly Edge[]): Map<string, string[]> => {
  const graph = new Map<string, string[]>()
  for (const [from, to] of edges) graph.set(from, [...(graph.get(from) ?? []), to])
  return graph
}
const needEdges = (rules: readonly BenefitRule[]): Edge[] =>
  rules.flatMap((rule) => ('needs' in rule ? rule.needs.map((need): Edge => [rule.benefit, need]) : []))

const circleFaults = (rules: readonly BenefitRule[], label: (code: string) => string): Fault[] => {
  const circles: [readonly Edge[], string][] = [
    [needEdges(rules), '互为前提'],
    [rules.flatMap((rule): Edge[] => ('first' in rule ? [[rule.first, rule.then]] : [])), '互相排在对方之后'],
    [rules.flatMap((rule): Edge[] => ('reduces' in rule ? [[rule.by, rule.reduces]] : [])), '互相减发'],
  ]
  return circles.flatMap(([edges, what]) => {
    const circle = circleIn(graphOf(edges))
    const names = circle?.map((code) => `“${label(code)}”`).join('')
    return circle ? [{ at: circle[0] ?? '', message: `${names}${what}，成了一个圈，请去掉其中一条` }] : []
  })
}

/** Benefits that can never be had, because what they need excludes one another or themselves. */
const neverFaults = (rules: readonly BenefitRule[], label: (code: string) => string): Fault[] => {
  const needs = graphOf(needEdges(rules))
  const pairs = excludedPairs(rules)
  return [...needs.keys()].flatMap((code) => {
    const together = new Set([code])
    for (const one of together) for (const need of needs.get(one) ?? []) together.add(need)
    const pair = pairs.find(([one, other]) => together.has(one) && together.has(other))
    if (!pair) return []
    const [one, other] = pair.map((each) => `“${label(each)}”`)
    return [{ at: code, message: `“${label(code)}”永远不能享受：它要求的${one}和${other}不能同时享受` }]
  })
}
/** Benefits that come after one which they exclude. */
const orderFaults = (rules: readonly BenefitRule[], label: (code: string) => string): Fault[] => {
  const pairs = excludedPairs(rules).map((pair) => [...pair].sort().join('\n'))
  return rules.flatMap((rule) =>
    'first' in rule && pairs.includes([rule.first, rule.then].sort().join('\n'))
      ? [
          {
            at: rule.then,
            message: `“${label(rule.first)}”和“${label(rule.then)}”既规定了先后，又规定不能都享受，请去掉一条`,
          },
        ]
      : [],
  )
}

/**
 * What is wrong with benefits and their rules: amounts that are no whole fen or too large, benefits that do
 * not exist, and rules that contradict one another, each as a sentence that names the benefits. `at` is a code.
 */
export const benefitFaults = (benefits: readonly Benefit[], rules: readonly BenefitRule[]): Fault[] => {
  const labels = new Map(benefits.map(({ code, label }) => [code, label]))
  const label = (code: string) => labels.get(code) ?? code
  const own = benefits.flatMap((benefit, at): Fault[] => {
    const isTwice = benefits.findIndex(({ code }) => code === benefit.code) !== at
    const message = isTwice ? `编号“${benefit.code}”用在了两项待遇上` : benefitFault(benefit)
    return message === null ? [] : [{ at: benefit.code, message }]
  })
  const sum = own.length > 0 ? 0 : benefits.reduce((all, benefit) => all + greatestFen(benefit), 0)
  // What is compared counts each fen by the months that are left; that must stay exact too.
  const isTooMuch = sum * horizonMonths > Number.MAX_SAFE_INTEGER
  const many = benefits.length > mostBenefits
  const ruled = rules.flatMap((rule): Fault[] => {
    const unknown = codesIn(rule).find((code) => !labels.has(code))
    const message = unknown === undefined ? ruleFault(rule, label) : `规则提到的“${unknown}”不在这些待遇里`
    return message === null ? [] : [{ at: codesIn(rule)[0] ?? '', message }]
  })
  return [
    ...(many ? [{ at: '', message: `一次最多比较 ${mostBenefits} 项待遇` }] : []),
    ...(isTooMuch ? [{ at: '', message: '这些待遇的金额合计太大，无法准确计算，请检查' }] : []),
    ...own,
    ...ruled,
    ...(ruled.length > 0
      ? []
      : [...circleFaults(rules, label), ...neverFaults(rules, label), ...orderFaults(rules, label)]),
  ]
}
