import { numberText, type Unit } from './units'
import { addMonths, dayInWords, isDay, monthsAfterNumber, dayNumber, type Day } from './days'

/** What is wrong with a definition, a value or a rule: the code of the thing, and a sentence that names it. */
export interface Fault {
  at: string
  message: string
}

/** Where a fact comes from. */
export const factSources = ['self', 'registration', 'record', 'office'] as const
/** One of {@link factSources}. */
export type FactSource = (typeof factSources)[number]
/** Sources in Chinese. */
export const factSourceLabels: Record<FactSource, string> = {
  self: '本人填写',
  registration: '登记资料',
  record: '办理记录',
  office: '人才办核定',
}

/** One value of a choice. `rank` orders choices that have an order, such as degrees: greater is higher. */
export interface FactOption {
  value: string
  label: string
  rank?: number
}
/**
 * What a fact's value is: true or false, one of a list, a day (`future` when a day to come is sensible, such
 * as an expected graduation), or a whole number in a unit, 0 to `max`. A number that `grows` by one with each
 * month that somebody goes on (months of insurance) is judged as recorded, but foreseen as growing.
 */
export type FactType =
  | { kind: 'boolean' }
  | { kind: 'choice'; options: readonly FactOption[] }
  | { kind: 'day'; future?: boolean }
  | { kind: 'integer'; unit: Unit; max?: number; grows?: boolean }

/** Forms of an answer in Chinese. */
export const factKindLabels: Readonly<Record<FactType['kind'], string>> = {
  boolean: '是或否',
  choice: '从几个里选一个',
  day: '日期',
  integer: '数字',
}

/** What is known of people, as data. */
export interface FactDefinition {
  code: string
  /** As a noun, `最高学历`. */
  label: string
  /** To ask for it, in plain Chinese. */
  question: string
  type: FactType
  /** A value without an expiry of its own is known for so many months from its date. */
  validForMonths?: number
  /** True when a person cannot change it (birthday, graduation), so that nobody is advised to. */
  fixed?: boolean
}

/**
 * One fact of a person. `asOf` is the day it was true on; `expiresOn` the last day it counts (有效期至 includes
 * its day), after which it is unknown.
 */
export interface FactValue {
  value: boolean | string | number
  source: FactSource
  asOf: Day
  expiresOn?: Day
}
/** The facts of one person by code. What is absent is unknown. */
export type Facts = Readonly<Record<string, FactValue | undefined>>

/** The last day a fact counts; undefined when it does not expire. */
export const expiryOf = (definition: FactDefinition, fact: FactValue): Day | undefined =>
  fact.expiresOn ??
  (definition.validForMonths === undefined ? undefined : addMonths(fact.asOf, definition.validForMonths))

/** The greatest number that a fact may hold. */
export const greatest = (type: { max?: number }): number => type.max ?? Number.MAX_SAFE_INTEGER

const integerFault = (label: string, value: unknown, type: { unit: Unit; max?: number }): string | null => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return `“${label}”要填整数`
  if (!Number.isSafeInteger(value)) return `“${label}”的数字太大，无法准确计算，请检查`
  if (value < 0) return `“${label}”不能小于 0`
  return value > greatest(type) ? `“${label}”不能大于 ${numberText(greatest(type), type.unit)}，请检查` : null
}
const dayFault = (label: string, value: unknown, isFutureFine: boolean, day: Day): string | null => {
  if (!isDay(value)) return `“${label}”不是一个存在的日期，请按“年-月-日”填写`
  return value > day && !isFutureFine ? `“${label}”填的是${dayInWords(value)}，还没有到，请检查` : null
}
const valueFault = ({ label, type }: FactDefinition, value: unknown, day: Day): string | null => {
  if (type.kind === 'boolean') return typeof value === 'boolean' ? null : `“${label}”要回答是或否`
  if (type.kind === 'integer') return integerFault(label, value, type)
  if (type.kind === 'day') return dayFault(label, value, type.future === true, day)
  return type.options.some((option) => option.value === value)
    ? null
    : `“${label}”没有“${String(value)}”这个选项，请重新选择`
}

/** What is wrong with a fact on a day, as a sentence that names the field; null when nothing is. */
export const factFault = (definition: FactDefinition, fact: FactValue, day: Day): string | null => {
  const { label } = definition
  if (!isDay(fact.asOf)) return `“${label}”的日期不存在，请检查`
  if (fact.asOf > day) return `“${label}”的日期是${dayInWords(fact.asOf)}，还没有到，请检查`
  if (fact.expiresOn !== undefined && !isDay(fact.expiresOn)) return `“${label}”的有效期不是一个存在的日期`
  if (fact.expiresOn !== undefined && fact.expiresOn < fact.asOf)
    return `“${label}”的有效期早于它的日期，请检查`
  return valueFault(definition, fact.value, day)
}

/**
 * Two days of which one may not be before the other, as data: graduation not before enrolment, or not before
 * 180 months after birth.
 */
export interface FactOrder {
  earlier: string
  later: string
  atLeastMonths?: number
  /** The sentence to show, naming both. */
  message: string
}

/** Faults between facts; `at` is the later one's code. Only days that are both known are compared. */
export const orderFaults = (orders: readonly FactOrder[], facts: Facts): Fault[] =>
  orders.flatMap(({ earlier, later, atLeastMonths = 0, message }) => {
    const [first, second] = [facts[earlier]?.value, facts[later]?.value]
    if (!isDay(first) || !isDay(second)) return []
    const least = monthsAfterNumber(dayNumber(first), atLeastMonths)
    return dayNumber(second) < least ? [{ at: later, message }] : []
  })

const optionFaults = (code: string, label: string, options: readonly FactOption[]): Fault[] => {
  const values = new Set(options.map(({ value }) => value))
  const ranked = options.filter(({ rank }) => rank !== undefined)
  return [
    ...(options.length < 2 ? [{ at: code, message: `“${label}”至少要有两个选项` }] : []),
    ...(values.size < options.length ? [{ at: code, message: `“${label}”有两个相同的选项` }] : []),
    ...(ranked.length > 0 && ranked.length < options.length
      ? [{ at: code, message: `“${label}”的选项有的有高低次序，有的没有；要么都有，要么都没有` }]
      : []),
    ...(ranked.some(({ rank }) => !Number.isSafeInteger(rank))
      ? [{ at: code, message: `“${label}”的选项次序要是整数` }]
      : []),
  ]
}

/** What is wrong with definitions of facts. */
export const definitionFaults = (definitions: readonly FactDefinition[]): Fault[] => {
  const seen = new Set<string>()
  return definitions.flatMap(({ code, label, type, validForMonths }) => {
    const twice = seen.has(code)
    seen.add(code)
    return [
      ...(code in {} ? [{ at: code, message: `编号“${code}”不能用，请换一个` }] : []),
      ...(twice ? [{ at: code, message: `编号“${code}”用在了两项事实上，请改掉一个` }] : []),
      ...(type.kind === 'choice' ? optionFaults(code, label, type.options) : []),
      ...(type.kind === 'integer' && type.grows === true && type.unit !== 'months'
        ? [{ at: code, message: `“${label}”逐月增加，单位只能是个月` }]
        : []),
      ...(validForMonths !== undefined && !(Number.isSafeInteger(validForMonths) && validForMonths > 0)
        ? [{ at: code, message: `“${label}”的有效月数要是大于 0 的整数` }]
        : []),
    ]
  })
}
