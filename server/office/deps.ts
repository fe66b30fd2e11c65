import type { SignedIn } from '@jucai/contract/accounts'
import type { StaffRole } from '@jucai/contract/vocabulary'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'

/** What the console's sign-in is built from. */
export interface OfficeDeps {
  /** For what is slow or read before a transaction is open. */
  db: Kysely<Database>
  vault: Vault
  random: Randomness
  /** The sample city says of itself that it is one. */
  sample: boolean
  /** Opens a session of the console. */
  openSession(db: Db, personId: string, device: string, now: Date): Promise<SignedIn>
  /** The name a person registered with. */
  registeredName(db: Db, personId: string, now: Date): Promise<string | null>
}

/** Roles that work at the console. */
export const officeRoles: readonly StaffRole[] = [
  'reviewer',
  'lead',
  'system-admin',
  'security-admin',
  'audit-admin',
]
