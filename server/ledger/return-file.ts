import { fenOf, maxReturnLines } from '@jucai/contract/ledger-rules'
import type { LineResult } from '@jucai/contract/ledger-vocabulary'
import { narrowed, withoutUnseen } from '@jucai/contract/text'
import { isDay } from '../core/values'
import { rowsOf, UnusableFile, type FileRow } from '../core/table-file'

/** A line of the bank, read; `account` may be masked by stars. */
export interface ReadLine {
  row: number
  runNumber: string
  sequence: number
  amountFen: number
  account: string
  result: LineResult
  /** The day it happened; null where the file has none. */
  on: string | null
  words: string
}
/** A line that could not be read, and why. */
export interface FaultyLine {
  row: number
  fault: string
}

type Column = 'runNumber' | 'sequence' | 'amount' | 'account' | 'result' | 'on' | 'words'
/** What banks call their columns; of several with the bank's words the first of this order that holds any. */
const columnNames: Record<Column, readonly string[]> = {
  runNumber: ['批次号', '批次', '批次编号', '付款批次'],
  sequence: ['序号', '笔号', '明细序号'],
  amount: ['金额', '交易金额', '付款金额'],
  account: ['账号', '收款账号', '收款人账号', '卡号', '帐号', '收款帐号'],
  result: ['处理结果', '结果', '状态', '交易状态', '处理状态', '交易结果'],
  on: ['交易日期', '日期', '入账日期', '处理日期'],
  words: ['原因', '失败原因', '退回原因', '退汇原因', '备注', '附言', '摘要'],
}
const needed: readonly Column[] = ['runNumber', 'sequence', 'account', 'amount', 'result']
const results: Readonly<Record<string, LineResult>> = {
  成功: 'paid',
  交易成功: 'paid',
  付款成功: 'paid',
  入账成功: 'paid',
  已入账: 'paid',
  失败: 'returned',
  交易失败: 'returned',
  付款失败: 'returned',
  退回: 'returned',
  已退回: 'returned',
  退汇: 'returned',
  退票: 'returned',
}

const plain = (cell: string): string => withoutUnseen(narrowed(cell))
const nameOf = (cell: string): string => plain(cell).replace(/\(.*\)$/, '')
const columnOf = (cell: string): Column | undefined => {
  const name = nameOf(cell)
  return (Object.keys(columnNames) as Column[]).find((column) => columnNames[column].includes(name))
}

/** Where each column stands, or where several do that may hold the same. */
type Places = Partial<Record<Column, number[]>>
const headerIn = ({ row, cells }: FileRow): Places | null => {
  const places: Places = {}
  for (const [at, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (!column) continue
    if (places[column] !== undefined && needed.includes(column))
      throw new UnusableFile(`第 ${row} 行的表头里有两列都是“${columnNames[column][0]}”，请删去一列`)
    places[column] = [...(places[column] ?? []), at]
  }
  const rank = (at: number) => columnNames.words.indexOf(nameOf(cells[at] ?? ''))
  places.words?.sort((one, other) => rank(one) - rank(other))
  return Object.keys(places).length >= 3 ? places : null
}
const missingIn = (places: Places): Column[] => needed.filter((column) => places[column] === undefined)
const checkedHeader = (places: Places): Places => {
  const missing = missingIn(places)
  if (missing.length > 0)
    throw new UnusableFile(
      `没有找到“${missing.map((column) => columnNames[column][0]).join('”“')}”这一列。表头要有：${needed.map((column) => columnNames[column][0]).join('、')}`,
    )
  return places
}

const dayIn = (cell: string): string | null => {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s].*)?$/.exec(narrowed(cell).trim()) ?? []
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : null
}

/** By whole signs: half of one cannot be stored. */
const firstSigns = (text: string, count: number): string =>
  [...text.slice(0, 2 * count).replace(/\p{Surrogate}/gu, '')].slice(0, count).join('')

const lineOf = ({ row, cells }: FileRow, places: Places): ReadLine | FaultyLine => {
  // An apostrophe before digits keeps them from Excel.
  const cell = (column: Column): string =>
    (places[column]?.map((at) => cells[at] ?? '').find((text) => plain(text) !== '') ?? '').replace(/^'/, '')
  const empty = needed.find((column) => plain(cell(column)) === '')
  if (empty)
    return {
      row,
      fault: `第 ${row} 行缺少“${columnNames[empty][0]}”。那里如果是合并的单元格，请取消合并、逐行填好，再导入`,
    }
  const sequence = plain(cell('sequence'))
  if (!/^\d{1,6}$/.test(sequence)) return { row, fault: `第 ${row} 行的序号不是整数` }
  const amountFen = fenOf(plain(cell('amount')))
  if (amountFen === null || amountFen === 0)
    return { row, fault: `第 ${row} 行的金额读不出，应为 0.01 到 1000 亿元、最多两位小数的数字` }
  const account = plain(cell('account'))
  if (!/^[\d*]{4,40}$/.test(account) || !/\d{4}$/.test(account))
    return { row, fault: `第 ${row} 行的账号读不全，可能被表格改成了数字。请把这一列设为文本后重新导出` }
  const result = results[plain(cell('result'))]
  if (!result) return { row, fault: `第 ${row} 行的处理结果既不是成功也不是失败，没有最终结果的不能入账` }
  const on = plain(cell('on')) === '' ? null : dayIn(cell('on'))
  if (on === null && plain(cell('on')) !== '')
    return { row, fault: `第 ${row} 行的日期读不出，请写成 2026-11-22` }
  const runNumber = firstSigns(plain(cell('runNumber')), 40).toUpperCase()
  const words = firstSigns(
    cell('words')
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim(),
    200,
  )
  return { row, runNumber, sequence: Number(sequence), amountFen, account, result, on, words }
}

const isOver = ({ cells }: FileRow): boolean => {
  const first = plain(cells.find((cell) => plain(cell) !== '') ?? '')
  return first === '' || /^(合计|总计|小计)/.test(first)
}
const headerWithin = 20

/** Lines of another sheet would be lost in silence. @throws UnusableFile */
const refuseSecond = (line: FileRow): void => {
  const found = headerIn(line)
  if (found && missingIn(found).length === 0)
    throw new UnusableFile('表格里有两张工作表都是回单。请分成两个文件导入，每个文件一张')
}

/**
 * The lines of the bank's answer, one after the other: columns by their names in whatever order, below whatever
 * title, on the first sheet that has them. Empty lines and sums are passed by.
 * @throws UnusableFile when it is no such file
 */
export const linesOf = async function* (bytes: Buffer): AsyncGenerator<ReadLine | FaultyLine> {
  let places: Places | null = null
  let [sheet, looked] = [1, 0]
  for await (const line of rowsOf(bytes, maxReturnLines)) {
    if (line.sheet !== sheet && !places) [sheet, looked] = [line.sheet, 0]
    if (places && line.sheet === sheet) {
      if (!isOver(line)) yield lineOf(line, places)
    } else if (places) refuseSecond(line)
    else if ((looked += 1) <= headerWithin) {
      const found = headerIn(line)
      if (found) places = checkedHeader(found)
    }
  }
  if (!places)
    throw new UnusableFile(
      `前 ${headerWithin} 行里没有找到表头。表头要有：${needed.map((column) => columnNames[column][0]).join('、')}`,
    )
}
