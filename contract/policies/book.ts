import type { Source } from '../city'
import type { Situation, Stage } from '../vocabulary'
import { criterionFaults, type Criterion } from './criteria'
import { isDay, type Day } from './days'
import type { Outcome } from './evaluate'
import { definitionFaults, type FactDefinition, type FactOrder, type Fault } from './facts'
import { parameterFaults, type Parameter } from './parameters'

/** A clause of a policy's paper, quoted beside what is made of it. */
export interface Clause {
  key: string
  /** As it is cited: `第五条第一款`. */
  title: string
  text: string
}

/** What a policy gives, to whom it applies first wins: `when` is held against the same facts. */
export interface Amount {
  /** `硕士`. */
  label: string
  /** Left out: everybody the policy passes for. */
  when?: Criterion
  /** Code of a parameter in fen or fen a month. */
  parameter: string
  /** For an amount a month: code of a parameter in months. */
  months?: string
}

/** What somebody reads and a jest test runs: on this day, with these facts, this comes out. */
export interface ExampleCase {
  /** `毕业满 5 年的那一天`. */
  title: string
  day: Day
  /** By the code of a fact; what is left out is not known. */
  facts: Readonly<Record<string, boolean | number | string>>
  outcome: Outcome
  /** Keys of the clauses that fail. */
  failing?: readonly string[]
}

/** Where a policy leads: a program that is applied for, or a service at a station. */
export interface Opens {
  kind: 'program' | 'service'
  key: string
}

/** One policy of the “1+22”. */
export interface Policy {
  code: string
  kind: 'master' | 'supporting'
  title: string
  /** In plain words, at most two sentences. */
  summary: string
  department: string
  /** The paper; its `text` is the sentence that founds the policy. */
  source: Source
  inForceFrom: Day
  /** The last day, included; null: until another is published. */
  inForceTo: Day | null
  situations: readonly Situation[]
  stages: readonly Stage[]
  /** Further words it is searched by. */
  keywords: readonly string[]
  clauses: readonly Clause[]
  /** null: a frame for others, about which nothing is decided. */
  criterion: Criterion | null
  amounts: readonly Amount[]
  /** What one has to bring. */
  papers: readonly string[]
  opens: readonly Opens[]
  /** Working days from approval until the money is there; null: no money. */
  paidWithinWorkingDays: number | null
  /** Given without an application once records say so (免申即享). */
  offered: boolean
  examples: readonly ExampleCase[]
}

/** How policies stand to one another. */
export type PolicyRule =
  /** Only one of them. */
  | { kind: 'one-of'; policies: readonly string[]; source: Source }
  /** All of them together no more than a parameter in fen. */
  | { kind: 'cap'; policies: readonly string[]; parameter: string; source: Source }
  /** Beside `because`, of `policy` so many thousandths are left. */
  | { kind: 'reduced'; policy: string; because: string; toThousandths: number; source: Source }
  /** `policy` only after `first`. */
  | { kind: 'after'; policy: string; first: string; source: Source }

/** Everything that decides who gets what: one document, published as a whole, version by version. */
export interface PolicyBook {
  facts: readonly FactDefinition[]
  orders: readonly FactOrder[]
  parameters: readonly Parameter[]
  policies: readonly Policy[]
  rules: readonly PolicyRule[]
  /** Sample text, marked 示例 wherever it is shown. */
  sample: boolean
}

/** Whether a policy is in force on a day. */
export const isInForce = ({ inForceFrom, inForceTo }: Policy, day: Day): boolean =>
  inForceFrom <= day && (inForceTo === null || day <= inForceTo)

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, at) => values.indexOf(value) !== at)

const policyFaults = (book: PolicyBook, policy: Policy): Fault[] => {
  const at = `policies.${policy.code}`
  const named = `政策“${policy.title}”`
  const clauses = policy.clauses.map(({ key }) => key)
  const parameters = new Map(book.parameters.map((one) => [one.code, one]))
  const vocabulary = { facts: book.facts, parameters: book.parameters, clauses }
  const judged = [policy.criterion, ...policy.amounts.map(({ when }) => when ?? null)]
  const unitOf = (code: string | undefined) => (code === undefined ? undefined : parameters.get(code)?.unit)
  return [
    ...repeated(clauses).map((key) => ({ at, message: `${named}的条款“${key}”写了两次` })),
    ...judged.flatMap((criterion) =>
      criterion === null
        ? []
        : criterionFaults(criterion, vocabulary).map((fault) => ({
            at: `${at}.${fault.at}`,
            message: `${named}：${fault.message}`,
          })),
    ),
    ...(isDay(policy.inForceFrom) && (policy.inForceTo === null || policy.inForceTo >= policy.inForceFrom)
      ? []
      : [{ at, message: `${named}的施行起止日期不对` }]),
    ...policy.amounts.flatMap(({ label, parameter, months }) => [
      ...(unitOf(parameter) === (months === undefined ? 'fen' : 'fen-per-month')
        ? []
        : [{ at, message: `${named}的“${label}”要用${months === undefined ? '一次性' : '按月'}金额的参数` }]),
      ...(months === undefined || unitOf(months) === 'months'
        ? []
        : [{ at, message: `${named}的“${label}”的月数要用以月为单位的参数` }]),
    ]),
    ...policy.examples.flatMap(({ title, facts, failing = [] }) => [
      ...Object.keys(facts)
        .filter((code) => !book.facts.some((one) => one.code === code))
        .map((code) => ({ at, message: `${named}的例子“${title}”用了没有的事实“${code}”` })),
      ...failing
        .filter((key) => !clauses.includes(key))
        .map((key) => ({ at, message: `${named}的例子“${title}”引用了没有的条款“${key}”` })),
    ]),
  ]
}

const ruleCodes = (rule: PolicyRule): readonly string[] =>
  rule.kind === 'one-of' || rule.kind === 'cap'
    ? rule.policies
    : [rule.policy, rule.kind === 'reduced' ? rule.because : rule.first]

/** `after` rules that lead back to where they began: nobody could ever have any of them. */
const circlesOf = (rules: readonly PolicyRule[]): string[][] => {
  const firstOf = new Map<string, string[]>()
  for (const rule of rules)
    if (rule.kind === 'after') firstOf.set(rule.policy, [...(firstOf.get(rule.policy) ?? []), rule.first])
  const circles: string[][] = []
  const walk = (code: string, path: readonly string[]): void => {
    const seen = path.indexOf(code)
    if (seen >= 0) {
      if (path.slice(seen).every((one) => one >= code)) circles.push([...path.slice(seen), code])
      return
    }
    for (const first of firstOf.get(code) ?? []) walk(first, [...path, code])
  }
  for (const code of firstOf.keys()) walk(code, [])
  return circles
}

const rulesFaults = ({ rules, policies, parameters }: PolicyBook): Fault[] => {
  const titleOf = (code: string) => policies.find((one) => one.code === code)?.title ?? code
  return [
    ...rules.flatMap((rule, index) => [
      ...ruleCodes(rule)
        .filter((code) => !policies.some((one) => one.code === code))
        .map((code) => ({ at: `rules.${index}`, message: `互斥规则用了没有的政策“${code}”` })),
      ...(rule.kind === 'cap' && parameters.find((one) => one.code === rule.parameter)?.unit !== 'fen'
        ? [{ at: `rules.${index}`, message: '合计上限要用以元为单位的一次性金额参数' }]
        : []),
      ...(rule.kind === 'reduced' && !(rule.toThousandths >= 0 && rule.toThousandths <= 1000)
        ? [{ at: `rules.${index}`, message: '减发后的比例要在 0 到 1000‰ 之间' }]
        : []),
    ]),
    ...circlesOf(rules).map((circle) => ({
      at: 'rules',
      message: `先后次序绕成一圈，谁也领不到：${circle.map(titleOf).join(' → ')}`,
    })),
  ]
}

/**
 * Everything that keeps a book from being published, but its examples: codes used twice, what is named and
 * not there, units that do not go together, an order that leads back to itself. Each sentence names where.
 */
export const bookFaults = (book: PolicyBook): Fault[] => [
  ...repeated(book.policies.map(({ code }) => code)).map((code) => ({
    at: `policies.${code}`,
    message: `政策编号“${code}”用了两次`,
  })),
  ...definitionFaults(book.facts),
  ...parameterFaults(book.parameters),
  ...book.policies.flatMap((policy) => policyFaults(book, policy)),
  ...rulesFaults(book),
  ...(book.policies.filter(({ kind }) => kind === 'master').length === 1
    ? []
    : [{ at: 'policies', message: '要有一项、也只有一项总政策' }]),
]
