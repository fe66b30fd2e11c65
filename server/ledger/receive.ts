import { yuanText } from '@jucai/contract/ledger-rules'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { Trade } from '../core/ports'
import { takeTurns } from '../core/turns'
import { book } from './booking'
import { chargeTransfer, holdCharge } from './charges'
import type { Plain } from './deps'
import type { ChargeRow, ReceiptRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** Money came that was not owed, or not so much; it goes back. */
    'charge.overpaid': { receiptId: string }
    /** The payment service names a transaction that stands under another receipt. */
    'receipt.unclear': { receiptId: string }
    /** An officer says that what was recorded, or had to be looked at, did not come; its person was told to wait. */
    'receipt.refused': { receiptId: string; reference: string }
    /** And it has gone back. */
    'receipt.returned': { receiptId: string }
  }
}

/** What the payment service says was paid. */
export type PaidTrade = Pick<
  Extract<Trade, { state: 'paid' }>,
  'tradeNo' | 'amountFen' | 'outsideNo' | 'paidAt'
>

/** What becomes of money that came: it pays the charge, it goes back, or it is known already. */
export type Fate = { as: 'paid' } | { as: 'known' } | { as: 'to-return'; because: string }

const isSettled = ({ state }: Pick<ReceiptRow, 'state'>): boolean =>
  state === 'paid' || state === 'to-return' || state === 'returned' || state === 'unclear'

/** Decides it. Pure: the rows are as they stand while they are held. */
export const fateOf = (
  charge: Pick<ChargeRow, 'state' | 'amount_fen'>,
  receipt: Pick<ReceiptRow, 'state'>,
  receivedFen: number,
): Fate => {
  if (isSettled(receipt)) return { as: 'known' }
  if (receivedFen !== charge.amount_fen)
    return {
      as: 'to-return',
      because: `收到 ${yuanText(receivedFen)} 元，与应付的 ${yuanText(charge.amount_fen)} 元不同`,
    }
  if (charge.state === 'cancelled') return { as: 'to-return', because: '这笔费用在付款以前已经取消' }
  if (charge.state === 'written-off') return { as: 'to-return', because: '这笔费用在付款以前已经核销' }
  if (charge.state === 'paid') return { as: 'to-return', because: '这笔费用已经付过一次' }
  return { as: 'paid' }
}

/** A receipt with its charge, both held until the transaction ends; the charge first, as everybody does. */
export const holdReceipt = async (
  db: Db,
  by: { id: string } | { tradeNo: string },
): Promise<{ charge: ChargeRow; receipt: ReceiptRow } | null> => {
  const found = db
    .selectFrom('ledger_receipt')
    .selectAll()
    .$if('id' in by, (query) => query.where('id', '=', (by as { id: string }).id))
    .$if('tradeNo' in by, (query) => query.where('trade_no', '=', (by as { tradeNo: string }).tradeNo))
  const known = await found.executeTakeFirst()
  const charge = known && (await holdCharge(db, known.charge_id))
  const receipt = charge && (await found.forUpdate().executeTakeFirst())
  return receipt ? { charge, receipt } : null
}

/** The charge is paid by this receipt; whatever else was begun for it cannot pay it any more. */
export const settleCharge = async (
  { db, now }: Plain,
  charge: ChargeRow,
  receipt: Pick<ReceiptRow, 'id'>,
  on: string,
): Promise<void> => {
  await db
    .updateTable('ledger_receipt')
    .set({ state: 'closed', prepaid: null, because: '这笔费用已由另一次支付付清', ended_at: now })
    .where('charge_id', '=', charge.id)
    .where('id', '<>', receipt.id)
    .where('state', 'in', ['asked', 'open', 'recorded'])
    .execute()
  await book(db, now, [
    {
      act: 'receive',
      source: 'receive',
      externalId: receipt.id,
      chargeId: charge.id,
      happenedOn: on,
      entries: chargeTransfer(charge, charge.amount_fen, [
        'receivable',
        charge.kind === 'deposit' ? 'deposit-held' : 'received',
      ]),
    },
  ])
  await db
    .updateTable('ledger_charge')
    .set({ state: 'paid', paid_on: on })
    .where('id', '=', charge.id)
    .execute()
  // What was to be given up has come after all.
  await db
    .deleteFrom('ledger_write_off')
    .where('charge_id', '=', charge.id)
    .where('agreed_by', 'is', null)
    .execute()
  await emit(db, now, 'charge.paid', { chargeId: charge.id, reference: charge.reference })
}

const keepToReturn = async (
  { db, now }: Plain,
  charge: ChargeRow,
  receipt: ReceiptRow,
  fen: number,
  on: string,
) => {
  await book(db, now, [
    {
      act: 'receive-unasked',
      source: 'receive-unasked',
      externalId: receipt.id,
      chargeId: charge.id,
      happenedOn: on,
      entries: chargeTransfer(charge, fen, ['unasked', 'to-return']),
    },
  ])
  await emit(db, now, 'charge.overpaid', { receiptId: receipt.id })
}

/** Another receipt that this transaction stands under already; nobody can add one until the transaction at hand ends. */
const otherUnder = async (db: Db, { id, way }: ReceiptRow, outsideNo: string) => {
  await takeTurns(db, `ledger-receipt:${way}:${outsideNo}`)
  return db
    .selectFrom('ledger_receipt')
    .select('trade_no')
    .where('way', '=', way)
    .where('outside_no', '=', outsideNo)
    .where('id', '<>', id)
    .where('state', 'in', ['paid', 'to-return', 'returned'])
    .executeTakeFirst()
}

/**
 * One transaction cannot have paid two trades: somebody has to look. It counts nowhere, nothing goes back, and nobody
 * is asked to pay again until then.
 */
const keepUnclear = async (
  { db, now }: Plain,
  receipt: ReceiptRow,
  trade: PaidTrade,
  otherTradeNo: string,
): Promise<void> => {
  // A person has looked at this very one: told again, it is known.
  if (receipt.state === 'closed' && receipt.outside_no === trade.outsideNo) return
  await db
    .updateTable('ledger_receipt')
    .set({
      state: 'unclear',
      received_fen: trade.amountFen,
      outside_no: trade.outsideNo,
      happened_on: dayOf(trade.paidAt < now ? trade.paidAt : now),
      looked_at: now,
      prepaid: null,
      because: `微信支付的交易号 ${trade.outsideNo} 已经记在支付编号 ${otherTradeNo} 上，一个交易号只能付一笔`,
      ended_at: now,
    })
    .where('id', '=', receipt.id)
    .execute()
  await emit(db, now, 'receipt.unclear', { receiptId: receipt.id })
}

/**
 * Takes what the payment service says was paid, once: it pays its charge, or waits to go back; or, where its transaction
 * stands under another receipt, for a person to look. The moment is the service's, unless it lies in the future.
 * @returns false when no receipt has this number
 */
export const receive = async (work: Plain, trade: PaidTrade): Promise<boolean> => {
  const { db, now } = work
  const held = await holdReceipt(db, { tradeNo: trade.tradeNo })
  if (!held) return false
  const { charge, receipt } = held
  const fate = fateOf(charge, receipt, trade.amountFen)
  if (fate.as === 'known') return true
  const other = await otherUnder(db, receipt, trade.outsideNo)
  if (other) {
    await keepUnclear(work, receipt, trade, other.trade_no)
    return true
  }
  const on = dayOf(trade.paidAt < now ? trade.paidAt : now)
  if (fate.as === 'paid') await settleCharge(work, charge, receipt, on)
  await db
    .updateTable('ledger_receipt')
    .set({
      state: fate.as,
      received_fen: trade.amountFen,
      outside_no: trade.outsideNo,
      happened_on: on,
      looked_at: now,
      prepaid: null,
      because: fate.as === 'to-return' ? fate.because : null,
      tries: 0,
      ended_at: now,
    })
    .where('id', '=', receipt.id)
    .execute()
  if (fate.as === 'to-return') await keepToReturn(work, charge, receipt, trade.amountFen, on)
  return true
}

/** What was received and not owed has gone back the way it came. Again: nothing. */
export const markReturned = async ({ db, now }: Plain, receiptId: string): Promise<void> => {
  const held = await holdReceipt(db, { id: receiptId })
  if (held?.receipt.state !== 'to-return') return
  const { charge, receipt } = held
  await book(db, now, [
    {
      act: 'give-back',
      source: 'give-back',
      externalId: receipt.id,
      chargeId: charge.id,
      happenedOn: dayOf(now),
      entries: chargeTransfer(charge, receipt.received_fen as number, ['to-return', 'unasked']),
    },
  ])
  await db
    .updateTable('ledger_receipt')
    .set({ state: 'returned', ended_at: now, looked_at: now })
    .where('id', '=', receipt.id)
    .execute()
  await emit(db, now, 'receipt.returned', { receiptId: receipt.id })
}
