import type { Candidate } from '@jucai/contract/post-shapes'
import {
  jobApplicationMeanings,
  type AnswerEvent,
  type JobApplicationState,
} from '@jucai/contract/post-vocabulary'
import { audit } from '../core/audit'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { requireMember, requireVerified } from '../employers'
import { jobOfEmployer, shownCandidate } from './candidates'
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
import { leadsTo } from './machine'
import { postOfEmployer } from './writing'

/** An answer to a candidate. */
export interface Answer {
  event: AnswerEvent
  reason?: string | undefined
  interview?: Interview | undefined
}

/** Why somebody cannot be answered this way any more: what became of it, and by whom. */
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
    ...(reason ? { reason: sealPart(deps.vault, row.id, 'reason', reason) } : {}),
    ...(interview ? { interview: sealPart(deps.vault, row.id, 'interview', JSON.stringify(interview)) } : {}),
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: `job-application.${event}`,
    object: `job-application:${row.id}`,
    personId: row.person_id,
    detail: { what: '用人单位答复了你的投递', why: jobApplicationMeanings[to].label },
  })
  await emit(db, now, 'job-application.answered', {
    jobApplicationId: row.id,
    postId: row.post_id,
    personId: row.person_id,
    state: to,
  })
}

const leastReason = 4
const checkAnswer = ({ now }: PersonWork, { event, reason = '', interview }: Answer): void => {
  if (event === 'reject' && [...reason].length < leastReason)
    throw fieldProblem('/reason', '请写一句对方能看懂的理由，至少 4 个字')
  if (event !== 'interview') return
  if (!interview) throw fieldProblem('/interview', '请写面试的时间和地点')
  if (new Date(interview.at) <= now) throw fieldProblem('/interview/at', '面试时间已经过去，请选以后的时间')
}

/**
 * Answers one candidate. The row is held: of two at once the first wins and the second is told, and who
 * withdrew in that moment is not answered.
 * @throws Problem not-found, employer-not-verified, job-application-moved, invalid-request
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
  const to = row.revision === revision ? leadsTo(row.state, answer.event, 'employer') : null
  if (to === null)
    throw problem('job-application-moved', {
      detail: await movedWords(work, row),
      extra: { state: row.state },
    })
  await writeAnswer(work, row, to, answer)
  return shownCandidate(work, (await jobById(work.db, id)) as JobRow)
}

/**
 * Answers many with one reason. Each is answered or named with why not; nobody is passed over in silence.
 * @throws Problem not-found, employer-not-verified
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
    const to = row.revision === revision ? leadsTo(row.state, wanted.event, 'employer') : null
    if (to !== null) await writeAnswer(work, row, to, wanted)
    items.push({
      id,
      answered: to !== null,
      state: to ?? row.state,
      why: to === null ? await movedWords(work, row) : null,
    })
  }
  return { items }
}
