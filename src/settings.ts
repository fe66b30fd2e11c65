import Taro from '@tarojs/taro'
import { create } from 'zustand'
import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware'

/** Text sizes a reader can choose, in percent; from 130 on, touch targets grow to 60 px as well. */
export const textScales = [100, 115, 130, 150] as const
/** One of the sizes of text. */
export type TextScale = (typeof textScales)[number]

/** `auto` follows the phone. */
export type Theme = 'auto' | 'light' | 'dark'

/**
 * The phone's key-value storage, the same on WeChat and H5, for zustand's `persist`. A phone that is full keeps
 * nothing new, and the app goes on with what it knows.
 */
export const phoneStorage: StateStorage = {
  getItem: (key) => Taro.getStorageSync<string>(key) || null,
  setItem: (key, value) => {
    try {
      Taro.setStorageSync(key, value)
    } catch {
      /* full */
    }
  },
  removeItem: (key) => Taro.removeStorageSync(key),
}

interface Settings {
  textScale: TextScale
  theme: Theme
  /** Where a clerk of several stations works with this phone; null until they chose. */
  stationId: string | null
  setTextScale(textScale: TextScale): void
  setTheme(theme: Theme): void
  setStationId(stationId: string): void
}

/** How this reader wants the app to look, and where a clerk stands; kept on the phone only. */
export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      textScale: 100,
      theme: 'auto',
      stationId: null,
      setTextScale: (textScale) => set({ textScale }),
      setTheme: (theme) => set({ theme }),
      setStationId: (stationId) => set({ stationId }),
    }),
    { name: 'settings', storage: createJSONStorage(() => phoneStorage) },
  ),
)

/** Class names of the page root for these settings, as theme/tokens.scss defines them. */
export function themeClass({ theme, textScale }: Pick<Settings, 'theme' | 'textScale'>): string {
  return `theme-${theme}${textScale === 100 ? '' : ` s${textScale}`}`
}
