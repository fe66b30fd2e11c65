import type { Comparison, Criterion, Operand } from '@jucai/contract/policies/criteria'
import type { Facts, FactDefinition, FactValue } from '@jucai/contract/policies/facts'
import type { Unit } from '@jucai/contract/policies/units'
import { dayNumber, dayOfNumber } from '@jucai/contract/policies/days'
import { definitions, today } from './sample'

/** Randomness in [0, 1). */
export type Random = () => number
/** A whole number below `count`. */
export const below = (random: Random, count: number): number => Math.floor(random() * count)
/** One of a list. */
export const one = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T
const days = (random: Random): string =>
  // Near the edges of spans as often as anywhere.
  random() < 0.5
    ? one(random, ['2021-11-25', '2021-11-26', '2021-11-27', '2026-05-26', '2026-05-27', '2024-02-29', today])
    : dayOfNumber(dayNumber('2015-01-01') + below(random, 4347))

const numberOf = (random: Random, unit: Unit): number =>
  unit.startsWith('fen')
    ? one(random, [0, 799_999, 800_000, 800_001, 1_000_000, below(random, 2_000_000)])
    : below(random, 14)
/** A value that a fact may have. */
export const valueOf = (random: Random, definition: FactDefinition): FactValue['value'] => {
  const { type } = definition
  if (type.kind === 'boolean') return random() < 0.5
  if (type.kind === 'choice') return one(random, type.options).value
  return type.kind === 'day' ? days(random) : numberOf(random, type.unit)
}

/** A person of whom about two facts in three are known, some of them not any more. */
export const profile = (
  random: Random,
  share = 0.67,
  asked: readonly FactDefinition[] = definitions,
): Facts =>
  Object.fromEntries(
    asked.flatMap((definition): [string, FactValue][] => {
      if (random() > share) return []
      const asOf = one(random, [today, '2026-10-01', '2025-11-26', '2025-11-25'])
      const expiresOn = one(random, [undefined, undefined, today, '2026-11-25', '2027-01-31'])
      return [
        [
          definition.code,
          {
            value: valueOf(random, definition),
            source: one(random, ['self', 'record']),
            asOf,
            ...(expiresOn !== undefined && { expiresOn }),
          },
        ],
      ]
    }),
  )

const limit = (random: Random, definition: FactDefinition): Operand => {
  const { type, code } = definition
  if (code === 'monthlyIncome' && random() < 0.6) return { parameter: 'incomeLimit' }
  if (code === 'insuranceMonths' && random() < 0.6) return { parameter: 'insuredFor' }
  const value = valueOf(random, definition)
  return type.kind === 'integer' ? { value: value as number, unit: type.unit } : { value: value as string }
}
const since = (random: Random, fact: string): Comparison => {
  const span = one(random, [
    { years: below(random, 7) },
    { months: below(random, 30) - 6 },
    { days: below(random, 400) },
    { parameter: 'insuredFor' },
    { parameter: 'graduatedWithin' },
  ])
  const on = random() < 0.25 ? { on: 'contractFrom' } : {}
  return random() < 0.5 ? { fact, sinceAtLeast: span, ...on } : { fact, sinceAtMost: span, ...on }
}
const equal = (random: Random, definition: FactDefinition): Comparison => {
  const fact = definition.code
  const value = () => valueOf(random, definition)
  if (definition.type.kind === 'boolean' || random() < 0.6)
    return random() < 0.7 ? { fact, is: value() } : { fact, isNot: value() }
  return { fact, oneOf: [value(), value()] as string[] }
}
/** A comparison of one fact, each an object of its own. */
export const comparison = (random: Random): Comparison => {
  const definition = one(random, definitions)
  const { code: fact, type } = definition
  if (type.kind === 'boolean' || fact === 'work' || random() < 0.3) return equal(random, definition)
  if (type.kind === 'day' && random() < 0.7) return since(random, fact)
  if (type.kind === 'day' && random() < 0.5)
    return random() < 0.5 ? { fact, before: days(random) } : { fact, after: days(random) }
  return random() < 0.5
    ? { fact, atMost: limit(random, definition) }
    : { fact, atLeast: limit(random, definition) }
}

/** A criterion of up to `size` comparisons. */
export const criterion = (random: Random, size: number): Criterion => {
  if (size <= 1) return random() < 0.06 ? { office: '由人才办看材料' } : comparison(random)
  const parts: Criterion[] = []
  for (let left = size; left > 0;) {
    const share = 1 + below(random, Math.max(1, left - 1))
    parts.push(criterion(random, Math.min(left, share)))
    left -= share
  }
  const [first, second] = parts as [Criterion, Criterion | undefined]
  const kind = random()
  if (kind < 0.1) return { not: { all: parts } }
  if (kind < 0.25) return { atLeast: 1 + below(random, parts.length), of: parts }
  if (kind < 0.4 && second) return { any: [{ when: first, then: second }, ...parts.slice(2)] }
  if (kind < 0.5 && second) return { all: [{ when: first, then: second }, ...parts.slice(2)] }
  return kind < 0.75 ? { all: parts } : { any: parts }
}
