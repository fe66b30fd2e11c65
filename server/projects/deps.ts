import type { ProjectRule } from '@jucai/contract/project-vocabulary'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'
import type { Work, WorkBy } from '../core/work'
import type { WorkCalendar } from '../core/working-days'

/** Who is to get what for a referral; `amountFen` null: it is not rewarded. */
export interface Promised {
  personId: string
  amountFen: number | null
  /** In how many working days after falling due it is promised. */
  workingDays: number
}

/** Referrals of projects: what this room uses of the referrals room, handed in. */
export interface ProjectReferrals {
  /**
   * Ties an agreed referral of a project to it; from then on its landing and its payment follow from here.
   * @returns who referred, and what they are to get by what was promised; null where it is not rewarded
   * @throws Problem not-found, referral-taken
   */
  tie(
    work: { db: Db; now: Date; personId: string },
    tied: { referralId: string; projectId: string },
  ): Promise<Promised>
  /** The same of one that is tied. */
  of(db: Db, referralId: string): Promise<Promised | null>
  /** Writes what became of the project where its referrer reads it; `lands` once a part of the reward is due. */
  moved(
    work: { db: Db; now: Date; personId: string },
    move: { referralId: string; title: string; note: string; lands: boolean; ends: boolean },
  ): Promise<void>
  /** A step of the project was taken back; `landed`: part of the reward is due all the same. */
  corrected(
    work: { db: Db; now: Date; personId: string },
    correction: { referralId: string; title: string; note: string; landed: boolean },
  ): Promise<void>
  /** The last part was paid. */
  paid(work: { db: Db; now: Date }, referralId: string, on: string): Promise<void>
}

/** What projects are built from; the doors of rooms that it may not know are handed in by features.ts. */
export interface ProjectDeps {
  vault: Vault
  random: Randomness
  /** The rule of quota and rewards on a day; null where the policy book has none for it. */
  rule(db: Db, day: string): Promise<ProjectRule | null>
  /** Chains and their links by key, with what they are called. */
  chainNames(db: Db): Promise<Map<string, { name: string; links: ReadonlyMap<string, string> }>>
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
  referrals: ProjectReferrals
  calendar(db: Db): Promise<WorkCalendar>
}
/** The same, with the pool of connections, for what runs by itself. */
export interface ProjectRoomDeps extends ProjectDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type ProjectWork = Work<ProjectDeps>
/** Work of a lead, or of whoever was introduced. */
export type ByPerson = WorkBy<{ personId: string }, ProjectDeps>
