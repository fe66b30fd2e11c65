import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { bankLimits, plainYuan } from '@jucai/contract/ledger-rules'
import { csvText, safeCell } from '@jucai/contract/spreadsheet-cells'
import type { BatchFormat, OmissionReason } from '@jucai/contract/ledger-vocabulary'
import iconv from 'iconv-lite'
import type { Payee } from './tables'

/** One order as the file writes it. */
export interface FileLine {
  sequence: number
  payee: Payee
  amountFen: number
  why: string
}
/** What the file is of, and what it adds up to. */
export interface FileHead {
  number: string
  orders: number
  totalFen: number
  checksum: string
}

const inGbk = (text: string): Buffer => iconv.encode(text, 'gbk')
const fitsGbk = (text: string): boolean => iconv.decode(inGbk(text), 'gbk') === text
/** Bytes in the bank’s own count: signs that GBK lacks take four in its successor. */
const bankBytes = (text: string): number => iconv.encode(text, 'gb18030').length

/** Why the bank's interface would not take a payee in this format; null when it would. */
export const bankRefusal = (payee: Payee, format: BatchFormat): OmissionReason | null => {
  if (bankBytes(payee.name) > bankLimits.nameBytes) return 'name-too-long'
  if (bankBytes(payee.bank) > bankLimits.bankNameBytes) return 'bank-name-too-long'
  if (format !== 'csv-gbk') return null
  if (!fitsGbk(payee.name)) return 'name-not-in-gbk'
  return fitsGbk(payee.bank) ? null : 'bank-name-not-in-gbk'
}

/**
 * SHA-256 in hex over the canonical lines: `number|sequence|name|bank|account|fen`, each ended by a line feed, in
 * UTF-8, whatever the format of the file.
 */
export const checksumOf = (number: string, lines: readonly FileLine[]): string => {
  const hash = createHash('sha256')
  for (const { sequence, payee, amountFen } of lines)
    hash.update(`${[number, sequence, payee.name, payee.bank, payee.number, amountFen].join('|')}\n`)
  return hash.digest('hex')
}

const header = ['批次号', '序号', '收款人', '开户行', '账号', '金额（元）', '用途']
const cellsOf = (number: string, { sequence, payee, amountFen, why }: FileLine): string[] => [
  number,
  String(sequence),
  payee.name,
  payee.bank,
  payee.number,
  plainYuan(amountFen),
  why,
]
const lastCells = ({ orders, totalFen, checksum }: FileHead): string[] => [
  '合计',
  String(orders),
  '',
  '',
  '',
  plainYuan(totalFen),
  `SHA-256 ${checksum}`,
]

const csv = (head: FileHead, lines: readonly FileLine[], format: 'csv-utf8' | 'csv-gbk'): Buffer => {
  const rows = [header, ...lines.map((line) => cellsOf(head.number, line)), lastCells(head)]
  const text = csvText(rows)
  return format === 'csv-gbk' ? inGbk(text) : Buffer.from(`\uFEFF${text}`)
}

const xlsx = async (head: FileHead, lines: readonly FileLine[]): Promise<Buffer> => {
  const stream = new PassThrough()
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  const { default: ExcelJS } = await import('exceljs') // costs every start a second of a processor otherwise
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet('付款', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = header.map((title) => ({ header: title, width: 22, style: { numFmt: '@' } }))
  for (const line of lines) sheet.addRow(cellsOf(head.number, line).map(safeCell)).commit()
  sheet.addRow(lastCells(head)).commit()
  sheet.commit()
  await book.commit()
  return Buffer.concat(parts)
}

/** The batch file of a run. Every cell is text. */
export const batchFile = async (
  head: FileHead,
  lines: readonly FileLine[],
  format: BatchFormat,
): Promise<{ fileName: string; bytes: Buffer }> =>
  format === 'xlsx'
    ? { fileName: `${head.number}.xlsx`, bytes: await xlsx(head, lines) }
    : { fileName: `${head.number}.csv`, bytes: csv(head, lines, format) }
