/** Where something lies on earth. */
export interface Place {
  latitude: number
  longitude: number
}
/** A place in the frame: both in hundredths of its width. */
export interface Spot {
  x: number
  y: number
}

const radians = Math.PI / 180
const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value))

/** North up, equal scale both ways, filling the frame less its margins. */
const projected = (places: readonly Place[], height: number, marginX: number, marginY: number): Spot[] => {
  const [latitudes, longitudes] = [
    places.map(({ latitude }) => latitude),
    places.map(({ longitude }) => longitude),
  ]
  const [south, north, west, east] = [
    Math.min(...latitudes),
    Math.max(...latitudes),
    Math.min(...longitudes),
    Math.max(...longitudes),
  ]
  const shrink = Math.cos(((south + north) / 2) * radians)
  const [spanX, spanY] = [(east - west) * shrink, north - south]
  const scale = Math.min((100 - 2 * marginX) / (spanX || 1e-9), (height - 2 * marginY) / (spanY || 1e-9), 1e5)
  return places.map(({ latitude, longitude }) => ({
    x: 50 + (longitude - (west + east) / 2) * shrink * scale,
    y: height / 2 - (latitude - (south + north) / 2) * scale,
  }))
}

const pushApart = (spots: Spot[], gapX: number, gapY: number): boolean => {
  let moved = false
  for (let first = 0; first < spots.length; first += 1) {
    for (let second = first + 1; second < spots.length; second += 1) {
      const [a, b] = [spots[first] as Spot, spots[second] as Spot]
      const [overX, overY] = [gapX - Math.abs(a.x - b.x), gapY - Math.abs(a.y - b.y)]
      if (overX <= 0.01 || overY <= 0.01) continue
      moved = true
      // The shorter way apart; places at one point separate by their order.
      if (overX / gapX < overY / gapY) {
        const half = (overX / 2) * (a.x < b.x || (a.x === b.x && first < second) ? -1 : 1)
        a.x += half
        b.x -= half
      } else {
        const half = (overY / 2) * (a.y < b.y || (a.y === b.y && first < second) ? -1 : 1)
        a.y += half
        b.y -= half
      }
    }
  }
  return moved
}

/**
 * Where pushing does not end (many places at nearly one point): rows from north to south, each from west to
 * east.
 */
const inRows = (spots: readonly Spot[], height: number, columns: number): Spot[] => {
  const order = spots
    .map((spot, index) => ({ ...spot, index }))
    .sort((a, b) => a.y - b.y || a.index - b.index)
  const rows = Math.ceil(spots.length / columns)
  const placed: Spot[] = []
  for (let row = 0; row < rows; row += 1) {
    const inRow = order
      .slice(row * columns, (row + 1) * columns)
      .sort((a, b) => a.x - b.x || a.index - b.index)
    inRow.forEach(({ index }, column) => {
      placed[index] = { x: (100 / inRow.length) * (column + 0.5), y: (height / rows) * (row + 0.5) }
    })
  }
  return placed
}

/**
 * Places as spots in a frame 100 wide: as on a map where there is room, pushed apart where labels would lie
 * on each other, so that directions stay true though distances may not.
 * @param gap the least distance between two spots, across and down
 */
export const skyLayout = (
  places: readonly Place[],
  height: number,
  gap: { x: number; y: number },
): Spot[] => {
  if (places.length === 0) return []
  const [marginX, marginY] = [gap.x / 2, gap.y / 2]
  const spots = projected(places, height, marginX, marginY)
  for (let turn = 0; turn < 200; turn += 1) {
    const moved = pushApart(spots, gap.x, gap.y)
    for (const spot of spots) {
      spot.x = between(marginX, spot.x, 100 - marginX)
      spot.y = between(marginY, spot.y, height - marginY)
    }
    if (!moved) return spots
  }
  return inRows(spots, height, Math.floor(100 / gap.x))
}
