import { joined, type Feature } from '../core/feature'
import { foldTotals } from './balances'
import { chargeReactions } from './charge-reactions'
import { chargeHandlers } from './charge-routes'
import type { ReceivingDeps } from './deps'
import { markLate } from './late'
import { markChargesLate } from './late-charges'
import { warnOfMonthEnd } from './month-end'
import { accountsExport, bankLinesExport, chargesExport, eraseOwn, paymentsExport } from './own-data'
import { ledgerReactions } from './reactions'
import { askAboutPayments, giveBackPayments } from './reconcile'
import { workReturns } from './returns'
import { ledgerHandlers } from './routes'
import { paidFigures } from './totals'

/**
 * Money that people are owed: accounts, bookings, budgets, payment runs, the bank's answers, public totals. And what
 * they owe: charges, receipts, deposits.
 */
export const ledger = (deps: ReceivingDeps): Feature => ({
  name: 'ledger',
  handlers: { ...ledgerHandlers(deps), ...chargeHandlers(deps) },
  reactions: joined(ledgerReactions(deps), chargeReactions(deps)),
  figures: paidFigures,
  chores: [
    { everyMs: 2_000, run: () => foldTotals(deps.db) },
    { everyMs: 2_000, run: (now) => workReturns(deps, now) },
    { everyMs: 60_000, run: (now) => markLate(deps, now) },
    { everyMs: 60_000, run: (now) => markChargesLate(deps, now) },
    { everyMs: 15_000, run: (now) => askAboutPayments(deps, now) },
    { everyMs: 15_000, run: (now) => giveBackPayments(deps, now) },
    { everyMs: 600_000, run: (now) => warnOfMonthEnd(deps, now) },
  ],
  people: {
    tables: {
      ledger_payment: {
        of: ['person_id'],
        sealed: ['returned_because'],
        exported: 'payments',
        onErase: 'sealed',
      },
      ledger_booking: {
        through: { column: 'payment_id', table: 'ledger_payment' },
        exported: 'payments',
        onErase: { stays: 'the books must be kept (会计法 23); they hold no personal words' },
      },
      ledger_entry: {
        through: { column: 'payment_id', table: 'ledger_payment' },
        exported: 'payments',
        onErase: { stays: 'the books must be kept (会计法 23); they hold no personal words' },
      },
      ledger_charge: {
        of: ['person_id'],
        exported: 'charges',
        onErase: { stays: 'the books must be kept (会计法 23); they hold no personal words' },
      },
      ledger_receipt: {
        through: { column: 'charge_id', table: 'ledger_charge' },
        by: ['recorded_by', 'confirmed_by'],
        exported: 'charges',
        onErase: { stays: 'that money was received is kept; it holds no personal words' },
      },
      ledger_write_off: {
        by: ['asked_by', 'agreed_by'],
        exported: { not: 'speaks of a claim against somebody whose account is gone already' },
        onErase: { stays: 'who gave a claim up, and why, is kept with the books' },
      },
      ledger_deduction: {
        through: { column: 'charge_id', table: 'ledger_charge' },
        exported: 'charges',
        onErase: { stays: 'what was kept of a deposit stays in the books, without the person' },
      },
      ledger_bank_account: {
        of: ['person_id'],
        sealed: ['payee_name', 'bank_name', 'number'],
        exported: 'bankAccounts',
        onErase: 'sealed',
      },
      ledger_order: {
        of: ['person_id'],
        sealed: ['payee'],
        exported: 'payments',
        onErase: { stays: 'that it was sent is kept; where to is erased, once the bank has answered' },
      },
      ledger_return_line: {
        of: ['person_id'],
        by: ['settled_by'],
        sealed: ['bank_words'],
        exported: 'bankLines',
        onErase: 'sealed',
      },
      ledger_return: {
        by: ['uploaded_by'],
        exported: { not: 'a file of the bank, handed in by an officer' },
        onErase: { stays: 'that it was imported is on record' },
      },
      ledger_run: {
        by: ['created_by', 'released_by'],
        exported: { not: 'a batch of the office; each person finds their own order under payments' },
        onErase: { stays: 'who made and released it is on record' },
      },
      ledger_budget: {
        by: ['changed_by'],
        exported: { not: 'a budget, which is nobody’s' },
        onErase: { stays: 'who set it is on record' },
      },
    },
    exports: {
      payments: (db, personId) => paymentsExport(db, deps.vault, personId),
      charges: (db, personId) => chargesExport(db, personId),
      bankAccounts: (db, personId) => accountsExport(db, deps.vault, personId),
      bankLines: (db, personId) => bankLinesExport(db, deps.vault, personId),
    },
    erase: eraseOwn,
  },
})
