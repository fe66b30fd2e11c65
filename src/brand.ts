import type { CSSProperties } from 'react'
import type { BrandPalette } from '@jucai/contract/palette'
import { useCityStore } from './city-store'

/** The colours that the city chose, as last known; nothing where it has none of its own. */
export const usePalette = (): BrandPalette | undefined => useCityStore(({ city }) => city?.brand.palette)

/** The same for theme/tokens.scss: `--l-night` by day, `--d-night` by night. */
export const brandStyle = (palette?: BrandPalette): CSSProperties | undefined =>
  palette &&
  Object.fromEntries(
    Object.entries(palette).flatMap(([mode, colours]) =>
      Object.entries(colours).map(([name, colour]) => [`--${mode[0]}-${name}`, colour]),
    ),
  )
