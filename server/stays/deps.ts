import type { Criterion } from '@jucai/contract/applications'
import type { StayLimits } from '@jucai/contract/stay-vocabulary'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { problem } from '../core/problem'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'
import type { ProfileRecord } from '../profiles'

/** What stays are built from; the doors of other rooms are handed in by features.ts. */
export interface StayDeps {
  vault: Vault
  /** Holds somebody against the policy of hostels, as of the first night. */
  judge(
    db: Db,
    asked: { registration: ProfileRecord; day: string },
  ): Promise<{ outcome: Outcome; criteria: Criterion[] }>
  /** What the book gives on a day; null where it has no value for it. */
  limits(db: Db, day: string): Promise<StayLimits | null>
  /** The one clock by which a bed goes to others: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
}
/** The same, with the door of the talent code, for the desk. */
export interface DeskDeps extends StayDeps {
  /** Whose talent code a clerk scanned. @throws Problem scan-refused, own-code */
  holderOfCode(
    work: { db: Db; now: Date; actor: Actor },
    scan: { code: string; scannedAt: string; stationId: string; found: string; why: string },
  ): Promise<string>
}
/** The same, with the pool of connections, for what runs by itself. */
export interface StayRoomDeps extends DeskDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type StayWork = Work<StayDeps>
/** Work of somebody on their own stays. */
export type GuestWork = WorkBy<{ personId: string }, StayDeps>
/** Work of a clerk at the desk of a hostel. */
export type DeskWork = WorkBy<Actor, DeskDeps>
/** Work of the office. */
export type OfficeWork = WorkBy<{ personId: string }, StayDeps>

/** @throws Problem not-found for a hostel that is not the clerk's: whether it exists is not told. */
export const needDesk = ({ actor }: DeskWork, hostelId: string): void => {
  if (!actor.stationIds.includes(hostelId)) throw problem('not-found')
}
