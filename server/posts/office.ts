import type { OverduePost, OwnPost } from '@jucai/contract/post-shapes'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, cursorUnknown, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { isDay, isId } from '../core/values'
import { employersById, requireVerified } from '../employers'
import { faultsOf, refuseFaults, textOf } from './checking'
import { closePost } from './closing'
import type { OfficeWork } from './deps'
import './events'
import { overduePage, type LatePost } from './job-rows'
import { checkPage, postById, postForUpdate, postsByIds, updatePost, type PostRow } from './repository'
import { ownPost, ownPosts } from './show'
import { openPost, refuseStep } from './writing'

const record = (work: OfficeWork, action: string, row: PostRow, detail = {}) =>
  audit(work.db, {
    at: work.now,
    actorId: work.actor.personId,
    actorRole: work.actor.role,
    action,
    object: `post:${row.id}`,
    detail: { employer: row.employer_id, ...detail },
  })
const again = async (work: OfficeWork, id: string): Promise<OwnPost> =>
  ownPost(work, (await postById(work.db, id)) as PostRow)
const needPost = async (work: OfficeWork, id: string): Promise<PostRow> => {
  const row = await postForUpdate(work.db, id)
  if (!row || row.state === 'draft') throw problem('not-found')
  return row
}

/** A page of what waits for the office. */
export const checksPage = async (work: OfficeWork, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await checkPage(work.db, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.changed_at, row.id),
    (row) => row,
  )
  return { items: await ownPosts(work, page.items), next: page.next }
}
/** One post, held against the rules of today. @throws Problem not-found */
export const readCheck = async (work: OfficeWork, id: string): Promise<OwnPost> => {
  const row = await postById(work.db, id)
  if (!row || row.state === 'draft') throw problem('not-found')
  return ownPost(work, row)
}

/**
 * Lets a first post be public, or returns it.
 * @throws Problem not-found, post-step-refused, employer-not-verified, invalid-request
 */
export const decideCheck = async (
  work: OfficeWork,
  id: string,
  { decision, reason }: { decision: 'open' | 'return'; reason?: string | undefined },
): Promise<OwnPost> => {
  const { db, now } = work
  const row = await needPost(work, id)
  if (row.state !== 'checking') refuseStep(row)
  if (decision === 'open') {
    const employer = (await employersById(db, [row.employer_id])).get(row.employer_id)
    if (employer) requireVerified(employer)
    refuseFaults(await faultsOf(work, textOf(row)))
    await openPost(work, row)
  } else {
    if (!reason) throw fieldProblem('/reason', '请写明要改什么，单位才知道怎么改')
    await updatePost(db, row.id, {
      state: 'returned',
      return_reason: reason,
      changed_at: now,
      revision: row.revision + 1,
    })
    await emit(db, now, 'post.returned', { postId: row.id })
  }
  await record(work, decision === 'open' ? 'post.let-open' : 'post.returned', row)
  return again(work, id)
}

/** Takes an open post down. @throws Problem not-found, post-step-refused */
export const takeDown = async (work: OfficeWork, id: string, reason: string): Promise<OwnPost> => {
  const row = await needPost(work, id)
  if (row.state !== 'open') refuseStep(row)
  await closePost(work, row, 'taken-down', reason)
  await record(work, 'post.taken-down', row)
  return again(work, id)
}

/**
 * A post that was taken down wrongly is open again, or has run out meanwhile, as it would have; who had applied stands
 * where they stood. Of an employer that is gone nothing comes back.
 */
const standAgain = async (work: OfficeWork, id: string): Promise<void> => {
  const { db, now } = work
  const row = (await postForUpdate(db, id)) as PostRow
  const employer = (await employersById(db, [row.employer_id])).get(row.employer_id)
  if (!employer || employer.state === 'closed') return
  if (row.closes_at !== null && row.closes_at > now) {
    await openPost(work, row)
    if (employer.state !== 'verified') await updatePost(db, id, { paused: true })
  } else await updatePost(db, id, { closed_cause: 'expired', closed_reason: null })
  await emit(db, now, 'post.restored', { postId: id })
}

/** Decides an appeal. @throws Problem not-found, post-step-refused, invalid-request */
export const decideAppeal = async (
  work: OfficeWork,
  id: string,
  { decision, reason }: { decision: 'upheld' | 'refused'; reason: string },
): Promise<OwnPost> => {
  const { db, now } = work
  const row = await needPost(work, id)
  if (row.appeal_state !== 'open') refuseStep(row)
  await updatePost(db, row.id, {
    appeal_state: decision,
    appeal_answer: reason,
    changed_at: now,
    revision: row.revision + 1,
  })
  if (decision === 'upheld') await standAgain(work, id)
  await emit(db, now, 'post.appeal-decided', { postId: row.id })
  await record(work, `post.appeal-${decision}`, row)
  return again(work, id)
}

const overdueCursor = ({ since, id }: LatePost): string => `${since}_${id}`
const readOverdue = (after: string | undefined): { since: string; id: string } | null => {
  if (after === undefined) return null
  const [since = '', id = ''] = after.split('_')
  if (!isDay(since) || !isId(id)) throw cursorUnknown()
  return { since, id }
}
/** Posts of which people wait too long. */
export const overduePosts = async (
  work: OfficeWork,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: OverduePost[]; next: string | null }> => {
  const page = pageOf(
    await overduePage(work.db, dayOf(work.now), readOverdue(after), limit),
    limit,
    overdueCursor,
    (row) => row,
  )
  const posts = await postsByIds(
    work.db,
    page.items.map((row) => row.post_id),
  )
  const names = await employersById(
    work.db,
    [...posts.values()].map((row) => row.employer_id),
  )
  return {
    items: page.items.flatMap(({ post_id: id, waiting, since }) => {
      const post = posts.get(id)
      return post
        ? [
            {
              id,
              title: post.title,
              employer: { id: post.employer_id, name: names.get(post.employer_id)?.name ?? '' },
              state: post.state,
              waiting,
              since,
            },
          ]
        : []
    }),
    next: page.next,
  }
}
