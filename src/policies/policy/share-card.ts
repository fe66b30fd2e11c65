import type { BrandPalette } from '@jucai/contract/palette'

/** What a picture for sharing says of a policy: nothing of who shares it. */
export interface ShareCard {
  title: string
  summary: string
  department: string
  /** `硕士 ¥1,200/月`; the first four are drawn. */
  amounts: readonly string[]
  /** `2026年1月1日起施行`. */
  inForce: string
  /** Sample text is marked as such in the picture too. */
  sample: boolean
  /** The city's own colours, where it has any. */
  palette?: BrandPalette | undefined
}

/** The part of a canvas’s context that is drawn with; WeChat’s and the browser’s have it alike. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'font'
  | 'textBaseline'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'beginPath'
  | 'arc'
  | 'fill'
>

/** Size of the picture in pixels. */
export const shareSize = { width: 750, height: 1000 } as const

const [margin, inner] = [60, shareSize.width - 120]
const family = 'sans-serif'

/** What no line is broken within: a number with its signs and unit (¥1,200/月, 3 个月, 2026年), else each sign by itself. */
const pieces =
  /¥?\d[\d,.]*\d?(?: ?(?:%|‰|元|个月|个工作日|[年月日天岁周人项万]))?(?:\/[年月日天人])?|[\s\S]/gu

/**
 * Text in lines no wider than `width`, numbers whole; the last of them ends with … where there is more, in place of a
 * whole number rather than within it.
 */
export const linesOf = (
  text: string,
  measure: (text: string) => number,
  width: number,
  most: number,
): string[] => {
  const lines: string[] = []
  let line = ''
  // A number that is wider than the picture is broken all the same.
  const parts = (text.match(pieces) ?? []).flatMap((one) => (measure(one) > width ? [...one] : [one]))
  for (const piece of parts) {
    if (line !== '' && measure(line + piece) > width) {
      lines.push(line)
      line = ''
    }
    line += piece
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  const last = [...((lines[most - 1] ?? '').match(pieces) ?? [])]
  while (last.length > 0 && measure(`${last.join('')}…`) > width) last.pop()
  return [...lines.slice(0, most - 1), `${last.join('')}…`]
}

interface Text {
  size: number
  colour: string
  bold?: boolean
  most: number
}
/** Writes text from `top` on. @returns where the next may begin */
const write = (pen: Pen, text: string, top: number, { size, colour, bold, most }: Text): number => {
  pen.font = `${bold ? 'bold ' : ''}${size}px ${family}`
  pen.fillStyle = colour
  pen.textBaseline = 'top'
  const height = Math.round(size * 1.45)
  const lines = linesOf(text, (part) => pen.measureText(part).width, inner, most)
  lines.forEach((line, at) => pen.fillText(line, margin, top + at * height))
  return top + lines.length * height
}

// A constellation in the sky, the same in every picture.
const stars = [
  [610, 70, 4],
  [660, 130, 6],
  [690, 210, 3],
  [560, 150, 3],
  [640, 260, 5],
] as const

interface Colours {
  ground: string
  sky: string
  star: string
}
const coloursOf = (palette: BrandPalette | undefined): Colours => ({
  ground: palette?.light['sky-top'] ?? '#0f1c45',
  sky: palette?.light.sky ?? '#1b2f6e',
  star: palette?.dark.star ?? '#f0b440', // the one that can be read on every sky
})

const drawSky = (pen: Pen, { ground, sky, star }: Colours): void => {
  pen.fillStyle = ground
  pen.fillRect(0, 0, shareSize.width, shareSize.height)
  pen.fillStyle = sky
  pen.fillRect(0, 0, shareSize.width, 330)
  pen.fillStyle = star
  for (const [x, y, radius] of stars) {
    pen.beginPath()
    pen.arc(x, y, radius, 0, 2 * Math.PI)
    pen.fill()
  }
}

/** Draws the picture. */
export const drawShareCard = (pen: Pen, card: ShareCard): void => {
  const chosen = coloursOf(card.palette)
  drawSky(pen, chosen)
  write(pen, card.department, 56, { size: 26, colour: '#d5def7', most: 1 })
  write(pen, card.title, 108, { size: 52, colour: '#ffffff', bold: true, most: 2 })
  write(pen, card.inForce, 268, { size: 26, colour: '#d5def7', most: 1 })
  let top = write(pen, card.summary, 376, { size: 32, colour: '#ffffff', most: 4 }) + 28
  for (const amount of card.amounts.slice(0, 4))
    top = write(pen, amount, top, { size: 36, colour: chosen.star, bold: true, most: 1 }) + 6
  write(pen, '聚才 · 查一查你能享受哪几项', 900, { size: 28, colour: '#ffffff', most: 1 })
  if (card.sample) write(pen, '示例：不是任何政府的规定', 944, { size: 24, colour: '#d5def7', most: 1 })
}
