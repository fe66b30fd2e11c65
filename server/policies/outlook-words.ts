import { isInForce } from '@jucai/contract/policies/book'
import { isOpen, type Turn } from '@jucai/contract/policies/change'
import { dayInWords, type Day } from '@jucai/contract/policies/days'
import type { PreparedBook } from '@jucai/contract/policies/entitlements'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulesOn } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'

/** A policy that turned for somebody, and the sentence that tells it. */
export interface Told {
  policy: string
  words: string
}

const titleIn = ({ book }: PreparedBook, code: string): string =>
  book.policies.find((policy) => policy.code === code)?.title ?? code

/** What turned by itself, each with its true day. */
export const turnedWords = (prepared: PreparedBook, turns: readonly Turn[]): Told[] =>
  turns.map(({ policy, kind, on }) => ({
    policy,
    words: `《${titleIn(prepared, policy)}》：${
      kind === 'opens' ? `${dayInWords(on)}起可以享受。` : `享受到${dayInWords(on)}为止。`
    }`,
  }))

const outcomesOn = (
  { prepared: { policies, rulebook }, day }: BookOn,
  facts: Facts,
): Map<string, Outcome> => {
  const known = readFacts(rulesOn(rulebook, day), facts)
  const inForce = policies.filter(({ policy }) => isInForce(policy, day))
  return new Map(inForce.map(({ policy, compiled }) => [policy.code, outcomeOf(compiled, known)]))
}

/** A book as it stands on a day. */
export interface BookOn {
  prepared: PreparedBook
  day: Day
}

/**
 * What a new book gave to somebody or took: held against the one before it on the day of the last look, when
 * what was so was told. What has only become uncertain is asked, not told.
 */
export const changedByBook = (old: BookOn, now: BookOn, facts: Facts): Told[] => {
  const [before, after] = [outcomesOn(old, facts), outcomesOn(now, facts)]
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((policy) => {
    const [was, is] = [before.get(policy) ?? 'fail', after.get(policy) ?? 'fail']
    if (isOpen(was) === isOpen(is) || is === 'unknown') return []
    const title = titleIn((after.has(policy) ? now : old).prepared, policy)
    const came = isOpen(is) ? '现在可以享受' : '不再符合'
    return [{ policy, words: `《${title}》：政策有了新的一版，按它你${came}。` }]
  })
}
