import type { ProgramSummary } from '@jucai/contract/applications'
import type { City } from '@jucai/contract/city'
import type { StationEntry } from '@jucai/contract/stations'
import { useEffect } from 'react'
import { create } from 'zustand'
import { call } from './api'

interface Known {
  city: City | null
  programs: ProgramSummary[] | null
  stations: StationEntry[] | null
}
/** What anybody may read and every page names: the city, its programs and stations. Asked for once. */
export const useKnown = create<Known>(() => ({ city: null, programs: null, stations: null }))

const asked = new Map<keyof Known, Promise<void>>()
const ask: Record<keyof Known, () => Promise<Partial<Known>>> = {
  city: async () => ({ city: await call('GET /city') }),
  programs: async () => ({ programs: (await call('GET /programs')).items }),
  stations: async () => ({ stations: (await call('GET /stations')).items }),
}
/** Asks again for something that a page has changed. */
export const refresh = (what: keyof Known): Promise<void> => {
  const asking = ask[what]().then(
    (known) => useKnown.setState(known),
    () => {
      asked.delete(what)
    },
  ) // the next page asks again
  asked.set(what, asking)
  return asking
}
const need = <K extends keyof Known>(what: K): void =>
  useEffect(() => {
    if (!asked.has(what)) void refresh(what)
  }, [what])

/** The city; null until it is known. */
export const useCity = (): City | null => {
  need('city')
  return useKnown(({ city }) => city)
}
/** What can be applied for; null until it is known. */
export const usePrograms = (): ProgramSummary[] | null => {
  need('programs')
  return useKnown(({ programs }) => programs)
}
/** The stations; null until they are known. */
export const useStations = (): StationEntry[] | null => {
  need('stations')
  return useKnown(({ stations }) => stations)
}
/** Forgets what is known; for tests. */
export const forgetKnown = (): void => {
  asked.clear()
  useKnown.setState({ city: null, programs: null, stations: null })
}
