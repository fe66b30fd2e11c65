import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { nearOf } from '../../console/housing/describe'
import { inventoryFault } from '../../console/housing/imports'
import { shareByMonth } from '../../console/housing/options'
import { light } from '../../console/tokens'
import { stationOf } from '../../mock/city/stations'
import { startHarness, type Harness, type Visitor } from '../harness'
import { inventoryHead, openProject } from '../housing/world'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
let yard: Awaited<ReturnType<typeof openProject>>
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  yard = await openProject(harness, 8)
})
afterAll(() => harness.close())

test('the board shows each flat by sign and word, and changes one with a reason that its history keeps', async () => {
  sitDown(harness, lead, '/flats')
  const floor = within(await screen.findByRole('group', { name: '1栋 2 层' }))
  expect(floor.getAllByRole('button').map((door) => door.textContent)).toEqual([
    '201○ 空，空着，单间甲',
    '202○ 空，空着，单间甲',
    '203○ 空，空着，单间甲',
    '204○ 空，空着，单间甲',
  ])
  expect(screen.getByRole('button', { name: /^8.*空着/ })).toBeInTheDocument()
  fireEvent.click(floor.getByRole('button', { name: /^202/ }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(await dialog.findByRole('combobox', { name: /改成什么/ }), {
    target: { value: 'repairing' },
  })
  fireEvent.click(dialog.getByRole('button', { name: '改为维修中' }))
  expect(await dialog.findByText('请写明理由，至少 2 个字')).toBeInTheDocument()
  fireEvent.change(dialog.getByLabelText('预计哪天修好选填'), { target: { value: '2026-12-05' } })
  fireEvent.change(dialog.getByRole('textbox', { name: /理由/ }), { target: { value: '换热水器' } })
  fireEvent.click(dialog.getByRole('button', { name: '改为维修中' }))
  const history = within(await dialog.findByRole('table', { name: '这套房的历史' }))
  expect(await history.findByText('空着 → 维修中')).toBeInTheDocument()
  expect(history.getByText('换热水器')).toBeInTheDocument()
  expect(await screen.findByRole('button', { name: /^202.*维修中.*预计12月5日/ })).toBeInTheDocument()
  expect(await screen.findByRole('button', { name: /^7.*空着/ })).toBeInTheDocument()
})

test('a change by somebody else meanwhile is refused, and the flat shown as it is', async () => {
  sitDown(harness, lead, `/flats?flat=${yard.flats[0] ?? ''}`)
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(await dialog.findByRole('combobox', { name: /改成什么/ }), {
    target: { value: 'withdrawn' },
  })
  fireEvent.change(dialog.getByRole('textbox', { name: /理由/ }), { target: { value: '样板间' } })
  await lead.call('PUT /housing/flats/:flat/state', {
    params: { flat: yard.flats[0] as string },
    body: { from: 'free', to: 'repairing', reason: '漏水', freeFrom: null },
  })
  fireEvent.click(dialog.getByRole('button', { name: '改为不出租' }))
  expect(await dialog.findByText('空着 → 维修中')).toBeInTheDocument()
})

const drop = async (rows: string[][], name = '房源.csv') => {
  const text = [inventoryHead, ...rows].map((row) => row.join(',')).join('\n')
  fireEvent.change(await screen.findByLabelText('选择房源表格文件'), {
    target: { files: [new File([text], name, { type: 'text/csv' })] },
  })
}

test('an inventory with faults says each by row and column and adds nothing; one without is added whole', async () => {
  sitDown(harness, lead, '/flat-imports')
  await drop([
    ['青年里人才公寓', '单间甲', '5栋', '1', '101'],
    ['青年里人才公寓', '没有的', '5栋', '一楼', '102'],
  ])
  expect(await screen.findByText('有 2 处错误，一套也没有加')).toBeInTheDocument()
  const faults = within(screen.getByRole('table', { name: '表格里的错误' }))
  expect(faults.getByText('D（楼层）')).toBeInTheDocument()
  expect(faults.getByText(/没有“没有的”这个户型。已有：单间甲/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: /下载标注好的副本/ })).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: /回到列表/ }))
  await drop([['青年里人才公寓', '单间甲', '5栋', '1', '101']])
  expect(await screen.findByText('没有错误，可以加 1 套')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '确认，加 1 套' }))
  expect((await screen.findAllByText('已加 1 套')).length).toBeGreaterThan(0)
  const { items } = await lead.call('GET /housing/projects/:project/board', {
    params: { project: yard.station },
  })
  expect(items.filter(({ building }) => building === '5栋')).toHaveLength(1)
})

test('a station becomes a project, and gets a type that is drawn as its sizes are typed', async () => {
  sitDown(harness, lead, `/flat-projects?project=${stationOf.makers}`)
  fireEvent.change(await screen.findByRole('textbox', { name: /代号/ }), { target: { value: 'makers' } })
  fireEvent.change(screen.getByRole('textbox', { name: /一句介绍/ }), { target: { value: '离科创园十分钟' } })
  fireEvent.change(screen.getByRole('textbox', { name: /走路多久/ }), { target: { value: '飞机：机场，6' } })
  fireEvent.click(screen.getByRole('button', { name: '建为公寓项目' }))
  expect(await screen.findByText(/第 1 行读不出/)).toBeInTheDocument()
  fireEvent.change(screen.getByRole('textbox', { name: /走路多久/ }), {
    target: { value: '地铁：2 号线溁湾镇站，14' },
  })
  fireEvent.click(screen.getByRole('button', { name: '建为公寓项目' }))
  fireEvent.click(await screen.findByRole('button', { name: '加户型' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByRole('textbox', { name: /^名称/ }), { target: { value: '工坊单间' } })
  fireEvent.change(dialog.getByRole('textbox', { name: /面积/ }), { target: { value: '12' } })
  fireEvent.change(dialog.getByRole('textbox', { name: /市场月租金/ }), { target: { value: '1380' } })
  expect(dialog.getByRole('img', { name: '工坊单间平面图：卧室 3.6 × 4.0 米' })).toBeInTheDocument()
  fireEvent.click(dialog.getByRole('button', { name: /保\s*存/ }))
  expect(await dialog.findByText(/各房间加起来 14.4 平方米，比户型面积还大/)).toBeInTheDocument()
  fireEvent.change(dialog.getByRole('textbox', { name: /面积/ }), { target: { value: '30.1' } })
  fireEvent.click(dialog.getByRole('button', { name: /保\s*存/ }))
  await waitFor(async () =>
    expect(
      (await lead.call('GET /housing/inventory')).items.find(({ id }) => id === stationOf.makers)?.types,
    ).toMatchObject([{ name: '工坊单间', marketFenPerMonth: 138_000, areaSqmHundredths: 3010 }]),
  )
})

test('figures are drawn with what they mean and stand in a table', async () => {
  harness.clock.advance(3 * 86_400)
  const office = await harness.office('lead')
  sitDown(harness, office, '/flat-figures')
  expect(await screen.findByRole('img', { name: '每月出租率，图。数字在下面的表里' })).toBeInTheDocument()
  expect(screen.getByRole('table', { name: /空得最久的房$/ })).toHaveTextContent('1栋 1023 天')
  const { items } = await office.call('GET /housing/occupancy')
  expect(shareByMonth(items, light).table.rows).toEqual([
    ['2026-11', '青年里人才公寓', '0%', '0', '21', '6', '0', '0'],
  ])
})

test.each([
  ['地铁：1 号线侯家塘站，6', { kind: 'metro', text: '1 号线侯家塘站', minutesOnFoot: 6 }],
  ['买菜购物:书院巷菜市场, 4 分钟', { kind: 'shop', text: '书院巷菜市场', minutesOnFoot: 4 }],
  ['地铁 1 号线 6', null],
  ['飞机：机场，6', null],
  ['地铁：1 号线，0', null],
])('reads what is near: %s', (line, near) => {
  expect(nearOf(line)).toEqual(near)
})

test.each([
  ['a.xls', 10, /旧的 xls/],
  ['a.xlsx', 0, /是空的/],
  ['a.xlsx', 6 * 1024 * 1024, /超过 5 MB/],
])('does not send %s of %d bytes', (name, size, words) => {
  expect(inventoryFault({ name, size })).toMatch(words)
})
