import type { Criterion } from '@jucai/contract/applications'
import type { Evidence, EvidenceContent } from '@jucai/contract/evidence'
import type { Facts } from '@jucai/contract/policies/facts'
import type { GrantRules, Held } from '@jucai/contract/policies/granting'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { StandardChanges } from '@jucai/contract/review'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { ProfileRecord } from '../profiles'
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

/** A clause held against somebody, and the codes of the facts that its sentences tell of. */
export type JudgedCriterion = Criterion & { quotes: readonly string[] }
/**
 * What a policy of the book makes of facts. Before a book is published, or by one that lacks the policy, it is
 * not computed: version 0 or the book's, without criteria.
 */
export interface Judgement {
  bookVersion: number
  day: string
  outcome: Outcome
  criteria: JudgedCriterion[]
  gives: JudgedAmount | null
  /** What it was made by: the facts that the policy speaks of, as far as they are known. */
  facts: Facts
}
/** Judges by the policy book, kept by whoever publishes it. */
export interface Judge {
  /**
   * Holds answers against a policy of the book in force on the day (or of a given version), together with what
   * the registration knows. A fact that is handed in goes before the registration's.
   */
  judge(
    db: Db,
    asked: { policy: string; facts: Facts; day: string; version?: number; registration?: ProfileRecord },
  ): Promise<Judgement>
  /** The version of the book in force; 0 before any was published. */
  inForce(db: Db): Promise<number>
  /** By which rules of the book in force benefits are granted beside others, as of a day. */
  grantRules(db: Db, day: string): Promise<GrantRules>
  /** What of a policy's standard is another by now than what somebody was judged by. */
  changes(
    db: Db,
    asked: { policy: string; version: number; day: string; today: string },
  ): Promise<StandardChanges>
}

/** What a person told of themselves, by the code of the fact, as it still counts. */
export type Told = (db: Db, personId: string, now: Date) => Promise<Facts>

/** What applications are built from. Programs, files, places and the office are handed in. */
export interface ApplicationDeps {
  vault: Vault
  programs: Programs
  evidence: EvidencePort
  judge: Judge
  /** What nothing but the person's own word is known by; `expiresOn` is the last day that it needs no second look. */
  told: Told
  /** What somebody holds that no program granted, such as a lease; absent: nothing. */
  elsewhere?: (db: Db, personId: string) => Promise<Held[]>
  /** A division's full name by its code; null when there is none. */
  regionName(code: string): string | null
  /** What colleagues call people of staff; who has no name is left out. */
  staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>>
  /** Where to appeal and ask, in words: “老城区人才办，电话 0700-8551515”. */
  office(db: Db): Promise<string>
}
