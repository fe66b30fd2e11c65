import type { EvidenceContent } from '@jucai/contract/evidence'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Work, WorkBy } from '../core/work'
import type { WorkCalendar } from '../core/working-days'

/** Files that came with a job application; they stay their owner's. */
export interface AttachedFiles {
  /** Gives complete files of a person that belong to nothing yet to an application. @returns ids that are none of these */
  attach(db: Db, tie: { ids: readonly string[]; ofPerson: string; heldBy: string }): Promise<string[]>
  /** Names of files by what holds them. */
  named(db: Db, heldBy: readonly string[]): Promise<Map<string, { id: string; fileName: string }[]>>
  /** A file itself. @throws Problem not-found, storage-unavailable */
  content(db: Db, heldBy: readonly string[], id: string): Promise<EvidenceContent>
  /** They belong to nothing again, and their owner may delete them. */
  release(db: Db, now: Date, heldBy: readonly string[]): Promise<void>
}

/** What is published of chains: what keys are called, and where a shortage post belongs; nothing before there are any. */
export interface KnownChains {
  names: ReadonlyMap<string, { name: string; links: ReadonlyMap<string, string> }>
  shortages: ReadonlyMap<string, { title: string; chain: string; link: string }>
}

/** What posts are built from; the doors of rooms that it may not know are handed in by features.ts. */
export interface PostDeps {
  vault: Vault
  regionName(code: string): string | null
  calendar(db: Db): Promise<WorkCalendar>
  /** The minimum wage in force on a day, in fen a month; null where the city has none. */
  minimumWageFen(db: Db, day: string): Promise<number | null>
  chains(db: Db): Promise<KnownChains>
  files: AttachedFiles
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
  /** What people are called to colleagues, by id. */
  names(db: Db, ids: readonly string[]): Promise<Map<string, string>>
}
/** The same, with the pool of connections, for what runs by itself and for looks that go on record. */
export interface PostRoomDeps extends PostDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type PostWork = Work<PostDeps>
/** Work of somebody: a candidate, one of the people of an employer. */
export type PersonWork = WorkBy<{ personId: string }, PostDeps>
/** Somebody of the office, and as what they act. */
export interface Officer {
  personId: string
  role: 'lead' | 'reviewer'
}
/** Work of the office. */
export type OfficeWork = WorkBy<Officer, PostDeps>
