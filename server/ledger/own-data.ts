import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { accountsOf, openAccount } from './bank-accounts'
import { holdPayments } from './moves'
import { cancelHeld } from './owe'
import { holdRunsOf } from './run-rows'
import { paymentsOf, shownPayments } from './show'
import { bankWords } from './tables'

/** A person's payments with every step. */
export const paymentsExport = async (db: Db, vault: Vault, personId: string) =>
  shownPayments(db, vault, await paymentsOf(db, personId))

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
}
