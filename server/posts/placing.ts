import { closePost } from './closing'
import type { PersonWork } from './deps'
import { postForUpdate, updatePost, type PostRow } from './repository'
import { openPost } from './writing'

/** For sample data and tests: what the office does, without an office. Nothing that people do comes here. */
const held = async ({ db }: PersonWork, id: string): Promise<PostRow> =>
  (await postForUpdate(db, id)) as PostRow

/** Makes a sample post public. */
export const openSamplePost = async (work: PersonWork, id: string): Promise<void> => {
  await openPost(work, await held(work, id))
}
/** Returns a sample post. */
export const returnSamplePost = async (work: PersonWork, id: string, reason: string): Promise<void> => {
  const row = await held(work, id)
  await updatePost(work.db, id, { state: 'returned', return_reason: reason, revision: row.revision + 1 })
}
/** Takes a sample post down. */
export const takeDownSamplePost = async (work: PersonWork, id: string, reason: string): Promise<void> =>
  closePost(work, await held(work, id), 'taken-down', reason)
