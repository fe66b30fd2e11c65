import { PassThrough } from 'node:stream'
import { applicationStateLabels } from '@jucai/contract/application-vocabulary'
import { dayInChina, timeInChina } from '@jucai/contract/china-time'
import type { QueueFilter, QueueItem } from '@jucai/contract/review'

/** What the first sheet says of an export. */
export interface Cover {
  who: string
  requestedAt: Date
  why: string
  filter: QueueFilter
}
/** Hands over all rows, page by page. */
export type RowSource = (onPage: (items: QueueItem[]) => Promise<void>) => Promise<void>

/**
 * Text as a cell can hold it. What XML has no place for is left out; what looks like a formula needs no guard,
 * because these cells are typed as text.
 */
export const cellText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')

const momentWords = (moment: Date): string => `${dayInChina(moment)} ${timeInChina(moment)}`

const dueWords = { overdue: '已超期', soon: '即将到期', later: '未到期' }
const whose = { me: '我', nobody: '无人', others: '他人' }
const filterWords = (filter: QueueFilter): string => {
  const parts = [
    filter.program && `项目 ${filter.program}`,
    filter.state && `状态 ${applicationStateLabels[filter.state]}`,
    filter.due && `期限 ${dueWords[filter.due]}`,
    filter.claimed && `办理人 ${whose[filter.claimed]}`,
    filter.assigned && `分派给 ${whose[filter.assigned]}`,
    filter.stationId && `工作站 ${filter.stationId}`,
    filter.number && `编号 ${filter.number}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('；') : '全部'
}

const columns: { header: string; width: number; value(item: QueueItem): string }[] = [
  { header: '编号', width: 20, value: ({ number }) => number },
  { header: '项目', width: 22, value: ({ programTitle }) => programTitle },
  { header: '姓名（已隐去部分）', width: 20, value: ({ maskedName }) => maskedName },
  { header: '状态', width: 12, value: ({ state }) => applicationStateLabels[state] },
  { header: '提交时间', width: 18, value: ({ submittedAt }) => momentWords(new Date(submittedAt)) },
  { header: '期限', width: 24, value: ({ due }) => due.words },
  { header: '工作站', width: 24, value: ({ station }) => station?.name ?? '' },
  { header: '分派给', width: 14, value: ({ assignedTo }) => assignedTo?.name ?? '' },
  { header: '办理人', width: 14, value: ({ claimedBy }) => claimedBy?.name ?? '' },
]

/** Stops a spreadsheet that nobody could open any more. */
export const maxRows = 200_000

/** Makes the spreadsheet while its rows come in; only the packed file stands in memory. */
export const makeWorkbook = async (
  cover: Cover,
  rows: RowSource,
): Promise<{ bytes: Buffer; count: number }> => {
  const stream = new PassThrough()
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  const { default: ExcelJS } = await import('exceljs') // costs every start a second of a processor otherwise
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const first = book.addWorksheet('说明')
  first.columns = [{ width: 16 }, { width: 80 }]
  const lines = [
    ['导出人', cover.who],
    ['导出时间', momentWords(cover.requestedAt)],
    ['用途', cover.why],
    ['筛选', filterWords(cover.filter)],
    ['注意', '姓名已隐去部分。只用于上面写明的用途，用完请删除；每次下载都有记录。'],
  ]
  for (const line of lines) first.addRow(line.map(cellText)).commit()
  first.commit()
  const sheet = book.addWorksheet('申请', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ header, width }) => ({ header, width }))
  let count = 0
  await rows(async (items) => {
    for (const item of items) {
      if (count >= maxRows) return
      sheet.addRow(columns.map(({ value }) => cellText(value(item)))).commit()
      count += 1
    }
  })
  if (count >= maxRows) sheet.addRow([`只导出前 ${maxRows} 行，请缩小筛选范围`]).commit()
  sheet.commit()
  await book.commit()
  return { bytes: Buffer.concat(parts), count }
}
