import type {
  Inspection,
  Lease,
  LeaseDamage,
  LeaseFlat,
  LeaseLine,
  Resident,
  SignedPaper,
} from '@jucai/contract/lease-shapes'
import { daysBetween, type Day } from '@jucai/contract/policies/days'
import { rentFor } from '@jucai/contract/rent-rules'
import { dayOf } from '../core/clock'
import type { LeaseDeps, LeaseWork } from './deps'
import { mayOf } from './advance'
import { leaseFlat, leaseFlats } from './flat-facts'
import { leaseNumber } from './numbers'
import {
  billsOf,
  damagesOf,
  inspectionsOf,
  papersOf,
  residentsOf,
  stepsOf,
  type BillRow,
  type DamageRow,
  type InspectionRow,
  type KeptItem,
  type KeptProof,
  type LeaseRow,
  type PaperRow,
  type ResidentRow,
} from './repository'
import { countOpenRepairs } from './repairs'
import { unseal } from './sealed'
import { mayEndFrom } from './unfetched'

type Look = Pick<LeaseWork, 'db' | 'now' | 'deps'>
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/**
 * Where a lease stands at a moment: an offer that was not signed in time is over before any chore says so. One that was
 * not paid is not: money may be on its way that the books alone know of.
 */
export const standingOf = (row: LeaseRow, at: Date): LeaseRow['state'] =>
  row.state === 'to-sign' && row.sign_by <= at ? 'lapsed' : row.state

/** What all lists tell of a lease. */
export const lineOf = (row: LeaseRow, at: Date) => ({
  id: row.id,
  number: leaseNumber(row.serial),
  state: standingOf(row, at),
  firstDay: row.first_day,
  lastDay: row.last_day,
  rentFenPerMonth: row.rent_fen,
  depositFen: row.deposit_fen,
})
/** Leases in a list of their tenant. */
export const leaseLines = async ({ db, deps }: Look, rows: readonly LeaseRow[]): Promise<LeaseLine[]> => {
  const at = await deps.boundary(db)
  const flats = await leaseFlats(
    db,
    rows.map((row) => row.flat_id),
  )
  return rows.map((row) => ({ ...lineOf(row, at), flat: flats.get(row.flat_id) as LeaseFlat }))
}

const shownBill = (row: BillRow) => ({
  id: row.id,
  kind: row.kind,
  fromDay: row.from_day,
  toDay: row.to_day,
  amountFen: row.amount_fen,
  dueOn: row.due_on,
  state: row.state,
  paidAt: iso(row.paid_at),
  chargeId: row.charge_id,
})
/** An inspection as it is told. */
export const shownInspection = (deps: LeaseDeps, row: InspectionRow): Inspection => ({
  kind: row.kind,
  at: row.at.toISOString(),
  items: row.items as KeptItem[],
  agreedAt: iso(row.agreed_at),
  tenantNote: unseal(deps.vault, 'lease_inspection.tenant_note', row.id, row.tenant_note),
  version: row.version,
})
const shownDamage = (deps: LeaseDeps, row: DamageRow): LeaseDamage => ({
  id: row.id,
  item: row.item,
  amountFen: row.amount_fen,
  why: row.why,
  photos: row.photos as string[],
  state: row.state,
  answerBy: row.answer_by.toISOString(),
  objection: unseal(deps.vault, 'lease_damage.objection', row.id, row.objection),
  decidedFen: row.decided_fen,
  decidedWhy: row.decided_why,
})
const shownResident = (deps: LeaseDeps, row: ResidentRow): Resident => ({
  id: row.id,
  kind: row.kind,
  relation: row.relation,
  name: unseal(deps.vault, 'lease_resident.name', row.id, row.name) || '已注销',
  fromDay: row.from_day,
  toDay: row.to_day,
})
const proofOf = (proof: unknown) => {
  const { provider, serial, at } = proof as KeptProof
  return { provider, serial, at }
}
const shownPaper = (row: PaperRow): SignedPaper => ({
  id: row.id,
  kind: row.kind,
  firstDay: row.first_day,
  lastDay: row.last_day,
  sha256: row.sha256,
  tenant: proofOf(row.tenant_proof),
  office: proofOf(row.office_proof),
})

/** Whether somebody stays on after the end, since when, and what a day of it costs. */
const overstayOf = (row: LeaseRow, bills: readonly BillRow[], today: Day): Lease['overstay'] => {
  if (row.back_on !== null || row.key_at === null || today <= row.last_day) return null
  return {
    days: daysBetween(row.last_day, today),
    fenPerDay: rentFor(row.rent_fen, today, today).totalFen,
    billedFen: bills.filter(({ kind }) => kind === 'use').reduce((sum, one) => sum + one.amount_fen, 0),
  }
}

/** A lease with everything on it, as its tenant sees it. */
export const shownLease = async (work: Look, row: LeaseRow): Promise<Lease> => {
  const { db, deps } = work
  const at = await deps.boundary(db)
  const today = dayOf(at)
  const bills = await billsOf(db, row.id)
  const line = lineOf(row, at)
  return {
    ...line,
    flat: await leaseFlat(db, row.flat_id),
    signBy: row.sign_by.toISOString(),
    payBy: iso(row.pay_by),
    signedAt: iso(row.signed_at),
    paidAt: iso(row.paid_at),
    keyBy: mayEndFrom(row),
    keyAt: iso(row.key_at),
    leaveOn: row.leave_on,
    backOn: row.back_on,
    settledAt: iso(row.settled_at),
    endedWhy: row.ended_why,
    months: row.months,
    today,
    overstay: overstayOf(row, bills, today),
    bills: bills.map(shownBill),
    papers: (await papersOf(db, row.id)).map(shownPaper),
    inspections: (await inspectionsOf(db, [row.id])).map((one) => shownInspection(deps, one)),
    damages: (await damagesOf(db, row.id)).map((one) => shownDamage(deps, one)),
    residents: (await residentsOf(db, row.id)).map((one) => shownResident(deps, one)),
    openRepairs: await countOpenRepairs(db, row.id),
    steps: (await stepsOf(db, row.id)).map(({ event, at, to_state: to, by_role: by, note }) => ({
      event,
      at: at.toISOString(),
      to,
      by,
      note,
    })),
    may: line.state === row.state ? mayOf(row, 'tenant', { 'in-term': today <= row.last_day }) : [],
    version: row.version,
  }
}
