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

/** Text in lines no wider than `width`; the last of them ends with … where there is more. */
export const linesOf = (
  text: string,
  measure: (text: string) => number,
  width: number,
  most: number,
): string[] => {
  const lines: string[] = []
  let line = ''
  for (const sign of text) {
    if (line !== '' && measure(line + sign) > width) {
      lines.push(line)
      line = ''
    }
    line += sign
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  const last = [...(lines[most - 1] ?? '')]
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

const drawSky = (pen: Pen): void => {
  pen.fillStyle = '#0f1c45'
  pen.fillRect(0, 0, shareSize.width, shareSize.height)
  pen.fillStyle = '#1b2f6e'
  pen.fillRect(0, 0, shareSize.width, 330)
  pen.fillStyle = '#f0b440'
  for (const [x, y, radius] of stars) {
    pen.beginPath()
    pen.arc(x, y, radius, 0, 2 * Math.PI)
    pen.fill()
  }
}

/** Draws the picture. */
export const drawShareCard = (pen: Pen, card: ShareCard): void => {
  drawSky(pen)
  write(pen, card.department, 56, { size: 26, colour: '#d5def7', most: 1 })
  write(pen, card.title, 108, { size: 52, colour: '#ffffff', bold: true, most: 2 })
  write(pen, card.inForce, 268, { size: 26, colour: '#d5def7', most: 1 })
  let top = write(pen, card.summary, 376, { size: 32, colour: '#ffffff', most: 4 }) + 28
  for (const amount of card.amounts.slice(0, 4))
    top = write(pen, amount, top, { size: 36, colour: '#f0b440', bold: true, most: 1 }) + 6
  write(pen, '聚才 · 查一查你能享受哪几项', 900, { size: 28, colour: '#ffffff', most: 1 })
  if (card.sample) write(pen, '示例：不是任何政府的规定', 944, { size: 24, colour: '#d5def7', most: 1 })
}
