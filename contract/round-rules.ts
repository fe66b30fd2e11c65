/**
 * Rules of a round as data: which facts make somebody of a class, or earn points. Free of the schema library,
 * so that the phone may import it.
 */
import { degreeLabels, type Degree } from './vocabulary'

/** What rules of a round may ask. Numbers are whole; texts are codes. */
export const roundFacts = [
  'tier',
  'degree',
  'people',
  'children',
  'months-since-graduation',
  'months-since-qualified',
] as const
/** One of {@link roundFacts}. */
export type RoundFact = (typeof roundFacts)[number]
/** What is known of somebody; null or absent: nobody knows. */
export type RoundFacts = Partial<Record<RoundFact, string | number | null>>

/** One condition: the fact is one of these codes, or a number within these bounds, both included. */
export interface RoundCondition {
  fact: RoundFact
  is?: string[]
  least?: number
  most?: number
}
/** Yes, no, or not known: what nobody knows grants nothing and refuses nothing. */
export type RoundOutcome = 'yes' | 'no' | 'unknown'

const factWords: Record<RoundFact, { label: string; unit: string; from: string }> = {
  tier: { label: '认定的人才层次', unit: '', from: '人才认定的结果' },
  degree: { label: '学历', unit: '', from: '登记的学历' },
  people: { label: '一起住的人数（含本人）', unit: ' 人', from: '取得资格时填的家庭成员' },
  children: { label: '一起住的子女', unit: ' 个', from: '取得资格时填的家庭成员' },
  'months-since-graduation': { label: '毕业', unit: ' 个月', from: '登记的毕业日期' },
  'months-since-qualified': { label: '取得资格', unit: ' 个月', from: '取得公寓资格的日期' },
}
const isDegree = (code: string): code is Degree => Object.hasOwn(degreeLabels, code)
const codeWords = (fact: RoundFact, code: string): string => {
  if (fact === 'degree' && isDegree(code)) return degreeLabels[code]
  return fact === 'tier' ? `${code.toUpperCase()} 类` : code
}

/** A condition as people read it: `一起住的人数（含本人）3 人以上`. */
export const conditionWords = ({ fact, is, least, most }: RoundCondition): string => {
  const { label, unit } = factWords[fact]
  if (is) return `${label}是${is.map((code) => codeWords(fact, code)).join('或')}`
  if (least !== undefined && most !== undefined) return `${label} ${least} 到 ${most}${unit}`
  return least === undefined ? `${label}不超过 ${most ?? 0}${unit}` : `${label} ${least}${unit}以上`
}

/** Holds one condition against what is known. */
export const holds = ({ fact, is, least, most }: RoundCondition, facts: RoundFacts): RoundOutcome => {
  const value = facts[fact]
  if (value === undefined || value === null) return 'unknown'
  if (is) return typeof value === 'string' && is.includes(value) ? 'yes' : 'no'
  if (typeof value !== 'number') return 'unknown'
  return value >= (least ?? value) && value <= (most ?? value) ? 'yes' : 'no'
}

/** All of several conditions: one that is not met decides; else one that nobody knows. */
export const holdAll = (when: readonly RoundCondition[], facts: RoundFacts): RoundOutcome => {
  const outcomes = when.map((one) => holds(one, facts))
  return outcomes.includes('no') ? 'no' : outcomes.includes('unknown') ? 'unknown' : 'yes'
}

/** Each condition with what was found, a sentence each: why somebody is of a class, or why not. */
export const explained = (when: readonly RoundCondition[], facts: RoundFacts): string[] =>
  when.map((condition) => {
    const { fact } = condition
    const { unit, from } = factWords[fact]
    const value = facts[fact]
    const words = conditionWords(condition)
    if (value === undefined || value === null) return `要求${words}：没有${from}的记录，所以不能算`
    const found = typeof value === 'number' ? ` ${value}${unit}` : codeWords(fact, value)
    const outcome = holds(condition, facts) === 'yes' ? '符合' : '不符合'
    return `要求${words}：你是${found}，${outcome}（按${from}）`
  })

/** How many live together at least in a household of which all of this holds; 1 where nothing says. */
export const leastPeople = (when: readonly RoundCondition[]): number =>
  Math.max(
    1,
    ...when.map(({ fact, least = 0 }) => (fact === 'people' ? least : fact === 'children' ? least + 1 : 1)),
  )

/** What is wrong with a condition, in Chinese; null when nothing is. */
export const conditionFault = ({ fact, is, least, most }: RoundCondition): string | null => {
  const isText = fact === 'tier' || fact === 'degree'
  if (isText && (!is || is.length === 0 || least !== undefined || most !== undefined))
    return `${factWords[fact].label}要写明是哪几种`
  if (!isText && (is !== undefined || (least === undefined && most === undefined)))
    return `${factWords[fact].label}要写明最少或最多`
  return least !== undefined && most !== undefined && least > most
    ? `${factWords[fact].label}的最少不能多于最多`
    : null
}
