import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { removeLeftovers } from '../../server/core/stored-files'
import { workReturns } from '../../server/ledger/returns'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import {
  allot,
  answerText,
  bankAnswers,
  card,
  commit,
  faultsIn,
  giveAccount,
  ledgerDeps,
  oweTo,
  otherCard,
  releasedRun,
  setBudget,
  upload,
} from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await setBudget(await harness.office('lead'), 100_000_000_000)
})
// A session of the console ends when it is idle, and some of what follows takes its time.
const signIn = async () => {
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
}
beforeEach(signIn)
afterAll(() => harness.close())
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

/** A released run of so many people, each owed 800 yuan to the same kind of card. */
const sent = async (people = 1) => {
  const visitors: Visitor[] = []
  for (let at = 0; at < people; at += 1) {
    const person = await harness.registerPerson()
    await giveAccount(person)
    await oweTo(harness, person.personId)
    visitors.push(person)
  }
  await allot(lead)
  const { number, id } = await releasedRun(lead, second)
  const { items } = await lead.call('GET /ledger/runs/:run/orders', {
    params: { run: id },
    query: { limit: 50 },
  })
  const stateOf = async (person: Visitor | undefined) =>
    (await (person as Visitor).call('GET /me/payments')).items[0]?.state
  return { number, run: id, orders: items, visitors, stateOf }
}
const linesOf = async (id: string, query: object = {}) =>
  (
    await lead.call('GET /ledger/returns/:bankReturn/lines', {
      params: { bankReturn: id },
      query: { limit: 50, ...query },
    })
  ).items
const settle = (line: string | undefined, body: { as: 'paid' | 'returned' | 'none'; order?: string }) =>
  lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: line as string },
    body: { why: '已与银行核对', ...body },
  })
const rest = async (number: string, sequences: readonly number[]) => {
  await bankAnswers(
    harness,
    lead,
    sequences.map((sequence) => ({ number, sequence, yuan: '800' })),
  )
}

describe('a file of the bank', () => {
  const asXlsx = async (rows: unknown[][], change?: (sheet: ExcelJS.Worksheet) => void) => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('回单')
    for (const row of rows) sheet.addRow(row)
    change?.(sheet)
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  const header = ['交易结果', '备注', '金额(元)', '收款账号', '批次号', '序号', '流水号', '交易日期']
  const other = (number: string) => ['交易成功', '', '800.00', card, number, '1', 'X1', '2026-11-22']

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a BOM', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
    [
      'a title above and a sum below',
      (text: string) => Buffer.from(`星城银行代发回单\n\n${text}\n合计,1,,800\n`),
    ],
    [
      'quotes and thousands',
      (text: string) => Buffer.from(text.replace('800.00', '"¥800.00"').replace('成功', '"成功"')),
    ],
  ])('is read in %s', async (_name, encode) => {
    const { number, visitors, stateOf } = await sent()
    const text = `${answerText([{ number, sequence: 1, yuan: '800.00' }])}\n#${number}`
    const preview = await upload(harness, lead, encode(text.replace(/\n#.*$/, '')))
    expect(preview).toMatchObject({ state: 'previewed', matched: 1, lines: 1 })
    expect(await stateOf(visitors[0])).toBe('submitted') // a preview books nothing
    await commit(harness, lead, preview.id)
    expect(await stateOf(visitors[0])).toBe('paid')
  })

  it('is read as xlsx with its columns in another order, numbers and days as cells of their own kind', async () => {
    const { number } = await sent()
    const row = other(number)
    const file = await asXlsx([
      ['代发回单'],
      header,
      [row[0], row[1], 800, row[3], row[4], 1, row[6], new Date('2026-11-22T00:00:00Z')],
    ])
    const preview = await upload(harness, lead, file, '回单.xlsx')
    expect(preview).toMatchObject({ state: 'previewed', matched: 1, lines: 1 })
    expect((await linesOf(preview.id))[0]).toMatchObject({ row: 3, on: '2026-11-22', verdict: 'matched' })
    await commit(harness, lead, preview.id)
  })

  it('names the rows whose cells are merged, whose numbers a spreadsheet spoilt, and whose words are no result', async () => {
    const { number } = await sent()
    const [row, spoilt, pending, wrongDay] = [other(number), other(number), other(number), other(number)]
    const file = await asXlsx(
      [
        header,
        row,
        [...row.slice(0, 4), '', '2'],
        [...spoilt.slice(0, 3), 6.22202123456789e18, number, '3'],
        ['处理中', ...pending.slice(1, 5), '4'],
        [...wrongDay.slice(0, 7), '2026-02-30'],
        ['成功', '', '8.005', card, number, '5'],
      ],
      (sheet) => sheet.mergeCells('E2:E3'),
    )
    const preview = await upload(harness, lead, file, '回单.xlsx')
    expect(preview).toMatchObject({ matched: 1, mismatches: 5, lines: 6 })
    expect((await linesOf(preview.id, { verdict: 'unreadable' })).map(({ words }) => words)).toEqual([
      containing('第 3 行缺少“批次号”。那里如果是合并的单元格'),
      containing('第 4 行的账号读不全'),
      containing('第 5 行的处理结果既不是成功也不是失败'),
      containing('第 6 行的日期读不出'),
      containing('第 7 行的金额读不出'),
    ])
    await commit(harness, lead, preview.id)
    for (const line of await linesOf(preview.id, { state: 'open' })) await settle(line.id, { as: 'none' })
  })

  it.each([
    ['neither UTF-8 nor GBK', Buffer.from([0x41, 0xff, 0xff, 0x0a]), '编码'],
    ['without a column', Buffer.from('批次号,序号,账号,处理结果\nX,1,6222,成功'), '没有找到“金额”'],
    ['with a column twice', Buffer.from('批次号,序号,账号,金额,金额,处理结果\n'), '两列都是“金额”'],
    ['without a header', Buffer.from('a,b,c\n1,2,3'), '没有找到表头'],
    [
      'with a quote left open',
      Buffer.from('批次号,序号,账号,金额,处理结果\nX,1,"6222,1,成功'),
      '引号没有关上',
    ],
    ['of old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), '旧版 xls'],
    ['that is no zip', Buffer.from('PK\x03\x04 broken'), '没有读完'],
  ])('%s is refused in words', async (_name, bytes, words) => {
    const { id } = await lead.call('POST /ledger/returns', {
      body: { fileName: '坏文件.csv', data: bytes.toString('base64') },
    })
    for (let turn = 0; turn < 4; turn += 1) {
      await workReturns(ledgerDeps(harness), harness.clock.now())
      harness.clock.advance(660)
    }
    await signIn()
    expect(await lead.call('GET /ledger/returns/:bankReturn', { params: { bankReturn: id } })).toMatchObject({
      state: 'refused',
      refusedBecause: containing(words),
    })
    await expect(
      lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: id } }),
    ).rejects.toEqual(refused('event-not-allowed'))
  })

  it('is taken once, unless its preview was thrown away; nothing of it stays in storage', async () => {
    const { number } = await sent()
    const text = answerText([{ number, sequence: 1, yuan: '800' }])
    const first = await upload(harness, lead, text)
    await expect(upload(harness, lead, text)).rejects.toMatchObject({
      body: { type: 'urn:jucai:problem:already-imported', detail: containing('回单.csv') },
    })
    await lead.call('DELETE /ledger/returns/:bankReturn', { params: { bankReturn: first.id } })
    const again = await upload(harness, lead, text)
    expect(again.matched).toBe(1)
    await commit(harness, lead, again.id)
    await expect(
      lead.call('DELETE /ledger/returns/:bankReturn', { params: { bankReturn: again.id } }),
    ).rejects.toEqual(refused('event-not-allowed'))
    await removeLeftovers(harness.db, harness.storage, new Date(harness.clock.now().getTime() + 86_400_000))
    expect([...harness.storage.files.keys()]).toEqual([])
  })
})

it('lists every mismatch, keeps its money in suspense, and pays nobody by it until a person settles it', async () => {
  const { number, orders, visitors, stateOf } = await sent(6)
  const { id } = await upload(
    harness,
    lead,
    answerText([
      { number, sequence: 1, yuan: '799.99' },
      { number, sequence: 2, yuan: '800', account: otherCard },
      { number, sequence: 99, yuan: '5' },
      { number, sequence: 3, yuan: '800', on: '2026-11-20' },
      { number, sequence: 4, yuan: '800' },
      { number, sequence: 4, yuan: '800' },
      { number: 'FK-20261122-9999', sequence: 1, yuan: '7' },
      { number, sequence: 5, yuan: '800', account: '6222********0128' },
    ]),
  )
  const found = await commit(harness, lead, id)
  expect(found).toMatchObject({ lines: 8, matched: 2, repeated: 1, mismatches: 5, open: 5 })
  expect((await linesOf(id)).map(({ verdict, state }) => [verdict, state])).toEqual([
    ['amount-differs', 'open'],
    ['account-differs', 'open'],
    ['unknown-order', 'open'],
    ['date-differs', 'open'],
    ['matched', 'booked'],
    ['repeated', 'passed'],
    ['unknown-order', 'open'],
    ['matched', 'booked'],
  ])
  expect(await Promise.all([0, 1, 2, 3, 4].map((at) => stateOf(visitors[at])))).toEqual([
    'submitted',
    'submitted',
    'submitted',
    'paid',
    'paid',
  ])
  const open = await lead.call('GET /ledger/open-lines')
  expect(open).toMatchObject({ open: 5, suspenseFen: 79_999 + 80_000 + 500 + 80_000 + 700 })
  const [amount, account, unknown, early, elsewhere] = open.items.map((line) => line.id)
  expect(open.items[0]?.words).toBe('第 2 行：金额与送出的不同：银行写 799.99 元，送出的是 800.00 元')
  await expect(settle(amount, { as: 'paid' })).rejects.toMatchObject({
    body: { type: 'urn:jucai:problem:settlement-refused', detail: containing('金额不同') },
  })
  await expect(settle(unknown, { as: 'paid' })).rejects.toEqual(refused('settlement-refused'))
  expect(await settle(amount, { as: 'returned' })).toMatchObject({ state: 'settled', settledAs: 'returned' })
  await expect(settle(amount, { as: 'none' })).rejects.toEqual(refused('event-not-allowed'))
  await settle(account, { as: 'none' })
  await settle(elsewhere, { as: 'none' })
  await settle(early, { as: 'paid' })
  await expect(settle(unknown, { as: 'paid', order: orders[5]?.id })).rejects.toEqual(
    refused('settlement-refused'),
  ) // another amount
  await settle(unknown, { as: 'none' })
  expect(await lead.call('GET /ledger/open-lines')).toMatchObject({ open: 0, suspenseFen: 0 })
  expect(await Promise.all([0, 1, 2].map((at) => stateOf(visitors[at])))).toEqual([
    'returned',
    'submitted',
    'paid',
  ])
  await giveAccount(visitors[0] as Visitor, otherCard)
  await rest(number, [2, 6])
  const next = await releasedRun(lead, second)
  await bankAnswers(harness, lead, [{ number: next.number, sequence: 1, yuan: '800', account: otherCard }])
  expect(await stateOf(visitors[0])).toBe('paid')
})

it('orders nothing a second time while the first is unclear, however the file is repeated', async () => {
  const { number, visitors, stateOf } = await sent()
  await expect(releasedRun(lead, second)).rejects.toEqual(refused('nothing-to-pay'))
  await allot(lead).catch((error: unknown) => error)
  const line = { number, sequence: 1, yuan: '800' }
  await bankAnswers(harness, lead, [line])
  const { id } = await upload(harness, lead, `${answerText([line])}\n`) // the same line in another file
  expect(await commit(harness, lead, id)).toMatchObject({ repeated: 1, matched: 0, open: 0 })
  expect(await stateOf(visitors[0])).toBe('paid')
  const { id: returned } = await upload(
    harness,
    lead,
    answerText([{ ...line, yuan: '800', account: '6222****0128' }]),
  )
  expect(await commit(harness, lead, returned)).toMatchObject({ repeated: 1 })
})

it('looks again when it books: what was answered since the preview waits for a person', async () => {
  const { number, visitors, stateOf } = await sent()
  const paid = await upload(harness, lead, answerText([{ number, sequence: 1, yuan: '800' }]))
  const back = await upload(
    harness,
    lead,
    answerText([{ number, sequence: 1, yuan: '800', result: '失败', words: '户名不符' }]),
  )
  await commit(harness, lead, back.id)
  expect(await commit(harness, lead, paid.id)).toMatchObject({ open: 1 })
  expect(await stateOf(visitors[0])).toBe('returned')
  const [line] = await linesOf(paid.id)
  expect(line).toMatchObject({ verdict: 'already-answered', state: 'open' })
  const explained = await lead.call('PUT /ledger/lines/:line/explanation', {
    params: { line: line?.id as string },
    body: { why: '已电话询问银行' },
  })
  expect(explained.explanation).toBe('已电话询问银行')
  harness.clock.advance(40 * 86_400)
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([]) // explained
  await signIn()
  await settle(line?.id, { as: 'none' })
})

it('suspense that nobody settled or explained by the end of its month does not pass the proof', async () => {
  const { id } = await upload(harness, lead, answerText([{ number: 'FK-1', sequence: 1, yuan: '3.21' }]))
  await commit(harness, lead, id)
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  harness.clock.advance(40 * 86_400)
  expect(await faultsIn(harness.db, harness.clock.now())).toMatchObject([
    { what: '上月及以前的待查款项已处理或写明原因' },
  ])
  await signIn()
  await settle((await linesOf(id))[0]?.id, { as: 'none' })
})

it('goes on where a worker died, without booking anything twice', async () => {
  const { number, visitors, stateOf } = await sent(2)
  const { id } = await upload(
    harness,
    lead,
    answerText([1, 2].map((sequence) => ({ number, sequence, yuan: '800' }))),
  )
  await lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: id } })
  // A worker that took it and was killed after its first part.
  const { bookLines } = jest.requireActual<typeof import('../../server/ledger/book-lines')>(
    '../../server/ledger/book-lines',
  )
  await harness.db
    .updateTable('ledger_return')
    .set({ taken_at: harness.clock.now(), attempts: 1 })
    .where('id', '=', id)
    .execute()
  await harness.db
    .transaction()
    .execute((tx) => bookLines({ db: tx, now: harness.clock.now(), deps: ledgerDeps(harness) }, id))
  expect(await workReturns(ledgerDeps(harness), harness.clock.now())).toBe(0) // it may be alive
  harness.clock.advance(601)
  expect(await workReturns(ledgerDeps(harness), harness.clock.now())).toBe(1)
  expect(await Promise.all(visitors.map(stateOf))).toEqual(['paid', 'paid'])
})

it('says once to leads which file and which row cannot be booked, and books what stands before it', async () => {
  const { number, visitors, stateOf } = await sent(3)
  const { id } = await upload(
    harness,
    lead,
    answerText([
      { number, sequence: 1, yuan: '800' },
      { number, sequence: 2, yuan: '800', result: '失败', words: '账户已销户' },
      { number, sequence: 3, yuan: '800' },
    ]),
    '第三季度回单.csv',
  )
  await lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: id } })
  const whole = ledgerDeps(harness)
  const broken = new Proxy(whole.vault, {
    get: (vault, name, self) =>
      name === 'decrypt'
        ? (sealed: Buffer, context: string) => {
            if (context.startsWith('ledger_return_line')) throw new Error('cannot be opened')
            return vault.decrypt(sealed, context)
          }
        : (Reflect.get(vault, name, self) as unknown),
  })
  const told = async () => {
    await harness.app.worker.drain()
    return (await lead.call('GET /me/messages')).items.filter(({ title }) => title === '银行回单没有全部入账')
  }
  const tries = async (count: number, deps = { ...whole, vault: broken }) => {
    for (let done = 0; done < count; done += 1) {
      await workReturns(deps, harness.clock.now())
      harness.clock.advance(601)
      await lead.call('GET /me/messages') // whose session ends when nobody works
    }
  }
  await tries(2)
  expect(await told()).toEqual([])
  await tries(3)
  const messages = await told()
  expect(messages).toHaveLength(1)
  expect(messages[0]?.body).toContain('“第三季度回单.csv”试了 3 次，第 3 行')
  expect(await Promise.all(visitors.map(stateOf))).toEqual(['paid', 'submitted', 'submitted'])
  await tries(1, whole)
  expect(await Promise.all(visitors.map(stateOf))).toEqual(['paid', 'returned', 'paid'])
})
