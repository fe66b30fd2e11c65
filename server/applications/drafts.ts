import type { Draft } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import { consentGiven, profileOf, type ProfileRecord } from '../profiles'
import {
  asksDocument,
  documentsIn,
  filesIn,
  knownAnswers,
  withMaskedDocuments,
  withWholeDocuments,
} from './answers'
import { judgedBy, shownCriteria } from './criteria'
import {
  deleteDraft,
  draftForUpdate,
  draftOf,
  draftsOf,
  insertDraft,
  openDevice,
  openDraft,
  sealDevice,
  sealDraft,
  shownDraft,
  updateDraft,
  type DraftRow,
} from './draft-rows'
import type { ApplicationDeps } from './ports'
import { factsOf, prefillOf } from './prefill'
import { openApplicationOf } from './repository'
import type { VersionedProgram } from './versions'
import type { ApplicationWork, OwnWork } from './work'

/** The caller's profile. @throws Problem registration-needed */
export const registeredProfile = async ({ db, deps, actor }: OwnWork): Promise<ProfileRecord> => {
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile)
    throw problem('registration-needed', { detail: '完成人才登记后就能申请，登记过的信息不用再填' })
  return profile
}

/** A draft with its documents masked. */
export const ownDraft = (deps: ApplicationDeps, program: VersionedProgram, row: DraftRow): Draft =>
  shownDraft(deps.vault, row, withMaskedDocuments(program.form, openDraft(deps.vault, row)))

/** The other draft, for whoever has to choose. */
export const draftChanged = (deps: ApplicationDeps, program: VersionedProgram, row: DraftRow | undefined) =>
  problem('draft-changed', {
    detail: row
      ? `${openDevice(deps.vault, row) || '另一台设备'}在这之后保存过。请选择保留哪一份`
      : '这份草稿已经提交或删除',
    extra: { draft: row ? ownDraft(deps, program, row) : null },
  })

/**
 * @throws Problem consent-needed (with `purposes`) when a document number comes without consent to keep it
 */
const needDocumentConsent = async ({ db, actor }: OwnWork, program: VersionedProgram, answers: Answers) => {
  if (
    documentsIn(program.form, answers).every((text) => text === '') ||
    (await consentGiven(db, actor.personId, 'id-number'))
  )
    return
  throw problem('consent-needed', {
    detail: '填写证件号码前，需要你单独同意保存证件号码',
    extra: { purposes: ['id-number'] },
  })
}

/** What the apply page begins with. @throws Problem registration-needed, not-found */
export const draftPage = async (work: OwnWork, key: string) => {
  const { db, now, deps, actor } = work
  const program = await deps.programs.inForce(db, key)
  const profile = await registeredProfile(work)
  const row = await draftOf(db, actor.personId, key)
  const today = dayOf(now)
  const told = await deps.told(db, actor.personId, now)
  const prefill = await prefillOf(work, program, { profile, told })
  const answers = {
    ...Object.fromEntries(prefill.map(({ field, value }) => [field, value])),
    ...(row ? openDraft(deps.vault, row) : {}),
  }
  const judgement = await judgedBy(db, deps, program, {
    profile,
    answers,
    answeredOn: today,
    day: today,
    told,
  })
  return {
    draft: row ? ownDraft(deps, program, row) : null,
    prefill,
    criteria: shownCriteria(judgement?.criteria ?? []),
    bornOn: factsOf(profile, today).bornOn ?? null,
    openApplication: await openApplicationOf(db, actor.personId, key),
  }
}

interface SaveRequest {
  answers: Answers
  revision: number
  /** Of the form that was filled in. */
  version: number
  device?: string
}

/**
 * Saves a draft over the one it was made from. The same save sent again answers as before.
 * @throws Problem draft-changed (with `draft`), registration-needed, consent-needed, invalid-request
 */
export const saveDraft = async (work: OwnWork, key: string, body: SaveRequest): Promise<Draft> => {
  const { db, now, deps } = work
  const { personId } = work.actor
  const program = await deps.programs.inForce(db, key)
  if (body.version > program.version) throw fieldProblem('/version', '没有这个版本的表格，请刷新后再填')
  const profile = await registeredProfile(work)
  const before = await draftForUpdate(db, personId, key)
  const earlier = before ? openDraft(deps.vault, before) : {}
  const documents = asksDocument(program.form)
    ? [profile.documentNumber, ...documentsIn(program.form, earlier)]
    : []
  const answers = withWholeDocuments(program.form, knownAnswers(program.form, body.answers), documents)
  await needDocumentConsent(work, program, answers)
  if (before && before.revision === body.revision + 1 && JSON.stringify(earlier) === JSON.stringify(answers))
    return ownDraft(deps, program, before)
  if ((before?.revision ?? 0) !== body.revision) throw draftChanged(deps, program, before)
  const id = before?.id ?? uuidv7()
  const row: DraftRow = {
    id,
    person_id: personId,
    program: key,
    version: program.version, // by whose form the answers were taken, whatever form was filled in
    revision: body.revision + 1,
    answers: sealDraft(deps.vault, id, answers),
    device: sealDevice(deps.vault, id, body.device),
    saved_at: now,
    told_at: null,
  }
  if (before) await updateDraft(db, row)
  else if (!(await insertDraft(db, row))) throw draftChanged(deps, program, await draftOf(db, personId, key))
  return ownDraft(deps, program, row)
}

/** Files that a draft names, by the form of its time. */
const filesOfDraft = async (db: Db, deps: ApplicationDeps, row: DraftRow): Promise<string[]> =>
  filesIn((await deps.programs.at(db, row.program, row.version)).form, openDraft(deps.vault, row))

/** The files that drafts of these people name, each with the titles of what is applied for. */
export const filesInDrafts = async (
  db: Db,
  deps: ApplicationDeps,
  personIds: readonly string[],
): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  for (const row of await draftsOf(db, personIds)) {
    const { title } = deps.programs.definition(row.program)
    for (const id of new Set(await filesOfDraft(db, deps, row)))
      found.set(id, [...(found.get(id) ?? []), title])
  }
  return found
}

/** Forgets a draft that is held, and its files, but for those that another draft names. */
export const dropDraft = async ({ db, now, deps }: ApplicationWork, row: DraftRow): Promise<void> => {
  const files = await filesOfDraft(db, deps, row)
  await deleteDraft(db, row.id)
  const elsewhere = await filesInDrafts(db, deps, [row.person_id])
  await deps.evidence.discard(
    db,
    now,
    row.person_id,
    files.filter((id) => !elsewhere.has(id)),
  )
}

/**
 * Throws a draft away, with its files. Once gone, it stays gone without complaint.
 * @throws Problem not-found for an unknown program
 */
export const discardDraft = async (work: OwnWork, key: string): Promise<void> => {
  work.deps.programs.definition(key)
  const row = await draftForUpdate(work.db, work.actor.personId, key)
  if (row) await dropDraft(work, row)
}
