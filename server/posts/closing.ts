import type { OwnPost } from '@jucai/contract/post-shapes'
import {
  closingCauseLabels,
  jobApplicationMeanings,
  postLimits,
  type ClosingCause,
  type JobApplicationState,
} from '@jucai/contract/post-vocabulary'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import { estimatedDay } from '../core/working-days'
import { notify } from '../notifications'
import type { PersonWork, PostWork } from './deps'
import './events'
import { deleteDraft, draftersOf, forgetDraftsAt } from './draft-rows'
import { endedOf, goingAt, jobsStanding, sealPart, updateJob, type JobRow } from './job-rows'
import { postById, postForUpdate, updatePost, type PostRow } from './repository'
import { ownPost } from './show'
import { postOfEmployer, refuseStep, takeFromSearch } from './writing'
import { postPages } from '@jucai/contract/post-vocabulary'

/**
 * Closes a held post: from the same moment nobody can apply, because whoever applies holds the row too. One
 * that ran out leaves who applied to be answered; one that is closed otherwise ends what waits.
 */
export const closePost = async (
  { db, now }: PostWork,
  row: PostRow,
  cause: ClosingCause,
  reason: string | null,
): Promise<void> => {
  const wasOpen = row.state === 'open'
  await updatePost(db, row.id, {
    state: 'closed',
    closed_cause: cause,
    closed_reason: reason,
    closed_at: now,
    changed_at: now,
    revision: row.revision + 1,
  })
  await takeFromSearch(db, row)
  if (!wasOpen) return
  await emit(db, now, 'post.closed', { postId: row.id, employerId: row.employer_id, cause })
  await emit(db, now, 'post.drafters-left', { postId: row.id, after: null })
  if (cause !== 'expired') await emit(db, now, 'post.waiting-left', { postId: row.id, all: endsAll(cause) })
}
// Filled or cancelled: whom the employer has answered already goes on; there is nobody to go on with else.
const endsAll = (cause: ClosingCause): boolean => cause === 'employer-ended' || cause === 'taken-down'

/** Closes a post early. @throws Problem not-found, post-step-refused */
export const closeEarly = async (
  work: PersonWork,
  wanted: { employerId: string; postId: string; cause: 'filled' | 'cancelled'; reason: string },
): Promise<OwnPost> => {
  const row = await postOfEmployer(work, wanted.employerId, wanted.postId, postForUpdate)
  if (row.state === 'closed') refuseStep(row)
  await closePost(work, row, wanted.cause, wanted.reason)
  await audit(work.db, {
    at: work.now,
    actorId: work.actor.personId,
    actorRole: 'holder',
    action: 'post.closed',
    object: `post:${row.id}`,
    detail: { employer: row.employer_id, cause: wanted.cause },
  })
  return ownPost(work, (await postById(work.db, row.id)) as PostRow)
}

/** A post whose time is over. @returns whether it was closed now */
export const runOutPost = async (work: PostWork, id: string): Promise<boolean> => {
  const row = await postForUpdate(work.db, id)
  if (row?.state !== 'open' || (row.closes_at as Date) > work.now) return false
  await closePost(work, row, 'expired', null)
  await audit(work.db, {
    at: work.now,
    actorId: null,
    actorRole: 'system',
    action: 'post.expired',
    object: `post:${row.id}`,
  })
  return true
}

/** When the drafts of a closed post go. */
export const forgottenAt = ({ closed_at: at }: PostRow): Date | null =>
  at && new Date(at.getTime() + postLimits.draftDays * 86_400_000)

const atOnce = 100
/** Tells a page of those who have a draft that the post is closed, and goes on with the next. */
export const tellDrafters = async (work: PostWork, postId: string, after: string | null): Promise<void> => {
  const { db, now, deps } = work
  const row = await postById(db, postId)
  if (row?.state !== 'closed') return
  const people = await draftersOf(db, postId, after, atOnce)
  await forgetDraftsAt(db, postId, forgottenAt(row), people)
  for (const personId of people)
    await notify(db, deps.vault, now, {
      personId,
      kind: 'application',
      title: '你写了一半的岗位已经结束',
      body: `“${row.title}”${closedWords(row)}你的草稿不会发给单位，${postLimits.draftDays} 天内仍可在“我的投递”里查看，之后自动删除。`,
      link: `${postPages.post}?id=${postId}`,
    })
  const last = people.at(-1)
  if (people.length === atOnce && last) await emit(db, now, 'post.drafters-left', { postId, after: last })
}
const closedWords = ({ closed_cause: cause, closed_reason: reason }: PostRow): string =>
  `：${closingCauseLabels[cause ?? 'expired']}${reason ? `（${reason}）` : ''}。`

const unanswered: readonly JobApplicationState[] = ['sent', 'seen']
const unfinished: readonly JobApplicationState[] = [...unanswered, 'shortlisted', 'interview', 'offered']
/** Ends a page of what waits for a post that was closed, each with the reason, and goes on with the next. */
export const endWaiting = async (work: PostWork, postId: string, isAll: boolean): Promise<void> => {
  const { db, now } = work
  const post = await postById(db, postId)
  if (post?.state !== 'closed') return
  const rows = await jobsStanding(db, postId, isAll ? unfinished : unanswered, atOnce)
  const why = `${closingCauseLabels[post.closed_cause ?? 'cancelled']}${post.closed_reason ? `：${post.closed_reason}` : ''}`
  for (const row of rows) await endOne(work, row, why, post.closed_cause === 'taken-down')
  if (rows.length === atOnce) await emit(db, now, 'post.waiting-left', { postId, all: isAll })
}
/** An employer that is gone answers nobody: a page of all who wait there ends, of posts closed long ago too. */
export const endGoing = async (work: PostWork, employerId: string): Promise<boolean> => {
  const rows = await goingAt(work.db, employerId, atOnce)
  for (const row of rows) await endOne(work, row, closingCauseLabels['employer-ended'], false)
  return rows.length === atOnce
}
const endOne = async (
  { db, now, deps }: PostWork,
  row: JobRow,
  reason: string,
  mayReturn: boolean,
): Promise<void> => {
  await updateJob(db, row.id, {
    state: 'closed-with-post',
    revision: row.revision + 1,
    answered_at: now,
    reason: sealPart(deps.vault, row.id, 'reason', reason),
    ended_from: mayReturn ? row.state : null,
  })
  await deleteDraft(db, row.post_id, row.person_id)
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'job-application.closed-with-post',
    object: `job-application:${row.id}`,
    personId: row.person_id,
  })
  await emit(db, now, 'job-application.answered', {
    jobApplicationId: row.id,
    postId: row.post_id,
    personId: row.person_id,
    state: 'closed-with-post',
  })
}

/**
 * A post was taken down wrongly: a page of what ended with it stands where it stood, and its people are told. Whoever
 * waits for a first answer is promised one anew, from now on.
 */
export const restoreEnded = async (work: PostWork, postId: string): Promise<void> => {
  const { db, now, deps } = work
  const post = await postById(db, postId)
  if (!post || post.closed_cause === 'taken-down') return
  const rows = await endedOf(db, postId, atOnce)
  const answerBy = estimatedDay(await deps.calendar(db), dayOf(now), post.answer_days)
  for (const row of rows) await restoreOne(work, post, row, answerBy)
  if (rows.length === atOnce) await emit(db, now, 'post.restored', { postId })
}
const restoreOne = async (
  { db, now, deps }: PostWork,
  post: PostRow,
  row: JobRow,
  answerBy: string,
): Promise<void> => {
  const state = row.ended_from ?? row.state
  await updateJob(db, row.id, {
    state,
    ended_from: null,
    revision: row.revision + 1,
    reason: null,
    ...(unanswered.includes(state) ? { answer_by: answerBy, answered_at: null, told_late_at: null } : {}),
  })
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'job-application.restored',
    object: `job-application:${row.id}`,
    personId: row.person_id,
  })
  await notify(db, deps.vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: '你的投递恢复了',
    body: `“${post.title}”的下架经申诉撤销。你的投递回到“${jobApplicationMeanings[state].label}”，不用重新投递；不想继续的，可以撤回。`,
    link: `${postPages.application}?id=${row.id}`,
  })
}
