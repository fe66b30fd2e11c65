import { stationNames } from '../city'
import {
  applicationActorLabels,
  applicationEventLabels,
  applicationStateLabels,
  type ApplicationActor,
  type ApplicationEvent,
} from '@jucai/contract/application-vocabulary'
import type { Application, ApplicationStep, ApplicationSummary } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import { cursorOf, pageOf, readCursor } from '../core/keyset'
import { allowedEvents } from '../core/machine'
import type { WorkCalendar } from '../core/working-days'
import { openedBy, withMaskedDocuments } from './answers'
import { calendarInForce } from './calendar'
import { shownCriteria } from './criteria'
import { dueOf } from './due'
import { judgedOf, judgementsOf, resultOf, type JudgementRow } from './judgement-rows'
import { outlookOf } from './outlook'
import type { ApplicationDeps } from './ports'
import {
  applicationsOf,
  sealedTo,
  stationNameOf,
  stepsOf,
  type ApplicationRow,
  type StepRow,
} from './repository'
import { answersOf, factsOf, refusalOf } from './steps'
import type { VersionedProgram } from './versions'
import type { ApplicationWork, OwnWork } from './work'

/** Who has an application now, in words. */
const waitingFor = (row: ApplicationRow, program: VersionedProgram, station: string | null): string => {
  const { machine } = program.definition
  switch (machine.clock[row.state]) {
    case 'stopped':
      return '等你补正'
    case 'notice':
      return '公示中，任何人都可以提出异议'
    case undefined:
      return row.state === 'approved' && machine.transitions.some(({ from }) => from === 'approved')
        ? (station ?? '人才办')
        : '已办结'
    default:
      break
  }
  if (row.state === 'appealed') return '人才办负责人'
  const answers = machine.transitions.some(({ from, by }) => from === row.state && by.includes('clerk'))
  return answers
    ? (station ?? '招才引智工作站')
    : row.state === 'recommended'
      ? '人才办复核人员'
      : '人才办审核员'
}

const summaryOf = (
  row: ApplicationRow,
  program: VersionedProgram,
  calendar: WorkCalendar,
  now: Date,
  station: string | null,
): ApplicationSummary => ({
  id: row.id,
  number: row.number,
  program: row.program,
  programTitle: program.definition.title,
  state: row.state,
  stateLabel: applicationStateLabels[row.state],
  submittedAt: row.submitted_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  due: dueOf(calendar, row, now),
  waitingFor: waitingFor(row, program, station),
})

/** The title of a step. */
export const stepTitle = (event: string): string =>
  event === 'submit' ? '提交申请' : (applicationEventLabels[event as ApplicationEvent] ?? event)
/** The note of a step; null when there is none, or it was erased. */
export const stepNote = (deps: Pick<ApplicationDeps, 'vault'>, row: StepRow): string | null =>
  row.note && deps.vault.decrypt(row.note, sealedTo.note(`${row.application_id}:${row.version}`))
/** Which role and station took a step, never who. */
export const stepBy = (row: StepRow, station: string | null): string =>
  row.actor_role === 'clerk' && station
    ? station
    : (applicationActorLabels[row.actor_role as ApplicationActor] ?? row.actor_role)

const ownStep = (deps: ApplicationDeps, row: StepRow, station: string | null): ApplicationStep => ({
  id: row.id,
  at: row.at.toISOString(),
  event: row.event,
  title: stepTitle(row.event),
  state: row.to_state,
  by: row.actor_role === 'applicant' ? '你' : stepBy(row, station),
  note: stepNote(deps, row),
})

/** How a judgement that an officer asked for stands in the history. */
export const judgedAgain = (row: JudgementRow) => ({
  id: row.id,
  at: row.at.toISOString(),
  event: 'judge-again',
  title: '按现行标准重新核对',
  by: applicationActorLabels[row.judged_role as ApplicationActor] ?? '',
  note: `按第 ${row.book_version} 版标准`,
})
/** Steps, each followed by how often it was judged again as it stood then. `judgements`: newest first. */
export const historyOf = <S>(
  steps: readonly StepRow[],
  judgements: readonly JudgementRow[],
  shown: { step(row: StepRow): S; judgement(row: JudgementRow, at: StepRow): S },
): S[] =>
  steps.flatMap((step) => [
    shown.step(step),
    ...judgements
      .filter((one) => one.judged_by !== null && one.application_version === step.version)
      .reverse()
      .map((one) => shown.judgement(one, step)),
  ])

/** What still lies ahead on the usual way. */
const comesAfter = (row: ApplicationRow, program: VersionedProgram): Application['comes'] => {
  const path = [...program.definition.path]
  const at = path.findIndex(
    ({ state }) => state === (row.state === 'changes-requested' && row.answered_at ? 'answered' : row.state),
  )
  if (at < 0) return row.is_open ? path.slice(1) : []
  return path.slice(at + 1)
}

/** What was to be changed, in the office's words. */
export const requestedOf = (
  deps: Pick<ApplicationDeps, 'vault'>,
  row: ApplicationRow,
): { field: string; label: string; what: string }[] =>
  row.requested
    ? (JSON.parse(deps.vault.decrypt(row.requested, sealedTo.requested(row.id))) as {
        field: string
        label: string
        what: string
      }[])
    : []

/** What the view of one application needs beside its row. */
export interface Surroundings {
  program: VersionedProgram
  calendar: WorkCalendar
  steps: StepRow[]
  answers: Answers
}

/** An application as its owner sees it. */
export const shownOwn = async (
  work: ApplicationWork,
  row: ApplicationRow,
  { program, calendar, steps, answers }: Surroundings,
): Promise<Application> => {
  const { db, now, deps } = work
  const station = await stationNameOf(db, row.station_id)
  const { definition, form } = program
  const facts = await factsOf(work, row, program, row.person_id)
  const judgements = definition.policy ? await judgementsOf(db, row.id) : []
  const [judgement] = judgements
  return {
    ...summaryOf(row, program, calendar, now, station),
    version: row.version,
    programVersion: row.program_version,
    form,
    answers: withMaskedDocuments(form, answers),
    openFields: [...openedBy(form, row.open_fields as string[])],
    allowedEvents: allowedEvents(definition.machine, row.state, 'applicant', facts),
    refusal: row.state === 'rejected' || row.state === 'appealed' ? refusalOf(deps, row) : null,
    requested: row.state === 'changes-requested' ? requestedOf(deps, row) : [],
    criteria: shownCriteria((judgement && resultOf(deps.vault, judgement)?.criteria) ?? []),
    judgement: judgedOf(judgement),
    outlook: await outlookOf(work, row, program, answers),
    steps: historyOf(steps, judgements, {
      step: (one) => ownStep(deps, one, station),
      judgement: (one, { to_state: state }) => ({ ...judgedAgain(one), state }),
    }),
    comes: comesAfter(row, program),
    notice:
      row.state === 'public-notice' && row.notice_from && row.notice_to
        ? { from: row.notice_from, to: row.notice_to }
        : null,
    station: row.station_id && station ? { id: row.station_id, name: station } : null,
  }
}

/** The same, with all it needs read. */
export const ownApplication = async (work: ApplicationWork, row: ApplicationRow): Promise<Application> => {
  const { db, deps } = work
  return shownOwn(work, row, {
    program: await deps.programs.at(db, row.program, row.program_version),
    calendar: await calendarInForce(db),
    steps: await stepsOf(db, row.id),
    answers: answersOf(deps, row),
  })
}

/** A page of a person's applications, newest first. */
export const ownPage = async (
  { db, now, deps, actor }: OwnWork,
  { after, limit = 20 }: { after?: string; limit?: number },
) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await applicationsOf(db, actor.personId, from, limit + 1)
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.submitted_at, row.id),
    (row) => row,
  )
  const versionOf = await deps.programs.atEach(db, page.items)
  const calendar = await calendarInForce(db)
  const stationIds = [...new Set(page.items.flatMap((row) => row.station_id ?? []))]
  const stations = await stationNames(db, stationIds)
  return {
    items: page.items.map((row) =>
      summaryOf(row, versionOf(row), calendar, now, stations.get(row.station_id ?? '') ?? null),
    ),
    next: page.next,
  }
}
