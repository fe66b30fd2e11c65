import type { FlatTypeInShort, Project, ProjectInShort, Transport } from '@jucai/contract/housing'
import type { FlatPlan } from '@jucai/contract/flat-plan'
import { flatRent, type Drawing } from '@jucai/contract/housing-vocabulary'
import type { Station } from '@jucai/contract/city'
import { cityInForce } from '../city'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { countsByBuilding, countsByType, type TypeCounts } from './counts'
import type { HousingWork } from './deps'
import { allProjects, allTypes, projectById, typesOf, type FlatTypeRow, type ProjectRow } from './repository'

const noFlats: TypeCounts = { flats: 0, free: 0, inRound: 0, coming: [] }

/** Rents of a type at market and at talent rate; the latter null while there is no rate. */
export const rentsOf = (row: FlatTypeRow, percent: number | null) => {
  const { marketFen, talentFen, marketFenPerSqm, talentFenPerSqm } = flatRent(
    { marketFenPerMonth: row.market_fen_per_month, areaSqmHundredths: row.area_sqm_hundredths },
    percent ?? 100,
  )
  return percent === null
    ? { marketFen, talentFen: null, marketFenPerSqm, talentFenPerSqm: null }
    : { marketFen, talentFen, marketFenPerSqm, talentFenPerSqm }
}

const typeInShort = (row: FlatTypeRow, percent: number | null, counts: TypeCounts): FlatTypeInShort => ({
  id: row.id,
  name: row.name,
  layout: row.layout,
  people: row.people,
  areaSqmHundredths: row.area_sqm_hundredths,
  ...rentsOf(row, percent),
  ...counts,
})

/** What people ask for first: the metro, else the bus, else whatever is nearest. */
const nearestOf = (row: ProjectRow): Transport | null => {
  const near = [...(row.transport as Transport[])].sort((a, b) => a.minutesOnFoot - b.minutesOnFoot)
  const of = (wanted: Transport['kind']) => near.find(({ kind }) => kind === wanted)
  return of('metro') ?? of('bus') ?? near[0] ?? null
}

const projectWords = (row: ProjectRow, { id, name, regionName, address, latitude, longitude }: Station) => ({
  ...{ id, name, regionName, address, latitude, longitude },
  code: row.code,
  about: row.about,
  drawing: row.drawing as Drawing,
  openedOn: row.opened_on,
})

/** Every project whose station is open, in the order of the city's stations. */
export const projectList = async ({ db, now, deps }: HousingWork) => {
  const day = dayOf(now)
  const { stations } = await cityInForce(db)
  const rows = new Map((await allProjects(db)).map((row) => [row.station_id, row]))
  const types = await allTypes(db)
  const counts = await countsByType(db, day)
  const percent = await deps.rentPercent(db, day)
  const items: ProjectInShort[] = stations.flatMap((station) => {
    const row = rows.get(station.id)
    if (!row) return []
    return [
      {
        ...projectWords(row, station),
        nearest: nearestOf(row),
        types: types
          .filter(({ station_id: at }) => at === station.id)
          .map((one) => typeInShort(one, percent, counts.get(one.id) ?? noFlats)),
      },
    ]
  })
  return { day, percent, items }
}

/** One project with its types and their plans. @throws Problem not-found, for one whose station closed too */
export const wholeProject = async ({ db, now, deps }: HousingWork, id: string): Promise<Project> => {
  const row = await projectById(db, id)
  const station = (await cityInForce(db)).stations.find((one) => one.id === id)
  if (!row || !station) throw problem('not-found')
  const day = dayOf(now)
  const percent = await deps.rentPercent(db, day)
  const counts = await countsByType(db, day)
  const buildings = await countsByBuilding(db, id)
  return {
    ...projectWords(row, station),
    hours: station.hours,
    phone: station.phone,
    percent,
    transport: row.transport as Transport[],
    amenities: row.amenities as string[],
    types: (await typesOf(db, id)).map((one) => ({
      ...typeInShort(one, percent, counts.get(one.id) ?? noFlats),
      plan: one.plan as FlatPlan,
      buildings: buildings
        .filter(({ type_id: type }) => type === one.id)
        .map(({ building, flats, free, accessible }) => ({ building, flats, free, accessible })),
    })),
  }
}
