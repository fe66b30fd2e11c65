import type { Candidate, CandidateCard } from '@jucai/contract/post-shapes'
import {
  contactStates,
  unansweredStates,
  type AnswerEvent,
  type JobApplicationState,
} from '@jucai/contract/post-vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { requireMember, requireVerified } from '../employers'
import type { PersonWork } from './deps'
import {
  interviewOf,
  jobById,
  jobForUpdate,
  jobsOfPost,
  openPart,
  shownOf,
  updateJob,
  type JobRow,
} from './job-rows'
import { lookAt, withinLooks } from './looking'
import { eventsAt } from './machine'
import { postById, type PostRow } from './repository'
import { postOfEmployer } from './writing'

const cardOf = ({ now, deps }: PersonWork, row: JobRow, files: number): CandidateCard => {
  const shown = shownOf(deps.vault, row)
  const isWaiting = unansweredStates.some((state) => state === row.state)
  return {
    id: row.id,
    state: row.state,
    revision: row.revision,
    sentAt: row.sent_at.toISOString(),
    answerBy: row.answer_by,
    overdue: isWaiting && row.answer_by < dayOf(now),
    name: shown.find(({ field }) => field === 'name')?.value ?? null,
    shown,
    hasNote: row.note !== null,
    files,
  }
}
const namedFiles = ({ db, deps }: PersonWork, rows: readonly JobRow[]) =>
  deps.files.named(
    db,
    rows.filter(({ state }) => state !== 'withdrawn').map(({ id }) => id),
  )
/**
 * Who applied for a post, newest first. Everybody on the page reads that they were looked at; the page ends where the
 * limit of looks does.
 * @throws Problem not-found, employer-not-verified, employer-look-limit
 */
export const candidatesPage = async (
  work: PersonWork,
  { employerId, postId }: { employerId: string; postId: string },
  { after, limit = 20, waiting = false }: PageRequest & { waiting?: boolean | undefined },
): Promise<{ items: CandidateCard[]; next: string | null }> => {
  const { db, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const post = await postOfEmployer(work, employerId, postId)
  const page = pageOf(
    await jobsOfPost(db, { post: postId, waiting }, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.sent_at, row.id),
    (row) => row,
  )
  const within = await withinLooks(work, post, page.items)
  const rows = within === 0 ? page.items : page.items.slice(0, within)
  await lookAt(work, post, rows, 'listed')
  const files = await namedFiles(work, rows)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => cardOf(work, row, files.get(row.id)?.length ?? 0)),
    next: rows.length < page.items.length && last ? cursorOf(last.sent_at, last.id) : page.next,
  }
}

/** One job application to an employer. @throws Problem not-found */
export const jobOfEmployer = async (
  { db, actor }: PersonWork,
  employerId: string,
  id: string,
  read: (db: Db, id: string) => Promise<JobRow | undefined> = jobById,
): Promise<JobRow> => {
  await requireMember(db, actor, employerId)
  const row = await read(db, id)
  if (row?.employer_id !== employerId) throw problem('not-found')
  return row
}

/** One candidate as the employer sees them: contact only once both agreed. */
export const shownCandidate = async (work: PersonWork, row: JobRow): Promise<Candidate> => {
  const { db, deps } = work
  const post = (await postById(db, row.post_id)) as PostRow
  const attached = (await namedFiles(work, [row])).get(row.id) ?? []
  const contact = openPart(deps.vault, row, 'contact')
  const answerer = row.answered_by
  return {
    ...cardOf(work, row, attached.length),
    post: { id: post.id, title: post.title, kind: post.kind },
    note: openPart(deps.vault, row, 'note'),
    contact: contactStates.some((state) => state === row.state) ? contact : null,
    contactGiven: contact !== null,
    attached,
    reason: openPart(deps.vault, row, 'reason'),
    interview: interviewOf(deps.vault, row),
    answeredBy: answerer ? ((await deps.names(db, [answerer])).get(answerer) ?? null) : null,
    events: eventsAt(row.state, 'employer').filter((event): event is AnswerEvent => event !== 'look'),
  }
}

/**
 * Puts on record that one candidate is shown whole, with the contact where it is shown in a state. Before anything of
 * them is shown, and before anything is written, which a refusal would keep.
 * @throws Problem employer-look-limit
 */
export const lookAtOne = async (
  work: PersonWork,
  row: JobRow,
  state: JobApplicationState = row.state,
): Promise<void> => {
  if (row.shown === null) return
  const post = (await postById(work.db, row.post_id)) as PostRow
  const isContactShown = row.contact !== null && contactStates.some((one) => one === state)
  await lookAt(work, post, [row], isContactShown ? 'contact' : 'opened')
}

/**
 * One candidate after an answer that was given before: shown anew, so it is a look again.
 * @throws Problem not-found, employer-not-verified, employer-look-limit
 */
export const showAgain = async (work: PersonWork, employerId: string, id: string): Promise<Candidate> => {
  const { employer } = await requireMember(work.db, work.actor, employerId)
  requireVerified(employer)
  const row = await jobOfEmployer(work, employerId, id)
  await lookAtOne(work, row)
  return shownCandidate(work, row)
}

/**
 * Opens one candidate: a look on record, and from then on they read that they were seen.
 * @throws Problem not-found, employer-not-verified, employer-look-limit
 */
export const readCandidate = async (work: PersonWork, employerId: string, id: string): Promise<Candidate> => {
  const { db, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const row = await jobOfEmployer(work, employerId, id, jobForUpdate)
  await lookAtOne(work, row)
  // Who opens their own is not the employer that has seen it.
  if (row.state !== 'sent' || row.person_id === actor.personId) return shownCandidate(work, row)
  const opened = { ...row, state: 'seen', revision: row.revision + 1 } as const
  await updateJob(db, row.id, { state: opened.state, revision: opened.revision })
  return shownCandidate(work, opened)
}

/** A file that came with a job application; a look on record. @throws Problem not-found, storage-unavailable */
export const readAttached = async (
  work: PersonWork,
  employerId: string,
  { jobApplication, evidence }: { jobApplication: string; evidence: string },
) => {
  const { db, deps, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const row = await jobOfEmployer(work, employerId, jobApplication)
  if (row.shown === null) throw problem('not-found')
  const content = await deps.files.content(db, [row.id], evidence)
  await lookAt(work, (await postById(db, row.post_id)) as PostRow, [row], 'file')
  return content
}
