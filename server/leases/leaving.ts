import type { Lease } from '@jucai/contract/lease-shapes'
import { noticeDays } from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { fieldProblem } from '../core/problem'
import { expectFree } from '../housing'
import { advance, holdOwn, settled } from './advance'
import { billMonths, endBillsOn, rentUntil } from './bills'
import type { TenantWork } from './deps'
import { todayOf } from './moments'
import { updateLease, type LeaseRow } from './repository'
import { shownLease } from './show'

/** Whoever looks for a flat is told the day from which this one is expected to be free. */
export const expectEmpty = ({ db, now }: Pick<TenantWork, 'db' | 'now'>, row: LeaseRow): Promise<void> =>
  expectFree(
    { db, now },
    { flatId: row.flat_id, freeFrom: addDays(rentUntil(row), 1), reason: '租约的最后一天有变', by: null },
  )

const tenant = (work: TenantWork) => ({ role: 'tenant', personId: work.actor.personId }) as const

/**
 * Gives notice: the day of leaving. Rent behind it is not owed any more. Another day may be named again until then.
 * @throws Problem not-found, invalid-request, lease-settled
 */
export const giveNotice = async (work: TenantWork, id: string, leaveOn: Day): Promise<Lease> => {
  const { db, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  if (row.leave_on === leaveOn && row.state === 'ending') return shownLease(work, row)
  const today = await todayOf(work)
  if (row.state !== 'living' && !(row.state === 'ending' && today <= row.last_day))
    throw settled(row.key_at === null ? '还没有入住，可以直接放弃' : '租期已经届满或已经退房')
  const earliest = addDays(today, noticeDays)
  // Whoever has fewer days left than the notice takes leaves on the last day.
  const first = earliest < row.last_day ? earliest : row.last_day
  if (leaveOn < first)
    throw fieldProblem('/leaveOn', `要提前 ${noticeDays} 天通知，最早选${dayInWords(first)}`)
  if (leaveOn > row.last_day) throw fieldProblem('/leaveOn', `租期到${dayInWords(row.last_day)}为止`)
  const set = { leave_on: leaveOn }
  const changed =
    row.state === 'living'
      ? await advance(work, row, { event: 'give-notice', by: tenant(work), set, note: `${leaveOn} 退房` })
      : await updateLease(db, id, set)
  await endBillsOn(work, changed, leaveOn)
  await billMonths(work, changed)
  await expectEmpty(work, changed)
  return shownLease(work, changed)
}

/** Takes the notice back while the term runs. @throws Problem not-found, lease-settled */
export const takeNoticeBack = async (work: TenantWork, id: string): Promise<Lease> => {
  const { db, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  if (row.state === 'living') return shownLease(work, row)
  const living = await advance(work, row, {
    event: 'take-back-notice',
    by: tenant(work),
    facts: { 'in-term': (await todayOf(work)) <= row.last_day },
    set: { leave_on: null },
  })
  await billMonths(work, living)
  await expectEmpty(work, living)
  return shownLease(work, living)
}
