import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Prepaid } from '../core/ports'
import { problem } from '../core/problem'
import type { ReceivingDeps } from './deps'
import { holdReceipt } from './receive'
import { lookAt } from './reconcile'
import { ownCharge } from './show-charges'
import type { ChargeRow, ReceiptRow } from './tables'

/** How long a payment may be finished that was begun. */
const payableMs = 15 * 60_000
/** So much of it has to be left for it to be handed out again. */
const leastMs = 60_000

/** Who begins to pay what, and where. */
export interface Begun {
  personId: string
  chargeId: string
  from: 'mini-program' | 'browser'
  address: string
}

const notOpen = (detail: string) => problem('charge-not-open', { detail })

/** The charge of this person, held and due. @throws Problem not-found, charge-not-open */
const holdDue = async (tx: Db, { personId, chargeId }: Begun): Promise<ChargeRow> => {
  const row = await tx
    .selectFrom('ledger_charge')
    .selectAll()
    .where('id', '=', chargeId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  if (row.state === 'cancelled' || row.state === 'written-off') throw notOpen('这笔费用已经取消，不用支付')
  if (row.state === 'paid') throw notOpen('这笔费用已经付清，不用再付')
  return row
}

const underWay = (tx: Db, chargeId: string): Promise<ReceiptRow | undefined> =>
  tx
    .selectFrom('ledger_receipt')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .where('state', 'in', ['asked', 'open', 'recorded', 'unclear'])
    .orderBy(sql`state = 'unclear'`, 'desc') // as long as a person has to look, nothing else goes on
    .executeTakeFirst()

/** Numbers of trades count from 1 for each charge. */
export const nextTradeNo = async (tx: Db, charge: ChargeRow): Promise<string> => {
  const { count } = await tx
    .selectFrom('ledger_receipt')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('charge_id', '=', charge.id)
    .executeTakeFirstOrThrow()
  return `${charge.number}-${Number(count) + 1}`
}

const insertAsked = async (tx: Db, now: Date, charge: ChargeRow): Promise<ReceiptRow> => {
  const row: ReceiptRow = {
    id: uuidv7(),
    charge_id: charge.id,
    way: 'wechat',
    trade_no: await nextTradeNo(tx, charge),
    state: 'asked',
    amount_fen: charge.amount_fen,
    received_fen: null,
    prepaid: null,
    expires_at: new Date(now.getTime() + payableMs),
    outside_no: null,
    happened_on: null,
    opened_at: now,
    looked_at: now,
    tries: 0,
    because: null,
    recorded_by: null,
    confirmed_by: null,
    ended_at: null,
  }
  await tx.insertInto('ledger_receipt').values(row).execute()
  return row
}

const fits = ({ prepaid, expires_at: expires }: ReceiptRow, { from }: Begun, now: Date): boolean =>
  expires !== null &&
  expires.getTime() - now.getTime() >= leastMs &&
  (prepaid === null || (prepaid.jsapi !== null) === (from === 'mini-program'))

interface Opening {
  charge: ChargeRow
  receipt: ReceiptRow
  openId: string | null
  /** It has run out, or was begun elsewhere: it is closed before another is begun. */
  isStale: boolean
}

/** The attempt that goes on, or a new one: on record before the payment service hears of it. */
const openOne = (deps: ReceivingDeps, now: Date, begun: Begun): Promise<Opening> =>
  deps.db.transaction().execute(async (tx) => {
    const charge = await holdDue(tx, begun)
    const openId = begun.from === 'mini-program' ? await deps.openIdOf(tx, begun.personId) : null
    if (begun.from === 'mini-program' && openId === null)
      throw notOpen('这个账号还没有绑定微信。请先在“我的”里用微信登录一次，或在浏览器里打开支付')
    const known = await underWay(tx, charge.id)
    if (known?.state === 'recorded')
      throw notOpen('窗口已经登记了这笔收款，正在等另一位工作人员复核，请不要再付一次')
    if (known?.state === 'unclear')
      throw notOpen('这笔费用有一次付款的交易号和另一笔相同，人才办正在核对，请先不要再付。付了的不会丢')
    const receipt = known ?? (await insertAsked(tx, now, charge))
    return { charge, receipt, openId, isStale: known !== undefined && !fits(receipt, begun, now) }
  })

/** Writes down that it may be paid; what is known of it by then stays. @returns what the phone pays with, null once paid */
const keepPrepaid = async (tx: Db, receiptId: string, prepaid: Prepaid): Promise<Prepaid | null> => {
  const held = await holdReceipt(tx, { id: receiptId })
  if (!held || held.charge.state === 'paid') return null
  if (held.charge.state === 'cancelled' || held.charge.state === 'written-off')
    throw notOpen('这笔费用刚刚取消了，不用支付')
  if (held.receipt.state !== 'asked' && held.receipt.state !== 'open')
    throw notOpen('这次支付没有成功，请重新发起')
  await tx
    .updateTable('ledger_receipt')
    .set({ state: 'open', prepaid: JSON.stringify(prepaid) as unknown as Prepaid })
    .where('id', '=', receiptId)
    .execute()
  return prepaid
}

/**
 * Begins to pay a charge, before any transaction of the request is open. The same again goes on with the payment that
 * was begun, so that nobody pays twice by pressing twice.
 * @throws Problem not-found, charge-not-open, payment-unavailable
 */
export const beginPayment = async (deps: ReceivingDeps, now: Date, begun: Begun) => {
  let opening = await openOne(deps, now, begun)
  if (opening.isStale) {
    await lookAt(deps, now, opening.receipt, 'close')
    opening = await openOne(deps, now, begun)
  }
  const { charge, receipt, openId } = opening
  const prepaid =
    receipt.prepaid ??
    (await deps.payments.prepay({
      tradeNo: receipt.trade_no,
      amountFen: receipt.amount_fen,
      what: charge.why.slice(0, 40),
      expiresAt: receipt.expires_at as Date,
      openId,
      address: begun.address,
    }))
  return async ({ db }: { db: Db }) => {
    const pay = await keepPrepaid(db, receipt.id, prepaid)
    return { charge: await ownCharge(db, begun.personId, begun.chargeId, now), pay }
  }
}
