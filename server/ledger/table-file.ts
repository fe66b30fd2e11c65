import { Readable } from 'node:stream'
import { dayInChina } from '@jucai/contract/china-time'
import { maxReturnLines } from '@jucai/contract/ledger-rules'

/** One line of a spreadsheet, by its number there; cells as text. */
export interface FileRow {
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

/** Lines of a csv text (RFC 4180): cells in quotes may hold separators, quotes and line ends. */
export const csvRows = function* (text: string): Generator<FileRow> {
  const separator = /^[^\r\n]*\t/.test(text) ? '\t' : ','
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
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === undefined) {
      if (quoted) throw new UnusableFile(`第 ${row} 行的引号没有关上`)
      cells.push(cell.replace(/\r$/, ''))
      if (sign === '\n' || cells.length > 1 || cells[0] !== '') yield { row, cells }
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
  if (value instanceof Date) return dayInChina(value)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part: { text?: unknown }) => String(part.text ?? '')).join('')
  if ('result' in value) return cellText(value.result)
  return 'text' in value ? cellText(value.text) : ''
}

const maxUnpackedBytes = 400 * 1024 * 1024
/** What the entries of a zip file say they unpack to. */
const unpackedBytes = (bytes: Buffer): number => {
  let sum = 0
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 46))
    sum += at + 28 <= bytes.length ? bytes.readUInt32LE(at + 24) : 0
  return sum
}

const xlsxRows = async function* (bytes: Buffer): AsyncGenerator<FileRow> {
  if (unpackedBytes(bytes) > maxUnpackedBytes) throw new UnusableFile('表格展开后太大，请拆成几个文件导入')
  const { default: ExcelJS } = await import('exceljs')
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache', // or a date is a number
    hyperlinks: 'ignore',
  })
  for await (const sheet of reader) {
    for await (const row of sheet) {
      const values = row.values as unknown[]
      yield {
        row: row.number,
        cells: Array.from({ length: values.length - 1 }, (_, at) => cellText(values[at + 1])),
      }
    }
    return // the first sheet
  }
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))
/** Old Excel and Word files (OLE). */
const isOle = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))

/**
 * Lines of a csv or xlsx file, one after the other.
 * @throws UnusableFile when it is neither, or too long
 */
export const rowsOf = async function* (bytes: Buffer): AsyncGenerator<FileRow> {
  if (isOle(bytes)) throw new UnusableFile('这是旧版 xls 文件。请在 Excel 里另存为 xlsx 或 CSV 后再导入')
  let count = 0
  for await (const line of isZip(bytes) ? xlsxRows(bytes) : csvRows(decoded(bytes))) {
    count += 1
    if (count > maxReturnLines + 30) throw new UnusableFile(`超过 ${maxReturnLines} 行，请拆成几个文件导入`)
    yield line
  }
}
