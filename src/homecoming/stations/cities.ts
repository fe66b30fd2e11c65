import type { StationEntry } from '@jucai/contract/stations'

/** Stations of one city. */
export interface CityGroup {
  name: string
  home: boolean
  stations: StationEntry[]
}

/** The city a station lies in: a station abroad names it itself (深圳市南山区), the rest are at home. */
const cityOf = (station: Pick<StationEntry, 'kind' | 'regionName'>, homeCity: string): string =>
  station.kind === 'city'
    ? (/^.+?(?:市|州|盟|地区)/.exec(station.regionName)?.[0] ?? station.regionName)
    : homeCity

/** Stations by city in the order they come, home first. */
export const byCity = (stations: readonly StationEntry[], homeCity: string): CityGroup[] => {
  const groups: CityGroup[] = []
  for (const station of stations) {
    const name = cityOf(station, homeCity)
    const known = groups.find((group) => group.name === name)
    if (known) known.stations.push(station)
    else groups.push({ name, home: name === homeCity, stations: [station] })
  }
  return [...groups.filter(({ home }) => home), ...groups.filter(({ home }) => !home)]
}
