import { Type, type Static } from '@sinclair/typebox'
import { chargeKinds, chargeStates, chargeViews, receiptStates, receiptWays } from './charge-vocabulary'
import {
  Closed,
  Count,
  Day,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  defineRoutes,
} from './route'

const Fen = Type.Integer({ description: 'Whole fen.' })
const ChargeNumber = Type.String({ description: '`SK-20261126-000007`' })

/** An attempt to pay a charge, or money that came for it, as its person sees it. */
export const OwnReceipt = Closed(
  {
    way: OneOf(receiptWays),
    state: OneOf(receiptStates),
    receivedFen: Nullable(Fen),
    number: Nullable(Type.String({ description: 'Of WeChat Pay, of the bank, of the receipt book.' })),
    on: Nullable(Day),
    because: Nullable(Type.String({ description: 'Why it goes back, or was not taken.' })),
  },
  'OwnReceipt',
)
export type OwnReceipt = Static<typeof OwnReceipt>

/** What somebody owes the city, as they see it. `words` say what is certain, and nothing beyond. */
export const Charge = Closed(
  {
    id: Id,
    number: ChargeNumber,
    kind: OneOf(chargeKinds),
    why: Type.String(),
    amountFen: Fen,
    parts: Type.Array(Closed({ words: Type.String(), amountFen: Fen }), {
      description: 'How it was computed; adds up to the amount. Empty: there was nothing to compute.',
    }),
    dueOn: Day,
    lateSince: Nullable(Day),
    state: OneOf(chargeStates),
    words: Type.String(),
    paidOn: Nullable(Day),
    cancelledBecause: Nullable(Type.String()),
    heldFen: Nullable(Type.Integer({ description: 'Of a paid deposit: how much is still held.' })),
    kept: Type.Array(Closed({ amountFen: Fen, why: Type.String(), on: Day }), {
      description: 'What was kept of a deposit.',
    }),
    mayPay: Type.Boolean(),
    confirming: Type.Boolean({ description: 'A payment was begun, and what came of it is not known yet.' }),
    receipts: Type.Array(OwnReceipt),
  },
  'Charge',
)
export type Charge = Static<typeof Charge>

/** What the client pays with; null: it was paid meanwhile, there is nothing to do. */
export const Prepaid = Closed(
  {
    jsapi: Nullable(
      Closed({
        timeStamp: Type.String(),
        nonceStr: Type.String(),
        package: Type.String(),
        signType: OneOf(['RSA']),
        paySign: Type.String(),
      }),
    ),
    url: Nullable(Type.String({ description: 'In a browser: where to go to pay.' })),
  },
  'Prepaid',
)
export type Prepaid = Static<typeof Prepaid>

/** Money that came or was tried, as the office sees it. */
export const Receipt = Closed(
  {
    id: Id,
    tradeNo: Type.String(),
    way: OneOf(receiptWays),
    state: OneOf(receiptStates),
    amountFen: Fen,
    receivedFen: Nullable(Fen),
    outsideNo: Nullable(Type.String()),
    on: Nullable(Day),
    openedAt: Moment,
    because: Nullable(Type.String()),
    recordedByMe: Type.Boolean(),
    tries: Count,
  },
  'Receipt',
)
export type Receipt = Static<typeof Receipt>

/** A charge as the office sees it: without who owes it. */
export const ChargeItem = Closed(
  {
    id: Id,
    number: ChargeNumber,
    kind: OneOf(chargeKinds),
    why: Type.String(),
    amountFen: Fen,
    parts: Type.Array(Closed({ words: Type.String(), amountFen: Fen })),
    dueOn: Day,
    lateSince: Nullable(Day),
    state: OneOf(chargeStates),
    paidOn: Nullable(Day),
    cancelledBecause: Nullable(Type.String()),
    heldFen: Nullable(Fen),
    receipts: Type.Array(Receipt),
    accountGone: Type.Boolean({ description: 'Whoever owes it has deleted their account.' }),
    /** That it is to be given up, or was. */
    writeOff: Nullable(
      Closed({ why: Type.String(), askedOn: Day, askedByMe: Type.Boolean(), agreedOn: Nullable(Day) }),
    ),
  },
  'ChargeItem',
)
export type ChargeItem = Static<typeof ChargeItem>

const own = { who: ['holder'], rows: 'own' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const charge = Closed({ charge: Id })
const receipt = Closed({ receipt: Id })

/** What people owe the city: their own bills, how they pay, and the office's work on it. */
export const chargeRoutes = defineRoutes({
  'GET /me/charges': {
    summary: 'What the caller owes and owed the city, newest first; with what is due in all',
    access: own,
    query: PageQuery,
    status: 200,
    reply: Closed({
      ...PageOf(Charge).properties,
      dueFen: Fen,
      lateFen: Fen,
      heldFen: Type.Integer({ description: 'Deposits of the caller that are held.' }),
    }),
    problems: [],
  },
  'GET /me/charges/:charge': {
    summary: 'One charge of the caller, how it was computed, and what was paid for it',
    access: own,
    params: charge,
    status: 200,
    reply: Charge,
    problems: [],
  },
  'POST /me/charges/:charge/payment': {
    summary:
      'Begin to pay a charge. Again: the payment that was begun. It is paid once the payment service says so, not before',
    access: own,
    params: charge,
    body: Closed({ from: OneOf(['mini-program', 'browser']) }),
    status: 200,
    reply: Closed({ charge: Charge, pay: Nullable(Prepaid) }),
    problems: ['charge-not-open', 'payment-unavailable'],
    idempotent: true,
  },
  'POST /payments/notifications': {
    summary:
      'What the payment service tells of a payment. Its signature is checked before anything else; the same twice is done once',
    access: { who: 'anyone' },
    body: Type.String({ maxLength: 16_384, description: 'As the service sent and signed it.' }),
    asSent: true,
    status: 204,
    problems: ['signature-refused'],
  },
  'GET /ledger/charges': {
    summary: 'Charges, newest first, of one view or by the beginning of their number; with the sums of all',
    access: lead,
    query: Closed({
      ...PageQuery.properties,
      view: Type.Optional(OneOf(chargeViews)),
      kind: Type.Optional(OneOf(chargeKinds)),
      number: Type.Optional(Type.String({ minLength: 1, maxLength: 30, format: 'line' })),
    }),
    status: 200,
    reply: Closed({
      ...PageOf(ChargeItem).properties,
      sums: Closed({
        dueFen: Fen,
        lateFen: Fen,
        receivedFen: Fen,
        heldFen: Fen,
        toReturnFen: Fen,
        recorded: Count,
        hanging: Count,
        toReturn: Count,
        unclear: Count,
        gone: Count,
      }),
    }),
    problems: [],
  },
  'GET /ledger/charges/:charge': {
    summary: 'One charge with every attempt to pay it',
    access: lead,
    params: charge,
    status: 200,
    reply: ChargeItem,
    problems: [],
  },
  'POST /ledger/charges/:charge/receipts': {
    summary:
      'Record that a charge was paid by bank transfer or at the desk, whole, under the number of the transfer or of the receipt. It counts once a second officer has confirmed it',
    access: lead,
    params: charge,
    body: Closed({ way: OneOf(['transfer', 'desk']), number: Line(40, 4), on: Day }),
    status: 201,
    reply: ChargeItem,
    problems: ['charge-not-open', 'receipt-known'],
    idempotent: 'anew',
  },
  'POST /ledger/charges/:charge/write-off': {
    summary:
      'Ask that a charge be given up whose person has deleted their account. It counts once a second officer agrees',
    access: lead,
    params: charge,
    body: Closed({ why: Line(200, 4) }),
    status: 201,
    reply: ChargeItem,
    problems: ['charge-not-open', 'event-not-allowed'],
    idempotent: 'anew',
  },
  'POST /ledger/charges/:charge/write-off/agreement': {
    summary: 'Agree that a charge is given up, as another officer asked',
    access: lead,
    params: charge,
    status: 200,
    reply: ChargeItem,
    problems: ['charge-not-open', 'event-not-allowed', 'two-person-rule'],
  },
  'POST /ledger/charges/:charge/write-off/refusal': {
    summary: 'Do not give a charge up, with the reason: collecting goes on',
    access: lead,
    params: charge,
    body: Closed({ why: Line(200, 4) }),
    status: 200,
    reply: ChargeItem,
    problems: ['event-not-allowed'],
  },
  'POST /ledger/receipts/:receipt/confirmation': {
    summary: 'Confirm what another officer recorded: the charge is paid',
    access: lead,
    params: receipt,
    status: 200,
    reply: ChargeItem,
    problems: ['event-not-allowed', 'two-person-rule'],
  },
  'POST /ledger/receipts/:receipt/refusal': {
    summary:
      'Take back what was recorded and not confirmed, with the reason; or say of one that a person had to look at that nothing came by it',
    access: lead,
    params: receipt,
    body: Closed({ why: Line(200, 4) }),
    status: 200,
    reply: ChargeItem,
    problems: ['event-not-allowed'],
  },
})
