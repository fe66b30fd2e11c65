import type { QueueFilter, SavedView } from '@jucai/contract/review'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { problem } from '../core/problem'

interface SavedViewTable {
  id: string
  person_id: string
  name: string
  filter: unknown
  created_at: Date
}
declare module '../core/db' {
  interface Database {
    saved_view: SavedViewTable
  }
}

const most = 30

/** The caller's views of the queue, oldest first. */
export const savedViews = async (db: Db, personId: string): Promise<SavedView[]> =>
  (
    await db
      .selectFrom('saved_view')
      .select(['id', 'name', 'filter'])
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  ).map(({ id, name, filter }) => ({ id, name, filter: filter as QueueFilter }))

/** Saves a view. @throws Problem too-many-views */
export const saveView = async (
  db: Db,
  now: Date,
  personId: string,
  body: { name: string; filter: QueueFilter },
): Promise<SavedView> => {
  // One at a time a person: two that look at the same moment would both find room.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`saved_view:${personId}`}, 0))`.execute(db)
  if ((await savedViews(db, personId)).length >= most)
    throw problem('too-many-views', { detail: '请先删去不用的视图' })
  const view = { id: uuidv7(), ...body }
  await db
    .insertInto('saved_view')
    .values({
      id: view.id,
      person_id: personId,
      name: view.name,
      filter: JSON.stringify(view.filter),
      created_at: now,
    })
    .execute()
  return view
}

/** Forgets a view. @throws Problem not-found when it is not the caller's */
export const forgetView = async (db: Db, personId: string, id: string): Promise<void> => {
  const { numDeletedRows } = await db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw problem('not-found')
}
