import {
  interviewStates,
  unansweredStates,
  type JobApplicationState,
  type ShownField,
} from '@jucai/contract/post-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'

interface JobApplicationTable {
  id: string
  post_id: string
  employer_id: string
  person_id: string
  state: JobApplicationState
  revision: number
  shown: Buffer | null
  note: Buffer | null
  contact: Buffer | null
  reason: Buffer | null
  interview: Buffer | null
  answer_by: string
  sent_at: Date
  answered_at: Date | null
  answered_by: string | null
  told_late_at: Date | null
  /** Which text of the post they applied for. */
  post_revision: number
  /** Where it stood when its post was taken down: it stands there again if the appeal is upheld. */
  ended_from: JobApplicationState | null
}
declare module '../core/db' {
  interface Database {
    job_application: JobApplicationTable
  }
}

/** A job application as it is kept. */
export type JobRow = JobApplicationTable
/** What of it is encrypted. */
export type SealedPart = 'shown' | 'note' | 'contact' | 'reason' | 'interview'
/** A field of a profile as an employer is shown it, in words. */
export interface ShownValue {
  field: ShownField
  value: string
}
/** When and where somebody is to be talked to. */
export interface Interview {
  at: string
  place: string
}

const context = (part: SealedPart, id: string) => `job_application.${part}:${id}`
/** A part as it is kept. */
export const sealPart = (vault: Vault, id: string, part: SealedPart, text: string): Buffer =>
  vault.encrypt(text, context(part, id))
/** The same in the clear; null when there is none, or it is gone. */
export const openPart = (vault: Vault, row: JobRow, part: SealedPart): string | null => {
  const sealed = row[part]
  return sealed && vault.decrypt(sealed, context(part, row.id))
}
/** What an employer is shown of somebody; empty once it is gone. */
export const shownOf = (vault: Vault, row: JobRow): ShownValue[] => {
  const text = openPart(vault, row, 'shown')
  return text === null ? [] : (JSON.parse(text) as ShownValue[])
}
/** When and where they meet; of one that came to nothing afterwards nothing is told. */
export const interviewOf = (vault: Vault, row: JobRow): Interview | null => {
  if (!interviewStates.some((state) => state === row.state)) return null
  const text = openPart(vault, row, 'interview')
  return text === null ? null : (JSON.parse(text) as Interview)
}

/** Adds a job application. @returns false when there is one for this post already */
export const insertJob = async (db: Db, row: JobRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('job_application')
    .values(row)
    .onConflict((on) =>
      on.columns(['post_id', 'person_id']).where('state', '<>', sql.lit('withdrawn')).doNothing(),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
/** A job application by id. */
export const jobById = (db: Db, id: string): Promise<JobRow | undefined> =>
  db.selectFrom('job_application').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. Hold its post first where that matters. */
export const jobForUpdate = (db: Db, id: string): Promise<JobRow | undefined> =>
  db.selectFrom('job_application').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Several, held in the order of their ids, so that two who answer the same come one after the other. */
export const jobsForUpdate = (db: Db, ids: readonly string[]): Promise<JobRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('job_application')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .orderBy('id')
        .forUpdate()
        .execute()
/** Changes a job application. */
export const updateJob = async (db: Db, id: string, change: Partial<JobRow>): Promise<void> => {
  await db.updateTable('job_application').set(change).where('id', '=', id).execute()
}
/** What somebody sent for a post and did not withdraw. */
export const jobFor = (db: Db, postId: string, personId: string): Promise<JobRow | undefined> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('post_id', '=', postId)
    .where('person_id', '=', personId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst()

const page = (after: Place | null) =>
  sql<boolean>`(sent_at, id) < (${after?.at ?? null}, ${after?.id ?? null})`
/** Job applications of somebody, newest first; one more than `limit`. */
export const jobsOfPerson = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) => query.where(page(after)))
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Those for a post; with `waiting`, only who has no answer yet. */
export const jobsOfPost = (
  db: Db,
  { post, waiting }: { post: string; waiting: boolean },
  after: Place | null,
  limit: number,
): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('post_id', '=', post)
    .$if(waiting, (query) => query.where('state', 'in', unansweredStates))
    .$if(after !== null, (query) => query.where(page(after)))
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** All of a person, for the export and for joining. */
export const allJobsOf = (db: Db, personId: string): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('sent_at', 'desc')
    .execute()
/** A page of those of a post that stand in one of these states. */
export const jobsStanding = (
  db: Db,
  postId: string,
  states: readonly JobApplicationState[],
  limit: number,
): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('post_id', '=', postId)
    .where('state', 'in', states)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

// As the indexes are written: with parameters in place of the states they would not be used.
const going = sql<boolean>`state in ('sent', 'seen', 'shortlisted', 'interview', 'offered')`
/** A page of those at an employer that have no end yet, whatever became of their posts; held. */
export const goingAt = (db: Db, employerId: string, limit: number): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where(going)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
/** A page of those of a post that ended when it was taken down; held. */
export const endedOf = (db: Db, postId: string, limit: number): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('post_id', '=', postId)
    .where('ended_from', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
/** A page of those without an end who applied for a text of a post up to a revision. */
export const goingSince = (
  db: Db,
  { postId, revision, after }: { postId: string; revision: number; after: string | null },
  limit: number,
): Promise<Pick<JobRow, 'id' | 'person_id'>[]> =>
  db
    .selectFrom('job_application')
    .select(['id', 'person_id'])
    .where('post_id', '=', postId)
    .where('post_revision', '<=', revision)
    .where(going)
    .$if(after !== null, (query) => query.where('id', '>', after as string))
    .orderBy('id')
    .limit(limit)
    .execute()

/** How many applications to an employer stand in none of these states. */
export const countGoing = async (
  db: Db,
  employerId: string,
  over: readonly JobApplicationState[],
): Promise<number> =>
  (
    await db
      .selectFrom('job_application')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('employer_id', '=', employerId)
      .where('state', 'not in', over)
      .executeTakeFirstOrThrow()
  ).count
/** How many applied for posts, wait for an answer, and wait beyond the promised day. */
export const countsOf = async (
  db: Db,
  postIds: readonly string[],
  today: string,
): Promise<Map<string, { all: number; waiting: number; overdue: number }>> => {
  if (postIds.length === 0) return new Map()
  const waiting = sql<boolean>`state in (${sql.join(unansweredStates)})`
  const rows = await db
    .selectFrom('job_application')
    .select(({ fn }) => [
      'post_id',
      fn.countAll<number>().as('all'),
      sql<number>`count(*) filter (where ${waiting})`.as('waiting'),
      sql<number>`count(*) filter (where ${waiting} and answer_by < ${today}::date)`.as('overdue'),
    ])
    .where('post_id', 'in', [...new Set(postIds)])
    .groupBy('post_id')
    .execute()
  return new Map(rows.map(({ post_id, ...counts }) => [post_id, counts]))
}
/** How many wait for posts beyond the promised day; those of which nobody does are left out. */
export const overdueOf = async (
  db: Db,
  postIds: readonly string[],
  today: string,
): Promise<Map<string, number>> =>
  postIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('job_application')
            .select(({ fn }) => ['post_id', fn.countAll<number>().as('count')])
            .where('post_id', 'in', postIds)
            .where('state', 'in', unansweredStates)
            .where('answer_by', '<', today)
            .groupBy('post_id')
            .execute()
        ).map(({ post_id, count }) => [post_id, count]),
      )
/** The first application of a post that waits beyond its day, and how many wait. */
export interface LatePost {
  id: string
  post_id: string
  since: string
  waiting: number
}
/**
 * Posts of which people wait beyond the promised day, the longest wait first; one more than `limit`. Read in the order
 * of the index until the page is full: only the first of each post is taken.
 */
export const overduePage = (
  db: Db,
  today: string,
  after: { since: string; id: string } | null,
  limit: number,
): Promise<LatePost[]> =>
  db
    .selectFrom('job_application as job')
    .select([
      'job.id',
      'job.post_id',
      'job.answer_by as since',
      sql<number>`(
        select count(*) from job_application one
        where one.post_id = job.post_id and one.state in ('sent', 'seen') and one.answer_by < ${today})`.as(
        'waiting',
      ),
    ])
    // As the index is written: with parameters in place of the states it would not be used.
    .where(sql<boolean>`job.state in ('sent', 'seen')`)
    .where('job.answer_by', '<', today)
    .where(
      sql<boolean>`not exists (
        select from job_application earlier
        where earlier.post_id = job.post_id and earlier.state in ('sent', 'seen')
          and (earlier.answer_by, earlier.id) < (job.answer_by, job.id))`,
    )
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('job.answer_by', 'job.id'), '>', tuple(after?.since as string, after?.id as string)),
      ),
    )
    .orderBy('job.answer_by')
    .orderBy('job.id')
    .limit(limit + 1)
    .execute()
/** Applications whose promised day passed and of which the employer was not reminded. */
export const lateUntold = async (db: Db, today: string, limit: number): Promise<JobRow[]> =>
  db
    .selectFrom('job_application')
    .selectAll()
    .where('state', 'in', unansweredStates)
    .where('answer_by', '<', today)
    .where('told_late_at', 'is', null)
    .orderBy('answer_by')
    .orderBy('id')
    .limit(limit)
    .execute()
/** Writes down that the employer was reminded of these. */
export const markLateTold = async (db: Db, ids: readonly string[], now: Date): Promise<void> => {
  if (ids.length > 0)
    await db.updateTable('job_application').set({ told_late_at: now }).where('id', 'in', ids).execute()
}
