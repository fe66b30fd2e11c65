import {
  chargeScheme,
  chargeKinds,
  type ChargeKind,
  type ChargeView,
} from '@jucai/contract/charge-vocabulary'
import type { Charge, ChargeItem, OwnReceipt, Receipt } from '@jucai/contract/charges'
import { yuanText } from '@jucai/contract/ledger-rules'
import { dayInWords } from '@jucai/contract/policies/days'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { dayOf } from '../core/clock'
import { goneAmong, isGone } from '../core/person'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { safeFen } from './balances'
import { heldOf } from './charges'
import { hangingMs } from './reconcile'
import type { ChargeRow, ReceiptRow, WriteOffRow } from './tables'

/** The page of the mini-program that shows its person one charge. */
export const linkToCharge = (chargeId: string): string => `/ledger/charge/index?id=${chargeId}`

const newest = (db: Db) =>
  db.selectFrom('ledger_charge').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')

/** What is shown beside the rows of some charges. */
interface Beside {
  receipts: readonly ReceiptRow[]
  held: ReadonlyMap<string, number>
  kept: readonly { charge_id: string; amount_fen: number; why: string; kept_on: string }[]
}
const besideOf = async (db: Db, rows: readonly ChargeRow[]): Promise<Beside> => {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return { receipts: [], held: new Map(), kept: [] }
  return {
    receipts: await db
      .selectFrom('ledger_receipt')
      .selectAll()
      .where('charge_id', 'in', ids)
      .orderBy('opened_at')
      .orderBy('id')
      .execute(),
    held: await heldOf(
      db,
      rows.filter(({ kind }) => kind === 'deposit').map(({ id }) => id),
    ),
    kept: await db
      .selectFrom('ledger_deduction')
      .selectAll()
      .where('charge_id', 'in', ids)
      .orderBy('kept_on')
      .execute(),
  }
}

const isUnderWay = ({ state }: ReceiptRow): boolean => state === 'asked' || state === 'open'
const heldFenOf = (row: ChargeRow, held: ReadonlyMap<string, number>): number | null =>
  row.kind === 'deposit' && row.state === 'paid' ? (held.get(row.id) ?? 0) : null

const isWaiting = ({ state }: ReceiptRow): boolean => state === 'recorded' || state === 'unclear'
const dueWords = (row: ChargeRow, receipts: readonly ReceiptRow[]): string => {
  if (receipts.some(({ state }) => state === 'unclear'))
    return '有一次付款的交易号和另一笔相同，人才办正在核对，请先不要再付。付了的不会丢，核对好了会告诉你。'
  if (receipts.some(({ state }) => state === 'recorded'))
    return '窗口已经登记了这笔收款，正在等另一位工作人员复核，不用再付。'
  return row.late_on === null
    ? `请在${dayInWords(row.due_on)}前付清，不能分次付。`
    : `应在${dayInWords(row.due_on)}前付清，已经过期。金额没有增加，请尽快付清。`
}
const paidWords = (row: ChargeRow, heldFen: number | null): string => {
  const on = `${dayInWords(row.paid_on as string)}已付清。`
  if (heldFen === null) return on
  return heldFen > 0
    ? `${on}押金现在保管 ${yuanText(heldFen)} 元，退租验房以后退到你的收款账户。`
    : `${on}押金已经全部退还或抵扣。`
}
const wordsOf = (row: ChargeRow, receipts: readonly ReceiptRow[], heldFen: number | null): string => {
  if (row.state === 'due') return dueWords(row, receipts)
  if (row.state === 'paid') return paidWords(row, heldFen)
  return row.state === 'cancelled' ? '这笔费用已取消，不用支付。' : '这笔费用已核销，不用支付。'
}

// Attempts that came to nothing are nobody's concern, unless somebody said why.
const isTold = ({ state, because }: ReceiptRow): boolean =>
  state === 'recorded' ||
  state === 'paid' ||
  state === 'to-return' ||
  state === 'returned' ||
  state === 'unclear' ||
  because !== null

const ownReceipt = (row: ReceiptRow): OwnReceipt => ({
  way: row.way,
  state: row.state,
  receivedFen: row.received_fen,
  number: row.outside_no,
  on: row.happened_on,
  because: row.because,
})

/** Charges as their person sees them. */
const shownOwn = async (db: Db, rows: readonly ChargeRow[], now: Date): Promise<Charge[]> => {
  const { receipts, held, kept } = await besideOf(db, rows)
  return rows.map((row) => {
    const mine = receipts.filter(({ charge_id }) => charge_id === row.id)
    const heldFen = heldFenOf(row, held)
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      why: row.why,
      amountFen: row.amount_fen,
      parts: row.parts,
      dueOn: row.due_on,
      lateSince: row.late_on,
      state: row.state,
      words: wordsOf(row, mine, heldFen),
      paidOn: row.paid_on,
      cancelledBecause: row.cancelled_because,
      heldFen,
      kept: kept
        .filter(({ charge_id }) => charge_id === row.id)
        .map(({ amount_fen, why, kept_on }) => ({ amountFen: amount_fen, why, on: kept_on })),
      mayPay: row.state === 'due' && !mine.some(isWaiting),
      confirming:
        row.state === 'due' &&
        !mine.some(isWaiting) &&
        mine.some((one) => isUnderWay(one) && one.expires_at !== null && one.expires_at > now),
      receipts: mine.filter(isTold).map(ownReceipt),
    }
  })
}

const ownSums = async (db: Db, personId: string) => {
  const { rows } = await sql<{ due: string; late: string; held: string }>`
    select coalesce(sum(amount_fen) filter (where state = 'due'), 0) as due,
      coalesce(sum(amount_fen) filter (where state = 'due' and late_on is not null), 0) as late,
      (select coalesce(sum(entry.amount_fen), 0) from ledger_charge mine join ledger_entry entry on entry.charge_id = mine.id
        where mine.person_id = ${personId} and mine.kind = 'deposit' and entry.account = 'deposit-held') as held
    from ledger_charge where person_id = ${personId}`.execute(db)
  const [sums] = rows
  return {
    dueFen: safeFen(sums?.due ?? 0),
    lateFen: safeFen(sums?.late ?? 0),
    heldFen: safeFen(sums?.held ?? 0),
  }
}

/** What a person owes and owed, newest first, with the sums of all. */
export const ownCharges = async (db: Db, personId: string, { after, limit = 20 }: PageRequest, now: Date) => {
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
  const { items, next } = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  return { items: await shownOwn(db, items, now), next, ...(await ownSums(db, personId)) }
}

/** One charge of a person. @throws Problem not-found */
export const ownCharge = async (db: Db, personId: string, id: string, now: Date): Promise<Charge> => {
  const row = await db
    .selectFrom('ledger_charge')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const [shown] = row ? await shownOwn(db, [row], now) : []
  if (!shown) throw problem('not-found')
  return shown
}

const officeReceipt = (row: ReceiptRow, callerId: string): Receipt => ({
  id: row.id,
  tradeNo: row.trade_no,
  way: row.way,
  state: row.state,
  amountFen: row.amount_fen,
  receivedFen: row.received_fen,
  outsideNo: row.outside_no,
  on: row.happened_on,
  openedAt: row.opened_at.toISOString(),
  because: row.because,
  recordedByMe: row.recorded_by === callerId,
  tries: row.tries,
})

const writeOffsOf = async (db: Db, rows: readonly ChargeRow[]): Promise<Map<string, WriteOffRow>> => {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('ledger_write_off').selectAll().where('charge_id', 'in', ids).execute()
  return new Map(found.map((row) => [row.charge_id, row]))
}
const shownWriteOff = (row: WriteOffRow | undefined, callerId: string): ChargeItem['writeOff'] =>
  row
    ? {
        why: row.why,
        askedOn: dayOf(row.asked_at),
        askedByMe: row.asked_by === callerId,
        agreedOn: row.agreed_at && dayOf(row.agreed_at),
      }
    : null

const shownItems = async (db: Db, rows: readonly ChargeRow[], callerId: string): Promise<ChargeItem[]> => {
  const { receipts, held } = await besideOf(db, rows)
  const gone = await goneAmong(
    db,
    rows.map(({ person_id }) => person_id),
  )
  const writeOffs = await writeOffsOf(db, rows)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    why: row.why,
    amountFen: row.amount_fen,
    parts: row.parts,
    dueOn: row.due_on,
    lateSince: row.late_on,
    state: row.state,
    accountGone: gone.has(row.person_id),
    writeOff: shownWriteOff(writeOffs.get(row.id), callerId),
    paidOn: row.paid_on,
    cancelledBecause: row.cancelled_because,
    heldFen: heldFenOf(row, held),
    receipts: receipts
      .filter(({ charge_id }) => charge_id === row.id)
      .map((receipt) => officeReceipt(receipt, callerId)),
  }))
}

/** One charge as this officer sees it. @throws Problem not-found */
export const showCharge = async (db: Db, id: string, callerId: string): Promise<ChargeItem> => {
  const row = await db.selectFrom('ledger_charge').selectAll().where('id', '=', id).executeTakeFirst()
  const [shown] = row ? await shownItems(db, [row], callerId) : []
  if (!shown) throw problem('not-found')
  return shown
}

/** A number as it is kept, of what people read out or copy: `20261126-7`, `sk-20261126-000007-2`; null when it is none. */
export const chargeNumberOf = (typed: string): string | null => {
  const [, day, turn] = /^(?:SK)?-?(\d{8})-?(\d{1,9})(?:-\d{1,3})?$/i.exec(typed.replace(/\s/g, '')) ?? []
  return day === undefined || turn === undefined ? null : `SK-${day}-${turn.padStart(6, '0')}`
}

/** Which charges the office asks for. */
export interface ChargeFilter extends PageRequest {
  view?: ChargeView | undefined
  kind?: ChargeKind | undefined
  number?: string | undefined
}

const withReceipt = (states: readonly string[], before?: Date) =>
  sql<boolean>`exists (select from ledger_receipt receipt where receipt.charge_id = ledger_charge.id
    and receipt.state in (${sql.join(states)}) ${before ? sql`and receipt.opened_at <= ${before}` : sql``})`
const inView: Record<ChargeView, (now: Date) => ReturnType<typeof sql<boolean>>> = {
  due: () => sql`ledger_charge.state = 'due'`,
  late: () => sql`ledger_charge.state = 'due' and ledger_charge.late_on is not null`,
  paid: () => sql`ledger_charge.state = 'paid'`,
  recorded: () => withReceipt(['recorded']),
  hanging: (now) => withReceipt(['asked', 'open'], new Date(now.getTime() - hangingMs)),
  unclear: () => withReceipt(['unclear']),
  'to-return': () => withReceipt(['to-return']),
  gone: () => sql`ledger_charge.state = 'due' and ${isGone('ledger_charge.person_id')}`,
  held: () => sql`ledger_charge.state = 'paid' and ledger_charge.kind = 'deposit' and (
    select coalesce(sum(amount_fen), 0) from ledger_entry
    where charge_id = ledger_charge.id and account = 'deposit-held') > 0`,
}

/** A page of charges, newest first, with the sums of all. */
export const chargePage = async (
  { db, now, callerId }: { db: Db; now: Date; callerId: string },
  { view, kind, number, after, limit = 20 }: ChargeFilter,
) => {
  const from = placeOf(after)
  const rows = await newest(db)
    .$if(view !== undefined, (query) => query.where(inView[view as ChargeView](now)))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as ChargeKind))
    .$if(number !== undefined, (query) => query.where('number', '=', chargeNumberOf(number as string) ?? ''))
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  return { items: await shownItems(db, items, callerId), next, sums: await chargeSums(db, now) }
}

const shownAccounts = ['receivable', 'received', 'deposit-held', 'to-return'] as const

/** What lies in the accounts of charges, from the partial sums. */
const accountSums = async (db: Db) => {
  const { rows } = await sql<{ account: string; fen: string }>`
    select account, sum(amount_fen) as fen from (
      select account, amount_fen from ledger_total
      where account in (${sql.join(shownAccounts)}) and scheme in (${sql.join(chargeKinds.map(chargeScheme))})
      union all
      select account, amount_fen::numeric from ledger_unsummed join ledger_entry using (booking_id)
      where account in (${sql.join(shownAccounts)})
    ) as parts group by account`.execute(db)
  const fen = new Map(rows.map((row) => [row.account, safeFen(row.fen)]))
  return (account: (typeof shownAccounts)[number]) => fen.get(account) ?? 0
}

/** Money that came and was not owed: how often and how much. */
export const toReturnOf = async (db: Db): Promise<{ count: number; fen: number }> => {
  const row = await db
    .selectFrom('ledger_receipt')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<string | null>('received_fen').as('fen')])
    .where('state', '=', 'to-return')
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), fen: safeFen(row.fen ?? 0) }
}

/** How many receipts a person has to look at. */
export const unclearOf = async (db: Db): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('ledger_receipt')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'unclear')
        .executeTakeFirstOrThrow()
    ).count,
  )

const chargeSums = async (db: Db, now: Date) => {
  const fen = await accountSums(db)
  const { rows } = await sql<{ late: string; recorded: number; hanging: number; gone: number }>`
    select
      (select coalesce(sum(amount_fen), 0) from ledger_charge where state = 'due' and late_on is not null) as late,
      (select count(*)::integer from ledger_receipt where state = 'recorded') as recorded,
      (select count(*)::integer from ledger_charge where ${inView.gone(now)}) as gone,
      (select count(*)::integer from ledger_receipt where state in ('asked', 'open')
        and opened_at <= ${new Date(now.getTime() - hangingMs)}::timestamptz) as hanging`.execute(db)
  return {
    dueFen: fen('receivable'),
    lateFen: safeFen(rows[0]?.late ?? 0),
    receivedFen: fen('received'),
    heldFen: fen('deposit-held'),
    toReturnFen: fen('to-return'),
    recorded: rows[0]?.recorded ?? 0,
    hanging: rows[0]?.hanging ?? 0,
    toReturn: (await toReturnOf(db)).count,
    unclear: await unclearOf(db),
    gone: rows[0]?.gone ?? 0,
  }
}
