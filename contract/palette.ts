/**
 * The colours of the look, and which of them a city may choose. Free of the schema library. The same as
 * src/theme/tokens.scss (held against it by test/console/tokens.test.ts).
 */
export interface Palette {
  bg: string
  surface: string
  line: string
  sunken: string
  ink: string
  'ink-2': string
  'ink-3': string
  night: string
  'on-night': string
  'night-soft': string
  star: string
  'star-text': string
  'star-soft': string
  'on-star': string
  good: string
  'good-soft': string
  care: string
  'care-soft': string
  bad: string
  'bad-soft': string
  info: string
  'info-soft': string
  'sky-top': string
  sky: string
  'sky-low': string
}

/** The colours by day. */
export const light: Palette = {
  bg: '#f5f7fb',
  surface: '#fff',
  line: '#e2e7f1',
  sunken: '#eef1f8',
  ink: '#121b33',
  'ink-2': '#47526b',
  'ink-3': '#5f6a84',
  night: '#1b2f6e',
  'on-night': '#fff',
  'night-soft': '#e9eef9',
  star: '#f0b440',
  'star-text': '#8a5a00',
  'star-soft': '#fdf4df',
  'on-star': '#121b33',
  good: '#1a7a48',
  'good-soft': '#e6f4ec',
  care: '#915700',
  'care-soft': '#fdf1dc',
  bad: '#b3261e',
  'bad-soft': '#fcebea',
  info: '#1f5fbf',
  'info-soft': '#e8f0fc',
  'sky-top': '#0b1538',
  sky: '#1b2f6e',
  'sky-low': '#3a56a8',
}

/** The colours by night. */
export const dark: Palette = {
  bg: '#0d1322',
  surface: '#172036',
  line: '#2a3552',
  sunken: '#111a2e',
  ink: '#eef2ff',
  'ink-2': '#b4beda',
  'ink-3': '#95a1c2',
  night: '#93b1ff',
  'on-night': '#0d1322',
  'night-soft': '#202c4d',
  star: '#ffd27a',
  'star-text': '#ffd27a',
  'star-soft': '#2d2a2a',
  'on-star': '#121b33',
  good: '#6fd3a0',
  'good-soft': '#162f2e',
  care: '#f5c26b',
  'care-soft': '#2f2a24',
  bad: '#ff9c94',
  'bad-soft': '#35222d',
  info: '#8db8ff',
  'info-soft': '#1a2b4c',
  'sky-top': '#070c1d',
  sky: '#101b41',
  'sky-low': '#213164',
}

/** The colours that a city may choose: of the primary action, of the accent, and of the sky. */
export const brandColours = ['night', 'night-soft', 'star', 'star-text', 'sky-top', 'sky', 'sky-low'] as const
/** One of {@link brandColours}. */
export type BrandColour = (typeof brandColours)[number]
/** A city's colours by day and by night, `#rrggbb`; what is left out stays as it is. */
export type BrandPalette = Readonly<
  Record<'light' | 'dark', Readonly<Partial<Record<BrandColour, string | undefined>>>>
>

/** What is drawn on a talent card behind the name. */
export const cardFaces = ['constellation', 'waves'] as const
/** One of {@link cardFaces}. */
export type CardFace = (typeof cardFaces)[number]

const luminance = (hex: string): number => {
  const pairs =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? [])
  const [red = 0, green = 0, blue = 0] = pairs
    .map((pair) => parseInt(pair, 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
/** How far two colours are apart, 1 to 21 (WCAG 2, relative luminance). */
export const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Text on its ground, wherever the app and the console put one on the other. */
export const textOnGround: readonly (readonly [text: keyof Palette, ground: keyof Palette])[] = [
  ...(['ink', 'ink-2', 'ink-3', 'night', 'star-text'] as const).flatMap((text) =>
    (['bg', 'surface', 'sunken'] as const).map((ground) => [text, ground] as const),
  ),
  ['on-night', 'night'],
  ['on-star', 'star'],
  ['good', 'good-soft'],
  ['care', 'care-soft'],
  ['bad', 'bad-soft'],
  ['info', 'info-soft'],
  ['star-text', 'star-soft'],
  ['ink', 'star-soft'],
  ['ink', 'night-soft'],
  ['ink-2', 'night-soft'],
  ['night', 'night-soft'],
]
const skies = ['sky-top', 'sky', 'sky-low'] as const
/** What the app writes on its sky whatever the city: in white, and lines of less weight. */
const onSky = { white: '#ffffff', 'white of less weight': '#d5def7' } as const
/** How much white a tag lays over the sky below its white text. */
const tagOnSky = 0.16

/** One colour over another, both `#rrggbb`. */
const laidOver = (top: string, share: number, ground: string): string =>
  `#${[1, 3, 5]
    .map((at) => {
      const [over, under] = [top, ground].map((hex) => parseInt(hex.slice(at, at + 2), 16))
      return Math.round((over ?? 0) * share + (under ?? 0) * (1 - share))
        .toString(16)
        .padStart(2, '0')
    })
    .join('')}`
const leastContrast = 4.5

/**
 * What cannot be read in a city's colours: text under 4.5:1 on its ground, by day, by night, and in white
 * and gold on the sky and on the tags there. A sentence a pair.
 */
export const paletteFaults = (chosen: BrandPalette): string[] => {
  const themes = { light: { ...light, ...chosen.light }, dark: { ...dark, ...chosen.dark } } as const
  return (['light', 'dark'] as const).flatMap((mode) => {
    const colours = themes[mode]
    const pairs = [
      ...textOnGround.map(([text, ground]) => [text, colours[text], ground, colours[ground]] as const),
      ...skies.flatMap((sky) => [
        ...Object.entries(onSky).map(([text, colour]) => [text, colour, sky, colours[sky]] as const),
        ['star (dark)', themes.dark.star, sky, colours[sky]] as const,
        ['white', onSky.white, `a tag on ${sky}`, laidOver(onSky.white, tagOnSky, colours[sky])] as const,
      ]),
    ]
    return pairs.flatMap(([text, colour, ground, behind]) => {
      const ratio = contrast(colour, behind)
      return ratio < leastContrast
        ? [
            `brand palette, ${mode}: ${text} ${colour} on ${ground} ${behind} has a contrast of ${(Math.floor(ratio * 100) / 100).toFixed(2)}:1, less than ${leastContrast}:1`,
          ]
        : []
    })
  })
}
