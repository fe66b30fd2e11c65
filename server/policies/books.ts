import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import { bookFaults, type PolicyBook } from '@jucai/contract/policies/book'
import { exampleFaults } from '@jucai/contract/policies/examples'
import { publicationFaults, type Openable } from '@jucai/contract/policies/publication'
import type { PublishedBook } from '@jucai/contract/policies'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { emit } from '../core/outbox'
import { keywordsFor } from '../core/pinyin-search'
import { problem } from '../core/problem'
import { statement } from '../core/statement'
import { takeTurns } from '../core/turns'
import { BookRefused } from './book-file'

interface PolicyBookTable {
  version: number
  id: string
  body: unknown
  source: string
  published_at: Date
  published_by: string | null
}
declare module '../core/outbox' {
  interface Events {
    'policy-book.published': { version: number }
  }
}
declare module '../core/db' {
  interface Database {
    policy_book: PolicyBookTable
  }
}
declare module '../core/outbox' {
  interface Events {
    /** A version of the book is in force. */
    'policy-book.published': { version: number }
  }
}

const newestPublication = statement()((db) =>
  db
    .selectFrom('policy_book')
    .select(['id', 'version', 'source', 'published_at'])
    .orderBy('version', 'desc')
    .limit(1),
)

/** A book with the version it was published as. */
export interface BookInForce {
  version: number
  book: PolicyBook
}

const cached = new Map<string, PolicyBook>()
const kept = 4

const searchable = (book: PolicyBook): PolicyBook => ({
  ...book,
  policies: book.policies.map((policy) => ({
    ...policy,
    keywords: keywordsFor([policy.title, ...policy.keywords]),
    examples: [],
  })),
})

/** One index look-up a call; the body is read once a publication. */
const newest = async (db: Db) => {
  const [row] = (await newestPublication(db, {})).rows
  if (!row) throw problem('unavailable', { detail: '政策库还没有发布' })
  return row
}
const bookOf = async (db: Db, id: string): Promise<PolicyBook> => {
  const known = cached.get(id)
  if (known) return known
  const { body } = await db
    .selectFrom('policy_book')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const book = searchable(body as PolicyBook)
  cached.set(id, book)
  if (cached.size > kept) cached.delete(cached.keys().next().value as string)
  return book
}

/** The version of the book that decides now; 0 before any was published. */
export const versionInForce = async (db: Db): Promise<number> =>
  (await newestPublication(db, {})).rows[0]?.version ?? 0

/** A book by its version, or the one in force; null when there is none. */
export const bookBy = async (db: Db, version?: number): Promise<BookInForce | null> => {
  const [row] =
    version === undefined
      ? (await newestPublication(db, {})).rows
      : await db.selectFrom('policy_book').select(['id', 'version']).where('version', '=', version).execute()
  return row ? { version: row.version, book: await bookOf(db, row.id) } : null
}

/** The book that decides now. @throws Problem unavailable before any was published */
export const bookInForce = async (db: Db): Promise<BookInForce> => {
  const { id, version } = await newest(db)
  return { version, book: await bookOf(db, id) }
}

/** The number of the newest version. @throws Problem unavailable before any was published */
export const newestVersion = async (db: Db): Promise<number> => (await newest(db)).version

/** A version as it was written, with its examples. @throws Problem not-found */
export const bookBody = async (db: Db, version: number): Promise<PolicyBook> => {
  const row = await db
    .selectFrom('policy_book')
    .select('body')
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  return row.body as PolicyBook
}

/** As the phone asks for it: without the book when it has this version. @throws Problem unavailable */
export const publishedBook = async (db: Db, known: number | undefined): Promise<PublishedBook> => {
  const { id, version, source, published_at } = await newest(db)
  return {
    version,
    publishedAt: published_at.toISOString(),
    source,
    book: known === version ? null : await bookOf(db, id),
  }
}

const isShaped = (book: PolicyBook): boolean =>
  [book.facts, book.orders, book.parameters, book.policies, book.rules].every(Array.isArray)

/** Everything that keeps a book from being published, its examples included. */
export const faultsOfBook = (book: PolicyBook, there: Openable | null = null): string[] => {
  if (!isShaped(book)) return ['文件里没有 facts、orders、parameters、policies、rules 五个列表']
  const faults = bookFaults(book)
  const more = faults.length > 0 ? [] : exampleFaults(book, outcomeLabels)
  return [...faults, ...publicationFaults(book, there), ...more].map(({ message }) => message)
}

/** A publication: the book, which paper or file it was taken from, who published it, what else is on record. */
export interface Publication {
  book: PolicyBook
  source: string
  by?: string | null
  detail?: Record<string, unknown>
}

/** What a policy may open: the programs that are handed in, and the services of the city in force. @throws Problem unavailable */
export const openableNow = async (db: Db, programs: readonly string[]): Promise<Openable> => ({
  program: programs,
  service: (await cityInForce(db)).services.map(({ id }) => id),
})

/** Publishes a book without faults as the next version, in the transaction of the act. */
export const publishIn = async (
  tx: Db,
  { book, source, by = null, detail = {} }: Publication,
  now: Date,
): Promise<number> => {
  await takeTurns(tx, 'policy_book.publish')
  const last = await tx
    .selectFrom('policy_book')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await tx
    .insertInto('policy_book')
    .values({
      version,
      id: uuidv7(),
      body: JSON.stringify(book),
      source,
      published_at: now,
      published_by: by,
    })
    .execute()
  await audit(tx, {
    at: now,
    actorId: by,
    actorRole: by ? 'lead' : 'system',
    action: 'policy-book.published',
    object: `policy-book:${version}`,
    detail: { source, ...detail },
  })
  await emit(tx, now, 'policy-book.published', { version })
  return version
}

/**
 * Publishes a book as the next version, of which policies open programs and services of `there`, where that is handed
 * in; earlier ones stay on record.
 * @throws BookRefused naming every fault, and every example that comes out otherwise
 */
export const publishBook = (
  db: Kysely<Database>,
  publication: Publication,
  now: Date,
  there: Openable | null = null,
): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const faults = faultsOfBook(publication.book, there)
    if (faults.length > 0) throw new BookRefused(faults)
    return publishIn(tx, publication, now)
  })
