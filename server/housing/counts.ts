import type { FlatState } from '@jucai/contract/housing-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'

/** What there is of one flat type. `coming`: how many become free in which month, soonest first. */
export interface TypeCounts {
  flats: number
  free: number
  inRound: number
  coming: { month: string; flats: number }[]
}

/** How many flats of which type stand where. */
const standing = (db: Db): Promise<{ type_id: string; state: FlatState; flats: number }[]> =>
  db
    .selectFrom('flat')
    .select(({ fn }) => ['type_id', 'state', fn.countAll<number>().as('flats')])
    .groupBy(['type_id', 'state'])
    .execute()

/** Flats that somebody lives in or works on, by the month in which they are expected; what is late comes now. */
const expected = async (db: Db, today: string) => {
  const { rows } = await sql<{ type_id: string; month: string; flats: number }>`
    select type_id, to_char(greatest(free_from, ${today}::date), 'YYYY-MM') as month, count(*)::integer as flats
    from flat
    where free_from is not null and state in ('let', 'repairing')
    group by 1, 2 order by 2`.execute(db)
  return rows
}

/** Counts of every flat type that has flats, by its id. What is not let out counts nowhere. */
export const countsByType = async (db: Db, today: string): Promise<ReadonlyMap<string, TypeCounts>> => {
  const all = new Map<string, TypeCounts>()
  const of = (type: string) => {
    const known = all.get(type) ?? { flats: 0, free: 0, inRound: 0, coming: [] }
    all.set(type, known)
    return known
  }
  for (const { type_id: type, state, flats } of await standing(db)) {
    const one = of(type)
    if (state !== 'withdrawn') one.flats += flats
    if (state === 'free') one.free += flats
    if (state === 'in-round') one.inRound += flats
  }
  for (const { type_id: type, month, flats } of await expected(db, today))
    of(type).coming.push({ month, flats })
  return all
}

/** Counts of one project's flats by type and building. */
export const countsByBuilding = async (db: Db, stationId: string) => {
  const { rows } = await sql<{
    type_id: string
    building: string
    flats: number
    free: number
    accessible: number
  }>`
    select type_id, building, count(*)::integer as flats,
      (count(*) filter (where state = 'free'))::integer as free,
      (count(*) filter (where accessible))::integer as accessible
    from flat where station_id = ${stationId} and state <> 'withdrawn'
    group by 1, 2 order by 2`.execute(db)
  return rows
}
