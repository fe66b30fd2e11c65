import type { ApplicationEvent } from '@jucai/contract/application-vocabulary'
import type { Refusal } from '@jucai/contract/applications'
import { fieldsOf } from '@jucai/contract/forms'
import type { FieldError } from '@jucai/contract/problems'
import type { Case } from '@jucai/contract/review'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import { lastMoment } from '../core/working-days'
import { asks, labelOf } from './answers'
import { calendarInForce } from './calendar'
import { claimantOf, shownCase } from './case'
import { colleaguesOf } from './colleagues'
import type { ApplicationRow } from './repository'
import { advance, answersOf, holdForStep, type StepContent } from './steps'
import type { VersionedProgram } from './versions'
import type { OfficeWork } from './work'

/** What an officer sends with an event. */
export interface Decision {
  event: ApplicationEvent
  version: number
  note?: string
  reason?: { code: string; field: string | null; fix: string }
  fields?: { field: string; what: string }[]
}

/** Whether a fix still is the template it was made from: then the applicant would not know what to do. */
const isTemplate = (fix: string, template: string): boolean =>
  fix.trim() === template.trim() || /【[^】]*】|_{2,}|＿{2,}/.test(fix)

const appealBy = async (db: Db, program: VersionedProgram, now: Date): Promise<string | null> =>
  program.settings.appealDays === null
    ? null
    : lastMoment(await calendarInForce(db), now, program.settings.appealDays).toISOString()

/**
 * A refusal that carries its fix.
 * @throws Problem invalid-request, a sentence for each thing that is missing
 */
const refusalFrom = async (
  { db, now, deps }: OfficeWork,
  row: ApplicationRow,
  program: VersionedProgram,
  { reason, note }: Decision,
): Promise<Refusal> => {
  if (!reason) throw fieldProblem('/reason', '不通过必须写明理由、对应的项目和改正办法')
  const ground = program.settings.reasons.find(({ code }) => code === reason.code)
  const errors: FieldError[] = []
  if (!ground) errors.push({ pointer: '/reason/code', detail: '这个版本的项目里没有这条理由' })
  if (reason.field === null || !fieldsOf(program.form).some(({ key }) => key === reason.field))
    errors.push({ pointer: '/reason/field', detail: '请指明是哪一项或哪一份材料' })
  if (ground && isTemplate(reason.fix, ground.fix))
    errors.push({ pointer: '/reason/fix', detail: '请在模板上写明这一件的具体情况' })
  if (errors.length > 0 || !ground) throw problem('invalid-request', { errors })
  return {
    code: ground.code,
    title: ground.title,
    clause: ground.clause,
    field: reason.field,
    fieldLabel: reason.field && labelOf(program.form, reason.field),
    fix: reason.fix,
    note: note ?? '',
    appealTo: await deps.office(db),
    appealBy: row.appeal === null ? await appealBy(db, program, now) : null,
  }
}

/** What is to be changed, each at a field the form asks of this applicant. @throws Problem invalid-request */
const requestedFrom = (
  { deps }: OfficeWork,
  row: ApplicationRow,
  program: VersionedProgram,
  { fields }: Decision,
): NonNullable<StepContent['requested']> => {
  if (!fields) throw fieldProblem('/fields', '请补正必须指明要改哪几项、怎样改')
  const answers = answersOf(deps, row)
  const errors = fields.flatMap(({ field }, index): FieldError[] => {
    if (!asks(program.form, field, answers))
      return [{ pointer: `/fields/${index}/field`, detail: '这份申请里没有这一项' }]
    return fields.findIndex((one) => one.field === field) < index
      ? [{ pointer: `/fields/${index}/field`, detail: '这一项已经列出' }]
      : []
  })
  if (errors.length > 0) throw problem('invalid-request', { errors })
  return fields.map(({ field, what }) => ({ field, label: labelOf(program.form, field), what }))
}

/** @throws Problem claimed-by-other, claim-needed, event-not-allowed for one's own application */
export const needClaim = async (
  { db, now, deps, actor: officer }: OfficeWork,
  row: ApplicationRow,
): Promise<void> => {
  if (row.person_id === officer.personId)
    throw problem('event-not-allowed', { detail: '这是您自己的申请，请由同事办理' })
  const claimant = claimantOf(row, now)
  if (claimant === officer.personId) return
  if (claimant === null)
    throw problem('claim-needed', { detail: '认领后 8 小时内由您办理，别人不会同时处理' })
  throw problem('claimed-by-other', {
    detail: `${(await colleaguesOf(db, deps, [claimant])).get(claimant)?.name ?? '同事'}正在办理这一件`,
  })
}

/**
 * One decision on one case.
 * @throws Problem not-found, stale-version (with `version`, `state`, `changed`), claim-needed,
 * claimed-by-other, event-not-allowed, two-person-rule, objections-open,
 * invalid-request
 */
export const decide = async (work: OfficeWork, id: string, decision: Decision): Promise<Case> => {
  const { db, deps } = work
  const row = await holdForStep(db, id, decision.version)
  await needClaim(work, row)
  // A refusal that stays is a refusal: it carries its answer too.
  if (decision.event === 'uphold' && (decision.note ?? '').trim().length < 10)
    throw fieldProblem('/note', '请写明对申诉的答复，至少 10 个字')
  const program = await deps.programs.at(db, row.program, row.program_version)
  const content: StepContent = {
    ...(decision.note ? { note: decision.note } : {}),
    ...(decision.event === 'reject' ? { refusal: await refusalFrom(work, row, program, decision) } : {}),
    ...(decision.event === 'request-changes'
      ? { requested: requestedFrom(work, row, program, decision) }
      : {}),
  }
  return shownCase(work, await advance(work, row, decision.event, content))
}
