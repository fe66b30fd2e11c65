import type { DryRun, PolicyImpact } from '@jucai/contract/policy-office'
import { isInForce, type Policy, type PolicyBook } from '@jucai/contract/policies/book'
import { isOpen } from '@jucai/contract/policies/change'
import type { Day } from '@jucai/contract/policies/days'
import { givenBy, prepare, type PreparedPolicy } from '@jucai/contract/policies/entitlements'
import { evaluate, outcomeOf, type Explanation } from '@jucai/contract/policies/evaluate'
import { failingClauses } from '@jucai/contract/policies/examples'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulesOn, type Known } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'

type Kind = 'gain' | 'lose' | 'stay' | 'becomeUnknown' | 'more' | 'less'
/** People by what made the difference: titles of clauses, or that a policy is new, ends or begins. */
type Reasons = Record<string, number>
interface PolicyTally extends Record<Kind, number> {
  code: string
  title: string
  gainBy: Reasons
  loseBy: Reasons
  unknownBy: Reasons
}
/** What was counted so far. It is kept between batches, so it is plain data and tells of nobody. */
export interface Tally {
  /** People with at least one policy that they gain, or lose. */
  gain: number
  lose: number
  policies: PolicyTally[]
}

/** A policy of one of the books on the day; `prepared` null: not there, not in force, or a frame. */
interface Side {
  policy: Policy | undefined
  prepared: PreparedPolicy | null
}
interface Pair {
  before: Side
  after: Side
}
interface Judged {
  known: Known
  outcome: Outcome | null
}

const sidesOf = (book: PolicyBook, day: Day) => {
  const { rulebook, policies } = prepare(book)
  const byCode = new Map(policies.map((one) => [one.policy.code, one]))
  const sideOf = (code: string): Side => {
    const prepared = byCode.get(code)
    return {
      policy: book.policies.find((one) => one.code === code),
      prepared: prepared && isInForce(prepared.policy, day) ? prepared : null,
    }
  }
  return { rules: rulesOn(rulebook, day), sideOf }
}

const clausesUnknown = (explanation: Explanation): string[] => {
  const found: string[] = []
  const walk = ({ outcome, clause, parts }: Explanation): void => {
    if (outcome !== 'unknown') return
    if (clause !== undefined) found.push(clause)
    parts.forEach(walk)
  }
  walk(explanation)
  return [...new Set(found)]
}

/** Why a policy is not had: by the clauses that are not met or not known, in their titles. */
const reasonsOf = ({ policy, prepared }: Side, known: Known, absent: string): string[] => {
  if (!policy) return [absent]
  if (!prepared) return ['施行日期']
  const explanation = evaluate(prepared.compiled, known)
  const keys = explanation.outcome === 'unknown' ? clausesUnknown(explanation) : failingClauses(explanation)
  const titles = keys.map((key) => policy.clauses.find((one) => one.key === key)?.title ?? key)
  return titles.length > 0 ? [...new Set(titles)] : ['没有写明条款的条件']
}
const note = (reasons: Reasons, titles: readonly string[]) => {
  for (const title of titles) reasons[title] = (reasons[title] ?? 0) + 1
}

const totalOf = ({ prepared }: Side, known: Known): { unit: string; total: number } | null => {
  const given = prepared ? givenBy(prepared, known) : { state: 'none' as const }
  return given.state === 'given' ? { unit: given.unit, total: given.value * (given.months ?? 1) } : null
}
const noteAmount = (tally: PolicyTally, pair: Pair, before: Known, after: Known) => {
  const [old, now] = [totalOf(pair.before, before), totalOf(pair.after, after)]
  if (!old || !now || old.unit !== now.unit || old.total === now.total) return
  tally[now.total > old.total ? 'more' : 'less'] += 1
}

const judge = ({ prepared }: Side, known: Known): Judged => ({
  known,
  outcome: prepared ? outcomeOf(prepared.compiled, known) : null,
})
const isHad = ({ outcome }: Judged): boolean => outcome !== null && isOpen(outcome)

/** Counts one person at one policy. @returns whether they gain or lose it */
const countAt = (tally: PolicyTally, pair: Pair, before: Known, after: Known): 'gain' | 'lose' | null => {
  const [old, now] = [judge(pair.before, before), judge(pair.after, after)]
  if (isHad(old) && isHad(now)) {
    tally.stay += 1
    noteAmount(tally, pair, before, after)
    return null
  }
  if (isHad(now)) {
    tally.gain += 1
    note(tally.gainBy, reasonsOf(pair.before, before, '新增的政策'))
    return 'gain'
  }
  if (now.outcome === 'unknown' && old.outcome !== 'unknown' && old.outcome !== null) {
    tally.becomeUnknown += 1
    note(tally.unknownBy, reasonsOf(pair.after, after, '取消的政策'))
    return null
  }
  if (!isHad(old)) return null
  tally.lose += 1
  note(tally.loseBy, reasonsOf(pair.after, after, '取消的政策'))
  return 'lose'
}

/** Two books made ready for judging any number of people on a day. */
export interface Comparing {
  /** Nothing counted yet. */
  empty(): Tally
  /** Counts a person. */
  count(tally: Tally, facts: Facts): void
}
/** Makes two books ready, both of which must be without faults. */
export const comparing = (before: PolicyBook, after: PolicyBook, day: Day): Comparing => {
  const [old, now] = [sidesOf(before, day), sidesOf(after, day)]
  const titles = new Map([...before.policies, ...after.policies].map(({ code, title }) => [code, title]))
  const pairs = [...titles.keys()]
    .map((code) => ({ code, before: old.sideOf(code), after: now.sideOf(code) }))
    .filter((pair) => pair.before.prepared ?? pair.after.prepared)
  return {
    empty: () => ({
      gain: 0,
      lose: 0,
      policies: pairs.map(({ code }) => ({
        code,
        title: titles.get(code) ?? code,
        gain: 0,
        lose: 0,
        stay: 0,
        becomeUnknown: 0,
        more: 0,
        less: 0,
        gainBy: {},
        loseBy: {},
        unknownBy: {},
      })),
    }),
    count: (tally, facts) => {
      const [oldKnown, nowKnown] = [readFacts(old.rules, facts), readFacts(now.rules, facts)]
      const turns = pairs.map((pair, at) =>
        countAt(tally.policies[at] as PolicyTally, pair, oldKnown, nowKnown),
      )
      if (turns.includes('gain')) tally.gain += 1
      if (turns.includes('lose')) tally.lose += 1
    },
  }
}

/** From how many people on a number is told: fewer could point at somebody. */
export const fewest = 5
const told = (people: number): number | null => (people > 0 && people < fewest ? null : people)
const toldReasons = (reasons: Reasons): { clause: string; people: number | null }[] =>
  Object.entries(reasons)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([clause, people]) => ({ clause, people: told(people) }))

/** What was counted as it is told, policies that change most first. */
export const toldTally = ({ gain, lose, policies }: Tally): NonNullable<DryRun['result']> => ({
  gain: told(gain),
  lose: told(lose),
  policies: [...policies]
    .sort((a, b) => b.gain + b.lose + b.becomeUnknown - (a.gain + a.lose + a.becomeUnknown))
    .map((one): PolicyImpact => ({
      code: one.code,
      title: one.title,
      gain: told(one.gain),
      lose: told(one.lose),
      stay: told(one.stay),
      becomeUnknown: told(one.becomeUnknown),
      more: told(one.more),
      less: told(one.less),
      gainBy: toldReasons(one.gainBy),
      loseBy: toldReasons(one.loseBy),
      unknownBy: toldReasons(one.unknownBy),
    })),
})
