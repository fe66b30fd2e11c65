import type { Candidate } from '@jucai/contract/post-shapes'
import {
  jobApplicationMeanings,
  jobEventLabels,
  postLimits,
  type AnswerEvent,
  type JobApplicationState,
} from '@jucai/contract/post-vocabulary'
import { sayingSigns } from '@jucai/contract/text'
import { audit } from '../core/audit'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import { jobOfEmployer, lookAtOne, shownCandidate } from './candidates'
import type { PersonWork } from './deps'
import './events'
import {
  jobById,
  jobForUpdate,
  jobsForUpdate,
  sealPart,
  updateJob,
  type Interview,
  type JobRow,
} from './job-rows'
import { eventsAt, leadsTo } from './machine'
import { postOfEmployer } from './writing'

/** An answer to a candidate. */
export interface Answer {
  event: AnswerEvent
  reason?: string | undefined
  interview?: Interview | undefined
}

/** Why somebody cannot be answered this way any more: what became of it, and by whom. */
const ownWords = '这是你自己的投递，请由单位的其他人答复'
/** An answer that cannot be given yet, though nothing has changed. @throws Problem invalid-request */
const refuseEvent = ({ state }: JobRow, event: AnswerEvent): void => {
  const ways = eventsAt(state, 'employer').filter((one): one is AnswerEvent => one in jobEventLabels)
  if (ways.length === 0) return
  throw fieldProblem(
    '/event',
    `现在“${jobApplicationMeanings[state].label}”，还不能“${jobEventLabels[event]}”。现在可以：${ways.map((one) => jobEventLabels[one]).join('、')}`,
  )
}
const movedWords = async ({ db, deps, actor }: PersonWork, row: JobRow): Promise<string> => {
  const now = `现在“${jobApplicationMeanings[row.state].label}”`
  if (row.state === 'withdrawn') return `求职者刚刚撤回了投递，${now}`
  const by = row.answered_by
  if (by === null || by === actor.personId) return `${now}，请刷新后再看`
  return `${(await deps.names(db, [by])).get(by) ?? '你的同事'}先答复了，${now}`
}

/** Writes an answer into a held row. */
const writeAnswer = async (
  work: PersonWork,
  row: JobRow,
  to: JobApplicationState,
  { event, reason, interview }: Answer,
): Promise<void> => {
  const { db, now, deps, actor } = work
  await updateJob(db, row.id, {
    state: to,
    revision: row.revision + 1,
    answered_at: now,
    answered_by: actor.personId,
    // The reason of this answer: that of an earlier one says nothing about it.
    reason: reason ? sealPart(deps.vault, row.id, 'reason', reason) : null,
    ...(interview ? { interview: sealPart(deps.vault, row.id, 'interview', JSON.stringify(interview)) } : {}),
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action: `job-application.${event}`,
    object: `job-application:${row.id}`,
    personId: row.person_id,
    detail: {
      what: '答复了你的投递',
      why: jobApplicationMeanings[to].label,
      station: (await employersById(db, [row.employer_id])).get(row.employer_id)?.name ?? '',
    },
  })
  await emit(db, now, 'job-application.answered', {
    jobApplicationId: row.id,
    postId: row.post_id,
    personId: row.person_id,
    state: to,
  })
}

const leastReason = 4
/** @throws Problem invalid-request on a reason that says nothing */
const needReason = (reason: string): void => {
  if (sayingSigns(reason) < leastReason)
    throw fieldProblem('/reason', '请写一句对方能看懂的理由，至少 4 个字，标点不算')
}
const checkAnswer = ({ now }: PersonWork, { event, reason = '', interview }: Answer): void => {
  if (event === 'reject') needReason(reason)
  if (event !== 'interview') return
  if (!interview) throw fieldProblem('/interview', '请写面试的时间和地点')
  if (new Date(interview.at) <= now) throw fieldProblem('/interview/at', '面试时间已经过去，请选以后的时间')
  if (new Date(interview.at).getTime() - now.getTime() > postLimits.interviewDays * 86_400_000)
    throw fieldProblem('/interview/at', `面试最晚约在 ${postLimits.interviewDays} 天以内，请检查年份和月份`)
}

/**
 * Answers one candidate. The row is held: of two at once the first wins and the second is told, and who
 * withdrew in that moment is not answered.
 * @throws Problem not-found, employer-not-verified, job-application-moved, own-employer, employer-look-limit, invalid-request
 */
export const answerOne = async (
  work: PersonWork,
  { employerId, id, revision }: { employerId: string; id: string; revision: number },
  answer: Answer,
): Promise<Candidate> => {
  const { employer } = await requireMember(work.db, work.actor, employerId)
  requireVerified(employer)
  checkAnswer(work, answer)
  const row = await jobOfEmployer(work, employerId, id, jobForUpdate)
  if (row.person_id === work.actor.personId) throw problem('own-employer', { detail: ownWords })
  const to = row.revision === revision ? leadsTo(row.state, answer.event, 'employer') : null
  if (to === null && row.revision === revision) refuseEvent(row, answer.event)
  if (to === null)
    throw problem('job-application-moved', {
      detail: await movedWords(work, row),
      extra: { state: row.state },
    })
  await lookAtOne(work, row, to)
  await writeAnswer(work, row, to, answer)
  return shownCandidate(work, (await jobById(work.db, id)) as JobRow)
}

/**
 * Answers many with one reason. Each is answered or named with why not; nobody is passed over in silence.
 * @throws Problem not-found, employer-not-verified, invalid-request
 */
export const answerMany = async (
  work: PersonWork,
  { employerId, postId }: { employerId: string; postId: string },
  wanted: {
    event: 'shortlist' | 'reject'
    reason: string
    candidates: readonly { id: string; revision: number }[]
  },
) => {
  const { employer } = await requireMember(work.db, work.actor, employerId)
  requireVerified(employer)
  await postOfEmployer(work, employerId, postId)
  const rows = await jobsForUpdate(
    work.db,
    wanted.candidates.map(({ id }) => id),
  )
  const items: { id: string; answered: boolean; state: JobApplicationState; why: string | null }[] = []
  for (const { id, revision } of wanted.candidates) {
    const row = rows.find((one) => one.id === id && one.post_id === postId)
    if (!row) throw problem('not-found')
    const isAnswered = items.some((one) => one.id === id)
    if (isAnswered) continue
    const isOwn = row.person_id === work.actor.personId
    const to = !isOwn && row.revision === revision ? leadsTo(row.state, wanted.event, 'employer') : null
    if (to !== null) await writeAnswer(work, row, to, wanted)
    items.push({
      id,
      answered: to !== null,
      state: to ?? row.state,
      why: to === null ? (isOwn ? ownWords : await movedWords(work, row)) : null,
    })
  }
  return { items }
}
