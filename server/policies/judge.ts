import {
  givenBy,
  prepare,
  type Given,
  type PreparedBook,
  type PreparedPolicy,
} from '@jucai/contract/policies/entitlements'
import { isInForce, type PolicyBook } from '@jucai/contract/policies/book'
import { isOpen } from '@jucai/contract/policies/change'
import type { Facts } from '@jucai/contract/policies/facts'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import { readFacts, rulesOn } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Db } from '../core/db'
import { bookInForce, type BookInForce } from './books'

/** What a policy gives, in fen; `payment` null where it is no money. */
interface Gives {
  policy: string
  bookVersion: number
  label: string
  payment: { fenPerMonth: number; months: number } | { fen: number } | null
  paidWithinWorkingDays: number | null
  conditions: readonly string[]
}

let prepared: { book: PolicyBook; ready: PreparedBook } | null = null

const readied = (book: PolicyBook): PreparedBook => {
  if (prepared?.book !== book) prepared = { book, ready: prepare(book) }
  return prepared.ready
}

const paymentOf = (given: Extract<Given, { state: 'given' }>): Gives['payment'] => {
  if (given.unit === 'fen') return { fen: given.value }
  return given.unit === 'fen-per-month' && given.months
    ? { fenPerMonth: given.value, months: given.months }
    : null
}

const givesOf = (one: PreparedPolicy, given: Given, bookVersion: number): Gives | null => {
  if (given.state !== 'given') return null
  const { code, paidWithinWorkingDays, conditions } = one.policy
  return {
    policy: code,
    bookVersion,
    label: given.label,
    payment: paymentOf(given),
    paidWithinWorkingDays,
    conditions,
  }
}

const judgedBy = (
  { version, book }: BookInForce,
  { policy, facts, day }: { policy: string; facts: Facts; day: string },
): { outcome: Outcome; gives: Gives | null } => {
  const ready = readied(book)
  const one = ready.policies.find((other) => other.policy.code === policy)
  if (!one || !isInForce(one.policy, day)) return { outcome: 'not-applicable', gives: null }
  const known = readFacts(rulesOn(ready.rulebook, day), facts)
  const outcome = outcomeOf(one.compiled, known)
  return { outcome, gives: isOpen(outcome) ? givesOf(one, givenBy(one, known), version) : null }
}

/**
 * Holds facts against a policy of the book in force, as of a day. A policy that is not in the
 * book, or not in force on the day, does not apply.
 * @throws Problem unavailable before a book was published
 */
export const judge = async (
  db: Db,
  asked: { policy: string; facts: Facts; day: string },
): Promise<{ bookVersion: number; day: string; outcome: Outcome; gives: Gives | null }> => {
  const book = await bookInForce(db)
  return { bookVersion: book.version, day: asked.day, ...judgedBy(book, asked) }
}
