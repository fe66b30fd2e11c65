import ExcelJS from 'exceljs'
import { linesOf } from '../../server/ledger/return-file'
import { readReturn } from '../../server/ledger/read-return'
import { UnusableFile } from '../../server/core/table-file'
import { containing } from '../matchers'
import { answerText, type Answer } from './world'

const read = async (bytes: Uint8Array, megabytes?: number): Promise<number[]> => {
  const sizes: number[] = []
  for await (const lines of readReturn(bytes, megabytes)) sizes.push(lines.length)
  return sizes
}
const answers = (count: number): Answer[] =>
  Array.from({ length: count }, (_, at) => ({ number: 'FK-20261122-0001', sequence: at + 1, yuan: '800.00' }))

describe('the bank’s answer is read in a thread of its own', () => {
  test('some hundred lines at a time, and other work goes on between them', async () => {
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    const sizes = await read(Buffer.from(answerText(answers(1_200))))
    clearInterval(others)
    expect(sizes).toEqual([500, 500, 200])
    expect(turns).toBeGreaterThan(0)
  })

  test('what unfolds without end is refused in words, and costs the thread only', async () => {
    const oneLine = Buffer.alloc(15_000_000, 'a,')
    await expect(read(oneLine, 96)).rejects.toMatchObject({
      words: containing('请拆成几个文件'),
    })
    expect(await read(Buffer.from(answerText(answers(1))), 96)).toEqual([1])
  })

  test('what is no such file is refused with the reason of whoever read it', async () => {
    await expect(read(Buffer.from('甲,乙\r\n1,2'))).rejects.toBeInstanceOf(UnusableFile)
    await expect(read(Buffer.from('甲,乙\r\n1,2'))).rejects.toMatchObject({
      words: containing('没有找到表头'),
    })
  })

  test('reading that is given up ends its thread', async () => {
    const lines = readReturn(Buffer.from(answerText(answers(5_000))))
    expect((await lines.next()).value).toHaveLength(500)
    await lines.return(undefined)
    expect((await lines.next()).done).toBe(true)
  })
})

const header = ['批次号', '序号', '账号', '金额（元）', '处理结果', '原因', '交易日期']
const row = ['FK-1', '1', '6222021234567890128', '800.00', '成功']
const all = async (file: string | Buffer) => {
  const found: unknown[] = []
  for await (const line of linesOf(Buffer.from(file))) found.push(line)
  return found
}
const read1 = { runNumber: 'FK-1', sequence: 1, amountFen: 80_000, account: row[2], result: 'paid' }

describe('files as banks and other systems write them', () => {
  test.each([
    ['a tab before each comma', `${header.join('\t,')}\t\r\n${row.join('\t,')}\t\r\n`],
    ['tabs, below a title without one', `代发回单\r\n${header.join('\t')}\r\n${row.join('\t')}\r\n`],
    ['="…" around what Excel would spoil', `${header.join()}\r\nFK-1,="1",="6222021234567890128",800,成功`],
    ['an apostrophe before it', `${header.join()}\r\nFK-1,'1,'6222021234567890128,800,成功`],
  ])('%s', async (_name, text) => {
    expect(await all(text)).toMatchObject([read1])
  })

  test.each([
    ['备注,失败原因', ',账户已销户'],
    ['备注,失败原因', '租房补贴,账户已销户'],
    ['失败原因,附言', '账户已销户,租房补贴'],
    ['失败原因,附言', ',账户已销户'],
  ])('the reason is found among the columns %s', async (columns, cells) => {
    const text = `批次号,序号,账号,金额,处理结果,${columns}\nFK-1,1,6222021234567890128,800,退回,${cells}`
    expect(await all(text)).toMatchObject([{ result: 'returned', words: '账户已销户' }])
  })

  test('what is too long is cut by whole signs', async () => {
    const text = `${header.join()}\n${'A'.repeat(39)}𠮷𠮷,${row.slice(1).join()},${'因'.repeat(199)}𠮷𠮷`
    expect(await all(text)).toMatchObject([
      { runNumber: `${'A'.repeat(39)}𠮷`, words: `${'因'.repeat(199)}𠮷` },
    ])
  })

  const book = async (sheets: unknown[][][], numFmt?: string) => {
    const file = new ExcelJS.Workbook()
    for (const [at, rows] of sheets.entries()) {
      const sheet = file.addWorksheet(`表${at + 1}`)
      sheet.addRows(rows)
      if (numFmt) sheet.getColumn(7).numFmt = numFmt
    }
    return Buffer.from(await file.xlsx.writeBuffer())
  }

  test.each(['2026-11-22T00:00:00Z', '2026-11-22T16:00:00Z', '2026-11-22T23:59:59Z'])(
    'the day of %s is what the cell shows, whatever its time',
    async (moment) => {
      const file = await book([[header, [...row, '', new Date(moment)]]], 'yyyy-mm-dd hh:mm:ss')
      expect(await all(file)).toMatchObject([{ on: '2026-11-22' }])
    },
  )

  test('the lines stand on the first sheet that has them', async () => {
    expect(await all(await book([[['本表由系统导出']], [header, row], [['合计', '800']]]))).toMatchObject([
      read1,
    ])
  })

  test('a zip that no spreadsheet can be read from is refused at once, not tried again', async () => {
    for (const broken of [Buffer.from('PK\x03\x04 broken'), (await book([[header, row]])).subarray(0, 700)])
      await expect(read(broken)).rejects.toMatchObject({ words: containing('另存为 xlsx 或 CSV') })
  })

  test('lines on two sheets are refused rather than half of them lost', async () => {
    await expect(
      all(
        await book([
          [header, row],
          [header, ['FK-1', '2', ...row.slice(2)]],
        ]),
      ),
    ).rejects.toMatchObject({
      words: containing('两张工作表'),
    })
  })
})
