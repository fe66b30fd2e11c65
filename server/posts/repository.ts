import type { ClosingCause, PayUnit, PostKind, PostState } from '@jucai/contract/post-vocabulary'
import type { Degree } from '@jucai/contract/vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'

interface PostTable {
  id: string
  employer_id: string
  kind: PostKind
  state: PostState
  title: string
  chain_key: string | null
  link_key: string | null
  shortage_key: string | null
  region: string
  place: string
  transport: string | null
  headcount: number
  pay_low_fen: number
  pay_high_fen: number
  pay_unit: PayUnit
  pay_high_unit: PayUnit
  degree: Degree | null
  experience_years: number
  majors: unknown
  duties: string
  wants: string
  closes_at: Date | null
  answer_days: number
  revision: number
  paused: boolean
  rank: number | null
  search_words: string
  search_letters: string
  search_initials: string
  return_reason: string | null
  closed_cause: ClosingCause | null
  closed_reason: string | null
  appeal_text: string | null
  appeal_state: 'open' | 'upheld' | 'refused' | null
  appeal_answer: string | null
  appeal_at: Date | null
  made_by: string
  made_at: Date
  changed_at: Date
  opened_at: Date | null
  closed_at: Date | null
  reminded_at: Date | null
  overdue_told_at: Date | null
}
declare module '../core/db' {
  interface Database {
    post: PostTable
  }
}

/** A post as it is kept. */
export type PostRow = Omit<PostTable, 'majors'> & { majors: string[] }
type NewPost = Pick<PostRow, 'id' | 'employer_id' | 'made_by' | 'made_at'> & Partial<PostRow>

const kept = ({ majors, ...rest }: Partial<PostRow>) =>
  majors === undefined ? rest : { ...rest, majors: JSON.stringify(majors) }

/** Adds a post. */
export const insertPost = async (db: Db, row: NewPost): Promise<void> => {
  await db
    .insertInto('post')
    .values(kept(row) as PostTable)
    .execute()
}
/** Changes a post. */
export const updatePost = async (db: Db, id: string, change: Partial<PostRow>): Promise<void> => {
  await db.updateTable('post').set(kept(change)).where('id', '=', id).execute()
}
/** A post by id. */
export const postById = async (db: Db, id: string): Promise<PostRow | undefined> =>
  (await db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()) as PostRow | undefined
/**
 * The same, held until the transaction ends: who closes it and who applies come one after the other. Hold
 * people before it, and job applications after it.
 */
export const postForUpdate = async (db: Db, id: string): Promise<PostRow | undefined> =>
  (await db.selectFrom('post').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as
    PostRow | undefined
/** The same against closing and changing only: any number may apply at once. */
export const postForShare = async (db: Db, id: string): Promise<PostRow | undefined> =>
  (await db.selectFrom('post').selectAll().where('id', '=', id).forShare().executeTakeFirst()) as
    PostRow | undefined
/** Several posts by id. */
export const postsByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, PostRow>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          (await db
            .selectFrom('post')
            .selectAll()
            .where('id', 'in', [...new Set(ids)])
            .execute()) as PostRow[]
        ).map((row) => [row.id, row]),
      )

/** Names of posts, for rows of other rooms. */
export const postsById = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, Pick<PostRow, 'id' | 'employer_id' | 'kind' | 'state' | 'title' | 'closes_at'>>> => {
  const rows = await postsByIds(db, ids)
  return new Map(
    [...rows].map(([id, { employer_id, kind, state, title, closes_at }]) => [
      id,
      { id, employer_id, kind, state, title, closes_at },
    ]),
  )
}
/** Posts as a relation that other rooms join: nothing of it is about a person. */
export const postRows = (db: Db) =>
  db
    .selectFrom('post')
    .select([
      'id',
      'employer_id',
      'kind',
      'state',
      'paused',
      'closes_at',
      'opened_at',
      'title',
      'chain_key',
      'link_key',
      'shortage_key',
      'degree',
      'experience_years',
      'majors',
      'headcount',
      'rank',
    ])
/** The posts of an employer that take applications at a moment. */
export const openPostsOf = async (db: Db, employerId: string, now: Date): Promise<PostRow[]> =>
  (await db
    .selectFrom('post')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where('state', '=', 'open')
    .where('closes_at', '>', now)
    .execute()) as PostRow[]

/** The number that a post gets when it opens: newer is greater. */
export const nextRank = async (db: Db): Promise<number> =>
  Number((await sql<{ rank: string }>`select nextval('post_rank') as rank`.execute(db)).rows[0]?.rank)
/** The number of the newest post. */
export const newestRank = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('post')
      .select('rank')
      .where('state', '=', 'open')
      .orderBy('rank', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.rank ?? 0

/** Whether the office has let a post of this employer be public before. */
export const hasOpened = async (db: Db, employerId: string): Promise<boolean> =>
  (await db
    .selectFrom('post')
    .select('id')
    .where('employer_id', '=', employerId)
    .where('opened_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()) !== undefined

const before = (column: 'changed_at', after: Place | null) =>
  sql<boolean>`(${sql.ref(column)}, id) < (${after?.at ?? null}, ${after?.id ?? null})`
/** Posts of an employer, last changed first; one more than `limit`. */
export const employerPage = async (
  db: Db,
  employerId: string,
  after: Place | null,
  limit: number,
): Promise<PostRow[]> =>
  (await db
    .selectFrom('post')
    .selectAll()
    .where('employer_id', '=', employerId)
    .$if(after !== null, (query) => query.where(before('changed_at', after)))
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()) as PostRow[]
/** Posts that wait for the office, the oldest first; one more than `limit`. */
export const checkPage = async (db: Db, after: Place | null, limit: number): Promise<PostRow[]> =>
  (await db
    .selectFrom('post')
    .selectAll()
    .where(({ eb, or }) => or([eb('state', '=', 'checking'), eb('appeal_state', '=', 'open')]))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('changed_at', 'id'), '>', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('changed_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()) as PostRow[]

/** Open posts whose time is over. */
export const runOut = async (db: Db, now: Date, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('post')
      .select('id')
      .where('state', '=', 'open')
      .where('closes_at', '<=', now)
      .orderBy('closes_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id)
/** Open posts that run out before a moment and whose employer was not reminded. */
export const runningOut = async (db: Db, before: Date, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('post')
      .select('id')
      .where('state', '=', 'open')
      .where('closes_at', '<=', before)
      .where('reminded_at', 'is', null)
      .orderBy('closes_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id)
/** Posts of an employer that are not closed: a page of their ids. */
export const unclosedOf = async (db: Db, employerId: string, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('post')
      .select('id')
      .where('employer_id', '=', employerId)
      .where('state', '<>', 'closed')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id)
/** How many posts of an employer are not closed. */
export const countUnclosed = async (db: Db, employerId: string): Promise<number> =>
  (
    await db
      .selectFrom('post')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('employer_id', '=', employerId)
      .where('state', '<>', 'closed')
      .executeTakeFirstOrThrow()
  ).count
/** An employer may not recruit for now, or may again. */
export const pausePosts = async (db: Db, employerId: string, paused: boolean): Promise<void> => {
  await db
    .updateTable('post')
    .set({ paused })
    .where('employer_id', '=', employerId)
    .where('state', '<>', 'closed')
    .execute()
}
