import type { PostText } from '@jucai/contract/post-shapes'
import { payWords, postPages } from '@jucai/contract/post-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { employersById } from '../employers'
import { notify } from '../notifications'
import { textOf } from './checking'
import type { PostDeps, PostWork } from './deps'
import { goingSince } from './job-rows'
import { postById, type PostRow } from './repository'

// Texts of posts that were replaced while people had applied for them.
interface PostVersionTable {
  post_id: string
  revision: number
  body: unknown
  replaced_at: Date
}
declare module '../core/db' {
  interface Database {
    post_version: PostVersionTable
  }
}
declare module '../core/outbox' {
  interface Events {
    /** A page of those who applied before a post was changed is told what changed. */
    'post.changed': { postId: string; revision: number; what: string[]; after: string | null }
  }
}

/** What of a post somebody decides by when they apply. */
export type AppliedText = Pick<
  PostText,
  'kind' | 'title' | 'region' | 'place' | 'payLow' | 'payHigh' | 'requirements' | 'duties' | 'wants'
>
const appliedText = ({
  kind,
  title,
  region,
  place,
  payLow,
  payHigh,
  requirements,
  duties,
  wants,
}: AppliedText): AppliedText => ({
  kind,
  title,
  region,
  place,
  payLow,
  payHigh,
  requirements,
  duties,
  wants,
})

const payOf = ({ payLow, payHigh }: AppliedText): string =>
  payWords({ lowFen: payLow.fen, highFen: payHigh.fen, unit: payLow.unit })
const whereOf = ({ regionName }: Pick<PostDeps, 'regionName'>, { region, place }: AppliedText): string =>
  `${regionName(region) ?? region}${place}`
const needs = ({ requirements: { minDegree, majors, experienceYears } }: AppliedText): string =>
  JSON.stringify([minDegree ?? null, [...(majors ?? [])].sort(), experienceYears ?? 0])

/** What differs between two texts of a post, of what people decide by, each in words; none: nothing of that. */
export const changesOf = (
  deps: Pick<PostDeps, 'regionName'>,
  before: AppliedText,
  after: AppliedText,
): string[] => {
  const said = (name: string, from: string, to: string): string[] =>
    from === to ? [] : [`${name}从“${from}”改为“${to}”`]
  const differs = (name: string, isSame: boolean): string[] => (isSame ? [] : [`${name}有改动`])
  return [
    ...said('名称', before.title, after.title),
    ...said('报酬', payOf(before), payOf(after)),
    ...said('工作地点', whereOf(deps, before), whereOf(deps, after)),
    ...differs('学历、专业或经验要求', needs(before) === needs(after)),
    ...differs('工作内容', before.duties === after.duties),
    ...differs('其他要求', before.wants === after.wants),
  ]
}

/** A held, open post is replaced by another text: who applied for the one before is told, and can read that one. */
export const keepVersion = async (
  { db, now, deps }: PostWork,
  row: PostRow,
  text: PostText,
): Promise<void> => {
  const before = textOf(row)
  const what = changesOf(deps, before, text)
  if (what.length === 0) return
  await db
    .insertInto('post_version')
    .values({
      post_id: row.id,
      revision: row.revision,
      body: JSON.stringify(appliedText(before)),
      replaced_at: now,
    })
    .execute()
  await emit(db, now, 'post.changed', { postId: row.id, revision: row.revision, what, after: null })
}

/** For what people applied, by their applications, where the text was replaced since. */
export const appliedFor = async (
  db: Db,
  applicationIds: readonly string[],
): Promise<Map<string, AppliedText>> => {
  if (applicationIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; body: AppliedText }>`
    select job.id as id, version.body as body
    from job_application job
    join lateral (
      select body from post_version
      where post_id = job.post_id and revision >= job.post_revision
      order by revision limit 1) version on true
    where job.id in (${sql.join(applicationIds)})`.execute(db)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

const atOnce = 100
/** Tells a page of those who applied before a change, and goes on with the next. */
export const tellChanged = async (
  { db, now, deps }: PostWork,
  {
    postId,
    revision,
    what,
    after,
  }: { postId: string; revision: number; what: string[]; after: string | null },
): Promise<void> => {
  const post = await postById(db, postId)
  if (!post) return
  const rows = await goingSince(db, { postId, revision, after }, atOnce)
  const employer = (await employersById(db, [post.employer_id])).get(post.employer_id)?.name ?? '用人单位'
  for (const { id, person_id: personId } of rows)
    await notify(db, deps.vault, now, {
      personId,
      kind: 'application',
      title: '你投递的岗位有改动',
      body: `${employer}改了“${post.title}”：${what.join('；')}。投递时的内容还能在投递进展里看；不合适的，可以撤回投递。`,
      link: `${postPages.application}?id=${id}`,
    })
  const last = rows.at(-1)
  if (rows.length === atOnce && last)
    await emit(db, now, 'post.changed', { postId, revision, what, after: last.id })
}
