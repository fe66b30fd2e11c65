import type { PolicyInShort } from '@jucai/contract/city'
import { isInForce } from '@jucai/contract/policies/book'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { Problem } from '../core/problem'
import { bookInForce } from './books'

const bookIfAny = async (db: Db) => {
  try {
    return (await bookInForce(db)).book
  } catch (error) {
    if (error instanceof Problem && error.code === 'unavailable') return null
    throw error
  }
}

/** These policies by what they are called; the unknown are left out. null before any book was published. */
export const policiesInShort = async (db: Db, codes: readonly string[]): Promise<PolicyInShort[] | null> => {
  const book = await bookIfAny(db)
  if (!book) return null
  const wanted = new Set(codes)
  return book.policies
    .filter(({ code }) => wanted.has(code))
    .map(({ code, title, summary }) => ({ code, title, summary }))
}

/** Codes of the policies in the book; null before any was published. */
export const policyCodes = async (db: Db): Promise<ReadonlySet<string> | null> => {
  const book = await bookIfAny(db)
  return book && new Set(book.policies.map(({ code }) => code))
}

/** How many policies of the book are in force today. */
export const countPolicies = async (db: Db, now: Date): Promise<number> =>
  ((await bookIfAny(db))?.policies ?? []).filter((policy) => isInForce(policy, dayOf(now))).length
