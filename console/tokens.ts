/**
 * The colours of the look, the same as src/theme/tokens.scss (held against it by
 * test/console/tokens.test.ts).
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

/** The edge of a control, 3:1 on the surface: the phone has no bordered controls so dense. */
export interface Edge {
  edge: string
}
/** The edge by day and by night. */
export const edges = { light: '#8590aa', dark: '#6b7899' }
