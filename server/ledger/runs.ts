import type { Run } from '@jucai/contract/ledger'
import { maxOrders, yuanText } from '@jucai/contract/ledger-rules'
import type { BatchFormat, RunState } from '@jucai/contract/ledger-vocabulary'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit, auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { newestAccounts, openAccount } from './bank-accounts'
import { bankRefusal, batchFile, checksumOf, type FileLine } from './batch-file'
import type { LedgerDeps, OfficeWork } from './deps'
import { holdPayments, movePayments } from './moves'
import { leaveChanged, ordersOf, payeeOf, runForUpdate, shownRuns, type LeftOut } from './run-rows'
import { orderPayee, type OrderRow, type PaymentRow, type RunRow } from './tables'

/** What a run is to hold. */
export interface RunWanted {
  scheme: string
  year: number
  format: BatchFormat
  /** At most this much; absent: all. */
  limitFen?: number | undefined
}

const onRecord = ({ now, actor }: OfficeWork, action: string, runId: string, detail: object = {}) => ({
  at: now,
  actorId: actor.personId,
  actorRole: 'lead',
  action,
  object: `payment-run:${runId}`,
  detail: { ...detail },
})

/**
 * Planned payments that no run holds, those promised first; whose person has no account come last, so that they take
 * no place from others. What another run is taking at this moment is passed by.
 */
const collectable = (db: Db, { scheme, year }: RunWanted): Promise<PaymentRow[]> =>
  db
    .selectFrom('ledger_payment as payment')
    .selectAll('payment')
    .where('scheme', '=', scheme)
    .where('year', '=', year)
    .where('state', '=', 'budgeted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger_order')
            .select('ledger_order.id')
            .whereRef('ledger_order.payment_id', '=', 'payment.id')
            .where('ledger_order.state', 'in', ['prepared', 'sent', 'paid']),
        ),
      ),
    )
    .orderBy(
      ({ exists, selectFrom }) =>
        exists(
          selectFrom('ledger_bank_account as account')
            .select('account.id')
            .whereRef('account.person_id', '=', 'payment.person_id')
            .where('account.number', 'is not', null),
        ),
      'desc',
    )
    .orderBy('promised_on')
    .orderBy('payment.id')
    .limit(maxOrders)
    .forUpdate('payment')
    .skipLocked()
    .execute()

const nothingToPay = (words: string) => problem('nothing-to-pay', { detail: words })

/** The payments as orders, up to the limit, and those that cannot be one, with the reason. */
const asOrders = async (
  db: Db,
  { vault }: LedgerDeps,
  run: { id: string; format: BatchFormat; limitFen?: number | undefined },
  payments: readonly PaymentRow[],
) => {
  const accounts = await newestAccounts(
    db,
    payments.map((payment) => payment.person_id),
  )
  const orders: OrderRow[] = []
  const leftOut: LeftOut[] = []
  let left = run.limitFen ?? Infinity
  for (const [at, payment] of payments.entries()) {
    const account = accounts.get(payment.person_id)
    const payee = account && openAccount(vault, account)
    const reason = payee ? bankRefusal(payee, run.format) : 'no-account'
    if (!account || !payee || reason) {
      leftOut.push({
        payment: payment.id,
        row: at + 1,
        amountFen: payment.amount_fen,
        reason: reason ?? 'no-account',
      })
      continue
    }
    if (payment.amount_fen > left) continue
    left -= payment.amount_fen
    const id = uuidv7()
    orders.push({
      id,
      run_id: run.id,
      sequence: orders.length + 1,
      payment_id: payment.id,
      person_id: payment.person_id,
      account_id: account.id,
      payee: orderPayee.seal(vault, id, JSON.stringify(payee)),
      amount_fen: payment.amount_fen,
      state: 'prepared',
    })
  }
  return { orders, leftOut }
}

const nextNumber = async (db: Db, now: Date): Promise<string> => {
  const { rows } = await sql<{ number: number }>`select nextval('ledger_run_number') as number`.execute(db)
  return `FK-${dayOf(now).replaceAll('-', '')}-${String(rows[0]?.number).padStart(4, '0')}`
}

const insertOrders = async (db: Db, orders: readonly OrderRow[]): Promise<void> => {
  for (let from = 0; from < orders.length; from += 500)
    await db
      .insertInto('ledger_order')
      .values(orders.slice(from, from + 500))
      .execute()
}

/**
 * Makes a run. Two at once from two consoles take different payments, never one twice.
 * @throws Problem nothing-to-pay, naming what is the matter with each when none can be ordered
 */
export const createRun = async (work: OfficeWork, wanted: RunWanted): Promise<Run> => {
  const { db, now, deps, actor } = work
  const payments = await collectable(db, wanted)
  if (payments.length === 0)
    throw nothingToPay(
      '没有可以编批的款项：要先列入用款计划，并且不在别的批次里。刚有同事编过批的，请到批次列表里看',
    )
  const id = uuidv7()
  const { orders, leftOut } = await asOrders(db, deps, { ...wanted, id }, payments)
  const row: RunRow = {
    id,
    number: await nextNumber(db, now),
    scheme: wanted.scheme,
    year: wanted.year,
    format: wanted.format,
    state: 'prepared',
    version: 1,
    left_out: JSON.stringify(leftOut),
    created_by: actor.personId,
    created_at: now,
    released_by: null,
    released_at: null,
    checksum: null,
    order_count: null,
    total_fen: null,
    withdrawn_because: null,
  }
  if (orders.length === 0 && leftOut.length < payments.length)
    throw nothingToPay(`能付的每一笔都超过 ${yuanText(wanted.limitFen ?? 0)} 元，请提高这一批的金额`)
  if (orders.length === 0)
    throw nothingToPay(
      `${leftOut.length} 笔都不能付：${(await shownRuns(db, [{ ...row, left_out: leftOut }], ''))[0]?.leftOut
        .slice(0, 5)
        .map(({ words }) => words)
        .join('；')}`,
    )
  await db.insertInto('ledger_run').values(row).execute()
  await insertOrders(db, orders)
  await audit(
    db,
    onRecord(work, 'payment-run.created', id, { orders: orders.length, leftOut: leftOut.length }),
  )
  return showRun(db, id, actor.personId)
}

/** A run as this officer sees it. @throws Problem not-found */
export const showRun = async (db: Db, id: string, callerId: string): Promise<Run> => {
  const row = await db.selectFrom('ledger_run').selectAll().where('id', '=', id).executeTakeFirst()
  const [shown] = row ? await shownRuns(db, [row], callerId) : []
  if (!shown) throw problem('not-found')
  return shown
}

/** A page of runs, newest first. */
export const runPage = async (
  db: Db,
  callerId: string,
  { after, limit = 20, state }: PageRequest & { state?: RunState | undefined },
) => {
  const from = placeOf(after)
  const rows = await db
    .selectFrom('ledger_run')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state as RunState))
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  return { items: await shownRuns(db, page.items, callerId), next: page.next }
}

/** A run that is to be changed. @throws Problem not-found, event-not-allowed, stale-version */
const prepared = async (db: Db, id: string, version: number): Promise<RunRow> => {
  const run = await runForUpdate(db, id)
  if (!run) throw problem('not-found')
  if (run.state !== 'prepared')
    throw problem('event-not-allowed', {
      detail: run.state === 'withdrawn' ? '这一批已经撤回' : '这一批已经放行，付款指令已送出',
    })
  if (run.version !== version)
    throw problem('stale-version', {
      detail: '这一批刚刚有变化（有款项取消或更正了账户），请核对笔数和金额后再放行',
      extra: { version: run.version },
    })
  return run
}

const fileLines = async (db: Db, { vault }: LedgerDeps, runId: string): Promise<FileLine[]> => {
  const orders = await ordersOf(db, runId)
  if (orders.length === 0) return []
  const whys = new Map(
    (
      await db
        .selectFrom('ledger_order')
        .innerJoin('ledger_payment', 'ledger_payment.id', 'ledger_order.payment_id')
        .select(['ledger_order.id', 'ledger_payment.why'])
        .where('run_id', '=', runId)
        .execute()
    ).map(({ id, why }) => [id, why]),
  )
  return orders.map((order) => ({
    sequence: order.sequence,
    payee: payeeOf(vault, order) ?? { name: '已注销', bank: '', number: '' },
    amountFen: order.amount_fen,
    why: whys.get(order.id) ?? '',
  }))
}

const sum = (lines: readonly { amountFen: number }[]): number =>
  lines.reduce((fen, { amountFen }) => fen + amountFen, 0)

/** The payments of a run go to the bank: each order is sent, each amount moves to “submitted”. */
const submitAll = async (work: OfficeWork, run: RunRow): Promise<void> => {
  const { db, now } = work
  const orders = await ordersOf(db, run.id)
  const payments = new Map(
    (
      await holdPayments(
        db,
        orders.map((order) => order.payment_id),
      )
    ).map((payment) => [payment.id, payment]),
  )
  await movePayments(
    work,
    'submit',
    'submitted',
    orders.map((order) => {
      const payment = payments.get(order.payment_id)
      if (payment?.state !== 'budgeted') throw new Error('an order of a payment that is not in the plan')
      return { payment, key: order.id, on: dayOf(now) }
    }),
  )
  await db
    .updateTable('ledger_order')
    .set({ state: 'sent' })
    .where('run_id', '=', run.id)
    .where('state', '=', 'prepared')
    .execute()
}

/**
 * Releases a run. What changed since it was made leaves it first, and is looked at again: that much is kept.
 * @throws Problem not-found, event-not-allowed, stale-version, two-person-rule, nothing-to-pay
 */
export const releaseRun = async (work: OfficeWork, id: string, version: number): Promise<Run> => {
  const { db, now, deps, actor } = work
  const run = await prepared(db, id, version)
  if (run.created_by === actor.personId)
    throw problem('two-person-rule', { detail: '编批和放行要由两个人办理，请另一位负责人核对后放行' })
  const changed = await leaveChanged(db, run)
  if (changed > 0)
    throw problem('stale-version', {
      detail: `有 ${changed} 笔在编批后更正了账户，已移出这一批。请核对笔数和金额后再放行`,
      extra: { version: run.version + 1 },
      commit: true,
    })
  const lines = await fileLines(db, deps, id)
  if (lines.length === 0)
    throw nothingToPay('这一批里的款项都已取消或移出，没有可付的。请撤回这一批，重新编批')
  await submitAll(work, run)
  await db
    .updateTable('ledger_run')
    .set({
      state: 'released',
      version: run.version + 1,
      released_by: actor.personId,
      released_at: now,
      checksum: checksumOf(run.number, lines),
      order_count: lines.length,
      total_fen: sum(lines),
    })
    .where('id', '=', id)
    .execute()
  await audit(db, onRecord(work, 'payment-run.released', id, { orders: lines.length, totalFen: sum(lines) }))
  return showRun(db, id, actor.personId)
}

/** Takes back a run that is not released. @throws Problem not-found, event-not-allowed, stale-version */
export const withdrawRun = async (
  work: OfficeWork,
  id: string,
  { version, why }: { version: number; why: string },
): Promise<Run> => {
  const { db, actor } = work
  const run = await prepared(db, id, version)
  await db.updateTable('ledger_order').set({ state: 'withdrawn' }).where('run_id', '=', id).execute()
  await db
    .updateTable('ledger_run')
    .set({ state: 'withdrawn', version: run.version + 1, withdrawn_because: why })
    .where('id', '=', id)
    .execute()
  await audit(db, onRecord(work, 'payment-run.withdrawn', id, { why }))
  return showRun(db, id, actor.personId)
}

/** The batch file of a run, on record for everybody in it. @throws Problem not-found, event-not-allowed */
export const runFile = async (work: OfficeWork, id: string) => {
  const { db, deps, now, actor } = work
  const run = await db.selectFrom('ledger_run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!run) throw problem('not-found')
  if (run.state === 'prepared' || run.state === 'withdrawn' || !run.checksum)
    throw problem('event-not-allowed', { detail: '另一位负责人放行以后才能下载付款文件' })
  const lines = await fileLines(db, deps, id)
  const head = {
    number: run.number,
    orders: run.order_count as number,
    totalFen: run.total_fen as number,
    checksum: run.checksum,
  }
  const { fileName, bytes } = await batchFile(head, lines, run.format)
  await recordDownload(db, now, actor.personId, run)
  const { orders, totalFen, checksum } = head
  return { fileName, data: bytes.toString('base64'), orders, totalFen, checksum }
}

const recordDownload = async (db: Db, now: Date, actorId: string, run: RunRow): Promise<void> => {
  const people = await db
    .selectFrom('ledger_order')
    .select('person_id')
    .distinct()
    .where('run_id', '=', run.id)
    .where('state', '<>', 'withdrawn')
    .execute()
  const records = people.map(({ person_id }) => ({
    at: now,
    actorId,
    actorRole: 'lead',
    action: 'payment-run.downloaded',
    object: `payment-run:${run.id}`,
    personId: person_id,
    detail: { what: '下载了付款文件，里面有你的姓名、开户行和账号', why: `付款批次 ${run.number}` },
  }))
  for (let from = 0; from < records.length; from += 1000)
    await auditEach(db, records.slice(from, from + 1000))
}
