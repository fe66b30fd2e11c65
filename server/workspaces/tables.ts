import type {
  EndReason,
  GrowthCriterion,
  ReviewState,
  TenancyState,
  UnitKind,
  WorkspaceActor,
} from '@jucai/contract/workspace-vocabulary'
import type { Generated, GeneratedAlways, Selectable } from 'kysely'

interface SiteTable {
  id: string
  name: string
  address: string
  phone: string
  hours: string
  about: string
  published: boolean
  version: number
  changed_at: Date
  changed_by: string | null
}
interface UnitTable {
  id: string
  serial: Generated<number>
  site_id: string
  label: string
  kind: UnitKind
  seats: number
  area_sqm: number
  fee_fen: number
  grid_row: number
  grid_column: number
  out_from: string | null
  version: number
}
interface WishTable {
  person_id: string
  site_id: string
  unit_id: string | null
  elsewhere: boolean
  made_at: Date
}
interface TenancyTable {
  id: string
  serial: Generated<number>
  application_id: string
  person_id: string
  site_id: string
  unit_id: string
  unit_serial: number
  state: TenancyState
  first_day: string
  last_day: string
  span: GeneratedAlways<string>
  months: number
  free_until: string | null
  fee_fen: number
  renewal_months: number | null
  renewal_why: Buffer | null
  ended_because: EndReason | null
  ended_role: WorkspaceActor | null
  ended_why: Buffer | null
  back_on: string | null
  back_by: string | null
  reminded_for: string | null
  reminded_days: number | null
  review_due: string | null
  allotted_at: Date
  version: number
}
interface GrowthRuleTable {
  version: number
  needed: number
  criteria: unknown
  why: string
  made_by: string | null
  made_at: Date
}
interface ReviewTable {
  id: string
  tenancy_id: string
  due_on: string
  criteria: unknown
  needed: number
  state: ReviewState
  reported: Buffer | null
  reported_at: Date | null
  confirmed: Buffer | null
  grown: boolean | null
  goes_on: boolean | null
  why: Buffer | null
  decided_by: string | null
  decided_at: Date | null
  opened_at: Date
  version: number
}
interface StepTable {
  id: Generated<number>
  tenancy_id: string
  at: Date
  event: string
  to_state: string
  by_role: WorkspaceActor
  by_person: string | null
  note: string
}
declare module '../core/db' {
  interface Database {
    workspace_site: SiteTable
    workspace_unit: UnitTable
    workspace_wish: WishTable
    workspace_tenancy: TenancyTable
    workspace_growth_rule: GrowthRuleTable
    workspace_review: ReviewTable
    workspace_step: StepTable
  }
}

/** A site. */
export type SiteRow = SiteTable
/** A desk, room or studio. */
export type UnitRow = Selectable<UnitTable>
/** Where somebody would like to be. */
export type WishRow = WishTable
/** Who is in a unit for which days. */
export type TenancyRow = Selectable<TenancyTable>
/** A half-yearly review. */
export type ReviewRow = ReviewTable
/** What growth was measured by from some moment on. */
export type GrowthRuleRow = GrowthRuleTable
/** What happened to a tenancy. */
export type StepRow = Selectable<StepTable>

/** The criteria that a row of a rule or of a review holds. */
export const criteriaOf = ({ criteria }: { criteria: unknown }): GrowthCriterion[] =>
  criteria as GrowthCriterion[]
