import type { ReturnLine } from '@jucai/contract/bank-returns'
import { yuanText } from '@jucai/contract/ledger-rules'
import type { Settlement } from '@jucai/contract/ledger-vocabulary'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { book, bookingUnder, reversalsOf } from './booking'
import { bookAnswers, holdOrders } from './book-lines'
import type { OfficeWork } from './deps'
import { holdPayments } from './moves'
import { showLine } from './return-rows'
import type { LineRow, OrderRow } from './tables'

const openLine = async (db: Db, id: string): Promise<LineRow> => {
  const line = await db
    .selectFrom('ledger_return_line')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!line) throw problem('not-found')
  if (line.state !== 'open')
    throw problem('event-not-allowed', {
      detail: line.state === 'waiting' ? '这个文件还没有入账' : '这一行已经处理过',
    })
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
  await bookAnswers(work, [{ line: { ...line, result: as, happened_on: null }, order, payment }])
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

/**
 * Settles a mismatch with a reason.
 * @throws Problem not-found, event-not-allowed, settlement-refused: what is the matter, and what can be done
 */
export const settleLine = async (
  work: OfficeWork,
  id: string,
  { as, order, why }: { as: Settlement; order?: string; why: string },
): Promise<ReturnLine> => {
  const { db, now, actor, deps } = work
  const line = await openLine(db, id)
  const of = await applyTo(work, line, order ?? line.order_id, as)
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
    .where('id', '=', id)
    .execute()
  await audit(db, onRecord(work, 'bank-line.settled', line, { why, as }))
  return showLine(db, deps.vault, id)
}

/** Says why a mismatch is still open. @throws Problem not-found, event-not-allowed */
export const explainLine = async (work: OfficeWork, id: string, why: string): Promise<ReturnLine> => {
  const line = await openLine(work.db, id)
  await work.db.updateTable('ledger_return_line').set({ explanation: why }).where('id', '=', id).execute()
  await audit(work.db, onRecord(work, 'bank-line.explained', line, { why }))
  return showLine(work.db, work.deps.vault, id)
}
