import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db'

/**
 * Lets those who share a key go one after another, until the transaction ends: what is counted in it is not
 * counted by two at once. Keys of different things begin with different words.
 */
export const takeTurns = async (db: Db, key: string): Promise<void> => {
  const number = createHash('sha256').update(key).digest().readBigInt64BE(0)
  await sql`select pg_advisory_xact_lock(${String(number)}::bigint)`.execute(db)
}
