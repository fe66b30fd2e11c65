import type { Application } from '@jucai/contract/applications'
import { fieldsOf, type Answers } from '@jucai/contract/forms'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { consentGiven, profileOf } from '../profiles'
import {
  askedOnly,
  documentsIn,
  faultsOf,
  knownAnswers,
  openedBy,
  withMaskedDocuments,
  withWholeDocuments,
} from './answers'
import { factsOf } from './prefill'
import { applicationForUpdate, openApplicationOf, type ApplicationRow } from './repository'
import { ownApplication } from './show'
import { advance, answersOf, staleProblem, type StepContent } from './steps'
import { tieFiles } from './submit'
import type { OwnWork } from './work'

interface OwnEvent {
  event: 'withdraw' | 'correct' | 'appeal'
  version: number
  answers?: Answers
  note?: string
}

const sameAnswer = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * The answers after a correction: only open fields may differ, and the whole still has to be sound there.
 * @throws Problem invalid-request (a sentence a field)
 */
const corrected = async (work: OwnWork, row: ApplicationRow, given: Answers): Promise<StepContent> => {
  const { db, now, deps } = work
  const program = await deps.programs.at(db, row.program, row.program_version)
  const { form } = program
  const before = answersOf(deps, row)
  const open = openedBy(form, row.open_fields as string[])
  const shownBefore = withMaskedDocuments(form, before)
  const sent = knownAnswers(form, given)
  const closed = Object.keys(sent).filter(
    (key) =>
      !open.has(key) && !sameAnswer(sent[key], shownBefore[key]) && !sameAnswer(sent[key], before[key]),
  )
  if (closed.length > 0)
    throw problem('invalid-request', {
      errors: closed.map((key) => ({ pointer: `/answers/${key}`, detail: '这一项现在不能修改' })),
    })
  const known = documentsIn(form, before)
  const profile = await profileOf(db, deps.vault, row.person_id)
  const openSent = Object.fromEntries(Object.entries(sent).filter(([key]) => open.has(key)))
  const answers = askedOnly(form, {
    ...before,
    ...withWholeDocuments(form, openSent, [...known, profile?.documentNumber]),
  })
  const today = dayOf(now)
  const facts = profile ? factsOf(profile, today) : {}
  const errors = faultsOf(form, answers, today, deps.regionName, facts).filter(({ pointer }) =>
    open.has(pointer.split('/')[2] ?? ''),
  )
  if (errors.length > 0)
    throw problem('invalid-request', { detail: `还有 ${errors.length} 项需要修改`, errors })
  const changed = fieldsOf(form)
    .map(({ key }) => key)
    .filter((key) => !sameAnswer(answers[key], before[key]))
  if (changed.length === 0)
    throw problem('invalid-request', {
      errors: [
        {
          pointer: `/answers/${(row.open_fields as string[])[0] ?? ''}`,
          detail: '还没有修改。请按要求改好再提交',
        },
      ],
    })
  if (documentsIn(form, answers).length > 0 && !(await consentGiven(db, row.person_id, 'id-number')))
    throw problem('consent-needed', { extra: { purposes: ['id-number'] } })
  await tieFiles(work, program, answers, row.id)
  return { answers, changed }
}

const appliedAnew = () => problem('event-not-allowed', { detail: '你已重新申请，请先办完或撤回那一份' })

/** As {@link advance}; a new application of the same program, sent in at this very moment, counts too. */
const advanceOwn: typeof advance = async (...step) => {
  try {
    return await advance(...step)
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'application_one_open') throw appliedAnew()
    throw error
  }
}

/**
 * What an applicant does with their own application.
 * @throws Problem not-found, stale-version (with `version`, `state`, `changed`), event-not-allowed,
 * invalid-request
 */
export const ownEvent = async (work: OwnWork, id: string, body: OwnEvent): Promise<Application> => {
  const { db, actor } = work
  const row = await applicationForUpdate(db, id)
  if (!row || row.person_id !== actor.personId) throw problem('not-found')
  if (row.version !== body.version) throw await staleProblem(db, row, body.version)
  if (body.event === 'appeal' && (body.note ?? '').length < 10)
    throw problem('invalid-request', {
      errors: [{ pointer: '/note', detail: '请写明申诉的理由，至少 10 个字' }],
    })
  if (
    body.event === 'appeal' &&
    row.state === 'rejected' &&
    (await openApplicationOf(db, actor.personId, row.program))
  )
    throw appliedAnew()
  const content =
    body.event === 'correct' && row.state === 'changes-requested'
      ? await corrected(work, row, body.answers ?? {})
      : {}
  const note = body.note === undefined ? {} : { note: body.note }
  return ownApplication(work, await advanceOwn(work, row, body.event, { ...content, ...note }))
}
