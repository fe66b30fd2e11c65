import type { LineState, LineVerdict } from '@jucai/contract/ledger-vocabulary'
import { sql } from 'kysely'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { book, type Booking } from './booking'
import type { LedgerWork } from './deps'
import { holdPayments, movePayments, unpay } from './moves'
import { reviveRepeated } from './repeats'
import { holdRuns } from './run-rows'
import { bankWords, returnedBecause, type LineRow, type OrderRow, type PaymentRow } from './tables'

const atOnce = 200

const nextLines = (db: Db, returnId: string, most: number): Promise<LineRow[]> =>
  db
    .selectFrom('ledger_return_line')
    .selectAll()
    .where('return_id', '=', returnId)
    .where('state', '=', 'waiting')
    .orderBy('row_number')
    .limit(most)
    .execute() // the import is held, and with it its lines

/** The same, after those were looked at again that repeat a line which was thrown away since. */
const linesToBook = async (db: Db, returnId: string, most: number): Promise<LineRow[]> => {
  const lines = await nextLines(db, returnId, most)
  const repeated = lines.filter(({ verdict }) => verdict === 'repeated')
  await reviveRepeated(
    db,
    repeated.map(({ id }) => id),
  )
  return repeated.length > 0 ? nextLines(db, returnId, most) : lines
}

/** Orders, held in one order. */
export const holdOrders = (db: Db, ids: readonly string[]): Promise<OrderRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('ledger_order').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()

/** A line with the order it answers and that order's payment, both held. */
export interface Answer {
  line: Pick<LineRow, 'id' | 'result' | 'happened_on' | 'bank_words'>
  order: OrderRow
  payment: PaymentRow
}

const daysPaid = async (db: Db, orderIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (orderIds.length === 0
      ? []
      : await db
          .selectFrom('ledger_booking')
          .select(['external_id', 'happened_on'])
          .where('source', '=', 'pay')
          .where('external_id', 'in', orderIds)
          .execute()
    ).map(({ external_id, happened_on }) => [external_id, happened_on]),
  )

const setOrders = async (db: Db, answers: readonly Answer[], state: 'paid' | 'returned') => {
  if (answers.length > 0)
    await db
      .updateTable('ledger_order')
      .set({ state })
      .where(
        'id',
        'in',
        answers.map(({ order }) => order.id),
      )
      .execute()
}

/** What the bank says goes with the payment, for its person to read. */
const keepReasons = async ({ db, deps: { vault } }: LedgerWork, answers: readonly Answer[]) => {
  for (const { line, payment } of answers) {
    const words = bankWords.open(vault, line.id, line.bank_words) ?? '银行没有写明原因'
    await db
      .updateTable('ledger_payment')
      .set({ returned_because: returnedBecause.seal(vault, payment.id, words) })
      .where('id', '=', payment.id)
      .execute()
  }
}

/** Books what the bank says of orders that were sent or paid. Each order appears once. */
export const bookAnswers = async (work: LedgerWork, answers: readonly Answer[]): Promise<void> => {
  const { db, now } = work
  const on = ({ line }: Answer) => line.happened_on ?? dayOf(now)
  const move = (answer: Answer) => ({ payment: answer.payment, key: answer.order.id, on: on(answer) })
  const paid = answers.filter(({ line }) => line.result === 'paid')
  const returned = answers.filter(({ line }) => line.result === 'returned')
  const late = returned.filter(({ order }) => order.state === 'paid')
  await movePayments(work, 'pay', 'paid', paid.map(move))
  await movePayments(
    work,
    'return',
    'returned',
    returned.filter(({ order }) => order.state === 'sent').map(move),
  )
  const days = await daysPaid(
    db,
    late.map(({ order }) => order.id),
  )
  await unpay(
    work,
    late.map((answer) => ({ ...move(answer), paidOn: days.get(answer.order.id) ?? on(answer) })),
  )
  await setOrders(db, paid, 'paid')
  await setOrders(db, returned, 'returned')
  await keepReasons(work, returned)
  await closeRuns(
    db,
    answers.map(({ order }) => order.run_id),
  )
}

/** Runs of which the bank has answered every order. */
const closeRuns = async (db: Db, runIds: readonly string[]): Promise<void> => {
  await holdRuns(db, runIds)
  if (runIds.length > 0)
    await sql`update ledger_run set state = 'answered' where id in (${sql.join([...new Set(runIds)])}) and state = 'released'
      and not exists (select from ledger_order where run_id = ledger_run.id and state = 'sent')`.execute(db)
}

/** Money that the bank moved and that fits nothing, until somebody says what it is. */
const suspenseBooking = (line: LineRow, today: string): Booking => {
  const amountFen = (line.result === 'paid' ? 1 : -1) * (line.amount_fen as number)
  const on = line.happened_on !== null && line.happened_on <= today ? line.happened_on : today
  const at = { scheme: '-', year: Number(on.slice(0, 4)) } // nobody knows of which
  return {
    act: 'suspense',
    source: 'suspense',
    externalId: line.id,
    happenedOn: on,
    entries: [
      { ...at, account: 'unexplained', amountFen: -amountFen },
      { ...at, account: 'suspense', amountFen },
    ],
  }
}

const mark = async (db: Db, lines: readonly LineRow[], state: LineState, verdict?: LineVerdict) => {
  if (lines.length > 0)
    await db
      .updateTable('ledger_return_line')
      .set({ state, ...(verdict ? { verdict } : {}) })
      .where(
        'id',
        'in',
        lines.map(({ id }) => id),
      )
      .execute()
}

const isNews = (line: LineRow, order: OrderRow | undefined): boolean =>
  order?.state === 'sent' || (order?.state === 'paid' && line.result === 'returned')

/**
 * Books the next lines of an import that is held. What matched is looked at again with its order held; what does not
 * fit any more, and every mismatch, goes to suspense and waits for a person.
 * @param most how many at once
 * @returns how many lines were done
 */
export const bookLines = async (work: LedgerWork, returnId: string, most = atOnce): Promise<number> => {
  const { db, now } = work
  const lines = await linesToBook(db, returnId, most)
  const orders = new Map(
    (
      await holdOrders(
        db,
        lines.flatMap(({ verdict, order_id }) => (verdict === 'matched' && order_id ? [order_id] : [])),
      )
    ).map((order) => [order.id, order]),
  )
  const payments = new Map(
    (
      await holdPayments(
        db,
        [...orders.values()].map(({ payment_id }) => payment_id),
      )
    ).map((payment) => [payment.id, payment]),
  )
  const answers: Answer[] = []
  const matched: LineRow[] = []
  const stale: LineRow[] = []
  const again: LineRow[] = []
  for (const line of lines.filter(({ verdict }) => verdict === 'matched')) {
    const order = orders.get(line.order_id as string)
    const payment = order && payments.get(order.payment_id)
    if (answers.some((answer) => answer.order.id === order?.id))
      again.push(line) // next time, as it stands then
    else if (order && payment && isNews(line, order)) {
      answers.push({ line, order, payment })
      matched.push(line)
    } else stale.push(line)
  }
  await bookAnswers(work, answers)
  await mark(db, matched, 'booked')
  await mark(db, stale, 'open', 'already-answered')
  const wrong = lines.filter(({ verdict }) => !['matched', 'repeated'].includes(verdict))
  await mark(db, wrong, 'open')
  await mark(
    db,
    lines.filter(({ verdict }) => verdict === 'repeated'),
    'passed',
  )
  await book(
    db,
    now,
    [...stale, ...wrong]
      .filter(({ verdict }) => verdict !== 'unreadable')
      .map((line) => suspenseBooking(line, dayOf(now))),
  )
  return lines.length - again.length
}
