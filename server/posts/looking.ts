import { lookedAt, looksWithin } from '../employers'
import type { PersonWork } from './deps'
import type { JobRow } from './job-rows'
import { openPostsOf, type PostRow } from './repository'

/** What is seen of candidates, as they read it. */
export const looks = {
  listed: '在投递名单里看到了你的投递',
  opened: '打开了你的投递',
  contact: '打开了你的投递，看到了你的手机号',
  file: '看了你投递时附的文件',
} as const

/** How many of the first of these the employer may still be shown today; the page ends there. */
export const withinLooks = async (
  { db, now }: PersonWork,
  post: PostRow,
  rows: readonly JobRow[],
): Promise<number> =>
  looksWithin(
    db,
    now,
    { employerId: post.employer_id, openPosts: (await openPostsOf(db, post.employer_id, now)).length },
    rows.map(({ shown, person_id: personId }) => (shown === null ? null : personId)),
  )

/**
 * Puts on record that candidates of a post are looked at, within what the open posts of the employer explain.
 * Of who withdrew or is gone nothing is left, so nobody is looked at there.
 * @throws Problem employer-look-limit
 */
export const lookAt = async (
  { db, now, actor }: PersonWork,
  post: PostRow,
  rows: readonly JobRow[],
  what: keyof typeof looks,
): Promise<void> => {
  const personIds = rows.filter(({ shown }) => shown !== null).map((row) => row.person_id)
  if (personIds.length === 0) return
  const openPosts = (await openPostsOf(db, post.employer_id, now)).length
  await lookedAt(db, now, {
    employerId: post.employer_id,
    actorId: actor.personId,
    personIds,
    openPosts,
    what: looks[what],
    why: `岗位：${post.title}`,
  })
}
