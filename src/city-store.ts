import type { CSSProperties } from 'react'
import type { City, Figures } from '@jucai/contract/city'
import type { BrandColour, BrandPalette } from '@jucai/contract/palette'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from './api'
import { phoneStorage } from './settings'

interface CityState {
  /** The configuration last answered; null until the first answer ever. */
  city: City | null
  figures: Figures | null
}

/** The city as this phone last knew it, shown at once while it is asked again. */
export const useCityStore = create<CityState>()(
  persist((): CityState => ({ city: null, figures: null }), {
    name: 'city',
    storage: createJSONStorage(() => phoneStorage),
  }),
)

/** An unchanged configuration keeps its identity, so that nothing is drawn again. */
const keepCity = (city: City): City => {
  const { city: known } = useCityStore.getState()
  if (known?.version === city.version && known.id === city.id) return known
  useCityStore.setState({ city })
  return city
}

const freshMs = 60_000
let asked: { at: number; answer: Promise<City> } | null = null

/**
 * The city configuration: from this minute's answer, or asked now. However many pages ask, one request is
 * on its way.
 * @throws ProblemError, NetworkError as `call` does
 */
export const loadCity = (force = false): Promise<City> => {
  if (asked && !force && Date.now() - asked.at < freshMs) return asked.answer
  const answer = call('GET /city').then(keepCity)
  const mine = (asked = { at: Date.now(), answer })
  answer.catch(() => {
    if (asked === mine) asked = null
  })
  return answer
}

/** The plan's live counts, kept with the moment they were counted. @throws ProblemError, NetworkError */
export const loadFigures = async (): Promise<Figures> => {
  const figures = await call('GET /city/figures')
  useCityStore.setState({ figures })
  return figures
}

/** The colours that the city chose, as last known; nothing where it has none of its own. */
export const usePalette = (): BrandPalette | undefined => useCityStore(({ city }) => city?.brand.palette)

/** The same for theme/tokens.scss: `--l-night` by day, `--d-night` by night. */
export const brandStyle = (palette?: BrandPalette): CSSProperties => {
  const style: Record<string, string | undefined> = {}
  for (const mode in palette) {
    const colours = palette[mode as 'light' | 'dark']
    for (const name in colours) style[`--${mode[0]}-${name}`] = colours[name as BrandColour]
  }
  return style
}
