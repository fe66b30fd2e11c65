import { sql } from 'kysely'
import { Problem } from '../core/problem'
import { peopleWithRole } from '../accounts'
import { yuanText } from '@jucai/contract/ledger-rules'
import { notify } from '../notifications'
import type { ReceivingDeps } from './deps'
import { holdReceipt, markReturned, receive } from './receive'
import type { ReceiptRow } from './tables'

/** A payment of which nothing was heard for so long is asked about. */
export const hangingMs = 5 * 60_000
const atOnce = 50

const markLooked = (deps: ReceivingDeps, now: Date, { id }: Pick<ReceiptRow, 'id'>, isTry: boolean) =>
  deps.db
    .updateTable('ledger_receipt')
    .set(({ eb }) => ({ looked_at: now, ...(isTry ? { tries: eb('tries', '+', 1) } : {}) }))
    .where('id', '=', id)
    .execute()

const markClosed = (deps: ReceivingDeps, now: Date, id: string) =>
  deps.db.transaction().execute(async (tx) => {
    const held = await holdReceipt(tx, { id })
    if (held?.receipt.state !== 'asked' && held?.receipt.state !== 'open') return
    await tx
      .updateTable('ledger_receipt')
      .set({ state: 'closed', prepaid: null, looked_at: now, ended_at: now })
      .where('id', '=', id)
      .execute()
  })

/**
 * Asks the payment service what became of an attempt, and books it when it was paid. With `close` it is closed there
 * first, and asked about after that: what was paid in between counts.
 * @throws Problem payment-unavailable
 */
export const lookAt = async (
  deps: ReceivingDeps,
  now: Date,
  receipt: Pick<ReceiptRow, 'id' | 'trade_no'>,
  how: 'look' | 'close',
): Promise<void> => {
  if (how === 'close') await deps.payments.close(receipt.trade_no)
  const trade = await deps.payments.query(receipt.trade_no)
  if (trade.state === 'paid') await deps.db.transaction().execute((tx) => receive({ db: tx, now }, trade))
  else if (how === 'close' || trade.state === 'closed') await markClosed(deps, now, receipt.id)
  else await markLooked(deps, now, receipt, false)
}

/** Attempts of which nothing was heard, and those whose charge cannot be paid any more. */
const hanging = (deps: ReceivingDeps, now: Date) =>
  deps.db
    .selectFrom('ledger_receipt as receipt')
    .innerJoin('ledger_charge as charge', 'charge.id', 'receipt.charge_id')
    .select(['receipt.id', 'receipt.trade_no', 'receipt.expires_at', 'charge.state as charge_state'])
    .where('receipt.state', 'in', ['asked', 'open'])
    .where(({ eb, or }) =>
      or([
        eb('receipt.looked_at', '<=', new Date(now.getTime() - hangingMs)),
        eb('charge.state', '<>', 'due'),
      ]),
    )
    .orderBy('receipt.looked_at')
    .limit(atOnce)
    .execute()

/** Runs an act that asks outside; one that could not be answered is put off and hinders nobody else. */
const trying = async (
  deps: ReceivingDeps,
  now: Date,
  receipt: Pick<ReceiptRow, 'id'>,
  act: () => Promise<unknown>,
) => {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'payment-unavailable') throw error
    deps.failed?.(error.code)
    await markLooked(deps, now, receipt, true)
  }
}

/** Asks about payments that hang. @returns how many were asked about */
export const askAboutPayments = async (deps: ReceivingDeps, now: Date): Promise<number> => {
  const rows = await hanging(deps, now)
  for (const row of rows) {
    const isOver = row.charge_state !== 'due' || (row.expires_at !== null && row.expires_at <= now)
    await trying(deps, now, row, () => lookAt(deps, now, row, isOver ? 'close' : 'look'))
  }
  return rows.length
}

const triesUntilTold = 5
const tellLeads = (deps: ReceivingDeps, now: Date, row: ReceiptRow) =>
  deps.db.transaction().execute(async (tx) => {
    for (const personId of await peopleWithRole(tx, 'lead'))
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'payment',
        title: '有一笔多收的款退不回去',
        body: `支付编号 ${row.trade_no}，多收 ${yuanText(row.received_fen as number)} 元，试了 ${triesUntilTold} 次没有退成。系统会继续试；请同时在支付商户平台核对，并在审核台“收款”的“待退回”里看。`,
        deskLink: '/charges?view=to-return',
      })
  })

const giveBack = async (deps: ReceivingDeps, now: Date, row: ReceiptRow): Promise<void> => {
  const fen = row.received_fen as number
  const outcome = await deps.payments.refund({
    tradeNo: row.trade_no,
    refundNo: `${row.trade_no}-R`,
    amountFen: fen,
    totalFen: fen,
    why: row.because ?? '多收的款',
  })
  if (outcome === 'done') await deps.db.transaction().execute((tx) => markReturned({ db: tx, now }, row.id))
  else await markLooked(deps, now, row, true)
}

/** Gives back what was received and not owed: at once, and then after 1, 2, 4 … 60 minutes. @returns how many were tried */
export const giveBackPayments = async (deps: ReceivingDeps, now: Date): Promise<number> => {
  const rows = await deps.db
    .selectFrom('ledger_receipt')
    .selectAll()
    .where('state', '=', 'to-return')
    .where(
      sql<boolean>`(tries = 0 or looked_at + interval '1 minute' * least(60, power(2, tries - 1)) <= ${now}::timestamptz)`,
    )
    .orderBy('looked_at')
    .limit(atOnce)
    .execute()
  for (const row of rows) {
    await trying(deps, now, row, () => giveBack(deps, now, row))
    if (row.tries + 1 === triesUntilTold) await tellLeads(deps, now, row)
  }
  return rows.length
}
