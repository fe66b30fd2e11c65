import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Storage } from '../core/ports'

/** What evidence is built from. */
export interface EvidenceDeps {
  /** For the long work of completing a file, before a transaction is open. */
  db: Kysely<Database>
  vault: Vault
  storage: Storage
}

/**
 * Which files the drafts of these people name, each with the titles of what is applied for; asked of whoever
 * keeps drafts.
 */
export type InDrafts = (
  db: Db,
  personIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly string[]>>
