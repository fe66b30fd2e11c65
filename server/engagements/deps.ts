import type { EngagementKind } from '@jucai/contract/engagement-vocabulary'
import type { Kysely } from 'kysely'
import type { AgreementDeps } from '../core/agreement'
import type { Database, Db } from '../core/db'
import type { Randomness, SmsGateway } from '../core/ports'
import type { Work, WorkBy } from '../core/work'
import type { WorkCalendar } from '../core/working-days'

/** What engagements are built from; the doors of other rooms are handed in by features.ts. */
export interface EngagementDeps extends AgreementDeps {
  db: Kysely<Database>
  random: Randomness
  /** Sends home employers their links. */
  sms: Pick<SmsGateway, 'sendNotice'>
  /** The address that links lead to; null: none can be sent. */
  publicUrl: string | null
  calendar(db: Db): Promise<WorkCalendar>
  /** The one clock by which things end: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
  /** Who sent an application to an employer that is not over, for a post of which kind; null: nobody did. */
  applicant(
    db: Db,
    employerId: string,
    applicationId: string,
  ): Promise<{ personId: string; kind: string } | null>
}

/** Kinds of posts that an engagement follows from. */
export const isEngagementKind = (kind: string): kind is EngagementKind =>
  kind === 'shared' || kind === 'weekend'

/** Work that nobody asked for, or that a home employer asks for without an account. */
export type EngagementWork = Work<EngagementDeps>
/** Work of somebody: an expert, one of the people of an employer, an officer. */
export type ByPerson = WorkBy<{ personId: string }, EngagementDeps>
