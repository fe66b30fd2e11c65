import type { Ruled } from '@jucai/contract/policies/granting'
import type { EndReason, GrantState } from '@jucai/contract/subsidy-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'

interface SubsidyGrantTable {
  id: string
  application_id: string
  person_id: string
  scheme: string
  policy: string
  book_version: number
  label: string
  fen_per_month: number | null
  months: number | null
  fen_once: number | null
  within_days: number | null
  conditions: unknown
  approved_on: string
  from_month: string | null
  state: GrantState
  ended_on: string | null
  ended_because: EndReason | null
  ended_as: 'holder' | 'lead' | 'system' | null
  ended_by: string | null
  ended_note: Buffer | null
  ended_at: Date | null
  created_at: Date
  ruled: unknown
}
interface SubsidyInstalmentTable {
  grant_id: string
  number: number
  period: string | null
  amount_fen: number
  falls_due_on: string
  year: number
  owed_at: Date | null
  dated: boolean
  told_at: Date | null
  cancelled_at: Date | null
}
interface SubsidyWarningTable {
  scheme: string
  year: number
  kind: 'missing' | 'short'
  told_at: Date
}
declare module '../core/db' {
  interface Database {
    subsidy_grant: SubsidyGrantTable
    subsidy_instalment: SubsidyInstalmentTable
    subsidy_warning: SubsidyWarningTable
  }
}

/** A granted subsidy as it is kept. */
export type GrantRow = SubsidyGrantTable
/** A subsidy that is to be kept. */
export type NewGrant = Omit<GrantRow, 'conditions' | 'ruled'> & {
  conditions: readonly string[]
  ruled: readonly Ruled[]
}
/** An instalment as it is kept. */
export type InstalmentRow = SubsidyInstalmentTable

const noteContext = (id: string) => `subsidy_grant.ended_note:${id}`
/** What the office wrote when it ended a subsidy. */
export const endedNote = {
  seal: (vault: Vault, id: string, text: string): Buffer => vault.encrypt(text, noteContext(id)),
  open: (vault: Vault, { id, ended_note: sealed }: Pick<GrantRow, 'id' | 'ended_note'>): string | null =>
    sealed && vault.decrypt(sealed, noteContext(id)),
}

/** Under which reference an instalment stands in the ledger. */
export const referenceOf = (
  { application_id: id }: Pick<GrantRow, 'application_id'>,
  number: number,
): string => `application:${id}:${number}`
/** The application that a reference of this room names; null for another's. */
export const applicationIn = (reference: string): string | null =>
  /^application:([0-9a-f-]{36}):\d+$/.exec(reference)?.[1] ?? null

/** An instalment by the words that the schedule uses. */
export const plannedOf = ({ period, falls_due_on: fallsDueOn }: InstalmentRow) => ({ period, fallsDueOn })

/** A subsidy held against other writers. */
export const holdGrant = (db: Db, id: string): Promise<GrantRow | undefined> =>
  db.selectFrom('subsidy_grant').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** The one that came of an application, held. */
export const holdGrantOf = (db: Db, applicationId: string): Promise<GrantRow | undefined> =>
  db
    .selectFrom('subsidy_grant')
    .selectAll()
    .where('application_id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst()

/** All subsidies of these people, oldest first. */
export const grantsOf = (db: Db, personIds: readonly string[]): Promise<GrantRow[]> =>
  db
    .selectFrom('subsidy_grant')
    .selectAll()
    .where('person_id', 'in', personIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** The instalments of these subsidies, in order. */
export const instalmentsOf = (db: Db, grantIds: readonly string[]): Promise<InstalmentRow[]> =>
  grantIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('subsidy_instalment')
        .selectAll()
        .where('grant_id', 'in', grantIds)
        .orderBy('grant_id')
        .orderBy('number')
        .execute()
/** Those of one, held. */
export const holdInstalments = (db: Db, grantId: string): Promise<InstalmentRow[]> =>
  db
    .selectFrom('subsidy_instalment')
    .selectAll()
    .where('grant_id', '=', grantId)
    .orderBy('number')
    .forUpdate()
    .execute()

/** Marks instalments of one subsidy. */
export const markInstalments = async (
  db: Db,
  grantId: string,
  numbers: readonly number[],
  marks: Partial<Pick<InstalmentRow, 'owed_at' | 'dated' | 'told_at' | 'cancelled_at'>>,
): Promise<void> => {
  if (numbers.length === 0) return
  await db
    .updateTable('subsidy_instalment')
    .set(marks)
    .where('grant_id', '=', grantId)
    .where('number', 'in', numbers)
    .execute()
}

/** Changes a subsidy. */
export const updateGrant = async (db: Db, id: string, changes: Partial<GrantRow>): Promise<void> => {
  await db.updateTable('subsidy_grant').set(changes).where('id', '=', id).execute()
}

/** Writes a subsidy with its instalments. */
export const insertGrant = async (
  db: Db,
  row: NewGrant,
  instalments: readonly InstalmentRow[],
): Promise<void> => {
  await db
    .insertInto('subsidy_grant')
    .values({ ...row, conditions: JSON.stringify(row.conditions), ruled: JSON.stringify(row.ruled) })
    .execute()
  await db.insertInto('subsidy_instalment').values(instalments).execute()
}
