import ExcelJS from 'exceljs'
import { UnusableFile } from '../../server/core/table-file'
import { readInventory, type Registered } from '../../server/housing/inventory-file'
import { annotatedCopy, inventoryTemplate } from '../../server/housing/inventory-sheets'
import { inspectInventory } from '../../server/housing/read-inventory'
import { containing } from '../matchers'
import { inventoryHead } from './world'

const registered: Registered = {
  today: '2026-11-22',
  projects: [{ id: 'p1', code: 'jiang', name: '江湾里人才公寓' }],
  types: [
    { id: 't1', stationId: 'p1', name: '江景一居' },
    { id: 't2', stationId: 'p1', name: '江景两居' },
  ],
  flats: [
    {
      code: 'jiang-1-101',
      stationId: 'p1',
      typeId: 't1',
      building: '1栋',
      floor: 1,
      number: '101',
      accessible: false,
    },
  ],
}
type Cell = string | number | Date | boolean | { formula: string; result?: string | number } | null
const xlsx = async (rows: readonly (readonly Cell[])[], more?: (sheet: ExcelJS.Worksheet) => void) => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('房源')
  for (const row of rows) sheet.addRow([...row])
  more?.(sheet)
  return Buffer.from(await book.xlsx.writeBuffer())
}
const row = (number: Cell, over: Partial<Record<number, Cell>> = {}): Cell[] =>
  ['江湾里人才公寓', '江景一居', '2栋', 3, number, '', '', ''].map((cell, at) => over[at] ?? cell)
const read = async (rows: readonly (readonly Cell[])[]) =>
  readInventory(await xlsx([inventoryHead, ...rows]), registered)
const unusable = async (bytes: Buffer) => {
  const error: unknown = await readInventory(bytes, registered).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UnusableFile)
  return (error as UnusableFile).words
}

describe('what is read', () => {
  it('takes numbers stored as text, formulas by their result, dates of both kinds, and titles above the heading', async () => {
    const bytes = await xlsx([
      ['江湾里房源登记表'],
      [],
      ['房号', '楼栋', '楼层', '项目*', '户型*', '现状', '预计空出', '备注'],
      [301, '2栋', '3', '江湾里人才公寓', '江景一居', '', null, '朝南'],
      ["'302", '2栋', { formula: 'A1+1', result: 3 }, 'jiang', '江景两居', '已出租', new Date('2027-03-15')],
      ['B-05', '2栋', 'B1', '江湾里人才公寓', '江景一居', '维修中', '2027年3月1日'],
      ['合计', '', '', '3 套'],
    ])
    const { flats, faults, known } = await readInventory(bytes, registered)
    expect(faults).toEqual([])
    expect(known).toBe(0)
    expect(flats).toEqual([
      {
        code: 'jiang-2-301',
        stationId: 'p1',
        typeId: 't1',
        building: '2栋',
        floor: 3,
        number: '301',
        accessible: false,
        state: 'free',
        freeFrom: null,
      },
      expect.objectContaining({
        code: 'jiang-2-302',
        typeId: 't2',
        number: '302',
        state: 'let',
        freeFrom: '2027-03-15',
      }),
      expect.objectContaining({
        code: 'jiang-2-b-05',
        floor: -1,
        state: 'repairing',
        freeFrom: '2027-03-01',
      }),
    ])
  })

  it.each<[string, Cell[], string, string]>([
    ['no project', row('301', { 0: '' }), 'A（项目）', '缺少“项目”'],
    [
      'a strange project',
      row('301', { 0: '没有的' }),
      'A（项目）',
      '没有“没有的”这个项目。已有：江湾里人才公寓',
    ],
    ['a strange type', row('301', { 1: '大单间' }), 'B（户型）', '已有：江景一居、江景两居'],
    ['a merged building', row('301', { 2: '' }), 'C（楼栋）', '取消合并'],
    ['a floor in words', row('301', { 3: '三层半' }), 'D（楼层）', '楼层“三层半”读不出'],
    ['no such floor', row('301', { 3: 0 }), 'D（楼层）', '楼层 0 不对'],
    ['a formula without a result', row('301', { 3: { formula: 'A1+1' } }), 'D（楼层）', '缺少“楼层”'],
    ['a number that a spreadsheet spoilt', row(301.5), 'E（房号）', '设为文本'],
    ['a number with odd signs', row('3/01'), 'E（房号）', '不能用的符号'],
    ['neither yes nor no', row('301', { 5: '可能' }), 'F（无障碍）', '请填“是”或“否”'],
    ['a state of rounds', row('301', { 6: '在批次里' }), 'G（现状）', '由批次和选房产生'],
    ['a strange state', row('301', { 6: '卖了' }), 'G（现状）', '请填空着、已出租、维修中、不出租之一'],
    [
      'a day that is none',
      row('301', { 6: '已出租', 7: '2027-02-30' }),
      'H（预计空出日期）',
      '请写成 2027-03-15',
    ],
    ['a day gone by', row('301', { 6: '已出租', 7: '2026-11-21' }), 'H（预计空出日期）', '已经过去'],
    ['a day of what is free', row('301', { 7: '2027-03-01' }), 'H（预计空出日期）', '只有已出租和维修中的'],
    [
      'what is there otherwise',
      row('101', { 1: '江景两居', 2: '1栋', 3: 1 }),
      'B（户型）',
      '已登记为“江景一居”',
    ],
  ])('says of %s which cell, why and what to do', async (_, cells, column, words) => {
    const { flats, faults } = await read([cells])
    expect(flats).toEqual([])
    expect(faults).toEqual([expect.objectContaining({ row: 2, column, words: containing(words) })])
  })

  it('tells every fault of a row and of the file, and of two rows that are one flat', async () => {
    const { flats, faults } = await read([
      row('301'),
      row('301'),
      ['', '', '', '', '', '', '', ''],
      ['没有的', '', '1栋', 'x', '', '', '', ''],
    ])
    expect(flats).toHaveLength(1)
    expect(faults.map(({ row: at, column }) => `${at} ${column}`)).toEqual([
      '3 E（房号）',
      '5 A（项目）',
      '5 B（户型）',
      '5 D（楼层）',
      '5 E（房号）',
    ])
    expect(faults[0]?.words).toBe('2栋 301 和第 2 行是同一套房，请删去一行')
  })

  it('passes by what is registered already, and gives codes that nobody has', async () => {
    const { flats, known } = await read([
      row('101', { 2: '1栋', 3: 1 }),
      row('101', { 2: '1座', 3: 1 }),
      row('甲', { 2: '东楼' }),
    ])
    expect(known).toBe(1)
    expect(flats.map(({ code }) => code)).toEqual(['jiang-1-101-2', 'jiang-x-x'])
  })
})

it('names a number of a flat that a spreadsheet made a date of', async () => {
  const { faults, flats } = await read([row(new Date('2027-01-01')), row('1-1')])
  expect(flats).toHaveLength(1)
  expect(faults).toEqual([expect.objectContaining({ row: 2, words: containing('像是被表格改成了日期') })])
})

describe('what cannot be used', () => {
  it('says which column is missing, and where the heading should be', async () => {
    expect(await unusable(await xlsx([['项目', '户型', '楼栋', '房号'], row('1')]))).toContain(
      '没有找到“楼层”',
    )
    expect(
      await unusable(
        await xlsx([
          ['甲', '乙'],
          ['1', '2'],
        ]),
      ),
    ).toContain('没有找到表头')
    expect(await unusable(await xlsx([inventoryHead]))).toContain('表头下面没有房源')
    expect(await unusable(await xlsx([['项目', '户型', '楼栋', '楼层', '房号', '房号']]))).toContain(
      '两列都是“房号”',
    )
    expect(await unusable(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toContain('旧版 xls')
    expect(await unusable(Buffer.from('PK\x03\x04 not a zip'))).toContain('没有读完')
  })

  it('refuses a thousand columns, but not a thousand that are only looks', async () => {
    const wide = Array.from({ length: 1000 }, () => 'x')
    expect(await unusable(await xlsx([inventoryHead, wide]))).toContain('用了 1000 列')
    const bytes = await xlsx([inventoryHead, row('301')], (sheet) => {
      for (let at = 1; at <= 1000; at += 1)
        sheet.getRow(2).getCell(at).fill = {
          type: 'pattern',
          pattern: 'solid',
          fgColor: { argb: 'FFFFFF00' },
        }
    })
    expect((await readInventory(bytes, registered)).flats).toHaveLength(1)
  })

  it('reads a sheet with many merged cells, and says of each hidden one that it is empty', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => row(`${at + 1}`))
    const bytes = await xlsx([inventoryHead, ...rows], (sheet) => {
      for (let at = 2; at <= 400; at += 2) sheet.mergeCells(at, 3, at + 1, 3)
    })
    const { flats, faults } = await readInventory(bytes, registered)
    expect(flats.length + faults.length).toBe(400)
    for (const fault of faults) expect(fault.words).toContain('取消合并')
  })

  it('refuses two sheets of flats rather than losing one', async () => {
    const book = new ExcelJS.Workbook()
    for (const name of ['一', '二']) book.addWorksheet(name).addRows([inventoryHead, row('301')])
    expect(await unusable(Buffer.from(await book.xlsx.writeBuffer()))).toContain('两张工作表')
  })
})

describe('the thread', () => {
  const csvOf = (count: number) =>
    Buffer.from(
      [inventoryHead, ...Array.from({ length: count }, (_, at) => row(`${at + 1}`))]
        .map((cells) => cells.join(','))
        .join('\n'),
    )

  it('reads 20,000 flats while other work goes on, and refuses 100,000 in words', async () => {
    let turns = 0
    const others = setInterval(() => (turns += 1), 5)
    const read = await inspectInventory(csvOf(20_000), registered)
    expect(read.flats).toHaveLength(20_000)
    expect(turns).toBeGreaterThan(5)
    await expect(inspectInventory(csvOf(100_000), registered)).rejects.toMatchObject({
      words: containing('超过 20000 行，请拆成几个文件'),
    })
    clearInterval(others)
  })

  it('refuses what unfolds into too much: by what the zip says, by memory, by time', async () => {
    const bomb = await xlsx([inventoryHead, row('301')])
    const at = bomb.indexOf('PK\x01\x02')
    bomb.writeUInt32LE(0x7fffffff, at + 24)
    await expect(inspectInventory(bomb, registered)).rejects.toMatchObject({
      words: containing('展开后太大'),
    })
    const oneLine = Buffer.alloc(15_000_000, 'a,')
    await expect(inspectInventory(oneLine, registered, { megabytes: 64, seconds: 60 })).rejects.toMatchObject(
      {
        words: containing('展开后太大'),
      },
    )
    await expect(
      inspectInventory(csvOf(20_000), registered, { megabytes: 256, seconds: 0.05 }),
    ).rejects.toMatchObject({ words: containing('读了太久') })
    expect((await inspectInventory(csvOf(1), registered)).flats).toHaveLength(1)
  })

  it('refuses a sheet that really unfolds to hundreds of megabytes though its zip says little', async () => {
    const { default: JSZip } = await import('jszip')
    const zip = await JSZip.loadAsync(await xlsx([inventoryHead, row('301')]))
    const sheet = await zip.file('xl/worksheets/sheet1.xml')?.async('string')
    const long = `<c r="A9" t="inlineStr"><is><t>${'a'.repeat(120_000_000)}</t></is></c>`
    zip.file(
      'xl/worksheets/sheet1.xml',
      String(sheet).replace('</sheetData>', `<row r="9">${long}</row></sheetData>`),
    )
    const bytes = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
    expect(bytes.length).toBeLessThan(1_000_000)
    for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 46))
      bytes.writeUInt32LE(1000, at + 24)
    const outcome = await inspectInventory(bytes, registered, { megabytes: 96, seconds: 30 }).catch(
      (error: unknown) => error,
    )
    expect(outcome).toBeInstanceOf(UnusableFile)
  })
})

describe('the annotated copy', () => {
  it('has every line at its row, marks the cells that are wrong, says why, and can be handed in again', async () => {
    const bytes = await xlsx([['房源'], inventoryHead, row('301'), row('3/02', { 3: '顶层' })])
    const first = await readInventory(bytes, registered)
    const copy = await annotatedCopy(first)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(copy as unknown as ArrayBuffer)
    const sheet = book.worksheets[0] as ExcelJS.Worksheet
    expect(sheet.getCell('E3').text).toBe('301')
    expect(sheet.getCell('I2').text).toContain('问题')
    expect(sheet.getCell('I3').text).toBe('')
    expect(sheet.getCell('I4').text).toContain('D（楼层）：楼层“顶层”读不出')
    expect(sheet.getCell('I4').text).toContain('E（房号）：房号“3/02”里有不能用的符号')
    expect(sheet.getCell('D4').fill).toMatchObject({ fgColor: { argb: 'FFFCEBEA' } })
    expect(sheet.getCell('C4').fill).toBeUndefined()
    const again = await readInventory(copy, registered)
    expect(again.faults).toEqual(first.faults)
    sheet.getCell('D4').value = '6'
    sheet.getCell('E4').value = '302'
    const mended = await readInventory(Buffer.from(await book.xlsx.writeBuffer()), registered)
    expect(mended.faults).toEqual([])
    expect(mended.flats.map(({ number }) => number)).toEqual(['301', '302'])
  })
})

it('the template is read as it is: without flats, and with one that somebody typed', async () => {
  const bytes = await inventoryTemplate(registered)
  expect(await unusable(bytes)).toContain('表头下面没有房源')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  book.getWorksheet('房源')?.addRow(['江湾里人才公寓', '江景一居', '2栋', '3', '301'])
  expect(book.getWorksheet('怎么填')?.getCell('E2').text).toBe('江景一居')
  const { flats } = await readInventory(Buffer.from(await book.xlsx.writeBuffer()), registered)
  expect(flats).toHaveLength(1)
})
