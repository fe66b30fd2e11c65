import { yuanText } from '@jucai/contract/ledger-rules'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { addDays } from '../core/working-days'
import { notify } from '../notifications'
import type { LedgerDeps } from './deps'
import { suspenseOf } from './return-rows'
import { toReturnOf, unclearOf } from './show-charges'
import type { MonthWarning } from './tables'

const lastDays = 3

/** The first day of the month that ends within {@link lastDays} days, today included; null before. */
const endingMonth = (today: string): string | null =>
  addDays(today, lastDays).slice(0, 7) === today.slice(0, 7) ? null : `${today.slice(0, 7)}-01`

interface Words {
  title: string
  body: string
  deskLink: string
}
/** What is to be said of each kind; null: there is nothing of it. */
const wordsOf: Record<MonthWarning, (tx: Db) => Promise<Words | null>> = {
  suspense: async (tx) => {
    const { suspenseFen, open, unexplained } = await suspenseOf(tx)
    return unexplained === 0
      ? null
      : {
          title: '月末前请处理待查款项',
          body: `银行回单里还有 ${open} 行没有处理，共 ${yuanText(suspenseFen)} 元，其中 ${unexplained} 行没有写明原因。请在审核台“待查款项”里逐行处理，本月处理不完的写明原因。`,
          deskLink: '/open-lines',
        }
  },
  'to-return': async (tx) => {
    const { count, fen } = await toReturnOf(tx)
    return count === 0
      ? null
      : {
          title: '月末前请核对待退回的款',
          body: `还有 ${count} 笔多收的款没有退回，共 ${yuanText(fen)} 元。系统在自动重试；请在支付商户平台核对，并在审核台“收款”的“待退回”里看，月末前退清。`,
          deskLink: '/charges?view=to-return',
        }
  },
  unclear: async (tx) => {
    const count = await unclearOf(tx)
    return count === 0
      ? null
      : {
          title: '月末前请核对交易号相同的收款',
          body: `还有 ${count} 笔收款的交易号和另一笔相同，没有结论，本人付不了款。请在支付商户平台核对，并在审核台“收款”的“要核对”里写明结论。`,
          deskLink: '/charges?view=unclear',
        }
  },
}

const markOnce = async (tx: Db, now: Date, month: string, kind: MonthWarning): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('ledger_month_warning')
    .values({ month, kind, told_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const warnOnce = async (
  tx: Db,
  { vault }: LedgerDeps,
  now: Date,
  { month, kind }: { month: string; kind: MonthWarning },
): Promise<boolean> => {
  const words = await wordsOf[kind](tx)
  if (!words || !(await markOnce(tx, now, month, kind))) return false
  for (const personId of await peopleWithRole(tx, 'lead'))
    await notify(tx, vault, now, { personId, kind: 'payment', ...words })
  return true
}

/**
 * Tells leads, in the last three days of a month, what has to be settled or explained by its end: money in suspense,
 * money that goes back, receipts that a person has to look at. Each kind once for each month.
 * @returns whether they were told of any now
 */
export const warnOfMonthEnd = async (deps: LedgerDeps, now: Date): Promise<boolean> => {
  const month = endingMonth(dayOf(now))
  if (month === null) return false
  let told = false
  for (const kind of ['to-return', 'unclear', 'suspense'] as const)
    if (await deps.db.transaction().execute((tx) => warnOnce(tx, deps, now, { month, kind }))) told = true
  return told
}
