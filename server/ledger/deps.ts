import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Payments, Storage } from '../core/ports'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'

/** What the ledger is built from. */
export interface LedgerDeps {
  db: Kysely<Database>
  vault: Vault
  storage: Storage
  /** Under which name somebody is registered; null when they are not. */
  registeredName(db: Db, personId: string, now: Date): Promise<string | null>
  /** Told the name of an error that made a background attempt fail. */
  failed?(name: string): void
}

/** And what receives money. */
export interface ReceivingDeps extends LedgerDeps {
  payments: Payments
  /** The openid by which somebody pays in the mini-program; null when their account has none. */
  openIdOf(db: Db, personId: string): Promise<string | null>
}

/** The part of an act that needs nothing but its transaction and moment: what other rooms call. */
export type Plain = Pick<Work<unknown>, 'db' | 'now'>
/** The same with what the room is built from. */
export type LedgerWork = Work<LedgerDeps>
/** And with the officer who acts. */
export type OfficeWork = WorkBy<Pick<Actor, 'personId'>, LedgerDeps>
