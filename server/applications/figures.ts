import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Db } from '../core/db'

const countIn = async (db: Db, program: string, states: readonly ApplicationState[]): Promise<number> =>
  (
    await db
      .selectFrom('application')
      .select(({ fn }) => fn.count<number>('person_id').distinct().as('count'))
      .where('program', '=', program)
      .where('state', 'in', [...states])
      .executeTakeFirstOrThrow()
  ).count

/** How many people were recognised in a tier. */
export const countRecognised = (db: Db): Promise<number> => countIn(db, 'recognition', ['approved'])
/** How many returnees are back: registrations that landed. */
export const countReturned = (db: Db): Promise<number> => countIn(db, 'homecoming', ['landed'])
/** How many people qualified for a talent apartment. */
export const countHoused = (db: Db): Promise<number> => countIn(db, 'apartment', ['approved'])
