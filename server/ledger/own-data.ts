import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { Vault } from '../core/encryption'
import { accountsOf, openAccount } from './bank-accounts'
import { holdPayments } from './moves'
import { cancelHeld } from './owe'
import { holdRunsOf } from './run-rows'
import { paymentsOf, shownPayments } from './show'
import { bankWords } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** Somebody deleted their account and had charges that were not paid; whose they are the event does not say. */
    'charges.left': { count: number; fen: number }
  }
}

/** A person's payments with every step. */
export const paymentsExport = async (db: Db, vault: Vault, personId: string) =>
  shownPayments(db, vault, await paymentsOf(db, personId))

/** What a person owes or owed the city, and every attempt to pay it. */
export const chargesExport = async (db: Db, personId: string) => {
  const rows = await db
    .selectFrom('ledger_charge')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const receipts = await db
    .selectFrom('ledger_receipt')
    .selectAll()
    .where('charge_id', 'in', ids)
    .orderBy('opened_at')
    .execute()
  const kept = await db.selectFrom('ledger_deduction').selectAll().where('charge_id', 'in', ids).execute()
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    why: row.why,
    parts: row.parts,
    amountFen: row.amount_fen,
    dueOn: row.due_on,
    state: row.state,
    paidOn: row.paid_on,
    lateSince: row.late_on,
    receipts: receipts
      .filter(({ charge_id }) => charge_id === row.id)
      .map(({ way, state, received_fen, outside_no, happened_on }) => ({
        way,
        state,
        receivedFen: received_fen,
        number: outside_no,
        on: happened_on,
      })),
    kept: kept
      .filter(({ charge_id }) => charge_id === row.id)
      .map(({ amount_fen, why, kept_on }) => ({ amountFen: amount_fen, why, on: kept_on })),
  }))
}

/** Every version of the account a person gave, the newest first. */
export const accountsExport = async (db: Db, vault: Vault, personId: string) =>
  (await accountsOf(db, personId)).map((row) => ({
    givenAt: row.given_at.toISOString(),
    ...openAccount(vault, row),
  }))

/** What the bank answered to a person's orders. */
export const bankLinesExport = async (db: Db, vault: Vault, personId: string) =>
  (
    await db
      .selectFrom('ledger_return_line')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('id')
      .execute()
  ).map((row) => ({
    result: row.result,
    amountFen: row.amount_fen,
    on: row.happened_on,
    bankSays: bankWords.open(vault, row.id, row.bank_words),
  }))

/** To whom orders went is not kept of who is gone; of those the bank has not answered it still is. */
export const forgetPayees = async (db: Db, personId: string): Promise<void> => {
  await db
    .updateTable('ledger_order')
    .set({ payee: null })
    .where('person_id', '=', personId)
    .where('state', '<>', 'sent')
    .execute()
}

/**
 * A person who deletes their account: what was not sent to the bank is cancelled, and the budget gets it back. What is
 * under way ends by the bank's answer, and with it goes the copy of where it was sent.
 */
export const eraseOwn = async (db: Db, personId: string, now: Date): Promise<void> => {
  const open = await db
    .selectFrom('ledger_payment')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['approved', 'budgeted', 'returned'])
    .orderBy('id')
    .execute()
  const ids = open.map(({ id }) => id)
  await holdRunsOf(db, ids)
  const held = await holdPayments(db, ids)
  await cancelHeld(
    { db, now },
    held.filter(({ state }) => ['approved', 'budgeted', 'returned'].includes(state)),
  )
  await forgetPayees(db, personId)
  await tellOfClaims(db, personId, now)
}

/** What they still owe stays owed: the office hears of it, since nobody can be reminded any more. */
const tellOfClaims = async (db: Db, personId: string, now: Date): Promise<void> => {
  const { count, fen } = await db
    .selectFrom('ledger_charge')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<string | null>('amount_fen').as('fen')])
    .where('person_id', '=', personId)
    .where('state', '=', 'due')
    .executeTakeFirstOrThrow()
  if (Number(count) > 0) await emit(db, now, 'charges.left', { count: Number(count), fen: Number(fen) })
}
