import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { LiveRooms } from '../core/ports'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'

/** No talks online. */
export const noLiveRooms: LiveRooms = { roomOf: () => Promise.resolve(null) }

/** What fairs are built from; the doors of other rooms are handed in by features.ts. */
export interface FairDeps {
  vault: Vault
  live: LiveRooms
  /** The one clock by which calls run out and fairs open: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
  /** Whose talent code was scanned. @throws Problem scan-refused, own-code */
  holderOfCode(
    work: { db: Db; now: Date; actor: Actor },
    scan: {
      code: string
      scannedAt: string
      stationId: string
      challenge?: string
      found: string
      why: string
    },
  ): Promise<string>
}
/** The same, with the pool of connections, for what runs by itself and for looks that go on record. */
export interface FairRoomDeps extends FairDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type FairWork = Work<FairDeps>
/** Work of somebody: a visitor, one of the people of a booth. */
export type PersonWork = WorkBy<{ personId: string }, FairDeps>
/** Work of the office. */
export type OfficeWork = WorkBy<{ personId: string; role: 'lead' | 'reviewer' }, FairDeps>
/** Work at a door, where a code is scanned. */
export type DoorWork = WorkBy<Actor, FairDeps>
