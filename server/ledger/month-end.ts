import { yuanText } from '@jucai/contract/ledger-rules'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { addDays } from '../core/working-days'
import { notify } from '../notifications'
import type { LedgerDeps } from './deps'
import { suspenseOf } from './return-rows'

const lastDays = 3

/** The first day of the month that ends within {@link lastDays} days, today included; null before. */
const endingMonth = (today: string): string | null =>
  addDays(today, lastDays).slice(0, 7) === today.slice(0, 7) ? null : `${today.slice(0, 7)}-01`

const warnOnce = async (tx: Db, { vault }: LedgerDeps, now: Date, month: string): Promise<boolean> => {
  const { suspenseFen, open, unexplained } = await suspenseOf(tx)
  if (unexplained === 0) return false
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('ledger_suspense_warning')
    .values({ month, told_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  for (const personId of await peopleWithRole(tx, 'lead'))
    await notify(tx, vault, now, {
      personId,
      kind: 'payment',
      title: '月末前请处理待查款项',
      body: `银行回单里还有 ${open} 行没有处理，共 ${yuanText(suspenseFen)} 元，其中 ${unexplained} 行没有写明原因。请在审核台“银行回单”里逐行处理，本月处理不完的写明原因。`,
      link: null,
    })
  return true
}

/**
 * Tells leads, in the last three days of a month and once for each month, that money stands in suspense which nobody
 * explained: at the month's end it is settled or explained.
 * @returns whether they were told now
 */
export const warnOfSuspense = async (deps: LedgerDeps, now: Date): Promise<boolean> => {
  const month = endingMonth(dayOf(now))
  return month !== null && deps.db.transaction().execute((tx) => warnOnce(tx, deps, now, month))
}
