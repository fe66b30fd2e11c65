import type { Me } from '@jucai/contract/accounts'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { People } from '../core/personal-data'
import type { Randomness, SmsGateway, WeChat } from '../core/ports'

/**
 * What the registration, its consents and the talent code add to {@link Me}; other features know it, so it is handed in.
 */
export type Standing = Pick<Me, 'name' | 'registered' | 'hasCredential' | 'tier' | 'noticeNews'>

/** What accounts are built from. */
export interface AccountDeps {
  db: Kysely<Database>
  vault: Vault
  random: Randomness
  sms: SmsGateway
  wechat: WeChat
  /** Whether an address is that of a campus, which thousands share. */
  isCampus(address: string): boolean
  /** Gives all that any room keeps of one account to another. @throws Problem account-not-empty */
  merge: People['merge']
  /** Whether any table but `except` holds sealed words of a person. */
  holdsOf: People['holdsOf']
  standing(db: Db, personId: string, now: Date): Promise<Standing>
  /** Whether a person is registered under this name, with a document that ends so. */
  isOwner(db: Db, personId: string, claim: { name: string; lastFour: string }): Promise<boolean>
}
