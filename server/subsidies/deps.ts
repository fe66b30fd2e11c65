import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Names } from './office-show'

/** What the room is built from. */
export interface SubsidyDeps {
  db: Kysely<Database>
  vault: Vault
  /** Names of registered people. */
  names: Names
}
