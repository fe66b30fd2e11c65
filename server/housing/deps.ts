import type { Criterion } from '@jucai/contract/applications'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'
import type { ProfileRecord } from '../profiles'

/** What flats are built from; the doors of other rooms are handed in by features.ts. */
export interface HousingDeps {
  vault: Vault
  /** Which part of the market rent is paid on a day, in percent; null where the book has no value for it. */
  rentPercent(db: Db, day: string): Promise<number | null>
  /** Holds somebody against the policy of flats: their registration, records, and what they told of themselves. */
  judge(
    db: Db,
    asked: { personId: string; registration: ProfileRecord; now: Date },
  ): Promise<{ outcome: Outcome; criteria: Criterion[] }>
  /** Who works at the office, by id. */
  staffNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /**
   * Why the office may not say of a flat where it stands, in a sentence: somebody has a lease on it. null: it may.
   */
  inUse(db: Db, flatId: string): Promise<string | null>
}
/** The same, with the pool of connections, for what runs by itself. */
export interface HousingRoomDeps extends HousingDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type HousingWork = Work<HousingDeps>
/** Work of a person on what is theirs. */
export type OwnWork = WorkBy<{ personId: string }, HousingDeps>
/** Work of the office. */
export type OfficeWork = WorkBy<Actor, HousingDeps>
