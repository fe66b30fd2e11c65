import { yuanText } from '@jucai/contract/ledger-rules'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { statement } from '../core/statement'
import { takeTurns } from '../core/turns'
import { balancesIn } from './balances'
import { book, transfer } from './booking'
import type { Plain } from './deps'
import { holdPayments, movePayments, timesReopened } from './moves'
import { holdRunsOf, leaveRun } from './run-rows'
import type { BudgetRow, PaymentRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** 80 or 100 per cent of a budget are reserved and paid. */
    'budget.reached': { scheme: string; year: number; percent: 80 | 100 }
    /** Somebody without an account to be paid to is owed something, and was owed nothing before. */
    'account.needed': { personId: string; paymentId: string }
  }
}

/** What somebody is owed, told by the room that decided it. */
export interface Owed {
  scheme: string
  /** The budget year that pays. */
  year: number
  personId: string
  amountFen: number
  /** The act that it rests on, for example `application:<id>:3`; one payment under each, within the scheme. */
  reference: string
  /** The last day on which it is to be there; null while the calendar of that year is not known. */
  promisedOn: string | null
  /** What it is for, as its person reads it: `租房补贴，2026 年 11 月`. Nothing personal. */
  why: string
  /** The day of the decision, unless it is today. */
  approvedOn?: string
  /** The day on which it falls due, where that is later: from then on its person waits. */
  countsFrom?: string
}

/** Those who reserve from one budget, or change it, go one after another. */
export const holdBudget = (db: Db, scheme: string, year: number): Promise<void> =>
  takeTurns(db, `ledger-budget:${scheme}:${year}`)

const budgetRow = statement<{ scheme: string; year: number }>()((db, { scheme, year }) =>
  db
    .selectFrom('ledger_budget')
    .select([
      'scheme',
      'year',
      'title',
      'version',
      'changed_at',
      'changed_by',
      'warned_80_at',
      'warned_100_at',
    ])
    .where('scheme', '=', scheme)
    .where('year', '=', year),
)
/** The budget of a scheme in a year; undefined when none was set. */
export const budgetOf = async (db: Db, scheme: string, year: number): Promise<BudgetRow | undefined> =>
  (await budgetRow(db, { scheme, year })).rows[0]

/** What the budgets of a scheme are called, by the newest; null while it never had one. */
const titleOf = async (db: Db, scheme: string): Promise<string | null> =>
  (
    await db
      .selectFrom('ledger_budget')
      .select('title')
      .where('scheme', '=', scheme)
      .orderBy('year', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.title ?? null
const noBudget = ({ scheme, year, amountFen, why }: Owed, title: string | null) =>
  problem('budget-exhausted', {
    detail: `“${title ?? why}”还没有登记 ${year} 年的预算。请人才办负责人在“预算”里登记以后再批准；这份申请不会丢，也不用重新提交。`,
    extra: { scheme, year, availableFen: 0, neededFen: amountFen },
  })
const exhausted = ({ title }: BudgetRow, { scheme, year, amountFen }: Owed, availableFen: number) =>
  problem('budget-exhausted', {
    detail: `“${title}”${year} 年的预算还剩 ${yuanText(availableFen)} 元，这一笔要 ${yuanText(amountFen)} 元。可以请负责人追加预算，或列入下一年度；这份申请不会丢，也不用重新提交。`,
    extra: { scheme, year, availableFen, neededFen: amountFen },
  })

/** Tells once, on the way up, that a budget has reached 80 and 100 per cent. */
export const warnOfBudget = async (
  { db, now }: Plain,
  budget: BudgetRow,
  usedFen: number,
  budgetFen: number,
): Promise<void> => {
  for (const percent of [80, 100] as const) {
    const column = percent === 80 ? ('warned_80_at' as const) : ('warned_100_at' as const)
    if (budget[column] !== null || usedFen * 100 < budgetFen * percent) continue
    await db
      .updateTable('ledger_budget')
      .set({ [column]: now })
      .where('scheme', '=', budget.scheme)
      .where('year', '=', budget.year)
      .execute()
    await emit(db, now, 'budget.reached', { scheme: budget.scheme, year: budget.year, percent })
  }
}

type Known = Pick<PaymentRow, 'id' | 'person_id' | 'year' | 'amount_fen' | 'state'>
const knownRow = statement<{ scheme: string; reference: string }>()((db, { scheme, reference }) =>
  db
    .selectFrom('ledger_payment')
    .select(['id', 'person_id', 'year', 'amount_fen', 'state'])
    .where('scheme', '=', scheme)
    .where('reference', '=', reference),
)
/** The payment under a reference; undefined when there is none. */
const underReference = async (db: Db, scheme: string, reference: string): Promise<Known | undefined> =>
  (await knownRow(db, { scheme, reference })).rows[0]

/** Writes a payment. */
export const insertPayment = statement<PaymentRow>()((db, row) =>
  db.insertInto('ledger_payment').values({
    id: row.id,
    person_id: row.person_id,
    scheme: row.scheme,
    year: row.year,
    reference: row.reference,
    why: row.why,
    amount_fen: row.amount_fen,
    approved_on: row.approved_on,
    counts_from: row.counts_from,
    promised_on: row.promised_on,
    state: row.state,
    late_on: row.late_on,
    returned_because: row.returned_because,
    created_at: row.created_at,
    from_charge: row.from_charge,
  }),
)

const needsAccountRow = statement<{ personId: string }>()((db, { personId }) =>
  db.selectNoFrom(({ and, not, exists, selectFrom }) =>
    and([
      not(
        exists(
          selectFrom('ledger_bank_account')
            .select('id')
            .where('person_id', '=', personId)
            .where('number', 'is not', null),
        ),
      ),
      not(
        exists(
          selectFrom('ledger_payment')
            .select('id')
            .where('person_id', '=', personId)
            .where('state', 'in', ['approved', 'budgeted', 'submitted', 'returned']),
        ),
      ),
    ]).as('needs'),
  ),
)
/** Whether a person has no account to be paid to, and waits for no payment yet. */
export const needsAccount = async (db: Db, personId: string): Promise<boolean> =>
  (await needsAccountRow(db, { personId })).rows[0]?.needs === true

const isSame = (row: Known, wanted: Owed): boolean =>
  row.person_id === wanted.personId &&
  row.amount_fen === wanted.amountFen &&
  row.year === wanted.year &&
  row.state !== 'cancelled'

const rowOf = (now: Date, wanted: Owed): PaymentRow => ({
  id: uuidv7(),
  person_id: wanted.personId,
  scheme: wanted.scheme,
  year: wanted.year,
  reference: wanted.reference,
  why: wanted.why,
  amount_fen: wanted.amountFen,
  approved_on: wanted.approvedOn ?? dayOf(now),
  counts_from: wanted.countsFrom ?? null,
  promised_on: wanted.promisedOn,
  state: 'approved',
  late_on: null,
  returned_because: null,
  created_at: now,
  from_charge: null,
})

/**
 * Puts down that somebody is owed an amount, and reserves it from the budget, in the caller's transaction. The same
 * again answers the payment that stands there. Several in one transaction: in the order of their schemes.
 * @returns the payment's id
 * @throws Problem budget-exhausted; event-not-allowed when the reference stands for something else; not-found when the
 * person has no account any more
 */
export const owe = async ({ db, now }: Plain, wanted: Owed): Promise<string> => {
  const { scheme, year, amountFen, reference } = wanted
  if (!Number.isSafeInteger(amountFen) || amountFen < 1) throw new RangeError('an amount is whole fen')
  await holdBudget(db, scheme, year)
  const known = await underReference(db, scheme, reference)
  if (known && isSame(known, wanted)) return known.id
  if (known)
    throw problem('event-not-allowed', { detail: '同一件事已经登记过另一笔款，不能再登记。请先核对那一笔' })
  const budget = await budgetOf(db, scheme, year)
  if (!budget) throw noBudget(wanted, await titleOf(db, wanted.scheme))
  const { available, appropriated } = await balancesIn(db, scheme, year)
  if (available < amountFen) throw exhausted(budget, wanted, available)
  if (!(await stillThere(db, wanted.personId))) throw problem('not-found') // gone meanwhile: nobody to pay
  const row = rowOf(now, wanted)
  if (await needsAccount(db, row.person_id))
    await emit(db, now, 'account.needed', { personId: row.person_id, paymentId: row.id })
  await insertPayment(db, row)
  await book(db, now, [
    {
      act: 'owe',
      source: 'owe',
      externalId: row.id,
      paymentId: row.id,
      happenedOn: row.approved_on,
      entries: transfer(row, 'available', 'approved'),
    },
  ])
  await warnOfBudget({ db, now }, budget, amountFen - appropriated - available, -appropriated)
  return row.id
}

/** Dates a payment whose calendar was not known when it was owed; one that has its date keeps it. */
export const promise = async (
  { db }: Plain,
  { scheme, reference, promisedOn }: Pick<Owed, 'scheme' | 'reference'> & { promisedOn: string },
): Promise<void> => {
  await db
    .updateTable('ledger_payment')
    .set({ promised_on: promisedOn })
    .where('scheme', '=', scheme)
    .where('reference', '=', reference)
    .where('promised_on', 'is', null)
    .execute()
}

const notAnyMore: Partial<Record<PaymentRow['state'], string>> = {
  submitted: '付款指令已经送出，银行还没有回结果，现在不能取消。等银行回复后再办理',
  paid: '这笔款银行已经入账，不能取消。多发的款请按追回办理',
}

/** Cancels payments that the caller holds, with the run of each before them, and takes them out of runs that are not released. */
export const cancelHeld = async ({ db, now }: Plain, rows: readonly PaymentRow[]): Promise<void> => {
  for (const row of rows) await leaveRun(db, row.id, 'cancelled')
  const before = await timesReopened(
    db,
    rows.map(({ id }) => id),
  )
  const keyOf = ({ id }: PaymentRow) => (before.has(id) ? `${id}:${before.get(id)}` : id) // each cancelling once
  await movePayments(
    { db, now },
    'cancel',
    'cancelled',
    rows.map((payment) => ({ payment, key: keyOf(payment), on: dayOf(now) })),
  )
}

/**
 * What was owed is not owed any more, as when its case is withdrawn: the budget gets it back. Again: nothing.
 * @throws Problem not-found; event-not-allowed once it was sent to the bank
 */
export const cancelOwed = async (
  work: Plain,
  { scheme, reference }: Pick<Owed, 'scheme' | 'reference'>,
): Promise<void> => {
  const known = await underReference(work.db, scheme, reference)
  if (known) await holdRunsOf(work.db, [known.id])
  const [row] = known ? await holdPayments(work.db, [known.id]) : []
  if (!row) throw problem('not-found')
  if (row.state === 'cancelled') return
  const refusal = notAnyMore[row.state]
  if (refusal) throw problem('event-not-allowed', { detail: refusal })
  await cancelHeld(work, [row])
}

/**
 * Cancels what is still owed under several references of a scheme; what was sent or paid stays as it is.
 * @returns the state of each payment by its reference; one that was never owed is not among them
 */
export const cancelOpen = async (
  work: Plain,
  scheme: string,
  references: readonly string[],
): Promise<Map<string, PaymentRow['state']>> => {
  const ids = (await paymentsUnder(work.db, scheme, references)).map(({ id }) => id).sort()
  await holdRunsOf(work.db, ids)
  const held = await holdPayments(work.db, ids)
  const open = held.filter(({ state }) => !(state in notAnyMore) && state !== 'cancelled')
  await cancelHeld(work, open)
  const cancelled = new Set(open.map(({ id }) => id))
  return new Map(held.map((row) => [row.reference, cancelled.has(row.id) ? 'cancelled' : row.state]))
}

/** The payments under these references of a scheme. */
export const paymentsUnder = async (
  db: Db,
  scheme: string,
  references: readonly string[],
): Promise<PaymentRow[]> =>
  references.length === 0
    ? []
    : db
        .selectFrom('ledger_payment')
        .selectAll()
        .where('scheme', '=', scheme)
        .where('reference', 'in', references)
        .execute()
