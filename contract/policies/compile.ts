import { comparatorOf, type Comparison, type Criterion, type Operand } from './criteria'
import { dayNumber } from './days'
import type { FactType } from './facts'
import { numberOf, type Rulebook } from './known'

/** Units of a span. */
export type SpanUnit = 'days' | 'months' | 'years'

/**
 * How a comparison decides, on the numbers of `known.ts`: by one of `passing` options; by being among
 * `numbers` or, with `isNot`, by not being; by a limit; by a span since the fact's day. `limit` is replaced by
 * the parameter's value where the comparison has one. Every test has every field, and so has every node: code
 * that meets one shape only is several times as fast.
 */
export interface Test {
  kind: 'option' | 'among' | 'at-most' | 'at-least' | 'since-at-least' | 'since-at-most'
  passing: readonly boolean[]
  numbers: ReadonlySet<number>
  isNot: boolean
  limit: number
  /** Of a span only. */
  unit: SpanUnit | undefined
}

/** A comparison made ready: places in the rulebook instead of codes, −1 for none. */
export interface Leaf {
  comparison: Comparison
  fact: number
  on: number
  parameter: number
  test: Test
  /** The start from which a span turns, as last computed for a day and a limit. */
  turn: { now: number; limit: number; start: number }
}
/** What a part of a criterion quotes. */
export interface Quote {
  clause: string | undefined
  label: string | undefined
  advice: string | undefined
}
/** A criterion made ready for being judged any number of times. */
export interface CompiledNode {
  rule: 'comparison' | 'all' | 'any' | 'not' | 'at-least' | 'when' | 'office'
  quote: Quote
  /** Of `when` the condition, then what holds. */
  parts: readonly CompiledNode[]
  /** How many of `at-least`. */
  count: number
  leaf: Leaf | undefined
  office: string | undefined
}

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

const testWith = (kind: Test['kind'], more: Partial<Test>): Test => ({
  kind,
  passing: more.passing ?? [],
  numbers: more.numbers ?? new Set(),
  isNot: more.isNot ?? false,
  limit: more.limit ?? 0,
  unit: more.unit,
})

const ranks = (type: FactType): number[] =>
  type.kind === 'choice' ? type.options.map(({ rank = 0 }) => rank) : []
const limitTest = (type: FactType, kind: 'at-most' | 'at-least', operand: Operand): Test => {
  if ('parameter' in operand) return testWith(kind, {})
  if (typeof operand.value === 'number') return testWith(kind, { limit: operand.value })
  if (type.kind !== 'choice') return testWith(kind, { limit: dayNumber(operand.value) })
  const needed = ranks(type)[numberOf(type, operand.value, '') ?? 0] ?? 0
  return testWith('option', {
    passing: ranks(type).map((rank) => (kind === 'at-most' ? rank <= needed : rank >= needed)),
  })
}
const amongTest = (type: FactType, values: readonly (boolean | string | number)[], isNot: boolean): Test => {
  const numbers = new Set(
    values.map((value) =>
      type.kind === 'day' ? dayNumber(String(value)) : (numberOf(type, value, '') ?? -1),
    ),
  )
  if (type.kind === 'day' || type.kind === 'integer') return testWith('among', { numbers, isNot })
  const count = type.kind === 'choice' ? type.options.length : 2
  return testWith('option', { passing: Array.from({ length: count }, (_, at) => numbers.has(at) !== isNot) })
}
const sinceTest = (
  book: Rulebook,
  kind: 'since-at-least' | 'since-at-most',
  operand: { parameter: string } | Record<string, number>,
): Test => {
  if ('parameter' in operand) {
    const at = must(book.parameterAt.get(String(operand.parameter)), String(operand.parameter))
    return testWith(kind, { unit: (book.parameters[at]?.unit ?? 'days') as SpanUnit })
  }
  const [[unit, limit] = ['days', 0]] = Object.entries(operand)
  return testWith(kind, { limit, unit: unit as SpanUnit })
}
const testOf = (book: Rulebook, type: FactType, node: Comparison): Test => {
  if ('is' in node) return amongTest(type, [node.is], false)
  if ('isNot' in node) return amongTest(type, [node.isNot], true)
  if ('oneOf' in node) return amongTest(type, node.oneOf, false)
  if ('before' in node) return testWith('at-most', { limit: dayNumber(node.before) - 1 })
  if ('after' in node) return testWith('at-least', { limit: dayNumber(node.after) + 1 })
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
    comparison: node,
    fact,
    on: on === undefined ? -1 : must(book.factAt.get(on), on),
    parameter: parameter === undefined ? -1 : must(book.parameterAt.get(parameter), parameter),
    test: testOf(book, typeAt(book, fact), node),
    turn: { now: Number.NaN, limit: 0, start: 0 },
  }
}

/**
 * Makes a criterion ready. It must have been checked (`criterionFaults`): what the rulebook lacks throws.
 */
export const compile = (criterion: Criterion, book: Rulebook): Compiled => {
  const leaves: Leaf[] = []
  const noded = (
    rule: CompiledNode['rule'],
    said: Criterion,
    parts: readonly Criterion[],
    more: { count?: number; leaf?: Leaf; office?: string } = {},
  ): CompiledNode => ({
    rule,
    quote: { clause: said.clause, label: said.label, advice: said.advice },
    parts: parts.map(nodeOf),
    count: more.count ?? 0,
    leaf: more.leaf,
    office: more.office,
  })
  const nodeOf = (node: Criterion): CompiledNode => {
    if ('fact' in node) {
      const leaf = leafOf(book, node)
      leaves.push(leaf)
      return noded('comparison', node, [], { leaf })
    }
    if ('all' in node) return noded('all', node, node.all)
    if ('any' in node) return noded('any', node, node.any)
    if ('not' in node) return noded('not', node, [node.not])
    if ('of' in node) return noded('at-least', node, node.of, { count: node.atLeast })
    if ('when' in node) return noded('when', node, [node.when, node.then])
    return noded('office', node, [], { office: node.office })
  }
  const root = nodeOf(criterion)
  return { book, root, leaves }
}
