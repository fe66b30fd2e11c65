import type { PostFault } from '@jucai/contract/post-rules'
import type { OwnPost, PostText } from '@jucai/contract/post-shapes'
import { postKindLabels, postLimits, postStateLabels } from '@jucai/contract/post-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { employersById, requireMember, requireVerified } from '../employers'
import { columnsOf, faultsOf, refuseFaults, textOf, usualClosing } from './checking'
import type { PersonWork, PostWork } from './deps'
import { forgetDraftsAt } from './draft-rows'
import './events'
import {
  hasOpened,
  insertPost,
  nextRank,
  openPostsOf,
  postById,
  postForUpdate,
  updatePost,
  type PostRow,
} from './repository'
import { indexPost, unindex } from './search'
import { ownPost } from './show'
import { keepVersion } from './versions'

/** One of the posts of an employer. @throws Problem not-found */
export const postOfEmployer = async (
  { db, actor }: PersonWork,
  employerId: string,
  postId: string,
  read: (db: Db, id: string) => Promise<PostRow | undefined> = postById,
): Promise<PostRow> => {
  await requireMember(db, actor, employerId)
  const row = await read(db, postId)
  if (row?.employer_id !== employerId) throw problem('not-found')
  return row
}

const record = (work: PersonWork, action: string, row: Pick<PostRow, 'id' | 'employer_id'>, more = {}) =>
  audit(work.db, {
    at: work.now,
    actorId: work.actor.personId,
    actorRole: 'holder',
    action,
    object: `post:${row.id}`,
    detail: { employer: row.employer_id, ...more },
  })

/** @throws Problem stale-version when somebody changed it meanwhile */
const mustBeAt = (row: PostRow, revision: number): void => {
  if (row.revision !== revision)
    throw problem('stale-version', {
      detail: '你的同事刚刚改过这个岗位，请刷新后再改，已填的内容不会丢',
      extra: { version: row.revision },
    })
}
/** @throws Problem post-step-refused */
export const refuseStep = (row: PostRow): never => {
  throw problem('post-step-refused', { detail: `它现在“${postStateLabels[row.state]}”，请刷新后再看` })
}

/** Keeps a post as a draft. Rules are told by the page and held when it is published. @throws Problem not-found */
export const draftPost = async (work: PersonWork, employerId: string, text: PostText): Promise<OwnPost> => {
  const { db, now, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  if (employer.state === 'closed') requireVerified(employer)
  const id = uuidv7()
  await insertPost(db, {
    ...columnsOf(text),
    id,
    employer_id: employerId,
    state: 'draft',
    revision: 0,
    paused: false,
    made_by: actor.personId,
    made_at: now,
    changed_at: now,
  })
  await record(work, 'post.drafted', { id, employer_id: employerId })
  return ownPost(work, (await postById(db, id)) as PostRow)
}

// Another kind is another post: it would go past the check and past those who applied.
const kindStays = (kind: PostRow['kind']): PostFault => ({
  pointer: '/kind',
  detail: `已经公开的岗位一直是“${postKindLabels[kind]}”。要招别的一种，请结束它，另发一个岗位`,
})
const changeable: readonly PostRow['state'][] = ['draft', 'returned', 'open']
/**
 * Changes a post. One that is open must hold the rules at every moment, so it is held against them again.
 * @throws Problem not-found, stale-version, post-step-refused, invalid-request
 */
export const changePost = async (
  work: PersonWork,
  {
    employerId,
    postId,
    revision,
    text,
  }: { employerId: string; postId: string; revision: number; text: PostText },
): Promise<OwnPost> => {
  const { db, now } = work
  const row = await postOfEmployer(work, employerId, postId, postForUpdate)
  if (!changeable.includes(row.state)) refuseStep(row)
  mustBeAt(row, revision)
  const isPublic = row.state === 'open'
  const whole = isPublic && text.closesAt === null ? { ...text, closesAt: textOf(row).closesAt } : text
  if (isPublic && text.kind !== row.kind) refuseFaults([kindStays(row.kind)], '/text')
  if (isPublic) refuseFaults(await faultsOf(work, whole, whole.closesAt !== textOf(row).closesAt), '/text')
  if (isPublic) await keepVersion(work, row, whole)
  const isMoved = whole.closesAt !== textOf(row).closesAt
  await updatePost(db, row.id, {
    ...columnsOf(whole),
    revision: row.revision + 1,
    changed_at: now,
    ...(isMoved ? { reminded_at: null } : {}),
  })
  const changed = (await postById(db, row.id)) as PostRow
  if (isPublic) await indexPost(db, changed, await nameOfEmployer(db, employerId))
  await record(work, 'post.changed', row)
  return ownPost(work, changed)
}

const nameOfEmployer = async (db: Db, id: string): Promise<string> =>
  (await employersById(db, [id])).get(id)?.name ?? ''

/** Makes a held post public. */
export const openPost = async ({ db, now }: PostWork, row: PostRow): Promise<PostRow> => {
  const rank = row.rank ?? (await nextRank(db))
  await updatePost(db, row.id, {
    state: 'open',
    rank,
    opened_at: row.opened_at ?? now,
    closes_at: row.closes_at ?? usualClosing(now),
    closed_at: null,
    closed_cause: null,
    closed_reason: null,
    return_reason: null,
    reminded_at: null,
    changed_at: now,
    revision: row.revision + 1,
  })
  const open = (await postById(db, row.id)) as PostRow
  await indexPost(db, open, await nameOfEmployer(db, row.employer_id))
  await forgetDraftsAt(db, row.id, null) // of one that was closed before
  await emit(db, now, 'post.opened', { postId: row.id, employerId: row.employer_id })
  return open
}

/** @throws Problem employer-limit where as many posts are open as one employer may have */
const needRoom = async ({ db, now }: PersonWork, employerId: string): Promise<void> => {
  await takeTurns(db, `open-posts:${employerId}`)
  if ((await openPostsOf(db, employerId, now)).length < postLimits.openAtOnce) return
  throw problem('employer-limit', {
    detail: `一个单位最多同时公开 ${postLimits.openAtOnce} 个岗位。请先结束招满的，相同的岗位写在一个里，用“招几人”说明`,
  })
}

/**
 * Publishes a post. The first of an employer waits for the office; others are public when the rules hold.
 * @throws Problem not-found, employer-not-verified, employer-limit, stale-version, post-step-refused, invalid-request
 */
export const publishPost = async (
  work: PersonWork,
  { employerId, postId, revision }: { employerId: string; postId: string; revision: number },
): Promise<OwnPost> => {
  const { db, now, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const row = await postOfEmployer(work, employerId, postId, postForUpdate)
  if (row.state !== 'draft' && row.state !== 'returned') refuseStep(row)
  mustBeAt(row, revision)
  refuseFaults(await faultsOf(work, textOf(row)))
  await needRoom(work, employerId)
  if (await hasOpened(db, employerId)) {
    await record(work, 'post.published', row)
    return ownPost(work, await openPost(work, row))
  }
  await updatePost(db, row.id, { state: 'checking', changed_at: now, revision: row.revision + 1 })
  await record(work, 'post.submitted', row)
  await emit(db, now, 'post.submitted', { postId: row.id, employerId })
  return ownPost(work, (await postById(db, row.id)) as PostRow)
}

/** Objects to being taken down, once. @throws Problem not-found, post-step-refused */
export const appealPost = async (
  work: PersonWork,
  { employerId, postId, text }: { employerId: string; postId: string; text: string },
): Promise<OwnPost> => {
  const { db, now } = work
  const row = await postOfEmployer(work, employerId, postId, postForUpdate)
  if (row.closed_cause !== 'taken-down' || row.appeal_state !== null)
    throw problem('post-step-refused', {
      detail: row.appeal_state ? '每个岗位可以申诉一次，你们已经提过' : '只有被下架的岗位可以申诉',
    })
  await updatePost(db, row.id, {
    appeal_text: text,
    appeal_state: 'open',
    appeal_at: now,
    changed_at: now,
    revision: row.revision + 1,
  })
  await record(work, 'post.appealed', row)
  await emit(db, now, 'post.appealed', { postId: row.id })
  return ownPost(work, (await postById(db, row.id)) as PostRow)
}

/** A post is not found by searching any more. */
export const takeFromSearch = async (db: Db, row: PostRow): Promise<void> => {
  if (row.rank !== null) await unindex(db, row.rank)
}
