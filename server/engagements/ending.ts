import { dayInWords } from '@jucai/contract/policies/days'
import type { Updateable } from 'kysely'
import { newestAgreements, voidAgreement } from '../core/agreement'
import type { Database } from '../core/db'
import type { EngagementWork } from './deps'
import { todayOf } from './moments'
import { closeConsents, updateEngagement } from './repository'
import { seal } from './sealed'
import { advance, heldByOf, insertStep, isPending, onRecord, settled, tellOf, type By } from './steps'
import type { EngagementRow } from './tables'

// Whom to ask at the home employer is needed no longer.
const over = (
  { now, deps }: EngagementWork,
  row: EngagementRow,
  by: By,
  why: string,
): Updateable<Database['engagement']> => ({
  ended_at: now,
  ended_role: by.role,
  ended_why: why === '' ? null : seal(deps.vault, 'engagement.ended_why', row.id, why),
  due_at: null,
  home_contact: null,
  home_phone: null,
})

/** Ends what is not signed by all. @throws Problem engagement-settled */
export const cancelEngagement = async (
  work: EngagementWork,
  row: EngagementRow,
  by: By,
  why: string,
): Promise<EngagementRow> => {
  await voidAgreement(work.db, heldByOf(row.id))
  await closeConsents(work.db, row.id)
  return advance(work, row, { event: 'cancel', by, set: over(work, row, by, why) })
}

/** A version that waits beside the one in force comes to nothing; what is in force stays. */
export const dropPending = async (
  work: EngagementWork,
  row: EngagementRow,
  by: By,
  event: 'refused' | 'lapsed',
): Promise<EngagementRow> => {
  const { db } = work
  await voidAgreement(db, heldByOf(row.id))
  await closeConsents(db, row.id)
  const changed = await updateEngagement(db, row.id, {
    revision: row.in_force ?? row.revision,
    due_at: null,
    version: row.version + 1,
  })
  await insertStep(work, row.id, { event, to: row.state, by })
  await onRecord(work, row, by, `engagement.${event}`)
  await tellOf(work, row, event, by.role)
  return changed
}

/** Ends one that is in force, whatever was said of its last day. */
export const finish = async (
  work: EngagementWork,
  row: EngagementRow,
  by: By,
  { lastDay, why }: { lastDay: string; why: string },
): Promise<EngagementRow> => {
  if ((await newestAgreements(work.db, [heldByOf(row.id)])).get(heldByOf(row.id))?.state === 'open')
    await voidAgreement(work.db, heldByOf(row.id))
  await closeConsents(work.db, row.id, ['open', 'signed'])
  return advance(work, row, {
    event: 'end',
    by,
    set: {
      ...over(work, row, by, why),
      last_day: lastDay,
      revision: row.in_force ?? row.revision,
      review_due: null,
    },
  })
}

/**
 * Somebody ends it, with the reason: what is not signed is cancelled, what is in force ends on a day up to today.
 * @param lastDay null while it is not signed by all, or has not begun
 * @throws Problem engagement-settled
 */
export const endOrCancel = async (
  work: EngagementWork,
  row: EngagementRow,
  { lastDay, why, by }: { lastDay: string | null; why: string; by: By },
): Promise<EngagementRow> => {
  if (row.state !== 'running') return cancelEngagement(work, row, by, why)
  const today = await todayOf(work)
  if (today < row.first_day) return finish(work, row, by, { lastDay: row.first_day, why })
  if (lastDay === null) throw settled('协议已经生效，请写明最后一天')
  if (lastDay < row.first_day || lastDay > row.last_day) throw settled('最后一天要在约定的期限里')
  if (lastDay > today) throw settled('最后一天不能晚于今天。到那天再办，这之前工时照常登记')
  const later = await work.db
    .selectFrom('engagement_hours')
    .select('day')
    .where('engagement_id', '=', row.id)
    .where('day', '>', lastDay)
    .limit(1)
    .executeTakeFirst()
  if (later) throw settled(`${dayInWords(later.day)}还有登记的工时，最后一天不能在它以前`)
  return finish(work, row, by, { lastDay, why })
}

/** Whether somebody has something left to sign, whichever version it is. */
export const isWaiting = (row: EngagementRow): boolean => row.state === 'to-sign' || isPending(row)
