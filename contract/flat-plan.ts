/** Plans of flats: rooms as rectangles. Pure and free of the schema library: the phone draws them. */

/** What a room is for. */
export const roomKinds = ['living', 'bedroom', 'kitchen', 'bath', 'balcony', 'hall', 'study'] as const
/** One of {@link roomKinds}. */
export type RoomKind = (typeof roomKinds)[number]

/** A room of a plan, in centimetres from the upper left corner of the flat. */
export interface PlanRoom {
  kind: RoomKind
  name: string
  x: number
  y: number
  width: number
  depth: number
}
/** A door or a window: a stretch of a wall, in centimetres. `along` the x axis or the y axis. */
export interface PlanOpening {
  kind: 'entry' | 'door' | 'window'
  along: 'x' | 'y'
  x: number
  y: number
  length: number
}
/** A plan. Rooms do not overlap. */
export interface FlatPlan {
  rooms: PlanRoom[]
  openings: PlanOpening[]
}

/** Width and depth that a plan takes, in centimetres. */
export const planSize = ({ rooms }: FlatPlan): { width: number; depth: number } => ({
  width: Math.max(0, ...rooms.map(({ x, width }) => x + width)),
  depth: Math.max(0, ...rooms.map(({ y, depth }) => y + depth)),
})

const metres = (centimetres: number): string => (centimetres / 100).toFixed(1)

/** A room in words: 卧室 3.0 × 3.6 米. */
export const roomWords = ({ name, width, depth }: PlanRoom): string =>
  `${name} ${metres(width)} × ${metres(depth)} 米`

/** The first two rooms that lie over each other; undefined when none do. */
export const overlapIn = ({ rooms }: FlatPlan): readonly [PlanRoom, PlanRoom] | undefined => {
  for (const [at, one] of rooms.entries())
    for (const other of rooms.slice(at + 1))
      if (
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.depth &&
        other.y < one.y + one.depth
      )
        return [one, other]
  return undefined
}
