import type { ReceiptState } from '@jucai/contract/charge-vocabulary'
import type { ChargeItem } from '@jucai/contract/charges'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { holdCharge } from './charges'
import type { OfficeWork } from './deps'
import { nextTradeNo } from './pay'
import { holdReceipt, settleCharge } from './receive'
import { showCharge } from './show-charges'
import type { ChargeRow, ReceiptRow } from './tables'

/** What was taken by hand: the whole charge. */
export interface ByHand {
  way: 'transfer' | 'desk'
  /** Of the transfer, or of the page of the receipt book. */
  number: string
  on: string
}

const onRecord = ({ now, actor }: OfficeWork, action: string, charge: ChargeRow, detail: object) => ({
  at: now,
  actorId: actor.personId,
  actorRole: 'lead',
  action,
  object: `charge:${charge.id}`,
  personId: charge.person_id,
  detail: { what: `经办你的账单 ${charge.number} 的收款`, ...detail },
})

const notOpenWords: Partial<Record<ChargeRow['state'], string>> = {
  paid: '这笔费用已经收到，不能再登记。多交的请当面退还',
  cancelled: '这笔费用已经取消，不能收款。已经收下的请当面退还',
  'written-off': '这笔费用已经核销，不能再收。已经收下的请当面退还',
}

/** @throws Problem charge-not-open when it is over, or something is under way for it */
export const mustBeFree = async ({ db, now }: OfficeWork, charge: ChargeRow): Promise<void> => {
  const words = notOpenWords[charge.state]
  if (words) throw problem('charge-not-open', { detail: words })
  const open = await db
    .selectFrom('ledger_receipt')
    .select(['state', 'expires_at'])
    .where('charge_id', '=', charge.id)
    .where('state', 'in', ['asked', 'open', 'recorded', 'unclear'])
    .orderBy(sql`state = 'unclear'`, 'desc')
    .executeTakeFirst()
  if (open?.state === 'unclear')
    throw problem('charge-not-open', {
      detail: '这笔费用有一次付款的交易号和另一笔相同。请先在支付商户平台核对，在“要核对”里写明结论，再登记',
    })
  if (open?.state === 'recorded')
    throw problem('charge-not-open', { detail: '这笔费用已经登记过收款，正在等另一位负责人复核' })
  if (open)
    throw problem('charge-not-open', {
      detail: `本人正在手机上支付，还没有结果。请让本人在手机上完成，或等 ${Math.max(1, Math.ceil(((open.expires_at ?? now).getTime() - now.getTime()) / 60_000) + 5)} 分钟，这次支付关闭后再登记`,
    })
}

const mustBeNew = async ({ db }: OfficeWork, { way, number }: ByHand): Promise<void> => {
  await takeTurns(db, `ledger-receipt:${way}:${number}`)
  const known = await db
    .selectFrom('ledger_receipt as receipt')
    .innerJoin('ledger_charge as charge', 'charge.id', 'receipt.charge_id')
    .select('charge.number')
    .where('receipt.way', '=', way)
    .where('receipt.outside_no', '=', number)
    .where('receipt.state', 'in', ['recorded', 'paid', 'to-return', 'returned'])
    .executeTakeFirst()
  if (known)
    throw problem('receipt-known', {
      detail: `${way === 'desk' ? '收据' : '转账流水'}号 ${number} 已经登记在 ${known.number} 上。请核对号码；一张收据只能用一次`,
    })
}

/**
 * Records that a charge was paid by hand, whole. It counts once another officer has confirmed it.
 * @throws Problem not-found, charge-not-open, receipt-known, invalid-request for a day to come
 */
export const recordReceipt = async (
  work: OfficeWork,
  chargeId: string,
  given: ByHand,
): Promise<ChargeItem> => {
  const { db, now, actor } = work
  const charge = await holdCharge(db, chargeId)
  if (!charge) throw problem('not-found')
  if (given.on > dayOf(now))
    throw problem('invalid-request', { errors: [{ pointer: '/on', detail: '收款日期不能晚于今天' }] })
  await mustBeFree(work, charge)
  await mustBeNew(work, given)
  const row: ReceiptRow = {
    id: uuidv7(),
    charge_id: charge.id,
    way: given.way,
    trade_no: await nextTradeNo(db, charge),
    state: 'recorded',
    amount_fen: charge.amount_fen,
    received_fen: charge.amount_fen,
    prepaid: null,
    expires_at: null,
    outside_no: given.number,
    happened_on: given.on,
    opened_at: now,
    looked_at: now,
    tries: 0,
    because: null,
    recorded_by: actor.personId,
    confirmed_by: null,
    ended_at: null,
  }
  await db.insertInto('ledger_receipt').values(row).execute()
  await audit(
    db,
    onRecord(work, 'receipt.recorded', charge, { way: given.way, number: given.number, why: '登记收款' }),
  )
  return showCharge(db, charge.id, actor.personId)
}

/** A receipt that waits for an officer, with its charge, held. @throws Problem not-found, event-not-allowed */
const holdWaiting = async ({ db }: OfficeWork, id: string, waiting: readonly ReceiptState[]) => {
  const held = await holdReceipt(db, { id })
  if (!held) throw problem('not-found')
  if (!waiting.includes(held.receipt.state))
    throw problem('event-not-allowed', {
      detail:
        held.receipt.state === 'paid'
          ? '这笔收款已经复核过'
          : held.receipt.because
            ? `这次登记已经作废：${held.receipt.because}`
            : '这不是一笔等待复核的收款',
    })
  return held
}

/**
 * Confirms what another officer recorded: the charge is paid.
 * @throws Problem not-found, event-not-allowed, two-person-rule
 */
export const confirmReceipt = async (work: OfficeWork, id: string): Promise<ChargeItem> => {
  const { db, now, actor } = work
  const { charge, receipt } = await holdWaiting(work, id, ['recorded'])
  if (receipt.recorded_by === actor.personId)
    throw problem('two-person-rule', { detail: '登记和复核要由两个人办理，请另一位负责人核对收据后复核' })
  const words = notOpenWords[charge.state]
  if (words) throw problem('event-not-allowed', { detail: words })
  await settleCharge(work, charge, receipt, receipt.happened_on as string)
  await db
    .updateTable('ledger_receipt')
    .set({ state: 'paid', confirmed_by: actor.personId, ended_at: now })
    .where('id', '=', receipt.id)
    .execute()
  await audit(
    db,
    onRecord(work, 'receipt.confirmed', charge, { number: receipt.outside_no, why: '复核收款' }),
  )
  return showCharge(db, charge.id, actor.personId)
}

/**
 * Takes back what was recorded and not confirmed; or says what came of one that a person had to look at: it was not paid.
 * What was paid after all is recorded then like any transfer.
 * @throws Problem not-found, event-not-allowed
 */
export const refuseReceipt = async (work: OfficeWork, id: string, why: string): Promise<ChargeItem> => {
  const { db, now, actor } = work
  const { charge, receipt } = await holdWaiting(work, id, ['recorded', 'unclear'])
  await db
    .updateTable('ledger_receipt')
    .set({ state: 'closed', because: why, ended_at: now, received_fen: null })
    .where('id', '=', receipt.id)
    .execute()
  await emit(db, now, 'receipt.refused', { receiptId: receipt.id, reference: charge.reference })
  await audit(db, onRecord(work, 'receipt.refused', charge, { number: receipt.outside_no, why }))
  return showCharge(db, charge.id, actor.personId)
}
