import type { Criterion } from '@jucai/contract/applications'
import type { EvidenceContent } from '@jucai/contract/evidence'
import type { Relation } from '@jucai/contract/lease-vocabulary'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Signatures, Storage } from '../core/ports'
import { problem } from '../core/problem'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'

/** What the policy makes of somebody who lives in a flat, by what they answered when they qualified. */
export interface Qualification {
  outcome: Outcome
  criteria: Criterion[]
}

/** Photos that belong to a repair or an inspection: the door of the evidence room. */
export interface Photos {
  hold(
    db: Db,
    tie: { ids: readonly string[]; byPerson: string; ofPerson: string; heldBy: string },
  ): Promise<string[]>
  content(db: Db, heldBy: readonly string[], id: string): Promise<EvidenceContent>
  of(db: Db, heldBy: readonly string[]): Promise<Map<string, string[]>>
  /** What holds a photo; null when nothing does. */
  holderOf(db: Db, id: string): Promise<string | null>
}

/** What leases are built from; the doors of other rooms are handed in by features.ts. */
export interface LeaseDeps {
  db: Kysely<Database>
  vault: Vault
  storage: Storage
  signatures: Signatures
  /** The one clock by which offers end: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /** How many percent of the market rent are paid on a day; null while the book has no value. */
  rentPercent(db: Db, day: string): Promise<number | null>
  /** Months in all, and months of rent held as deposit; null while the book has no value. */
  limits(db: Db, day: string): Promise<{ months: number; depositMonths: number } | null>
  /** Holds somebody against the policy of flats as of a moment; null: they never qualified. */
  qualification(db: Db, personId: string, now: Date): Promise<Qualification | null>
  /** Who lives with somebody by their approved qualification. */
  household(db: Db, personId: string): Promise<{ relation: Relation; name: string }[]>
  /** Whose approved qualification has this number; null: nobody's. */
  qualifiedBy(db: Db, applicationNumber: string): Promise<string | null>
  photos: Photos
  /**
   * Gives a choice back to its round, with its flat, because nobody moved in; nothing when it is gone already.
   * @throws Problem flat-not-there when the flat is let
   */
  returnChoice(work: { db: Db; now: Date }, returned: { choiceId: string; why: string }): Promise<void>
  /** The flat of a choice as it stands; null when the choice is gone. */
  flatOfChoice(db: Db, choiceId: string): Promise<string | null>
  /** Whose talent code a clerk scanned. @throws Problem scan-refused, own-code */
  holderOfCode(
    work: { db: Db; now: Date; actor: Actor },
    scan: {
      code: string
      scannedAt: string
      stationId: string
      challenge: string
      found: string
      why: string
    },
  ): Promise<string>
}

/** Work that nobody asked for. */
export type LeaseWork = Work<LeaseDeps>
/** Work of somebody on their own lease. */
export type TenantWork = WorkBy<{ personId: string }, LeaseDeps>
/** Work of a clerk at the desk of a project. */
export type DeskWork = WorkBy<Actor, LeaseDeps>
/** Work of the office. */
export type OfficeWork = WorkBy<{ personId: string }, LeaseDeps>

/** @throws Problem not-found for a project that is not the clerk's: whether it exists is not told. */
export const needDesk = ({ actor }: DeskWork, apartment: string): void => {
  if (!actor.stationIds.includes(apartment)) throw problem('not-found')
}
