import {
  applicationActorLabels,
  applicationEventLabels,
  applicationStateLabels,
  isAtRest,
  type ApplicationActor,
  type ApplicationEvent,
  type ApplicationState,
} from '@jucai/contract/application-vocabulary'
import type { Refusal } from '@jucai/contract/applications'
import { isAnswered, type Answers } from '@jucai/contract/forms'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf, spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import { step } from '../core/machine'
import { emit } from '../core/outbox'
import { problem, type Problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { lastMoment, type WorkCalendar } from '../core/working-days'
import { calendarInForce } from './calendar'
import { clockAfter, timersFor } from './due'
import { judgeOnRecord } from './judging'
import type { ApplicationFacts, ApplicationStepResult, Guard } from './machine'
import { blockingObjections } from './objections'
import { lookOf } from './outlook'
import type { ApplicationDeps } from './ports'
import {
  applicationForUpdate,
  insertStep,
  refuserOf,
  sealedTo,
  stationNameOf,
  stepsOf,
  updateApplication,
  type ApplicationRow,
  type StepRow,
} from './repository'
import { scheduleTimers } from './timer-rows'
import type { VersionedProgram } from './versions'
import type { ApplicationWork, StepWork } from './work'

declare module '../core/outbox' {
  interface Events {
    'application.changed': {
      applicationId: string
      personId: string
      program: string
      event: string
      state: ApplicationState
      version: number
    }
  }
}

/** What goes with an event. */
export interface StepContent {
  note?: string
  refusal?: Refusal
  /** What to change, by field. */
  requested?: { field: string; label: string; what: string }[]
  /** All answers after a correction, and the keys of those that changed. */
  answers?: Answers
  changed?: string[]
}

/** What was wanted of an application, in words for the audit log's own reads. */
const auditWords = (event: string, title: string): string =>
  `${applicationEventLabels[event as ApplicationEvent] ?? '提交'}：你的${quoted(title)}申请`

/** Facts for the guards of a step. */
export const factsOf = async (
  { db, now, deps }: ApplicationWork,
  row: ApplicationRow,
  program: VersionedProgram,
  actorId: string | null,
): Promise<ApplicationFacts> => {
  const onNotice = row.state === 'public-notice'
  const appealBy = refusalOf(deps, row)?.appealBy ?? null
  return {
    'another-person':
      !program.settings.twoPerson || row.recommended_by === null || row.recommended_by !== actorId,
    'another-judge': row.state !== 'appealed' || (await refuserOf(db, row.id)) !== actorId,
    'appeal-open': row.appeal === null && appealBy !== null && new Date(appealBy) > now,
    'notice-over': row.notice_to !== null && dayOf(now) > row.notice_to,
    'no-open-objection': !onNotice || (await blockingObjections(db, row.id, row.version)) === 0,
    'answered-before': row.answered_at !== null,
  }
}

/** The refusal in force. Who has appealed against it is told of no day until which they may. */
export const refusalOf = (deps: Pick<ApplicationDeps, 'vault'>, row: ApplicationRow): Refusal | null => {
  if (!row.refusal) return null
  const refusal = JSON.parse(deps.vault.decrypt(row.refusal, sealedTo.refusal(row.id))) as Refusal
  return row.appeal === null ? refusal : { ...refusal, appealBy: null }
}
/** The answers; none after they were erased. */
export const answersOf = (
  deps: Pick<ApplicationDeps, 'vault'>,
  row: Pick<ApplicationRow, 'id' | 'answers'>,
): Answers =>
  row.answers ? (JSON.parse(deps.vault.decrypt(row.answers, sealedTo.answers(row.id))) as Answers) : {}

/** Why who has acted on a case before may not act on it now, by the guard that says so. */
export const barredWords = {
  'another-person': '这一件是您提请复核的，请由另一位同事复核',
  'another-judge': '这一件是您不予通过的，申诉请由另一位负责人处理',
} as const

const guardProblem: Record<Guard, () => Problem> = {
  'another-person': () => problem('two-person-rule', { detail: barredWords['another-person'] }),
  'another-judge': () => problem('two-person-rule', { detail: barredWords['another-judge'] }),
  'appeal-open': () => problem('event-not-allowed', { detail: '申诉期限已过，或已经申诉过一次' }),
  'notice-over': () => problem('event-not-allowed', { detail: '公示期还没有满' }),
  'no-open-objection': () =>
    problem('objections-open', { detail: '请先逐条处理异议；异议成立的，应退回或不予通过' }),
  'answered-before': () => problem('event-not-allowed'),
}
const refused = (result: Exclude<ApplicationStepResult, { ok: true }>, state: ApplicationState): Problem =>
  result.because === 'guarded'
    ? guardProblem[result.guard]()
    : problem('event-not-allowed', {
        detail: `现在是“${applicationStateLabels[state]}”，不能这样操作`,
        extra: { state },
      })

/** Says that an application has moved on since the version somebody looked at, and how. */
export const staleProblem = async (db: Db, row: ApplicationRow, seen: number): Promise<Problem> => {
  const since = (await stepsOf(db, row.id)).filter(({ version }) => version > seen)
  const changed = since.map(
    (one) =>
      `${applicationActorLabels[one.actor_role as ApplicationActor] ?? ''}${applicationEventLabels[one.event as ApplicationEvent] ?? '提交'}（${spokenTime(one.at)}）`,
  )
  return problem('stale-version', {
    detail: `现在是“${applicationStateLabels[row.state]}”。请看过变化再决定`,
    extra: { version: row.version, state: row.state, changed },
  })
}

/**
 * An application held for a step.
 * @throws Problem not-found, stale-version (with `version`, `state`, `changed`)
 */
export const holdForStep = async (db: Db, id: string, version: number): Promise<ApplicationRow> => {
  const row = await applicationForUpdate(db, id)
  if (!row) throw problem('not-found')
  if (row.version !== version) throw await staleProblem(db, row, version)
  return row
}

const noticeOf = (
  row: ApplicationRow,
  event: string,
  program: VersionedProgram,
  calendar: WorkCalendar,
  now: Date,
): Pick<ApplicationRow, 'notice_from' | 'notice_to'> =>
  event === 'publish'
    ? {
        notice_from: dayOf(now),
        notice_to: dayOf(lastMoment(calendar, now, program.settings.noticeDays ?? 5)),
      }
    : { notice_from: row.notice_from, notice_to: row.notice_to }

const seal = (deps: ApplicationDeps, context: string, value: unknown): Buffer =>
  deps.vault.encrypt(typeof value === 'string' ? value : JSON.stringify(value), context)

/** What an event leaves behind beside state and clock. */
const effectsOf = (
  { deps, now, actor: by }: StepWork,
  { id, due_at: dueAt }: ApplicationRow,
  event: string,
  content: StepContent,
): Partial<ApplicationRow> => {
  switch (event) {
    case 'answer':
      return { answered_at: now, answered_in_time: dueAt && now <= dueAt, contact_id: by.personId }
    case 'request-changes':
      return {
        requested: seal(deps, sealedTo.requested(id), content.requested ?? []),
        open_fields: (content.requested ?? []).map(({ field }) => field),
      }
    case 'correct':
      return {
        requested: null,
        open_fields: [],
        ...(content.answers ? { answers: seal(deps, sealedTo.answers(id), content.answers) } : {}),
      }
    case 'recommend':
      return { recommended_by: by.personId }
    case 'return':
      return { recommended_by: null }
    case 'reject':
      return content.refusal ? { refusal: seal(deps, sealedTo.refusal(id), content.refusal) } : {}
    case 'appeal':
      return { appeal: seal(deps, sealedTo.appeal(id), content.note ?? '') }
    case 'overturn':
      return { refusal: null, recommended_by: null }
    default:
      return {}
  }
}

/** A step that was taken. */
export interface TakenStep {
  /** The application as it is now. */
  row: ApplicationRow
  /** The state it comes from; null for a new one. */
  from: ApplicationState | null
  event: ApplicationEvent | 'submit'
  program: VersionedProgram
  calendar: WorkCalendar
  content: StepContent
}

/** What the program does beside a step. @throws whatever undoes the step */
const besideStep = async (
  work: StepWork,
  { row, from, event, program }: Pick<TakenStep, 'row' | 'from' | 'event' | 'program'>,
): Promise<void> => {
  const { definition } = program
  if (!definition.onStep) return
  await definition.onStep({ ...(await lookOf(work, row, answersOf(work.deps, row))), from, event })
}

/**
 * Writes what every step writes: history, timers, audit entry, event; then the program does what it does beside it.
 * The row itself is the caller's.
 */
export const recordStep = async (
  work: StepWork,
  { row, from, event, program, calendar, content }: TakenStep,
): Promise<StepRow> => {
  const { db, now, deps, actor: by } = work
  const { id, version, person_id: personId } = row
  const changed = content.changed ?? content.requested?.map(({ field }) => field) ?? []
  const written: StepRow = {
    id: uuidv7(),
    application_id: id,
    version,
    event,
    from_state: from,
    to_state: row.state,
    actor_id: by.personId,
    actor_role: by.role,
    note: isAnswered(content.note) ? seal(deps, sealedTo.note(`${id}:${version}`), content.note) : null,
    changed,
    at: now,
  }
  await insertStep(db, written)
  await scheduleTimers(
    db,
    id,
    version,
    timersFor(calendar, now, program.definition.machine.clock[row.state], row),
  )
  if (event === 'submit' || event === 'correct')
    await judgeOnRecord({ db, now, deps }, row, program, {
      answers: answersOf(deps, row),
      answeredOn: dayOf(now),
    })
  const own = by.personId === personId
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role === 'applicant' ? 'holder' : by.role,
    action: `application.${event}`,
    object: `application:${id}`,
    personId,
    detail: {
      program: row.program,
      version,
      from,
      to: row.state,
      ...(own
        ? {}
        : {
            what: auditWords(event, program.definition.title),
            why: '办理申请',
            station: (await stationNameOf(db, by.role === 'clerk' ? row.station_id : null)) ?? undefined,
          }),
    },
  })
  await emit(db, now, 'application.changed', {
    applicationId: id,
    personId,
    program: row.program,
    event,
    state: row.state,
    version,
  })
  await besideStep(work, { row, from, event, program })
  return written
}

/**
 * The engine's one step: the machine decides, then row, history, timers, audit entry and event are written
 * in the caller's transaction. `row` must be held.
 * @returns the row as it is now.
 * @throws Problem event-not-allowed, two-person-rule, objections-open
 */
export const advance = async (
  work: StepWork,
  row: ApplicationRow,
  event: ApplicationEvent,
  content: StepContent = {},
): Promise<ApplicationRow> => {
  const { db, now, deps, actor: by } = work
  const program = await deps.programs.at(db, row.program, row.program_version)
  const { machine } = program.definition
  const facts = await factsOf(work, row, program, by.personId)
  const result = step(machine, row.state, event, by.role, facts)
  if (!result.ok) throw refused(result, row.state)
  const { to } = result.transition
  const calendar = await calendarInForce(db)
  const notice = noticeOf(row, event, program, calendar, now)
  const clock = clockAfter(calendar, now, {
    modes: { before: machine.clock[row.state], after: machine.clock[to] },
    before: row,
    workingDays: program.settings.workingDays,
    noticeTo: notice.notice_to,
  })
  const changes: Partial<ApplicationRow> = {
    state: to,
    is_open: !isAtRest(to),
    version: row.version + 1,
    updated_at: now,
    ...notice,
    ...clock,
    claimed_by: null,
    claimed_until: null,
    ...effectsOf(work, row, event, content),
  }
  await updateApplication(db, row.id, changes)
  if (to === 'withdrawn') await deps.evidence.release(db, now, row.id)
  const next = { ...row, ...changes }
  await recordStep(work, { row: next, from: row.state, event, program, calendar, content })
  return next
}

/**
 * A step in the caller's transaction, for other features: a station's answer, a landing.
 * @throws Problem not-found, stale-version, event-not-allowed
 */
export const act = async (
  db: Db,
  deps: ApplicationDeps,
  now: Date,
  actor: { personId: string; role: ApplicationActor },
  asked: { applicationId: string; event: ApplicationEvent; version: number; note?: string },
): Promise<void> => {
  const row = await holdForStep(db, asked.applicationId, asked.version)
  const content = asked.note === undefined ? {} : { note: asked.note }
  await advance({ db, deps, now, actor }, row, asked.event, content)
}
