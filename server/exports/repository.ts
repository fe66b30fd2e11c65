import type { Export, QueueFilter } from '@jucai/contract/review'
import type { Kysely } from 'kysely'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, readCursor } from '../core/keyset'

interface ApplicationExportTable {
  id: string
  person_id: string
  filter: unknown
  why: string
  state: Export['state']
  row_count: number | null
  stored_as: string | null
  file_key: Buffer | null
  requested_at: Date
  ready_at: Date | null
  attempts: number
  taken_at: Date | null
}
declare module '../core/db' {
  interface Database {
    application_export: ApplicationExportTable
  }
}

/** An export as stored. */
export type ExportRow = ApplicationExportTable
const keyContext = (id: string) => `application_export.file_key:${id}`

/** What the file is called. */
export const fileNameOf = (row: Pick<ExportRow, 'id' | 'requested_at'>): string =>
  `申请导出-${dayOf(row.requested_at)}-${row.id.slice(-4)}.xlsx`

/** As the contract shows it. */
export const shownExport = (row: ExportRow): Export => ({
  id: row.id,
  state: row.state,
  rows: row.row_count,
  why: row.why,
  requestedAt: row.requested_at.toISOString(),
  readyAt: row.ready_at?.toISOString() ?? null,
  fileName: fileNameOf(row),
})

/** Adds an export to be made. */
export const insertExport = async (
  db: Db,
  now: Date,
  wanted: { id: string; personId: string; filter: QueueFilter; why: string },
): Promise<ExportRow> =>
  db
    .insertInto('application_export')
    .values({
      id: wanted.id,
      person_id: wanted.personId,
      filter: JSON.stringify(wanted.filter),
      why: wanted.why,
      state: 'waiting',
      row_count: null,
      stored_as: null,
      file_key: null,
      requested_at: now,
      ready_at: null,
      attempts: 0,
      taken_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

/** A page of a person's exports, newest first. */
export const exportPage = async (db: Db, personId: string, after: string | undefined, limit: number) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await db
    .selectFrom('application_export')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('requested_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.requested_at, row.id), shownExport)
}

/** All exports of a person, oldest first. */
export const allExportsOf = (db: Db, personId: string): Promise<ExportRow[]> =>
  db
    .selectFrom('application_export')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('requested_at')
    .execute()

/** An export of a person. */
export const ownExport = (db: Db, personId: string, id: string): Promise<ExportRow | undefined> =>
  db
    .selectFrom('application_export')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()

const abandonedMs = 10 * 60_000

/** Takes the next export to make, also one whose maker died. */
export const takeExport = (db: Kysely<Database>, now: Date): Promise<ExportRow | undefined> =>
  db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('application_export')
      .selectAll()
      .where('state', '=', 'waiting')
      .where((eb) =>
        eb.or([eb('taken_at', 'is', null), eb('taken_at', '<', new Date(now.getTime() - abandonedMs))]),
      )
      .orderBy('requested_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return undefined
    await tx
      .updateTable('application_export')
      .set({ taken_at: now, attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .execute()
    return { ...row, taken_at: now, attempts: row.attempts + 1 }
  })

/** Marks an export ready, unless it is no longer waiting. @returns false then */
export const readyExport = async (
  db: Db,
  vault: Vault,
  now: Date,
  id: string,
  file: { rows: number; storedAs: string; key: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('application_export')
    .set({
      state: 'ready',
      row_count: file.rows,
      stored_as: file.storedAs,
      file_key: vault.encrypt(file.key, keyContext(id)),
      ready_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives an export up. */
export const failExport = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('application_export')
    .set({ state: 'failed' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** The key under which it lies in storage. */
export const keyOf = (vault: Vault, row: ExportRow): string =>
  vault.decrypt(row.file_key as Buffer, keyContext(row.id))

/** Exports that were ready before a moment, held until the transaction ends. */
export const readyBefore = (db: Db, before: Date): Promise<ExportRow[]> =>
  db
    .selectFrom('application_export')
    .selectAll()
    .where('state', '=', 'ready')
    .where('ready_at', '<=', before)
    .limit(100)
    .forUpdate()
    .skipLocked()
    .execute()

/** Marks gone what a person's exports still are to become or still have. @returns them as they were */
export const endExports = async (db: Db, personId: string): Promise<ExportRow[]> => {
  const rows = await db
    .selectFrom('application_export')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'ready'])
    .forUpdate()
    .execute()
  await forgetFiles(
    db,
    rows.map(({ id }) => id),
  )
  return rows
}

/** Marks exports gone; that they were made stays. */
export const forgetFiles = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await db
      .updateTable('application_export')
      .set({ state: 'gone', stored_as: null, file_key: null })
      .where('id', 'in', ids)
      .execute()
}
