import { candidatesOf, leavesWith } from './candidates'
import type { Compiled, CompiledNode, Leaf } from './compile'
import { outcomeOf, possibleOf, possibleOfLeaf } from './evaluate'
import { supposing, type Known } from './known'
import {
  conditional,
  join,
  mayBeJudged,
  mayFail,
  mayNotApply,
  mayPass,
  opposite,
  type Possible,
} from './outcomes'

/** A policy to be settled by asking. */
export interface Asked {
  code: string
  compiled: Compiled
}
/** A question to ask next. */
export interface Question {
  /** Code of the fact to ask for. */
  fact: string
  /** In plain Chinese. */
  question: string
  /** Codes of the policies whose outcome its answer can still change. */
  policies: readonly string[]
}

/**
 * What a part comes to when one comparison passes, and when it fails: pairs of single possibilities, as far
 * as they differ.
 */
type Pairs = readonly (readonly [ifPasses: Possible, ifFails: Possible])[]
interface Open {
  leaf: Leaf
  pairs: Pairs
}
const singles: readonly Possible[] = [mayPass, mayFail, mayNotApply, mayBeJudged]
const singlesOf = (possible: Possible): Possible[] => singles.filter((single) => possible & single)

const distinct = (pairs: Pairs): Pairs => {
  const seen = new Set<number>()
  return pairs.filter(([one, other]) => {
    const key = one * 16 + other
    if (one === other || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
const mapped = (open: readonly Open[], turn: (possible: Possible) => readonly Possible[]): Open[] =>
  open.map(({ leaf, pairs }) => ({
    leaf,
    pairs: distinct(
      pairs.flatMap(([one, other]) => {
        const [ones, others] = [turn(one), turn(other)]
        return ones.map((each, at) => [each, others[at] ?? each] as const)
      }),
    ),
  }))

/** How many of some parts may pass, be judged by the office, and apply: every case, each once. */
type Counts = readonly [passing: number, judged: number, applying: number]
const countsOf = (parts: readonly Possible[]): Counts[] => {
  let cases = new Map<string, Counts>([['0', [0, 0, 0]]])
  for (const part of parts) {
    const next = new Map<string, Counts>()
    for (const [passing, judged, applying] of cases.values())
      for (const single of singlesOf(part)) {
        const counts: Counts = [
          passing + (single === mayPass ? 1 : 0),
          judged + (single === mayBeJudged ? 1 : 0),
          single === mayNotApply ? applying : 1,
        ]
        next.set(counts.join(), counts)
      }
    cases = next
  }
  return [...cases.values()]
}
const countedWith = ([passing, judged, applying]: Counts, count: number, part: Possible): Possible => {
  const passed = passing + (part === mayPass ? 1 : 0)
  if (applying === 0 && part === mayNotApply) return mayNotApply
  if (passed >= count) return mayPass
  return passed + judged + (part === mayBeJudged ? 1 : 0) < count ? mayFail : mayBeJudged
}

const openInGroup = (node: CompiledNode, rule: 'all' | 'any', known: Known): Open[] => {
  const each = node.parts.map((part) => possibleOf(part, known))
  return node.parts.flatMap((part, at) => {
    const others = each.reduce(
      (sum, possible, index) => (index === at ? sum : join(rule, sum, possible)),
      mayNotApply,
    )
    return mapped(openIn(part, known), (one) => singlesOf(others).map((other) => join(rule, one, other)))
  })
}
const openInCount = (node: CompiledNode, known: Known): Open[] => {
  const each = node.parts.map((part) => possibleOf(part, known))
  return node.parts.flatMap((part, at) => {
    const open = openIn(part, known)
    if (open.length === 0) return []
    const others = countsOf(each.filter((_, index) => index !== at))
    return mapped(open, (one) => others.map((counts) => countedWith(counts, node.count, one)))
  })
}

const openInCondition = ([first, second]: readonly CompiledNode[], known: Known): Open[] => {
  if (!first || !second) return []
  const [when, then] = [singlesOf(possibleOf(first, known)), singlesOf(possibleOf(second, known))]
  return [
    ...mapped(openIn(first, known), (one) => then.map((other) => conditional(one, other))),
    ...mapped(openIn(second, known), (one) => when.map((other) => conditional(other, one))),
  ]
}

// A function declaration, because it and the groups call each other.
function openIn(node: CompiledNode, known: Known): Open[] {
  if (node.leaf)
    return possibleOfLeaf(node.leaf, known) === (mayPass | mayFail)
      ? [{ leaf: node.leaf, pairs: [[mayPass, mayFail]] }]
      : []
  if (node.rule === 'all' || node.rule === 'any') return openInGroup(node, node.rule, known)
  if (node.rule === 'at-least') return openInCount(node, known)
  if (node.rule === 'when') return openInCondition(node.parts, known)
  return node.parts.flatMap((part) => mapped(openIn(part, known), (one) => [opposite(one)]))
}

const unknownFactsOf = (leaf: Leaf, known: Known): number[] => {
  // No answer gives a parameter its value.
  if (leaf.parameter >= 0 && known.rules.values[leaf.parameter] === undefined) return []
  return (leaf.on < 0 ? [leaf.fact] : [leaf.fact, leaf.on]).filter((at) => known.states[at] !== 'known')
}

/**
 * The unknown facts that can still change the outcome, as places in the rulebook, ascending. A comparison can
 * when there is a way for all other unknown comparisons to turn out, independently of each other, by which
 * the whole comes to one thing if it passes and to another if it fails. A fact can when one of its
 * comparisons can.
 */
export const factsThatMatter = (compiled: Compiled, known: Known): number[] => {
  const open = openIn(compiled.root, known).filter(({ pairs }) => pairs.length > 0)
  return [...new Set(open.flatMap(({ leaf }) => unknownFactsOf(leaf, known)))].sort((a, b) => a - b)
}

/** Ways in which an answer can fall, at most so many. */
const mostWays = 6
/** A whole, to be divided among the ways an answer can fall. */
const whole = 1_000_000

/**
 * The same person with each way in which an answer can fall: answers of which no comparison makes anything
 * different count as one way. Of more than {@link mostWays}, so many spread evenly.
 */
const waysOf = (asked: readonly Asked[], fact: number, known: Known): Known[] => {
  const leaves = leavesWith(
    asked.map(({ compiled }) => compiled),
    fact,
  )
  const ways = new Map<string, Known>()
  for (const number of candidatesOf(leaves, fact, known)) {
    const supposed = supposing(known, fact, number)
    const key = leaves.map((leaf) => possibleOfLeaf(leaf, supposed)).join('')
    if (!ways.has(key)) ways.set(key, supposed)
  }
  const all = [...ways.values()]
  if (all.length <= mostWays) return all
  return Array.from(
    { length: mostWays },
    (_, at) => all[Math.floor((at * (all.length - 1)) / (mostWays - 1))],
  ).filter((way) => way !== undefined)
}

/** A way that the answers so far can fall: who somebody is then, how likely, and what is open still. */
interface Branch {
  known: Known
  weight: number
  open: readonly Asked[]
}
const grownBy = (branches: readonly Branch[], fact: number): Branch[] =>
  branches.flatMap(({ known, weight, open }) => {
    const ways = open.length === 0 ? [] : waysOf(open, fact, known)
    if (ways.length === 0) return [{ known, weight, open }]
    return ways.map((way) => ({
      known: way,
      weight: Math.floor(weight / ways.length),
      open: open.filter(({ compiled }) => outcomeOf(compiled, way) === 'unknown'),
    }))
  })
const openWeight = (branches: readonly Branch[]): number =>
  branches.reduce((sum, { weight, open }) => sum + weight * open.length, 0)

/**
 * The questions to ask next, at most `most`. Asked is only for facts that can still change the outcome of a
 * policy that is unknown ({@link factsThatMatter}). One after the other is chosen that which, together with
 * those before it, leaves the fewest policies unknown on average, where each way in which an answer can fall
 * counts the same; then that which can change the more policies; then that which is defined first.
 */
export const nextQuestions = (policies: readonly Asked[], known: Known, most = 3): Question[] => {
  const open = policies.filter(({ compiled }) => outcomeOf(compiled, known) === 'unknown')
  const changed = new Map<number, string[]>()
  for (const { code, compiled } of open)
    for (const fact of factsThatMatter(compiled, known))
      changed.set(fact, [...(changed.get(fact) ?? []), code])
  let branches: Branch[] = [{ known, weight: whole, open }]
  const questions: Question[] = []
  const left = [...changed].sort(([a, one], [b, other]) => other.length - one.length || a - b)
  while (questions.length < most && left.length > 0 && openWeight(branches) > 0) {
    const tries = left.map(([fact]) => grownBy(branches, fact))
    const weights = tries.map(openWeight)
    const best = weights.indexOf(Math.min(...weights))
    branches = tries[best] ?? branches
    for (const [fact, codes] of left.splice(best, 1)) {
      const { code = '', question = '' } = known.rules.rulebook.facts[fact] ?? {}
      questions.push({ fact: code, question, policies: codes })
    }
  }
  return questions
}
