import type { Source } from '../city'
import type { Situation, Stage } from '../vocabulary'
import { criterionFaults, type Criterion } from './criteria'
import { isDay, type Day } from './days'
import type { Outcome } from './outcomes'
import {
  definitionFaults,
  factFault,
  orderFaults,
  type FactDefinition,
  type FactOrder,
  type Fault,
  type Facts,
} from './facts'
import { benefitFaults, type BenefitRule } from './benefits'
import { parameterFaults, parameterOn, type Parameter } from './parameters'
import type { Unit } from './units'

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
  /** Code of a parameter: money once in fen, money a month, or something else than money (days, months). */
  parameter: string
  /** For money a month: code of a parameter in months, the most that it is paid for. */
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
  /** Label of the amount that is given. */
  gives?: string
}

/** The facts of an example: of its own day, and as the office has them on record. */
export const factsOfExample = ({ facts, day }: ExampleCase): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([code, value]) => [code, { value, source: 'office' as const, asOf: day }]),
  )

/** Where a policy leads: a program that is applied for, or a service at a station. */
export interface Opens {
  kind: 'program' | 'service'
  key: string
}

/** The one policy that founds the others, and those others. */
export type PolicyKind = 'master' | 'supporting'
/** Kinds in Chinese. */
export const policyKindLabels: Readonly<Record<PolicyKind, string>> = {
  master: '总政策',
  supporting: '配套政策',
}

/** One policy of the “1+22”. */
export interface Policy {
  code: string
  kind: PolicyKind
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
  /** What has to be kept up, or it ends: `在本市租房居住`. */
  conditions: readonly string[]
  opens: readonly Opens[]
  /** Working days from approval until the money is there; null: no money. */
  paidWithinWorkingDays: number | null
  /** Given without an application once records say so (免申即享). */
  offered: boolean
  examples: readonly ExampleCase[]
}

/**
 * How policies stand to one another, by their codes, each with the clause that says so. What the forms mean is
 * written at {@link BenefitRule}; a cap is a parameter, in fen over all or in fen a month.
 */
export type BookRule = { source: Source } & (
  | { oneOf: readonly string[] }
  | { cap: readonly string[]; parameter: string; each: 'month' | 'all' }
  | { reduces: string; by: string; toThousandths: number }
  | { benefit: string; needs: readonly string[] }
  | { first: string; then: string }
)

/** Everything that decides who gets what: one document, published as a whole, version by version. */
export interface PolicyBook {
  facts: readonly FactDefinition[]
  orders: readonly FactOrder[]
  parameters: readonly Parameter[]
  policies: readonly Policy[]
  rules: readonly BookRule[]
  /** Sample text, marked 示例 wherever it is shown. */
  sample: boolean
}

/** Whether a policy is in force on a day. */
export const isInForce = ({ inForceFrom, inForceTo }: Policy, day: Day): boolean =>
  inForceFrom <= day && (inForceTo === null || day <= inForceTo)

/** The rules of a book with the caps of a day. A cap without a value on the day caps nothing. */
export const benefitRules = (book: Pick<PolicyBook, 'rules' | 'parameters'>, day: Day): BenefitRule[] =>
  book.rules.flatMap(({ source, ...rule }): BenefitRule[] => {
    const clause = `《${source.paper}》${source.clause}`
    if (!('cap' in rule)) return [{ clause, ...rule }]
    const parameter = book.parameters.find(({ code }) => code === rule.parameter)
    const fen = parameter && parameterOn(parameter, day)?.value
    return fen === undefined ? [] : [{ clause, cap: rule.cap, fen, each: rule.each }]
  })

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, at) => values.indexOf(value) !== at)

/** What of a policy is looked at: where its faults lie, what it is called, and the book it stands in. */
interface Looked {
  policy: Policy
  book: PolicyBook
  at: string
  named: string
}

const criteriaFaults = ({ policy, book, at, named }: Looked): Fault[] => {
  const clauses = policy.clauses.map(({ key }) => key)
  const vocabulary = { facts: book.facts, parameters: book.parameters, clauses }
  return [policy.criterion, ...policy.amounts.map(({ when }) => when ?? null)].flatMap((criterion) =>
    criterion === null
      ? []
      : criterionFaults(criterion, vocabulary).map((fault) => ({
          at: `${at}.${fault.at}`,
          message: `${named}：${fault.message}`,
        })),
  )
}

const amountMessage = (unit: Unit | undefined, amount: Amount, months: Unit | undefined): string | null => {
  if (unit === undefined) return `没有名为“${amount.parameter}”的参数`
  if (unit === 'fen-per-year') return '不能按年发放，要用一次性或按月金额的参数'
  if (amount.months === undefined) return unit === 'fen-per-month' ? '按月发放，要写最长几个月' : null
  if (unit !== 'fen-per-month') return '写了月数，要用按月金额的参数'
  return months === 'months' ? null : '的月数要用以月为单位的参数'
}
const amountFaults = ({ policy, book, at, named }: Looked): Fault[] =>
  policy.amounts.flatMap((amount) => {
    const unitOf = (code: string | undefined) => book.parameters.find((one) => one.code === code)?.unit
    const message = amountMessage(unitOf(amount.parameter), amount, unitOf(amount.months))
    return message === null ? [] : [{ at, message: `${named}的“${amount.label}”${message}` }]
  })

const exampleFaults = ({ policy, book, at, named }: Looked): Fault[] =>
  policy.examples.flatMap((example) => {
    const fault = (message: string): Fault => ({ at, message: `${named}的例子“${example.title}”${message}` })
    if (!isDay(example.day)) return [fault('的日期不存在')]
    const facts = factsOfExample(example)
    const { failing = [], gives } = example
    return [
      ...Object.entries(facts).flatMap(([code, fact]) => {
        const definition = book.facts.find((one) => one.code === code)
        if (!definition || !fact) return [fault(`用了没有的事实“${code}”`)]
        const message = factFault(definition, fact, example.day)
        return message === null ? [] : [fault(`：${message}`)]
      }),
      ...orderFaults(book.orders, facts).map(({ message }) => fault(`：${message}`)),
      ...failing
        .filter((key) => !policy.clauses.some((one) => one.key === key))
        .map((key) => fault(`引用了没有的条款“${key}”`)),
      ...(gives === undefined || policy.amounts.some(({ label }) => label === gives)
        ? []
        : [fault(`引用了没有的给付“${gives}”`)]),
    ]
  })

const policyFaults = (book: PolicyBook, policy: Policy): Fault[] => {
  const looked: Looked = {
    policy,
    book,
    at: `policies.${policy.code}`,
    named: `政策“${policy.title}”`,
  }
  const { at, named } = looked
  const { inForceFrom, inForceTo } = policy
  return [
    ...repeated(policy.clauses.map(({ key }) => key)).map((key) => ({
      at,
      message: `${named}的条款“${key}”写了两次`,
    })),
    ...criteriaFaults(looked),
    ...(isDay(inForceFrom) && (inForceTo === null || (isDay(inForceTo) && inForceTo >= inForceFrom))
      ? []
      : [{ at, message: `${named}的施行起止日期不对` }]),
    ...amountFaults(looked),
    ...exampleFaults(looked),
  ]
}

const capFaults = ({ rules, parameters }: PolicyBook): Fault[] =>
  rules.flatMap((rule, index) => {
    if (!('cap' in rule)) return []
    const parameter = parameters.find(({ code }) => code === rule.parameter)
    if (parameter?.unit === (rule.each === 'all' ? 'fen' : 'fen-per-month')) return []
    const wanted = rule.each === 'all' ? '一次性' : '按月'
    return [{ at: `rules.${index}`, message: `合计上限“${rule.parameter}”要用${wanted}金额的参数` }]
  })
/** Rules that contradict one another do so whatever is paid: each policy stands as a benefit without money. */
const rulesFaults = (book: PolicyBook): Fault[] => {
  const benefits = book.policies.map(({ code, title }) => ({
    code,
    label: title,
    payments: [],
    conditions: [],
    papers: 0,
  }))
  const rules = book.rules.map(({ source, ...rule }): BenefitRule => {
    const clause = `《${source.paper}》${source.clause}`
    return 'cap' in rule ? { clause, cap: rule.cap, fen: 0, each: rule.each } : { clause, ...rule }
  })
  const contradictions = benefitFaults(benefits, rules).filter(({ at }) => at !== '')
  return [...capFaults(book), ...contradictions.map(({ at, message }) => ({ at: `rules.${at}`, message }))]
}

/**
 * Everything that keeps a book from being published, but its examples: codes used twice, what is named and
 * not there, units that do not go together, an order that leads back to itself. Each sentence names where; `at` is
 * `policies.code…`, `parameters.code`, `facts.code`, or of a rule its number or a policy that it is about.
 */
export const bookFaults = (book: PolicyBook): Fault[] => [
  ...definitionFaults(book.facts).map(({ at, message }) => ({ at: `facts.${at}`, message })),
  ...parameterFaults(book.parameters).map(({ at, message }) => ({ at: `parameters.${at}`, message })),
  ...book.policies.flatMap((policy) => policyFaults(book, policy)),
  ...rulesFaults(book),
  ...(book.policies.filter(({ kind }) => kind === 'master').length === 1
    ? []
    : [{ at: 'policies', message: '要有一项、也只有一项总政策' }]),
]
