import type { DataRead } from '@jucai/contract/profiles'
import type { Role } from '@jucai/contract/vocabulary'
import { roleLabels } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'
import { cursorOf, pageOf, readCursor } from '../core/keyset'

/** Parts of an audit detail that the person concerned may read, in Chinese. */
interface ReadDetail {
  what?: string
  why?: string
  station?: string
}

const shown = (row: { id: string; at: Date; actor_role: string; detail: unknown }): DataRead => {
  const { what, why, station } = row.detail as ReadDetail
  const role = roleLabels[row.actor_role as Role] ?? '系统'
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: station ? `${role} · ${station}` : role,
    what: what ?? '查看了你的信息',
    why: why ?? '',
  }
}

const readsBy = (db: Db, personId: string) =>
  db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'actor_role', 'detail'])
    .where('person_id', '=', personId)
    .where('actor_id', 'is not', null)
    .where('actor_id', '!=', personId)
    .orderBy('id', 'desc')

/**
 * Who else looked at or acted on a person's data, newest first, from the audit log: entries with their
 * `person_id` and another actor. Writers of such entries put `what`, `why` and `station` (Chinese, nothing
 * personal) in the detail.
 */
export const readsPage = async (db: Db, personId: string, after: string | undefined, limit: number) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await readsBy(db, personId)
    .$if(from !== null, (query) => query.where('id', '<', from?.id as string))
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.at, row.id), shown)
}

/** All of them, for the export. */
export const allReads = async (db: Db, personId: string): Promise<DataRead[]> =>
  (await readsBy(db, personId).execute()).map(shown)
