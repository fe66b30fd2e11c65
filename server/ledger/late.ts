import { yuanText } from '@jucai/contract/ledger-rules'
import { dayInWords } from '@jucai/contract/policies/days'
import type { Kysely } from 'kysely'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { addDays } from '../core/working-days'
import { notify } from '../notifications'
import { newestAccounts } from './bank-accounts'
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

const whatNow = ({ state }: PaymentRow, withoutAccount: boolean): string => {
  if (state === 'returned') return '银行把它退回了，请先更正收款账户。'
  if (state === 'submitted') return '付款指令已送出，银行还没有回结果。人才办已收到提醒。'
  return withoutAccount
    ? '你还没有收款账户，付不出去。请先填写，填好以后进入下一批付款。'
    : '还没有付。人才办已收到提醒，进展看这笔款的页面。'
}
const applicantWords = (row: PaymentRow, withoutAccount: boolean): string =>
  `${row.why}，${yuanText(row.amount_fen)} 元，承诺${dayInWords(row.promised_on as string)}前到账。${whatNow(row, withoutAccount)}`

const isWithoutAccount = ({ state, person_id }: PaymentRow, accounts: ReadonlyMap<string, unknown>) =>
  (state === 'approved' || state === 'budgeted') && !accounts.has(person_id)

/** Payments that became late, and the accounts of their people. */
interface Lateness {
  rows: readonly PaymentRow[]
  accounts: ReadonlyMap<string, unknown>
}

const tellApplicants = async (tx: Db, { vault }: LedgerDeps, now: Date, { rows, accounts }: Lateness) => {
  for (const row of rows)
    await notify(tx, vault, now, {
      personId: row.person_id,
      kind: 'payment',
      title: '有一笔款没有按时到账',
      body: applicantWords(row, isWithoutAccount(row, accounts)),
      link: linkToPayment(row.id),
    })
}

/** One message for each scheme: a lead with two hundred is told once. */
const tellLeads = async (tx: Db, { vault }: LedgerDeps, now: Date, { rows, accounts }: Lateness) => {
  const titles = await titlesOf(tx, rows)
  const leads = await peopleWithRole(tx, 'lead')
  for (const scheme of new Set(rows.map((row) => row.scheme))) {
    const late = rows.filter((row) => row.scheme === scheme)
    const sum = late.reduce((fen, row) => fen + row.amount_fen, 0)
    const returned = late.filter(({ state }) => state === 'returned').length
    const without = late.filter((row) => isWithoutAccount(row, accounts)).length
    for (const personId of leads)
      await notify(tx, vault, now, {
        personId,
        kind: 'payment',
        title: '有款项超过了承诺日',
        body: `“${titles(scheme)}”有 ${late.length} 笔、共 ${yuanText(sum)} 元没有按承诺到账，其中 ${returned} 笔被银行退回、等本人更正账户${without > 0 ? `，${without} 笔本人还没有填写收款账户` : ''}。请在审核台“款项”里看每一笔停在哪一步。`,
        deskLink: `/payments?scheme=${scheme}&late=true`,
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
    const accounts = await newestAccounts(
      tx,
      rows.map(({ person_id }) => person_id),
    )
    await tellApplicants(tx, deps, now, { rows, accounts })
    await tellLeads(tx, deps, now, { rows, accounts })
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
