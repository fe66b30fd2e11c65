import type { DraftFault, DraftSaved, PolicyDraft } from '@jucai/contract/policy-office'
import { bookFaults, type PolicyBook } from '@jucai/contract/policies/book'
import { pastChange } from '@jucai/contract/policies/corrections'
import { exampleFaults } from '@jucai/contract/policies/examples'
import { publicationFaults } from '@jucai/contract/policies/publication'
import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import { audit } from '../core/audit'
import { dayOf, spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { WorkBy } from '../core/work'
import { bookBody, newestVersion, openableNow } from './books'

/** A change of the draft, as it is kept. */
interface Change {
  revision: number
  what: string
  by: string
  at: string
}
interface PolicyDraftTable {
  single: boolean
  based_on: number
  body: unknown
  revision: number
  corrections: unknown
  changes: unknown
  changed_by: string
  changed_at: Date
  proposed_by: string | null
  proposed_at: Date | null
  proposed_source: string | null
}
declare module '../core/db' {
  interface Database {
    policy_draft: PolicyDraftTable
  }
}

/** What the office keeps the book with. */
export interface OfficeDeps {
  /** What colleagues are called. */
  names(db: Db, personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Keys of the programs that can be applied for, which a policy may open. */
  programs: readonly string[]
}
/** An act of a member of the office on the draft. */
export type OfficeWork = WorkBy<{ personId: string }, OfficeDeps>

/** The draft as it stands; without one, the newest version. `open`: there is one. */
export interface Draft {
  open: boolean
  book: PolicyBook
  base: PolicyBook
  basedOn: number
  revision: number
  corrections: Readonly<Record<string, string>>
  changes: readonly Change[]
  proposal: { by: string; at: Date; source: string } | null
}

const proposalOf = ({ proposed_by, proposed_at, proposed_source }: PolicyDraftTable): Draft['proposal'] =>
  proposed_by && proposed_at && proposed_source !== null
    ? { by: proposed_by, at: proposed_at, source: proposed_source }
    : null

/** Reads the draft. @throws Problem unavailable before a book was published */
export const draftNow = async (db: Db): Promise<Draft> => {
  const row = await db.selectFrom('policy_draft').selectAll().executeTakeFirst()
  const basedOn = row?.body ? row.based_on : await newestVersion(db)
  const base = await bookBody(db, basedOn)
  const kept = {
    base,
    basedOn,
    revision: row?.revision ?? 0,
    changes: (row?.changes ?? []) as readonly Change[],
  }
  if (!row?.body) return { ...kept, open: false, book: base, corrections: {}, proposal: null }
  return {
    ...kept,
    open: true,
    book: row.body as PolicyBook,
    corrections: row.corrections as Record<string, string>,
    proposal: proposalOf(row),
  }
}

const correctionFaults = (
  { base, book, corrections }: Pick<Draft, 'base' | 'book' | 'corrections'>,
  today: string,
): DraftFault[] =>
  base.parameters.flatMap((before) => {
    const after = book.parameters.find(({ code }) => code === before.code)
    const said = after && !Object.hasOwn(corrections, before.code) ? pastChange(before, after, today) : null
    return said === null
      ? []
      : [{ at: `parameters.${before.code}`, message: `${said}。请改回，或标为更正并写明理由` }]
  })

/** Everything that keeps a draft from being published, its examples included once nothing else is wrong. */
export const faultsOfDraft = async (
  { db, now, deps }: OfficeWork,
  draft: Pick<Draft, 'base' | 'book' | 'corrections'>,
): Promise<DraftFault[]> => {
  const faults = [...bookFaults(draft.book), ...correctionFaults(draft, dayOf(now))]
  const there = await openableNow(db, deps.programs)
  const more = faults.length > 0 ? [] : exampleFaults(draft.book, outcomeLabels)
  return [...faults, ...publicationFaults(draft.book, there), ...more]
}

const mostFaults = 200

/** The draft as the office sees it. @throws Problem unavailable */
export const shownDraft = async (work: OfficeWork): Promise<PolicyDraft> => {
  const { db, deps, actor } = work
  const draft = await draftNow(db)
  const { revision, open, basedOn, book, corrections, changes, proposal } = draft
  const names = await deps.names(db, [
    ...new Set([...changes.map(({ by }) => by), ...(proposal ? [proposal.by] : [])]),
  ])
  const nameOf = (id: string) => names.get(id) ?? '已离开的同事'
  return {
    revision,
    open,
    basedOn,
    changes: changes.map((change) => ({ ...change, by: nameOf(change.by) })),
    corrections: Object.entries(corrections).map(([parameter, reason]) => ({ parameter, reason })),
    proposal: proposal && {
      by: nameOf(proposal.by),
      mine: proposal.by === actor.personId,
      at: proposal.at.toISOString(),
      source: proposal.source,
    },
    faults: open ? (await faultsOfDraft(work, draft)).slice(0, mostFaults) : [],
    book,
  }
}

/**
 * Lets those who change the draft go one after another, and holds it against the revision that was looked at.
 * @throws Problem stale-version, with who changed what since
 */
export const draftAt = async ({ db, deps }: OfficeWork, revision: number): Promise<Draft> => {
  await takeTurns(db, 'policy_draft')
  const draft = await draftNow(db)
  if (draft.revision === revision) return draft
  const since = draft.changes.filter((change) => change.revision > revision)
  const names = await deps.names(db, [...new Set(since.map(({ by }) => by))])
  throw problem('stale-version', {
    detail: '同事改过草稿，请先看看改了什么，再保存',
    extra: {
      version: draft.revision,
      changed: since.map(
        ({ what, by, at }) => `${names.get(by) ?? '同事'}在${spokenTime(new Date(at))}${what}`,
      ),
    },
  })
}

const mostChanges = 50
const mostSigns = 1_500_000

/** What becomes of the draft by an act. */
export interface Next {
  /** null: it is published or thrown away. */
  book: PolicyBook | null
  corrections?: Readonly<Record<string, string>>
  proposal?: { by: string; at: Date; source: string } | null
  /** What was done, after a name: `改了政策“租房补贴”`. */
  what: string
  action: string
  object: string
}

/** Keeps the draft after an act, which goes on record. @returns its revision */
export const keepDraft = async (
  { db, now, actor }: OfficeWork,
  draft: Draft,
  next: Next,
): Promise<number> => {
  const { book, corrections = draft.corrections, proposal = null, what, action, object } = next
  const body = book && JSON.stringify(book)
  if (body && body.length > mostSigns)
    throw fieldProblem('', '政策库太大了，请删去一些例子或条文，或请系统管理员拆成文件发布')
  const revision = draft.revision + 1
  const row = {
    based_on: draft.basedOn,
    body,
    revision,
    corrections: JSON.stringify(book ? corrections : {}),
    changes: JSON.stringify(
      [{ revision, what, by: actor.personId, at: now.toISOString() }, ...draft.changes].slice(0, mostChanges),
    ),
    changed_by: actor.personId,
    changed_at: now,
    proposed_by: proposal?.by ?? null,
    proposed_at: proposal?.at ?? null,
    proposed_source: proposal?.source ?? null,
  }
  await db
    .insertInto('policy_draft')
    .values({ single: true, ...row })
    .onConflict((conflict) => conflict.column('single').doUpdateSet(row))
    .execute()
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

/** The same, answering what keeps the draft from being published now. */
export const saveDraft = async (
  work: OfficeWork,
  draft: Draft,
  next: Next & { book: PolicyBook },
): Promise<DraftSaved> => {
  const revision = await keepDraft(work, draft, next)
  const saved = { ...draft, book: next.book, corrections: next.corrections ?? draft.corrections }
  return { revision, faults: (await faultsOfDraft(work, saved)).slice(0, mostFaults) }
}
