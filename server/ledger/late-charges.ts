import { yuanText } from '@jucai/contract/ledger-rules'
import { dayInWords } from '@jucai/contract/policies/days'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { addDays } from '../core/working-days'
import { goneAmong } from '../core/person'
import { notify } from '../notifications'
import type { LedgerDeps } from './deps'
import { linkToCharge } from './show-charges'
import type { ChargeRow } from './tables'

const atOnce = 200

const nextLate = (tx: Db, today: string): Promise<ChargeRow[]> =>
  tx
    .selectFrom('ledger_charge')
    .selectAll()
    .where('state', '=', 'due')
    .where('late_on', 'is', null)
    .where('due_on', '<', today)
    .orderBy('due_on')
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute()

const tellPeople = async (tx: Db, { vault }: LedgerDeps, now: Date, rows: readonly ChargeRow[]) => {
  for (const row of rows)
    await notify(tx, vault, now, {
      personId: row.person_id,
      kind: 'payment',
      title: '有一笔账单过了付款期限',
      body: `${row.why}，${yuanText(row.amount_fen)} 元，应在${dayInWords(row.due_on)}前付清。金额没有增加，请尽快付清；已经付了的，请带付款凭证到窗口核对。`,
      link: linkToCharge(row.id),
    })
}
const tellLeads = async (tx: Db, { vault }: LedgerDeps, now: Date, rows: readonly ChargeRow[]) => {
  const sum = rows.reduce((fen, row) => fen + row.amount_fen, 0)
  const gone = await goneAmong(
    tx,
    rows.map(({ person_id }) => person_id),
  )
  const left = rows.filter(({ person_id }) => gone.has(person_id)).length
  for (const personId of await peopleWithRole(tx, 'lead'))
    await notify(tx, vault, now, {
      personId,
      kind: 'payment',
      title: '有账单逾期未付',
      body: `${rows.length} 笔账单、共 ${yuanText(sum)} 元过了付款期限还没有收到，${left > 0 ? `其中 ${left} 笔的账号已注销，没有人可以提醒；其余的` : ''}本人已收到提醒。请在审核台“收款”的“逾期”里看每一笔。`,
      deskLink: '/charges?view=late',
    })
}

const markOnce = (deps: LedgerDeps, now: Date): Promise<number> =>
  deps.db.transaction().execute(async (tx) => {
    const rows = await nextLate(tx, dayOf(now))
    if (rows.length === 0) return 0
    for (const row of rows)
      await tx
        .updateTable('ledger_charge')
        .set({ late_on: addDays(row.due_on, 1) })
        .where('id', '=', row.id)
        .execute()
    await tellPeople(tx, deps, now, rows)
    await tellLeads(tx, deps, now, rows)
    return rows.length
  })

/**
 * Marks charges whose last day has passed, and tells their people and the leads, each once: mark and messages are one
 * transaction. The amount stays what it is.
 * @returns how many were marked
 */
export const markChargesLate = async (deps: LedgerDeps, now: Date): Promise<number> => {
  for (let marked = 0; ;) {
    const late = await markOnce(deps, now)
    marked += late
    if (late < atOnce) return marked
  }
}
