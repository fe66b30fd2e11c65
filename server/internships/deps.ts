import type { Criterion } from '@jucai/contract/applications'
import type { Held } from '@jucai/contract/policies/granting'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Kysely } from 'kysely'
import type { AgreementDeps } from '../core/agreement'
import type { Database, Db } from '../core/db'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'
import type { WorkCalendar } from '../core/working-days'
import type { ProfileRecord } from '../profiles'

/** What internships are built from; the doors of other rooms are handed in by features.ts. */
export interface InternshipDeps extends AgreementDeps {
  db: Kysely<Database>
  /** Random bytes for check codes. */
  random: { bytes(count: number): Uint8Array }
  /** Holds somebody against the policy of internships, as of the first day. */
  judge(
    db: Db,
    asked: { registration: ProfileRecord; firstDay: string; lastDay: string; employed: boolean },
  ): Promise<{ outcome: Outcome; criteria: Criterion[] }>
  /** The minimum wage of a month in fen, and how many percent of it; null where the book has no value on the day. */
  stipend(db: Db, day: string): Promise<{ minimumWageFen: number; percent: number } | null>
  /** What somebody has of other benefits, without what this room pays. */
  heldBy(db: Db, personId: string, now: Date): Promise<Held[]>
  /** How many posts of an employer are open: with its places they explain at how many people it looks. */
  openPosts(db: Db, employerId: string): Promise<number>
  calendar(db: Db): Promise<WorkCalendar>
  /** The one clock by which things end: the database's, so that two servers agree. */
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

/** Work that nobody asked for. */
export type InternshipWork = Work<InternshipDeps>
/** Work of somebody: an intern, one of the people of a base, an officer. */
export type ByPerson = WorkBy<{ personId: string }, InternshipDeps>
/** Work at a door, where a code is scanned. */
export type DoorWork = WorkBy<Actor, InternshipDeps>
