import { dayNumber, fullMonths, isDay, type Day } from './days'
import { expiryOf, greatest, type FactDefinition, type Facts, type FactType, type FactValue } from './facts'
import { parameterOn, type Parameter, type ParameterValue } from './parameters'

/** All facts and parameters that criteria may speak of, each with its place. Made once. */
export interface Rulebook {
  facts: readonly FactDefinition[]
  parameters: readonly Parameter[]
  factAt: ReadonlyMap<string, number>
  parameterAt: ReadonlyMap<string, number>
}
export const rulebook = (
  facts: readonly FactDefinition[],
  parameters: readonly Parameter[] = [],
): Rulebook => ({
  facts,
  parameters,
  factAt: new Map(facts.map(({ code }, index) => [code, index])),
  parameterAt: new Map(parameters.map(({ code }, index) => [code, index])),
})

/** A rulebook on a day: each parameter's value in force, undefined where it has none. Made once a day. */
export interface RulesOn {
  rulebook: Rulebook
  day: Day
  number: number
  values: readonly (ParameterValue | undefined)[]
}
export const rulesOn = (book: Rulebook, day: Day): RulesOn => ({
  rulebook: book,
  day,
  number: dayNumber(day),
  values: book.parameters.map((parameter) => parameterOn(parameter, day)),
})

/** Why a fact cannot be used: not told, past its expiry, or not possible (a wrong option, a date to come). */
export type FactState = 'known' | 'missing' | 'expired' | 'faulty'

/**
 * What is known of one person on a day, read once for any number of criteria. By the fact's place in the
 * rulebook: its state, the value as a number (false 0, true 1; the place of an option; days since
 * 1970-01-01), and the fact as it was handed in.
 */
export interface Known {
  rules: RulesOn
  states: readonly FactState[]
  numbers: readonly number[]
  facts: readonly (FactValue | undefined)[]
}

/** A value as a number, null when it is not of the type. */
export const numberOf = (type: FactType, value: unknown, day: Day): number | null => {
  if (type.kind === 'boolean') return typeof value === 'boolean' ? Number(value) : null
  if (type.kind === 'integer')
    return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= greatest(type)
      ? (value as number)
      : null
  if (type.kind === 'day')
    return isDay(value) && (type.future === true || value <= day) ? dayNumber(value) : null
  const at = type.options.findIndex((option) => option.value === value)
  return at < 0 ? null : at
}
/** The value that a number of {@link numberOf} stands for; days are left as numbers. */
export const optionAt = (type: FactType, number: number): boolean | string | number => {
  if (type.kind === 'boolean') return number === 1
  return type.kind === 'choice' ? (type.options[number]?.value ?? '') : number
}

const stateOf = (definition: FactDefinition, fact: FactValue, day: Day): FactState => {
  if (!isDay(fact.asOf) || fact.asOf > day) return 'faulty'
  const expiry = expiryOf(definition, fact)
  return expiry !== undefined && expiry < day ? 'expired' : 'known'
}
// Months that go on are foreseen from the day they were counted on.
const grown = (type: FactType, fact: FactValue, day: Day): number =>
  type.kind === 'integer' && type.grows === true ? Math.max(0, fullMonths(fact.asOf, day)) : 0

/**
 * Reads a person's facts on a day. What is faulty is unknown, never a guess. With `foreseen`, months that
 * grow are taken to have gone on since they were counted: for looking ahead only, never for a decision.
 */
export const readFacts = (rules: RulesOn, facts: Facts, foreseen = false): Known => {
  const count = rules.rulebook.facts.length
  const states = new Array<FactState>(count)
  const numbers = new Array<number>(count)
  const used = new Array<FactValue | undefined>(count)
  rules.rulebook.facts.forEach((definition, index) => {
    const fact = facts[definition.code]
    const number = fact ? numberOf(definition.type, fact.value, rules.day) : null
    const state = !fact ? 'missing' : stateOf(definition, fact, rules.day)
    states[index] = state === 'known' && number === null ? 'faulty' : state
    numbers[index] = (number ?? 0) + (foreseen && fact ? grown(definition.type, fact, rules.day) : 0)
    used[index] = fact
  })
  return { rules, states, numbers, facts: used }
}

/** The same person with one fact known to be `number` (see {@link numberOf}), for trying what would be. */
export const supposing = (known: Known, fact: number, number: number): Known => {
  const [states, numbers] = [known.states.slice(), known.numbers.slice()]
  states[fact] = 'known'
  numbers[fact] = number
  return { ...known, states, numbers }
}
