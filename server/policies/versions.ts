import type { BookChanges, BookVersion } from '@jucai/contract/policy-office'
import type { PolicyBook } from '@jucai/contract/policies/book'
import {
  bookDifferences,
  factDifferences,
  parameterDifferences,
  ruleDifferences,
} from '@jucai/contract/policies/differences'
import type { Db } from '../core/db'
import { cursorUnknown, pageOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { bookBody } from './books'
import type { OfficeDeps } from './drafts'

const columns = ['version', 'source', 'published_at', 'published_by'] as const
interface Row {
  version: number
  source: string
  published_at: Date
  published_by: string | null
}
const publishersOf = (deps: OfficeDeps, db: Db, rows: readonly Row[]) =>
  deps.names(db, [...new Set(rows.flatMap(({ published_by }) => published_by ?? []))])
const shown = (
  { version, source, published_at, published_by }: Row,
  names: ReadonlyMap<string, string>,
): BookVersion => ({
  version,
  source,
  publishedAt: published_at.toISOString(),
  by: published_by && (names.get(published_by) ?? '已离开的同事'),
})

const versionOf = (after: string): number => {
  const version = Number(after)
  if (!/^[1-9]\d{0,8}$/.test(after)) throw cursorUnknown()
  return version
}
/** Versions, newest first. @throws Problem invalid-request on a cursor that no page gave */
export const versionPage = async (db: Db, deps: OfficeDeps, { after, limit = 20 }: PageRequest) => {
  const rows = await db
    .selectFrom('policy_book')
    .select(columns)
    .$if(after !== undefined, (query) => query.where('version', '<', versionOf(after as string)))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute()
  const names = await publishersOf(deps, db, rows)
  return pageOf(
    rows,
    limit,
    ({ version }) => String(version),
    (row) => shown(row, names),
  )
}

/** One version. @throws Problem not-found */
export const oneVersion = async (
  db: Db,
  deps: OfficeDeps,
  version: number,
): Promise<BookVersion & { book: PolicyBook }> => {
  const row = await db
    .selectFrom('policy_book')
    .select([...columns, 'body'])
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  return { ...shown(row, await publishersOf(deps, db, [row])), book: row.body as PolicyBook }
}

const nothing: PolicyBook = { facts: [], orders: [], parameters: [], policies: [], rules: [], sample: false }
/** What a version changed against the one before it; the first against none. @throws Problem not-found */
export const changesOf = async (db: Db, version: number): Promise<BookChanges> => {
  const after = await bookBody(db, version)
  const before = version > 1 ? await bookBody(db, version - 1) : nothing
  return {
    version,
    before: version > 1 ? version - 1 : null,
    policies: bookDifferences(before, after),
    parameters: parameterDifferences(before, after),
    facts: factDifferences(before, after),
    rules: ruleDifferences(before, after),
  }
}
