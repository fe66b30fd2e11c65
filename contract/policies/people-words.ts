/** What of a policy is said to people: ¥1,200/月, 还差 4 个月. For those who write it, see office-words.ts. */
import type { Cause, Change } from './change'
import type { Comparison, Operand, SpanOperand } from './criteria'
import { dayInWords } from './days'
import { type FactDefinition, type FactValue } from './facts'
import type { Outcome } from './outcomes'
import { unitLabels, type Unit } from './units'

/** An amount to the fen: ¥20,000, ¥20,000.01. */
const fenWords = (fen: number): string => {
  const [yuan, rest] = [Math.floor(fen / 100), fen % 100]
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')
  return `¥${grouped}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}

/** A number in its unit: ¥1,200/月, 6 个月. */
export const numberWords = (value: number, unit: Unit): string => {
  if (unit === 'fen') return fenWords(value)
  if (unit === 'fen-per-month') return `${fenWords(value)}/月`
  if (unit === 'fen-per-year') return `${fenWords(value)}/年`
  return `${value} ${unitLabels[unit]}`
}

/** The value of a fact for people: 本科, 2026年6月30日, 是, ¥7,000/月. */
export const factWords = ({ type }: FactDefinition, value: FactValue['value']): string => {
  if (type.kind === 'boolean') return value ? '是' : '否'
  if (type.kind === 'day') return dayInWords(String(value))
  if (type.kind === 'integer') return numberWords(Number(value), type.unit)
  return type.options.find((option) => option.value === value)?.label ?? String(value)
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
  if ('before' in comparison) return `${label}在${dayInWords(comparison.before)}以前`
  if ('after' in comparison) return `${label}在${dayInWords(comparison.after)}以后`
  return 'sinceAtLeast' in comparison
    ? `${label}起满 ${spanWords(comparison.sinceAtLeast, numberOf)}`
    : `${label}起 ${spanWords(comparison.sinceAtMost, numberOf)}以内`
}

const missingWords = (missing: Cause['missing']): string => {
  if (!missing) return ''
  return 'months' in missing ? `还差 ${missing.months} 个月` : `还差 ${missing.days} 天`
}

/** What an outcome turns to, as a verb after “…起”. */
export const turnVerb = (to: Outcome): string => {
  if (to === 'pass' || to === 'not-computed') return '可以享受'
  return to === 'unknown' ? '要重新确认' : '不再符合'
}

/** Of a change, what it turns by: the causes that turn to the same, or the only one. */
const turningCauses = (change: Change): Cause[] =>
  change.causes.filter(({ to }) => to === change.to || change.causes.length === 1)

/** What changes by itself, and when: “社保连续缴纳满 6 个月，还差 4 个月：2027年3月12日起可以享受”. */
export const changeWords = (change: Change): string => {
  const causes = turningCauses(change)
    .map(({ label, missing }) => [label ?? '', missingWords(missing)].filter(Boolean).join('，'))
    .filter(Boolean)
  return `${causes.length > 0 ? `${causes.join('；')}：` : ''}${dayInWords(change.on)}起${turnVerb(change.to)}`
}

/** The same of one clause, whose title stands above it: “还差 4 个月，2027年3月12日起符合”. */
export const clauseChangeWords = (change: Change): string => {
  const missing = turningCauses(change)
    .map((cause) => missingWords(cause.missing))
    .filter(Boolean)
  return [...new Set(missing), `${dayInWords(change.on)}起符合`].join('，')
}
