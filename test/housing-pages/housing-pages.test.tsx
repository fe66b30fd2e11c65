import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ProjectPage from '@/housing/project/index'
import ProjectsPage from '@/housing/projects/index'
import TypePage from '@/housing/type/index'
import WatchPage from '@/housing/watch/index'
import { stationOf } from '../../mock/city/stations'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { openProject } from '../housing/world'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
let yard: Awaited<ReturnType<typeof openProject>>
let river: Awaited<ReturnType<typeof openProject>>
beforeAll(async () => {
  harness = await startHarness()
  yard = await openProject(harness, 4)
  river = await openProject(harness, 3, {
    station: stationOf.riverside,
    code: 'test-river',
    layout: 'two-rooms',
    marketFen: 298_000,
    flats: { state: 'let', free_from: '2027-03-15' },
  })
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('shows everybody the same projects in the list and on the map, each pin by a name', async () => {
  await carry(null)
  render(<ProjectsPage />)
  expect(await screen.findByRole('heading', { name: '青年里人才公寓' })).toBeInTheDocument()
  expect(screen.getByText('租金是市场价的 70%，配好家电。先看房，再取得资格、参加配租。')).toBeInTheDocument()
  expect(screen.getAllByText('空着 4 套').length).toBeGreaterThan(0)
  expect(screen.getByText('¥1,015/月')).toBeInTheDocument()
  expect(screen.getAllByText('明年3月空出 3 套').length).toBeGreaterThan(0)
  fireEvent.click(screen.getByRole('radio', { name: '地图' }))
  const map = within(screen.getByRole('group', { name: '项目在城里的位置，示意图' }))
  expect(map.getAllByRole('button').map((pin) => pin.getAttribute('aria-label'))).toEqual([
    '青年里人才公寓，天心片区，空着 4 套',
    '江湾里人才公寓，开福片区，明年3月空出 3 套',
  ])
  fireEvent.click(map.getByRole('button', { name: /江湾里/ }))
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/housing/project/index?id=${river.station}` })
})

it('says what to do when there is no project, and offers a second try when nothing came', async () => {
  await carry(null)
  connect(harness, (path) => path.startsWith('/housing'))
  render(<ProjectsPage />)
  expect(await screen.findByRole('button', { name: /再试|重试/ })).toBeInTheDocument()
})

it('shows a project: what is near on foot, what is in the house, and rents by type', async () => {
  await carry(null)
  phone.open('/housing/project/index', { id: yard.station })
  render(<ProjectPage />)
  expect(await screen.findByText('6 分钟')).toBeInTheDocument()
  expect(screen.getByText('有电梯')).toBeInTheDocument()
  expect(screen.getByText('单间 · 28.5㎡ · 最多住 2 人')).toBeInTheDocument()
})

it('shows a type: plan by sizes, both rents, what one saves, and asks to sign in for the clauses', async () => {
  await carry(null)
  phone.open('/housing/type/index', { project: yard.station, type: yard.type })
  render(<TypePage />)
  expect(
    await screen.findByRole('img', { name: /单间甲平面图：卫生间 1.6 × 2.1 米，厨房/ }),
  ).toBeInTheDocument()
  expect(screen.getByText('¥1,015/月')).toBeInTheDocument()
  expect(screen.getByText('人才价 · ¥35.61/㎡')).toBeInTheDocument()
  expect(screen.getByText('市场价 ¥1,450/月 · ¥50.88/㎡')).toBeInTheDocument()
  expect(screen.getByText('每月省 ¥435')).toBeInTheDocument()
  expect(screen.getByText('1栋：4 套，空着 4 套')).toBeInTheDocument()
  expect(screen.getByText('登录后逐条对照你的情况，申请之前就知道。')).toBeInTheDocument()
})

it('holds who is signed in against each clause, and keeps a mark', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  phone.open('/housing/type/index', { project: yard.station, type: yard.type })
  render(<TypePage />)
  expect(await screen.findByText('毕业 5 年内，或 A、B 类人才：符合')).toBeInTheDocument()
  expect(screen.getByText('家庭月收入不超过上限：还不知道')).toBeInTheDocument()
  await tap('收藏这个户型：青年里人才公寓单间甲')
  expect(await screen.findByText('已收藏，点一下取消')).toBeInTheDocument()
  expect((await person.call('GET /me/flat-favourites')).items).toEqual([yard.type])
  await tap('已收藏，点一下取消：青年里人才公寓单间甲')
  expect(await screen.findByText('收藏这个户型')).toBeInTheDocument()
  expect((await person.call('GET /me/flat-favourites')).items).toEqual([])
})

it('says of a type that is gone what to do', async () => {
  await carry(null)
  phone.open('/housing/type/index', { project: yard.station, type: river.type })
  render(<TypePage />)
  expect(await screen.findByText('没有这个户型')).toBeInTheDocument()
})

it('keeps what somebody wants to be told of, says how much fits now, and ends it', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  render(<WatchPage />)
  expect(await screen.findByText('现在就有 4 套合意的空着。')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('checkbox', { name: '两室一厅' }))
  expect(screen.getByText('1 种户型合意，现在都住满了。')).toBeInTheDocument()
  fireEvent.input(screen.getByLabelText('每月租金最多'), { target: { value: '两千' } })
  await tap('空出来告诉我')
  expect(await screen.findByText(/写 100 到 100000 之间的整数/)).toBeInTheDocument()
  fireEvent.input(screen.getByLabelText('每月租金最多'), { target: { value: '2,086' } })
  await tap('空出来告诉我')
  await waitFor(async () =>
    expect((await person.call('GET /me/flat-watch')).watch).toEqual({
      layouts: ['two-rooms'],
      projects: [],
      mostFenPerMonth: 208_600,
    }),
  )
  await tap('不用再告诉我')
  await waitFor(async () => expect((await person.call('GET /me/flat-watch')).watch).toBeNull())
})
