import type { Db } from '../core/db'

/**
 * Two accounts become one: a type that both marked stays marked once, and of two wishes the one of the account
 * that stays stands. Moving the rows is for core.
 */
export const joinFlatData = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  await db
    .deleteFrom('flat_favourite')
    .where('person_id', '=', fromId)
    .where('type_id', 'in', (query) =>
      query.selectFrom('flat_favourite').select('type_id').where('person_id', '=', intoId),
    )
    .execute()
  await db
    .deleteFrom('flat_watch')
    .where('person_id', '=', fromId)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('flat_watch as other').select('person_id').where('other.person_id', '=', intoId)),
    )
    .execute()
}
