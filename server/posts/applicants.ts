import { overStates } from '@jucai/contract/post-vocabulary'
import type { Db } from '../core/db'
import { jobById } from './job-rows'
import { postById } from './repository'

/**
 * Who sent an application to an employer, and for a post of which kind; for rooms that go on from there. Null when it is
 * another employer's, or it came to nothing.
 */
export const applicantOf = async (
  db: Db,
  employerId: string,
  applicationId: string,
): Promise<{ personId: string; kind: string } | null> => {
  const job = await jobById(db, applicationId)
  const post = job && (await postById(db, job.post_id))
  if (!job || post?.employer_id !== employerId) return null
  const cameToNothing = job.state !== 'accepted' && overStates.includes(job.state)
  return cameToNothing ? null : { personId: job.person_id, kind: post.kind }
}
