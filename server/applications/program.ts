import type { ApprovalOutlook, RejectionReason } from '@jucai/contract/applications'
import type { Answers, FormDefinition } from '@jucai/contract/forms'
import type { ApplicationEvent, ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Registration } from '@jucai/contract/profiles'
import type { Source } from '@jucai/contract/city'
import type { GrantRules, Held } from '@jucai/contract/policies/granting'
import { documentTypeLabels, documentTypes, type Situation, type Stage } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'
import type { ApplicationMachine } from './machine'

/** The choices of a field for the type of a document; the number's field names it as `typeFrom`. */
export const documentOptions = documentTypes.map((value) => ({ value, label: documentTypeLabels[value] }))

/** Roles of staff that may read answers. */
export type Reader = 'clerk' | 'reviewer' | 'lead'

/**
 * What facts are taken from: only what the form asks and is answered, so that what is absent is not known yet.
 * `today` is the day here.
 */
export interface EligibilityFacts {
  profile: Registration
  answers: Answers
  today: string
}

/**
 * Which policy judges, and from which answers its facts are taken: by code of the fact, the key of a field or a pure
 * function.
 */
export interface ByPolicy {
  code: string
  facts: Readonly<Record<string, string | ((given: EligibilityFacts) => boolean | number | string | null)>>
}

/** What a policy gives by a judgement: money once or by the month, in fen. */
export interface JudgedAmount {
  policy: string
  bookVersion: number
  label: string
  payment: { fenPerMonth: number; months: number } | { fen: number } | null
  /** Working days from approval until the money is there. */
  paidWithinWorkingDays: number | null
  conditions: readonly string[]
}

/** A program that somebody was approved in: the policy that judged it, and the day. */
export interface ApprovedProgram {
  program: string
  title: string
  /** null: no policy of the book judges the program. */
  policy: string | null
  on: string
}

/** An application as its program looks at it, with what else is known of the applicant. */
export interface ApplicationLook {
  db: Db
  now: Date
  application: {
    id: string
    personId: string
    program: string
    programVersion: number
    state: ApplicationState
    version: number
  }
  /** The answers as they stand. */
  answers: Answers
  /**
   * What the newest judgement on record gives: the amount of the policy, by the book version it was judged by; null
   * without a policy or amount.
   */
  gives: JudgedAmount | null
  /** By which rules of the book in force benefits are granted beside others, as of a day. */
  grantRules(day: string): Promise<GrantRules>
  /** Everything that was approved to the applicant. */
  approved(): Promise<ApprovedProgram[]>
  /** What the applicant holds that no program granted, such as a lease. */
  elsewhere(): Promise<Held[]>
}

/** A step that was taken, for what a program does beside it. */
export interface StepDone extends ApplicationLook {
  from: ApplicationState | null
  event: ApplicationEvent | 'submit'
}

/**
 * Everything that one program needs to be applied for and decided: one file in its feature. The engine is
 * handed programs and imports none. `title` to `noticeDays` are defaults of version 1; the office changes
 * them in the console.
 */
export interface ProgramDefinition {
  /** Lower case with hyphens; part of addresses and never changed. */
  key: string
  /** Two capitals before application numbers, `GG-20261122-0007`. */
  prefix: string
  title: string
  summary: string
  stage: Stage
  situation: Situation
  /** Further words people search by. */
  words: readonly string[]
  form: FormDefinition
  reasons: readonly RejectionReason[]
  /** Working days until a decision. */
  workingDays: number
  twoPerson: boolean
  noticeDays: number | null
  appealDays: number | null
  machine: ApplicationMachine
  /** The usual way, in the applicant's words. */
  path: readonly { state: ApplicationState; title: string; text: string }[]
  source: Source
  /** The public figure (contract/city.ts) in which people whose application is in one of these states count. */
  counts?: { figure: string; states: readonly ApplicationState[] }
  /** Which fields each role reads; the rest never leaves the server for them. */
  readable: Readonly<Record<Reader, 'all' | readonly string[]>>
  /** Fields masked on show, unmasked only with a reason. */
  sensitive: readonly string[]
  /** The policy of the book whose criterion judges this program, and which answers are its facts. */
  policy?: ByPolicy
  /** Runs in the transaction of each step, after row and history are written; a problem it throws undoes the step. */
  onStep?(work: StepDone): Promise<void>
  /** What an approval would bring as things stand, while nothing is decided; null: nothing that can be told. */
  outlook?(look: ApplicationLook): Promise<ApprovalOutlook | null>
  /** One line for the public notice, without what identifies. */
  noticeSummary?(answers: Answers): string
  /** The station that answers first, decided in the transaction of submitting. */
  stationFor?(db: Db, answers: Answers, personId: string): Promise<string | null>
}
