import type { QueueItem } from '@jucai/contract/review'
import ExcelJS from 'exceljs'
import { v7 as uuidv7 } from 'uuid'
import { removeLeftovers } from '../../server/core/stored-files'
import type { ExportDeps } from '../../server/exports'
import { forgetExports, makeExports } from '../../server/exports/commands'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  harness.storage.down = false
  lead = await harness.office('lead')
  shownPerson = lead.personId
})
afterAll(() => harness.close())

const item = (overrides: Partial<QueueItem> = {}): QueueItem => ({
  id: uuidv7(),
  number: 'GG-20261122-0007',
  program: 'homecoming',
  programTitle: '归根登记',
  state: 'submitted',
  maskedName: '周**',
  submittedAt: '2026-11-22T02:00:00.000Z',
  due: {
    at: '2026-11-27T10:00:00.000Z',
    workingDaysLeft: 5,
    stopped: false,
    overdue: false,
    words: '还有 5 个工作日',
  },
  claimedBy: null,
  claimedByMe: false,
  assignedTo: null,
  station: null,
  version: 1,
  ...overrides,
})
const seen: unknown[] = []
let shownPerson: string
const deps = (pages: QueueItem[][] = [[item()]], overrides: Partial<ExportDeps> = {}): ExportDeps => ({
  db: harness.db,
  vault: testVault(),
  storage: harness.storage,
  nameOf: async () => '罗望才',
  rows: async (_db, filter, onPage) => {
    seen.push(filter)
    for (const page of pages) await onPage(page.map((one) => ({ item: one, personId: shownPerson })))
  },
  ...overrides,
})
const make = (pages?: QueueItem[][], overrides?: Partial<ExportDeps>) =>
  makeExports(deps(pages, overrides), harness.clock.now())
const ask = (filter: object = { state: 'submitted', due: 'overdue' }) =>
  lead.call('POST /application-exports', { body: { filter, why: '月度汇报' } })
const listed = async (id: string) =>
  (await lead.call('GET /application-exports')).items.find((one) => one.id === id)
const download = (id: string, call = lead.call) =>
  call('GET /application-exports/:export/content', { params: { export: id } })
const opened = async (id: string) => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Uint8Array.from(Buffer.from((await download(id)).data, 'base64')).buffer)
  const rowsOf = (name: string) =>
    (book.getWorksheet(name)?.getSheetValues() ?? []).slice(1).map((row) => (row as unknown[]).slice(1))
  return { about: rowsOf('说明'), rows: rowsOf('申请') }
}
const actions = async (id: string) =>
  await harness.db
    .selectFrom('audit_entry')
    .select(['action', 'actor_id'])
    .where('object', '=', `application-export:${id}`)
    .orderBy('id')
    .execute()

it('makes a spreadsheet off the request, which says who, when, why and of what', async () => {
  const asked = await ask()
  expect(asked).toMatchObject({
    state: 'waiting',
    rows: null,
    why: '月度汇报',
    readyAt: null,
    fileName: containing('申请导出-2026-11-22'),
  })
  await expect(download(asked.id)).rejects.toMatchObject({
    code: 'export-not-ready',
    message: '正在生成，请稍候',
  })
  await make([
    [
      item(),
      item({ number: 'GG-20261122-0008', maskedName: '林*', station: { id: uuidv7(), name: '深圳站' } }),
    ],
    [item({ number: 'GG-20261122-0009' })],
  ])
  expect(seen.at(-1)).toMatchObject({ state: 'submitted', due: 'overdue', callerId: lead.personId })
  expect(await listed(asked.id)).toMatchObject({ state: 'ready', rows: 3 })
  const { about, rows } = await opened(asked.id)
  expect(about.slice(0, 4)).toEqual([
    ['导出人', '罗望才'],
    ['导出时间', '2026-11-22 10:00'],
    ['用途', '月度汇报'],
    ['筛选', '状态 待审核；期限 已超期'],
  ])
  expect(rows[0]?.slice(0, 4)).toEqual(['编号', '项目', '姓名（已隐去部分）', '状态'])
  expect(rows.slice(1).map((row) => row.slice(0, 6))).toEqual(
    ['0007', '0008', '0009'].map((end, turn) => [
      `GG-20261122-${end}`,
      '归根登记',
      turn === 1 ? '林*' : '周**',
      '待审核',
      '2026-11-22 10:00',
      '还有 5 个工作日',
    ]),
  )
  expect((await actions(asked.id)).map(({ action }) => action)).toEqual([
    'export.asked',
    'export.made',
    'export.downloaded',
  ])
  await download(asked.id)
  expect(
    (await actions(asked.id)).filter(
      ({ action, actor_id: by }) => action === 'export.downloaded' && by === lead.personId,
    ),
  ).toHaveLength(2)
  // By kind: what the background says of the registration may come before or after.
  expect((await lead.call('GET /me/messages')).items.find(({ kind }) => kind === 'staff')).toMatchObject({
    title: '导出已完成',
  })
})

it('is on record for each person whose masked name stands in it, once it is made', async () => {
  const person = await harness.registerPerson()
  shownPerson = person.personId
  const reads = async () => (await person.call('GET /me/reads')).items
  await ask()
  harness.storage.down = true
  await make()
  expect(await reads()).toEqual([])
  harness.storage.down = false
  harness.clock.advance(601)
  await make([[item(), item({ programTitle: '人才认定' })]])
  expect(await reads()).toMatchObject([
    { who: '人才办负责人', what: '把你的“人才认定”申请（姓名已隐去部分）列入了导出的表格', why: '月度汇报' },
    { who: '人才办负责人', what: '把你的“归根登记”申请（姓名已隐去部分）列入了导出的表格', why: '月度汇报' },
  ])
})

it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'shows %j as it is, as text and never as a formula',
  async (text) => {
    const { id } = await ask({})
    await make([[item({ maskedName: text, station: { id: uuidv7(), name: text } })]])
    const { rows, about } = await opened(id)
    expect(about[3]).toEqual(['筛选', '全部'])
    expect([rows[1]?.[2], rows[1]?.[6]]).toEqual([text, text].map((one) => one.replace('\r', '\n')))
  },
)

it('leaves out of a cell what no spreadsheet can hold', async () => {
  const { id } = await ask({})
  await make([[item({ maskedName: '周\uffff\ufffe\u0001\ud800明' })]])
  expect((await opened(id)).rows[1]?.[2]).toBe('周明')
})

it('lies encrypted, and is gone after 24 hours while the record of it stays', async () => {
  const { id } = await ask()
  await make()
  const { stored_as: name } = await harness.db
    .selectFrom('application_export')
    .select('stored_as')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(
    harness.storage.files
      .get(name as string)
      ?.subarray(0, 2)
      .toString(),
  ).not.toBe('PK')
  harness.clock.advance(86_399)
  lead = { ...lead, call: harness.as((await harness.office('lead')).token) }
  await forgetExports(deps(), harness.clock.now())
  expect(
    (
      await harness.db
        .selectFrom('application_export')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).state,
  ).toBe('ready')
  harness.clock.advance(1)
  await forgetExports(deps(), harness.clock.now())
  await removeLeftovers(harness.db, harness.storage, harness.clock.now())
  expect(harness.storage.files.has(name as string)).toBe(false)
  expect(
    await harness.db
      .selectFrom('application_export')
      .select(['state', 'row_count', 'why', 'stored_as'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  ).toEqual({ state: 'gone', row_count: 1, why: '月度汇报', stored_as: null })
})

it('is nobody else’s, wants a reason and a lead, and is asked once for one key', async () => {
  const { id } = await ask()
  await make()
  const other = await harness.office('lead')
  await expect(download(id, other.call)).rejects.toEqual(refused('not-found'))
  expect((await other.call('GET /application-exports')).items).toEqual([])
  await expect(
    lead.call('POST /application-exports', { body: { filter: {}, why: '看' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/why' }] })
  const reviewer = await harness.office('reviewer')
  await expect(
    reviewer.call('POST /application-exports', { body: { filter: {}, why: '月度汇报' } }),
  ).rejects.toEqual(refused('not-allowed'))
  const key = { idempotencyKey: 'export-key-1' }
  const [one, two] = [
    await lead.call('POST /application-exports', { body: { filter: {}, why: '月度汇报' } }, key),
    await lead.call('POST /application-exports', { body: { filter: {}, why: '月度汇报' } }, key),
  ]
  expect(one.id).toBe(two.id)
})

it('is made again after its maker died or storage was away, and given up after three attempts', async () => {
  await make()
  const { id } = await ask()
  harness.storage.down = true
  expect(await make()).toBe(0)
  expect(await listed(id)).toMatchObject({ state: 'waiting' })
  harness.storage.down = false
  expect(await make()).toBe(0) // somebody may be at it
  harness.clock.advance(601)
  expect(await make()).toBe(1)
  const failing = await ask()
  const names: string[] = []
  for (let turns = 0; turns < 4; turns += 1) {
    await make([], {
      rows: async () => {
        throw new TypeError('a row nobody foresaw')
      },
      failed: (name) => names.push(name),
    })
    harness.clock.advance(601)
    lead = { ...lead, call: harness.as((await harness.office('lead')).token) }
  }
  expect(names).toEqual(['TypeError', 'TypeError', 'TypeError'])
  expect(
    await harness.db
      .selectFrom('application_export')
      .select('state')
      .where('id', '=', failing.id)
      .executeTakeFirstOrThrow(),
  ).toEqual({ state: 'failed' })
})

it('is given up when its maker died three times', async () => {
  const { id } = await ask()
  const died = { state: 'waiting' as const, attempts: 3, taken_at: harness.clock.now() }
  await harness.db.updateTable('application_export').set(died).where('id', '=', id).execute()
  expect(await make()).toBe(0) // somebody may be at it
  harness.clock.advance(601)
  expect(await make()).toBe(0)
  expect(await listed(id)).toMatchObject({ state: 'failed' })
})

describe('with the account of whoever asked', () => {
  const stateOf = (id: string) =>
    harness.db
      .selectFrom('application_export')
      .select(['state', 'person_id', 'stored_as'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  it('is read in the export of their data', async () => {
    const { id } = await ask({ program: 'homecoming' })
    await make()
    expect((await lead.call('GET /me/export')).spreadsheets).toMatchObject([
      { id, state: 'ready', why: '月度汇报', filter: { program: 'homecoming' } },
    ])
  })

  it('ends: nothing more is made, and the file goes', async () => {
    const { id: made } = await ask()
    await make()
    const { stored_as: name } = await stateOf(made)
    const { id: waiting } = await ask()
    await lead.call('DELETE /me')
    await make()
    expect([await stateOf(made), await stateOf(waiting)]).toMatchObject([
      { state: 'gone', stored_as: null },
      { state: 'gone', stored_as: null },
    ])
    await removeLeftovers(harness.db, harness.storage, harness.clock.now())
    expect(harness.storage.files.has(name ?? '')).toBe(false)
  })

  it('goes on in another account that it is joined to, and can be downloaded there', async () => {
    const from = await harness.signIn()
    const { id } = await ask()
    await make()
    const { id: waiting } = await ask()
    await harness.db
      .updateTable('application_export')
      .set({ person_id: from.personId })
      .where('id', 'in', [id, waiting])
      .execute()
    await harness.db
      .transaction()
      .execute((tx) => harness.app.people.merge(tx, from.personId, lead.personId, harness.clock.now()))
    await make()
    for (const one of [id, waiting]) expect((await opened(one)).rows).toHaveLength(2)
  })
})

it('takes its rows from the queue in the running application', async () => {
  const { id } = await ask({ program: 'homecoming' })
  for (const chore of harness.app.chores.filter(({ everyMs }) => everyMs === 2_000))
    await chore.run(harness.clock.now())
  expect(await listed(id)).toMatchObject({ state: 'ready', rows: 0 })
  expect((await opened(id)).about[3]).toEqual(['筛选', '项目 homecoming'])
})
