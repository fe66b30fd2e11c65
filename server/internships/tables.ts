import type { DayKind, InternshipActor, WishState } from '@jucai/contract/internship-vocabulary'
import type { Generated, Selectable } from 'kysely'

interface BaseTable {
  id: string
  employer_id: string
  state: 'applied' | 'approved' | 'refused' | 'ended'
  about: string
  insurance: string
  wanted: number
  quota: number
  valid_until: string | null
  applied_at: Date
  decided_at: Date | null
  decided_by: string | null
  why: string
  reminded_for: string | null
  /** Its employer is suspended. */
  paused: Generated<boolean>
  version: number
}
interface ReviewTable {
  base_id: string
  year: number
  finished: number
  kept: number
  note: string
  passed: boolean
  by_person: string | null
  at: Date
}
interface RoundTable {
  id: string
  title: string
  apply_by: Date
  rank_by: Date
  allotted_at: Date | null
  made_by: string | null
  made_at: Date
}
interface PlaceTable {
  id: string
  base_id: string
  round_id: string | null
  title: string
  tasks: string
  tutor: Buffer | null
  /** Who named the tutor for the base. */
  offered_by: string
  station_id: string
  start_day: string
  months: number
  number: number
  apply_by: Date
  state: 'open' | 'closed'
  closed_why: string
  made_at: Date
  /** By which it is found, see `search.ts`. */
  search_words: string
  search_letters: string
  search_initials: string
}
interface WishTable {
  id: string
  place_id: string
  person_id: string
  state: WishState
  rank: number
  base_rank: number | null
  words: Buffer | null
  masked_name: Buffer | null
  shown: Buffer | null
  answer: string
  made_at: Date
  answered_at: Date | null
}
interface InternshipTable {
  id: string
  serial: Generated<number>
  wish_id: string | null
  place_id: string
  base_id: string
  employer_id: string
  person_id: string
  state: 'to-sign' | 'running' | 'finished' | 'interrupted' | 'cancelled'
  first_day: string
  last_day: string
  planned_last_day: string
  months: number
  station_id: string
  title: string
  tasks: string
  tutor: Buffer | null
  intern_name: Buffer | null
  intern_document: Buffer | null
  sign_by: Date
  code_sent: unknown
  signed_at: Date | null
  ended_at: Date | null
  ended_role: InternshipActor | null
  ended_why: Buffer | null
  kept_told: boolean | null
  kept_confirmed: boolean | null
  made_at: Date
  version: number
}
interface StepTable {
  id: Generated<string>
  internship_id: string
  at: Date
  event: string
  to_state: string
  by_role: InternshipActor
  by_person: string | null
  note: string
}
interface DayTable {
  internship_id: string
  day: string
  kind: DayKind
  by_role: 'desk' | 'intern' | 'base'
  by_person: string | null
  at: Date
  reason: Buffer | null
  correction: Buffer | null
  was: DayKind | 'none' | null
}
interface MonthTable {
  internship_id: string
  person_id: string
  month: string
  state: 'confirmed' | 'approved' | 'returned'
  monthly_fen: number
  days: number
  days_in_month: number
  attended: number
  expected: number
  amount_fen: number
  confirmed_by: string | null
  confirmed_at: Date
  decided_by: string | null
  decided_at: Date | null
  why: string
  leave_days: Generated<number>
  /** Why the office confirmed it in the base's stead; empty where the base did. */
  stead_why: Generated<string>
}
interface CertificateTable {
  internship_id: string
  person_id: string
  code_hash: string
  code: Buffer | null
  masked_name: Buffer | null
  base_name: string
  sha256: string
  issued_at: Date
  revoked_at: Date | null
  revoked_by: string | null
  revoked_why: string | null
}
declare module '../core/db' {
  interface Database {
    internship_base: BaseTable
    internship_review: ReviewTable
    internship_round: RoundTable
    internship_place: PlaceTable
    internship_wish: WishTable
    internship: InternshipTable
    internship_step: StepTable
    internship_day: DayTable
    internship_month: MonthTable
    internship_certificate: CertificateTable
  }
}

/** A base, as it is kept. */
export type BaseRow = Selectable<BaseTable>
/** A yearly review of a base. */
export type ReviewRow = ReviewTable
/** A round of allotment. */
export type RoundRow = RoundTable
/** A place. */
export type PlaceRow = PlaceTable
/** A wish for a place. */
export type WishRow = WishTable
/** An internship. */
export type InternshipRow = Selectable<InternshipTable>
/** A day of an internship. */
export type DayRow = DayTable
/** A month that a base has confirmed. */
export type MonthRow = Selectable<MonthTable>
/** A certificate. */
export type CertificateRow = CertificateTable
