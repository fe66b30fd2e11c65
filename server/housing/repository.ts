import type { FlatState, Layout } from '@jucai/contract/housing-vocabulary'
import type { Generated, Selectable } from 'kysely'
import type { Db } from '../core/db'

interface ProjectTable {
  station_id: string
  code: string
  about: string
  drawing: string
  transport: unknown
  amenities: unknown
  opened_on: string
  version: number
  changed_at: Date
  changed_by: string | null
}
interface FlatTypeTable {
  id: string
  station_id: string
  code: string
  name: string
  layout: Layout
  people: number
  area_sqm_hundredths: number
  market_fen_per_month: number
  plan: unknown
  version: number
}
interface FlatTable {
  id: string
  serial: Generated<number>
  code: string
  station_id: string
  type_id: string
  building: string
  floor: number
  number: string
  accessible: boolean
  state: FlatState
  state_since: Date
  free_from: string | null
}
interface FlatEventTable {
  id: Generated<number>
  flat_id: string
  at: Date
  from_state: FlatState | null
  to_state: FlatState
  reason: string
  by_person: string | null
}
declare module '../core/db' {
  interface Database {
    housing_project: ProjectTable
    flat_type: FlatTypeTable
    flat: FlatTable
    flat_event: FlatEventTable
  }
}

/** A project, a type and a flat as rows. */
export type ProjectRow = ProjectTable
/** A flat type. */
export type FlatTypeRow = FlatTypeTable
/** A flat. */
export type FlatRow = Selectable<FlatTable>

/** A flat with what its type and project say of it. Money is fen a month at market rent. */
export interface FlatFacts {
  id: string
  serial: number
  code: string
  stationId: string
  projectCode: string
  typeId: string
  typeName: string
  layout: Layout
  people: number
  areaSqmHundredths: number
  marketFenPerMonth: number
  building: string
  floor: number
  number: string
  accessible: boolean
  state: FlatState
  freeFrom: string | null
}

/** Flats by id, in no order; ids that are none are left out. */
export const flatsById = (db: Db, ids: readonly string[]): Promise<FlatFacts[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('flat')
        .innerJoin('flat_type', 'flat_type.id', 'flat.type_id')
        .innerJoin('housing_project', 'housing_project.station_id', 'flat.station_id')
        .select([
          'flat.id',
          'flat.serial',
          'flat.code',
          'flat.station_id as stationId',
          'housing_project.code as projectCode',
          'flat.type_id as typeId',
          'flat_type.name as typeName',
          'flat_type.layout',
          'flat_type.people',
          'flat_type.area_sqm_hundredths as areaSqmHundredths',
          'flat_type.market_fen_per_month as marketFenPerMonth',
          'flat.building',
          'flat.floor',
          'flat.number',
          'flat.accessible',
          'flat.state',
          'flat.free_from as freeFrom',
        ])
        .where('flat.id', 'in', ids)
        .execute()

/** All projects, also those whose station closed. */
export const allProjects = (db: Db): Promise<ProjectRow[]> =>
  db.selectFrom('housing_project').selectAll().orderBy('station_id').execute()
/** A project by its station. */
export const projectById = (db: Db, id: string): Promise<ProjectRow | undefined> =>
  db.selectFrom('housing_project').selectAll().where('station_id', '=', id).executeTakeFirst()
/** All flat types, the smaller first. */
export const allTypes = (db: Db): Promise<FlatTypeRow[]> =>
  db.selectFrom('flat_type').selectAll().orderBy('area_sqm_hundredths').orderBy('code').execute()
/** Flat types of a project, the smaller first. */
export const typesOf = (db: Db, stationId: string): Promise<FlatTypeRow[]> =>
  db
    .selectFrom('flat_type')
    .selectAll()
    .where('station_id', '=', stationId)
    .orderBy('area_sqm_hundredths')
    .orderBy('code')
    .execute()
/** A flat type. */
export const typeById = (db: Db, id: string): Promise<FlatTypeRow | undefined> =>
  db.selectFrom('flat_type').selectAll().where('id', '=', id).executeTakeFirst()

/** Adds a project. */
export const insertProject = (db: Db, row: ProjectRow): Promise<unknown> =>
  db
    .insertInto('housing_project')
    .values({
      ...row,
      transport: JSON.stringify(row.transport),
      amenities: JSON.stringify(row.amenities),
    })
    .execute()
/** Adds a flat type. */
export const insertFlatType = (db: Db, row: FlatTypeRow): Promise<unknown> =>
  db
    .insertInto('flat_type')
    .values({ ...row, plan: JSON.stringify(row.plan) })
    .execute()
/** A flat as it is registered: where it stands and when it will be free come with it. */
export type NewFlat = Omit<FlatRow, 'serial' | 'state_since' | 'state'> & { state?: FlatState }

/** How many rows go into one statement; each takes ten of its 65,535 parameters. */
const rowsAtOnce = 1_000

/** Adds flats, free where nothing else is said, each with its first event. */
export const insertFlats = async (
  db: Db,
  at: Date,
  flats: readonly NewFlat[],
  by: string | null,
): Promise<void> => {
  for (let from = 0; from < flats.length; from += rowsAtOnce) {
    const rows = flats
      .slice(from, from + rowsAtOnce)
      .map((flat) => ({ ...flat, state: flat.state ?? ('free' as const), state_since: at }))
    await db.insertInto('flat').values(rows).execute()
    await db
      .insertInto('flat_event')
      .values(
        rows.map(({ id, state }) => ({
          flat_id: id,
          at,
          from_state: null,
          to_state: state,
          reason: '登记房源',
          by_person: by,
        })),
      )
      .execute()
  }
}

/** How many flats stand where. */
export const flatCounts = async (db: Db): Promise<{ state: FlatState; count: number }[]> =>
  (
    await db
      .selectFrom('flat')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state')
      .orderBy('state')
      .execute()
  ).map(({ state, count }) => ({ state, count: Number(count) }))
