import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { OwnWork } from './deps'
import { typeById } from './repository'

interface FavouriteTable {
  person_id: string
  type_id: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    flat_favourite: FavouriteTable
  }
}

/** Flat types that somebody marked, latest first. */
export const favouritesOf = async (db: Db, personId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('flat_favourite')
      .select('type_id')
      .where('person_id', '=', personId)
      .orderBy('at', 'desc')
      .orderBy('type_id')
      .execute()
  ).map(({ type_id: type }) => type)

/** The same in words, for the export of somebody's data. */
export const favouritesInWords = (db: Db, personId: string) =>
  db
    .selectFrom('flat_favourite')
    .innerJoin('flat_type', 'flat_type.id', 'flat_favourite.type_id')
    .select(['flat_type.name', 'flat_favourite.at'])
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute()

/** Marks a type; marking it again changes nothing. @throws Problem not-found */
export const addFavourite = async ({ db, now, actor }: OwnWork, type: string): Promise<void> => {
  if (!(await typeById(db, type))) throw problem('not-found')
  await db
    .insertInto('flat_favourite')
    .values({ person_id: actor.personId, type_id: type, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes the mark away, where there is one. */
export const removeFavourite = async ({ db, actor }: OwnWork, type: string): Promise<void> => {
  await db
    .deleteFrom('flat_favourite')
    .where('person_id', '=', actor.personId)
    .where('type_id', '=', type)
    .execute()
}
