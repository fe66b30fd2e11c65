import type { DataRead } from '@jucai/contract/profiles'
import type { AuditEntry } from '@jucai/contract/staff'
import type { Role } from '@jucai/contract/vocabulary'
import { roleLabels } from '@jucai/contract/vocabulary'
import { sql } from 'kysely'
import type { Db } from './db'
import { cursorOf, pageOf, readCursor } from './keyset'

/** Parts of an audit detail that the person concerned may read, in Chinese. */
interface ReadDetail {
  what?: string
  why?: string
  station?: string
}

const readAsShown = (row: { id: string; at: Date; actor_role: string; detail: unknown }): DataRead => {
  const { what, why, station } = row.detail as ReadDetail
  const role = row.actor_role === 'employer' ? '用人单位' : (roleLabels[row.actor_role as Role] ?? '系统')
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: station ? `${role} · ${station}` : role,
    what: what ?? '查看了你的信息',
    why: why ?? '',
  }
}

const readsOf = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'actor_role', 'detail'])
    .where('person_id', 'in', ids)
    .where('actor_id', 'is not', null)
    .where('actor_id', 'not in', ids)
    .orderBy('id', 'desc')

/**
 * Who else looked at or acted on a person's data, newest first: entries with their `person_id` and another
 * actor. Writers of such entries put `what`, `why` and `station` (Chinese, nothing personal) in the detail.
 * @param ids the person's own id and those of accounts joined to it
 */
export const readsPage = async (db: Db, ids: readonly string[], after: string | undefined, limit: number) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await readsOf(db, ids)
    .$if(from !== null, (query) => query.where('id', '<', from?.id as string))
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.at, row.id), readAsShown)
}

/** All of them, for the export. */
export const readsExport = async (db: Db, ids: readonly string[]): Promise<DataRead[]> =>
  (await readsOf(db, ids).execute()).map(readAsShown)

/**
 * Whom an officer was shown since a moment, by acts of these names.
 * @param actions fixed words of the code, written into the statement so that an index over them serves
 */
export const peopleShownTo = async (
  db: Db,
  actorId: string,
  actions: readonly string[],
  since: Date,
): Promise<Set<string>> =>
  new Set(
    (
      await db
        .selectFrom('audit_entry')
        .select('person_id')
        .distinct()
        .where('actor_id', '=', actorId)
        .where('at', '>=', since)
        .where(
          'action',
          'in',
          actions.map((action) => sql.lit(action)),
        )
        .execute()
    ).flatMap(({ person_id }) => person_id ?? []),
  )

const shownEntry = (row: {
  id: string
  at: Date
  actor_id: string | null
  actor_role: string
  action: string
  object: string
  detail: unknown
  sequence: number | null
  hash: string | null
}): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actorRole: row.actor_role,
  actorId: row.actor_id,
  action: row.action,
  object: row.object,
  detail: JSON.stringify(row.detail),
  seal: row.sequence === null || row.hash === null ? null : { sequence: row.sequence, hash: row.hash },
})

/** A page of the audit log with its seals, newest first. */
export const auditPage = async (
  db: Db,
  action: string | undefined,
  after: string | undefined,
  limit: number,
) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await db
    .selectFrom('audit_entry as entry')
    .leftJoin('audit_seal as seal', 'seal.entry_id', 'entry.id')
    .select([
      'entry.id',
      'entry.at',
      'entry.actor_id',
      'entry.actor_role',
      'entry.action',
      'entry.object',
      'entry.detail',
      'seal.sequence',
      'seal.hash',
    ])
    .$if(action !== undefined, (query) => query.where('entry.action', '=', action as string))
    .$if(from !== null, (query) => query.where('entry.id', '<', from?.id as string))
    .orderBy('entry.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.at, row.id), shownEntry)
}
