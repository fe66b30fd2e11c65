import { isBlank } from '../text'
import { isDay, type Span } from './days'
import {
  greatest,
  type FactDefinition,
  type Facts,
  type FactOption,
  type FactType,
  type Fault,
} from './facts'
import type { Parameter } from './parameters'
import { mostOf, unitLabels, units, type Unit } from './units'

/** What any part of a criterion may carry. */
export interface Quoted {
  /** Key of the clause that it is, quoted beside its outcome. */
  clause?: string
  /** In a few words, `毕业未满 5 年`. */
  label?: string
  /** What somebody can do when it fails. */
  advice?: string
}

/**
 * What a fact is held against: a whole number with its unit, a ranked option or a day as text, or the value
 * of a parameter on the day of the decision.
 */
export type Operand = { value: number; unit: Unit } | { value: string } | { parameter: string }
/** A length of time, or a parameter in days, months or years. */
export type SpanOperand = Span | { parameter: string }

/**
 * One fact held against one value. `atMost` (不超过) and `atLeast` (不低于) include their limit; `before` and
 * `after` leave out their day.
 *
 * A span that began on the fact's day is full (满) on the same day of the month it ends in, or the month's
 * last. `sinceAtLeast` holds from that day on, `sinceAtMost` (以内) up to it and with it: on that one day both
 * do. Both tell the time up to the day of the decision or, with `on`, up to the day of another fact. A day to
 * come has `sinceAtMost` hold and `sinceAtLeast: { days: 0 }` (has it happened) fail.
 */
export type Comparison = Quoted & { fact: string } & (
    | { is: boolean | string | number }
    | { isNot: boolean | string | number }
    | { oneOf: readonly (string | number)[] }
    | { atMost: Operand }
    | { atLeast: Operand }
    | { before: string }
    | { after: string }
    | { sinceAtLeast: SpanOperand; on?: string }
    | { sinceAtMost: SpanOperand; on?: string }
  )

/** At least so many of the parts. */
export interface AtLeastOf extends Quoted {
  atLeast: number
  of: readonly Criterion[]
}
/** `then` where `when` passes; elsewhere not applicable. */
export interface When extends Quoted {
  when: Criterion
  then: Criterion
}
/** What no data decides: the office judges it, by this sentence. */
export interface OfficeJudges extends Quoted {
  office: string
}

/** A condition as data: comparisons, composed. How the outcomes combine is written in `evaluate.ts`. */
export type Criterion =
  | Comparison
  | (Quoted & { all: readonly Criterion[] })
  | (Quoted & { any: readonly Criterion[] })
  | (Quoted & { not: Criterion })
  | AtLeastOf
  | When
  | OfficeJudges

/** How deep a criterion may nest. */
export const deepest = 12
/** How many parts it may have in all. */
export const mostParts = 400
const spanUnits: readonly string[] = ['years', 'months', 'days']

/** What a criterion may speak of. */
export interface Vocabulary {
  facts: readonly FactDefinition[]
  parameters: readonly Parameter[]
  /** Keys of the clauses that can be quoted; left out, any key will do. */
  clauses?: readonly string[]
}

const comparators = [
  'is',
  'isNot',
  'oneOf',
  'atMost',
  'atLeast',
  'before',
  'after',
  'sinceAtLeast',
  'sinceAtMost',
] as const
/** How a fact is compared. */
export type Comparator = (typeof comparators)[number]
/** How a comparison compares. */
export const comparatorOf = (comparison: Comparison): Comparator =>
  comparators.find((one) => one in comparison) as Comparator

type Data = Record<string, unknown>
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const quotedKeys = ['clause', 'label', 'advice']
const shapes: readonly (readonly string[])[] = [
  ['all'],
  ['any'],
  ['not'],
  ['atLeast', 'of'],
  ['when', 'then'],
  ['office'],
  ...comparators.map((one) => ['fact', one]),
  ['fact', 'sinceAtLeast', 'on'],
  ['fact', 'sinceAtMost', 'on'],
]
const isShaped = (node: Data): boolean => {
  const keys = Object.keys(node).filter((key) => !quotedKeys.includes(key) && node[key] !== undefined)
  return shapes.some((shape) => shape.length === keys.length && shape.every((key) => keys.includes(key)))
}

/** One walk over a criterion. */
interface Check extends Vocabulary {
  faults: Fault[]
  parts: number
}
/** Where a fault lies: the clause next above, and the path of keys. */
interface Place {
  clause: string | undefined
  path: string
}

const placed = ({ clause, path }: Place): string =>
  clause === undefined ? `条件 ${path}` : `条款“${clause}”的条件 ${path}`
const note = (check: Check, place: Place, message: string) =>
  check.faults.push({ at: place.path, message: `${placed(place)}：${message}` })

const factOf = (check: Check, place: Place, code: unknown): FactDefinition | undefined => {
  const found = check.facts.find((one) => one.code === code)
  if (!found) note(check, place, `没有名为“${String(code)}”的事实`)
  return found
}
const parameterOf = (check: Check, place: Place, code: unknown): Parameter | undefined => {
  const found = check.parameters.find((one) => one.code === code)
  if (!found) note(check, place, `没有名为“${String(code)}”的参数`)
  return found
}

const sameUnit = (check: Check, place: Place, fact: FactDefinition, unit: Unit, other: string) => {
  if (fact.type.kind !== 'integer') note(check, place, `“${fact.label}”不是数字，不能和${other}比较`)
  else if (fact.type.unit !== unit)
    note(
      check,
      place,
      `“${fact.label}”的单位是“${unitLabels[fact.type.unit]}”，${other}的单位是“${unitLabels[unit]}”，不能比较`,
    )
}

const isRanked = (options: readonly FactOption[]) => options.every(({ rank }) => rank !== undefined)
const textLimit = (check: Check, place: Place, { label, type }: FactDefinition, value: string) => {
  if (type.kind === 'day') {
    if (!isDay(value)) note(check, place, `“${String(value)}”不是一个存在的日期`)
  } else if (type.kind !== 'choice') note(check, place, `“${label}”要和带单位的数字比较`)
  else if (!type.options.some((option) => option.value === value))
    note(check, place, `“${label}”没有“${value}”这个选项`)
  else if (!isRanked(type.options)) note(check, place, `“${label}”的选项没有高低次序，不能比较高低`)
}
const numberLimit = (check: Check, place: Place, fact: FactDefinition, operand: Data) => {
  const { value, unit } = operand
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    note(check, place, `“${fact.label}”要和不小于 0 的整数比较`)
  else if (!units.includes(unit as Unit)) note(check, place, `和“${fact.label}”比较的数字没有写单位`)
  else sameUnit(check, place, fact, unit as Unit, '数字')
}
const checkLimit = (check: Check, place: Place, fact: FactDefinition, operand: unknown) => {
  if (!isData(operand)) return note(check, place, `“${fact.label}”没有写和什么比较`)
  if ('parameter' in operand) {
    const parameter = parameterOf(check, place, operand.parameter)
    if (parameter) sameUnit(check, place, fact, parameter.unit, `参数“${parameter.label}”`)
  } else if (typeof operand.value === 'string') textLimit(check, place, fact, operand.value)
  else numberLimit(check, place, fact, operand)
}

const isOfType = (type: FactType, value: unknown): boolean => {
  if (type.kind === 'boolean') return typeof value === 'boolean'
  if (type.kind === 'day') return isDay(value)
  if (type.kind === 'choice') return type.options.some((option) => option.value === value)
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= greatest(type)
}
const checkValues = (check: Check, place: Place, { label, type }: FactDefinition, values: unknown) => {
  if (!Array.isArray(values) || values.length === 0) return note(check, place, `“${label}”没有写是其中哪几个`)
  for (const value of values)
    if (!isOfType(type, value)) note(check, place, `“${label}”不会是“${String(value)}”`)
}

const checkDay = (check: Check, place: Place, fact: FactDefinition, day: unknown) => {
  if (fact.type.kind !== 'day') note(check, place, `“${fact.label}”不是日期，不能比较先后`)
  else if (!isDay(day)) note(check, place, `“${String(day)}”不是一个存在的日期`)
}

const checkSpan = (check: Check, place: Place, operand: unknown) => {
  if (!isData(operand)) return note(check, place, '没有写多长时间')
  if ('parameter' in operand) {
    const parameter = parameterOf(check, place, operand.parameter)
    if (parameter && !spanUnits.includes(parameter.unit))
      note(check, place, `参数“${parameter.label}”的单位是“${unitLabels[parameter.unit]}”，不是时间长短`)
    return
  }
  const [unit = '', ...more] = Object.keys(operand)
  const count = operand[unit]
  if (!spanUnits.includes(unit) || more.length > 0) note(check, place, '时间要用年、月或天中的一种写')
  else if (!Number.isSafeInteger(count) || Math.abs(count as number) > mostOf[unit as Unit])
    note(check, place, `时间“${String(count)}”不是整数，或者太长`)
}
const checkSince = (check: Check, place: Place, fact: FactDefinition, node: Data) => {
  if (fact.type.kind !== 'day') note(check, place, `“${fact.label}”不是日期，不能计算满多久`)
  checkSpan(check, place, node.sinceAtLeast ?? node.sinceAtMost)
  if (node.on === undefined) return
  const other = factOf(check, place, node.on)
  if (other && other.type.kind !== 'day') note(check, place, `“${other.label}”不是日期，不能计算到那一天`)
}

const checkComparison = (check: Check, place: Place, node: Data) => {
  const fact = factOf(check, place, node.fact)
  if (!fact) return
  if ('is' in node) checkValues(check, place, fact, [node.is])
  else if ('isNot' in node) checkValues(check, place, fact, [node.isNot])
  else if ('oneOf' in node) checkValues(check, place, fact, node.oneOf)
  else if ('before' in node) checkDay(check, place, fact, node.before)
  else if ('after' in node) checkDay(check, place, fact, node.after)
  else if ('atMost' in node) checkLimit(check, place, fact, node.atMost)
  else if ('atLeast' in node) checkLimit(check, place, fact, node.atLeast)
  else checkSince(check, place, fact, node)
}

const checkGroup = (check: Check, place: Place, parts: unknown, depth: number) => {
  if (!Array.isArray(parts) || parts.length === 0) return note(check, place, '这一组里没有条件')
  parts.forEach((part, index) =>
    checkNode(check, { ...place, path: `${place.path}.${index + 1}` }, part, depth),
  )
}
const checkCount = (check: Check, place: Place, { atLeast, of }: Data) => {
  const most = Array.isArray(of) ? of.length : 0
  if (!Number.isSafeInteger(atLeast) || (atLeast as number) < 1 || (atLeast as number) > most)
    note(check, place, `“至少 ${String(atLeast)} 项”不合理：这一组有 ${most} 项`)
}

const checkParts = (check: Check, place: Place, node: Data, depth: number) => {
  const below = (key: string) => ({ ...place, path: `${place.path}.${key}` })
  if ('fact' in node) return checkComparison(check, place, node)
  if ('all' in node) return checkGroup(check, below('all'), node.all, depth)
  if ('any' in node) return checkGroup(check, below('any'), node.any, depth)
  if ('not' in node) return checkNode(check, below('not'), node.not, depth)
  if ('of' in node) {
    checkCount(check, place, node)
    return checkGroup(check, below('of'), node.of, depth)
  }
  if ('when' in node) {
    checkNode(check, below('when'), node.when, depth)
    return checkNode(check, below('then'), node.then, depth)
  }
  if (typeof node.office !== 'string' || isBlank(node.office)) note(check, place, '没有写人才办按什么判断')
}

// A function declaration, because it and the groups call each other.
function checkNode(check: Check, above: Place, node: unknown, depth: number): void {
  check.parts += 1
  if (check.parts > mostParts) return
  if (depth > deepest) return void note(check, above, `套得太深，最多 ${deepest} 层`)
  if (!isData(node)) return void note(check, above, '不是一个条件')
  const { clause } = node
  const place = { ...above, clause: typeof clause === 'string' ? clause : above.clause }
  if (clause !== undefined && check.clauses && !check.clauses.includes(String(clause)))
    note(check, place, '引用的条款不存在')
  if (quotedKeys.some((key) => node[key] !== undefined && typeof node[key] !== 'string'))
    note(check, place, '条款、名称和建议要是文字')
  if (!isShaped(node)) return void note(check, place, '写法不对：一个条件只能是一种比较或一种组合')
  checkParts(check, place, node, depth + 1)
}

/**
 * Everything that is wrong with a criterion, which may be any JSON: facts, parameters and clauses that do not
 * exist, units and kinds that cannot be compared, empty groups, too deep or too large. Each sentence names
 * the clause; `at` is the path, `全部.all.2`. Empty when it can be compiled.
 */
export const criterionFaults = (criterion: unknown, vocabulary: Vocabulary): Fault[] => {
  const check: Check = { ...vocabulary, faults: [], parts: 0 }
  checkNode(check, { clause: undefined, path: '全部' }, criterion, 1)
  if (check.parts > mostParts)
    check.faults.push({ at: '全部', message: `条件太多，最多 ${mostParts} 个，请拆成几项政策` })
  return check.faults
}

/** The codes of all facts that a criterion speaks of, in their order, each once. */
export const factsOf = (criterion: Criterion): string[] => {
  const found: string[] = []
  const walk = (node: Criterion): void => {
    if ('fact' in node) {
      found.push(node.fact)
      if ('on' in node && node.on !== undefined) found.push(node.on)
    } else if ('all' in node) node.all.forEach(walk)
    else if ('any' in node) node.any.forEach(walk)
    else if ('not' in node) walk(node.not)
    else if ('of' in node) node.of.forEach(walk)
    else if ('when' in node) [node.when, node.then].forEach(walk)
  }
  walk(criterion)
  return [...new Set(found)]
}

/** Only the facts that a criterion speaks of: what a decision keeps of a person, and no more. */
export const factsFor = (criterion: Criterion, facts: Facts): Facts =>
  Object.fromEntries(factsOf(criterion).map((code) => [code, facts[code]]))
