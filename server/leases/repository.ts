import type {
  DamageState,
  InspectionItem,
  InspectionKind,
  ItemState,
  LeaseActor,
  LeaseEvent,
  LeasePaper,
  LeaseState,
  Relation,
  RepairAct,
  RepairKind,
  RepairState,
  ResidentKind,
} from '@jucai/contract/lease-vocabulary'
import type { Day } from '@jucai/contract/policies/days'
import type { Generated, Selectable, Updateable } from 'kysely'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'
import { problem } from '../core/problem'

interface LeaseTable {
  id: string
  serial: Generated<number>
  person_id: string
  flat_id: string
  flat_serial: number
  station_id: string
  choice_id: string | null
  round_id: string | null
  state: LeaseState
  first_day: string
  last_day: string
  held_until: string
  span: Generated<string>
  months: number
  rent_fen: number
  deposit_fen: number
  tenant_name: Buffer | null
  tenant_document: Buffer | null
  masked_name: Buffer | null
  offered_at: Date
  sign_by: Date
  signed_at: Date | null
  pay_by: Date | null
  paid_at: Date | null
  key_at: Date | null
  key_by: string | null
  leave_on: string | null
  back_on: string | null
  back_by: string | null
  settled_at: Date | null
  ended_why: string | null
  use_until: string | null
  code_paper: string | null
  code_sent_at: Date | null
  /** Days to fetch the key, as the signed contract says; null: it says nothing of it. */
  key_within: number | null
  /** Of how many days of waiting its person was told last. */
  key_told: number
  version: number
}
interface StepTable {
  id: Generated<number>
  lease_id: string
  at: Date
  event: LeaseEvent | 'offer'
  from_state: LeaseState | null
  to_state: LeaseState
  by_person: string | null
  by_role: LeaseActor
  note: string
}
/** What a provider attests, as it is kept. */
export interface KeptProof {
  provider: string
  serial: string
  at: string
  signature: string
}
interface PaperTable {
  id: string
  lease_id: string
  kind: LeasePaper
  first_day: string
  last_day: string
  rent_fen: number
  sha256: string
  stored_as: string
  file_key: Buffer
  tenant_proof: unknown
  office_proof: unknown
  signed_at: Date
  /** Of who is gone and has not paid: how long it stays at most. */
  kept_until: string | null
}
interface BillTable {
  id: string
  lease_id: string
  kind: 'deposit' | 'rent' | 'use'
  from_day: string
  to_day: string
  amount_fen: number
  due_on: string
  charge_id: string | null
  state: 'open' | 'paid' | 'cancelled' | 'written-off'
  paid_at: Date | null
}
/** One thing of an inspection as it is kept. */
export interface KeptItem {
  item: InspectionItem
  state: ItemState
  note: string
  photos: string[]
}
interface InspectionTable {
  id: string
  lease_id: string
  kind: InspectionKind
  at: Date
  by_person: string | null
  items: unknown
  agreed_at: Date | null
  tenant_note: Buffer | null
  version: number
}
interface DamageTable {
  id: string
  lease_id: string
  item: InspectionItem
  amount_fen: number
  why: string
  photos: unknown
  answer_by: Date
  state: DamageState
  objection: Buffer | null
  answered_at: Date | null
  decided_fen: number | null
  decided_by: string | null
  decided_why: string | null
  decided_at: Date | null
}
interface RepairTable {
  id: string
  serial: Generated<number>
  lease_id: string
  station_id: string
  kind: RepairKind
  urgent: boolean
  words: Buffer | null
  state: RepairState
  due_on: string
  promised_on: string | null
  reported_at: Date
  done_at: Date | null
  version: number
}
interface RepairStepTable {
  id: Generated<number>
  repair_id: string
  lease_id: string
  at: Date
  act: RepairAct
  by_person: string | null
  note: Buffer | null
  promised_on: string | null
}
interface ResidentTable {
  id: string
  lease_id: string
  kind: ResidentKind
  relation: Relation
  name: Buffer | null
  from_day: string
  to_day: string | null
  added_at: Date
  removed_at: Date | null
}
declare module '../core/db' {
  interface Database {
    lease: LeaseTable
    lease_step: StepTable
    lease_paper: PaperTable
    lease_bill: BillTable
    lease_inspection: InspectionTable
    lease_damage: DamageTable
    lease_repair: RepairTable
    lease_repair_step: RepairStepTable
    lease_resident: ResidentTable
  }
}

/** A lease and what belongs to it, as rows. */
export type LeaseRow = Selectable<LeaseTable>
/** A step in the life of a lease. */
export type StepRow = Selectable<StepTable>
/** A signed paper. */
export type PaperRow = PaperTable
/** A bill. */
export type BillRow = BillTable
/** An inspection. */
export type InspectionRow = InspectionTable
/** What is taken off a deposit. */
export type DamageRow = DamageTable
/** A repair. */
export type RepairRow = Selectable<RepairTable>
/** Somebody who lives there. */
export type ResidentRow = ResidentTable

/** What the database itself refuses: a second lease of the flat on one day, or of the person. */
const refusals: Readonly<Record<string, string>> = {
  lease_flat_once: '这套房在这段时间里已经有一份租约，没有再分。请换一套，或换一个日期',
  lease_one_home: '这位已经有一份租约。一人只能有一套，那一份结束后才能再分',
}
const inWords = (error: unknown): never => {
  const name: unknown = error instanceof Error ? Reflect.get(error, 'constraint') : undefined
  const detail = typeof name === 'string' ? refusals[name] : undefined
  throw detail === undefined ? error : problem('lease-already', { detail })
}

/** Adds a lease. @throws Problem lease-already when the flat or the person has one at that time */
export const insertLease = (db: Db, row: Omit<LeaseRow, 'serial' | 'span'>): Promise<LeaseRow> =>
  db.insertInto('lease').values(row).returningAll().executeTakeFirstOrThrow().catch(inWords)

/** Changes a lease and counts the change. @returns the row as it is now @throws Problem lease-already */
export const updateLease = (db: Db, id: string, set: Updateable<LeaseTable>): Promise<LeaseRow> =>
  db
    .updateTable('lease')
    .set(({ eb }) => ({ ...set, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(inWords)

/** A lease. */
export const leaseById = (db: Db, id: string): Promise<LeaseRow | undefined> =>
  db.selectFrom('lease').selectAll().where('id', '=', id).executeTakeFirst()
/** A lease, held until the transaction ends. Its person is held before, everywhere. */
export const leaseForUpdate = (db: Db, id: string): Promise<LeaseRow | undefined> =>
  db.selectFrom('lease').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** The lease that follows from a choice. */
export const leaseOfChoice = (db: Db, choiceId: string): Promise<LeaseRow | undefined> =>
  db.selectFrom('lease').selectAll().where('choice_id', '=', choiceId).executeTakeFirst()

/** A person's leases, latest first, after a place in that order; one more than `limit`. */
export const leasesOfPerson = (
  db: Db,
  personId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<LeaseRow[]> =>
  db
    .selectFrom('lease')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('offered_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('offered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Every lease of a person. */
export const allLeases = (db: Db, personId: string): Promise<LeaseRow[]> =>
  db
    .selectFrom('lease')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('offered_at')
    .orderBy('id')
    .execute()

/** Adds a step. */
export const insertStep = async (db: Db, row: Omit<StepRow, 'id'>): Promise<void> => {
  await db.insertInto('lease_step').values(row).execute()
}
/** The steps of a lease in order. */
export const stepsOf = (db: Db, leaseId: string): Promise<StepRow[]> =>
  db.selectFrom('lease_step').selectAll().where('lease_id', '=', leaseId).orderBy('id').execute()

/** Bills of a lease by the day they are due. */
export const billsOf = (db: Db, leaseId: string): Promise<BillRow[]> =>
  db
    .selectFrom('lease_bill')
    .selectAll()
    .where('lease_id', '=', leaseId)
    .orderBy('due_on')
    .orderBy('kind')
    .execute()
/** Adds a bill. @returns false when it is there already */
export const insertBill = async (db: Db, row: BillRow): Promise<boolean> =>
  (
    await db
      .insertInto('lease_bill')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['lease_id', 'kind', 'from_day']).where('state', '<>', 'cancelled').doNothing(),
      )
      .returning('id')
      .execute()
  ).length === 1
/** Changes a bill. */
export const updateBill = async (db: Db, id: string, set: Updateable<BillTable>): Promise<void> => {
  await db.updateTable('lease_bill').set(set).where('id', '=', id).execute()
}
/** Papers of a lease, first signed first. */
export const papersOf = (db: Db, leaseId: string): Promise<PaperRow[]> =>
  db
    .selectFrom('lease_paper')
    .selectAll()
    .where('lease_id', '=', leaseId)
    .orderBy('signed_at')
    .orderBy('id')
    .execute()

/** Inspections of leases. */
export const inspectionsOf = (db: Db, leaseIds: readonly string[]): Promise<InspectionRow[]> =>
  leaseIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom('lease_inspection').selectAll().where('lease_id', 'in', leaseIds).orderBy('at').execute()

/** What is taken off the deposit of a lease. */
export const damagesOf = (db: Db, leaseId: string): Promise<DamageRow[]> =>
  db.selectFrom('lease_damage').selectAll().where('lease_id', '=', leaseId).orderBy('id').execute()
/** Changes one of them. */
export const updateDamage = async (db: Db, id: string, set: Updateable<DamageTable>): Promise<void> => {
  await db.updateTable('lease_damage').set(set).where('id', '=', id).execute()
}

/** Who lives in the flat of a lease, or visits, and has not left. */
export const residentsOf = (db: Db, leaseId: string): Promise<ResidentRow[]> =>
  db
    .selectFrom('lease_resident')
    .selectAll()
    .where('lease_id', '=', leaseId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute()

/**
 * People who lived with somebody or visited have left: their names are kept no longer.
 * @returns how many
 */
export const forgetResidents = async (
  db: Db,
  now: Date,
  whom: { leaseId: string } | { guestsBefore: Day },
): Promise<number> => {
  const { numUpdatedRows } = await db
    .updateTable('lease_resident')
    .set({ removed_at: now, name: null })
    .where('removed_at', 'is', null)
    .$if('leaseId' in whom, (query) => query.where('lease_id', '=', (whom as { leaseId: string }).leaseId))
    .$if('guestsBefore' in whom, (query) =>
      query.where('kind', '=', 'guest').where('to_day', '<', (whom as { guestsBefore: Day }).guestsBefore),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** A repair, held. */
export const repairForUpdate = (db: Db, id: string): Promise<RepairRow | undefined> =>
  db.selectFrom('lease_repair').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** A repair. */
export const repairById = (db: Db, id: string): Promise<RepairRow | undefined> =>
  db.selectFrom('lease_repair').selectAll().where('id', '=', id).executeTakeFirst()
/** The steps of repairs in order. */
export const repairStepsOf = (
  db: Db,
  repairIds: readonly string[],
): Promise<Selectable<RepairStepTable>[]> =>
  repairIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('lease_repair_step')
        .selectAll()
        .where('repair_id', 'in', repairIds)
        .orderBy('id')
        .execute()
/** Repairs of a lease, latest first, after a place; one more than `limit`. */
export const repairsOf = (
  db: Db,
  leaseId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<RepairRow[]> =>
  db
    .selectFrom('lease_repair')
    .selectAll()
    .where('lease_id', '=', leaseId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('reported_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
