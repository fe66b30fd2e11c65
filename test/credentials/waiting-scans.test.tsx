/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import MinePage from '@/pages/mine'
import { useCityStore } from '@/city-store'
import { useSession } from '@/session'
import ScanPage from '@/staff/scan'
import { codeText } from '@/words/code-text'
import { adviceOf } from '@/staff/scan/verdict-looks'
import { sendAgain, sendQueue, useScanQueue, type QueuedScan } from '@/staff/scan-queue'
import TodayPage from '@/staff/today'
import { endRole } from '../../server/accounts'
import { startHarness, type Harness } from '../harness'
import { connectPhone, type Network } from './phone-over-api'
import { codeOf, startWorld, stations, type HolderOfCode, type Someone, type World } from './world'

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
  useCityStore.setState({ city: null })
})

const signInAs = async (person: Someone) => {
  const me = await person.call('GET /me')
  act(() => {
    useSession.setState({ token: person.token, me })
  })
}
const found = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 20_000 })
let turn = 0
const waiting = (clerk: Someone, holder: HolderOfCode, change: Partial<QueuedScan> = {}): QueuedScan => ({
  key: `waiting-${(turn += 1)}`,
  personId: clerk.id,
  maskedName: '王**',
  code: codeOf(holder, new Date()),
  serviceId: 'gift',
  serviceName: '到岗礼包',
  stationId: stations.campus,
  stationName: '星城大学站',
  scannedAt: new Date().toISOString(),
  entry: 'camera',
  challenge: null,
  outcome: null,
  ...change,
})
const keep = (...items: QueuedScan[]) => {
  act(() => {
    useScanQueue.setState({ items })
  })
}
const first = () => useScanQueue.getState().items[0]

it('what a colleague recorded without a network is sent by nobody else, and the next clerk reads whose it is', async () => {
  const holder = await world.holder()
  const [absent, present] = [
    await world.staff('clerk', stations.campus),
    await world.staff('clerk', stations.campus),
  ]
  keep(waiting(absent, holder))
  await signInAs(present)
  const page = render(<TodayPage />)
  await found('这部手机上有同事的登记没有补登')
  expect(screen.getByText(/王\*\* 1 条/)).toBeInTheDocument()
  expect(screen.queryByText('到岗礼包')).toBeNull()
  await sendQueue()
  expect(first()?.outcome).toBeNull()
  expect((await holder.call('GET /me/timeline')).items.some(({ title }) => title === '到岗礼包')).toBe(false)
  page.unmount()
  await signInAs(absent)
  await sendQueue()
  expect(first()).toMatchObject({ outcome: { recorded: true }, code: '' })
  expect((await absent.call('GET /scans')).items).toMatchObject([{ offline: true, entry: 'camera' }])
})

it('what the server refuses stays on the phone, with the reason and whom to tell, and can be sent again', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  keep(waiting(clerk, holder, { stationId: stations.flat }))
  await signInAs(clerk)
  render(<TodayPage />)
  await found(/你不是这个站点的工作人员.*告诉人才办/)
  expect(first()?.code).toMatch(/^TC1:/)
  act(() => useScanQueue.getState().change(first()?.key ?? '', { stationId: stations.campus }))
  fireEvent.click(screen.getByRole('button', { name: '再试一次，到岗礼包' }))
  await waitFor(() => expect(first()?.outcome?.recorded).toBe(true), { timeout: 20_000 })
})

it('a record whose answer was lost is one record, and not marked as without a network', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  await signInAs(clerk)
  jest.mocked(Taro.scanCode).mockResolvedValue({ result: codeOf(holder, new Date()) } as never)
  render(<ScanPage />)
  fireEvent.click(await found(/扫人才码/))
  const button = await screen.findByRole('button', { name: '登记 到岗礼包' }, { timeout: 20_000 })
  await waitFor(() => expect(screen.queryByText('正在向服务器核实…')).toBeNull(), { timeout: 20_000 })
  network.deaf = true
  fireEvent.click(button)
  await found('已存在手机上：到岗礼包')
  network.deaf = false
  await sendQueue()
  expect(first()?.outcome).toEqual({ recorded: true, words: '已补登' })
  expect((await clerk.call('GET /scans')).items).toMatchObject([{ offline: false }])
})

it('what is asked for again while others are being sent is sent too, and what was dismissed is not', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  const refused = { outcome: { recorded: false, words: '' }, serviceId: 'consult', serviceName: '政策咨询' }
  keep(
    waiting(clerk, holder, refused),
    waiting(clerk, holder),
    waiting(clerk, holder, { serviceId: 'consult' }),
  )
  await signInAs(clerk)
  let release: () => void = () => undefined
  network.until = new Promise((resolve) => (release = resolve))
  const sending = sendQueue()
  await new Promise((resolve) => setTimeout(resolve, 100))
  network.until = null
  const [again, , dismissed] = useScanQueue.getState().items
  useScanQueue.getState().dismiss(dismissed?.key ?? '')
  const asking = sendAgain(again?.key ?? '')
  release()
  await Promise.all([sending, asking])
  expect(useScanQueue.getState().items.map(({ outcome }) => outcome?.recorded)).toEqual([true, true])
  expect((await clerk.call('GET /scans')).items.map(({ service }) => service.name).sort()).toEqual([
    '到岗礼包',
    '政策咨询',
  ])
})

it('a role that ended destroys nothing', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  keep(waiting(clerk, holder))
  await signInAs(clerk)
  await endRole(harness.db, clerk.id, 'clerk', new Date())
  await sendQueue()
  expect(first()).toMatchObject({ outcome: { recorded: false } })
  expect(first()?.code).toMatch(/^TC1:/)
})

it('signing out says first what still waits', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  keep(waiting(clerk, holder), waiting(await world.staff('clerk', stations.campus), holder))
  await signInAs(clerk)
  render(<MinePage />)
  fireEvent.click(await found('退出登录'))
  await found(/还有 1 条没有网络时登记的服务没有补登/)
  expect(useSession.getState().token).not.toBeNull()
})

it('a service that asks for digits is recorded once the holder has answered them, and not before', async () => {
  const holder = await world.holder()
  await signInAs(await world.staff('clerk', stations.flat))
  const scan = jest.mocked(Taro.scanCode)
  scan.mockResolvedValue({ result: codeOf(holder, new Date()) } as never)
  render(<ScanPage />)
  fireEvent.click(await found(/扫人才码/))
  fireEvent.click(await screen.findByRole('button', { name: '登记 公寓钥匙' }, { timeout: 20_000 }))
  const digits = (await screen.findByLabelText(/^现场口令/)).textContent ?? ''
  expect(digits).toMatch(/^[0-9]{6}$/)
  fireEvent.click(screen.getByText('对方已输入，扫码'))
  await found('口令不对')
  fireEvent.click(screen.getByText('再出一个口令'))
  const again = (await screen.findByLabelText(/^现场口令/)).textContent ?? ''
  const { challengedNonce } = await import('@jucai/contract/talent-code/proof')
  scan.mockResolvedValue({
    result: codeOf(holder, new Date(), challengedNonce(Uint8Array.of(7, 7, 7, 7), again)),
  } as never)
  fireEvent.click(screen.getByText('对方已输入，扫码'))
  fireEvent.click(await screen.findByRole('button', { name: '登记 公寓钥匙' }, { timeout: 20_000 }))
  await found('已登记：公寓钥匙')
})

it('a pasted code is read whatever a chat program did around it', () => {
  for (const text of [
    'TC1:AB C',
    ' TC1:AB C',
    'tc1:ab c\r\n',
    '\u200bTC1:AB\r\n C\u202c',
    '\u3000TC1:AB\u00a0C\u00a0',
  ])
    expect(codeText(text)).toBe('TC1:AB C')
  for (const space of '\u00a0\u2002\u2005\u2009\u202f\u3000')
    expect(codeText(`TC1:A${space}B C`)).toBe('TC1:A B C')
  expect(codeText('wifi:x')).toBe('wifi:x')
})

it('a phone that is slow and an old picture have their own words', () => {
  expect(adviceOf('stale-proof', 90)).toMatch(/2 分钟前.*时间慢了/)
  expect(adviceOf('stale-proof', 3600)).toMatch(/60 分钟前的画面，多半是截图/)
  expect(adviceOf('stale-proof', 90_000)).toMatch(/几个小时以前/)
  expect(adviceOf('clock-off', -90)).toMatch(/对方手机的时间快了/)
  expect(adviceOf('clock-off', null)).toMatch(/两部手机/)
})
