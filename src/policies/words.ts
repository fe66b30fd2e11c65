import type { Change } from '@jucai/contract/policies/change'
import type { Given } from '@jucai/contract/policies/entitlements'
import type { Comparison, Operand, SpanOperand } from '@jucai/contract/policies/criteria'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { unitLabels, type FactDefinition, type FactValue, type Unit } from '@jucai/contract/policies/facts'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** A number in its unit: ¥1,200/月, 6 个月. */
export const numberWords = (value: number, unit: Unit): string => {
  if (unit === 'fen') return amountText(value)
  if (unit === 'fen-per-month') return `${amountText(value)}/月`
  if (unit === 'fen-per-year') return `${amountText(value)}/年`
  return `${value} ${unitLabels[unit]}`
}

/** What a policy gives, for people; empty while it gives nothing that can be counted. */
export const givenWords = (gives: Given): string => {
  if (gives.state !== 'given') return ''
  const months = gives.months === null ? '' : `，最长 ${gives.months} 个月`
  return `${numberWords(gives.value, gives.unit)}${months}`
}

/** The value of a fact for people: 本科, 2026年6月30日, 是, ¥7,000/月. */
export const factWords = ({ type }: FactDefinition, value: FactValue['value']): string => {
  if (type.kind === 'boolean') return value ? '是' : '否'
  if (type.kind === 'day') return dayText(String(value))
  if (type.kind === 'integer') return numberWords(Number(value), type.unit)
  return type.options.find((option) => option.value === value)?.label ?? String(value)
}

/** An outcome as a person reads it of themselves. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不适用',
  'not-computed': '由人才办认定',
}
/** Beside words, never alone. */
export const outcomeTones = {
  pass: 'good',
  fail: 'care',
  unknown: 'info',
  'not-applicable': 'plain',
  'not-computed': 'night',
} as const

const missingWords = (missing: { months: number } | { days: number } | undefined): string => {
  if (!missing) return ''
  return 'months' in missing ? `还差 ${missing.months} 个月` : `还差 ${missing.days} 天`
}

/** What an outcome turns to, as a verb after “…起”. */
export const turnVerb = (to: Outcome): string => {
  if (to === 'pass' || to === 'not-computed') return '可以享受'
  return to === 'unknown' ? '要重新确认' : '不再符合'
}

const spanWords = (span: SpanOperand, numberOf: NumberOf): string => {
  if ('parameter' in span) return numberOf(span.parameter)
  if ('years' in span) return `${span.years} 年`
  return 'months' in span ? `${span.months} 个月` : `${span.days} 天`
}
type NumberOf = (parameter: string) => string

/** What a comparison asks for, where nobody wrote it in words: 最高学历是博士, 月收入不超过 ¥9,000/月. */
export const needWords = (definition: FactDefinition, comparison: Comparison, numberOf: NumberOf): string => {
  const { label } = definition
  const said = (value: FactValue['value']) => factWords(definition, value)
  const limit = (operand: Operand): string => {
    if ('parameter' in operand) return numberOf(operand.parameter)
    return typeof operand.value === 'string'
      ? said(operand.value)
      : numberWords(operand.value, definition.type.kind === 'integer' ? definition.type.unit : 'people')
  }
  if ('is' in comparison)
    return definition.type.kind === 'boolean'
      ? `${label}：${comparison.is ? '是' : '否'}`
      : `${label}是${said(comparison.is)}`
  if ('isNot' in comparison) return `${label}不是${said(comparison.isNot)}`
  if ('oneOf' in comparison) return `${label}是${comparison.oneOf.map(said).join('或')}`
  if ('atMost' in comparison) return `${label}不超过${limit(comparison.atMost)}`
  if ('atLeast' in comparison) return `${label}不低于${limit(comparison.atLeast)}`
  if ('before' in comparison) return `${label}在${dayText(comparison.before)}以前`
  if ('after' in comparison) return `${label}在${dayText(comparison.after)}以后`
  return 'sinceAtLeast' in comparison
    ? `${label}起满 ${spanWords(comparison.sinceAtLeast, numberOf)}`
    : `${label}起 ${spanWords(comparison.sinceAtMost, numberOf)}以内`
}

/** What changes by itself, and when: “社保连续缴纳满 6 个月，还差 4 个月：2027年3月12日起符合”. */
export const changeWords = (change: Change): string => {
  const causes = change.causes
    .filter(({ to }) => to === change.to || change.causes.length === 1)
    .map(({ label, missing }) => [label ?? '', missingWords(missing)].filter(Boolean).join('，'))
    .filter(Boolean)
  return `${causes.length > 0 ? `${causes.join('；')}：` : ''}${dayText(change.on)}起${turnVerb(change.to)}`
}
