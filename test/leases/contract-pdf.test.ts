import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import * as fontkit from 'fontkit'
import type { Font } from 'fontkit'
import sharp from 'sharp'
import { printable, printPdf } from '../../server/core/pdf'

/** A grey picture: one byte a pixel, 255 for full ink. */
interface Ink {
  width: number
  height: number
  data: Buffer
}
const scale = 4
const size = 11 * scale
const fontFile = path.join(
  path.dirname(require.resolve('@embedpdf/fonts-sc')),
  '../fonts/NotoSansHans-Regular.otf',
)
const folder = mkdtempSync(path.join(os.tmpdir(), 'lease-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = promisify(execFile)
const rendered = async (bytes: Buffer): Promise<Ink> => {
  const file = path.join(folder, 'page.pdf')
  writeFileSync(file, bytes)
  const { stdout } = await run(
    process.execPath,
    [path.join(__dirname, 'render-pdf.mjs'), file, String(scale)],
    { encoding: 'buffer', maxBuffer: 100_000_000 },
  )
  const head = stdout.indexOf(10)
  const { width, height } = JSON.parse(stdout.subarray(0, head).toString()) as Ink
  return { width, height, data: stdout.subarray(head + 1) }
}

const isInk = ({ width, data }: Ink, x: number, y: number): boolean => (data[y * width + x] ?? 0) > 96
const rowHasInk = (ink: Ink, y: number): boolean => {
  for (let x = 0; x < ink.width; x += 1) if (isInk(ink, x, y)) return true
  return false
}
/** Lines of text, by their rows; a gap as within a sign does not part them. */
const linesOf = (ink: Ink): [from: number, to: number][] => {
  const lines: [number, number][] = []
  for (let y = 0; y < ink.height; y += 1) {
    if (!rowHasInk(ink, y)) continue
    const last = lines.at(-1)
    if (last && y - last[1] < 12) last[1] = y
    else lines.push([y, y])
  }
  return lines
}
/** The ink between two rows, cut to its columns. */
const cut = (ink: Ink, [from, to]: readonly [number, number]): Ink => {
  let [left, right] = [ink.width, 0]
  for (let y = from; y <= to; y += 1)
    for (let x = 0; x < ink.width; x += 1)
      if (isInk(ink, x, y)) [left, right] = [Math.min(left, x), Math.max(right, x)]
  const [width, height] = [right - left + 1, to - from + 1]
  const data = Buffer.alloc(width * height)
  for (let y = 0; y < height; y += 1)
    ink.data.copy(data, y * width, (from + y) * ink.width + left, (from + y) * ink.width + left + width)
  return { width, height, data }
}
/** The text drawn from the whole font, without a PDF. */
const drawn = async (text: string): Promise<Ink> => {
  const font = fontkit.openSync(fontFile) as Font
  const { glyphs, positions } = font.layout(text)
  const em = size / font.unitsPerEm
  let x = 0
  const paths = glyphs.map((glyph, at) => {
    const path = `<path transform="translate(${20 + x * em} ${size * 1.5}) scale(${em} ${-em})" d="${glyph.path.toSVG()}"/>`
    x += positions[at]?.xAdvance ?? 0
    return path
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(x * em) + 40}" height="${size * 3}"><rect width="100%" height="100%" fill="#fff"/><g fill="#121b33">${paths.join('')}</g></svg>`
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true })
  const ink = { width: info.width, height: info.height, data: Buffer.from(data.map((value) => 255 - value)) }
  const lines = linesOf(ink)
  return cut(ink, [lines[0]?.[0] ?? 0, lines.at(-1)?.[1] ?? 0])
}
/** How much of the ink of two pictures is the same: 1 all, 0 none. A pixel to any side is forgiven to neither. */
const shared = (one: Ink, other: Ink): number => {
  let [both, any] = [0, 0]
  for (let y = 0; y < Math.max(one.height, other.height); y += 1)
    for (let x = 0; x < Math.max(one.width, other.width); x += 1) {
      const [a, b] = [one, other].map((ink) => x < ink.width && y < ink.height && isInk(ink, x, y))
      if (a && b) both += 1
      if (a || b) any += 1
    }
  return both / any
}

const text = '承租人林小满〇·‧欧阳，月租金 1,015.00 元，鱻龘逾期按日计收。'
const print = (line: string) =>
  printPdf({
    title: '青年人才公寓租赁合同',
    sections: [{ title: '三、租金和押金', lines: [line] }],
    at: new Date('2026-11-22T06:00:00Z'),
    footer: '编号 ZL000001',
  })

it('prints Chinese whose ink is that of the whole font, sign by sign, and not of another text', async () => {
  const page = await rendered((await print(text)).bytes)
  const lines = linesOf(page)
  expect(lines).toHaveLength(4) // title, section, line, footer
  const line = cut(page, lines[2] as [number, number])
  const same = shared(line, await drawn(text))
  const other = shared(line, await drawn('出租人王大强二·‧司马，年租金 9,876.50 元，鱼龙到期按月计收。'))
  expect(same).toBeGreaterThan(0.85)
  expect(other).toBeLessThan(0.6)
})

it('prints the same bytes for the same text, and others for another', async () => {
  const [one, two, three] = [await print(text), await print(text), await print(`${text}。`)]
  expect(two.sha256).toBe(one.sha256)
  expect(three.sha256).not.toBe(one.sha256)
  expect(one.bytes.length).toBeLessThan(200_000) // of a font of eight megabytes
})

it('writes signs that the font lacks by their number: nothing of a name vanishes', async () => {
  expect(printable('王𪚥', (code) => code < 0x10000)).toBe('王［U+2A6A5］')
  const page = await rendered((await print('王𠮷\u{2A6A5}')).bytes)
  expect(linesOf(page)).toHaveLength(4)
})
