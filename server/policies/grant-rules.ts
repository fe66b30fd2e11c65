import { grantRulesOn, type GrantRules } from '@jucai/contract/policies/granting'
import type { Db } from '../core/db'
import { bookBy } from './books'

/**
 * By which rules of the book in force benefits are granted beside others, with the caps of a day; none before a book is
 * published.
 */
export const grantRules = async (db: Db, day: string): Promise<GrantRules> => {
  const published = await bookBy(db)
  return published ? grantRulesOn(published.book, day) : { rules: [], labels: {} }
}
