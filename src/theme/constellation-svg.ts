/** How a constellation is drawn: the frame in SVG units and the number of its stars. */
export interface ConstellationShape {
  width: number
  height: number
  stars: number
}

/**
 * Deterministic numbers in [0, 1) from any text (FNV-1a, then mulberry32): the same person always gets the
 * same sky.
 */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1)
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const svgUri = (width: number, height: number, inside: string): string =>
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' fill='%23fff'>${inside}</svg>`.replace(
    /[<>]/g,
    encodeURIComponent,
  )

/**
 * Waves under a low sun as an SVG data URI of at most 1 KB, in the frame of a card's constellation and as much
 * the holder's own.
 */
export function wavesUri(seed: string): string {
  const random = randomFrom(seed)
  const rows = [34, 54, 74].map((y) => `M-9 ${y}q14-${(8 + random() * 12) | 0} 28 0${'t28 0'.repeat(7)}`)
  return svgUri(
    164,
    84,
    `<circle cx='128' cy='14' r='8' fill='%23FFD27A'/><path d='${rows.join('')}' fill='none' stroke='%23fff' stroke-opacity='.5'/>`,
  )
}

/**
 * A constellation as an SVG data URI of at most 1.5 KB: stars spread from left to right, fine lines between
 * neighbours, one golden star among them. It is ornament, never a secret: it must not be used to recognise
 * a person.
 */
export function constellationUri(seed: string, { width, height, stars }: ConstellationShape): string {
  const random = randomFrom(seed)
  const between = (low: number, high: number) => Math.round(low + random() * (high - low))
  const step = width / stars
  const points = Array.from({ length: stars }, (_, index) => ({
    x: Math.round(step * (index + 0.2 + random() * 0.6)),
    y: between(10, height - 10), // the golden star reaches 8 up and down
    r: [1.1, 1.5, 2][between(0, 2)],
  }))
  const golden = between(1, stars - 2)
  // A line that runs through all stars looks like a chart; leaving some gaps makes it a sky.
  const line = points
    .map(({ x, y }, index) => `${index === 0 || random() < 0.2 ? 'M' : 'L'}${x} ${y}`)
    .join('')
  const dust = Array.from({ length: stars }, () => `M${between(0, width)} ${between(0, height)}h0`).join('')
  const dots = points
    .map(({ x, y, r }, index) =>
      index === golden
        ? `<path d='M${x} ${y - 8}q1 7 8 8q-7 1-8 8q-1-7-8-8q7-1 8-8' fill='%23FFD27A'/>`
        : `<circle cx='${x}' cy='${y}' r='${r}'/>`,
    )
    .join('')
  return svgUri(
    width,
    height,
    `<path d='${dust}' stroke='%23fff' stroke-opacity='.4' stroke-linecap='round'/>` +
      `<path d='${line}' fill='none' stroke='%23cfdcff' stroke-opacity='.38' stroke-width='.75'/>${dots}`,
  )
}
