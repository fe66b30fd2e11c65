import {
  chainDifferences,
  chainFaults,
  takesGraduates,
  urgencies,
  type ChainBook,
  type ShortagePost,
} from '@jucai/contract/chain-vocabulary'
import type { ShownChain, ShownShortagePost } from '@jucai/contract/chains'
import { majorLabel } from '@jucai/contract/fit/majors'
import type { ResponseOf, RequestOf } from '@jucai/contract/routes'
import { wordsTyped } from '@jucai/contract/text'
import { degrees, type Degree } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'
import { startAfter } from '../core/keyset'
import { matchesWithin, searchable, type Searchable } from '../core/pinyin-search'
import { problem } from '../core/problem'
import { employersById } from '../employers'
import { bodyOf, insertVersion, newestVersion, type VersionRow } from './repository'

/** What is published now. */
export interface InForce {
  row: VersionRow
  book: ChainBook
  /** The catalogue in the order in which it is listed, with the words that each post is found by. */
  listed: readonly { post: ShortagePost; words: readonly Searchable[] }[]
}

/** A book without anything, before the first publication. */
export const emptyBook: ChainBook = {
  asOf: '2026-01-01',
  counted: '还没有统计',
  urgencyMeans: { urgent: '待定', scarce: '待定', reserve: '待定' },
  chains: [],
  posts: [],
  sample: false,
}

const listedOf = ({ chains, posts }: ChainBook): InForce['listed'] =>
  [...posts]
    .sort(
      (one, other) =>
        urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency) || (one.key < other.key ? -1 : 1),
    )
    .map((post) => {
      const chain = chains.find(({ key }) => key === post.chain)
      const link = chain?.links.find(({ key }) => key === post.link)
      const majors = (post.requirements.majors ?? []).map((code) => majorLabel(code) ?? '')
      return {
        post,
        words: [post.title, chain?.name ?? '', link?.name ?? '', ...majors].filter(Boolean).map(searchable),
      }
    })

// By the id of a publication, so that several databases of one process never mix.
const cached = new Map<string, Pick<InForce, 'book' | 'listed'>>()
const kept = 4

/** What is published; null before any. One index look-up a call; the body is read once a publication. */
export const publishedNow = async (db: Db): Promise<InForce | null> => {
  const row = await newestVersion(db)
  if (!row) return null
  const known = cached.get(row.id)
  if (known) return { row, ...known }
  const book = await bodyOf(db, row.id)
  const fresh = { book, listed: listedOf(book) }
  cached.set(row.id, fresh)
  if (cached.size > kept) cached.delete(cached.keys().next().value as string)
  return { row, ...fresh }
}
/** The same. @throws Problem unavailable before any was published */
export const chainsInForce = async (db: Db): Promise<InForce> => {
  const found = await publishedNow(db)
  if (!found) throw problem('unavailable', { detail: '产业链和急需紧缺人才目录还没有发布' })
  return found
}

/** What is published by whom, by whose proposal; null: a file, by command. */
export interface Publication {
  book: ChainBook
  source: string
  by: string | null
  proposedBy: string | null
}
/**
 * Publishes a book as the next version. @returns its number
 * @throws Error when the book has faults, which whoever calls has shown before
 */
export const publishChains = async (
  db: Db,
  { book, source, by, proposedBy }: Publication,
  now: Date,
): Promise<number> => {
  const faults = chainFaults(book)
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('; '))
  const before = await publishedNow(db)
  const version = (before?.row.version ?? 0) + 1
  await insertVersion(db, {
    version,
    source,
    body: book,
    changes: chainDifferences(before?.book ?? emptyBook, book),
    published_at: now,
    published_by: by,
    proposed_by: proposedBy,
  })
  return version
}

const basisOf = ({ row, book: { asOf, counted, urgencyMeans, sample } }: InForce) => ({
  version: row.version,
  publishedAt: row.published_at.toISOString(),
  source: row.source,
  sample,
  asOf,
  counted,
  urgencyMeans,
})
const wantedIn = (posts: readonly ShortagePost[]): number =>
  posts.reduce((sum, { wanted }) => sum + wanted, 0)

/** The chains in short. @throws Problem unavailable */
export const chainList = async (db: Db): Promise<ResponseOf<'GET /chains'>> => {
  const inForce = await chainsInForce(db)
  const { chains, posts } = inForce.book
  return {
    published: basisOf(inForce),
    chains: chains.map(({ key, name, about, links }) => {
      const lacking = posts.filter(({ chain }) => chain === key)
      return {
        ...{ key, name, about },
        links: links.length,
        members: new Set(links.flatMap(({ members }) => members.map((member) => member.name))).size,
        posts: lacking.length,
        wanted: wantedIn(lacking),
      }
    }),
  }
}

/**
 * A chain for its picture. An employer that is registered has the name it has now, and none that was struck off.
 * @throws Problem unavailable, not-found
 */
export const oneChain = async (db: Db, key: string): Promise<ShownChain> => {
  const inForce = await chainsInForce(db)
  const chain = inForce.book.chains.find((one) => one.key === key)
  if (!chain) throw problem('not-found', { detail: '没有这条产业链，可能已经改名' })
  const ids = chain.links.flatMap(({ members }) => members.flatMap(({ employer }) => employer ?? []))
  const employers = await employersById(db, ids)
  return {
    published: basisOf(inForce),
    key,
    name: chain.name,
    about: chain.about,
    links: chain.links.map((link) => ({
      ...{ key: link.key, name: link.name, about: link.about, feeds: [...link.feeds] },
      members: link.members.flatMap(({ employer, name }) => {
        const known = employer === null ? undefined : employers.get(employer)
        if (known?.state === 'closed') return []
        const verified = known?.state === 'verified'
        return [{ name: known?.name ?? name, verified, employer: verified ? employer : null }]
      }),
      posts: inForce.listed.flatMap(({ post }) =>
        post.chain === key && post.link === link.key
          ? [
              {
                ...{ key: post.key, title: post.title, wanted: post.wanted, urgency: post.urgency },
                takesGraduates: takesGraduates(post.requirements),
              },
            ]
          : [],
      ),
    })),
  }
}

const shownPost = ({ book }: InForce, post: ShortagePost): ShownShortagePost => {
  const chain = book.chains.find(({ key }) => key === post.chain)
  const link = chain?.links.find(({ key }) => key === post.link)
  return {
    ...post,
    requirements: post.requirements as ShownShortagePost['requirements'],
    chain: { key: post.chain, name: chain?.name ?? '' },
    link: { key: post.link, name: link?.name ?? '' },
  }
}

const isEnough = (minDegree: Degree | undefined, degree: Degree): boolean =>
  minDegree === undefined || degrees.indexOf(minDegree) <= degrees.indexOf(degree)

type Asked = NonNullable<RequestOf<'GET /shortage-posts'>['query']>
/** A page of the catalogue. @throws Problem unavailable, invalid-request on a cursor no page gave */
export const catalogue = async (
  db: Db,
  { words = '', chain, degree, urgency, after, limit = 20 }: Asked,
): Promise<ResponseOf<'GET /shortage-posts'>> => {
  const inForce = await chainsInForce(db)
  const typed = wordsTyped(words)
  const found = inForce.listed.filter(
    ({ post, words: known }) =>
      (chain === undefined || post.chain === chain) &&
      (urgency === undefined || post.urgency === urgency) &&
      (degree === undefined || isEnough(post.requirements.minDegree, degree)) &&
      typed.every((word) => known.some((name) => matchesWithin(name, word))),
  )
  const start = startAfter(found, after, ({ post }) => post.key)
  const page = found.slice(start, start + limit)
  return {
    items: page.map(({ post }) => shownPost(inForce, post)),
    next: start + limit < found.length ? (page.at(-1)?.post.key ?? null) : null,
    published: basisOf(inForce),
  }
}

/** One post of the catalogue. @throws Problem unavailable, not-found */
export const onePost = async (
  db: Db,
  key: string,
): Promise<ResponseOf<'GET /shortage-posts/:shortagePost'>> => {
  const inForce = await chainsInForce(db)
  const post = inForce.book.posts.find((one) => one.key === key)
  if (!post) throw problem('not-found', { detail: '目录里没有这个岗位，可能已经不再紧缺' })
  return { post: shownPost(inForce, post), published: basisOf(inForce) }
}

/** Keys of the chains and of their links, with what they are called; empty before any was published. */
export const chainNames = async (
  db: Db,
): Promise<Map<string, { name: string; links: ReadonlyMap<string, string> }>> =>
  new Map(
    ((await publishedNow(db))?.book.chains ?? []).map(({ key, name, links }) => [
      key,
      { name, links: new Map(links.map((link) => [link.key, link.name])) },
    ]),
  )
/** What is published of chains, for rooms whose rows belong to them by keys; nothing before any was published. */
export const chainsKnown = async (db: Db) => ({
  names: await chainNames(db),
  shortages: new Map(((await publishedNow(db))?.book.posts ?? []).map((post) => [post.key, post])),
})
/** Posts of the catalogue by key; what is not there any more is left out. */
export const shortagePostsBy = async (db: Db, keys: readonly string[]): Promise<Map<string, ShortagePost>> =>
  new Map(
    ((await publishedNow(db))?.book.posts ?? [])
      .filter(({ key }) => keys.includes(key))
      .map((post) => [post.key, post]),
  )

/** How many posts the catalogue holds. */
export const countShortagePosts = async (db: Db): Promise<number> =>
  (await publishedNow(db))?.book.posts.length ?? 0
/** How many people its posts want. */
export const countWanted = async (db: Db): Promise<number> =>
  wantedIn((await publishedNow(db))?.book.posts ?? [])
