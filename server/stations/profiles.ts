import type { City, Station } from '@jucai/contract/city'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import type { Db } from '../core/db'
import { statement } from '../core/statement'

interface StationProfileTable {
  id: string
  station_id: string
  version: number
  hours: string
  phone: string
  address: string
  university: string | null
  charter: unknown
  serves: unknown
  fallback: boolean
  changed_at: Date
  changed_by: string | null
}
declare module '../core/db' {
  interface Database {
    station_profile: StationProfileTable
  }
}

/**
 * What the office says of a station beyond the city configuration. `serves`: first 4 digits of the
 * divisions whose people it answers.
 */
export interface StationProfile {
  hours: string
  phone: string
  address: string
  university: string | null
  charter: string[]
  serves: string[]
  fallback: boolean
}
/** A station with its newest profile. */
export interface StationInForce extends Station {
  profile: StationProfile
}

/** Before anybody wrote a profile: a station in another city answers the people of that city. */
const unwritten = (station: Station): StationProfile => ({
  hours: station.hours,
  phone: station.phone,
  address: station.address,
  university: null,
  charter: [],
  serves: station.kind === 'city' ? [station.region.slice(0, 4)] : [],
  fallback: false,
})

const newest = statement()((db) =>
  db
    .selectFrom('station_profile')
    .select(['station_id', 'hours', 'phone', 'address', 'university', 'charter', 'serves', 'fallback'])
    .distinctOn('station_id')
    .orderBy('station_id')
    .orderBy('version', 'desc'),
)
const written = (
  row: Omit<StationProfileTable, 'id' | 'version' | 'changed_at' | 'changed_by'>,
): StationProfile => ({
  hours: row.hours,
  phone: row.phone,
  address: row.address,
  university: row.university,
  charter: row.charter as string[],
  serves: row.serves as string[],
  fallback: row.fallback,
})

const newestProfiles = async (db: Db): Promise<Map<string, StationProfile>> => {
  const { rows } = await newest(db, {})
  return new Map(rows.map((row) => [row.station_id, written(row)]))
}

/** Every station of the city in force, as the office describes it now. */
export const stationsInForce = async (db: Db): Promise<{ city: City; stations: StationInForce[] }> => {
  const city = await cityInForce(db)
  const profiles = await newestProfiles(db)
  return {
    city,
    stations: city.stations.map((station) => {
      const profile = profiles.get(station.id) ?? unwritten(station)
      return { ...station, hours: profile.hours, phone: profile.phone, address: profile.address, profile }
    }),
  }
}

/** Writes the next version of a profile. Call it with the station's row held. */
export const insertProfile = async (
  db: Db,
  now: Date,
  by: string | null,
  stationId: string,
  profile: StationProfile,
): Promise<number> => {
  const last = await db
    .selectFrom('station_profile')
    .select('version')
    .where('station_id', '=', stationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await db
    .insertInto('station_profile')
    .values({
      id: uuidv7(),
      station_id: stationId,
      version,
      ...profile,
      charter: JSON.stringify(profile.charter),
      serves: JSON.stringify(profile.serves),
      changed_at: now,
      changed_by: by,
    })
    .execute()
  return version
}
