import { comparatorOf, type Comparison, type Criterion, type Operand, type Quoted } from './criteria'
import { dayNumber, spanAfterNumber } from './days'
import type { FactType } from './facts'
import { numberOf, type Rulebook } from './known'

/** Units of a span. */
export type SpanUnit = 'days' | 'months' | 'years'

/**
 * How a comparison decides, on the numbers of `known.ts`: one of `passing` options; one of, or none of, some
 * numbers; a limit; a span since the fact's day. `limit` is replaced by the parameter's value where the leaf
 * has one.
 */
export type Test =
  | { kind: 'option'; passing: readonly boolean[] }
  | { kind: 'among'; numbers: ReadonlySet<number>; isNot: boolean }
  | { kind: 'at-most'; limit: number }
  | { kind: 'at-least'; limit: number }
  | { kind: 'since-at-least'; limit: number; unit: SpanUnit }
  | { kind: 'since-at-most'; limit: number; unit: SpanUnit }

/** A comparison made ready: places in the rulebook instead of codes, −1 for none. */
export interface Leaf {
  rule: 'comparison'
  comparison: Comparison
  fact: number
  on: number
  parameter: number
  test: Test
}
/** A criterion made ready for being judged any number of times. `said` is what it quotes. */
export type CompiledNode =
  | Leaf
  | { rule: 'all' | 'any'; said: Quoted; parts: readonly CompiledNode[] }
  | { rule: 'not'; said: Quoted; parts: readonly [CompiledNode] }
  | { rule: 'at-least'; said: Quoted; count: number; parts: readonly CompiledNode[] }
  | { rule: 'when'; said: Quoted; parts: readonly [when: CompiledNode, then: CompiledNode] }
  | { rule: 'office'; said: Quoted & { office: string } }

/** A criterion with all its comparisons, made ready. */
export interface Compiled {
  book: Rulebook
  root: CompiledNode
  leaves: readonly Leaf[]
}

const must = (place: number | undefined, what: string): number => {
  if (place === undefined) throw new Error(`the criterion speaks of ${what}, which the rulebook lacks`)
  return place
}
const typeAt = (book: Rulebook, fact: number): FactType => book.facts[fact]?.type ?? { kind: 'boolean' }

const ranks = (type: FactType): number[] =>
  type.kind === 'choice' ? type.options.map(({ rank = 0 }) => rank) : []
const limitTest = (type: FactType, kind: 'at-most' | 'at-least', operand: Operand): Test => {
  if ('parameter' in operand) return { kind, limit: 0 }
  if (typeof operand.value === 'number') return { kind, limit: operand.value }
  if (type.kind !== 'choice') return { kind, limit: dayNumber(operand.value) }
  const needed = ranks(type)[numberOf(type, operand.value, '') ?? 0] ?? 0
  return {
    kind: 'option',
    passing: ranks(type).map((rank) => (kind === 'at-most' ? rank <= needed : rank >= needed)),
  }
}
const amongTest = (type: FactType, values: readonly (boolean | string | number)[], isNot: boolean): Test => {
  const numbers = new Set(
    values.map((value) =>
      type.kind === 'day' ? dayNumber(String(value)) : (numberOf(type, value, '') ?? -1),
    ),
  )
  if (type.kind === 'day' || type.kind === 'integer') return { kind: 'among', numbers, isNot }
  const count = type.kind === 'choice' ? type.options.length : 2
  return { kind: 'option', passing: Array.from({ length: count }, (_, at) => numbers.has(at) !== isNot) }
}
const sinceTest = (
  book: Rulebook,
  kind: 'since-at-least' | 'since-at-most',
  operand: { parameter: string } | Record<string, number>,
): Test => {
  if ('parameter' in operand) {
    const at = must(book.parameterAt.get(String(operand.parameter)), String(operand.parameter))
    return { kind, limit: 0, unit: (book.parameters[at]?.unit ?? 'days') as SpanUnit }
  }
  const [[unit, limit] = ['days', 0]] = Object.entries(operand)
  return { kind, limit, unit: unit as SpanUnit }
}
const testOf = (book: Rulebook, type: FactType, node: Comparison): Test => {
  if ('is' in node) return amongTest(type, [node.is], false)
  if ('isNot' in node) return amongTest(type, [node.isNot], true)
  if ('oneOf' in node) return amongTest(type, node.oneOf, false)
  if ('before' in node) return { kind: 'at-most', limit: dayNumber(node.before) - 1 }
  if ('after' in node) return { kind: 'at-least', limit: dayNumber(node.after) + 1 }
  if ('atMost' in node) return limitTest(type, 'at-most', node.atMost)
  if ('atLeast' in node) return limitTest(type, 'at-least', node.atLeast)
  return 'sinceAtLeast' in node
    ? sinceTest(book, 'since-at-least', node.sinceAtLeast)
    : sinceTest(book, 'since-at-most', node.sinceAtMost)
}

const parameterIn = (node: Comparison): string | undefined => {
  const operand = (node as unknown as Record<string, unknown>)[comparatorOf(node)]
  return typeof operand === 'object' && operand !== null && 'parameter' in operand
    ? String(operand.parameter)
    : undefined
}
const leafOf = (book: Rulebook, node: Comparison): Leaf => {
  const fact = must(book.factAt.get(node.fact), node.fact)
  const on = 'on' in node ? node.on : undefined
  const parameter = parameterIn(node)
  return {
    rule: 'comparison',
    comparison: node,
    fact,
    on: on === undefined ? -1 : must(book.factAt.get(on), on),
    parameter: parameter === undefined ? -1 : must(book.parameterAt.get(parameter), parameter),
    test: testOf(book, typeAt(book, fact), node),
  }
}

/** Whether a known value passes. `now` is the day up to which a span is told, by number. */
export const passes = (test: Test, limit: number, value: number, now: number): boolean => {
  switch (test.kind) {
    case 'option':
      return test.passing[value] === true
    case 'among':
      return test.numbers.has(value) !== test.isNot
    case 'at-most':
      return value <= limit
    case 'at-least':
      return value >= limit
    case 'since-at-least':
      return now >= spanAfterNumber(value, test.unit, limit)
    case 'since-at-most':
      return now <= spanAfterNumber(value, test.unit, limit)
  }
}

/**
 * Makes a criterion ready. It must have been checked (`criterionFaults`): what the rulebook lacks throws.
 */
export const compile = (criterion: Criterion, book: Rulebook): Compiled => {
  const leaves: Leaf[] = []
  const nodeOf = (node: Criterion): CompiledNode => {
    if ('fact' in node) {
      const leaf = leafOf(book, node)
      leaves.push(leaf)
      return leaf
    }
    if ('all' in node) return { rule: 'all', said: node, parts: node.all.map(nodeOf) }
    if ('any' in node) return { rule: 'any', said: node, parts: node.any.map(nodeOf) }
    if ('not' in node) return { rule: 'not', said: node, parts: [nodeOf(node.not)] }
    if ('of' in node) return { rule: 'at-least', said: node, count: node.atLeast, parts: node.of.map(nodeOf) }
    if ('when' in node) return { rule: 'when', said: node, parts: [nodeOf(node.when), nodeOf(node.then)] }
    return { rule: 'office', said: node }
  }
  const root = nodeOf(criterion)
  return { book, root, leaves }
}
