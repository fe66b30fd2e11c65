import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Answers } from '@jucai/contract/forms'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { answersInWords } from './privacy'
import type { Reader } from './program'
import { applicationRow, applicationRowsOf, updateApplication, type ApplicationRow } from './repository'
import { answersOf, refusalOf } from './steps'
import type { Programs } from './versions'

/** An application as other features know it; the answers are in the clear, inside the server only. */
export interface ApplicationRecord {
  id: string
  number: string
  program: string
  programVersion: number
  personId: string
  state: ApplicationState
  version: number
  stationId: string | null
  contactId: string | null
  dueAt: Date | null
  submittedAt: Date
  answers: Answers
  /** What its due date is worded from. */
  clock: Pick<ApplicationRow, 'state' | 'due_at' | 'days_left' | 'counts_from' | 'answer_by'>
  /** Until when a request for changes waits; until when a refusal may be appealed against. */
  answerBy: Date | null
  appealBy: Date | null
}

const recordFrom = (vault: Vault, row: ApplicationRow): ApplicationRecord => {
  const appealBy = refusalOf({ vault }, row)?.appealBy
  return {
    id: row.id,
    number: row.number,
    program: row.program,
    programVersion: row.program_version,
    personId: row.person_id,
    state: row.state,
    version: row.version,
    stationId: row.station_id,
    contactId: row.contact_id,
    dueAt: row.due_at,
    submittedAt: row.submitted_at,
    answers: answersOf({ vault }, row),
    answerBy: row.answer_by,
    appealBy: appealBy ? new Date(appealBy) : null,
    clock: row,
  }
}

/** An application by its id. */
export const applicationOf = async (
  db: Db,
  vault: Vault,
  id: string,
): Promise<ApplicationRecord | undefined> => {
  const row = await applicationRow(db, id)
  return row && recordFrom(vault, row)
}

/** Several of them, in the order asked for. */
export const applicationRecordsOf = async (
  db: Db,
  vault: Vault,
  ids: readonly string[],
): Promise<ApplicationRecord[]> => {
  const found = new Map((await applicationRowsOf(db, ids)).map((row) => [row.id, recordFrom(vault, row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/**
 * What a role may read of an application, in the words of the form it was made with; sensitive values stay
 * masked. `regionName` puts divisions into words.
 */
export const readableAnswers = async (
  db: Db,
  programs: Programs,
  role: Reader,
  record: Pick<ApplicationRecord, 'program' | 'programVersion' | 'answers'>,
  regionName: (code: string) => string | null = () => null,
): Promise<{ field: string; label: string; value: string }[]> => {
  const { definition, form } = await programs.at(db, record.program, record.programVersion)
  return answersInWords(definition, role, form, record.answers, regionName)
}

/**
 * Hands an application over to another station, or to the office alone; whoever answered for it before no
 * longer does. The caller puts it on record.
 */
export const reassignStation = async (
  db: Db,
  now: Date,
  applicationId: string,
  stationId: string | null,
): Promise<void> =>
  updateApplication(db, applicationId, { station_id: stationId, contact_id: null, updated_at: now })

/** The newest approved application of each of these people to a program: its answers, and the moment it was approved. */
export const newestApproved = async (
  db: Db,
  vault: Vault,
  personIds: readonly string[],
  program: string,
): Promise<Map<string, { answers: Answers; at: Date }>> => {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('application')
    .distinctOn('person_id')
    .select(['id', 'person_id', 'answers', 'updated_at'])
    .where('person_id', 'in', personIds)
    .where('program', '=', program)
    .where('state', '=', 'approved')
    .orderBy('person_id')
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [row.person_id, { answers: answersOf({ vault }, row), at: row.updated_at }]),
  )
}

/** Whose approved application of a program has this number; null when nobody's has. */
export const approvedByNumber = async (db: Db, program: string, number: string): Promise<string | null> =>
  (
    await db
      .selectFrom('application')
      .select('person_id')
      .where('number', '=', number)
      .where('program', '=', program)
      .where('state', '=', 'approved')
      .executeTakeFirst()
  )?.person_id ?? null
