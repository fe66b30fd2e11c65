import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Storage } from '../core/ports'

/** What evidence is built from. */
export interface EvidenceDeps {
  /** For the long work of completing a file, before a transaction is open. */
  db: Kysely<Database>
  vault: Vault
  storage: Storage
}
