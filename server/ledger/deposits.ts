import { depositScheme } from '@jucai/contract/charge-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { book, transfer } from './booking'
import { chargeTransfer, heldOf, holdChargeUnder, inAccount } from './charges'
import type { Plain } from './deps'
import { insertPayment, needsAccount, paymentsUnder } from './owe'
import type { ChargeRow, PaymentRow } from './tables'

/** What is called the scheme under which deposits go back; no budget stands behind it. */
const title = '青年公寓押金退还'

/** Part of a deposit that goes somewhere. */
interface OfDeposit {
  /** Of the deposit's charge. */
  reference: string
  amountFen: number
  /** As its person reads it. Nothing personal. */
  why: string
  /** What tells this one from others of the same deposit; the same twice is one. */
  key?: string
}

const tooSmall = (row: ChargeRow, heldFen: number, amountFen: number) =>
  problem('deposit-too-small', {
    detail: `“${row.why}”（${row.number}）还保管着 ${yuanText(heldFen)} 元，这一笔要 ${yuanText(amountFen)} 元。请核对退还和扣除的金额`,
  })

/** The deposit, held, of which so much is there. @throws Problem not-found, event-not-allowed, deposit-too-small */
const holdDeposit = async (db: Db, { reference, amountFen }: OfDeposit): Promise<ChargeRow> => {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1) throw new RangeError('an amount is whole fen')
  const row = await holdChargeUnder(db, reference)
  if (row.kind !== 'deposit')
    throw problem('event-not-allowed', {
      detail: `“${row.why}”（${row.number}）不是押金，不能从里面退还或扣除`,
    })
  return row
}
const mustHold = async (db: Db, row: ChargeRow, amountFen: number): Promise<void> => {
  const heldFen = (await heldOf(db, [row.id])).get(row.id) ?? 0
  if (heldFen < amountFen) throw tooSmall(row, heldFen, amountFen)
}

/** The scheme has a name from the first refund of a year on; its budget is nothing, and stays so. */
const nameScheme = async ({ db, now }: Plain, year: number): Promise<void> => {
  await db
    .insertInto('ledger_budget')
    .values({
      scheme: depositScheme,
      year,
      title,
      version: 1,
      changed_at: now,
      changed_by: null,
      warned_80_at: null,
      warned_100_at: null,
    })
    .onConflict((conflict) => conflict.columns(['scheme', 'year']).doNothing())
    .execute()
}

const keyed = ({ reference, key }: OfDeposit): string =>
  key === undefined ? reference : `${reference}:${key}`

/** What goes back of a deposit. */
export interface Refund extends OfDeposit {
  toPersonId: string
  /** The last day on which it is to be there; absent: none was promised. */
  promisedOn?: string
}

const refundRow = (now: Date, row: ChargeRow, wanted: Refund): PaymentRow => ({
  id: uuidv7(),
  person_id: wanted.toPersonId,
  scheme: depositScheme,
  year: Number(dayOf(now).slice(0, 4)),
  reference: keyed(wanted),
  why: wanted.why,
  amount_fen: wanted.amountFen,
  approved_on: dayOf(now),
  counts_from: null,
  promised_on: wanted.promisedOn ?? null,
  state: 'approved',
  late_on: null,
  returned_because: null,
  created_at: now,
  from_charge: row.id,
})

/**
 * Gives back of a deposit: a payment under the scheme `flat-deposit`, which goes to its person's account by the runs.
 * What is held pays it, no budget. Cancelled, it is held again. The same again answers the payment that stands there.
 * @returns the payment's id
 * @throws Problem not-found (no such deposit, or the person has no account any more), event-not-allowed (no deposit, or
 * the same act with another amount or person, or cancelled), deposit-too-small
 */
export const refund = async (work: Plain, wanted: Refund): Promise<string> => {
  return refundFrom(work, await holdDeposit(work.db, wanted), wanted)
}

const refundFrom = async (work: Plain, deposit: ChargeRow, wanted: Refund): Promise<string> => {
  const { db, now } = work
  const [known] = await paymentsUnder(db, depositScheme, [keyed(wanted)])
  if (known) {
    if (
      known.amount_fen === wanted.amountFen &&
      known.person_id === wanted.toPersonId &&
      known.state !== 'cancelled'
    )
      return known.id
    throw problem('event-not-allowed', {
      detail: `“${known.why}”已经登记过 ${yuanText(known.amount_fen)} 元的退还${known.state === 'cancelled' ? '，后来取消了' : ''}，不能再登记。请先核对那一笔`,
    })
  }
  await mustHold(db, deposit, wanted.amountFen)
  if (!(await stillThere(db, wanted.toPersonId))) throw problem('not-found')
  const row = refundRow(now, deposit, wanted)
  await nameScheme(work, row.year)
  if (await needsAccount(db, row.person_id))
    await emit(db, now, 'account.needed', { personId: row.person_id, paymentId: row.id })
  await insertPayment(db, row)
  await book(db, now, [
    {
      act: 'refund',
      source: 'refund',
      externalId: row.id,
      paymentId: row.id,
      chargeId: deposit.id,
      happenedOn: row.approved_on,
      entries: transfer(row, 'deposit-held', 'approved'),
    },
  ])
  return row.id
}

/**
 * Keeps part of a deposit: it is income from then on. The same again: nothing.
 * @throws Problem not-found, event-not-allowed (no deposit, or the same act with another amount), deposit-too-small
 */
export const deduct = async ({ db, now }: Plain, wanted: OfDeposit): Promise<void> => {
  const deposit = await holdDeposit(db, wanted)
  const key = wanted.key ?? ''
  const known = await deductedUnder(db, deposit.id, key)
  if (known !== undefined && known !== wanted.amountFen)
    throw problem('event-not-allowed', {
      detail: `“${deposit.why}”（${deposit.number}）已经扣除过 ${yuanText(known)} 元，不能再按另一个金额登记同一项`,
    })
  if (known !== undefined) return
  await mustHold(db, deposit, wanted.amountFen)
  await db
    .insertInto('ledger_deduction')
    .values({
      charge_id: deposit.id,
      key,
      amount_fen: wanted.amountFen,
      why: wanted.why,
      kept_on: dayOf(now),
    })
    .execute()
  await book(db, now, [
    {
      act: 'deduct',
      source: 'deduct',
      externalId: `${deposit.id}:${key}`,
      chargeId: deposit.id,
      happenedOn: dayOf(now),
      entries: chargeTransfer(deposit, wanted.amountFen, ['deposit-held', 'received']),
    },
  ])
}

const deductedUnder = async (db: Db, chargeId: string, key: string): Promise<number | undefined> =>
  (
    await db
      .selectFrom('ledger_deduction')
      .select('amount_fen')
      .where('charge_id', '=', chargeId)
      .where('key', '=', key)
      .executeTakeFirst()
  )?.amount_fen

/**
 * Gives back of any charge that was paid. Of a deposit as {@link refund}; of rent, what turned out not to be owed is
 * held for its person from then on, and goes back as a deposit does. The same again answers the payment that stands there.
 * @param wanted `key` tells it from others of the same charge
 * @returns the payment's id
 * @throws Problem not-found, event-not-allowed (more than was paid and did not go back yet), deposit-too-small
 */
export const giveBack = async (work: Plain, wanted: Refund & { key: string }): Promise<string> => {
  const { db, now } = work
  const row = await holdChargeUnder(db, wanted.reference)
  if (row.kind === 'deposit') return refund(work, wanted)
  if (!Number.isSafeInteger(wanted.amountFen) || wanted.amountFen < 1)
    throw new RangeError('an amount is whole fen')
  const [known] = await paymentsUnder(db, depositScheme, [keyed(wanted)])
  if (!known) {
    // All that went back before counts, under whichever key: the charge is held, so nothing comes between.
    const leftFen = (await inAccount(db, 'received', [row.id])).get(row.id) ?? 0
    if (wanted.amountFen > leftFen)
      throw problem('event-not-allowed', {
        detail: `“${row.why}”（${row.number}）收到的钱里还能退 ${yuanText(leftFen)} 元，不能退 ${yuanText(wanted.amountFen)} 元。请核对金额`,
      })
    await book(db, now, [
      {
        act: 'unearn',
        source: 'unearn',
        externalId: `${row.id}:${wanted.key}`,
        chargeId: row.id,
        happenedOn: dayOf(now),
        entries: chargeTransfer(row, wanted.amountFen, ['received', 'deposit-held']),
      },
    ])
  }
  return refundFrom(work, row, wanted)
}

/** How much of what somebody paid is on its way back to them, and not there yet. */
export const goingBackFen = async (db: Db, personId: string): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('ledger_payment')
        .select(({ fn }) => fn.sum<string | null>('amount_fen').as('fen'))
        .where('person_id', '=', personId)
        .where('from_charge', 'is not', null)
        .where('state', 'in', ['approved', 'budgeted', 'submitted', 'returned'])
        .executeTakeFirstOrThrow()
    ).fen ?? 0,
  )
