import type { ChainBook } from '@jucai/contract/chain-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { cursorUnknown, type PageRequest } from '../core/keyset'

interface ChainBookTable {
  version: number
  id: string
  body: unknown
  source: string
  changes: unknown
  published_at: Date
  published_by: string | null
  proposed_by: string | null
}
interface ChainDraftTable {
  single: boolean
  based_on: number
  body: unknown
  revision: number
  changed_by: string
  changed_at: Date
  proposed_by: string | null
  proposed_at: Date | null
  proposed_source: string | null
}
declare module '../core/db' {
  interface Database {
    chain_book: ChainBookTable
    chain_draft: ChainDraftTable
  }
}

const columns = ['version', 'id', 'source', 'published_at', 'published_by', 'proposed_by', 'changes'] as const
/** A publication without its body. */
export type VersionRow = Pick<ChainBookTable, (typeof columns)[number]>

/** The newest publication; undefined before any. */
export const newestVersion = (db: Db): Promise<VersionRow | undefined> =>
  db.selectFrom('chain_book').select(columns).orderBy('version', 'desc').limit(1).executeTakeFirst()

/** The body of a publication. */
export const bodyOf = async (db: Db, id: string): Promise<ChainBook> =>
  (await db.selectFrom('chain_book').select('body').where('id', '=', id).executeTakeFirstOrThrow())
    .body as ChainBook

/** Publishes a book as the next version. */
export const insertVersion = async (
  db: Db,
  row: Omit<VersionRow, 'id' | 'changes'> & { body: ChainBook; changes: readonly string[] },
): Promise<void> => {
  await db
    .insertInto('chain_book')
    .values({
      ...row,
      id: uuidv7(),
      body: JSON.stringify(row.body),
      changes: JSON.stringify(row.changes),
    })
    .execute()
}

const beforeOf = (after: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(after)) throw cursorUnknown()
  return Number(after)
}
/** Publications, newest first, one more than asked for. @throws Problem invalid-request on a cursor no page gave */
export const versionRows = (db: Db, { after, limit = 20 }: PageRequest): Promise<VersionRow[]> =>
  db
    .selectFrom('chain_book')
    .select(columns)
    .$if(after !== undefined, (query) => query.where('version', '<', beforeOf(after as string)))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute()

/** The row of the draft; its body is null where none is open. */
export const draftRow = (db: Db): Promise<ChainDraftTable | undefined> =>
  db.selectFrom('chain_draft').selectAll().executeTakeFirst()

/** Keeps the draft as it is from now on. */
export const keepDraftRow = async (
  db: Db,
  row: Omit<ChainDraftTable, 'single' | 'body'> & { body: ChainBook | null },
): Promise<void> => {
  const kept = { ...row, body: row.body === null ? null : JSON.stringify(row.body) }
  await db
    .insertInto('chain_draft')
    .values({ single: true, ...kept })
    .onConflict((conflict) => conflict.column('single').doUpdateSet(kept))
    .execute()
}
