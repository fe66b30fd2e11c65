import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inventoryColumns } from '@jucai/contract/inventory-rules'
import type { InventoryFault, ReadInventory, Registered } from './inventory-file'

/** Light red and its words, as the pages of the office show what is wrong. */
const wrongFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFCEBEA' } } as const
const wrongFont = { color: { argb: 'FFB3261E' }, bold: true } as const

// What XML has no place for is left out.
const cellText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').slice(0, 1000)

/**
 * The lines of a file again, each at its row, with what is wrong marked where it is and said in words behind the last
 * column. Extra columns are passed by at the next import, so the copy can be corrected and handed in.
 */
export const annotatedCopy = async ({
  lines,
  faults,
}: Pick<ReadInventory, 'lines' | 'faults'>): Promise<Buffer> => {
  const { default: ExcelJS } = await import('exceljs')
  const stream = new PassThrough()
  const packed = buffer(stream)
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = book.addWorksheet('房源（已标注）')
  const wordsAt = Math.max(1, ...lines.map(({ cells }) => cells.length)) + 1
  sheet.getColumn(wordsAt).width = 60
  const byRow = new Map<number, InventoryFault[]>()
  for (const fault of faults) byRow.set(fault.row, [...(byRow.get(fault.row) ?? []), fault])
  let isHeadSaid = false
  for (const { row: number, cells } of lines) {
    const row = sheet.getRow(number)
    for (const [at, cell] of cells.entries()) row.getCell(at + 1).value = cellText(cell)
    const wrong = byRow.get(number) ?? []
    for (const { at } of wrong) Object.assign(row.getCell(at + 1), { fill: wrongFill, font: wrongFont })
    const words = row.getCell(wordsAt)
    if (wrong.length > 0) {
      words.value = wrong.map(({ column, words: said }) => `${column}：${said}`).join('\n')
      Object.assign(words, { font: wrongFont, alignment: { wrapText: true, vertical: 'top' } })
    } else if (!isHeadSaid && cells.some((cell) => cell.trim() === '房号' || cell.trim() === '楼栋')) {
      words.value = '问题（改好后可以直接再导入，这一列不用删）'
      isHeadSaid = true
    }
    row.commit()
  }
  sheet.commit()
  await book.commit()
  return packed
}

const howTo: readonly (readonly [head: string, words: string])[] = [
  ['项目', '必填。和右边的项目名称一致'],
  ['户型', '必填。和右边这个项目的户型名称一致'],
  ['楼栋', '必填。例如 1栋、A座'],
  ['楼层', '必填。整数，地下一层填 -1'],
  ['房号', '必填。例如 101。同一楼栋里不能重复'],
  ['无障碍', '可空。是 或 否'],
  ['现状', '可空，空着就是“空着”。空着、已出租、维修中、不出租'],
  ['预计空出日期', '可空。已出租、维修中的才填，例如 2027-03-15'],
]

/** The spreadsheet to fill in: the heading, and on a second sheet how to fill it, with projects and types. */
export const inventoryTemplate = async ({
  projects,
  types,
}: Pick<Registered, 'projects' | 'types'>): Promise<Buffer> => {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('房源', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = inventoryColumns.map(({ head, needed }) => ({
    header: needed ? `${head}*` : head,
    width: head.length > 4 ? 18 : 14,
    style: { numFmt: '@' }, // text, or a spreadsheet makes numbers and dates of what is typed
  }))
  sheet.getRow(1).font = { bold: true }
  const help = book.addWorksheet('怎么填')
  help.columns = [{ width: 16 }, { width: 44 }, { width: 4 }, { width: 24 }, { width: 24 }]
  help.addRow(['列', '怎么填', '', '已有项目', '已有户型']).font = { bold: true }
  const offered = projects.flatMap(({ id, name }) => {
    const own = types.filter(({ stationId }) => stationId === id)
    return own.length > 0 ? own.map((type) => [name, type.name]) : [[name, '（还没有户型）']]
  })
  for (let at = 0; at < Math.max(howTo.length, offered.length); at += 1)
    help.addRow([...(howTo[at] ?? ['', '']), '', ...(offered[at] ?? [])].map(cellText))
  return Buffer.from(await book.xlsx.writeBuffer())
}
