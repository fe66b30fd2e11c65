import { charge, type Charged } from '../../server/ledger'
import type { SentNotification } from '../../server/core/ports'
import { askAboutPayments, giveBackPayments } from '../../server/ledger/reconcile'
import type { Harness, Visitor } from '../harness'
import { ledgerDeps } from './world'

let references = 0
/** Charges somebody, as a room that decided it does. */
export const chargeTo = async (
  { db, clock }: Pick<Harness, 'db' | 'clock'>,
  personId: string,
  wanted: Partial<Charged> = {},
): Promise<{ id: string; reference: string }> => {
  const reference = wanted.reference ?? `lease:test:${(references += 1)}:rent`
  const id = await db.transaction().execute((tx) =>
    charge(
      { db: tx, now: clock.now() },
      {
        personId,
        reference,
        kind: 'rent',
        amountFen: 150_000,
        why: '租金，2026 年 12 月',
        dueOn: '2026-12-05',
        ...wanted,
      },
    ),
  )
  return { id, reference }
}

/** One lead records that a charge was paid at the desk, another confirms it. */
export const paidByHand = async (
  [first, second]: readonly [Visitor, Visitor],
  chargeId: string,
  number = `SJ-${chargeId.slice(-12)}`,
) => {
  const recorded = await first.call('POST /ledger/charges/:charge/receipts', {
    params: { charge: chargeId },
    body: { way: 'desk', number, on: '2026-11-21' },
  })
  return second.call('POST /ledger/receipts/:receipt/confirmation', {
    params: { receipt: recorded.receipts.at(-1)?.id as string },
  })
}

/** What the chores of receiving work with in tests. */
export const receivingDeps = (harness: Pick<Harness, 'db' | 'storage' | 'payments'>) => ({
  ...ledgerDeps(harness),
  payments: harness.payments,
  openIdOf: async () => null,
})

/** Begins to pay in a browser. @returns the number of the trade */
export const begin = async (person: Visitor, chargeId: string): Promise<string> => {
  const { pay } = await person.call('POST /me/charges/:charge/payment', {
    params: { charge: chargeId },
    body: { from: 'browser' },
  })
  return pay?.url?.split('/').at(-1) as string
}

/** Delivers a notification as the payment service does. @returns the status */
export const deliver = async (harness: Pick<Harness, 'app'>, { text, headers }: SentNotification) =>
  (
    await harness.app.http.inject({
      method: 'POST',
      url: '/api/payments/notifications',
      payload: text,
      headers,
    })
  ).statusCode

/** Asks about what hangs, gives back what goes back, and tells everybody. */
export const workPayments = async (harness: Harness): Promise<void> => {
  await askAboutPayments(receivingDeps(harness), harness.clock.now())
  await giveBackPayments(receivingDeps(harness), harness.clock.now())
  await harness.app.worker.drain()
}
