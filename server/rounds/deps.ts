import type { RoundFacts } from '@jucai/contract/round-rules'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { IssuerKey, Randomness } from '../core/ports'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'

/** What rounds are built from; the doors of other rooms are handed in by features.ts. */
export interface RoundDeps {
  vault: Vault
  random: Randomness
  /** The one clock by which a window closes: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /** Part of the market rent that is paid, in percent, by the policy on a day; null where it says nothing yet. */
  rentPercent(db: Db, day: string): Promise<number | null>
  /** The tier that people were recognised in, by person. */
  tiers(db: Db, personIds: readonly string[]): Promise<Map<string, { tier: string }>>
}
/** The same, for the room. */
export interface RoundRoomDeps extends RoundDeps {
  db: Kysely<Database>
  /** Signs records as it signs talent codes. */
  issuer: { key: IssuerKey }
  /** Names of staff. */
  names(db: Db, ids: readonly string[]): Promise<Map<string, string>>
}

/** Work that nobody asked for. */
export type RoundWork = Work<RoundDeps>
/** Work of somebody on their own ticket. */
export type ApplicantWork = WorkBy<{ personId: string }, RoundDeps>
/** Work of the office. */
export type OfficeWork = WorkBy<Pick<Actor, 'personId'>, RoundRoomDeps>
/** Facts of people, by person. */
export type FactsByPerson = Map<string, RoundFacts>
