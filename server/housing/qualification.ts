import type { QualificationState } from '@jucai/contract/rounds-vocabulary'
import { applicationRecordsOf, applicationRows } from '../applications'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { apartmentProgram } from './program'

/** Somebody who lives with an applicant, as their qualification says. */
export interface Relative {
  /** `spouse`, `child` or `parent`. */
  relation: string
  name: string
  bornOn: string
}
/** Where somebody's qualification for a flat stands: the approved one, else the newest that is not given up. */
export interface Qualification {
  state: QualificationState
  applicationId: string
  approvedAt: Date | null
}

const givenUp = ['withdrawn', 'lapsed', 'closed'] as const
const stateOf = (state: string): QualificationState =>
  state === 'approved' || state === 'appealed' || state === 'rejected' ? state : 'pending'

/** Qualifications of people, by person; who has none is left out. */
export const qualificationsOf = async (
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, Qualification>> => {
  if (personIds.length === 0) return new Map()
  const rows = await applicationRows(db)
    .where('person_id', 'in', personIds)
    .where('program', '=', apartmentProgram.key)
    .where('state', 'not in', givenUp)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  const found = new Map<string, Qualification>()
  for (const row of rows) {
    const isApproved = row.state === 'approved'
    if (!isApproved && found.get(row.person_id)?.state === 'approved') continue
    found.set(row.person_id, {
      state: stateOf(row.state),
      applicationId: row.id,
      approvedAt: isApproved ? row.updated_at : null,
    })
  }
  return found
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const relativesIn = (listed: unknown): Relative[] =>
  Array.isArray(listed)
    ? listed.map((one) => {
        const { relation, name, bornOn } = one as Record<string, unknown>
        return { relation: textOf(relation), name: textOf(name), bornOn: textOf(bornOn) }
      })
    : []
/** Who lives with the applicant of a qualification. */
export const householdIn = async (db: Db, vault: Vault, applicationId: string): Promise<Relative[]> => {
  const [record] = await applicationRecordsOf(db, vault, [applicationId])
  return relativesIn(record?.answers.household)
}

/** Somebody qualified, and who lives with them. */
export interface QualifiedPerson {
  personId: string
  relations: string[]
  approvedAt: Date | null
}
/** The next of those who are qualified now, by id, after one of them; null: from the first. */
export const qualifiedAfter = async (
  db: Db,
  vault: Vault,
  after: string | null,
  limit: number,
): Promise<QualifiedPerson[]> => {
  const rows = await applicationRows(db)
    .clearSelect()
    .select('person_id')
    .distinct()
    .where('program', '=', apartmentProgram.key)
    .where('state', '=', 'approved')
    .$if(after !== null, (query) => query.where('person_id', '>', after as string))
    .orderBy('person_id')
    .limit(limit)
    .execute()
  const ids = rows.map(({ person_id: id }) => id)
  const qualifications = await qualificationsOf(db, ids)
  const people = ids.flatMap((personId) => {
    const found = qualifications.get(personId)
    return found ? [{ personId, ...found }] : []
  })
  const records = await applicationRecordsOf(
    db,
    vault,
    people.map(({ applicationId }) => applicationId),
  )
  const households = new Map(records.map(({ id, answers }) => [id, relativesIn(answers.household)]))
  return people.map(({ personId, applicationId, approvedAt }) => ({
    personId,
    relations: (households.get(applicationId) ?? []).map(({ relation }) => relation),
    approvedAt,
  }))
}
