import { jobApplicationMeanings, shownFieldLabels } from '@jucai/contract/post-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { deleteDraft, draftOf, draftsOfPerson, saveDraft } from './draft-rows'
import { allJobsOf, openPart, shownOf, updateJob } from './job-rows'
import { postsByIds } from './repository'
import { savedOf } from './saved-searches'
import { emptied } from './applying'
import { leadsTo } from './machine'

/** What a person's export says of their applications: what each employer was shown, and what it answered. */
export const jobsExport = async (db: Db, vault: Vault, personId: string) => {
  const rows = await allJobsOf(db, personId)
  const posts = await postsByIds(
    db,
    rows.map((row) => row.post_id),
  )
  return rows.map((row) => ({
    post: posts.get(row.post_id)?.title ?? '',
    state: jobApplicationMeanings[row.state].label,
    sentAt: row.sent_at.toISOString(),
    shown: shownOf(vault, row).map(({ field, value }) => `${shownFieldLabels[field]}：${value}`),
    note: openPart(vault, row, 'note'),
    contact: openPart(vault, row, 'contact'),
    reason: openPart(vault, row, 'reason'),
    interview: openPart(vault, row, 'interview'),
  }))
}
/** What they wrote and did not send. */
export const draftsExport = async (db: Db, vault: Vault, personId: string) => {
  const drafts = await draftsOfPerson(db, personId)
  const posts = await postsByIds(
    db,
    drafts.map((row) => row.post_id),
  )
  const found = []
  for (const { post_id: id, saved_at: savedAt } of drafts)
    found.push({
      post: posts.get(id)?.title ?? '',
      savedAt: savedAt.toISOString(),
      ...(await draftOf(db, vault, id, personId)),
    })
  return found
}
/** Their saved searches. */
export const searchesExport = async (db: Db, personId: string) =>
  (await savedOf(db, personId)).map(({ filter, alerts, made_at: madeAt }) => ({
    filter,
    alerts,
    madeAt: madeAt.toISOString(),
  }))

/** An account goes: what still goes on is withdrawn, so that no employer waits for who is gone. */
export const endJobs = async (db: Db, personId: string): Promise<void> => {
  for (const row of await allJobsOf(db, personId))
    if (leadsTo(row.state, 'withdraw', 'candidate'))
      await updateJob(db, row.id, { ...emptied, state: 'withdrawn', revision: row.revision + 1 })
    else if (row.ended_from) await updateJob(db, row.id, { ended_from: null })
}

/**
 * Two accounts become one: of two applications for one post the one of the account that goes on stays, or the
 * one that came further; of two drafts and of two equal searches, one.
 */
export const joinJobs = async (db: Db, vault: Vault, fromId: string, intoId: string): Promise<void> => {
  const [from, into] = [await allJobsOf(db, fromId), await allJobsOf(db, intoId)]
  for (const row of from.filter(({ state }) => state !== 'withdrawn')) {
    const other = into.find((one) => one.post_id === row.post_id && one.state !== 'withdrawn')
    if (!other) continue
    const isWaiting = (state: string) => state === 'sent' || state === 'seen'
    const leaving = isWaiting(other.state) && !isWaiting(row.state) ? other : row
    await updateJob(db, leaving.id, { ...emptied, state: 'withdrawn', revision: leaving.revision + 1 })
  }
  // A draft is sealed for its person, so what is kept is written anew for the account that goes on.
  const kept = new Set((await draftsOfPerson(db, intoId)).map(({ post_id }) => post_id))
  for (const { post_id: postId, saved_at: now, forget_at: forgetAt } of await draftsOfPerson(db, fromId)) {
    const draft = await draftOf(db, vault, postId, fromId)
    if (draft && !kept.has(postId))
      await saveDraft(db, vault, { postId, personId: intoId, now, forgetAt }, draft)
    await deleteDraft(db, postId, fromId)
  }
  const searches = new Set((await savedOf(db, intoId)).map(({ filter_key }) => filter_key))
  for (const { id, filter_key: key } of await savedOf(db, fromId))
    if (searches.has(key)) await db.deleteFrom('saved_search').where('id', '=', id).execute()
}
