import { passes, type Compiled, type CompiledNode, type Leaf, type Quote } from './compile'
import type { Comparison } from './criteria'
import type { FactValue } from './facts'
import type { FactState, Known } from './known'
import type { ParameterValue } from './parameters'

/**
 * What a criterion comes to: met, not met, not known yet (an answer would tell), does not concern this
 * person, or for the office to judge, which no answer of the person tells.
 */
export const outcomes = ['pass', 'fail', 'unknown', 'not-applicable', 'not-computed'] as const
/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number]
/** Outcomes in Chinese. */
export const outcomeLabels: Record<Outcome, string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不涉及',
  'not-computed': '由人才办判断',
}

/**
 * Everything a criterion may still come to, as a sum of: 1 pass, 2 fail, 4 not applicable, 8 for the office.
 * One alone is the outcome; several are *unknown*. So a criterion is decided as soon as no answer can change
 * it, and knowing more only ever takes possibilities away.
 */
export type Possible = number
/** It may pass. */
export const mayPass = 1
/** It may fail. */
export const mayFail = 2
/** It may turn out not to concern the person. */
export const mayNotApply = 4
/** The office may have to judge. */
export const mayBeJudged = 8

/** The outcome that a set of possibilities is. */
export const outcomeOfPossible = (possible: Possible): Outcome => {
  if (possible === mayPass) return 'pass'
  if (possible === mayFail) return 'fail'
  if (possible === mayNotApply) return 'not-applicable'
  return possible === mayBeJudged ? 'not-computed' : 'unknown'
}

// A part that does not apply says nothing; then one outcome overrides the other, strongest last: what all
// must meet fails by one failure, whatever the office would say; what any may meet passes by one pass.
const strength = {
  all: [mayNotApply, mayPass, mayBeJudged, mayFail],
  any: [mayNotApply, mayFail, mayBeJudged, mayPass],
}
const joinTable = (order: readonly number[]): Uint8Array => {
  const table = new Uint8Array(256)
  for (let pair = 0; pair < 256; pair += 1)
    order.forEach((one, i) =>
      order.forEach((other, j) => {
        if ((pair >> 4) & one && pair & 15 & other)
          table[pair] = (table[pair] ?? 0) | (order[Math.max(i, j)] ?? 0)
      }),
    )
  return table
}
const joined = { all: joinTable(strength.all), any: joinTable(strength.any) }
/** What two parts of `all` or of `any` come to together. */
export const join = (rule: 'all' | 'any', one: Possible, other: Possible): Possible =>
  joined[rule][(one << 4) | other] ?? 0

/** The opposite: of pass fail, of fail pass; the others stay. */
export const opposite = (possible: Possible): Possible =>
  (possible & 12) | ((possible & mayPass) << 1) | ((possible & mayFail) >> 1)

/** What `when … then …` comes to: a condition that fails or does not apply makes it not applicable. */
export const conditional = (when: Possible, then: Possible): Possible =>
  (when & mayPass ? then : 0) |
  (when & (mayFail | mayNotApply) ? mayNotApply : 0) |
  (when & mayBeJudged ? mayBeJudged : 0)

/**
 * What “at least `count` of these” comes to. Parts that do not apply count for nothing; if none applies, the
 * whole does not. It fails when passes and what the office judges together are too few.
 */
export const atLeast = (count: number, parts: readonly Possible[]): Possible => {
  let [surePasses, passable, judgeable, sureCounting] = [0, 0, 0, 0]
  let [canFail, isEveryAbsentable] = [false, true]
  for (const part of parts) {
    if (part === mayPass) surePasses += 1
    if (part & mayBeJudged) judgeable += 1
    else if (part & mayPass) passable += 1
    if (!(part & (mayFail | mayNotApply))) sureCounting += 1
    if (part & mayFail) canFail = true
    if (!(part & mayNotApply)) isEveryAbsentable = false
  }
  const everPass = parts.filter((part) => part & mayPass).length
  const isJudged = judgeable > 0 && surePasses < count && Math.min(count - 1, passable) + judgeable >= count
  const fails =
    sureCounting < count && (canFail || sureCounting > 0 || (count > 1 && everPass + judgeable > 0))
  return (
    (everPass >= count ? mayPass : 0) |
    (fails ? mayFail : 0) |
    (isEveryAbsentable ? mayNotApply : 0) |
    (isJudged ? mayBeJudged : 0)
  )
}

/** What the parts of `not`, `when` or `at-least` come to; of what the office judges, that. */
const combined = ({ rule, count }: CompiledNode, parts: readonly Possible[]): Possible => {
  const [first = mayPass, second = mayPass] = parts
  if (rule === 'not') return opposite(first)
  if (rule === 'when') return conditional(first, second)
  return rule === 'at-least' ? atLeast(count, parts) : mayBeJudged
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
  if (!isKnown(leaf, known)) return mayPass | mayFail
  const value = known.numbers[leaf.fact] ?? 0
  return passes(leaf, limitOf(leaf, known), value, nowOf(leaf, known)) ? mayPass : mayFail
}

const possibleOfGroup = (rule: 'all' | 'any', parts: readonly CompiledNode[], known: Known): Possible => {
  const last = rule === 'all' ? mayFail : mayPass
  let possible: Possible = mayNotApply
  for (const part of parts) {
    possible = join(rule, possible, possibleOf(part, known))
    if (possible === last) break
  }
  return possible
}

// A function declaration, because it and the groups call each other.
/** What a part may still come to, without saying why. */
export function possibleOf(node: CompiledNode, known: Known): Possible {
  if (node.leaf) return possibleOfLeaf(node.leaf, known)
  if (node.rule === 'all' || node.rule === 'any') return possibleOfGroup(node.rule, node.parts, known)
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

/**
 * A decision and its explanation, which are one tree: each part with its outcome, the clause it quotes and,
 * for a comparison, the fact used (value, source, date), the day it was held against another fact's, and the
 * parameter's value with its source. `parts` of `when` are the condition and what then holds.
 */
export interface Explanation {
  outcome: Outcome
  possible: Possible
  rule: CompiledNode['rule']
  clause: string | undefined
  label: string | undefined
  advice: string | undefined
  parts: readonly Explanation[]
  comparison: Comparison | undefined
  used: FactValue | undefined
  on: FactValue | undefined
  parameter: ParameterValue | undefined
  unknown: UnknownBecause | undefined
  /** The sentence by which the office judges. */
  office: string | undefined
}

const none: readonly Explanation[] = []

const unknownBecause = (leaf: Leaf, known: Known): UnknownBecause => {
  const { facts, parameters } = known.rules.rulebook
  for (const place of leaf.on < 0 ? [leaf.fact] : [leaf.fact, leaf.on]) {
    const state = known.states[place] ?? 'missing'
    if (state !== 'known') return { reason: state, of: facts[place]?.code ?? '' }
  }
  return { reason: 'no-value', of: parameters[leaf.parameter]?.code ?? '' }
}

const explainLeaf = (leaf: Leaf, quote: Quote, known: Known): Explanation => {
  const possible = possibleOfLeaf(leaf, known)
  return {
    outcome: outcomeOfPossible(possible),
    possible,
    rule: 'comparison',
    clause: quote.clause,
    label: quote.label,
    advice: quote.advice,
    parts: none,
    comparison: leaf.comparison,
    used: known.facts[leaf.fact],
    on: leaf.on < 0 ? undefined : known.facts[leaf.on],
    parameter: leaf.parameter < 0 ? undefined : known.rules.values[leaf.parameter],
    unknown: possible === (mayPass | mayFail) ? unknownBecause(leaf, known) : undefined,
    office: undefined,
  }
}

const explainGroup = (node: CompiledNode, known: Known): Explanation => {
  const { length } = node.parts
  const parts = length === 0 ? none : new Array<Explanation>(length)
  let possible: Possible = mayNotApply
  for (let at = 0; at < length; at += 1) {
    const part = explainNode(node.parts[at] as CompiledNode, known)
    ;(parts as Explanation[])[at] = part
    if (node.rule === 'all' || node.rule === 'any') possible = join(node.rule, possible, part.possible)
  }
  if (node.rule !== 'all' && node.rule !== 'any')
    possible = combined(
      node,
      parts.map((part) => part.possible),
    )
  return {
    outcome: outcomeOfPossible(possible),
    possible,
    rule: node.rule,
    clause: node.quote.clause,
    label: node.quote.label,
    advice: node.quote.advice,
    parts,
    comparison: undefined,
    used: undefined,
    on: undefined,
    parameter: undefined,
    unknown: undefined,
    office: node.office,
  }
}
// A function declaration, because it and the groups call each other.
function explainNode(node: CompiledNode, known: Known): Explanation {
  return node.leaf ? explainLeaf(node.leaf, node.quote, known) : explainGroup(node, known)
}

/** Judges a person by a criterion, and says why in the same tree. */
export const evaluate = (compiled: Compiled, known: Known): Explanation => explainNode(compiled.root, known)
