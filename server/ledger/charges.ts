import {
  chargeScheme,
  type ChargeKind,
  type ChargePart,
  type ChargeState,
} from '@jucai/contract/charge-vocabulary'
import { maxBudgetFen, yuanText } from '@jucai/contract/ledger-rules'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { book, type Entry } from './booking'
import type { Plain } from './deps'
import type { AccountKind, ChargeRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** A charge was paid in full. */
    'charge.paid': { chargeId: string; reference: string }
  }
}

/** What somebody owes the city, told by the room that decided it. */
export interface Charged {
  personId: string
  /** What it is owed for, for example `lease:<id>:rent:2026-12`; one charge under each. */
  reference: string
  kind: ChargeKind
  amountFen: number
  /** As its person reads it: `租金，2026 年 12 月`. Nothing personal, no address. */
  why: string
  /** The last day on which it is paid in time. */
  dueOn: string
  /** How it was computed; the amounts add up to the whole. Absent: it needs no explanation. */
  parts?: readonly ChargePart[]
}

/** What a charge's entries need of it. */
type BookedCharge = Pick<ChargeRow, 'id' | 'kind' | 'year'>
/** Moves part of a charge between accounts. */
export const chargeTransfer = (
  charge: BookedCharge,
  amountFen: number,
  [from, to]: readonly [AccountKind, AccountKind],
): Entry[] => {
  const at = { scheme: chargeScheme(charge.kind), year: charge.year, chargeId: charge.id }
  return [
    { ...at, account: from, amountFen: -amountFen },
    { ...at, account: to, amountFen },
  ]
}

/** A charge, held until the transaction ends. Charges are held before their receipts. */
export const holdCharge = (db: Db, id: string): Promise<ChargeRow | undefined> =>
  db.selectFrom('ledger_charge').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** The same, by what it is owed for. @throws Problem not-found */
export const holdChargeUnder = async (db: Db, reference: string): Promise<ChargeRow> => {
  const row = await db
    .selectFrom('ledger_charge')
    .selectAll()
    .where('reference', '=', reference)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  return row
}

const nextNumber = async (db: Db, now: Date): Promise<string> => {
  const { rows } = await sql<{ number: number }>`select nextval('ledger_charge_number') as number`.execute(db)
  return `SK-${dayOf(now).replaceAll('-', '')}-${String(rows[0]?.number).padStart(6, '0')}`
}

const isSame = (row: ChargeRow, wanted: Charged): boolean =>
  row.person_id === wanted.personId &&
  row.kind === wanted.kind &&
  row.amount_fen === wanted.amountFen &&
  row.state !== 'cancelled'

const differs = (row: ChargeRow, wanted: Charged) =>
  problem('charge-differs', {
    detail:
      row.state === 'cancelled'
        ? `“${row.why}”（${row.number}）已经取消，不能再登记同一笔。要重新收，请用新的编号`
        : `“${row.why}”（${row.number}）已经登记为 ${yuanText(row.amount_fen)} 元，不能再登记为 ${yuanText(wanted.amountFen)} 元。请先核对那一笔；要改金额，先取消它，再用新的编号登记`,
  })

const checked = ({ amountFen, parts = [] }: Charged): void => {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > maxBudgetFen)
    throw new RangeError('an amount is whole fen')
  if (parts.length > 0 && parts.reduce((sum, part) => sum + part.amountFen, 0) !== amountFen)
    throw new RangeError('the parts of a charge add up to it')
}

const insertCharge = async ({ db, now }: Plain, wanted: Charged): Promise<ChargeRow> => {
  const row: ChargeRow = {
    id: uuidv7(),
    number: await nextNumber(db, now),
    person_id: wanted.personId,
    reference: wanted.reference,
    kind: wanted.kind,
    year: Number(wanted.dueOn.slice(0, 4)),
    amount_fen: wanted.amountFen,
    why: wanted.why,
    parts: [...(wanted.parts ?? [])],
    due_on: wanted.dueOn,
    state: 'due',
    late_on: null,
    cancelled_because: null,
    paid_on: null,
    created_at: now,
  }
  await db
    .insertInto('ledger_charge')
    .values({ ...row, parts: sql`${JSON.stringify(row.parts)}::jsonb` })
    .execute()
  return row
}

/**
 * Puts down that somebody owes the city an amount, in the caller's transaction. The same again answers the charge that
 * stands there.
 * @returns the charge's id
 * @throws Problem charge-differs when the reference stands for another person, kind or amount, or was cancelled;
 * not-found when the person has no account any more
 */
export const charge = async (work: Plain, wanted: Charged): Promise<string> => {
  const { db, now } = work
  checked(wanted)
  await takeTurns(db, `ledger-charge:${wanted.reference}`)
  const [known] = await rowsUnder(db, [wanted.reference])
  if (known && !isSame(known, wanted)) throw differs(known, wanted)
  if (known) return known.id
  if (!(await stillThere(db, wanted.personId))) throw problem('not-found')
  const row = await insertCharge(work, wanted)
  await book(db, now, [
    {
      act: 'charge',
      source: 'charge',
      externalId: row.id,
      chargeId: row.id,
      happenedOn: dayOf(now),
      entries: chargeTransfer(row, row.amount_fen, ['charged', 'receivable']),
    },
  ])
  return row.id
}

/**
 * What was charged is not owed any more. Again: nothing. Money that comes for it from then on goes back.
 * @param why its person reads it
 * @throws Problem not-found; event-not-allowed once it is paid or written off
 */
export const cancelCharge = async (
  { db, now }: Plain,
  { reference, why }: { reference: string; why: string },
): Promise<void> => {
  const row = await holdChargeUnder(db, reference)
  if (row.state === 'cancelled') return
  if (row.state === 'paid')
    throw problem('event-not-allowed', {
      detail: `“${row.why}”（${row.number}）已经收到，不能取消。押金请退还，其他费用请按退款办理`,
    })
  if (row.state === 'written-off')
    throw problem('event-not-allowed', { detail: `“${row.why}”（${row.number}）已经核销，不能再取消` })
  await book(db, now, [
    {
      act: 'uncharge',
      source: 'uncharge',
      externalId: row.id,
      chargeId: row.id,
      happenedOn: dayOf(now),
      entries: chargeTransfer(row, row.amount_fen, ['receivable', 'charged']),
    },
  ])
  await db
    .updateTable('ledger_charge')
    .set({ state: 'cancelled', cancelled_because: why })
    .where('id', '=', row.id)
    .execute()
}

const rowsUnder = (db: Db, references: readonly string[]): Promise<ChargeRow[]> =>
  db.selectFrom('ledger_charge').selectAll().where('reference', 'in', references).execute()

/** What lies in an account, by charge; a charge of which nothing ever did is not among them. */
export const inAccount = async (
  db: Db,
  account: AccountKind,
  ids: readonly string[],
): Promise<Map<string, number>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('ledger_entry')
            .select(({ fn }) => ['charge_id', fn.sum<string>('amount_fen').as('fen')])
            .where('charge_id', 'in', ids)
            .where('account', '=', account)
            .groupBy('charge_id')
            .execute()
        ).map(({ charge_id, fen }) => [charge_id ?? '', Number(fen)]),
      )
/** How much of deposits is held, by charge; of other charges, and of what is not paid, nothing. */
export const heldOf = (db: Db, ids: readonly string[]): Promise<Map<string, number>> =>
  inAccount(db, 'deposit-held', ids)

/** A charge as other rooms see it. */
export interface ChargeUnder {
  id: string
  number: string
  reference: string
  kind: ChargeKind
  amountFen: number
  why: string
  dueOn: string
  state: ChargeState
  /** Since when it is late; null while it is not, or when it was paid in time. */
  lateSince: string | null
  paidOn: string | null
  /** Of a deposit: how much of it is still held. */
  heldFen: number
}

/** The charges under these references; of one that was never charged there is none. */
export const chargesUnder = async (db: Db, references: readonly string[]): Promise<ChargeUnder[]> => {
  if (references.length === 0) return []
  const rows = await rowsUnder(db, references)
  const held = await heldOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    reference: row.reference,
    kind: row.kind,
    amountFen: row.amount_fen,
    why: row.why,
    dueOn: row.due_on,
    state: row.state,
    lateSince: row.late_on,
    paidOn: row.paid_on,
    heldFen: held.get(row.id) ?? 0,
  }))
}

const hearsWithinMs = 86_400_000

/**
 * Whether one of these is being paid by something that was begun before a moment: money on its way from a phone, noted
 * at the desk for a second officer, or told in a way that a person has to look at; and for a day after somebody said that
 * it did not come.
 * @param at now
 */
export const isBeingPaid = async (
  db: Db,
  references: readonly string[],
  { before, at }: { before: Date; at: Date },
): Promise<boolean> =>
  references.length > 0 &&
  (await db
    .selectFrom('ledger_receipt as receipt')
    .innerJoin('ledger_charge as charge', 'charge.id', 'receipt.charge_id')
    .select('receipt.id')
    .where('charge.reference', 'in', references)
    .where('charge.state', '=', 'due')
    .where(({ or, and, eb }) =>
      or([
        eb('receipt.state', 'in', ['asked', 'open', 'recorded', 'unclear']),
        // Of what a person closed its payer has to hear first.
        and([
          eb('receipt.state', '=', 'closed'),
          eb('receipt.outside_no', 'is not', null),
          eb('receipt.ended_at', '>', new Date(at.getTime() - hearsWithinMs)),
        ]),
      ]),
    )
    .where('receipt.opened_at', '<', before)
    .limit(1)
    .executeTakeFirst()) !== undefined
