import type { ReturnLine } from '@jucai/contract/bank-returns'
import { yuanText } from '@jucai/contract/ledger-rules'
import type { Settlement } from '@jucai/contract/ledger-vocabulary'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { book, bookingUnder, reversalsOf } from './booking'
import { bookAnswers, holdOrders, type Answer } from './book-lines'
import type { OfficeWork } from './deps'
import { holdPayments } from './moves'
import { returnById, showLine } from './return-rows'
import type { LineRow, OrderRow } from './tables'

/** Why a line is not to be settled; null when it is. */
const closedBecause = ({ state }: LineRow): string | null =>
  state === 'open' ? null : state === 'waiting' ? '这个文件还没有入账' : '这一行已经处理过'

const openLine = async (db: Db, id: string): Promise<LineRow> => {
  const line = await db
    .selectFrom('ledger_return_line')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!line) throw problem('not-found')
  const closed = closedBecause(line)
  if (closed) throw problem('event-not-allowed', { detail: closed })
  return line
}

const refused = (words: string) => problem('settlement-refused', { detail: words })

/** Why an order cannot be settled so; null when it can. */
const refusalOf = (line: LineRow, order: OrderRow | undefined, as: Settlement): string | null => {
  if (!order) return '这一行没有对应的款项。请选定是哪一笔，或选“这一行不影响任何一笔”'
  if (order.state === 'prepared' || order.state === 'withdrawn') return '那一笔没有送出过，不能按银行回单处理'
  if (as === 'returned')
    return order.state === 'returned' ? '那一笔已经退回过。这一行若是重复的，选“这一行不影响任何一笔”' : null
  if (order.state !== 'sent') return '那一笔银行已经回复过。这一行若是重复的，选“这一行不影响任何一笔”'
  if (line.result === 'returned') return '银行写的是退回，不能确认为已入账'
  return line.amount_fen !== null && line.amount_fen !== order.amount_fen
    ? `银行写的是 ${yuanText(line.amount_fen)} 元，送出的是 ${yuanText(order.amount_fen)} 元，金额不同不能确认为已入账。请与银行核对`
    : null
}

/** Lines with the day that the bank wrote, where their order could have been answered on it: not before it was sent, nor in the future. */
const datedAs = async <T extends { line: LineRow; order: OrderRow }>(
  { db, now }: OfficeWork,
  answers: readonly T[],
) => {
  const runs = [...new Set(answers.map(({ order }) => order.run_id))]
  const sent = new Map(
    (runs.length === 0
      ? []
      : await db.selectFrom('ledger_run').select(['id', 'released_at']).where('id', 'in', runs).execute()
    ).map(({ id, released_at: at }) => [id, at && dayOf(at)]),
  )
  return answers.map((answer) => {
    const { happened_on: on } = answer.line
    const from = sent.get(answer.order.run_id)
    const isPossible = on !== null && on <= dayOf(now) && from && on >= from
    return { ...answer, line: { ...answer.line, happened_on: isPossible ? on : null } }
  })
}

/** @returns the order that it was applied to; null when it changes nothing */
const applyTo = async (
  work: OfficeWork,
  line: LineRow,
  orderId: string | null,
  as: Settlement,
): Promise<OrderRow | null> => {
  if (as === 'none') return null
  const [order] = await holdOrders(work.db, orderId ? [orderId] : [])
  const refusal = refusalOf(line, order, as)
  const [payment] = order && !refusal ? await holdPayments(work.db, [order.payment_id]) : []
  if (refusal || !order || !payment) throw refused(refusal ?? '没有这一笔款项')
  await bookAnswers(work, await datedAs(work, [{ line: { ...line, result: as }, order, payment }]))
  return order
}

/** What stood in suspense for a line is taken back. */
const clearSuspense = async ({ db, now }: OfficeWork, line: LineRow): Promise<void> => {
  const suspense = await bookingUnder(db, 'suspense', line.id)
  if (suspense)
    await book(
      db,
      now,
      await reversalsOf(db, [suspense], {
        act: 'settle',
        source: 'settle',
        happenedOn: dayOf(now),
        keyOf: () => line.id,
      }),
    )
}

const onRecord = ({ now, actor }: OfficeWork, action: string, line: LineRow, detail: object) => ({
  at: now,
  actorId: actor.personId,
  actorRole: 'lead',
  action,
  object: `bank-line:${line.id}`,
  personId: line.person_id,
  detail: { what: '核对了银行对你一笔款项的回复', ...detail },
})

/** Takes its money out of suspense, and writes how the line was settled and by whom. */
const close = async (
  work: OfficeWork,
  line: LineRow,
  { as, why, of }: { as: Settlement; why: string; of: OrderRow | null },
): Promise<void> => {
  const { db, now, actor } = work
  await clearSuspense(work, line)
  await db
    .updateTable('ledger_return_line')
    .set({
      state: 'settled',
      settled_as: as,
      settled_because: why,
      settled_by: actor.personId,
      settled_at: now,
      ...(of ? { order_id: of.id, person_id: of.person_id } : {}),
    })
    .where('id', '=', line.id)
    .execute()
  await audit(db, onRecord(work, 'bank-line.settled', line, { why, as }))
}

/**
 * Settles a mismatch with a reason.
 * @throws Problem not-found, event-not-allowed, settlement-refused: what is the matter, and what can be done
 */
export const settleLine = async (
  work: OfficeWork,
  id: string,
  { as, order, why }: { as: Settlement; order?: string; why: string },
): Promise<ReturnLine> => {
  const { db, deps } = work
  const line = await openLine(db, id)
  const of = await applyTo(work, line, order ?? line.order_id, as)
  await close(work, line, { as, why, of })
  return showLine(db, deps.vault, id)
}

/** Several lines of an import, with the orders they name and those orders' payments; held as one line holds them. */
const holdLines = async (db: Db, returnId: string, ids: readonly string[]) => {
  const lines = await db
    .selectFrom('ledger_return_line')
    .selectAll()
    .where('return_id', '=', returnId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const named = lines.flatMap(({ order_id }) => order_id ?? [])
  const orders = await holdOrders(db, [...new Set(named)])
  const payments = await holdPayments(
    db,
    orders.map(({ payment_id }) => payment_id),
  )
  return {
    lines: new Map(lines.map((line) => [line.id, line])),
    orders: new Map(orders.map((order) => [order.id, order])),
    payments: new Map(payments.map((payment) => [payment.id, payment])),
  }
}

/**
 * Settles several mismatches of an import alike. Each is judged as alone, in the order in which they are named, as
 * things stand after those before it; what is refused stays open.
 * @throws Problem not-found
 */
export const settleLines = async (
  work: OfficeWork,
  returnId: string,
  { lines: ids, as, why }: { lines: readonly string[]; as: Settlement; why: string },
): Promise<{ settled: string[]; refused: { line: string; words: string }[] }> => {
  const { db } = work
  if (!(await returnById(db, returnId))) throw problem('not-found')
  const { lines, orders, payments } = await holdLines(db, returnId, ids)
  const refusals: { line: string; words: string }[] = []
  const accepted: { line: LineRow; of: OrderRow | null }[] = []
  const answers: (Answer & { line: LineRow })[] = []
  for (const id of ids) {
    const line = lines.get(id)
    const order = orders.get(line?.order_id ?? '')
    const payment = payments.get(order?.payment_id ?? '')
    const words = !line
      ? '这个文件里没有这一行'
      : (closedBecause(line) ?? (as === 'none' ? null : refusalOf(line, order, as)))
    if (!line || words) {
      refusals.push({ line: id, words: words ?? '' })
      continue
    }
    accepted.push({ line, of: as === 'none' ? null : (order ?? null) })
    if (as === 'none' || !order || !payment) continue
    answers.push({ line: { ...line, result: as }, order, payment })
    orders.set(order.id, { ...order, state: as }) // what a second line of it meets
  }
  await bookAnswers(work, await datedAs(work, answers))
  for (const { line, of } of accepted) {
    await close(work, line, { as, why, of })
  }
  return { settled: accepted.map(({ line }) => line.id), refused: refusals }
}

/** Says why a mismatch is still open. @throws Problem not-found, event-not-allowed */
export const explainLine = async (work: OfficeWork, id: string, why: string): Promise<ReturnLine> => {
  const line = await openLine(work.db, id)
  await work.db.updateTable('ledger_return_line').set({ explanation: why }).where('id', '=', id).execute()
  await audit(work.db, onRecord(work, 'bank-line.explained', line, { why }))
  return showLine(work.db, work.deps.vault, id)
}
