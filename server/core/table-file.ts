import { Readable } from 'node:stream'
import { inZipOrder, tooMuchIn, zipNames } from './zip-order'

/** One line of a spreadsheet, by its number there; cells as text. `sheet` counts from 1; a csv file has one. */
export interface FileRow {
  sheet: number
  row: number
  cells: string[]
}

/** A file that cannot be used at all; `words` say why and what to do. */
export class UnusableFile extends Error {
  constructor(readonly words: string) {
    super('the file cannot be used')
    this.name = 'UnusableFile'
  }
}

/** Text of a csv file: UTF-8 or GBK, each read strictly. @throws UnusableFile */
const decoded = (bytes: Uint8Array): string => {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes) // takes the BOM away
    } catch {
      // the next one
    }
  throw new UnusableFile('文件的编码既不是 UTF-8 也不是 GBK。请在 Excel 里另存为“CSV UTF-8”或 xlsx 后再导入')
}

const longestCell = 1_000
const lookedAt = 20

/** Tabs between cells; those that some systems put before each comma, so that Excel keeps digits, are not. */
const isByTabs = (line: string): boolean =>
  (line.match(/(?<=[^,\t])\t(?=[^,])/g)?.length ?? 0) > (line.match(/,/g)?.length ?? 0)

/**
 * Lines of a csv text (RFC 4180): cells in quotes may hold separators, quotes and line ends. `="…"`, by which some
 * systems keep digits from Excel, is what stands in it.
 */
export const csvRows = function* (text: string): Generator<FileRow> {
  const head = text.slice(0, lookedAt * longestCell).split(/\r?\n/, lookedAt)
  const separator = head.some(isByTabs) ? '\t' : ','
  let [cells, cell, quoted, row] = [[] as string[], '', false, 1]
  for (let at = 0; at <= text.length; at += 1) {
    const sign = text[at]
    if (quoted && sign !== undefined) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
      if (cell.length > longestCell)
        throw new UnusableFile(`第 ${row} 行有一格超过 ${longestCell} 个字，可能少了一个引号`)
    } else if (sign === '"' && (cell === '' || cell === '=')) {
      quoted = true
      cell = ''
    } else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === undefined) {
      if (quoted) throw new UnusableFile(`第 ${row} 行的引号没有关上`)
      cells.push(cell.replace(/\r$/, ''))
      if (sign === '\n' || cells.length > 1 || cells[0] !== '') yield { sheet: 1, row, cells }
      ;[cells, cell] = [[], '']
      row += 1
    } else cell += sign
  }
}

/** Spreadsheets keep fifteen digits of a number; of a longer one the end is made up. */
const keptDigits = 15

/** What a cell of a spreadsheet shows, as text. */
const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number')
    return Math.abs(value) < 10 ** keptDigits ? String(value) : value.toExponential()
  // A spreadsheet knows no zone: what it shows stands in the parts of UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part: { text?: unknown }) => String(part.text ?? '')).join('')
  if ('result' in value) return cellText(value.result)
  return 'text' in value ? cellText(value.text) : ''
}

/** What so many lines may unpack to. A cell of Excel holds 32,767 signs. */
const unpackedLimits = (most: number) => ({ most: Math.max(32_000_000, most * 2000), longest: 1_000_000 })
const unpackedWords = {
  unpacks: '表格展开后太大，请拆成几个文件导入',
  'one-text': '表格里有一格的内容超过 100 万个字，读不下。请删去那一格，另存后再导入',
}
/** What the entries of a zip file say they unpack to. */
const unpackedBytes = (bytes: Buffer): number => {
  let sum = 0
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 46))
    sum += at + 28 <= bytes.length ? bytes.readUInt32LE(at + 24) : 0
  return sum
}

// ExcelJS reads from front to back. A sheet before what it refers to is put aside, and now and then (one file in seventy)
// all that follows it in the file is lost: https://github.com/exceljs/exceljs/issues/962
const readFirst = [
  '_rels/.rels',
  'xl/_rels/workbook.xml.rels',
  'xl/workbook.xml',
  'xl/styles.xml',
  'xl/sharedStrings.xml',
]
const rank = (name: string): number => {
  const at = readFirst.indexOf(name)
  return at === -1 ? readFirst.length : at
}
const sheetName = /^xl\/worksheets\/sheet\d+\.xml$/

const xlsxRows = async function* (bytes: Buffer, most: number): AsyncGenerator<FileRow> {
  const limits = unpackedLimits(most)
  const fault = unpackedBytes(bytes) > limits.most ? 'unpacks' : await tooMuchIn(bytes, limits)
  if (fault) throw new UnusableFile(unpackedWords[fault])
  const { default: ExcelJS } = await import('exceljs')
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([inZipOrder(bytes, rank)]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache', // or a date is a number
    hyperlinks: 'ignore',
  })
  let at = 0
  for await (const sheet of reader) {
    at += 1
    for await (const row of sheet) {
      const values = row.values as unknown[]
      yield {
        sheet: at,
        row: row.number,
        cells: Array.from({ length: values.length - 1 }, (_, column) => cellText(values[column + 1])),
      }
    }
  }
  const sheets = zipNames(bytes).filter((name) => sheetName.test(name)).length
  if (at < sheets) throw new Error(`${sheets - at} of ${sheets} sheets were not read`)
}

/** What the reader of spreadsheets stumbles over lies in the file: trying again would not help. */
const readable = async function* (rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  try {
    yield* rows
  } catch (error) {
    if (error instanceof UnusableFile) throw error
    throw new UnusableFile(
      '表格没有读完，它的写法不常见。请在 Excel 或 WPS 里打开，另存为 xlsx 或 CSV UTF-8 后再导入',
    )
  }
}

/** Lines may stand so far below those that are counted. */
const beyond = 1000

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))
/** Old Excel and Word files (OLE). */
const isOle = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))

/**
 * Lines of a csv or xlsx file, one after the other.
 * @param most how many lines it may have; some more are let through for titles and sums
 * @throws UnusableFile when it is neither, or too long
 */
export const rowsOf = async function* (bytes: Buffer, most: number): AsyncGenerator<FileRow> {
  if (isOle(bytes)) throw new UnusableFile('这是旧版 xls 文件。请在 Excel 里另存为 xlsx 或 CSV 后再导入')
  let count = 0
  for await (const line of isZip(bytes) ? readable(xlsxRows(bytes, most)) : csvRows(decoded(bytes))) {
    count += 1
    if (line.row > most + beyond) {
      if (line.cells.every((cell) => cell.trim() === '')) continue
      throw new UnusableFile(`第 ${line.row} 行还有内容，最多看 ${most} 行。请删去下面多余的行，另存后再导入`)
    }
    if (count > most + 30) throw new UnusableFile(`超过 ${most} 行，请拆成几个文件导入`)
    yield line
  }
}
