import type { Order, Run } from '@jucai/contract/ledger'
import { omissionWords, type OmissionReason, type OrderState } from '@jucai/contract/ledger-vocabulary'
import { maskedAccount } from '@jucai/contract/ledger-rules'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskName } from '../core/masking'
import { orderPayee, type OrderRow, type Payee, type RunRow } from './tables'

/** A payment that a run does not hold, and its place among those that were collected. */
export interface LeftOut {
  payment: string
  row: number
  amountFen: number
  reason: OmissionReason
}

/** A run, held until the transaction ends. */
export const runForUpdate = (db: Db, id: string): Promise<RunRow | undefined> =>
  db.selectFrom('ledger_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Writes that orders leave a run that is not released; their payments stay where they are. */
const leave = async (
  db: Db,
  run: RunRow,
  orders: readonly Pick<OrderRow, 'id' | 'payment_id' | 'sequence' | 'amount_fen'>[],
  reason: OmissionReason,
): Promise<void> => {
  const left = orders.map((order): LeftOut => ({
    payment: order.payment_id,
    row: order.sequence,
    amountFen: order.amount_fen,
    reason,
  }))
  await db
    .updateTable('ledger_order')
    .set({ state: 'withdrawn' })
    .where(
      'id',
      'in',
      orders.map(({ id }) => id),
    )
    .execute()
  await db
    .updateTable('ledger_run')
    .set({
      version: run.version + 1,
      left_out: JSON.stringify([...(run.left_out as LeftOut[]), ...left]),
    })
    .where('id', '=', run.id)
    .execute()
}

const preparedOrderOf = (db: Db, paymentId: string): Promise<OrderRow | undefined> =>
  db
    .selectFrom('ledger_order')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where('state', '=', 'prepared')
    .executeTakeFirst()

/** Holds the runs that these payments stand in and that are not released: runs are held before payments. */
export const holdRunsOf = async (db: Db, paymentIds: readonly string[]): Promise<void> => {
  if (paymentIds.length === 0) return
  const orders = await db
    .selectFrom('ledger_order')
    .select('run_id')
    .where('payment_id', 'in', paymentIds)
    .where('state', '=', 'prepared')
    .execute()
  await holdRuns(
    db,
    orders.map(({ run_id }) => run_id),
  )
}

/** Holds runs, in one order so that two acts never wait for each other. */
export const holdRuns = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await db.selectFrom('ledger_run').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

/** Takes a payment out of the run that holds it, if one does that is not released. */
export const leaveRun = async (db: Db, paymentId: string, reason: OmissionReason): Promise<void> => {
  const order = await preparedOrderOf(db, paymentId)
  const run = order && (await runForUpdate(db, order.run_id))
  if (order && run?.state === 'prepared') await leave(db, run, [order], reason)
}

/** Orders of a run that is not released whose person gave another account since leave it. @returns how many */
export const leaveChanged = async (db: Db, run: RunRow): Promise<number> => {
  const { rows } = await sql<Pick<OrderRow, 'id' | 'payment_id' | 'sequence' | 'amount_fen'>>`
    select id, payment_id, sequence, amount_fen from ledger_order
    where run_id = ${run.id} and state = 'prepared' and account_id <> (
      select account.id from ledger_bank_account account where account.person_id = ledger_order.person_id
      order by given_at desc, id desc limit 1)`.execute(db)
  if (rows.length > 0) await leave(db, run, rows, 'account-changed')
  return rows.length
}

/** Orders that a run still holds, in their order. */
export const ordersOf = (db: Db, runId: string): Promise<OrderRow[]> =>
  db
    .selectFrom('ledger_order')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '<>', 'withdrawn')
    .orderBy('sequence')
    .execute()

/** In which run each of these payments stands, or stood last; one that it left does not count. */
export const newestRuns = async (
  db: Db,
  paymentIds: readonly string[],
): Promise<Map<string, { id: string; number: string }>> => {
  if (paymentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('ledger_order')
    .innerJoin('ledger_run', 'ledger_run.id', 'ledger_order.run_id')
    .select(['ledger_order.payment_id', 'ledger_run.id', 'ledger_run.number'])
    .where('ledger_order.payment_id', 'in', paymentIds)
    .where('ledger_order.state', '<>', 'withdrawn')
    .orderBy('ledger_order.id')
    .execute()
  return new Map(rows.map(({ payment_id, id, number }) => [payment_id, { id, number }]))
}

/** Whom an order pays; null once that is erased. */
export const payeeOf = (vault: Vault, row: Pick<OrderRow, 'id' | 'payee'>): Payee | null => {
  const text = orderPayee.open(vault, row.id, row.payee)
  return text === null ? null : (JSON.parse(text) as Payee)
}

type Counted = Record<OrderState, { orders: number; fen: number }>

/** How many orders of each run stand where, and their amounts. */
const countOrders = async (db: Db, runIds: readonly string[]): Promise<Map<string, Counted>> => {
  const empty = (): Counted => ({
    prepared: { orders: 0, fen: 0 },
    sent: { orders: 0, fen: 0 },
    paid: { orders: 0, fen: 0 },
    returned: { orders: 0, fen: 0 },
    withdrawn: { orders: 0, fen: 0 },
  })
  const counts = new Map(runIds.map((id) => [id, empty()]))
  if (runIds.length === 0) return counts
  const rows = await db
    .selectFrom('ledger_order')
    .select(({ fn }) => [
      'run_id',
      'state',
      fn.countAll<number>().as('orders'),
      fn.sum<string>('amount_fen').as('fen'),
    ])
    .where('run_id', 'in', runIds)
    .groupBy(['run_id', 'state'])
    .execute()
  for (const { run_id, state, orders, fen } of rows) {
    const of = counts.get(run_id)
    if (of) of[state] = { orders, fen: Number(fen) }
  }
  return counts
}

/** Runs as the office sees them. */
export const shownRuns = async (db: Db, rows: readonly RunRow[], callerId: string): Promise<Run[]> => {
  const counts = await countOrders(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const { prepared, sent, paid, returned } = counts.get(row.id) as Counted
    const held = [prepared, sent, paid, returned]
    return {
      id: row.id,
      number: row.number,
      scheme: row.scheme,
      year: row.year,
      format: row.format,
      state: row.state,
      version: row.version,
      orders: held.reduce((sum, { orders }) => sum + orders, 0),
      totalFen: held.reduce((sum, { fen }) => sum + fen, 0),
      checksum: row.checksum ?? '',
      paid: paid.orders,
      returned: returned.orders,
      unclear: sent.orders,
      leftOut: (row.left_out as LeftOut[]).map((one) => ({
        ...one,
        words: `第 ${one.row} 行：${omissionWords[one.reason]}`,
      })),
      createdAt: row.created_at.toISOString(),
      createdByMe: row.created_by === callerId,
      releasedAt: row.released_at?.toISOString() ?? null,
      withdrawnBecause: row.withdrawn_because,
    }
  })
}

/** A page of the orders of a run; `after` is the last number of the page before. */
export const orderPage = async (
  db: Db,
  vault: Vault,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ items: Order[]; next: string | null }> => {
  const rows = await db
    .selectFrom('ledger_order')
    .innerJoin('ledger_payment', 'ledger_payment.id', 'ledger_order.payment_id')
    .selectAll('ledger_order')
    .select('ledger_payment.why')
    .where('run_id', '=', runId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => {
      const payee = payeeOf(vault, row)
      return {
        id: row.id,
        sequence: row.sequence,
        payment: row.payment_id,
        maskedPayee: payee ? maskName(payee.name) : '已注销',
        maskedNumber: payee ? maskedAccount(payee.number) : '',
        amountFen: row.amount_fen,
        state: row.state,
        why: row.why,
      }
    }),
    next: rows.length > limit ? String(page.at(-1)?.sequence ?? '') : null,
  }
}
