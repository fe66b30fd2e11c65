import { postPages } from '@jucai/contract/post-vocabulary'
import { mostTodos, type Todo } from '@jucai/contract/todos'
import type { Db } from '../core/db'
import { employersById } from '../employers'

/** Offers of employers that wait for an answer. */
export const postTodos = async (db: Db, personId: string): Promise<Todo[]> => {
  const offered = await db
    .selectFrom('job_application')
    .innerJoin('post', 'post.id', 'job_application.post_id')
    .select(['job_application.id', 'job_application.employer_id', 'post.title'])
    .where('job_application.person_id', '=', personId)
    .where('job_application.state', '=', 'offered')
    .orderBy('job_application.sent_at', 'desc')
    .limit(mostTodos)
    .execute()
  const names = await employersById(
    db,
    offered.map(({ employer_id: id }) => id),
  )
  const standing = offered.filter(({ employer_id: id }) => names.get(id)?.state === 'verified')
  return standing.map(({ id, employer_id: employerId, title }) => ({
    title: `${names.get(employerId)?.name ?? '单位'}决定录用你`,
    words: `岗位是“${title}”，等你答复。`,
    button: '去答复',
    page: `${postPages.application}?id=${id}`,
    until: null,
  }))
}
