import { engagementLimits, type EngagementParty } from '@jucai/contract/engagement-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import type { ByPerson } from './deps'
import { nextReview, todayOf } from './moments'
import { reviewsOf, updateEngagement } from './repository'
import { seal } from './sealed'
import { insertStep, onRecord, settled, tellOf, type By } from './steps'
import type { EngagementRow } from './tables'

type Reviewer = Exclude<EngagementParty, 'home'>

/** Whether a review may be spoken in: from some days before it is due, until both have said something. */
export const isReviewOpen = ({ state, review_due: due }: EngagementRow, today: string): boolean =>
  state === 'running' && due !== null && today >= addDays(due, -engagementLimits.reviewDays)

/**
 * One side says whether it goes on, once. Both go on: the next is a year later. One stops: it ends on the day on which the
 * year is over, or today.
 * @throws Problem engagement-settled
 */
export const review = async (
  work: ByPerson,
  row: EngagementRow,
  { party, goOn, why }: { party: Reviewer; goOn: boolean; why: string },
): Promise<EngagementRow> => {
  const { db, now, deps, actor } = work
  const today = await todayOf(work)
  const dueOn = row.review_due
  if (dueOn === null || !isReviewOpen(row, today)) throw settled('现在没有要做的年度回顾')
  const said = await reviewsOf(db, row.id, dueOn)
  if (said.some((one) => one.party === party)) throw settled('这一年你们这方已经说过')
  const by: By = { role: party, personId: actor.personId }
  await db
    .insertInto('engagement_review')
    .values({
      engagement_id: row.id,
      due_on: dueOn,
      party,
      go_on: goOn,
      why: seal(deps.vault, 'engagement_review.why', `${row.id}:${dueOn}:${party}`, why),
      by_person: actor.personId,
      at: now,
    })
    .execute()
  await onRecord(work, row, by, 'engagement.reviewed', { goOn })
  await insertStep(work, row.id, { event: goOn ? 'go-on' : 'stop', to: row.state, by })
  await tellOf(work, row, goOn ? 'go-on' : 'stop', party)
  if (goOn && said.length === 0) return row
  const stops = !goOn || said.some(({ go_on: on }) => !on)
  const lastDay = [dueOn, today].sort()[1] as string
  return updateEngagement(db, row.id, {
    version: row.version + 1,
    ...(stops
      ? { last_day: lastDay < row.last_day ? lastDay : row.last_day }
      : { review_due: nextReview(row.first_day, row.last_day, dueOn), review_reminded: null }),
  })
}
