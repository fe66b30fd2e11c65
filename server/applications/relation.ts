import type { Db } from '../core/db'

/** Applications as a relation for other rooms to join with: where each stands, nothing of what was answered. */
export const applicationRows = (db: Db) =>
  db
    .selectFrom('application')
    .select(['id', 'person_id', 'program', 'state', 'station_id', 'due_at', 'submitted_at', 'updated_at'])

/** Holds an application against other writers until the transaction ends. */
export const holdApplication = async (db: Db, id: string): Promise<void> => {
  await db.selectFrom('application').select('id').where('id', '=', id).forUpdate().execute()
}

/** How many people applied to a program by the station that answers for them, the withdrawn aside. */
export const applicantsByStation = async (db: Db, program: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('application')
    .select(({ fn }) => ['station_id', fn.count<number>('person_id').distinct().as('people')])
    .where('program', '=', program)
    .where('state', '<>', 'withdrawn')
    .where('station_id', 'is not', null)
    .groupBy('station_id')
    .execute()
  return new Map(rows.map(({ station_id: id, people }) => [id as string, people]))
}
