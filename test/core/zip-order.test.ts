import ExcelJS from 'exceljs'
import fs from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { rowsOf, type UnusableFile } from '../../server/core/table-file'
import { inZipOrder, tooMuchIn, zipNames } from '../../server/core/zip-order'

const book = async (): Promise<Buffer> => {
  const made = new ExcelJS.Workbook()
  for (const name of ['甲', '乙']) made.addWorksheet(name).addRow(['楼栋', '房号', new Date('2027-03-15')])
  return Buffer.from(await made.xlsx.writeBuffer())
}
const sheetsLast = (name: string): number => (name.startsWith('xl/worksheets/') ? 1 : 0)
const cellsOf = async (bytes: Buffer, most = 100): Promise<string[][]> => {
  const all: string[][] = []
  for await (const { cells } of rowsOf(bytes, most)) all.push(cells)
  return all
}
const both = Array.from({ length: 2 }, () => ['楼栋', '房号', '2027-03-15'])

it('puts entries in another order, each with its bytes; what is no plain zip file stays as it came', async () => {
  const bytes = await book()
  expect(zipNames(bytes).indexOf('xl/worksheets/sheet1.xml')).toBeLessThan(
    zipNames(bytes).indexOf('xl/workbook.xml'),
  )
  const ordered = inZipOrder(bytes, sheetsLast)
  const at = (name: string) => ordered.indexOf(Buffer.from(name))
  expect(at('xl/worksheets/sheet1.xml')).toBeGreaterThan(at('xl/workbook.xml'))
  expect(await cellsOf(ordered)).toEqual(both)
  const cut = bytes.subarray(0, bytes.length - 30)
  expect(inZipOrder(cut, sheetsLast)).toBe(cut)
  const strange = Buffer.from('PK\x03\x04 and nothing else')
  expect(inZipOrder(strange, sheetsLast)).toBe(strange)
})

it('makes no more of a file whose directory names one entry many times', async () => {
  const bytes = await book()
  const end = bytes.lastIndexOf('PK\x05\x06')
  const begins = bytes.readUInt32LE(end + 16)
  const directory = bytes.subarray(begins, end)
  const bomb = Buffer.concat([
    bytes.subarray(0, end),
    ...Array.from({ length: 500 }, () => directory),
    bytes.subarray(end),
  ])
  expect(inZipOrder(bomb, sheetsLast)).toBe(bomb)
})

it('reads a file whose sheets come first without putting one aside, where what follows it is lost now and then', async () => {
  const aside = jest.spyOn(fs, 'createWriteStream')
  const bytes = await book()
  for (let turn = 0; turn < 20; turn += 1) expect(await cellsOf(bytes)).toEqual(both)
  expect(aside).not.toHaveBeenCalled()
})

describe('what unpacks into too much', () => {
  /** A zip file of one packed entry. */
  const packed = (sheet: string): Buffer => {
    const [name, data] = [Buffer.from('xl/worksheets/sheet1.xml'), deflateRawSync(sheet)]
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 'latin1')
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(data.length, 18)
    header.writeUInt32LE(Buffer.byteLength(sheet), 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    header.copy(entry, 6, 4, 30)
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt32LE(30 + name.length + data.length, 16)
    return Buffer.concat([header, name, data, entry, name, end])
  }
  /** The directory says that the first entry is ten bytes long. */
  const lying = (bytes: Buffer): Buffer => {
    const lie = Buffer.from(bytes)
    lie.writeUInt32LE(10, lie.indexOf('PK\x01\x02') + 24)
    return lie
  }
  const words = (bytes: Buffer, most = 100): Promise<string> =>
    cellsOf(bytes, most).then(
      () => 'read',
      (error: UnusableFile) => error.words,
    )

  it('is refused before anybody holds it, also where the file says that it is small', async () => {
    const many = packed('<r>甲</r>'.repeat(4_000_000))
    expect(await tooMuchIn(many, { most: 1_000_000, longest: 1_000 })).toBe('unpacks')
    expect(await words(lying(many))).toContain('展开后太大')
    const one = packed(`<r>${' '.repeat(20_000_000)}</r>`)
    expect(await words(lying(one))).toContain('有一格的内容超过')
    expect(await tooMuchIn(await book(), { most: 1_000_000, longest: 32_767 })).toBeNull()
  })

  it('is not one cell far below, which is named', async () => {
    const made = new ExcelJS.Workbook()
    const sheet = made.addWorksheet('甲')
    sheet.getCell('A1').value = '楼栋'
    sheet.getCell('A1048576').value = '掉在下面的'
    const bytes = Buffer.from(await made.xlsx.writeBuffer())
    expect(await words(bytes)).toContain('第 1048576 行还有内容')
    sheet.getCell('A1048576').value = ' '
    expect(await words(Buffer.from(await made.xlsx.writeBuffer()))).toBe('read')
  })
})
