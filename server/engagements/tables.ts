import type {
  EngagementActor,
  EngagementKind,
  EngagementParty,
  EngagementPayUnit,
  EngagementState,
  HoursState,
} from '@jucai/contract/engagement-vocabulary'
import type { Generated, Selectable } from 'kysely'

interface EngagementTable {
  id: string
  serial: Generated<number>
  kind: EngagementKind
  employer_id: string
  person_id: string
  job_application_id: string | null
  proposed_by: string
  state: EngagementState
  revision: number
  in_force: number | null
  first_day: string
  last_day: string
  due_at: Date | null
  expert_name: Buffer | null
  expert_document: Buffer | null
  home_name: Buffer | null
  home_contact: Buffer | null
  home_phone: Buffer | null
  home_hours: Buffer | null
  code_sent: unknown
  signed_at: Date | null
  review_due: string | null
  review_reminded: string | null
  ended_at: Date | null
  ended_role: EngagementActor | null
  ended_why: Buffer | null
  made_at: Date
  version: number
}
interface TermsTable {
  engagement_id: string
  revision: number
  title: string
  scope: string
  ip: string
  confidentiality: string
  pay_fen: number
  pay_unit: EngagementPayUnit
  first_day: string
  last_day: string
  week: unknown
  salt: string
  made_by: string
  made_at: Date
}
interface ConsentTable {
  id: string
  engagement_id: string
  token_hash: string
  sha256: string
  state: 'open' | 'signed' | 'refused' | 'over'
  sent_at: Date
  expires_at: Date
  codes_sent: number
  code_sent_at: Date | null
  signer_name: Buffer | null
  why: Buffer | null
  answered_at: Date | null
}
interface CodeTable {
  code_hash: string
  person_id: string
  expires_at: Date
}
interface HoursTable {
  id: string
  engagement_id: string
  person_id: string
  day: string
  from_minute: number
  to_minute: number
  what: Buffer | null
  state: HoursState
  why: Buffer | null
  recorded_at: Date
  answered_by: string | null
  answered_at: Date | null
  /** The office answered, in the stead of an employer that cannot. */
  by_office: boolean
}
interface ReviewTable {
  engagement_id: string
  due_on: string
  party: Exclude<EngagementParty, 'home'>
  go_on: boolean
  why: Buffer | null
  by_person: string | null
  at: Date
}
interface StepTable {
  id: Generated<string>
  engagement_id: string
  at: Date
  event: string
  to_state: string
  by_role: EngagementActor
  by_person: string | null
  note: string
}
declare module '../core/db' {
  interface Database {
    engagement: EngagementTable
    engagement_terms: TermsTable
    engagement_consent: ConsentTable
    engagement_code: CodeTable
    engagement_hours: HoursTable
    engagement_review: ReviewTable
    engagement_step: StepTable
  }
}

/** An engagement, as it is kept. */
export type EngagementRow = Selectable<EngagementTable>
/** What was proposed in one version. */
export type TermsRow = TermsTable
/** A link to a home employer. */
export type ConsentRow = ConsentTable
/** Recorded hours. */
export type HoursRow = HoursTable
/** What one side said in a review. */
export type ReviewRow = ReviewTable
/** A line of the history. */
export type StepRow = Selectable<StepTable>
