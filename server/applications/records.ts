import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Answers } from '@jucai/contract/forms'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { answersInWords } from './privacy'
import type { ProgramDefinition, Reader } from './program'
import { applicationRow, updateApplication } from './repository'
import { answersOf, refusalOf } from './steps'

/** An application as other features know it; the answers are in the clear, inside the server only. */
export interface ApplicationRecord {
  id: string; number: string; program: string; personId: string; state: ApplicationState; version: number; stationId: string | null; contactId: string | null
  dueAt: Date | null; submittedAt: Date; answers: Answers
  /** Until when a request for changes waits; until when a refusal may be appealed against. */
  answerBy: Date | null; appealBy: Date | null
}

/** An application by its id. */
export const applicationOf = async (db: Db, vault: Vault, id: string): Promise<ApplicationRecord | undefined> => {
  const row = await applicationRow(db, id)
  const appealBy = row && refusalOf({ vault }, row)?.appealBy
  return row && {
    id: row.id, number: row.number, program: row.program, personId: row.person_id, state: row.state, version: row.version, stationId: row.station_id, contactId: row.contact_id,
    dueAt: row.due_at, submittedAt: row.submitted_at, answers: answersOf({ vault }, row),
    answerBy: row.answer_by, appealBy: appealBy ? new Date(appealBy) : null,
  }
}

/** What a role may read of an application, in words; sensitive values stay masked. `regionName` puts divisions into words. */
export const readableAnswers = (programs: readonly ProgramDefinition[], role: Reader, record: Pick<ApplicationRecord, 'program' | 'answers'>, regionName: (code: string) => string | null = () => null): { field: string; label: string; value: string }[] => {
  const definition = programs.find(({ key }) => key === record.program)
  return definition ? answersInWords(definition, role, definition.form, record.answers, regionName) : []
}

/** Hands an application over to another station, or to the office alone; whoever answered for it before no longer does. The caller puts it on record. */
export const reassignStation = async (db: Db, now: Date, applicationId: string, stationId: string | null): Promise<void> =>
  updateApplication(db, applicationId, { station_id: stationId, contact_id: null, updated_at: now })
