import { planOf } from '../../mock/housing/plans'
import { stationOf } from '../../mock/city/stations'
import { moveFlat } from '../../server/housing'
import { flatHistory, changeState } from '../../server/housing/board'
import { housingDeps } from '../../server/app'
import { testVault } from '../../mock/fakes'
import type { FlatState } from '@jucai/contract/housing-vocabulary'
import { containing } from '../matchers'
import { startHarness, type Harness, type Visitor } from '../harness'
import { inventoryCsv, openProject } from './world'

let harness: Harness
let lead: Visitor
let yard: Awaited<ReturnType<typeof openProject>>
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  yard = await openProject(harness, 8)
})
afterAll(() => harness.close())

const move = (flatId: string | undefined, from: FlatState, to: FlatState) =>
  harness.db
    .transaction()
    .execute((db) =>
      moveFlat(
        { db, now: harness.clock.now() },
        { flatId: flatId as string, from: [from], to, reason: '试一试', by: null },
      ),
    )
const setState = (flat: string | undefined, from: FlatState, to: 'free' | 'repairing' | 'withdrawn') =>
  lead.call('PUT /housing/flats/:flat/state', {
    params: { flat: flat as string },
    body: { from, to, reason: '换热水器', freeFrom: to === 'repairing' ? '2026-12-05' : null },
  })

describe('where a flat stands', () => {
  it('is changed with a reason, which stands in its history with who did it', async () => {
    const changed = await setState(yard.flats[0], 'free', 'repairing')
    expect(changed.flat).toMatchObject({ state: 'repairing', freeFrom: '2026-12-05', number: '101' })
    expect(changed.mayBecome).toEqual(['free', 'withdrawn'])
    expect(changed.events.map(({ from, to, reason, by }) => [from, to, reason, by])).toEqual([
      ['free', 'repairing', '换热水器', '林小满'],
      [null, 'free', '登记房源', null],
    ])
    const back = await setState(yard.flats[0], 'repairing', 'free')
    expect(back.flat).toMatchObject({ state: 'free', freeFrom: null })
  })

  it('is not changed by who saw it elsewhere, nor where the door does not allow it', async () => {
    await expect(setState(yard.flats[1], 'let', 'repairing')).rejects.toMatchObject({
      code: 'flat-not-there',
      body: { detail: containing('现在是“空着”') },
    })
    await move(yard.flats[1], 'free', 'chosen')
    await expect(setState(yard.flats[1], 'chosen', 'withdrawn')).rejects.toMatchObject({
      code: 'flat-not-there',
    })
  })

  it('is not changed while somebody has a lease on it, and the history says why', async () => {
    const work = {
      now: harness.clock.now(),
      deps: { ...housingDeps({ vault: testVault() }), inUse: () => Promise.resolve('这套房有人租着') },
      actor: { ...lead, sessionId: '', office: true, confirmed: true, roles: [], stationIds: [] },
    }
    const flat = yard.flats[2] as string
    expect(await flatHistory({ ...work, db: harness.db }, flat)).toMatchObject({
      inUse: '这套房有人租着',
      mayBecome: [],
    })
    await expect(
      harness.db.transaction().execute((db) =>
        changeState({ ...work, db }, flat, {
          from: 'free',
          to: 'repairing',
          reason: '试试',
          freeFrom: null,
        }),
      ),
    ).rejects.toMatchObject({ code: 'flat-not-there' })
  })

  it('the day when it is expected is kept of what is let or repaired, and not of a day gone by', async () => {
    const expect1 = (flat: string | undefined, freeFrom: string | null) =>
      lead.call('PUT /housing/flats/:flat/expected-free', {
        params: { flat: flat as string },
        body: { freeFrom, reason: '房客说的' },
      })
    await expect(expect1(yard.flats[3], '2027-01-01')).rejects.toMatchObject({ code: 'flat-not-there' })
    await setState(yard.flats[3], 'free', 'repairing')
    await expect(expect1(yard.flats[3], '2026-11-21')).rejects.toMatchObject({ code: 'invalid-request' })
    const { flat, events } = await expect1(yard.flats[3], '2027-01-01')
    expect(flat).toMatchObject({ state: 'repairing', freeFrom: '2027-01-01' })
    expect(events[0]).toMatchObject({
      from: 'repairing',
      to: 'repairing',
      reason: '预计 2027-01-01 空出。房客说的',
    })
    expect((await expect1(yard.flats[3], null)).flat.freeFrom).toBeNull()
  })

  it('the board shows every flat in the order of the house', async () => {
    const { items } = await lead.call('GET /housing/projects/:project/board', {
      params: { project: yard.station },
    })
    expect(items.map(({ number }) => number)).toEqual([
      '101',
      '102',
      '103',
      '104',
      '201',
      '202',
      '203',
      '204',
    ])
  })
})

describe('projects and types', () => {
  const said = {
    code: 'makers',
    about: '离科创园走路十分钟',
    drawing: 'tower' as const,
    transport: [{ kind: 'work' as const, text: '麓云科创园', minutesOnFoot: 10 }],
    amenities: ['共享工坊'],
    openedOn: '2026-03-01',
    version: 0,
  }
  const describeAs = (project: string, over: Partial<typeof said> = {}) =>
    lead.call('PUT /housing/projects/:project', { params: { project }, body: { ...said, ...over } })
  const typeSaid = {
    name: '工坊一居',
    layout: 'one-room' as const,
    people: 3,
    areaSqmHundredths: 4260,
    marketFenPerMonth: 205_000,
    plan: planOf.one,
  }

  it('a station of flats becomes a project, others do not, and a code belongs to one', async () => {
    await expect(describeAs(stationOf.hall)).rejects.toMatchObject({
      body: { errors: [{ detail: containing('不是公寓') }] },
    })
    await expect(describeAs(stationOf.makers, { code: yard.code })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/code', detail: containing('已被别的项目使用') }] },
    })
    await expect(describeAs(stationOf.makers, { code: 'Makers' })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/code', detail: containing('小写字母') }] },
    })
    const made = await describeAs(stationOf.makers)
    expect(made).toMatchObject({ code: 'makers', version: 1, types: [] })
    const changed = await describeAs(stationOf.makers, { version: 1, code: 'other', about: '换了一句介绍' })
    expect(changed).toMatchObject({ code: 'makers', version: 2, about: '换了一句介绍' })
    await expect(describeAs(stationOf.makers, { version: 1 })).rejects.toMatchObject({
      code: 'stale-version',
    })
    await expect(describeAs(stationOf.makers)).rejects.toMatchObject({ code: 'stale-version' })
  })

  it('a type is added with its plan and changed; what cannot be drawn is refused by name', async () => {
    const project = stationOf.makers
    const add = (over: Partial<typeof typeSaid> = {}) =>
      lead.call('POST /housing/projects/:project/types', {
        params: { project },
        body: { ...typeSaid, ...over },
      })
    const { types } = await add()
    expect(types).toMatchObject([{ code: 'one-room', name: '工坊一居', flats: 0, version: 1 }])
    await expect(add()).rejects.toMatchObject({ body: { errors: [{ pointer: '/name' }] } })
    expect((await add({ name: '工坊一居（南）' })).types.map(({ code }) => code)).toContain('one-room-2')
    const rooms = planOf.one.rooms.map((room) => (room.name === '卧室' ? { ...room, x: 250 } : room))
    await expect(add({ name: '叠着的', plan: { ...planOf.one, rooms } })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/plan/rooms/4', detail: '卧室和起居室叠在一起了，请移开或改小' }] },
    })
    await expect(add({ name: '太小的', areaSqmHundredths: 2000 })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/plan/rooms', detail: containing('比户型面积还大') }] },
    })
    const type = types[0]?.id as string
    const change = (version: number) =>
      lead.call('PUT /housing/types/:type', {
        params: { type },
        body: { ...typeSaid, marketFenPerMonth: 210_000, version },
      })
    expect((await change(1)).types.find(({ id }) => id === type)).toMatchObject({
      marketFenPerMonth: 210_000,
      version: 2,
    })
    await expect(change(1)).rejects.toMatchObject({ code: 'stale-version' })
  })
})

describe('an inventory from a file', () => {
  const name = '青年里人才公寓'
  const upload = (rows: string[][], fileName = '房源.csv') =>
    lead.call('POST /housing/imports', { body: { fileName, data: inventoryCsv(rows) } })
  const commit = (flatImport: string) =>
    lead.call('POST /housing/imports/:flatImport/commit', { params: { flatImport } })
  const flats = async () =>
    (
      await lead.call('GET /housing/projects/:project/board', { params: { project: yard.station } })
    ).items.filter(({ building }) => building === '5栋')
  const rows = [
    [name, '单间甲', '5栋', '1', '101'],
    [name, '单间甲', '5栋', '1', '102', '是'],
    [name, '单间甲', '5栋', '2', '201', '', '已出租', '2027-03-15'],
  ]

  it('with a fault adds nothing, says every fault, and gives the file back with them', async () => {
    const faulty = await upload([...rows, [name, '没有的户型', '5栋', 'x', '301']])
    expect(faulty).toMatchObject({ state: 'faulty', faultCount: 2, flats: 3 })
    expect(faulty.faults.map(({ row, column }) => `${row} ${column}`)).toEqual(['5 B（户型）', '5 D（楼层）'])
    await expect(commit(faulty.id)).rejects.toMatchObject({
      code: 'event-not-allowed',
      body: { detail: containing('一套也没有加') },
    })
    expect(await flats()).toEqual([])
    const copy = await lead.call('GET /housing/imports/:flatImport/annotated', {
      params: { flatImport: faulty.id },
    })
    expect(copy.fileName).toBe('房源（已标注）.xlsx')
    expect(Buffer.from(copy.data, 'base64').subarray(0, 2).toString()).toBe('PK')
  })

  it('is previewed, added once however often it is asked, and is not taken a second time', async () => {
    const first = await upload(rows)
    expect(first).toMatchObject({
      state: 'preview',
      flats: 3,
      preview: [{ project: name, type: '单间甲', building: '5栋', flats: 3 }],
    })
    expect(await flats()).toEqual([])
    const looked = await upload(rows) // looked at again: takes the place of the first look
    await expect(commit(first.id)).rejects.toMatchObject({ code: 'not-found' })
    const both = await Promise.allSettled([commit(looked.id), commit(looked.id)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect((await flats()).map(({ number, state, accessible }) => [number, state, accessible])).toEqual([
      ['101', 'free', false],
      ['102', 'free', true],
      ['201', 'let', false],
    ])
    await expect(upload(rows)).rejects.toMatchObject({
      code: 'already-imported',
      body: { detail: containing('没有再加一遍') },
    })
    // Saved again by a spreadsheet: other bytes, the same flats.
    const resaved = await upload([...rows, ['', '', '', '', '']])
    expect(resaved).toMatchObject({ state: 'preview', flats: 0, known: 3 })
    expect((await commit(resaved.id)).state).toBe('done')
    expect(await flats()).toHaveLength(3)
  })

  it('adds nothing when some of it was registered after the preview', async () => {
    const one = await upload([
      [name, '单间甲', '6栋', '1', '101'],
      [name, '单间甲', '6栋', '1', '102'],
    ])
    const other = await upload([[name, '单间甲', '6栋', '1', '102']])
    await commit(other.id)
    await expect(commit(one.id)).rejects.toMatchObject({
      code: 'event-not-allowed',
      body: { detail: containing('有 1 套已经登记（例如 6栋 102），一套也没有加') },
    })
  })

  it('of two that add the same flats at once one is added', async () => {
    const both = [
      await upload([[name, '单间甲', '7栋', '1', '101']], '甲.csv'),
      await upload([[name, '单间甲', '7栋', '1', '101', '否']], '乙.csv'),
    ]
    const outcomes = await Promise.allSettled(both.map(({ id }) => commit(id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = outcomes.find((one) => one.status === 'rejected')
    expect(lost).toMatchObject({ reason: { code: 'event-not-allowed' } })
  })

  it('is refused in words when it is no such file, and can be thrown away', async () => {
    await expect(
      lead.call('POST /housing/imports', {
        body: { fileName: 'x.csv', data: Buffer.from('甲,乙\n1,2').toString('base64') },
      }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: '/data', detail: containing('没有找到表头') }] } })
    const preview = await upload([[name, '单间甲', '8栋', '1', '101']])
    await lead.call('DELETE /housing/imports/:flatImport', { params: { flatImport: preview.id } })
    await expect(commit(preview.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('that nobody added goes after a week; one that was added stays on the list', async () => {
    await upload([[name, '单间甲', '9栋', '1', '101']])
    const { dropOldImports } = await import('../../server/housing/imports')
    await dropOldImports(harness.db, new Date(harness.clock.now().getTime() + 8 * 86_400_000))
    const { items } = await lead.call('GET /housing/imports')
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['done']))
    const { items: one, next } = await lead.call('GET /housing/imports', { query: { limit: 1 } })
    expect(one).toEqual([items[0]])
    const after = await lead.call('GET /housing/imports', { query: { limit: 1, after: next as string } })
    expect(after.items).toEqual([items[1]])
  })

  it('adds 20,000 flats, and tells who waits once', async () => {
    const waits = await harness.registerPerson()
    await waits.call('PUT /me/flat-watch', { body: { layouts: [], projects: [], mostFenPerMonth: null } })
    const many = await upload(
      Array.from({ length: 20_000 }, (_, at) => [name, '单间甲', `L${at % 40}`, '1', `${at + 1}`]),
      '大.csv',
    )
    expect((await commit(many.id)).flats).toBe(20_000)
    await harness.app.worker.drain()
    harness.clock.advance(61)
    await harness.app.worker.drain()
    const told = (await waits.call('GET /me/messages')).items.filter(({ kind }) => kind === 'housing')
    expect(told).toHaveLength(1)
  })
})

it('occupancy counts days of flats by month, what was let and given back, and what stands empty longest', async () => {
  const river = await openProject(harness, 4, { station: stationOf.riverside, code: 'test-river' })
  harness.clock.set('2026-12-02T02:00:00.000Z')
  await move(river.flats[0], 'free', 'chosen')
  await move(river.flats[0], 'chosen', 'let')
  await move(river.flats[1], 'free', 'withdrawn')
  harness.clock.set('2026-12-12T02:00:00.000Z')
  await move(river.flats[0], 'let', 'free')
  harness.clock.set('2026-12-22T02:00:00.000Z')
  const office = await harness.office('lead')
  const found = (await office.call('GET /housing/occupancy')).items.find(
    ({ project }) => project === river.station,
  )
  expect(found?.months).toHaveLength(12)
  expect(found?.months.at(-1)).toEqual({
    month: '2026-12',
    flatDays: 66, // three flats for 21 days and 10 hours, and one for a day and 10 hours
    letDays: 10,
    vacantDays: 56,
    repairDays: 0,
    lets: 1,
    freed: 1,
  })
  expect(found?.months.at(-2)).toMatchObject({ month: '2026-11', flatDays: 34, letDays: 0, lets: 0 })
  expect(found?.emptiest).toEqual([
    { id: river.flats[2], building: '1栋', number: '103', days: 30 },
    { id: river.flats[3], building: '1栋', number: '104', days: 30 },
    { id: river.flats[0], building: '1栋', number: '101', days: 10 },
  ])
  expect(found?.counts).toContainEqual({ state: 'withdrawn', flats: 1 })
})
