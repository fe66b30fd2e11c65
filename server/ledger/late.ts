import { yuanText } from '@jucai/contract/ledger-rules'
import type { Kysely } from 'kysely'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { addDays } from '../core/working-days'
import { notify } from '../notifications'
import { book, lateEntries } from './booking'
import type { LedgerDeps } from './deps'
import { linkToPayment, titlesOf } from './show'
import type { PaymentRow } from './tables'

const atOnce = 200

/** Payments past their promise that nobody has marked, held. */
const nextLate = (tx: Db, today: string): Promise<PaymentRow[]> =>
  tx
    .selectFrom('ledger_payment')
    .selectAll()
    .where('late_on', 'is', null)
    .where('state', 'in', ['approved', 'budgeted', 'submitted', 'returned'])
    .where('promised_on', '<', today)
    .orderBy('promised_on')
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute()

const lateSince = (row: PaymentRow): string => addDays(row.promised_on as string, 1)

const applicantWords = (row: PaymentRow): string =>
  row.state === 'returned'
    ? `${row.why}，${yuanText(row.amount_fen)} 元，承诺 ${row.promised_on} 前到账。银行把它退回了，请先更正收款账户。`
    : row.state === 'submitted'
      ? `${row.why}，${yuanText(row.amount_fen)} 元，承诺 ${row.promised_on} 前到账。付款指令已送出，银行还没有回结果。人才办已收到提醒。`
      : `${row.why}，${yuanText(row.amount_fen)} 元，承诺 ${row.promised_on} 前到账，还没有付。人才办已收到提醒，进展看这笔款的页面。`

const tellApplicants = async (tx: Db, { vault }: LedgerDeps, now: Date, rows: readonly PaymentRow[]) => {
  for (const row of rows)
    await notify(tx, vault, now, {
      personId: row.person_id,
      kind: 'payment',
      title: '有一笔款没有按时到账',
      body: applicantWords(row),
      link: linkToPayment(row.id),
    })
}

/** One message for each scheme: a lead with two hundred is told once. */
const tellLeads = async (tx: Db, { vault }: LedgerDeps, now: Date, rows: readonly PaymentRow[]) => {
  const titles = await titlesOf(tx, rows)
  const leads = await peopleWithRole(tx, 'lead')
  for (const scheme of new Set(rows.map((row) => row.scheme))) {
    const late = rows.filter((row) => row.scheme === scheme)
    const sum = late.reduce((fen, row) => fen + row.amount_fen, 0)
    const returned = late.filter(({ state }) => state === 'returned').length
    for (const personId of leads)
      await notify(tx, vault, now, {
        personId,
        kind: 'payment',
        title: '有款项超过了承诺日',
        body: `“${titles(scheme)}”有 ${late.length} 笔、共 ${yuanText(sum)} 元没有按承诺到账，其中 ${returned} 笔被银行退回、等本人更正账户。`,
        link: null,
      })
  }
}

const markOnce = (deps: LedgerDeps, db: Kysely<Database>, now: Date): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const rows = await nextLate(tx, dayOf(now))
    if (rows.length === 0) return 0
    await book(
      tx,
      now,
      rows.map((row) => ({
        act: 'late',
        source: 'late',
        externalId: `${row.id}:${row.promised_on}:${now.toISOString()}`,
        paymentId: row.id,
        happenedOn: lateSince(row),
        entries: lateEntries(row),
      })),
    )
    for (const row of rows)
      await tx
        .updateTable('ledger_payment')
        .set({ late_on: lateSince(row) })
        .where('id', '=', row.id)
        .execute()
    await tellApplicants(tx, deps, now, rows)
    await tellLeads(tx, deps, now, rows)
    return rows.length
  })

/**
 * Marks payments whose promised day has passed, and tells their people and the leads, each once: the mark and the
 * messages are one transaction.
 * @returns how many were marked
 */
export const markLate = async (deps: LedgerDeps, now: Date): Promise<number> => {
  for (let marked = 0; ;) {
    const late = await markOnce(deps, deps.db, now)
    marked += late
    if (late < atOnce) return marked
  }
}
