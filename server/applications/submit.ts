import { isAtRest } from '@jucai/contract/application-vocabulary'
import type { Application } from '@jucai/contract/applications'
import { fieldsOf, type Answers } from '@jucai/contract/forms'
import type { Registration } from '@jucai/contract/profiles'
import { degrees } from '@jucai/contract/vocabulary'
import { dayOf } from '../core/clock'
import { maskDocument, maskName } from '../core/masking'
import { Problem, problem } from '../core/problem'
import type { WorkCalendar } from '../core/working-days'
import { consentGiven, register } from '../profiles'
import { askedOnly, asksDocument, documentsIn, eachAnswer, faultsOf, filesIn, knownAnswers } from './answers'
import { calendarInForce } from './calendar'
import { draftChanged, registeredProfile } from './drafts'
import { deleteDraft, draftById, openDraft, type DraftRow } from './draft-rows'
import { clockAfter } from './due'
import { factsOf } from './prefill'
import { registrationOf, type ProfileRecord } from './registration'
import {
  applicationRow,
  insertApplication,
  openApplicationOf,
  sealedTo,
  type NewApplication,
} from './repository'
import { ownApplication, shownOwn } from './show'
import { recordStep } from './steps'
import type { VersionedProgram } from './versions'
import type { OwnWork } from './work'

/** The request of a submission. */
export interface SubmitRequest {
  draft: string
  revision: number
  version: number
  keepInProfile: boolean
}

/** Answers that can be sent in. @throws Problem invalid-request (a sentence a field), consent-needed */
const soundAnswers = async (
  { db, now, deps, actor }: OwnWork,
  program: VersionedProgram,
  profile: ProfileRecord,
  given: Answers,
): Promise<Answers> => {
  const answers = askedOnly(program.form, knownAnswers(program.form, given))
  const errors = faultsOf(program.form, answers, dayOf(now), deps.regionName, factsOf(profile, dayOf(now)))
  if (errors.length > 0)
    throw problem('invalid-request', { detail: `还有 ${errors.length} 项需要修改`, errors })
  if (
    asksDocument(program.form) &&
    documentsIn(program.form, answers).length > 0 &&
    !(await consentGiven(db, actor.personId, 'id-number'))
  ) {
    throw problem('consent-needed', {
      detail: '保存证件号码需要你单独同意',
      extra: { purposes: ['id-number'] },
    })
  }
  return answers
}

/**
 * Ties the files of an application to it.
 * @throws Problem invalid-request at the fields whose files are not there
 */
export const tieFiles = async (
  { db, now, deps, actor }: OwnWork,
  program: Pick<VersionedProgram, 'form'>,
  answers: Answers,
  applicationId: string,
): Promise<void> => {
  const ids = filesIn(program.form, answers)
  const strange = new Set(await deps.evidence.attach(db, now, actor.personId, { ids, applicationId }))
  if (strange.size === 0) return
  throw problem('invalid-request', {
    errors: eachAnswer(fieldsOf(program.form), answers, '/answers')
      .filter(
        ({ field, answer }) => field.kind === 'file' && (answer as string[]).some((id) => strange.has(id)),
      )
      .map(({ pointer }) => ({
        pointer,
        detail: '有文件没有传完、已被删除，或者已随另一份申请提交，请重新上传',
      })),
  })
}

const keptFields = [
  'school',
  'degree',
  'major',
  'graduatesOn',
  'homeRegion',
  'presentRegion',
] as const satisfies readonly (keyof Registration)[]

/**
 * Takes what was answered over into the profile, where the profile has such a field and accepts the value;
 * the application stands either way.
 */
const keepInProfile = async (
  { db, now, deps }: OwnWork,
  program: VersionedProgram,
  profile: ProfileRecord,
  answers: Answers,
): Promise<void> => {
  const entries = fieldsOf(program.form).flatMap((field): [string, unknown][] => {
    const value = answers[field.key]
    return value !== undefined && (keptFields as readonly string[]).includes(field.profile ?? '')
      ? [[field.profile as string, value]]
      : []
  })
  const next = { ...registrationOf(profile), ...Object.fromEntries(entries) }
  if (
    profile.documentNumber === null ||
    !degrees.includes(next.degree) ||
    keptFields.every((key) => next[key] === profile[key])
  )
    return
  try {
    await register(
      { db, now, deps, actor: { personId: profile.personId } },
      {
        ...next,
        documentNumber: maskDocument(profile.documentNumber),
      },
    )
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

/** What becomes an application. */
interface Submission {
  id: string
  program: VersionedProgram
  profile: ProfileRecord
  answers: Answers
  calendar: WorkCalendar
  /** Whether later forms may be filled from it. */
  keep: boolean
}

const newApplication = async (
  { db, now, deps }: OwnWork,
  { id, program, profile, answers, calendar, keep }: Submission,
): Promise<NewApplication> => {
  const { definition, settings, version } = program
  const { initial, clock } = definition.machine
  return {
    id,
    program: definition.key,
    program_version: version,
    person_id: profile.personId,
    state: initial,
    is_open: !isAtRest(initial),
    version: 1,
    answers: deps.vault.encrypt(JSON.stringify(answers), sealedTo.answers(id)),
    masked_name: deps.vault.encrypt(maskName(profile.name), sealedTo.maskedName(id)),
    keep_answers: keep,
    submitted_at: now,
    updated_at: now,
    ...clockAfter(calendar, now, {
      modes: { before: undefined, after: clock[initial] },
      before: {
        due_at: null,
        days_left: null,
        counts_from: null,
        answer_by: null,
        rank_at: now,
        queued_at: now,
      },
      workingDays: settings.workingDays,
      noticeTo: null,
    }),
    station_id: (await definition.stationFor?.(db, answers, profile.personId)) ?? null,
  }
}

const submittedBefore = async (work: OwnWork, key: string, id: string): Promise<Application> => {
  const row = await applicationRow(work.db, id)
  if (!row || row.person_id !== work.actor.personId || row.program !== key)
    throw problem('not-found', { detail: '草稿不存在，可能已经删除' })
  return ownApplication(work, row)
}

/** Whether the draft may go in as it is. @throws Problem draft-changed, program-closed, form-changed */
const checkStanding = async (
  { db, deps }: OwnWork,
  program: VersionedProgram,
  draft: DraftRow,
  request: SubmitRequest,
) => {
  if (draft.revision !== request.revision) throw draftChanged(deps, program, draft)
  if (!program.settings.open)
    throw problem('program-closed', {
      detail: `${program.settings.closedBecause ?? '暂停受理'}。你的草稿保留着`,
      extra: { draft: draft.id },
    })
  if (request.version === program.version) return
  // A version that only changed what the office sets asks the same questions.
  const seen = await deps.programs.at(db, program.definition.key, request.version).catch(() => null)
  if (seen?.fingerprint !== program.fingerprint)
    throw problem('form-changed', {
      detail: '表格有更新，你填过的内容都在。请看一遍标出的地方再提交',
      extra: { version: program.version },
    })
}

/**
 * Turns a draft into an application of the same id, so that submitting it twice, from two devices too, is
 * one application.
 * @throws Problem draft-changed, form-changed, program-closed, registration-needed, application-open,
 * invalid-request, consent-needed
 */
export const submit = async (work: OwnWork, key: string, request: SubmitRequest): Promise<Application> => {
  const { db, now, deps, actor } = work
  const program = await deps.programs.inForce(db, key)
  const draft = await draftById(db, request.draft, actor.personId, key)
  if (!draft) return submittedBefore(work, key, request.draft)
  const profile = await registeredProfile(work)
  await checkStanding(work, program, draft, request)
  const answers = await soundAnswers(work, program, profile, openDraft(deps.vault, draft))
  const calendar = await calendarInForce(db)
  const submission = { id: draft.id, program, profile, answers, calendar, keep: request.keepInProfile }
  const row = await insertApplication(
    db,
    program.definition.prefix,
    dayOf(now),
    await newApplication(work, submission),
  )
  if (!row)
    throw problem('application-open', {
      detail: '请先办完或撤回那一份。你的草稿保留着',
      extra: { applicationId: await openApplicationOf(db, actor.personId, key) },
    })
  await tieFiles(work, program, answers, row.id)
  const step = await recordStep(work, { row, from: null, event: 'submit', program, calendar, content: {} })
  if (request.keepInProfile) await keepInProfile(work, program, profile, answers)
  await deleteDraft(db, draft.id)
  return shownOwn(work, row, { program, calendar, steps: [step], answers, profile })
}
