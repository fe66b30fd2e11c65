import { createHash } from 'node:crypto'
import path from 'node:path'
import PDFDocument from 'pdfkit'

type Weight = 'Regular' | 'Medium'
/**
 * Noto Sans SC, and Noto Sans JP for what it lacks, such as 𠮷 of plane 2 (SIL Open Font License 1.1 both); only the
 * glyphs that a document uses go into it.
 */
const fontFiles = {
  sc: (weight: Weight) =>
    path.join(path.dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts', `NotoSansHans-${weight}.otf`),
  jp: (weight: Weight) =>
    path.join(path.dirname(require.resolve('@embedpdf/fonts-jp')), '../fonts', `NotoSansJP-${weight}.otf`),
}

/** One section of a document. */
export interface Section {
  title: string
  lines: string[]
}
/** A document to print. */
export interface Printed {
  title: string
  sections: readonly Section[]
  /** Stands in the file as its date, so that the same text gives the same bytes. */
  at: Date
  /** Below every page. */
  footer: string
}

const ink = '#121b33'
const quiet = '#47526b'
const width = 595 - 2 * 64

/** Signs that the font has no picture for, written by their number: nothing of a name may vanish. */
export const printable = (text: string, has: (codePoint: number) => boolean): string =>
  [...text]
    .map((sign) => {
      const codePoint = sign.codePointAt(0) ?? 0
      return has(codePoint) ? sign : `［U+${codePoint.toString(16).toUpperCase()}］`
    })
    .join('')

/** Text that one font writes. */
interface Run {
  font: 'usual' | 'rare'
  text: string
}
/** Cuts text where the font changes: what the usual font lacks goes to the rare one. */
export const runsOf = (text: string, isRare: (codePoint: number) => boolean): Run[] => {
  const runs: Run[] = []
  for (const sign of text) {
    const font = isRare(sign.codePointAt(0) ?? 0) ? 'rare' : 'usual'
    const last = runs.at(-1)
    if (last?.font === font) last.text += sign
    else runs.push({ font, text: sign })
  }
  return runs
}

const knows = (document: PDFKit.PDFDocument, name: string) => {
  document.font(name)
  const { font } = (
    document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } }
  )._font
  return (codePoint: number) => font.hasGlyphForCodePoint(codePoint)
}

/** Writes lines in a weight, each sign in the first font that has it. */
const writer = (document: PDFKit.PDFDocument) => {
  const [has, hasRare] = [knows(document, 'text'), knows(document, 'text-rare')]
  return (weight: 'text' | 'head', text: string, options: PDFKit.Mixins.TextOptions = {}) => {
    const shown = printable(text, (code) => has(code) || hasRare(code))
    const runs = runsOf(shown, (code) => !has(code))
    const usual = document.font(weight)
    if (runs.length === 0) return usual.text('', { width, lineGap: 5, ...options })
    for (const [at, run] of runs.entries())
      document
        .font(run.font === 'rare' ? `${weight}-rare` : weight)
        .text(run.text, { width, lineGap: 5, continued: at < runs.length - 1, ...options })
    return usual
  }
}

/**
 * Prints a document as PDF, A4. The same input gives the same bytes, which is what both sides sign.
 * @returns the file and its SHA-256, hexadecimal
 */
export const printPdf = async ({
  title,
  sections,
  at,
  footer,
}: Printed): Promise<{ bytes: Buffer; sha256: string }> => {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 72, left: 64, right: 64 },
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Producer: 'Jucai', Creator: 'Jucai', CreationDate: at, ModDate: at },
  })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  const done = new Promise<void>((resolve, reject) => {
    document.on('end', resolve)
    document.on('error', reject)
  })
  document.registerFont('text', fontFiles.sc('Regular')).registerFont('head', fontFiles.sc('Medium'))
  document
    .registerFont('text-rare', fontFiles.jp('Regular'))
    .registerFont('head-rare', fontFiles.jp('Medium'))
  const line = writer(document)
  document.fillColor(ink).fontSize(20)
  line('head', title, { align: 'center' })
  document.moveDown(1)
  for (const section of sections) {
    document.fontSize(13).fillColor(ink)
    line('head', section.title)
    document.fontSize(11).fillColor(ink)
    for (const text of section.lines) line('text', text)
    document.moveDown(0.6)
  }
  const { count } = document.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page)
    document.page.margins.bottom = 0
    document.font('text').fontSize(9).fillColor(quiet)
    document.text(`${footer}　第 ${page + 1} 页，共 ${count} 页`, 64, 800, { width, align: 'center' })
  }
  document.end()
  await done
  const bytes = Buffer.concat(parts)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
