import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import { stationNames } from '../city'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Db } from '../core/db'
import { statement } from '../core/statement'

interface ApplicationTable {
  id: string
  number: string
  program: string
  program_version: number
  person_id: string
  state: ApplicationState
  is_open: boolean
  version: number
  answers: Buffer | null
  masked_name: Buffer | null
  keep_answers: boolean
  submitted_at: Date
  queued_at: Date
  updated_at: Date
  due_at: Date | null
  days_left: number | null
  counts_from: string | null
  answer_by: Date | null
  answered_at: Date | null
  /** Whether the first answer came by its day; null: not answered, or no day was known. */
  answered_in_time: boolean | null
  rank_at: Date
  station_id: string | null
  contact_id: string | null
  assigned_to: string | null
  claimed_by: string | null
  claimed_until: Date | null
  recommended_by: string | null
  open_fields: unknown
  requested: Buffer | null
  refusal: Buffer | null
  appeal: Buffer | null
  notice_from: string | null
  notice_to: string | null
}
interface StepTable {
  id: string
  application_id: string
  version: number
  event: string
  from_state: ApplicationState | null
  to_state: ApplicationState
  actor_id: string | null
  actor_role: string
  note: Buffer | null
  changed: unknown
  at: Date
}
interface TimerTable {
  id: string
  application_id: string
  kind: TimerKind
  application_version: number
  fires_at: Date
  fired_at: Date | null
}
declare module '../core/db' {
  interface Database {
    application: ApplicationTable
    application_step: StepTable
    application_timer: TimerTable
  }
}

/** An application as it is kept; personal fields encrypted. */
export type ApplicationRow = Selectable<ApplicationTable>
/** One step of its history. */
export type StepRow = Selectable<StepTable>
/** What a timer does when it fires. */
export type TimerKind = 'due-soon' | 'overdue' | 'answer-reminder' | 'lapse' | 'notice-over'
/** A timer as it is kept. */
export type TimerRow = Selectable<TimerTable>

/** Where the personal fields of an application are sealed to. */
export const sealedTo = {
  answers: (id: string) => `application.answers:${id}`,
  maskedName: (id: string) => `application.masked-name:${id}`,
  requested: (id: string) => `application.requested:${id}`,
  refusal: (id: string) => `application.refusal:${id}`,
  appeal: (id: string) => `application.appeal:${id}`,
  note: (id: string) => `application-step.note:${id}`,
}

/**
 * Not at rest. Written as the partial indexes say it and not as a value compared, so that the planner sees
 * that they serve.
 */
export const isOpenRow = sql<boolean>`application.is_open`

const columns = [
  'id',
  'number',
  'program',
  'program_version',
  'person_id',
  'state',
  'is_open',
  'version',
  'answers',
  'masked_name',
  'keep_answers',
  'submitted_at',
  'queued_at',
  'updated_at',
  'due_at',
  'days_left',
  'counts_from',
  'answer_by',
  'answered_at',
  'answered_in_time',
  'rank_at',
  'station_id',
  'contact_id',
  'assigned_to',
  'claimed_by',
  'claimed_until',
  'recommended_by',
  'open_fields',
  'requested',
  'refusal',
  'appeal',
  'notice_from',
  'notice_to',
] as const

const byId = statement<{ id: string }>()((db, { id }) =>
  db.selectFrom('application').select(columns).where('id', '=', id),
)
const held = statement<{ id: string }>()((db, { id }) =>
  db.selectFrom('application').select(columns).where('id', '=', id).forUpdate(),
)
/** An application by its id. */
export const applicationRow = async (db: Db, id: string): Promise<ApplicationRow | undefined> =>
  (await byId(db, { id })).rows[0]
/** The same, held against other writers until the transaction ends. */
export const applicationForUpdate = async (db: Db, id: string): Promise<ApplicationRow | undefined> =>
  (await held(db, { id })).rows[0]
/** Several applications, in no order. */
export const applicationRowsOf = async (db: Db, ids: readonly string[]): Promise<ApplicationRow[]> =>
  ids.length === 0 ? [] : db.selectFrom('application').select(columns).where('id', 'in', ids).execute()

// Counted over all programs and days, in the row's own statement: a sequence is never held, so that nobody
// who submits waits for another.
const runningNumber = (head: string) =>
  sql<string>`${head}::text || to_char(nextval('application_running_number'), 'FM99999999990000')`

/** A new application; what is not named is empty. */
export type NewApplication = Omit<Insertable<ApplicationTable>, 'number' | 'open_fields'>
const emptyRow = {
  ...(Object.fromEntries(columns.map((name) => [name, null])) as { [K in keyof ApplicationRow]: null }),
  open_fields: [],
}

const insert = statement<Omit<ApplicationRow, 'number'> & { number_head: string }>()((db, row) => {
  const values = Object.fromEntries(
    columns.map((name) => [name, name === 'number' ? runningNumber(row.number_head) : row[name]]),
  )
  return db
    .insertInto('application')
    .values(values as unknown as Insertable<ApplicationTable>)
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
})
/**
 * Writes a new application under the next number, `GG-20261122-0007`: prefix and day, then what counts on
 * over all of them, with gaps.
 * @returns the row with its number; null when the person has an open one of the program, or this very one.
 */
export const insertApplication = async (
  db: Db,
  prefix: string,
  day: string,
  given: NewApplication,
): Promise<ApplicationRow | null> => {
  const row: Omit<ApplicationRow, 'number'> = { ...emptyRow, ...given }
  const {
    rows: [written],
  } = await insert(db, {
    ...row,
    number_head: `${prefix}-${day.replace(/-/g, '')}-`,
    open_fields: JSON.stringify(row.open_fields),
  })
  return written ? { ...row, number: written.number } : null
}

const insertStepRow = statement<Omit<StepRow, 'changed'> & { changed: string }>()((db, row) =>
  db.insertInto('application_step').values({
    id: row.id,
    application_id: row.application_id,
    version: row.version,
    event: row.event,
    from_state: row.from_state,
    to_state: row.to_state,
    actor_id: row.actor_id,
    actor_role: row.actor_role,
    note: row.note,
    changed: row.changed,
    at: row.at,
  }),
)
/** Adds a step to the history; one a version. */
export const insertStep = async (db: Db, row: StepRow): Promise<void> => {
  await insertStepRow(db, { ...row, changed: JSON.stringify(row.changed) })
}

/** The history of an application, oldest first. */
export const stepsOf = (db: Db, applicationId: string): Promise<StepRow[]> =>
  db
    .selectFrom('application_step')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('version')
    .execute()

/** Who last refused an application. */
export const refuserOf = async (db: Db, applicationId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('application_step')
      .select('actor_id')
      .where('application_id', '=', applicationId)
      .where('event', '=', 'reject')
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.actor_id ?? null

/** Changes an application. */
export const updateApplication = async (
  db: Db,
  id: string,
  changes: Partial<ApplicationRow>,
): Promise<void> => {
  const { open_fields: openFields, ...rest } = changes
  await db
    .updateTable('application')
    .set({ ...rest, ...(openFields === undefined ? {} : { open_fields: JSON.stringify(openFields) }) })
    .where('id', '=', id)
    .execute()
}

/** A person's open application of a program. */
export const openApplicationOf = async (db: Db, personId: string, program: string): Promise<string | null> =>
  (
    await db
      .selectFrom('application')
      .select('id')
      .where('person_id', '=', personId)
      .where('program', '=', program)
      .where(isOpenRow)
      .executeTakeFirst()
  )?.id ?? null

/** All open applications of several people, held. */
export const openApplicationsOf = (db: Db, personIds: readonly string[]): Promise<ApplicationRow[]> =>
  db
    .selectFrom('application')
    .select(columns)
    .where('person_id', 'in', personIds)
    .where(isOpenRow)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Applications of a person, newest first, after a place in that order. */
export const applicationsOf = (
  db: Db,
  personId: string,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<ApplicationRow[]> =>
  db
    .selectFrom('application')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('submitted_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** The name of a station, closed ones too. */
export const stationNameOf = async (db: Db, id: string | null): Promise<string | null> =>
  id === null ? null : ((await stationNames(db, [id])).get(id) ?? null)
