import type { Answers } from '@jucai/contract/forms'
import type { Db } from '../core/db'
import { stationsInForce, type StationInForce } from './profiles'

/** Stations in other cities know their city best, campus stations next. */
const kindOrder = ['city', 'campus', 'venue', 'apartment', 'fair']
const rank = (station: StationInForce) => kindOrder.indexOf(station.kind)

/**
 * The station for somebody who lives in a division: one that serves it, else the fallback, else none, which
 * leaves it to the office. Pure.
 */
export const stationServing = (
  stations: readonly StationInForce[],
  region: string,
): StationInForce | null => {
  const serving = stations
    .filter(({ profile }) => profile.serves.includes(region.slice(0, 4)))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
  return serving[0] ?? stations.find(({ profile }) => profile.fallback) ?? null
}

/** Whether a returnee lets a station see the registration at all; who lets employers see it lets a station too. */
export const mayStationSee = (answers: Answers): boolean =>
  answers.visibility === 'station' || answers.visibility === 'matched-employers'

/**
 * Which station answers a homecoming registration: by present city, with a fallback; none where only the
 * office may see it.
 */
export const stationFor = async (db: Db, answers: Answers): Promise<string | null> => {
  if (!mayStationSee(answers)) return null
  const { stations } = await stationsInForce(db)
  return stationServing(stations, String(answers.presentRegion ?? ''))?.id ?? null
}
