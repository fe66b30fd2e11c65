import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { allot, card, giveAccount, oweTo, releasedRun, setBudget, year } from './world'

let harness: Harness
let [lead, second]: Visitor[] = []
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

let schemes = 0
const asked = async (people: { name: string; why?: string; bankName?: string }[]) => {
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  const scheme = `batch-${(schemes += 1)}`
  await setBudget(lead, 1_000_000_000, scheme)
  for (const { name, why = '租房补贴', bankName = '星城银行老城支行' } of people) {
    const person = await harness.registerPerson({ name })
    await person.call('PUT /me/bank-account', { body: { payeeName: name, bankName, number: card } })
    await oweTo(harness, person.personId, { scheme, why, amountFen: 80_005 })
  }
  if (people.length > 0) await allot(lead, scheme)
  return scheme
}
const fileOf = async (run: string) => {
  const { data, ...rest } = await (lead as Visitor).call('GET /ledger/runs/:run/file', { params: { run } })
  return { ...rest, bytes: Buffer.from(data, 'base64') }
}
const expectedSum = (number: string, names: readonly string[]) =>
  createHash('sha256')
    .update(names.map((name, at) => `${number}|${at + 1}|${name}|星城银行老城支行|${card}|80005\n`).join(''))
    .digest('hex')

it.each([
  ['csv-utf8', (bytes: Buffer) => bytes.toString('utf8'), '\uFEFF批次号'],
  ['csv-gbk', (bytes: Buffer) => iconv.decode(bytes, 'gbk'), '批次号'],
] as const)('%s: one line an order, amounts in yuan, and a control sum', async (format, decode, start) => {
  const scheme = await asked([{ name: '林小满' }, { name: '买买提·艾力' }])
  const run = await releasedRun(lead as Visitor, second as Visitor, format, scheme)
  const { bytes, fileName, orders, totalFen, checksum } = await fileOf(run.id)
  const lines = decode(bytes).split('\r\n')
  expect(lines[0]?.startsWith(start)).toBe(true)
  expect(lines.slice(1, 3)).toEqual([
    `${run.number},1,林小满,星城银行老城支行,${card},800.05,租房补贴`,
    `${run.number},2,买买提·艾力,星城银行老城支行,${card},800.05,租房补贴`,
  ])
  expect(lines.slice(3)).toEqual([`合计,2,,,,1600.10,SHA-256 ${checksum}`, ''])
  expect([fileName, orders, totalFen]).toEqual([`${run.number}.csv`, 2, 160_010])
  expect(checksum).toBe(expectedSum(run.number, ['林小满', '买买提·艾力']))
})

it('xlsx: every cell is text, and the control sum is the same', async () => {
  const scheme = await asked([{ name: '林小满' }])
  const run = await releasedRun(lead as Visitor, second as Visitor, 'xlsx', scheme)
  const { bytes, checksum } = await fileOf(run.id)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Uint8Array.from(bytes).buffer)
  const rows = (book.worksheets[0]?.getSheetValues() ?? []).slice(2) as unknown[][]
  expect(rows[0]?.slice(1)).toEqual([
    run.number,
    '1',
    '林小满',
    '星城银行老城支行',
    card,
    '800.05',
    '租房补贴',
  ])
  expect(rows[1]?.at(-1)).toBe(`SHA-256 ${checksum}`)
  expect(checksum).toBe(expectedSum(run.number, ['林小满']))
})

it('no cell is taken for a formula, and none breaks a line', async () => {
  const scheme = await asked([{ name: '林小满', why: '=HYPERLINK("http://x","点")\n第二行' }])
  const run = await releasedRun(lead as Visitor, second as Visitor, 'csv-utf8', scheme)
  const { bytes } = await fileOf(run.id)
  expect(bytes.toString().split('\r\n')[1]).toContain(`"'=HYPERLINK(""http://x"",""点"") 第二行"`)
})

it('leaves out whom the bank would not take, names the row and the reason, and makes the run with the rest', async () => {
  const scheme = await asked([
    { name: '𠮷田花' },
    { name: '林小满' },
    { name: '阿'.repeat(31) },
    { name: '王小明', bankName: '星城银行𠮷田支行' },
  ])
  const run = await (lead as Visitor).call('POST /ledger/runs', { body: { scheme, year, format: 'csv-gbk' } })
  expect(run).toMatchObject({ orders: 1, totalFen: 80_005 })
  expect(run.leftOut.map(({ row, reason, words }) => [row, reason, words])).toEqual([
    [1, 'name-not-in-gbk', containing('第 1 行：收款人姓名里有 GBK 没有的字')],
    [3, 'name-too-long', '第 3 行：收款人姓名超过银行允许的长度'],
    [4, 'bank-name-not-in-gbk', containing('第 4 行：开户行名称里有 GBK 没有的字')],
  ])
})

it('what GBK lacks goes by UTF-8, and a run of nobody is refused with what is the matter', async () => {
  const scheme = await asked([{ name: '𠮷田花' }])
  const make = (format: 'csv-gbk' | 'csv-utf8') =>
    (lead as Visitor).call('POST /ledger/runs', { body: { scheme, year, format } })
  await expect(make('csv-gbk')).rejects.toMatchObject({
    body: { type: 'urn:jucai:problem:nothing-to-pay', detail: containing('请改用 UTF-8') },
  })
  expect((await make('csv-utf8')).orders).toBe(1)
})

it('who has no account is left out, and comes along once they have one', async () => {
  const scheme = await asked([{ name: '林小满' }])
  const late = await harness.registerPerson({ name: '周远山' })
  await oweTo(harness, late.personId, { scheme })
  await allot(lead as Visitor, scheme)
  const run = await releasedRun(lead as Visitor, second as Visitor, 'csv-utf8', scheme)
  expect(run).toMatchObject({ orders: 1, leftOut: [{ reason: 'no-account' }] })
  await giveAccount(late, card, '周远山')
  expect(await releasedRun(second as Visitor, lead as Visitor, 'csv-utf8', scheme)).toMatchObject({
    orders: 1,
  })
})

it('everybody in a file reads under “who looked at my data” that it was downloaded', async () => {
  const scheme = await asked([])
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId, { scheme })
  await allot(lead as Visitor, scheme)
  const run = await releasedRun(lead as Visitor, second as Visitor, 'csv-utf8', scheme)
  await fileOf(run.id)
  expect((await person.call('GET /me/reads')).items).toMatchObject([
    { what: '下载了付款文件，里面有你的姓名、开户行和账号', why: `付款批次 ${run.number}` },
  ])
})

it('a run that was taken back leaves its payments in the plan', async () => {
  const scheme = await asked([{ name: '林小满' }])
  const run = await (lead as Visitor).call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } })
  const withdrawn = await (lead as Visitor).call('POST /ledger/runs/:run/withdrawal', {
    params: { run: run.id },
    body: { version: run.version, why: '金额要再核对' },
  })
  expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawnBecause: '金额要再核对' })
  await expect(
    (second as Visitor).call('POST /ledger/runs/:run/release', {
      params: { run: run.id },
      body: { version: withdrawn.version },
    }),
  ).rejects.toEqual(refused('event-not-allowed'))
  expect((await releasedRun(second as Visitor, lead as Visitor, 'xlsx', scheme)).orders).toBe(1)
})

it('a run takes what its limit lets it, those promised first', async () => {
  const scheme = await asked([{ name: '林小满' }, { name: '王小明' }, { name: '周远山' }])
  const run = await (lead as Visitor).call('POST /ledger/runs', {
    body: { scheme, year, format: 'xlsx', limitFen: 170_000 },
  })
  expect(run).toMatchObject({ orders: 2, totalFen: 160_010 })
})

it('those without an account take no place and no money from those who can be paid', async () => {
  const scheme = await asked([{ name: '林小满' }])
  for (const promisedOn of ['2026-11-24', '2026-11-25'])
    await oweTo(harness, (await harness.registerPerson()).personId, {
      scheme,
      promisedOn,
      amountFen: 100_000,
    })
  await allot(lead as Visitor, scheme)
  const run = await (lead as Visitor).call('POST /ledger/runs', {
    body: { scheme, year, format: 'xlsx', limitFen: 100_000 },
  })
  expect(run).toMatchObject({ orders: 1 })
  expect(run.leftOut.map(({ row, reason }) => [row, reason])).toEqual([
    [2, 'no-account'],
    [3, 'no-account'],
  ])
})
