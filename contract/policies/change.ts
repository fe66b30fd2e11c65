import { candidatesOf, leavesWith } from './candidates'
import type { Compiled, CompiledNode, Leaf } from './compile'
import {
  addDays,
  dayNumber,
  dayOfNumber,
  fullMonths,
  isDay,
  monthsAfterNumber,
  spanAfterNumber,
  type Day,
} from './days'
import { evaluate, limitOf, outcomeOf, possibleOf, possibleOfLeaf, type Explanation } from './evaluate'
import { expiryOf, type FactDefinition, type Facts, type FactValue } from './facts'
import { optionAt, readFacts, rulesOn, supposing, type Known } from './known'
import { mayFail, mayPass, type Outcome } from './outcomes'
import type { ParameterValue } from './parameters'

/**
 * Why a comparison comes to something else on a later day: time went by since a fact's day; months that count
 * were gone on with; a fact is past its expiry; a parameter has another value, or none. `missing` is what was
 * still missing on the day of asking, in whole months that are not yet full, or in days.
 */
export interface Cause {
  kind: 'time' | 'continued' | 'expiry' | 'parameter'
  /** Code of the fact, or of the parameter for `parameter`. */
  of: string
  clause: string | undefined
  label: string | undefined
  from: Outcome
  to: Outcome
  missing: { months: number } | { days: number } | undefined
}
/** What somebody's outcome turns to by itself, on which day, and by what. */
export interface Change {
  on: Day
  from: Outcome
  to: Outcome
  causes: readonly Cause[]
}

const definitionAt = ({ book }: Compiled, place: number): FactDefinition | undefined => book.facts[place]
const spansOf = (leaf: Leaf, values: readonly ParameterValue[]): number[] => {
  if (leaf.parameter >= 0) return values.map(({ value }) => value)
  return [leaf.test.limit, ...leaf.test.numbers]
}

const factDays = (definition: FactDefinition | undefined, fact: FactValue | undefined): number[] => {
  if (!definition || !fact || !isDay(fact.asOf)) return []
  const expiry = expiryOf(definition, fact)
  return [
    dayNumber(fact.asOf),
    ...(isDay(expiry) ? [dayNumber(expiry) + 1] : []),
    ...(isDay(fact.value) ? [dayNumber(fact.value)] : []),
  ]
}
const growthDays = (fact: FactValue, limits: readonly number[]): number[] =>
  limits.flatMap((limit) =>
    [limit, limit + 1].map((reached) =>
      monthsAfterNumber(dayNumber(fact.asOf), Math.max(0, reached - Number(fact.value))),
    ),
  )
const sinceDays = (leaf: Leaf, fact: FactValue, limits: readonly number[]): number[] => {
  const { unit } = leaf.test
  if (unit === undefined || leaf.on >= 0 || !isDay(fact.value)) return []
  const start = dayNumber(fact.value)
  return limits.flatMap((limit) => {
    const full = spanAfterNumber(start, unit, limit)
    return [full, full + 1]
  })
}

/** Every day on which a comparison may come to something else than on the day before. */
const turningDays = (compiled: Compiled, leaf: Leaf, facts: Facts): number[] => {
  const [definition, on] = [definitionAt(compiled, leaf.fact), definitionAt(compiled, leaf.on)]
  const values = compiled.book.parameters[leaf.parameter]?.values ?? []
  const fact = definition && facts[definition.code]
  const limits = spansOf(leaf, values)
  const isGrowing = definition?.type.kind === 'integer' && definition.type.grows === true
  return [
    ...values.flatMap(({ from, to }) => [dayNumber(from), ...(to === null ? [] : [dayNumber(to) + 1])]),
    ...factDays(definition, fact),
    ...factDays(on, on && facts[on.code]),
    ...(fact ? sinceDays(leaf, fact, limits) : []),
    ...(fact && isGrowing && isDay(fact.asOf) ? growthDays(fact, limits) : []),
  ]
}

const hasGrowth = ({ book, leaves }: Compiled): boolean =>
  leaves.some(({ fact }) => {
    const type = book.facts[fact]?.type
    return type?.kind === 'integer' && type.grows === true
  })

/**
 * The days after `after`, up to `until` and with it, between which the outcome stays what it is, ascending.
 * With months that grow, `after` itself is among them: what was counted a while ago may be full by now.
 */
const daysToLookAt = (compiled: Compiled, facts: Facts, after: Day, until: Day): Day[] => {
  const first = hasGrowth(compiled) ? dayNumber(after) : dayNumber(after) + 1
  const days = new Set(compiled.leaves.flatMap((leaf) => turningDays(compiled, leaf, facts)))
  return [...days.add(first)]
    .filter((day) => day >= first && day <= dayNumber(until))
    .sort((a, b) => a - b)
    .map(dayOfNumber)
}

const leavesIn = (tree: Explanation): Explanation[] =>
  tree.rule === 'comparison' ? [tree] : tree.parts.flatMap(leavesIn)

const missingOf = (leaf: Leaf, known: Known): Cause['missing'] => {
  const { test } = leaf
  const [value, limit] = [known.numbers[leaf.fact] ?? 0, limitOf(leaf, known)]
  if (test.kind === 'at-least') return { months: limit - value }
  if (test.kind !== 'since-at-least') return undefined
  const { day, number } = known.rules
  if (test.unit === 'days') return { days: spanAfterNumber(value, 'days', limit) - number }
  const months = test.unit === 'years' ? limit * 12 : limit
  return { months: months - fullMonths(dayOfNumber(value), day) }
}
const kindOf = (before: Explanation, after: Explanation, isGrowing: boolean): Cause['kind'] => {
  if (after.unknown?.reason === 'expired') return 'expiry'
  if (before.parameter !== after.parameter) return 'parameter'
  return isGrowing ? 'continued' : 'time'
}

/** What each comparison turned by, from one day to another. */
const causesOf = (compiled: Compiled, known: Known, before: Explanation, after: Explanation): Cause[] => {
  const [earlier, later] = [leavesIn(before), leavesIn(after)]
  return compiled.leaves.flatMap((leaf, at) => {
    const [one, other] = [earlier[at], later[at]]
    if (!one || !other || one.possible === other.possible) return []
    const definition = definitionAt(compiled, leaf.fact)
    const isGrowing = definition?.type.kind === 'integer' && definition.type.grows === true
    const kind = kindOf(one, other, isGrowing)
    const isWaitedFor = one.outcome === 'fail' && (kind === 'time' || kind === 'continued')
    const parameter = compiled.book.parameters[leaf.parameter]
    const ofFact = other.unknown?.of ?? definition?.code ?? ''
    return [
      {
        kind,
        of: kind === 'parameter' ? (parameter?.code ?? '') : ofFact,
        clause: one.clause,
        label: one.label,
        from: one.outcome,
        to: other.outcome,
        missing: isWaitedFor ? missingOf(leaf, known) : undefined,
      },
    ]
  })
}

/** From which day on to look ahead, and how far; both included. */
export interface Outlook {
  from: Day
  until: Day
}

/**
 * Everything an outcome turns to by itself, earliest first, as long as nothing else changes: by time, by facts
 * that expire, by parameters of other days. Exact: it looks at every day on which a comparison can turn.
 * Months that grow are foreseen as going on, which the cause `continued` says.
 */
export const changesAhead = (compiled: Compiled, facts: Facts, { from, until }: Outlook): Change[] => {
  const now = readFacts(rulesOn(compiled.book, from), facts)
  let before = evaluate(compiled, now)
  let known = now
  const changes: Change[] = []
  for (const day of daysToLookAt(compiled, facts, from, until)) {
    const next = readFacts(rulesOn(compiled.book, day), facts, true)
    if (outcomeOf(compiled, next) === before.outcome) continue
    const after = evaluate(compiled, next)
    changes.push({
      on: day,
      from: before.outcome,
      to: after.outcome,
      causes: causesOf(compiled, known, before, after),
    })
    before = after
    known = next
  }
  return changes
}

/** The first of {@link changesAhead}; null when nothing changes by itself. */
export const nextChange = (compiled: Compiled, facts: Facts, outlook: Outlook): Change | null =>
  changesAhead(compiled, facts, outlook)[0] ?? null

/** A policy as far as time and questions go: its criterion and its days in force, both included. */
export interface PolicyRule {
  code: string
  compiled: Compiled
  from: Day
  to: Day | null
}
/** Met as far as data tells: passed, or for the office alone to judge. */
export const isOpen = (outcome: Outcome): boolean => outcome === 'pass' || outcome === 'not-computed'

/**
 * A policy opens for somebody on a day, or ended for them on the day before. Without causes it is the policy
 * itself that comes into force or goes out of it.
 */
export interface Turn {
  policy: string
  kind: 'opens' | 'ends'
  /** The first day it is open, or the last. */
  on: Day
  outcome: Outcome
  causes: readonly Cause[]
}

const turnsOf = (rule: PolicyRule, facts: Facts, { from, until }: Outlook): Turn[] => {
  const begins = rule.from > from ? rule.from : from
  const ends = rule.to !== null && rule.to < until ? rule.to : until
  if (begins > ends) return []
  const known = readFacts(rulesOn(rule.compiled.book, begins), facts, begins > from)
  let outcome = outcomeOf(rule.compiled, known)
  const turns: Turn[] = []
  const turn = (kind: Turn['kind'], on: Day, causes: readonly Cause[]) =>
    turns.push({ policy: rule.code, kind, on, outcome, causes })
  if (begins > from && isOpen(outcome)) turn('opens', begins, [])
  for (const change of changesAhead(rule.compiled, facts, { from: begins, until: ends })) {
    const wasOpen = isOpen(outcome)
    outcome = change.to
    if (!wasOpen && isOpen(outcome)) turn('opens', change.on, change.causes)
    if (wasOpen && !isOpen(outcome)) turn('ends', addDays(change.on, -1), change.causes)
  }
  if (isOpen(outcome) && ends < until) turn('ends', ends, [])
  return turns
}

/**
 * The line of time of a person: which policies open and end for them, by day, then policies as handed in.
 * What is open on the first day already has no `opens`.
 */
export const lineOfTime = (policies: readonly PolicyRule[], facts: Facts, outlook: Outlook): Turn[] =>
  policies
    .flatMap((rule) => turnsOf(rule, facts, outlook))
    .map((turn, at) => ({ turn, at }))
    .sort((a, b) => (a.turn.on < b.turn.on ? -1 : a.turn.on > b.turn.on ? 1 : a.at - b.at))
    .map(({ turn }) => turn)

/**
 * The smallest change of one fact that helps: from what it is to `needs` (an option, a number, a day). `alone`
 * says that this is enough for the whole; otherwise it settles its own clause only.
 */
export interface Remedy {
  fact: string
  clause: string | undefined
  label: string | undefined
  advice: string | undefined
  now: boolean | string | number
  needs: boolean | string | number
  /** How far it is: numbers, days, or steps of rank. */
  distance: number
  alone: boolean
}

const valueAt = (definition: FactDefinition, number: number): boolean | string | number =>
  definition.type.kind === 'day' ? dayOfNumber(number) : optionAt(definition.type, number)
const placeOf = ({ type }: FactDefinition, number: number): number =>
  type.kind === 'choice' ? (type.options[number]?.rank ?? number) : number

/** Comparisons that count against somebody: they fail where they should pass or, under `not`, the reverse. */
const against = (node: CompiledNode, known: Known, wanted = true): { leaf: Leaf; wanted: boolean }[] => {
  if (node.leaf)
    return possibleOf(node, known) === (wanted ? mayFail : mayPass) ? [{ leaf: node.leaf, wanted }] : []
  const parts = node.rule === 'when' ? node.parts.slice(1) : node.parts
  return parts.flatMap((part) => against(part, known, node.rule === 'not' ? !wanted : wanted))
}

type Against = ReturnType<typeof against>[number]

const remedyOf = (compiled: Compiled, known: Known, { leaf, wanted }: Against): Remedy[] => {
  const definition = definitionAt(compiled, leaf.fact)
  if (!definition || definition.fixed === true) return []
  const now = known.numbers[leaf.fact] ?? 0
  const distance = (number: number) => Math.abs(placeOf(definition, number) - placeOf(definition, now))
  const after = (number: number) => supposing(known, leaf.fact, number)
  const tries = candidatesOf(leavesWith([compiled], leaf.fact), leaf.fact, known).sort(
    (a, b) => distance(a) - distance(b) || a - b,
  )
  const whole = tries.find((number) => isOpen(outcomeOf(compiled, after(number))))
  const best =
    whole ?? tries.find((number) => possibleOfLeaf(leaf, after(number)) === (wanted ? mayPass : mayFail))
  if (best === undefined) return []
  const { clause, label, advice } = leaf.comparison
  return [
    {
      fact: definition.code,
      clause,
      label,
      advice,
      now: valueAt(definition, now),
      needs: valueAt(definition, best),
      distance: distance(best),
      alone: whole !== undefined,
    },
  ]
}

/**
 * For every comparison that counts against somebody, in order, the nearest value of its fact that opens the
 * whole or, where none does, that settles the comparison. A fact that opens the whole is named once. Facts
 * that nobody can change are left out. What is enough alone comes first. Of a criterion that is open, nothing.
 */
export const remedies = (compiled: Compiled, known: Known): Remedy[] => {
  if (isOpen(outcomeOf(compiled, known))) return []
  const found = against(compiled.root, known).flatMap((one) => remedyOf(compiled, known, one))
  const alone = found.filter((remedy) => remedy.alone)
  return [
    ...alone.filter(({ fact }, at) => alone.findIndex((other) => other.fact === fact) === at),
    ...found.filter((remedy) => !remedy.alone),
  ]
}
