import type { Compiled, CompiledNode, Leaf } from './compile'
import type { Comparison } from './criteria'
import { earliestStart, latestStart } from './days'
import type { FactValue } from './facts'
import type { FactState, Known } from './known'
import {
  atLeast,
  conditional,
  joined,
  mayBeJudged,
  mayFail,
  mayNotApply,
  mayPass,
  opposite,
  outcomeOfPossible,
  type Outcome,
  type Possible,
} from './outcomes'
import type { ParameterValue } from './parameters'

// Where modules are loaded as CommonJS, an imported name is looked up at each use. The innermost loop uses these.
const [passing, failing, saysNothing] = [mayPass, mayFail, mayNotApply]
const { all: joinedByAll, any: joinedByAny } = joined
const nameOf = outcomeOfPossible

/** What the parts of `not`, `when` or `at-least` come to; of what the office judges, that. */
const combined = ({ rule, count }: CompiledNode, parts: readonly Possible[]): Possible => {
  const [first = mayPass, second = mayPass] = parts
  if (rule === 'not') return opposite(first)
  if (rule === 'when') return conditional(first, second)
  return rule === 'at-least' ? atLeast(count, parts) : mayBeJudged
}

// Spans up to the day of the decision turn at the same start for everybody: computed once a day, not a person.
const turnOf = ({ test, turn }: Leaf, limit: number, now: number): number => {
  if (turn.now !== now || turn.limit !== limit) {
    turn.now = now
    turn.limit = limit
    turn.start = (test.kind === 'since-at-least' ? latestStart : earliestStart)(
      now,
      test.unit ?? 'days',
      limit,
    )
  }
  return turn.start
}

/** Whether a known value passes. `now` is the day up to which a span is told, by number. */
const passes = (leaf: Leaf, limit: number, value: number, now: number): boolean => {
  const { test } = leaf
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
      return value <= turnOf(leaf, limit, now)
    case 'since-at-most':
      return value >= turnOf(leaf, limit, now)
  }
}

const isKnown = (leaf: Leaf, known: Known): boolean =>
  known.states[leaf.fact] === 'known' &&
  (leaf.on < 0 || known.states[leaf.on] === 'known') &&
  (leaf.parameter < 0 || known.rules.values[leaf.parameter] !== undefined)
/** The limit of a leaf on the day: its own, or the value of its parameter. */
export const limitOf = (leaf: Leaf, known: Known): number =>
  leaf.parameter >= 0 ? (known.rules.values[leaf.parameter]?.value ?? 0) : leaf.test.limit
/** The day up to which a leaf tells a span, by number. */
export const nowOf = (leaf: Leaf, known: Known): number =>
  leaf.on < 0 ? known.rules.number : (known.numbers[leaf.on] ?? 0)

/** What a comparison may still come to. */
export const possibleOfLeaf = (leaf: Leaf, known: Known): Possible => {
  if (!isKnown(leaf, known)) return passing | failing
  const value = known.numbers[leaf.fact] ?? 0
  return passes(leaf, limitOf(leaf, known), value, nowOf(leaf, known)) ? passing : failing
}

const possibleOfGroup = (isAll: boolean, parts: readonly CompiledNode[], known: Known): Possible => {
  const [table, last] = isAll ? [joinedByAll, failing] : [joinedByAny, passing]
  let possible: Possible = saysNothing
  for (const part of parts) {
    possible = table[possible * 16 + possibleOf(part, known)] ?? 0
    if (possible === last) break
  }
  return possible
}

// A function declaration, because it and the groups call each other.
/** What a part may still come to, without saying why. */
export function possibleOf(node: CompiledNode, known: Known): Possible {
  if (node.leaf) return possibleOfLeaf(node.leaf, known)
  if (node.rule === 'all' || node.rule === 'any')
    return possibleOfGroup(node.rule === 'all', node.parts, known)
  return combined(
    node,
    node.parts.map((part) => possibleOf(part, known)),
  )
}

/** The outcome alone, for counting over many people. */
export const outcomeOf = (compiled: Compiled, known: Known): Outcome =>
  outcomeOfPossible(possibleOf(compiled.root, known))

/** Why a comparison is unknown: the fact's state, or a parameter without a value for the day. */
export interface UnknownBecause {
  reason: Exclude<FactState, 'known'> | 'no-value'
  /** Code of the fact or the parameter. */
  of: string
}

const unknownBecause = (leaf: Leaf, known: Known): UnknownBecause => {
  const { facts, parameters } = known.rules.rulebook
  for (const place of leaf.on < 0 ? [leaf.fact] : [leaf.fact, leaf.on]) {
    const state = known.states[place] ?? 'missing'
    if (state !== 'known') return { reason: state, of: facts[place]?.code ?? '' }
  }
  return { reason: 'no-value', of: parameters[leaf.parameter]?.code ?? '' }
}

const none: readonly Explanation[] = []

/**
 * A decision and its explanation, which are one tree: each part with its outcome, the clause it quotes and,
 * for a comparison, the fact used (value, source, date), the day it was held against another fact's, and the
 * parameter's value with its source. It reads like plain data, and JSON holds all of it; inside it only points
 * at what it was made from, because thousands are made at once.
 */
export class Explanation {
  constructor(
    private readonly node: CompiledNode,
    private readonly known: Known,
    /** Everything it may still come to. */
    readonly possible: Possible,
    /** Of `when` the condition, then what holds. */
    readonly parts: readonly Explanation[],
  ) {}

  get outcome(): Outcome {
    return nameOf(this.possible)
  }
  get rule(): CompiledNode['rule'] {
    return this.node.rule
  }
  get clause(): string | undefined {
    return this.node.quote.clause
  }
  get label(): string | undefined {
    return this.node.quote.label
  }
  get advice(): string | undefined {
    return this.node.quote.advice
  }
  /** The sentence by which the office judges. */
  get office(): string | undefined {
    return this.node.office
  }
  get comparison(): Comparison | undefined {
    return this.node.leaf?.comparison
  }
  /** The fact used; also one that is expired or faulty, see `unknown`. */
  get used(): FactValue | undefined {
    return this.known.facts[this.node.leaf?.fact ?? -1]
  }
  /** The fact whose day a span is told up to. */
  get on(): FactValue | undefined {
    return this.known.facts[this.node.leaf?.on ?? -1]
  }
  get parameter(): ParameterValue | undefined {
    return this.known.rules.values[this.node.leaf?.parameter ?? -1]
  }
  /** Why a comparison is unknown. */
  get unknown(): UnknownBecause | undefined {
    const { leaf } = this.node
    return leaf && !isKnown(leaf, this.known) ? unknownBecause(leaf, this.known) : undefined
  }

  toJSON() {
    const { outcome, possible, rule, clause, label, advice, office } = this
    const { comparison, used, on, parameter, unknown, parts } = this
    return {
      outcome,
      possible,
      rule,
      clause,
      label,
      advice,
      office,
      comparison,
      used,
      on,
      parameter,
      unknown,
      parts,
    }
  }
}

// A function declaration, because it calls itself.
function explainNode(node: CompiledNode, known: Known): Explanation {
  if (node.leaf) return new Explanation(node, known, possibleOfLeaf(node.leaf, known), none)
  const { length } = node.parts
  const parts = new Array<Explanation>(length)
  const table = node.rule === 'all' ? joinedByAll : node.rule === 'any' ? joinedByAny : null
  let possible: Possible = saysNothing
  for (let at = 0; at < length; at += 1) {
    const part = explainNode(node.parts[at] as CompiledNode, known)
    parts[at] = part
    if (table) possible = table[possible * 16 + part.possible] ?? 0
  }
  if (!table)
    possible = combined(
      node,
      parts.map((part) => part.possible),
    )
  return new Explanation(node, known, possible, parts)
}

/** Judges a person by a criterion, and says why in the same tree. */
export const evaluate = (compiled: Compiled, known: Known): Explanation => explainNode(compiled.root, known)
