import type { Criterion, Operand, SpanOperand } from '@jucai/contract/policies/criteria'
import type { FactDefinition, Facts } from '@jucai/contract/policies/facts'
import type { Parameter } from '@jucai/contract/policies/parameters'

/** A second evaluator, slow and written another way: it tries every way in which the unknown may turn out. */
type Settled = 'pass' | 'fail' | 'not-applicable' | 'not-computed'

interface World {
  definitions: readonly FactDefinition[]
  parameters: readonly Parameter[]
  facts: Facts
  day: string
}

const later = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
const laterBy = (day: string, span: Record<string, number>): string => {
  if (span.days !== undefined)
    return new Date(Date.parse(day) + span.days * 86_400_000).toISOString().slice(0, 10)
  return later(day, span.months ?? (span.years ?? 0) * 12)
}

const valueOf = ({ definitions, facts, day }: World, code: string): boolean | number | string | null => {
  const [fact, definition] = [facts[code], definitions.find((one) => one.code === code)]
  if (!fact || !definition) return null
  const { validForMonths: months } = definition
  const expiry = fact.expiresOn ?? (months === undefined ? '9999' : later(fact.asOf, months))
  return fact.asOf > day || expiry < day ? null : fact.value
}
const parameterOf = ({ parameters, day }: World, code: string) => {
  const parameter = parameters.find((one) => one.code === code)
  const value = parameter?.values.find(({ from, to }) => from <= day && day <= (to ?? '9999'))?.value
  return parameter && value !== undefined ? { value, unit: parameter.unit } : null
}
const operandOf = (world: World, operand: Operand) =>
  'parameter' in operand ? parameterOf(world, operand.parameter)?.value : operand.value
const spanOf = (world: World, operand: SpanOperand): Record<string, number> | null => {
  if (!('parameter' in operand)) return operand
  const found = parameterOf(world, operand.parameter)
  return found && { [found.unit]: found.value }
}
const rankOf = ({ definitions }: World, code: string, value: boolean | number | string) => {
  const type = definitions.find((one) => one.code === code)?.type
  return type?.kind === 'choice' ? (type.options.find((one) => one.value === value)?.rank ?? 0) : value
}

/** Whether a comparison holds; null when that is not known. */
const holds = (world: World, node: Extract<Criterion, { fact: string }>): boolean | null => {
  const value = valueOf(world, node.fact)
  if (value === null) return null
  if ('is' in node) return value === node.is
  if ('isNot' in node) return value !== node.isNot
  if ('oneOf' in node) return node.oneOf.includes(value as string)
  if ('before' in node) return value < node.before
  if ('after' in node) return value > node.after
  if ('atMost' in node || 'atLeast' in node) {
    const needed = operandOf(world, 'atMost' in node ? node.atMost : node.atLeast)
    if (needed === undefined) return null
    const [a, b] = [rankOf(world, node.fact, value), rankOf(world, node.fact, needed)]
    return 'atMost' in node ? a <= b : a >= b
  }
  const span = spanOf(world, 'sinceAtLeast' in node ? node.sinceAtLeast : node.sinceAtMost)
  const now = node.on === undefined ? world.day : valueOf(world, node.on)
  if (span === null || now === null) return null
  const full = laterBy(value as string, span)
  return 'sinceAtLeast' in node ? String(now) >= full : String(now) <= full
}

const combined = (parts: Settled[], strongest: Settled, weakest: Settled): Settled => {
  const said: Settled[] = parts.filter((part) => part !== 'not-applicable')
  if (said.length === 0) return 'not-applicable'
  if (said.includes(strongest)) return strongest
  return said.includes('not-computed') ? 'not-computed' : weakest
}
const counted = (parts: Settled[], least: number): Settled => {
  const count = (what: Settled) => parts.filter((part) => part === what).length
  if (count('not-applicable') === parts.length) return 'not-applicable'
  if (count('pass') >= least) return 'pass'
  return count('pass') + count('not-computed') < least ? 'fail' : 'not-computed'
}
const settle = (node: Criterion, ask: (node: Criterion) => boolean): Settled => {
  if ('fact' in node) return ask(node) ? 'pass' : 'fail'
  if ('all' in node)
    return combined(
      node.all.map((part) => settle(part, ask)),
      'fail',
      'pass',
    )
  if ('any' in node)
    return combined(
      node.any.map((part) => settle(part, ask)),
      'pass',
      'fail',
    )
  if ('of' in node)
    return counted(
      node.of.map((part) => settle(part, ask)),
      node.atLeast,
    )
  if ('not' in node) {
    const part = settle(node.not, ask)
    return part === 'pass' ? 'fail' : part === 'fail' ? 'pass' : part
  }
  if ('office' in node) return 'not-computed'
  const when = settle(node.when, ask)
  if (when === 'pass') return settle(node.then, ask)
  return when === 'not-computed' ? when : 'not-applicable'
}

const comparisonsOf = (node: Criterion): Criterion[] => {
  if ('fact' in node) return [node]
  if ('all' in node) return node.all.flatMap(comparisonsOf)
  if ('any' in node) return node.any.flatMap(comparisonsOf)
  if ('of' in node) return node.of.flatMap(comparisonsOf)
  if ('not' in node) return comparisonsOf(node.not)
  return 'when' in node ? [node.when, node.then].flatMap(comparisonsOf) : []
}

/**
 * Every comparison of a criterion that is not known, and every outcome that is possible by trying both
 * answers of each. Comparisons must be objects of their own.
 */
export const tryEverything = (criterion: Criterion, world: World) => {
  const answers = new Map<Criterion, boolean | null>(
    comparisonsOf(criterion).map((node) => [
      node,
      holds(world, node as Extract<Criterion, { fact: string }>),
    ]),
  )
  const open = [...answers].filter(([, answer]) => answer === null).map(([node]) => node)
  const found = Array.from({ length: 2 ** open.length }, (_, bits) =>
    settle(criterion, (node) => answers.get(node) ?? Math.floor(bits / 2 ** open.indexOf(node)) % 2 === 1),
  )
  return { open, found }
}

/** The outcome by {@link tryEverything}. */
export const outcomeByTrying = (criterion: Criterion, world: World): Settled | 'unknown' => {
  const [first = 'not-computed', ...others] = new Set(tryEverything(criterion, world).found)
  return others.length > 0 ? 'unknown' : first
}
