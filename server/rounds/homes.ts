import type { RoundHome } from '@jucai/contract/round-schemas'
import type { RoundFlat } from '@jucai/contract/rounds'
import { stationNames } from '../city'
import type { Db } from '../core/db'
import { flatsById, type FlatFacts } from '../housing'
import { flatRowsOf, namedPools, type RoundFlatRow, type RoundPool, type RoundRow } from './repository'

const factsOfRows = async (db: Db, rows: readonly RoundFlatRow[]): Promise<Map<string, FlatFacts>> =>
  new Map(
    (
      await flatsById(
        db,
        rows.map(({ flat_id: id }) => id),
      )
    ).map((one) => [one.id, one]),
  )

/** Projects and types of flats, each once. */
export const typesOf = async (
  db: Db,
  rows: readonly RoundFlatRow[],
): Promise<{ stationId: string; typeId: string }[]> => [
  ...new Map(
    [...(await factsOfRows(db, rows)).values()].map(({ stationId, typeId }) => [
      typeId,
      { stationId, typeId },
    ]),
  ).values(),
]

/** Flats of a round by pool and type, with how many are kept for whom. */
export const homesOf = async (db: Db, rows: readonly RoundFlatRow[]): Promise<RoundHome[]> => {
  const facts = await factsOfRows(db, rows)
  const homes = new Map<string, RoundHome>()
  const names = await stationNames(db, [...new Set([...facts.values()].map(({ stationId }) => stationId))])
  for (const row of rows) {
    const flat = facts.get(row.flat_id)
    if (!flat) continue
    const key = `${row.pool} ${flat.typeId}`
    const home = homes.get(key) ?? {
      stationId: flat.stationId,
      stationName: names.get(flat.stationId) ?? '',
      typeId: flat.typeId,
      typeName: flat.typeName,
      layout: flat.layout,
      people: flat.people,
      areaSqmHundredths: flat.areaSqmHundredths,
      marketFenPerMonth: flat.marketFenPerMonth,
      pool: row.pool,
      flats: 0,
      reserved: [],
    }
    homes.set(key, home)
    home.flats += 1
    if (row.reserved_for === null) continue
    const kept = home.reserved.find((one) => one.class === row.reserved_for)
    if (kept) kept.flats += 1
    else home.reserved.push({ class: row.reserved_for, flats: 1 })
  }
  return [...homes.values()]
}

const longestNames = 30
/**
 * What every pool of a round is called: as the office said, else by the projects that its flats are in, numbered where
 * that would name two alike.
 */
export const poolTitles = (row: RoundRow, homes: readonly RoundHome[]): RoundPool[] => {
  const named = new Map(namedPools(row).map(({ code, title }) => [code, title]))
  const codes = [...new Set(homes.map(({ pool }) => pool))]
  const byProjects = (code: string): string => {
    if (codes.length === 1) return '全部房源'
    const names = homes.filter(({ pool }) => pool === code).map(({ stationName }) => stationName)
    const title = [...new Set(names)].join('、')
    return [...title].length > longestNames ? `${[...title].slice(0, longestNames - 1).join('')}…` : title
  }
  const titles = codes.map((code) => named.get(code) ?? byProjects(code))
  return codes.map((code, at) => {
    const title = titles[at] as string
    const isAlone = named.has(code) || titles.filter((one) => one === title).length === 1
    return { code, title: isAlone ? title : `${title} 第 ${at + 1} 组` }
  })
}

/** Flats as they are listed. */
export const shownFlats = async (db: Db, rows: readonly RoundFlatRow[]): Promise<RoundFlat[]> => {
  const facts = await factsOfRows(db, rows)
  return rows.flatMap((row) => {
    const flat = facts.get(row.flat_id)
    return flat
      ? [
          {
            id: flat.id,
            code: row.flat_code,
            pool: row.pool,
            reservedFor: row.reserved_for,
            stationId: flat.stationId,
            typeId: flat.typeId,
            building: flat.building,
            floor: flat.floor,
            number: flat.number,
            accessible: flat.accessible,
          },
        ]
      : []
  })
}

/** The flats of a round, with the pool that each is in and the class that it is kept for. */
export const roundFlats = async (
  db: Db,
  roundId: string,
): Promise<{ flatId: string; flatCode: string; pool: string; reservedFor: string | null }[]> =>
  (await flatRowsOf(db, roundId)).map((row) => ({
    flatId: row.flat_id,
    flatCode: row.flat_code,
    pool: row.pool,
    reservedFor: row.reserved_for,
  }))
