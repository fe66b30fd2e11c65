/** The colours of the look are shared with the mini-program; the edge of controls is the console's own. */
export { dark, light, type Palette } from '@jucai/contract/palette'

/** The edge of a control, 3:1 on the surface: the phone has no bordered controls so dense. */
export interface Edge {
  edge: string
}
/** The edge by day and by night. */
export const edges = { light: '#8590aa', dark: '#6b7899' }
