import type { SketchLine } from '@jucai/contract/city'

/** The frame of the map in its own units; it is stretched to the width of the page. */
export const frame = { width: 340, height: 300 }
const inset = { x: 46, top: 64, bottom: 34 }

/** A place on earth. */
interface Spot {
  latitude: number
  longitude: number
}
/** From places on earth to points of the frame. */
export type Projection = (spot: Spot) => { x: number; y: number }

/** Fits these places into the frame, north above, metres alike in both directions. */
export const projectionOf = (spots: readonly Spot[]): Projection => {
  const lats = spots.map(({ latitude }) => latitude)
  const lngs = spots.map(({ longitude }) => longitude)
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180) // a degree of longitude is shorter here
  const scale = Math.min(
    (frame.width - 2 * inset.x) / Math.max(0.004, (east - west) * squeeze),
    (frame.height - inset.top - inset.bottom) / Math.max(0.004, north - south),
  )
  const [midX, midY] = [frame.width / 2, inset.top + (frame.height - inset.top - inset.bottom) / 2]
  return ({ latitude, longitude }) => ({
    x: Math.round(midX + (longitude - (west + east) / 2) * squeeze * scale),
    y: Math.round(midY - (latitude - (south + north) / 2) * scale),
  })
}

/** Through all points, round at each. */
const pathOf = (points: readonly { x: number; y: number }[]): string => {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first.x} ${first.y}`
  for (const [at, point] of rest.entries()) {
    const next = rest[at + 1]
    path += next
      ? `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
      : `L${point.x} ${point.y}`
  }
  return path
}

const looks = {
  river: "stroke-width='17' stroke-linecap='round'",
  road: "stroke-width='5'",
  rail: "stroke-width='2.5' stroke-dasharray='7 5'",
} as const
type Kind = SketchLine['kind']

const pointsOf = (line: SketchLine, project: Projection) =>
  line.points.map(([longitude, latitude]) => project({ longitude, latitude }))

/**
 * The lines of one kind as a mask that takes a token's colour: SVG in a data URI knows no custom properties.
 * null where there are none.
 */
export const layerOf = (lines: readonly SketchLine[], kind: Kind, project: Projection): string | null => {
  const paths = lines
    .filter((line) => line.kind === kind)
    .map((line) => `<path d='${pathOf(pointsOf(line, project))}'/>`)
    .join('')
  return paths === ''
    ? null
    : `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${frame.width} ${frame.height}' fill='none' stroke='#000' ${looks[kind]}>${paths}</svg>`.replace(
        /[<>#]/g,
        encodeURIComponent,
      )
}

const isInside = ({ x, y }: { x: number; y: number }) =>
  x > 26 && x < frame.width - 26 && y > 14 && y < frame.height - 14
/**
 * Where the name of a line may stand: on it, inside the frame, and away from what else is written.
 * @param taken points that are written at; those that are found are added
 */
export const namesOf = (
  lines: readonly SketchLine[],
  project: Projection,
  taken: { x: number; y: number }[],
): { name: string; kind: Kind; x: number; y: number }[] =>
  lines.flatMap((line) => {
    const points = pointsOf(line, project)
    const between = points.slice(1).flatMap((end, at) => {
      const start = points[at] as { x: number; y: number }
      return [0.25, 0.5, 0.75].map((part) => ({
        x: Math.round(start.x + (end.x - start.x) * part),
        y: Math.round(start.y + (end.y - start.y) * part),
      }))
    })
    const free = between.find(
      (spot) =>
        isInside(spot) &&
        taken.every((one) => Math.abs(one.x - spot.x) > 62 || Math.abs(one.y - spot.y) > 26),
    )
    if (!free) return []
    taken.push(free)
    return [{ name: line.name, kind: line.kind, ...free }]
  })
