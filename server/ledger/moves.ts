import type { PaymentState } from '@jucai/contract/ledger-vocabulary'
import type { Db } from '../core/db'
import { emitEach } from '../core/outbox'
import { book, noLongerLate, sourceAccount, transfer, type Booking } from './booking'
import type { Plain } from './deps'
import type { PaymentRow } from './tables'

/** A payment as other rooms hear of it. */
export interface PaymentMoved {
  paymentId: string
  personId: string
  scheme: string
  /** As the room that owes it named it. */
  reference: string
  state: PaymentState
}
declare module '../core/outbox' {
  interface Events {
    'payment.moved': PaymentMoved
  }
}

/** One step of one payment. */
export interface Move {
  payment: PaymentRow
  /** The key of the act; with `act` it happens once. */
  key: string
  on: string
}

const dayMs = 86_400_000
/** Days that a person waited: from the approval, or from when it fell due; none for what came before. */
const waited = ({ approved_on: approved, counts_from: from }: PaymentRow, paidOn: string): number =>
  Math.max(0, (Date.parse(paidOn) - Date.parse(from ?? approved)) / dayMs)

/** What ends lateness: being paid or cancelled. */
const endsLate = (to: PaymentState): boolean => to === 'paid' || to === 'cancelled'

const bookingOf = (act: string, to: PaymentState, { payment, key, on }: Move): Booking => {
  if (payment.state === 'cancelled') throw new Error('a cancelled payment does not move')
  const isLate = payment.late_on !== null && payment.state !== 'paid'
  const counts = payment.from_charge === null && (to === 'paid' || payment.state === 'paid')
  return {
    act,
    source: act,
    externalId: key,
    paymentId: payment.id,
    happenedOn: on,
    entries: [
      ...transfer(payment, payment.state, to === 'cancelled' ? sourceAccount(payment) : to),
      ...(isLate && endsLate(to) ? noLongerLate(payment) : []),
    ],
    waitDays: counts ? waited(payment, on) : null,
  }
}

/**
 * Moves payments, which the caller holds, to one state: bookings, rows and events.
 * @param act what happened, and the source of the bookings' keys
 * @throws Error when one of the acts is booked already: whoever holds the row knows better
 */
export const movePayments = async (
  { db, now }: Plain,
  act: string,
  to: PaymentState,
  moves: readonly Move[],
): Promise<void> => {
  if (moves.length === 0) return
  const written = await book(
    db,
    now,
    moves.map((move) => bookingOf(act, to, move)),
  )
  if (written.size !== moves.length) throw new Error(`${act} is booked already`)
  await setState(
    db,
    moves.map(({ payment }) => payment.id),
    to,
  )
  await emitEach(
    db,
    now,
    'payment.moved',
    moves.map(({ payment }) => ({
      paymentId: payment.id,
      personId: payment.person_id,
      scheme: payment.scheme,
      reference: payment.reference,
      state: to,
    })),
  )
}

const setState = async (db: Db, ids: readonly string[], state: PaymentState): Promise<void> => {
  await db.updateTable('ledger_payment').set({ state }).where('id', 'in', ids).execute()
}

/** A payment back from paid: the bank returned it afterwards. The days it had waited no longer count. */
export const unpay = async (
  { db, now }: Plain,
  moves: readonly (Move & { paidOn: string })[],
): Promise<void> => {
  for (const { payment, key, on, paidOn } of moves) {
    const written = await book(db, now, [
      {
        ...bookingOf('unpay', 'returned', { payment, key, on }),
        waitDays: payment.from_charge === null ? waited(payment, paidOn) : null,
      },
    ])
    if (written.size !== 1) throw new Error('unpay is booked already')
    await db
      .updateTable('ledger_payment')
      .set({ state: 'returned', late_on: null }) // late anew, if it is: the chore looks at it again
      .where('id', '=', payment.id)
      .execute()
    await emitEach(db, now, 'payment.moved', [
      {
        paymentId: payment.id,
        personId: payment.person_id,
        scheme: payment.scheme,
        reference: payment.reference,
        state: 'returned',
      },
    ])
  }
}

/** Payments held until the transaction ends, in one order so that two acts never wait for each other. */
export const holdPayments = (db: Db, ids: readonly string[]): Promise<PaymentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('ledger_payment').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()

/** How often each of these payments was reopened; one that never was is not among them. */
export const timesReopened = async (db: Db, ids: readonly string[]): Promise<Map<string, number>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('ledger_booking')
            .select(({ fn }) => ['payment_id', fn.countAll<number>().as('times')])
            .where('payment_id', 'in', ids)
            .where('act', '=', 'reopen')
            .groupBy('payment_id')
            .execute()
        ).map(({ payment_id, times }) => [payment_id ?? '', Number(times)]),
      )
