import type { Db } from '../core/db'

/** Stations as a relation for other rooms to join with; closed ones too, because records point at them. */
export const stationRows = (db: Db) => db.selectFrom('station').select(['id', 'name', 'closed_at'])

/** What stations are called, closed ones too. */
export const stationNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('station')
            .select(['id', 'name'])
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map(({ id, name }) => [id, name]),
      )

/** Lets one change of a station go on at a time. @returns false when there is no such open station. */
export const holdStation = async (db: Db, id: string): Promise<boolean> =>
  (await db
    .selectFrom('station')
    .select('id')
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()) !== undefined
