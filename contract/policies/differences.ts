import type { Source } from '../city'
import { situationLabels, stageLabels } from '../vocabulary'
import { policyKindLabels, type BookRule, type Policy, type PolicyBook } from './book'
import { factsOf, type Comparison, type Criterion } from './criteria'
import { dayInWords } from './days'
import { factKindLabels, type FactDefinition, type FactType } from './facts'
import type { Parameter } from './parameters'
import {
  amountText,
  criterionText,
  exampleText,
  parameterText,
  parameterValueText,
  policiesOfRule,
  ruleKindLabels,
  ruleKindOf,
  ruleText,
} from './office-words'
import { numberText, unitLabels } from './units'

/** What of a policy can differ. */
export type DifferenceOf =
  | 'title'
  | 'summary'
  | 'department'
  | 'source'
  | 'dates'
  | 'words'
  | 'clause'
  | 'criterion'
  | 'amount'
  | 'parameter'
  | 'fact'
  | 'papers'
  | 'conditions'
  | 'opens'
  | 'payment'
  | 'offered'
  | 'rule'
  | 'example'

/** One thing that differs, as texts for people; null where it was not there, or is not any more. */
export interface Difference {
  what: DifferenceOf
  /** `第五条第一款`, `硕士`, `家庭月收入上限`. */
  label: string
  before: string | null
  after: string | null
}
/** What differs of one policy, parameter or fact. Of what was added or removed, that alone is said. */
export interface ThingDifference {
  code: string
  title: string
  kind: 'added' | 'removed' | 'changed'
  changes: Difference[]
}

interface Line {
  /** By what lines of two versions are known to be the same. */
  key: string
  label: string
  text: string
}
/** Lines known by a key, told apart where several have the same. */
const keyed = (lines: readonly Line[]): Map<string, Line> => {
  const all = new Map<string, Line>()
  for (const line of lines) {
    let key = line.key
    for (let turn = 2; all.has(key); turn += 1) key = `${line.key}\n${turn}`
    all.set(key, line)
  }
  return all
}
const linesDiffer = (what: DifferenceOf, before: readonly Line[], after: readonly Line[]): Difference[] => {
  const [old, now] = [keyed(before), keyed(after)]
  const gone = [...old].filter(([key]) => !now.has(key))
  return [
    ...[...now].flatMap(([key, { label, text }]): Difference[] => {
      const was = old.get(key)
      if (was?.text === text && was.label === label) return []
      return [{ what, label, before: was?.text ?? null, after: text }]
    }),
    ...gone.map(([, { label, text }]): Difference => ({ what, label, before: text, after: null })),
  ]
}
const textDiffers = (what: DifferenceOf, label: string, before: string, after: string): Difference[] =>
  before === after ? [] : [{ what, label, before: before || null, after: after || null }]

const sourceText = ({ paper, clause, text, effectiveOn }: Source): string =>
  `《${paper}》${clause}，${dayInWords(effectiveOn)}起：${text}`
const datesText = ({ inForceFrom, inForceTo }: Policy): string =>
  `${dayInWords(inForceFrom)}起${inForceTo === null ? '' : `，至${dayInWords(inForceTo)}`}`

const clauseTitle = (policy: Policy, key: string | undefined): string | undefined =>
  policy.clauses.find((one) => one.key === key)?.title
/** The parts that all have to be so, each a line; any other criterion is one line. */
const criterionLines = (policy: Policy, book: PolicyBook): Line[] => {
  const { criterion } = policy
  if (criterion === null) return []
  const parts: readonly Criterion[] = 'all' in criterion ? criterion.all : [criterion]
  return parts.map((part) => {
    const label = part.label ?? clauseTitle(policy, part.clause) ?? '条件'
    const text = [criterionText(part, book), ...(part.advice ? [`建议：${part.advice}`] : [])].join('。')
    return { key: `${part.clause ?? ''} ${label}`, label, text }
  })
}
const clauseLines = ({ clauses }: Policy): Line[] =>
  clauses.map(({ key, title, text }) => ({ key, label: title, text }))
const amountLines = ({ amounts }: Policy, book: PolicyBook): Line[] =>
  amounts.map((amount) => ({ key: amount.label, label: amount.label, text: amountText(amount, book) }))
const exampleLines = ({ examples }: Policy, book: PolicyBook): Line[] =>
  examples.map((one) => ({ key: one.title, label: one.title, text: exampleText(one, book) }))

const tagsText = ({ stages, situations }: Policy): string =>
  [...stages.map((one) => stageLabels[one]), ...situations.map((one) => situationLabels[one])].join('、')
const kindText = ({ kind }: Policy): string => policyKindLabels[kind]
const opensText = ({ opens }: Policy): string =>
  opens.map(({ kind, key }) => `${kind === 'program' ? '项目' : '服务'} ${key}`).join('、')
const paidText = ({ paidWithinWorkingDays }: Policy): string =>
  paidWithinWorkingDays === null ? '' : `${paidWithinWorkingDays} 个工作日内`

const parametersIn = (criterion: Criterion): string[] => {
  if ('fact' in criterion)
    return Object.values(criterion as Comparison & Record<string, unknown>).flatMap((operand: unknown) =>
      typeof operand === 'object' && operand !== null && 'parameter' in operand
        ? [String(operand.parameter)]
        : [],
    )
  if ('all' in criterion) return criterion.all.flatMap(parametersIn)
  if ('any' in criterion) return criterion.any.flatMap(parametersIn)
  if ('not' in criterion) return parametersIn(criterion.not)
  if ('of' in criterion) return criterion.of.flatMap(parametersIn)
  return 'when' in criterion ? [criterion.when, criterion.then].flatMap(parametersIn) : []
}
const criteriaOf = ({ criterion, amounts }: Policy): Criterion[] =>
  [criterion, ...amounts.map(({ when }) => when ?? null)].filter((one) => one !== null)
const rulesOf = (book: PolicyBook, code: string): BookRule[] =>
  book.rules.filter((rule) => policiesOfRule(rule).includes(code))

/** The codes of all parameters by which a policy decides, pays or is capped, each once. */
export const parametersOf = (policy: Policy, book: Pick<PolicyBook, 'rules'>): string[] => [
  ...new Set([
    ...criteriaOf(policy).flatMap(parametersIn),
    ...policy.amounts.flatMap(({ parameter, months }) => [
      parameter,
      ...(months === undefined ? [] : [months]),
    ]),
    ...book.rules.flatMap((rule) =>
      'cap' in rule && rule.cap.includes(policy.code) ? [rule.parameter] : [],
    ),
  ]),
]

const parameterLines = (parameters: readonly Parameter[], codes?: readonly string[]): Line[] =>
  parameters
    .filter(({ code }) => codes?.includes(code) ?? true)
    .map((parameter) => ({ key: parameter.code, label: parameter.label, text: parameterText(parameter) }))

const numberTexts = ({ unit, max, grows }: FactType & { kind: 'integer' }): string[] => [
  `单位：${unitLabels[unit]}`,
  ...(max === undefined ? [] : [`不超过 ${numberText(max, unit)}`]),
  ...(grows ? ['每过一个月加一'] : []),
]
const factText = ({ question, type, validForMonths, fixed }: FactDefinition): string =>
  [
    question,
    factKindLabels[type.kind],
    ...(type.kind === 'choice'
      ? [
          type.options
            .map(({ label, rank }) => (rank === undefined ? label : `${label}（次序 ${rank}）`))
            .join('、'),
        ]
      : []),
    ...(type.kind === 'integer' ? numberTexts(type) : []),
    ...(type.kind === 'day' && type.future ? ['可以是将来的日期'] : []),
    ...(validForMonths === undefined ? [] : [`${validForMonths} 个月后要重新确认`]),
    ...(fixed ? ['本人不能改变'] : []),
  ].join('；')
const factLines = (facts: readonly FactDefinition[], codes: readonly string[]): Line[] =>
  facts
    .filter(({ code }) => codes.includes(code))
    .map((fact) => ({ key: fact.code, label: fact.label, text: factText(fact) }))

const ruleLines = (rules: readonly BookRule[], book: PolicyBook): Line[] =>
  rules.map((rule) => ({
    key: `${ruleKindOf(rule)} ${[...policiesOfRule(rule)].join(' ')}`,
    label: ruleKindLabels[ruleKindOf(rule)],
    text: `${ruleText(rule, book)}（《${rule.source.paper}》${rule.source.clause}：${rule.source.text}）`,
  }))

/** Lines that both have: what only one uses is said by its criterion or amount. */
const shared = (before: readonly Line[], after: readonly Line[]): [Line[], Line[]] => {
  const [old, now] = [before.map(({ key }) => key), after.map(({ key }) => key)]
  return [before.filter(({ key }) => now.includes(key)), after.filter(({ key }) => old.includes(key))]
}

interface Version {
  book: PolicyBook
  policy: Policy
}
/** `before` null: of a new policy everything is said but its title, for those who have to read it. */
const policyDiffers = (before: Version | null, after: Version): Difference[] => {
  const now = after.policy
  const was = (of: (version: Version) => Line[]): Line[] => (before ? of(before) : [])
  const lines = (what: DifferenceOf, of: (policy: Policy, book: PolicyBook) => Line[]) =>
    linesDiffer(
      what,
      was(({ policy, book }) => of(policy, book)),
      of(now, after.book),
    )
  const text = (what: DifferenceOf, label: string, of: (policy: Policy) => string) =>
    textDiffers(what, label, before ? of(before.policy) : '', of(now))
  const usedFacts = ({ policy, book }: Version) => factLines(book.facts, criteriaOf(policy).flatMap(factsOf))
  const usedParameters = ({ policy, book }: Version) =>
    parameterLines(book.parameters, parametersOf(policy, book))
  return [
    ...(before ? text('title', '名称', ({ title }) => title) : []),
    ...text('summary', '一句话说明', ({ summary }) => summary),
    ...text('words', '类别', kindText),
    ...text('department', '主管部门', ({ department }) => department),
    ...text('source', '依据', ({ source }) => sourceText(source)),
    ...text('dates', '施行日期', datesText),
    ...lines('clause', clauseLines),
    ...lines('criterion', criterionLines),
    ...lines('amount', amountLines),
    ...linesDiffer('parameter', ...shared(was(usedParameters), usedParameters(after))),
    ...linesDiffer('fact', ...shared(was(usedFacts), usedFacts(after))),
    ...lines('rule', ({ code }, book) => ruleLines(rulesOf(book, code), book)),
    ...text('papers', '要带的材料', ({ papers }) => papers.join('、')),
    ...text('conditions', '要保持的条件', ({ conditions }) => conditions.join('；')),
    ...text('payment', '到账时限', paidText),
    ...text('offered', '办理方式', ({ offered }) => (offered ? '免申即享' : '本人申请')),
    ...text('opens', '办理入口', opensText),
    ...text('words', '适用人群和场景', tagsText),
    ...text('words', '搜索词', ({ keywords }) => keywords.join('、')),
    ...lines('example', exampleLines),
  ]
}

interface Thing {
  code: string
  title: string
}
const thingsDiffer = <T extends Thing>(
  before: readonly T[],
  after: readonly T[],
  differ: (old: T | null, now: T) => Difference[],
): ThingDifference[] => [
  ...after.flatMap((now): ThingDifference[] => {
    const { code, title } = now
    const old = before.find((one) => one.code === code) ?? null
    const changes = differ(old, now)
    if (!old) return [{ code, title, kind: 'added', changes }]
    return changes.length > 0 ? [{ code, title, kind: 'changed', changes }] : []
  }),
  ...before
    .filter(({ code }) => !after.some((one) => one.code === code))
    .map(({ code, title }): ThingDifference => ({ code, title, kind: 'removed', changes: [] })),
]

/**
 * What differs of each policy from one book to another, as texts for people; a policy of which nothing differs
 * is left out. A parameter, a fact or a rule that changed is said at every policy that rests on it. Of a new policy
 * everything is said: who publishes it has read nothing of it before.
 */
export const bookDifferences = (before: PolicyBook, after: PolicyBook): ThingDifference[] =>
  thingsDiffer(before.policies, after.policies, (old, now) =>
    policyDiffers(old && { book: before, policy: old }, { book: after, policy: now }),
  )

const titled = <T extends { label: string; code: string }>(all: readonly T[]) =>
  all.map((one) => ({ ...one, title: one.label }))

/** What differs of each parameter: its values, each by the day from which it holds. */
export const parameterDifferences = (before: PolicyBook, after: PolicyBook): ThingDifference[] => {
  const values = ({ values: all, unit, label }: Parameter): Line[] =>
    all.map((value) => ({
      key: value.from,
      label,
      text: `${parameterValueText(value, unit)}（《${value.source.paper}》${value.source.clause}）`,
    }))
  return thingsDiffer(titled(before.parameters), titled(after.parameters), (old, now) => [
    ...(old ? textDiffers('title', '名称', old.label, now.label) : []),
    ...(old ? textDiffers('parameter', '单位', unitLabels[old.unit], unitLabels[now.unit]) : []),
    ...linesDiffer('parameter', old ? values({ ...old, label: now.label }) : [], values(now)),
  ])
}

/** What differs of each fact that can be known of people. */
export const factDifferences = (before: PolicyBook, after: PolicyBook): ThingDifference[] =>
  thingsDiffer(titled(before.facts), titled(after.facts), (old, now) => [
    ...(old ? textDiffers('title', '名称', old.label, now.label) : []),
    ...textDiffers('fact', '问法和选项', old ? factText(old) : '', factText(now)),
  ])

/** What differs of the rules between policies. */
export const ruleDifferences = (before: PolicyBook, after: PolicyBook): Difference[] =>
  linesDiffer('rule', ruleLines(before.rules, before), ruleLines(after.rules, after))
