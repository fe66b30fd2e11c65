import type { ApplicationEvent } from '@jucai/contract/application-vocabulary'
import { fieldsOf, isAnswered } from '@jucai/contract/forms'
import { toldApart } from '@jucai/contract/text'
import type { Case, Colleague, QueueItem, StandardChanges } from '@jucai/contract/review'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { allowedEvents } from '../core/machine'
import { problem } from '../core/problem'
import { quoted } from '../core/quoted'
import type { WorkBy } from '../core/work'
import type { WorkCalendar } from '../core/working-days'
import { profileOf } from '../profiles'
import { calendarInForce } from './calendar'
import { colleaguesOf } from './colleagues'
import { criteriaForOfficer } from './criteria'
import { dueOf } from './due'
import { labelOf } from './answers'
import { judgedOf, judgementsOf, resultOf, type JudgementRow } from './judgement-rows'
import type { ApplicationFacts } from './machine'
import { objectionSealedTo, objectionsOf } from './objections'
import { outlookOf } from './outlook'
import type { ApplicationDeps } from './ports'
import { cutAnswers, cutForm } from './privacy'
import { applicationRow, sealedTo, stationNameOf, stepsOf, type ApplicationRow } from './repository'
import { historyOf, judgedAgain, stepBy, stepNote, stepTitle } from './show'
import { answersOf, barredWords, factsOf, refusalOf } from './steps'
import type { VersionedProgram } from './versions'
import type { Officer, OfficeWork } from './work'

/** Who has claimed a case now; null once 8 hours are over. */
export const claimantOf = (
  row: Pick<ApplicationRow, 'claimed_by' | 'claimed_until'>,
  now: Date,
): string | null => (row.claimed_until && row.claimed_until > now ? row.claimed_by : null)

/** What a line of the queue is read from. */
export type LineRow = Pick<
  ApplicationRow,
  | 'id'
  | 'number'
  | 'program'
  | 'state'
  | 'version'
  | 'masked_name'
  | 'submitted_at'
  | 'due_at'
  | 'days_left'
  | 'counts_from'
  | 'answer_by'
  | 'station_id'
  | 'assigned_to'
  | 'claimed_by'
  | 'claimed_until'
>
/** What a line of the queue needs beside its row. */
export interface LineSurroundings {
  /** The name of its station. */
  station: string | null
  calendar: WorkCalendar
  colleagues: ReadonlyMap<string, Colleague>
}

/** A line of the queue, for whoever looks. */
export const shownLine = (
  { deps, now, actor }: WorkBy<{ personId: string }, ApplicationDeps>,
  row: LineRow,
  { station, calendar, colleagues }: LineSurroundings,
): QueueItem => {
  const claimant = claimantOf(row, now)
  return {
    id: row.id,
    number: row.number,
    program: row.program,
    programTitle: deps.programs.definition(row.program).title,
    state: row.state,
    maskedName: row.masked_name ? deps.vault.decrypt(row.masked_name, sealedTo.maskedName(row.id)) : '已注销',
    submittedAt: row.submitted_at.toISOString(),
    due: dueOf(calendar, row, now),
    claimedBy: claimant ? (colleagues.get(claimant) ?? { personId: claimant, name: '', role: '' }) : null,
    claimedByMe: claimant === actor.personId,
    assignedTo: row.assigned_to
      ? (colleagues.get(row.assigned_to) ?? { personId: row.assigned_to, name: '', role: '' })
      : null,
    station: row.station_id && station ? { id: row.station_id, name: station } : null,
    version: row.version,
  }
}

const blockedWords = (
  row: ApplicationRow,
  program: VersionedProgram,
  facts: ApplicationFacts,
  officer: Officer,
  claimant: Colleague | null,
): string | null => {
  if (row.person_id === officer.personId) return '这是您自己的申请，请由同事办理'
  if (claimant && claimant.personId !== officer.personId) return `${claimant.name || '同事'}正在办理这一件`
  const { machine } = program.definition
  const mayDo = (given: ApplicationFacts) => allowedEvents(machine, row.state, officer.role, given).length
  const barred = Object.entries(barredWords).find(
    ([guard]) => mayDo({ ...facts, [guard]: true }) > mayDo(facts),
  )
  return barred?.[1] ?? null
}

const evidenceOf = async (
  db: Db,
  deps: ApplicationDeps,
  applicationId: string,
  { form, answers }: Pick<Case, 'form' | 'answers'>,
): Promise<Case['evidence']> => {
  const asked = fieldsOf(form).flatMap((field) =>
    field.kind === 'file' && isAnswered(answers[field.key])
      ? (answers[field.key] as string[]).map((id) => ({ field, id }))
      : [],
  )
  if (asked.length === 0) return []
  const files = await deps.evidence.show(db, applicationId)
  const found = asked.flatMap(({ field, id }) => {
    const file = files.get(id)
    return file ? [{ field: field.key, label: field.label, file }] : []
  })
  const names = toldApart(found.map(({ file }) => file.fileName))
  return found.map((one, at) => ({ ...one, file: { ...one.file, fileName: names[at] ?? one.file.fileName } }))
}

/** Whether a judgement of today may still be put beside it: what is decided stays as it was decided. */
export const mayBeJudgedAgain = (row: Pick<ApplicationRow, 'is_open' | 'state'>): boolean =>
  row.is_open && row.state !== 'appealed'

const newerBook = async (
  { db, deps }: OfficeWork,
  row: ApplicationRow,
  program: VersionedProgram,
  judgement: JudgementRow | undefined,
): Promise<number | null> => {
  if (!program.definition.policy || !row.answers || !mayBeJudgedAgain(row)) return null
  const inForce = await deps.judge.inForce(db)
  return inForce > (judgement?.book_version ?? 0) ? inForce : null
}

/** What of the standard is another by now, while the case is not decided. */
const changesSince = async (
  { db, now, deps }: OfficeWork,
  row: ApplicationRow,
  { definition: { policy } }: VersionedProgram,
  judgement: JudgementRow | undefined,
): Promise<StandardChanges> =>
  policy && judgement && mayBeJudgedAgain(row)
    ? deps.judge.changes(db, {
        policy: policy.code,
        version: judgement.book_version,
        day: judgement.day,
        today: dayOf(now),
      })
    : { byBook: [], byDay: [] }

/** A case as an officer sees it, cut to what their role may read. */
export const shownCase = async (work: OfficeWork, row: ApplicationRow): Promise<Case> => {
  const { db, deps, actor: officer } = work
  const program = await deps.programs.at(db, row.program, row.program_version)
  const { definition, settings } = program
  const steps = await stepsOf(db, row.id)
  const judgements = definition.policy ? await judgementsOf(db, row.id) : []
  const [judgement] = judgements
  const judged = judgement && resultOf(deps.vault, judgement)
  const people = [
    row.claimed_by,
    row.assigned_to,
    ...judgements.map(({ judged_by: by }) => by),
    ...steps.filter(({ actor_role: role }) => role !== 'applicant').map((one) => one.actor_id),
  ]
  const colleagues = await colleaguesOf(db, deps, people)
  const station = await stationNameOf(db, row.station_id)
  const line = shownLine(work, row, { station, calendar: await calendarInForce(db), colleagues })
  const whole = answersOf(deps, row)
  const { form, hidden } = cutForm(definition, officer.role, program.form)
  const { answers, masked } = cutAnswers(definition, officer.role, program.form, whole)
  const facts = await factsOf(work, row, program, officer.personId)
  const blocked = blockedWords(row, program, facts, officer, line.claimedBy)
  const profile = await profileOf(db, deps.vault, row.person_id)
  const events: ApplicationEvent[] =
    row.person_id === officer.personId
      ? []
      : allowedEvents(definition.machine, row.state, officer.role, facts)
  return {
    ...line,
    programVersion: row.program_version,
    form,
    answers,
    masked,
    hidden,
    unmaskable: masked.length > 0 && line.claimedByMe,
    evidence: await evidenceOf(db, deps, row.id, { form, answers }),
    criteria:
      profile && row.answers && judged
        ? criteriaForOfficer(program, officer.role, judged.criteria, {
            profile,
            answers: whole,
            answeredOn: judgement.day,
            day: judgement.day,
          })
        : [],
    judgement: judgedOf(judgement),
    newerBook: await newerBook(work, row, program, judgement),
    // It tells of other benefits of the applicant: not for a role that reads only some of the answers.
    outlook: definition.readable[officer.role] === 'all' ? await outlookOf(work, row, program, whole) : null,
    standardChanges: await changesSince(work, row, program, judgement),
    reasons: settings.reasons,
    allowedEvents: events,
    blocked,
    steps: historyOf<Case['steps'][number]>(steps, judgements, {
      step: (one) => ({
        id: one.id,
        at: one.at.toISOString(),
        event: one.event,
        title: stepTitle(one.event),
        state: one.to_state,
        by: stepBy(one, station),
        note: stepNote(deps, one),
        who:
          one.actor_role === 'applicant'
            ? line.maskedName
            : (colleagues.get(one.actor_id ?? '')?.name ?? null),
        changed: (one.changed as string[])
          .filter((key) => !hidden.includes(key))
          .map((field) => ({ field, label: labelOf(program.form, field) })),
      }),
      judgement: (one, { to_state: state }) => ({
        ...judgedAgain(one),
        state,
        who: colleagues.get(one.judged_by ?? '')?.name ?? null,
        changed: [],
      }),
    }),
    refusal: refusalOf(deps, row),
    appeal: row.appeal && deps.vault.decrypt(row.appeal, sealedTo.appeal(row.id)),
    objections: (await objectionsOf(db, row.id)).map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      text: one.text
        ? deps.vault.decrypt(one.text, objectionSealedTo.text(one.id))
        : '（提出人或申请人已注销）',
      state: one.state,
      answer: one.answer && deps.vault.decrypt(one.answer, objectionSealedTo.answer(one.id)),
    })),
    notice: row.notice_from && row.notice_to ? { from: row.notice_from, to: row.notice_to } : null,
  }
}

/** A case for reading, with the read on record. @throws Problem not-found */
export const readCase = async (work: OfficeWork, id: string): Promise<Case> => {
  const { db, now, actor: officer } = work
  const row = await applicationRow(db, id)
  if (!row) throw problem('not-found')
  const shown = await shownCase(work, row)
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: 'application.read',
    object: `application:${id}`,
    personId: row.person_id,
    detail: {
      what: `查看了你的${quoted(shown.programTitle)}申请（电话、证件号码已隐去部分）`,
      why: '审核申请',
      fields: Object.keys(shown.answers),
    },
  })
  return shown
}
