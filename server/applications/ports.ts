import type { Evidence, EvidenceContent } from '@jucai/contract/evidence'
import type { Facts } from '@jucai/contract/policies/facts'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { JudgedAmount } from './program'
import type { Programs } from './versions'

/** Files of applicants, kept by whoever stores them. */
export interface EvidencePort {
  /**
   * Ties complete files of a person to their application, and no others to it.
   * @returns ids that are not the person's own complete files; none: all are tied.
   */
  attach(
    db: Db,
    now: Date,
    personId: string,
    tie: { ids: readonly string[]; applicationId: string },
  ): Promise<string[]>
  /** Leaves the files of an application to their owner, who may delete them. */
  release(db: Db, now: Date, applicationId: string): Promise<void>
  /** The files that belong to an application, by id. */
  show(db: Db, applicationId: string): Promise<Map<string, Evidence>>
  /** A file of an application. @throws Problem not-found, storage-unavailable */
  content(db: Db, applicationId: string, id: string): Promise<EvidenceContent>
  /** Deletes files of a person that belong to no submitted application. */
  discard(db: Db, now: Date, personId: string, ids: readonly string[]): Promise<void>
}

/** An evidence port that knows no files: every id is strange to it. */
export const noEvidence: EvidencePort = {
  attach: async (_db, _now, _personId, { ids }) => [...ids],
  release: async () => undefined,
  show: async () => new Map(),
  content: async () => {
    throw new Error('no evidence is kept here')
  },
  discard: async () => undefined,
}

/** Who is held against a policy of the book, kept by whoever publishes it. */
export interface Judge {
  /** Holds answers against a policy of the book in force, as of the day. */
  judge(db: Db, asked: { policy: string; facts: Facts; day: string }): Promise<Judgement>
}
/** What comes of it. */
export interface Judgement {
  bookVersion: number
  day: string
  outcome: Outcome
  /** null: the policy does not pass, or has no amount for these facts. */
  gives: JudgedAmount | null
}

/** What applications are built from. Programs, files, places and the office are handed in. */
export interface ApplicationDeps {
  vault: Vault
  programs: Programs
  evidence: EvidencePort
  judge: Judge
  /** A division's full name by its code; null when there is none. */
  regionName(code: string): string | null
  /** What colleagues call people of staff; who has no name is left out. */
  staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>>
  /** Where to appeal and ask, in words: “老城区人才办，电话 0700-8551515”. */
  office(db: Db): Promise<string>
}
