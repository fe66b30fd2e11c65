import {
  chainDifferences,
  chainFaults,
  mostOfChains,
  type Chain,
  type ChainBook,
  type ShortagePost,
} from '@jucai/contract/chain-vocabulary'
import type { ChainDraft } from '@jucai/contract/chains'
import type { RequestOf } from '@jucai/contract/routes'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { pageOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { WorkBy } from '../core/work'
import { emptyBook, publishChains, publishedNow } from './book'
import { draftRow, keepDraftRow, versionRows } from './repository'

/** What the office keeps the chains with. */
export interface ChainOfficeDeps {
  /** What colleagues are called. */
  names(db: Db, personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}
/** An act of a member of the office on the draft. */
export type OfficeWork = WorkBy<{ personId: string }, ChainOfficeDeps>

interface Draft {
  open: boolean
  book: ChainBook
  base: ChainBook
  basedOn: number
  revision: number
  proposal: { by: string; at: Date; source: string } | null
}

const draftNow = async (db: Db): Promise<Draft> => {
  const row = await draftRow(db)
  const published = await publishedNow(db)
  const base = published?.book ?? emptyBook
  const kept = { base, basedOn: published?.row.version ?? 0, revision: row?.revision ?? 0 }
  if (!row?.body) return { ...kept, open: false, book: base, proposal: null }
  const { proposed_by: by, proposed_at: at, proposed_source: source } = row
  return {
    ...kept,
    open: true,
    book: row.body as ChainBook,
    proposal: by && at && source !== null ? { by, at, source } : null,
  }
}

const gone = '已离开的同事'
/** The draft as the office sees it. */
export const shownDraft = async ({ db, deps, actor }: OfficeWork): Promise<ChainDraft> => {
  const { revision, open, basedOn, book, base, proposal } = await draftNow(db)
  const names = await deps.names(db, proposal ? [proposal.by] : [])
  return {
    ...{ revision, open, basedOn, book },
    changes: open ? chainDifferences(base, book) : [],
    faults: open ? chainFaults(book) : [],
    proposal: proposal && {
      by: names.get(proposal.by) ?? gone,
      mine: proposal.by === actor.personId,
      at: proposal.at.toISOString(),
      source: proposal.source,
    },
  }
}

/** Lets those who change the draft go one after another. @throws Problem stale-version */
const draftAt = async (db: Db, revision: number): Promise<Draft> => {
  await takeTurns(db, 'chain_draft')
  const draft = await draftNow(db)
  if (draft.revision !== revision)
    throw problem('stale-version', {
      detail: '别的同事刚改过这份草稿，请刷新后再保存；您填的内容还在',
      extra: { version: draft.revision },
    })
  return draft
}

interface Next {
  book: ChainBook | null
  proposal?: Draft['proposal']
  action: string
  object: string
  what: string
}
const keep = async ({ db, now, actor }: OfficeWork, draft: Draft, next: Next): Promise<number> => {
  const revision = draft.revision + 1
  const { book, proposal = null, action, object, what } = next
  await keepDraftRow(db, {
    based_on: draft.basedOn,
    body: book,
    revision,
    changed_by: actor.personId,
    changed_at: now,
    proposed_by: proposal?.by ?? null,
    proposed_at: proposal?.at ?? null,
    proposed_source: proposal?.source ?? null,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action,
    object,
    detail: { what, revision },
  })
  return revision
}
const save = async (work: OfficeWork, draft: Draft, next: Omit<Next, 'action'> & { book: ChainBook }) => ({
  revision: await keep(work, draft, { ...next, action: 'chain-draft.changed' }),
  faults: chainFaults(next.book),
})

const written = <T extends { key: string }>(all: readonly T[], one: T, most: number): T[] => {
  if (all.some(({ key }) => key === one.key)) return all.map((old) => (old.key === one.key ? one : old))
  if (all.length >= most) throw fieldProblem('', `最多 ${most} 项`)
  return [...all, one]
}
const named = <T extends { key: string }>(all: readonly T[], key: string): T => {
  const found = all.find((one) => one.key === key)
  if (!found) throw problem('not-found')
  return found
}
const sameKey = (key: string, own: string, pointer: string) => {
  if (key !== own) throw fieldProblem(pointer, '编号和地址里的不一样；编号定下后不能改')
}

/** Writes what the numbers rest on. @throws Problem stale-version */
export const putBasis = async (
  work: OfficeWork,
  { revision, ...basis }: RequestOf<'PUT /chain-draft/basis'>['body'],
) => {
  const draft = await draftAt(work.db, revision)
  return save(work, draft, {
    book: { ...draft.book, ...basis },
    object: 'chain-basis:all',
    what: '改了统计口径',
  })
}

/** Writes a chain, or takes it out with its posts. @throws Problem stale-version, not-found, invalid-request */
export const putChain = async (
  work: OfficeWork,
  key: string,
  { revision, chain }: RequestOf<'PUT /chain-draft/chains/:chain'>['body'],
) => {
  const draft = await draftAt(work.db, revision)
  const { book } = draft
  const object = `chain:${key}`
  if (chain === null) {
    const old = named(book.chains, key)
    return save(work, draft, {
      book: {
        ...book,
        chains: book.chains.filter((one) => one !== old),
        posts: book.posts.filter((post) => post.chain !== key),
      },
      object,
      what: `从草稿里删去了产业链“${old.name}”和它的岗位`,
    })
  }
  sameKey(key, chain.key, '/chain/key')
  return save(work, draft, {
    book: { ...book, chains: written<Chain>(book.chains, chain, mostOfChains.chains) },
    object,
    what: `改了产业链“${chain.name}”`,
  })
}

/** Writes a post of the catalogue, or takes it out. @throws Problem stale-version, not-found, invalid-request */
export const putPost = async (
  work: OfficeWork,
  key: string,
  { revision, post }: RequestOf<'PUT /chain-draft/shortage-posts/:shortagePost'>['body'],
) => {
  const draft = await draftAt(work.db, revision)
  const { book } = draft
  const object = `shortage-post:${key}`
  if (post === null) {
    const old = named(book.posts, key)
    return save(work, draft, {
      book: { ...book, posts: book.posts.filter((one) => one !== old) },
      object,
      what: `从草稿里删去了岗位“${old.title}”`,
    })
  }
  sameKey(key, post.key, '/post/key')
  return save(work, draft, {
    book: {
      ...book,
      posts: written<ShortagePost>(book.posts, post, mostOfChains.posts),
    },
    object,
    what: `改了岗位“${post.title}”`,
  })
}

const openAt = async (db: Db, revision: number): Promise<Draft> => {
  const draft = await draftAt(db, revision)
  if (!draft.open) throw problem('not-found', { detail: '现在没有草稿' })
  return draft
}

/** Throws the draft away. @throws Problem stale-version, not-found */
export const dropDraft = async (work: OfficeWork, revision: number): Promise<void> => {
  const draft = await openAt(work.db, revision)
  await keep(work, draft, {
    book: null,
    action: 'chain-draft.dropped',
    object: `chain-draft:${draft.basedOn}`,
    what: '放弃了草稿',
  })
}

const refuseFaults = (book: ChainBook): void => {
  const faults = chainFaults(book)
  if (faults.length === 0) return
  throw problem('invalid-request', {
    detail: '草稿里还有问题，不能发布',
    errors: faults
      .slice(0, 50)
      .map(({ at, message }) => ({ pointer: `/${at.split('.').join('/')}`, detail: message })),
  })
}

/**
 * Proposes the draft for publication; as another person, publishes what was proposed.
 * @throws Problem stale-version, not-found, invalid-request, two-person-rule
 */
export const publishDraft = async (
  work: OfficeWork,
  { revision, source }: { revision: number; source: string },
): Promise<{ published: number | null; revision: number }> => {
  const { db, now, actor } = work
  const draft = await openAt(db, revision)
  refuseFaults(draft.book)
  const { proposal, book, basedOn } = draft
  const object = `chain-draft:${basedOn}`
  if (!proposal) {
    const next = await keep(work, draft, {
      book,
      proposal: { by: actor.personId, at: now, source },
      action: 'chain-draft.proposed',
      object,
      what: '提出发布草稿',
    })
    return { published: null, revision: next }
  }
  if (proposal.by === actor.personId)
    throw problem('two-person-rule', { detail: '提出和发布要由两个人办理，请另一位负责人核对后发布' })
  if (proposal.source !== source) throw fieldProblem('/source', `提出时写的依据是“${proposal.source}”`)
  const published = await publishChains(
    db,
    { book, source, by: actor.personId, proposedBy: proposal.by },
    now,
  )
  const next = await keep(work, draft, {
    book: null,
    action: 'chain-book.published',
    object: `chain-book:${published}`,
    what: `发布了第 ${published} 版`,
  })
  return { published, revision: next }
}

/** Versions, newest first: who changed what on which day. @throws Problem invalid-request on a cursor no page gave */
export const versionPage = async ({ db, deps }: OfficeWork, page: PageRequest) => {
  const rows = await versionRows(db, page)
  const people = rows.flatMap((row) => [row.published_by ?? [], row.proposed_by ?? []].flat())
  const names = await deps.names(db, [...new Set(people)])
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? gone))
  return pageOf(
    rows,
    page.limit ?? 20,
    ({ version }) => String(version),
    (row) => ({
      version: row.version,
      publishedAt: row.published_at.toISOString(),
      source: row.source,
      by: nameOf(row.published_by),
      proposedBy: nameOf(row.proposed_by),
      changes: row.changes as string[],
    }),
  )
}
