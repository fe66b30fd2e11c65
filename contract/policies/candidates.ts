import type { Compiled, Leaf, Test } from './compile'
import { dayNumber, earliestStart, firstDay, lastDay, latestStart, spanAfterNumber } from './days'
import { limitOf, nowOf } from './evaluate'
import { greatest, type FactType } from './facts'
import type { Known } from './known'

const turning = (test: Test, limit: number, now: number): number[] => {
  switch (test.kind) {
    case 'option':
      return []
    case 'among':
      return [...test.numbers].flatMap((number) => [number - 1, number, number + 1])
    case 'at-most':
      return [limit, limit + 1]
    case 'at-least':
      return [limit - 1, limit]
    case 'since-at-least': {
      const start = latestStart(now, test.unit ?? 'days', limit)
      return [start, start + 1]
    }
    case 'since-at-most': {
      const start = earliestStart(now, test.unit ?? 'days', limit)
      return [start - 1, start]
    }
  }
}
// Of the day up to which a span is told, when the day it began on is known.
const turningUntil = (leaf: Leaf, known: Known): number[] => {
  const { test } = leaf
  if (known.states[leaf.fact] !== 'known' || test.unit === undefined) return []
  const full = spanAfterNumber(known.numbers[leaf.fact] ?? 0, test.unit, limitOf(leaf, known))
  return [full - 1, full, full + 1]
}
const turningOf = (leaf: Leaf, fact: number, known: Known): number[] => {
  if (leaf.parameter >= 0 && known.rules.values[leaf.parameter] === undefined) return []
  const until = leaf.on === fact ? turningUntil(leaf, known) : []
  const isReady = leaf.on < 0 || leaf.on === fact || known.states[leaf.on] === 'known'
  return leaf.fact === fact && isReady
    ? [...turning(leaf.test, limitOf(leaf, known), nowOf(leaf, known)), ...until]
    : until
}

const isPossible = (type: FactType, number: number, now: number): boolean => {
  if (type.kind === 'integer') return number >= 0 && number <= greatest(type)
  if (type.kind !== 'day') return true
  return number >= dayNumber(firstDay) && number <= (type.future === true ? dayNumber(lastDay) : now)
}
const usual = (type: FactType, now: number): number[] => {
  if (type.kind === 'choice') return type.options.map((_, at) => at)
  return type.kind === 'boolean' ? [0, 1] : [type.kind === 'day' ? now : 0]
}

/** The comparisons of some criteria that a fact takes part in. */
export const leavesWith = (criteria: readonly Compiled[], fact: number): Leaf[] =>
  criteria.flatMap(({ leaves }) => leaves.filter((leaf) => leaf.fact === fact || leaf.on === fact))

/**
 * Values of a fact, as the numbers of `known.ts` and ascending, between which no comparison turns: every
 * answer that a person could give makes the same of each comparison as one of these does.
 */
export const candidatesOf = (leaves: readonly Leaf[], fact: number, known: Known): number[] => {
  const type = known.rules.rulebook.facts[fact]?.type ?? { kind: 'boolean' }
  const now = known.rules.number
  const numbers = [...usual(type, now), ...leaves.flatMap((leaf) => turningOf(leaf, fact, known))]
  return [...new Set(numbers)].filter((number) => isPossible(type, number, now)).sort((a, b) => a - b)
}
