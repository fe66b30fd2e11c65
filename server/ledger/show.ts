import type { OwnPayments, Payment, PaymentItem } from '@jucai/contract/ledger'
import { maskedAccount } from '@jucai/contract/ledger-rules'
import { paymentStateWords, type PaymentState, type PaymentStep } from '@jucai/contract/ledger-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { newestAccounts, ownAccount } from './bank-accounts'
import { newestRuns, payeeOf } from './run-rows'
import { bankWords, returnedBecause, type PaymentRow } from './tables'

/** What schemes are called, by code; one without a budget is called by its code. */
export const titlesOf = async (
  db: Db,
  rows: readonly { scheme: string }[],
): Promise<(scheme: string) => string> => {
  const schemes = [...new Set(rows.map(({ scheme }) => scheme))]
  const found =
    schemes.length === 0
      ? []
      : await db
          .selectFrom('ledger_budget')
          .select(['scheme', 'title'])
          .where('scheme', 'in', schemes)
          .orderBy('year')
          .execute()
  const titles = new Map(found.map(({ scheme, title }) => [scheme, title]))
  return (scheme) => titles.get(scheme) ?? scheme
}

/** The page of the mini-program that shows its person one payment. */
export const linkToPayment = (paymentId: string): string => `/ledger/payment/index?id=${paymentId}`

const stepOfAct: Readonly<Record<string, PaymentStep>> = {
  owe: 'approved',
  refund: 'approved',
  reopen: 'approved',
  allot: 'budgeted',
  submit: 'submitted',
  pay: 'paid',
  return: 'returned',
  unpay: 'returned',
  correct: 'corrected',
  cancel: 'cancelled',
}

/** What the bank said of orders that it returned: of each attempt its own words, also after a later one. */
const reasonsOf = async (
  db: Db,
  vault: Vault,
  orderIds: readonly string[],
): Promise<Map<string, string | null>> => {
  if (orderIds.length === 0) return new Map()
  const lines = await db
    .selectFrom('ledger_return_line')
    .select(['id', 'order_id', 'bank_words'])
    .where('order_id', 'in', orderIds)
    .where(({ eb, and, or }) =>
      or([
        and([eb('state', '=', 'booked'), eb('result', '=', 'returned')]),
        and([eb('state', '=', 'settled'), eb('settled_as', '=', 'returned')]),
      ]),
    )
    .orderBy('id')
    .execute()
  return new Map(lines.map((line) => [line.order_id ?? '', bankWords.open(vault, line.id, line.bank_words)]))
}

/** What happened to these payments, oldest first, with the account that each order went to. */
const stepsOf = async (db: Db, vault: Vault, paymentIds: readonly string[]) => {
  if (paymentIds.length === 0) return []
  const bookings = await db
    .selectFrom('ledger_booking')
    .select(['payment_id', 'act', 'external_id', 'happened_on', 'recorded_at'])
    .where('payment_id', 'in', paymentIds)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  const orders = await db
    .selectFrom('ledger_order')
    .select(['id', 'payee'])
    .where('payment_id', 'in', paymentIds)
    .execute()
  const numbers = new Map(
    orders.map((order) => {
      const payee = payeeOf(vault, order)
      return [order.id, payee ? maskedAccount(payee.number) : null]
    }),
  )
  const reasons = await reasonsOf(
    db,
    vault,
    orders.map(({ id }) => id),
  )
  return bookings.flatMap((row) => {
    const step = stepOfAct[row.act]
    const order = row.external_id.split(':')[0] ?? ''
    return step
      ? [
          {
            paymentId: row.payment_id as string,
            step,
            on: row.happened_on,
            recordedAt: row.recorded_at.toISOString(),
            account: numbers.get(order) ?? null,
            because: step === 'returned' ? (reasons.get(order) ?? null) : null,
          },
        ]
      : []
  })
}

/** What is certain of a payment: without an account no run takes it. */
const wordsOf = ({ state, from_charge }: PaymentRow, hasAccount: boolean): string => {
  const approved = from_charge === null ? '已经批准，预算已留出' : '押金已经核定退还'
  if (!hasAccount && (state === 'approved' || state === 'budgeted'))
    return `${state === 'approved' ? approved : '已列入用款计划'}。你还没有填写收款账户，填好以后才能付款。`
  return state === 'approved' ? `${approved}，还没有安排付款。` : paymentStateWords[state]
}

/** Payments as their person sees them. */
export const shownPayments = async (
  db: Db,
  vault: Vault,
  rows: readonly PaymentRow[],
): Promise<Payment[]> => {
  const titles = await titlesOf(db, rows)
  const steps = await stepsOf(
    db,
    vault,
    rows.map(({ id }) => id),
  )
  const accounts = await newestAccounts(
    db,
    rows.map((row) => row.person_id),
  )
  return rows.map((row) => ({
    id: row.id,
    scheme: row.scheme,
    schemeTitle: titles(row.scheme),
    why: row.why,
    amountFen: row.amount_fen,
    state: row.state,
    words: wordsOf(row, accounts.has(row.person_id)),
    approvedOn: row.approved_on,
    promisedOn: row.promised_on,
    lateSince: row.late_on,
    returnedBecause:
      row.state === 'returned' ? returnedBecause.open(vault, row.id, row.returned_because) : null,
    steps: steps.filter(({ paymentId }) => paymentId === row.id).map(({ paymentId: _, ...step }) => step),
  }))
}

/** All payments of a person, newest first. */
export const paymentsOf = (db: Db, personId: string): Promise<PaymentRow[]> =>
  newest(db).where('person_id', '=', personId).execute()

const newest = (db: Db) =>
  db.selectFrom('ledger_payment').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')

const owing: readonly PaymentState[] = ['approved', 'budgeted', 'submitted', 'returned']

/** What is to come, the soonest promise first; what has none last. */
const nextOf = (db: Db, personId: string) =>
  db
    .selectFrom('ledger_payment')
    .select(['id', 'amount_fen', 'promised_on'])
    .where('person_id', '=', personId)
    .where('state', 'in', owing)
    .orderBy('promised_on')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

const sumsOf = async (db: Db, personId: string) => {
  const rows = await db
    .selectFrom('ledger_payment')
    .select(({ fn }) => ['state', fn.sum<string>('amount_fen').as('fen')])
    .where('person_id', '=', personId)
    .groupBy('state')
    .execute()
  const fen = (states: readonly PaymentState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + Number(row.fen), 0)
  return { paidFen: fen(['paid']), owedFen: fen(owing), returnedFen: fen(['returned']) }
}

/** What a person was paid, is owed and gets next, with a page of their payments. */
export const ownPayments = async (
  db: Db,
  vault: Vault,
  personId: string,
  { after, limit = 20 }: PageRequest,
): Promise<OwnPayments> => {
  const from = placeOf(after)
  const rows = await newest(db)
    .where('person_id', '=', personId)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
    .execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  const [{ paidFen, owedFen, returnedFen }, next, account] = [
    await sumsOf(db, personId),
    await nextOf(db, personId),
    await ownAccount(db, vault, personId),
  ]
  return {
    items: await shownPayments(db, vault, page.items),
    next: page.next,
    paidFen,
    owedFen,
    comingNext: next ? { payment: next.id, amountFen: next.amount_fen, promisedOn: next.promised_on } : null,
    account,
    needsAccount: (owedFen > 0 && account === null) || returnedFen > 0,
  }
}

/** What a person is owed and was paid, for rooms that show it beside their own. */
export const owedTo = async (
  db: Db,
  personId: string,
): Promise<
  {
    id: string
    scheme: string
    reference: string
    amountFen: number
    state: PaymentState
    promisedOn: string | null
    lateSince: string | null
    /** What is certain of it. */
    words: string
  }[]
> => {
  const hasAccount = (await newestAccounts(db, [personId])).size > 0
  return (await paymentsOf(db, personId)).map((row) => ({
    id: row.id,
    scheme: row.scheme,
    reference: row.reference,
    amountFen: row.amount_fen,
    state: row.state,
    promisedOn: row.promised_on,
    lateSince: row.late_on,
    words: wordsOf(row, hasAccount),
  }))
}

/** One payment of a person. @throws Problem not-found */
export const ownPayment = async (db: Db, vault: Vault, personId: string, id: string): Promise<Payment> => {
  const row = await db
    .selectFrom('ledger_payment')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const [shown] = row ? await shownPayments(db, vault, [row]) : []
  if (!shown) throw problem('not-found')
  return shown
}

/** Which payments the office asks for. */
export interface PaymentFilter extends PageRequest {
  scheme?: string | undefined
  state?: PaymentState | undefined
  late?: boolean | undefined
}

/** Payments as the office sees them, newest first. */
export const paymentPage = async (db: Db, { scheme, state, late, after, limit = 20 }: PaymentFilter) => {
  const from = placeOf(after)
  const rows = await newest(db)
    .$if(scheme !== undefined, (query) => query.where('scheme', '=', scheme as string))
    .$if(state !== undefined, (query) => query.where('state', '=', state as PaymentState))
    .$if(late === true, (query) =>
      query.where('late_on', 'is not', null).where('state', 'not in', ['paid', 'cancelled']),
    )
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
    .execute()
  const accounts = await newestAccounts(
    db,
    rows.map((row) => row.person_id),
  )
  const runs = await newestRuns(
    db,
    rows.map((row) => row.id),
  )
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row): PaymentItem => ({
      id: row.id,
      scheme: row.scheme,
      year: row.year,
      reference: row.reference,
      why: row.why,
      amountFen: row.amount_fen,
      state: row.state,
      approvedOn: row.approved_on,
      promisedOn: row.promised_on,
      lateSince: row.late_on,
      hasAccount: accounts.has(row.person_id),
      run: runs.get(row.id) ?? null,
    }),
  )
}
