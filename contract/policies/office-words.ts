/** A book in words for those who write it: 1,200 元/月, 最高学历不低于本科. For people, see people-words.ts. */
import type { Amount, BookRule, ExampleCase, PolicyBook } from './book'
import type { Comparison, Criterion, Operand, SpanOperand } from './criteria'
import { dayInWords, isDay } from './days'
import { type FactDefinition } from './facts'
import { outcomeLabels } from './outcomes'
import type { Parameter, ParameterValue } from './parameters'
import { numberText, type Unit } from './units'

/** What the words of a book are taken from. */
export type Named = Pick<PolicyBook, 'facts' | 'parameters' | 'policies'>

const day = (text: string): string => (isDay(text) ? dayInWords(text) : text)
/** The value of a fact: 本科, 2026年6月30日, 是, 7,000 元/月. */
export const valueText = ({ type }: FactDefinition, value: boolean | number | string): string => {
  if (type.kind === 'boolean') return value === true ? '是' : '否'
  if (type.kind === 'day') return day(String(value))
  if (type.kind === 'integer') return numberText(Number(value), type.unit)
  return type.options.find((option) => option.value === value)?.label ?? String(value)
}

const labelIn = (all: readonly { code: string; label: string }[], code: string): string =>
  all.find((one) => one.code === code)?.label ?? code
const titleIn = ({ policies }: Named, code: string): string =>
  policies.find((one) => one.code === code)?.title ?? code

const spanText = (span: SpanOperand, named: Named): string => {
  if ('parameter' in span) return `“${labelIn(named.parameters, span.parameter)}”`
  if ('years' in span) return ` ${span.years} 年`
  return 'months' in span ? ` ${span.months} 个月` : ` ${span.days} 天`
}

/** What a comparison asks for: 最高学历不低于本科, 家庭月收入不超过“公寓的家庭月收入上限”. */
export const comparisonText = (comparison: Comparison, named: Named): string => {
  const definition = named.facts.find(({ code }) => code === comparison.fact)
  const label = definition?.label ?? comparison.fact
  const said = (value: boolean | number | string) =>
    definition ? valueText(definition, value) : String(value)
  const limit = (operand: Operand): string => {
    if ('parameter' in operand) return `“${labelIn(named.parameters, operand.parameter)}”`
    return typeof operand.value === 'number' && 'unit' in operand
      ? numberText(operand.value, operand.unit)
      : said(operand.value)
  }
  if ('is' in comparison)
    return typeof comparison.is === 'boolean'
      ? `${label}：${said(comparison.is)}`
      : `${label}是${said(comparison.is)}`
  if ('isNot' in comparison) return `${label}不是${said(comparison.isNot)}`
  if ('oneOf' in comparison) return `${label}是${comparison.oneOf.map(said).join('或')}`
  if ('atMost' in comparison) return `${label}不超过${limit(comparison.atMost)}`
  if ('atLeast' in comparison) return `${label}不低于${limit(comparison.atLeast)}`
  if ('before' in comparison) return `${label}在${day(comparison.before)}以前`
  if ('after' in comparison) return `${label}在${day(comparison.after)}以后`
  const until = comparison.on === undefined ? '' : `，算到${labelIn(named.facts, comparison.on)}那一天`
  return 'sinceAtLeast' in comparison
    ? `${label}起满${spanText(comparison.sinceAtLeast, named)}${until}`
    : `${label}起${spanText(comparison.sinceAtMost, named)}以内${until}`
}

/** A criterion as one sentence; a group within another stands in brackets. */
export const criterionText = (criterion: Criterion, named: Named): string => {
  const inner = (part: Criterion): string => {
    const text = criterionText(part, named)
    return 'fact' in part || 'office' in part ? text : `（${text}）`
  }
  const all = (parts: readonly Criterion[], by: string) => parts.map(inner).join(by)
  if ('fact' in criterion) return comparisonText(criterion, named)
  if ('all' in criterion) return all(criterion.all, '，并且')
  if ('any' in criterion) return all(criterion.any, '，或者')
  if ('not' in criterion) return `不能是：${inner(criterion.not)}`
  if ('of' in criterion)
    return `以下 ${criterion.of.length} 项至少满足 ${criterion.atLeast} 项：${all(criterion.of, '；')}`
  if ('when' in criterion) return `如果${inner(criterion.when)}，那么${inner(criterion.then)}`
  return `由人才办认定：${criterion.office}`
}

/** What an amount gives and to whom. */
export const amountText = ({ parameter, months, when }: Amount, named: Named): string =>
  [
    `按“${labelIn(named.parameters, parameter)}”`,
    ...(months === undefined ? [] : [`最长“${labelIn(named.parameters, months)}”`]),
    when ? `适用于${criterionText(when, named)}` : '适用于所有符合条件的人',
  ].join('，')

/** A value of a parameter with its days. */
export const parameterValueText = ({ value, from, to }: ParameterValue, unit: Unit): string =>
  `${day(from)}${to === null ? '起' : `至${day(to)}`} ${numberText(value, unit)}`
/** All values of a parameter, earliest first. */
export const parameterText = ({ values, unit }: Parameter): string =>
  [...values]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((value) => parameterValueText(value, unit))
    .join('；')

/** Kinds of rules between policies. */
export const ruleKinds = ['oneOf', 'cap', 'reduces', 'needs', 'order'] as const
/** One of {@link ruleKinds}. */
export type RuleKind = (typeof ruleKinds)[number]
/** Kinds of rules as the office says them. */
export const ruleKindLabels: Readonly<Record<RuleKind, string>> = {
  oneOf: '互斥',
  cap: '封顶',
  reduces: '减按',
  needs: '前提',
  order: '先后',
}
/** Of which kind a rule is. */
export const ruleKindOf = (rule: BookRule): RuleKind => {
  if ('oneOf' in rule) return 'oneOf'
  if ('cap' in rule) return 'cap'
  if ('reduces' in rule) return 'reduces'
  return 'needs' in rule ? 'needs' : 'order'
}
/** The policies that a rule speaks of, by code. */
export const policiesOfRule = (rule: BookRule): readonly string[] => {
  if ('oneOf' in rule) return rule.oneOf
  if ('cap' in rule) return rule.cap
  if ('reduces' in rule) return [rule.reduces, rule.by]
  return 'needs' in rule ? [rule.benefit, ...rule.needs] : [rule.first, rule.then]
}
/** A rule as a sentence. */
export const ruleText = (rule: BookRule, named: Named): string => {
  const title = (code: string) => `“${titleIn(named, code)}”`
  const list = (codes: readonly string[]) => codes.map(title).join('、')
  if ('oneOf' in rule) return `${list(rule.oneOf)}只能享受其中一项`
  if ('cap' in rule)
    return `${list(rule.cap)}${rule.each === 'month' ? '每月' : ''}合计不超过“${labelIn(named.parameters, rule.parameter)}”`
  if ('reduces' in rule)
    return `享受${title(rule.by)}的，${title(rule.reduces)}按 ${rule.toThousandths / 10}% 发放`
  if ('needs' in rule) return `享受${title(rule.benefit)}，要先有${list(rule.needs)}`
  return `先享受${title(rule.first)}，期满后再享受${title(rule.then)}`
}

/** An example as it is read: the day, what is known, what comes out. */
export const exampleText = (example: ExampleCase, named: Named): string => {
  const known = Object.entries(example.facts).map(([code, value]) => {
    const definition = named.facts.find((one) => one.code === code)
    return definition ? `${definition.label}：${valueText(definition, value)}` : `${code}：${String(value)}`
  })
  const { failing = [], gives } = example
  return [
    `${day(example.day)}，${known.join('，') || '什么都不知道'}`,
    `结果：${outcomeLabels[example.outcome]}`,
    ...(failing.length > 0 ? [`不符合的条款：${failing.join('、')}`] : []),
    ...(gives === undefined ? [] : [`给付：${gives}`]),
  ].join('；')
}
