/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useCityStore } from '@/city-store'
import { useSession } from '@/session'
import ScanPage from '@/staff/scan'
import { sendQueue, useScanQueue } from '@/staff/scan-queue'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { connectPhone, type Network } from './phone-over-api'
import { codeOf, startWorld, stations, type Someone, type World } from './world'

jest.setTimeout(60_000)
let harness: Harness
let world: World
let network: Network
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() })
  world = await startWorld(harness)
})
afterAll(() => harness.close())
beforeEach(() => {
  network = connectPhone(harness)
  useScanQueue.setState({ items: [] })
})
afterEach(() => jest.useRealTimers())

const signInAs = async (person: Someone) => {
  const me = await person.call('GET /me')
  act(() => {
    useSession.setState({ token: person.token, me })
  })
}
const found = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 20_000 })
const scanned = (result: string) => jest.mocked(Taro.scanCode).mockResolvedValue({ result } as never)
/** The scanner of a clerk, with keys and list on the phone. */
const openScanner = async () => {
  await signInAs(await world.staff('clerk', stations.campus))
  render(<ScanPage />)
  await waitFor(() => expect(phone.storage.get('verifier-bundle')).toBeTruthy(), { timeout: 20_000 })
  return found(/扫人才码/)
}
const askedOfServer = () =>
  jest
    .mocked(Taro.request)
    .mock.calls.filter(([{ url, method }]) => method === 'POST' && url.includes('/verifications'))

it('an answer on an earlier code that comes late does not take the place of the next', async () => {
  const [first, second] = [await world.holder(), await world.holder('master')]
  const button = await openScanner()
  let release: () => void = () => undefined
  network.until = new Promise((resolve) => (release = resolve))
  scanned(codeOf(first, new Date()))
  fireEvent.click(button)
  await found('正在向服务器核实…')
  network.until = null
  scanned(codeOf(second, new Date()))
  fireEvent.click(screen.getByText('扫下一位'))
  await screen.findAllByText('青年英才', {}, { timeout: 20_000 })
  await waitFor(() => expect(screen.queryByText('正在向服务器核实…')).toBeNull(), { timeout: 20_000 })
  await act(async () => {
    release()
    await new Promise((resolve) => setTimeout(resolve, 200))
  })
  expect(screen.getByText('青年英才')).toBeInTheDocument()
  expect(screen.queryByText('高校毕业生')).toBeNull()
})

it.each([
  ['recorded', null],
  ['refused', '上一位的“到岗礼包”没有登记：.+'],
] as const)(
  'a record that is %s after the next code was scanned leaves that one alone, and a refusal is told',
  async (how, told) => {
    const [first, second] = [await world.holder(), await world.holder('master')]
    const button = await openScanner()
    scanned(codeOf(first, new Date()))
    fireEvent.click(button)
    const tap = await screen.findByRole('button', { name: '登记 到岗礼包' }, { timeout: 20_000 })
    await waitFor(() => expect(screen.queryByText('正在向服务器核实…')).toBeNull(), { timeout: 20_000 })
    if (how === 'refused') {
      const colleague = await world.staff('clerk', stations.campus)
      const body = { code: codeOf(first, new Date()), serviceId: 'gift', scannedAt: new Date().toISOString() }
      await colleague.call('POST /scans', { body })
    }
    let release: () => void = () => undefined
    network.until = new Promise((resolve) => (release = resolve))
    jest.mocked(Taro.request).mockClear()
    fireEvent.click(tap)
    await waitFor(() =>
      expect(Taro.request).toHaveBeenCalledWith(expect.objectContaining({ url: '/api/scans' })),
    )
    network.until = null
    scanned(codeOf(second, new Date()))
    fireEvent.click(screen.getByText('扫下一位'))
    await screen.findAllByText('青年英才', {}, { timeout: 20_000 })
    await waitFor(() => expect(screen.queryByText('正在向服务器核实…')).toBeNull(), { timeout: 20_000 })
    await act(async () => {
      release()
      await new Promise((resolve) => setTimeout(resolve, 500))
    })
    if (told) await found(new RegExp(told))
    expect(screen.getByText('青年英才')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '登记 到岗礼包' })).toBeInTheDocument()
    expect(screen.queryByText(/^已登记/)).toBeNull()
    if (!told) expect(screen.queryByText('没有办成')).toBeNull()
  },
)

it.each([
  'WIFI:T:WPA;S:home;P:secret-of-home;;',
  'https://pay.example.com/?token=1',
  '',
  ' \n',
  '人'.repeat(5000),
])("another app's code is no talent code, and what it says stays on this phone: %j", async (text) => {
  const button = await openScanner()
  jest.mocked(Taro.request).mockClear()
  scanned(text)
  fireEvent.click(button)
  await found('不是人才码')
  expect(screen.queryByText('没有办成')).toBeNull()
  expect(screen.queryByText('没有网络，由这部手机核验')).toBeNull()
  expect(askedOfServer()).toEqual([])
})

it('a scanner that stays open knows, when the network goes, whose code was stopped meanwhile', async () => {
  const [stopped, other] = [await world.holder(), await world.holder('master')]
  const start = Date.now()
  jest.useFakeTimers({
    now: start,
    doNotFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'nextTick',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  })
  const button = await openScanner()
  await stopped.call('DELETE /me/credential')
  jest.setSystemTime(start + 3_600_000)
  scanned(codeOf(other, new Date()))
  fireEvent.click(button)
  await screen.findAllByText('青年英才', {}, { timeout: 20_000 })
  await waitFor(() => expect(screen.queryByText('正在向服务器核实…')).toBeNull(), { timeout: 20_000 })
  await act(() => new Promise((resolve) => setTimeout(resolve, 500)))
  network.down = true
  scanned(codeOf(stopped, new Date()))
  fireEvent.click(screen.getByText('扫下一位'))
  await found('没有网络，由这部手机核验')
  expect(screen.getByText('已停用')).toBeInTheDocument()
  expect(screen.getByText(/停用名单更新于刚刚/)).toBeInTheDocument()
})

it('a record that a full phone cannot keep is said to be so, and is sent while the app stays open', async () => {
  const holder = await world.holder()
  const button = await openScanner()
  await waitFor(() => expect(useCityStore.getState().city).not.toBeNull(), { timeout: 20_000 })
  const full = jest.spyOn(Taro, 'setStorageSync').mockImplementation(() => {
    throw new Error('setStorageSync:fail exceed storage max size')
  })
  try {
    network.down = true
    scanned(codeOf(holder, new Date()))
    fireEvent.click(button)
    await found('没有网络，由这部手机核验')
    fireEvent.click(await screen.findByRole('button', { name: '登记 到岗礼包' }))
    await found('手机存储满了，没有存下：到岗礼包')
    expect(screen.queryByText('没有办成')).toBeNull()
    network.down = false
    await sendQueue()
    expect(useScanQueue.getState().items).toMatchObject([{ outcome: { recorded: true } }])
  } finally {
    full.mockRestore()
  }
  expect((await holder.call('GET /me/timeline')).items.some(({ title }) => title === '到岗礼包')).toBe(true)
})
