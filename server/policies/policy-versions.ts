import type { PolicyBook } from '@jucai/contract/policies/book'
import { bookDifferences, type ThingDifference } from '@jucai/contract/policies/differences'
import type { PolicyVersion } from '@jucai/contract/policies'
import type { Db } from '../core/db'
import { startAfter, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'

type Differences = ReadonlyMap<string, ThingDifference>
/** A publication without its book. */
interface Publication {
  id: string
  version: number
  source: string
  published_at: Date
}

// Two publications never change, so what differs between them is worked out once, whoever asks.
const known = new Map<string, Promise<Differences>>()

const bodyOf = async (db: Db, id: string): Promise<PolicyBook> => {
  const { body } = await db
    .selectFrom('policy_book')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return body as PolicyBook
}

const noBook: PolicyBook = { facts: [], orders: [], parameters: [], policies: [], rules: [], sample: false }

const compare = async (db: Db, before: Publication | undefined, after: Publication): Promise<Differences> => {
  const [old, now] = [before ? await bodyOf(db, before.id) : noBook, await bodyOf(db, after.id)]
  return new Map(bookDifferences(old, now).map((difference) => [difference.code, difference]))
}

const differencesOf = async (
  db: Db,
  before: Publication | undefined,
  after: Publication,
): Promise<Differences> => {
  const key = `${before?.id ?? ''} ${after.id}`
  const found = known.get(key) ?? compare(db, before, after)
  known.set(key, found)
  try {
    return await found
  } catch (error) {
    known.delete(key)
    throw error
  }
}

/** What concerns nobody but who writes the book. */
const isForOfficers = (what: string): boolean => what === 'example' || what === 'words'

const shown = ({ version, source, published_at }: Publication, thing: ThingDifference): PolicyVersion[] => {
  const changes = thing.changes.filter(({ what }) => !isForOfficers(what))
  if (thing.kind === 'changed' && changes.length === 0) return []
  return [
    {
      version,
      source,
      publishedAt: published_at.toISOString(),
      kind: thing.kind,
      // The page of the policy says what a new one is.
      changes: (thing.kind === 'added' ? [] : changes).map(({ label, before, after }) => ({
        label,
        before,
        after,
      })),
    },
  ]
}

/**
 * The versions of the book in which a policy changed, newest first, with what differs from the version before.
 * @throws Problem not-found when no version has the policy, invalid-request on a cursor that no page gave
 */
export const policyVersions = async (
  db: Db,
  code: string,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: PolicyVersion[]; next: string | null }> => {
  const publications = await db
    .selectFrom('policy_book')
    .select(['id', 'version', 'source', 'published_at'])
    .orderBy('version', 'desc')
    .execute()
  const all: PolicyVersion[] = []
  for (const [at, publication] of publications.entries()) {
    const thing = (await differencesOf(db, publications[at + 1], publication)).get(code)
    if (thing) all.push(...shown(publication, thing))
  }
  if (all.length === 0) throw problem('not-found')
  const from = startAfter(all, after, ({ version }) => String(version))
  const items = all.slice(from, from + limit)
  return { items, next: from + limit < all.length ? String(items.at(-1)?.version) : null }
}
