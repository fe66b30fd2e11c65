import type { ChosenFlat } from '@jucai/contract/choosing'
import { talentFen } from '@jucai/contract/housing-vocabulary'
import { stationNames } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { flatsById, type FlatFacts } from '../housing'
import type { ChoosingWork } from './deps'

/** What a flat costs: rent a month and deposit in fen, null while the book has no value for the day. */
export interface Prices {
  rentFenPerMonth: number | null
  depositFen: number | null
}
/** Prices by the policies in force today. */
export const pricing = async ({
  db,
  now,
  deps,
}: ChoosingWork): Promise<(flat: { marketFenPerMonth: number }) => Prices> => {
  const day = dayOf(now)
  const percent = await deps.rentPercent(db, day)
  const months = await deps.depositMonths(db, day)
  return ({ marketFenPerMonth }) => {
    const rentFenPerMonth = percent === null ? null : talentFen(marketFenPerMonth, percent)
    return {
      rentFenPerMonth,
      depositFen: rentFenPerMonth === null || months === null ? null : rentFenPerMonth * months,
    }
  }
}

/** Names of the projects of flats, by station. */
export const projectNames = (db: Db, flats: readonly FlatFacts[]): Promise<Map<string, string>> =>
  stationNames(db, [...new Set(flats.map(({ stationId }) => stationId))])

/** Flats as whoever chooses sees them, by id. */
export const chosenFlats = async (
  work: ChoosingWork,
  ids: readonly string[],
): Promise<Map<string, ChosenFlat>> => {
  const flats = await flatsById(work.db, [...new Set(ids)])
  const names = await projectNames(work.db, flats)
  const priceOf = await pricing(work)
  return new Map(
    flats.map((flat) => [
      flat.id,
      {
        code: flat.code,
        project: names.get(flat.stationId) ?? '人才公寓',
        building: flat.building,
        floor: flat.floor,
        number: flat.number,
        accessible: flat.accessible,
        typeId: flat.typeId,
        typeName: flat.typeName,
        layout: flat.layout,
        people: flat.people,
        areaSqmHundredths: flat.areaSqmHundredths,
        ...priceOf(flat),
      },
    ]),
  )
}
/** One of them. */
export const chosenFlat = async (work: ChoosingWork, id: string): Promise<ChosenFlat> =>
  (await chosenFlats(work, [id])).get(id) as ChosenFlat

/** `1栋 0301`, as messages say it. */
export const flatWords = ({
  project,
  building,
  number,
}: Pick<ChosenFlat, 'project' | 'building' | 'number'>): string => `${project} ${building} ${number}`
