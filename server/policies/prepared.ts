import type { PolicyBook } from '@jucai/contract/policies/book'
import { prepare, type PreparedBook } from '@jucai/contract/policies/entitlements'
import type { Db } from '../core/db'
import { bookInForce } from './books'

let made: { book: PolicyBook; prepared: PreparedBook } | null = null

/** The book that decides now, made ready once a publication. @throws Problem unavailable before any was published */
export const preparedInForce = async (db: Db): Promise<{ version: number; prepared: PreparedBook }> => {
  const { version, book } = await bookInForce(db)
  if (made?.book !== book) made = { book, prepared: prepare(book) }
  return { version, prepared: made.prepared }
}
