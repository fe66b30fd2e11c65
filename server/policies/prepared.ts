import type { PolicyBook } from '@jucai/contract/policies/book'
import { prepare, type PreparedBook } from '@jucai/contract/policies/entitlements'
import type { Db } from '../core/db'
import { bookBy, bookInForce } from './books'

const made = new WeakMap<PolicyBook, PreparedBook>()
const preparedOf = (book: PolicyBook): PreparedBook => {
  const known = made.get(book) ?? prepare(book)
  made.set(book, known)
  return known
}

/** The book that decides now, made ready once a publication. @throws Problem unavailable before any was published */
export const preparedInForce = async (db: Db): Promise<{ version: number; prepared: PreparedBook }> => {
  const { version, book } = await bookInForce(db)
  return { version, prepared: preparedOf(book) }
}

/** An earlier book made ready; null when there is none of that version. */
export const preparedBy = async (db: Db, version: number): Promise<PreparedBook | null> => {
  const found = await bookBy(db, version)
  return found && preparedOf(found.book)
}
