import type { GraduateMonth } from '@jucai/contract/graduates'

/** Frame of the drawing in SVG units. */
const width = 300
const height = 130
const inset = 6

/** 1, 2 or 5 and zeros: the next of them that holds this. */
export const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value
}

const svg = (inside: string): string =>
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}'>${inside}</svg>`.replace(
    /[<>#]/g,
    encodeURIComponent,
  )

/**
 * The curve of who stayed and the line of an even pace, as masks that take a token's colour: SVG in a data URI
 * knows no custom properties.
 */
export const curveOf = (months: readonly GraduateMonth[]) => {
  const top = roundUp(Math.max(1, ...months.map(({ total, goal }) => Math.max(total, goal))))
  const x = (at: number) =>
    Math.round(inset + ((width - 2 * inset) * at) / Math.max(1, months.length - 1)) || inset
  const y = (value: number) => Math.round((height - inset - ((height - 2 * inset) * value) / top) * 10) / 10
  const points = months.map(({ total }, at) => ({ x: x(at), y: y(total) }))
  const curve = points
    .map((point, at) => {
      const before = points[at - 1]
      if (!before) return `M${point.x} ${point.y}`
      const middle = (before.x + point.x) / 2
      return `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`
    })
    .join('')
  const foot = height - inset
  return {
    top,
    area: svg(`<path d='${curve}V${foot}H${inset}z'/>`),
    line: svg(
      `<path d='${curve}' fill='none' stroke='#000' stroke-width='2.5' stroke-linecap='round'/>` +
        points.map((point) => `<circle cx='${point.x}' cy='${point.y}' r='3.2'/>`).join(''),
    ),
    pace: svg(
      `<path d='${months.map(({ goal }, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(goal)}`).join('')}' fill='none' stroke='#000' stroke-width='2' stroke-dasharray='1 6' stroke-linecap='round'/>`,
    ),
    grid: svg(
      [0, 0.5, 1]
        .map((part) => `<path d='M0 ${y(top * part)}H${width}' stroke='#000' stroke-width='.75'/>`)
        .join(''),
    ),
  }
}
