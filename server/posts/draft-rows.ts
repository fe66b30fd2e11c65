import type { JobApplicationDraft } from '@jucai/contract/post-shapes'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'

interface JobApplicationDraftTable {
  person_id: string
  post_id: string
  body: Buffer | null
  saved_at: Date
  /** When it goes by itself; null while its post takes applications. */
  forget_at: Date | null
}
declare module '../core/db' {
  interface Database {
    job_application_draft: JobApplicationDraftTable
  }
}

const draftContext = (postId: string, personId: string) => `job_application_draft.body:${postId}:${personId}`
/** Keeps a draft. */
export const saveDraft = async (
  db: Db,
  vault: Vault,
  { postId, personId, now, forgetAt }: { postId: string; personId: string; now: Date; forgetAt: Date | null },
  draft: JobApplicationDraft,
): Promise<void> => {
  const body = vault.encrypt(JSON.stringify(draft), draftContext(postId, personId))
  await db
    .insertInto('job_application_draft')
    .values({ person_id: personId, post_id: postId, body, saved_at: now, forget_at: forgetAt })
    .onConflict((on) =>
      on.columns(['person_id', 'post_id']).doUpdateSet({ body, saved_at: now, forget_at: forgetAt }),
    )
    .execute()
}
/** A draft; null when there is none. */
export const draftOf = async (
  db: Db,
  vault: Vault,
  postId: string,
  personId: string,
): Promise<JobApplicationDraft | null> => {
  const row = await db
    .selectFrom('job_application_draft')
    .select('body')
    .where('post_id', '=', postId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.body
    ? (JSON.parse(vault.decrypt(row.body, draftContext(postId, personId))) as JobApplicationDraft)
    : null
}
/** All drafts of somebody. */
export const draftsOfPerson = (db: Db, personId: string) =>
  db
    .selectFrom('job_application_draft')
    .select(['post_id', 'saved_at', 'forget_at'])
    .where('person_id', '=', personId)
    .orderBy('saved_at', 'desc')
    .execute()
/** Who has a draft for a post, after somebody: a page. */
export const draftersOf = async (
  db: Db,
  postId: string,
  after: string | null,
  limit: number,
): Promise<string[]> =>
  (
    await db
      .selectFrom('job_application_draft')
      .select('person_id')
      .where('post_id', '=', postId)
      .$if(after !== null, (query) => query.where('person_id', '>', after as string))
      .orderBy('person_id')
      .limit(limit)
      .execute()
  ).map(({ person_id }) => person_id)
/** Throws a draft away. */
export const deleteDraft = async (db: Db, postId: string, personId: string): Promise<void> => {
  await db
    .deleteFrom('job_application_draft')
    .where('post_id', '=', postId)
    .where('person_id', '=', personId)
    .execute()
}
/** Drafts of somebody, saved last first, after a place; one more than `limit`. */
export const draftPage = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<Omit<JobApplicationDraftTable, 'body' | 'person_id'>[]> =>
  db
    .selectFrom('job_application_draft')
    .select(['post_id', 'saved_at', 'forget_at'])
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('saved_at', 'post_id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('saved_at', 'desc')
    .orderBy('post_id', 'desc')
    .limit(limit + 1)
    .execute()
/** Says when the drafts of a post go by themselves; null: they stay. Of these people, or of everybody. */
export const forgetDraftsAt = async (
  db: Db,
  postId: string,
  at: Date | null,
  people?: readonly string[],
): Promise<void> => {
  if (people?.length === 0) return
  await db
    .updateTable('job_application_draft')
    .set({ forget_at: at })
    .where('post_id', '=', postId)
    .$if(people !== undefined, (query) => query.where('person_id', 'in', people as string[]))
    .execute()
}
/** Throws drafts away whose time is over. */
export const forgetDrafts = async (db: Db, now: Date): Promise<void> => {
  await db.deleteFrom('job_application_draft').where('forget_at', '<=', now).execute()
}
