import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { confirmReceipt, recordReceipt, refuseReceipt } from './by-hand'
import type { ReceivingDeps } from './deps'
import { beginPayment } from './pay'
import { receive } from './receive'
import { agreeWriteOff, askWriteOff, refuseWriteOff } from './write-off'
import { chargePage, ownCharge, ownCharges, showCharge } from './show-charges'

/** Reads rows and what stands beside them as of one moment: a charge is never shown due beside its receipt. */
const atOneMoment = <T>({ db }: ReceivingDeps, read: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/** What people owe the city, how they pay it, and the office's work on it. */
export const chargeHandlers = (deps: ReceivingDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /me/charges': ({ actor, now }, { query }) =>
      atOneMoment(deps, (tx) => ownCharges(tx, actor.personId, query, now)),
    'GET /me/charges/:charge': ({ actor, now }, { params }) =>
      atOneMoment(deps, (tx) => ownCharge(tx, actor.personId, params.charge, now)),
    'POST /me/charges/:charge/payment': {
      ask: ({ params, body }, { actor, now, sourceAddress }) =>
        beginPayment(deps, now, {
          personId: actor.personId,
          chargeId: params.charge,
          from: body.from,
          address: sourceAddress,
        }),
    },
    'POST /payments/notifications': {
      ask: async ({ body }, { headers, now }) => {
        const trade = await deps.payments.read({ text: body, headers }, now)
        if (!trade) throw problem('signature-refused')
        return async (call) => {
          // a number that nobody gave out: told again until somebody looks at it
          if (!(await receive(call, trade))) throw problem('not-found')
        }
      },
    },
    'GET /ledger/charges': ({ now, actor }, { query }) =>
      atOneMoment(deps, (db) => chargePage({ db, now, callerId: actor.personId }, query)),
    'GET /ledger/charges/:charge': ({ actor }, { params }) =>
      atOneMoment(deps, (tx) => showCharge(tx, params.charge, actor.personId)),
    'POST /ledger/charges/:charge/receipts': {
      run: (call, { params, body }) => recordReceipt(by(call), params.charge, body),
      again: ({ db, actor }, { params }) => showCharge(db, params.charge, actor.personId),
    },
    'POST /ledger/charges/:charge/write-off': {
      run: (call, { params, body }) => askWriteOff(by(call), params.charge, body.why),
      again: ({ db, actor }, { params }) => showCharge(db, params.charge, actor.personId),
    },
    'POST /ledger/charges/:charge/write-off/agreement': (call, { params }) =>
      agreeWriteOff(by(call), params.charge),
    'POST /ledger/charges/:charge/write-off/refusal': (call, { params, body }) =>
      refuseWriteOff(by(call), params.charge, body.why),
    'POST /ledger/receipts/:receipt/confirmation': (call, { params }) =>
      confirmReceipt(by(call), params.receipt),
    'POST /ledger/receipts/:receipt/refusal': (call, { params, body }) =>
      refuseReceipt(by(call), params.receipt, body.why),
  }
}
