import type {
  BatchFormat,
  ImportState,
  LineResult,
  LineState,
  LineVerdict,
  OrderState,
  PaymentState,
  RunState,
  Settlement,
} from '@jucai/contract/ledger-vocabulary'
import type {
  ChargeKind,
  ChargePart,
  ChargeState,
  ReceiptState,
  ReceiptWay,
} from '@jucai/contract/charge-vocabulary'
import type { Vault } from '../core/encryption'
import type { Prepaid } from '../core/ports'

/** An account of the ledger, beside its scheme and year. */
export type AccountKind =
  | 'appropriated'
  | 'available'
  | Exclude<PaymentState, 'cancelled'>
  | 'overdue'
  | 'overdue-memo'
  | 'suspense'
  | 'unexplained'
  | 'charged'
  | 'receivable'
  | 'received'
  | 'deposit-held'
  | 'unasked'
  | 'to-return'
  | 'written-off'

interface LedgerPaymentTable {
  id: string
  person_id: string
  scheme: string
  year: number
  reference: string
  why: string
  amount_fen: number
  approved_on: string
  counts_from: string | null
  promised_on: string | null
  state: PaymentState
  late_on: string | null
  returned_because: Buffer | null
  created_at: Date
  /** The deposit that it gives back; null: a budget pays it. */
  from_charge: string | null
}
interface LedgerBookingTable {
  id: string
  act: string
  source: string
  external_id: string
  payment_id: string | null
  happened_on: string
  recorded_at: Date
  reverses: string | null
  wait_days: number | null
  charge_id: string | null
}
interface LedgerEntryTable {
  booking_id: string
  line: number
  account: AccountKind
  scheme: string
  year: number
  payment_id: string | null
  charge_id: string | null
  amount_fen: number
}
interface LedgerUnsummedTable {
  booking_id: string
}
interface LedgerTotalTable {
  account: AccountKind
  scheme: string
  year: number
  month: string
  amount_fen: string
}
interface LedgerWaitTable {
  scheme: string
  month: string
  days: number
  payments: number
}
interface LedgerMedianTable {
  scheme: string
  month: string
  days: number
  payments: number
}
interface LedgerBudgetTable {
  scheme: string
  year: number
  title: string
  version: number
  changed_at: Date
  changed_by: string | null
  warned_80_at: Date | null
  warned_100_at: Date | null
}
interface LedgerBankAccountTable {
  id: string
  person_id: string
  payee_name: Buffer | null
  bank_name: Buffer | null
  number: Buffer | null
  given_at: Date
}
interface LedgerRunTable {
  id: string
  number: string
  scheme: string
  year: number
  format: BatchFormat
  state: RunState
  version: number
  left_out: unknown
  created_by: string
  created_at: Date
  released_by: string | null
  released_at: Date | null
  checksum: string | null
  order_count: number | null
  total_fen: number | null
  withdrawn_because: string | null
}
interface LedgerOrderTable {
  id: string
  run_id: string
  sequence: number
  payment_id: string
  person_id: string
  account_id: string
  payee: Buffer | null
  amount_fen: number
  state: OrderState
}
interface LedgerReturnTable {
  id: string
  file_name: string
  file_hash: string
  state: ImportState
  refused_because: string | null
  stored_as: string | null
  file_key: string | null
  uploaded_by: string
  uploaded_at: Date
  committed_at: Date | null
  taken_at: Date | null
  attempts: number
  /** When leads were told that it cannot be booked. */
  told_at: Date | null
}
interface LedgerMonthWarningTable {
  /** The first day of the month at whose end leads were told. */
  month: string
  /** Of what. */
  kind: 'suspense' | 'to-return' | 'unclear'
  told_at: Date
}
/** What leads are told of at a month's end. */
export type MonthWarning = LedgerMonthWarningTable['kind']
interface LedgerReturnLineTable {
  id: string
  return_id: string
  row_number: number
  run_number: string | null
  sequence: number | null
  result: LineResult | null
  amount_fen: number | null
  last_four: string | null
  happened_on: string | null
  order_id: string | null
  person_id: string | null
  bank_words: Buffer | null
  verdict: LineVerdict
  fault: string | null
  state: LineState
  settled_as: Settlement | null
  settled_because: string | null
  settled_by: string | null
  settled_at: Date | null
  explanation: string | null
  /** Of a repeated line: what it would be by itself. */
  alone: LineVerdict | null
  again_on: string | null
}
interface LedgerChargeTable {
  id: string
  number: string
  person_id: string
  reference: string
  kind: ChargeKind
  /** Of the day on which it is due. */
  year: number
  amount_fen: number
  why: string
  parts: ChargePart[]
  due_on: string
  state: ChargeState
  late_on: string | null
  cancelled_because: string | null
  paid_on: string | null
  created_at: Date
}
interface LedgerReceiptTable {
  id: string
  charge_id: string
  way: ReceiptWay
  trade_no: string
  state: ReceiptState
  amount_fen: number
  received_fen: number | null
  prepaid: Prepaid | null
  expires_at: Date | null
  outside_no: string | null
  happened_on: string | null
  opened_at: Date
  looked_at: Date
  tries: number
  because: string | null
  recorded_by: string | null
  confirmed_by: string | null
  ended_at: Date | null
}
interface LedgerWriteOffTable {
  charge_id: string
  why: string
  asked_by: string
  asked_at: Date
  agreed_by: string | null
  agreed_at: Date | null
}
interface LedgerDeductionTable {
  charge_id: string
  key: string
  amount_fen: number
  why: string
  kept_on: string
}
declare module '../core/db' {
  interface Database {
    ledger_charge: LedgerChargeTable
    ledger_deduction: LedgerDeductionTable
    ledger_receipt: LedgerReceiptTable
    ledger_payment: LedgerPaymentTable
    ledger_booking: LedgerBookingTable
    ledger_entry: LedgerEntryTable
    ledger_unsummed: LedgerUnsummedTable
    ledger_total: LedgerTotalTable
    ledger_wait: LedgerWaitTable
    ledger_median: LedgerMedianTable
    ledger_budget: LedgerBudgetTable
    ledger_bank_account: LedgerBankAccountTable
    ledger_run: LedgerRunTable
    ledger_order: LedgerOrderTable
    ledger_return: LedgerReturnTable
    ledger_return_line: LedgerReturnLineTable
    ledger_month_warning: LedgerMonthWarningTable
    ledger_write_off: LedgerWriteOffTable
  }
}

/** A payment as it is kept. */
export type PaymentRow = LedgerPaymentTable
/** A charge as it is kept. */
export type ChargeRow = LedgerChargeTable
/** An attempt to pay a charge as it is kept. */
export type ReceiptRow = LedgerReceiptTable
/** That a charge is to be written off, or was. */
export type WriteOffRow = LedgerWriteOffTable
/** A budget as it is kept; its amount is a balance. */
export type BudgetRow = LedgerBudgetTable
/** A version of somebody's account as it is kept. */
export type BankAccountRow = LedgerBankAccountTable
/** A run as it is kept. */
export type RunRow = LedgerRunTable
/** An order as it is kept. */
export type OrderRow = LedgerOrderTable
/** An import as it is kept. */
export type ReturnRow = LedgerReturnTable
/** A line of the bank as it is kept. */
export type LineRow = LedgerReturnLineTable

/** A short text that is kept sealed in a column of a row. */
export interface SealedColumn {
  seal(vault: Vault, id: string, text: string): Buffer
  open(vault: Vault, id: string, sealed: Buffer | null): string | null
}
const sealedColumn = (column: string): SealedColumn => ({
  seal: (vault, id, text) => vault.encrypt(text, `${column}:${id}`),
  open: (vault, id, sealed) => sealed && vault.decrypt(sealed, `${column}:${id}`),
})
/** Why the bank returned a payment. */
export const returnedBecause = sealedColumn('ledger_payment.returned_because')
/** What the bank says of a line. */
export const bankWords = sealedColumn('ledger_return_line.bank_words')
/** To whom an order went, as JSON of {@link Payee}. */
export const orderPayee = sealedColumn('ledger_order.payee')

/** Whom and where an order pays. */
export interface Payee {
  name: string
  bank: string
  number: string
}
