import type { Selectable } from 'kysely'
import type { Db } from '../core/db'

interface ObjectionTable {
  id: string
  application_id: string
  application_version: number
  person_id: string
  text: Buffer | null
  /** `withdrawn`: who made it has closed their account. */
  state: 'open' | 'upheld' | 'dismissed' | 'withdrawn'
  answer: Buffer | null
  at: Date
  decided_by: string | null
  decided_at: Date | null
}
declare module '../core/db' {
  interface Database {
    objection: ObjectionTable
  }
}

/** An objection as it is kept. */
export type ObjectionRow = Selectable<ObjectionTable>

/** Where the words of an objection are sealed to. */
export const objectionSealedTo = {
  text: (id: string) => `objection.text:${id}`,
  answer: (id: string) => `objection.answer:${id}`,
}

/**
 * How many objections to the notice of this version stand in the way of approval: open ones, and upheld
 * ones.
 */
export const blockingObjections = async (db: Db, applicationId: string, version: number): Promise<number> =>
  (
    await db
      .selectFrom('objection')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('application_id', '=', applicationId)
      .where('application_version', '=', version)
      .where('state', 'in', ['open', 'upheld'])
      .executeTakeFirstOrThrow()
  ).count

/** All objections to an application, oldest first. */
export const objectionsOf = (db: Db, applicationId: string): Promise<ObjectionRow[]> =>
  db
    .selectFrom('objection')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** All objections of a person, oldest first, with the program that each is about. */
export const objectionsBy = (db: Db, personId: string): Promise<(ObjectionRow & { program: string })[]> =>
  db
    .selectFrom('objection')
    .innerJoin('application', 'application.id', 'objection.application_id')
    .selectAll('objection')
    .select('application.program')
    .where('objection.person_id', '=', personId)
    .orderBy('objection.at')
    .orderBy('objection.id')
    .execute()

/** Open objections of several people, held. */
export const openObjectionsBy = (db: Db, personIds: readonly string[]): Promise<ObjectionRow[]> =>
  db
    .selectFrom('objection')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute()
