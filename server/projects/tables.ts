import type {
  CapitalKind,
  CapitalState,
  IntroductionState,
  ProjectStage,
  QuotaKind,
  RewardPart,
  TalentKind,
} from '@jucai/contract/project-vocabulary'
import type { Generated, Selectable } from 'kysely'

interface ProjectTable {
  id: string
  name: string
  name_key: string
  employer_id: string | null
  employer_name: string
  chain_key: string | null
  link_key: string | null
  stage: ProjectStage
  stage_on: string
  signed_on: string | null
  changed_at: Date
  made_by: string
  made_at: Date
  referral_id: string | null
  version: number
}
interface ProjectStepTable {
  id: Generated<number>
  project_id: string
  at: Date
  event: string
  from_stage: ProjectStage | null
  to_stage: ProjectStage
  happened_on: string
  note: string
  by_person: string | null
  /** The step that this one takes back. */
  undoes: number | null
}
interface ProjectCapitalTable {
  id: string
  project_id: string
  kind: CapitalKind
  amount_fen: number
  happened_on: string
  document: string
  reason: string
  corrects: string | null
  state: CapitalState
  entered_by: string
  entered_at: Date
  decided_by: string | null
  decided_at: Date | null
  decision: string
}
interface ProjectCommitmentTable {
  id: string
  project_id: string
  kind: TalentKind
  people: number
  due_on: string
  document: string
  entered_by: string
  entered_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_because: string
}
interface ProjectIntroductionTable {
  id: string
  project_id: string
  kind: TalentKind
  state: Exclude<IntroductionState, 'expired'>
  code_hash: string | null
  note: Buffer | null
  person_id: string | null
  first_day: string
  asked_by: string
  asked_at: Date
  expires_at: Date
  agreed_at: Date | null
  ended_on: string | null
  ended_at: Date | null
  ended_by: string | null
  reason: Buffer | null
  gave_back: boolean
}
interface ProjectQuotaTable {
  project_id: string
  number: number
  kind: QuotaKind
  places: number
  remaining: number
  capital_id: string | null
  introduction_id: string | null
  reason: string
  at: Date
  by_person: string | null
}
interface ProjectRewardTable {
  referral_id: string
  part: RewardPart
  project_id: string
  person_id: string
  amount_fen: number
  due_at: Date
  owed_at: Date | null
  told_at: Date | null
  /** The step by which it fell due was taken back. */
  withdrawn_at: Date | null
  /** How often it fell due. */
  turn: number
}
declare module '../core/db' {
  interface Database {
    project: ProjectTable
    project_step: ProjectStepTable
    project_capital: ProjectCapitalTable
    project_commitment: ProjectCommitmentTable
    project_introduction: ProjectIntroductionTable
    project_quota: ProjectQuotaTable
    project_reward: ProjectRewardTable
  }
}

/** A project as it is kept. */
export type ProjectRow = ProjectTable
/** What happened to it. */
export type StepRow = Selectable<ProjectStepTable>
/** An entry of capital. */
export type CapitalRow = ProjectCapitalTable
/** What it promised of people. */
export type CommitmentRow = ProjectCommitmentTable
/** Somebody introduced, or asked. */
export type IntroductionRow = ProjectIntroductionTable
/** A row of its quota ledger. */
export type QuotaRow = ProjectQuotaTable
/** A part of a reward of its referrer. */
export type RewardRow = ProjectRewardTable
