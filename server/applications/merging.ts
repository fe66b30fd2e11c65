import type { Answers } from '@jucai/contract/forms'
import { sql } from 'kysely'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { deleteDraft, draftsForUpdate, openDraft, sealDraft, updateDraft, type DraftRow } from './draft-rows'
import { objectionSealedTo, openObjectionsBy } from './objections'
import { openApplicationsOf } from './repository'
import type { ApplicationWork } from './work'

/** Two accounts of one person: `fromId` goes out, `intoId` stays. */
interface Merging {
  fromId: string
  intoId: string
}

const titleOf = ({ deps }: ApplicationWork, program: string): string =>
  quoted(deps.programs.definition(program).title)

const refuseTwoOpen = async (work: ApplicationWork, { fromId, intoId }: Merging): Promise<void> => {
  const open = await openApplicationsOf(work.db, [fromId, intoId])
  const theirs = new Set(open.filter((row) => row.person_id === intoId).map(({ program }) => program))
  const twice = open.find((row) => row.person_id === fromId && theirs.has(row.program))
  if (twice)
    throw problem('account-not-empty', {
      detail: `两个账号各有一份${titleOf(work, twice.program)}申请在办。请先撤回其中一份，再来合并；不便撤回的，请带上证件到人才办办理`,
    })
}

const sameAnswer = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Both drafts in one. @throws Problem account-not-empty where they say different things */
const joinDraft = async (work: ApplicationWork, from: DraftRow, into: DraftRow): Promise<void> => {
  const { db, now, deps } = work
  const [theirs, own] = [openDraft(deps.vault, from), openDraft(deps.vault, into)]
  if (Object.keys(theirs).some((key) => key in own && !sameAnswer(theirs[key], own[key])))
    throw problem('account-not-empty', {
      detail: `两个账号各有一份没提交的${titleOf(work, into.program)}草稿，填写的内容不同。请先删除不要的那一份，再来合并`,
    })
  const answers: Answers = { ...theirs, ...own }
  await deleteDraft(db, from.id)
  if (!sameAnswer(answers, own))
    await updateDraft(db, {
      ...into,
      revision: into.revision + 1, // a phone that kept its own copy sees that there is another
      answers: sealDraft(deps.vault, into.id, answers),
      saved_at: now,
      told_at: null,
    })
}

const joinDrafts = async (work: ApplicationWork, { fromId, intoId }: Merging): Promise<void> => {
  const drafts = await draftsForUpdate(work.db, [fromId, intoId])
  for (const from of drafts.filter((row) => row.person_id === fromId)) {
    const into = drafts.find((row) => row.person_id === intoId && row.program === from.program)
    if (into) await joinDraft(work, from, into)
  }
}

/** Of two open objections to one notice one stays, with the words of both. */
const joinObjections = async (
  { db, now, deps }: ApplicationWork,
  { fromId, intoId }: Merging,
): Promise<void> => {
  const open = await openObjectionsBy(db, [fromId, intoId])
  const wordsOf = ({ id, text }: { id: string; text: Buffer | null }) =>
    text ? deps.vault.decrypt(text, objectionSealedTo.text(id)) : ''
  for (const from of open.filter((row) => row.person_id === fromId)) {
    const into = open.find((row) => row.person_id === intoId && row.application_id === from.application_id)
    if (!into) continue
    const words = [wordsOf(into), wordsOf(from)].join('\n')
    await db.deleteFrom('objection').where('id', '=', from.id).execute()
    await db
      .updateTable('objection')
      .set({ text: deps.vault.encrypt(words, objectionSealedTo.text(into.id)) })
      .where('id', '=', into.id)
      .execute()
    await audit(db, {
      at: now,
      actorId: intoId,
      actorRole: 'holder',
      action: 'objection.joined',
      object: `objection:${into.id}`,
      detail: { joined: from.id, application: from.application_id },
    })
  }
}

/** Who is of the office has no case of their own, under whichever of their accounts it was made. */
const leaveOwnCases = async (db: Db, { fromId, intoId }: Merging): Promise<void> => {
  const both = [fromId, intoId]
  const own = db.updateTable('application').where('person_id', 'in', both)
  await own.set({ assigned_to: null }).where('assigned_to', 'in', both).execute()
  await own.set({ claimed_by: null, claimed_until: null }).where('claimed_by', 'in', both).execute()
  await own.set({ contact_id: null }).where('contact_id', 'in', both).execute()
}

const dropSameViews = async (db: Db, { fromId, intoId }: Merging): Promise<void> => {
  await sql`delete from saved_view as view using saved_view as same
    where view.person_id = ${fromId} and same.person_id = ${intoId}
      and same.name = view.name and same.filter = view.filter`.execute(db)
}

/**
 * What joining two accounts takes here before their rows are moved.
 * @throws Problem account-not-empty (`detail` says what and how to go on) when both have an open application
 * of one program, or drafts of one that differ
 */
export const mergeOwn = async (work: ApplicationWork, fromId: string, intoId: string): Promise<void> => {
  const merging = { fromId, intoId }
  await refuseTwoOpen(work, merging)
  await joinDrafts(work, merging)
  await joinObjections(work, merging)
  await leaveOwnCases(work.db, merging)
  await dropSameViews(work.db, merging)
}
