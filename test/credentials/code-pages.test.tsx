/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import TimelinePage from '@/account/timeline'
import { useCityStore } from '@/city-store'
import CodePage from '@/pages/code'
import { useSession } from '@/session'
import { useSettings } from '@/settings'
import ScanPage from '@/staff/scan'
import { useScanQueue } from '@/staff/scan-queue'
import TeamPage from '@/staff/team'
import TodayPage from '@/staff/today'
import { assign } from '../../server/staff'
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

const signInAs = async (person: Someone) => {
  const me = await person.call('GET /me')
  act(() => {
    useSession.setState({ token: person.token, me })
  })
}
const found = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 20_000 })

/** What a camera reads from the picture on the page. */
const readQr = (source: string): string | undefined => {
  const { width, height, data } = PNG.sync.read(Buffer.from(source.slice(source.indexOf(',') + 1), 'base64'))
  const [scale, margin] = [4, 16]
  const size = width * scale + margin * 2
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let y = 0; y < height * scale; y += 1)
    for (let x = 0; x < width * scale; x += 1) {
      const from = (Math.floor(y / scale) * width + Math.floor(x / scale)) * 4
      pixels.set(data.subarray(from, from + 4), ((y + margin) * size + x + margin) * 4)
    }
  return jsQR(pixels, size, size)?.data
}
const picture = async () =>
  (await screen.findByRole('img', { name: /人才码/ }, { timeout: 20_000 })).getAttribute('src') as string

it("takes a code in one tap and shows a picture that a clerk's scan finds valid, small enough for a tick", async () => {
  const person = await world.registered()
  const clerk = await world.staff('clerk', stations.campus)
  await signInAs(person)
  render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  const source = await picture()
  expect(source.length).toBeLessThan(1500)
  const verification = await clerk.call('POST /verifications', {
    body: { code: readQr(source) as string, scannedAt: new Date().toISOString() },
  })
  expect(verification).toMatchObject({ verdict: 'valid', holder: { maskedName: '李**' } })
  for (const word of ['有效', '已停用', '已到期']) expect(screen.queryByText(word)).toBeNull()
  expect(Taro.setKeepScreenOn).toHaveBeenCalledWith({ keepScreenOn: true })
  act(() => {
    phone.emit('hide')
  })
  expect(Taro.setKeepScreenOn).toHaveBeenCalledWith({ keepScreenOn: false })
})

it('takes one code, not two, when the answer to the first tap is lost', async () => {
  const person = await world.registered()
  await signInAs(person)
  render(<CodePage />)
  const keys = () =>
    jest
      .mocked(Taro.request)
      .mock.calls.filter(([{ method }]) => method === 'PUT')
      .map(([{ header }]) => header?.['idempotency-key'] as string)
  fireEvent.click(
    await found('领取人才码').then((button) => {
      network.deaf = true
      return button
    }),
  )
  await found('没有领到')
  network.deaf = false
  fireEvent.click(await screen.findByRole('button', { name: '领取人才码' }))
  await picture()
  expect(new Set(keys()).size).toBe(1)
  expect(
    (await person.call('GET /me/timeline')).items
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('credential')),
  ).toEqual(['credential-issued'])
})

it('offers the code again to whoever comes back from registering', async () => {
  const person = await world.newcomer()
  await signInAs(person)
  render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  await found('去登记，约两分钟')
  act(() => {
    phone.emit('show')
  })
  expect(await screen.findByRole('button', { name: '领取人才码' })).toBeInTheDocument()
})

it('asks for a consent where it is missing, and goes on once it is given', async () => {
  const person = await world.registered()
  await world.consent(person, 'talent-code', false)
  await signInAs(person)
  render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  fireEvent.click(await screen.findByRole('button', { name: '看说明，再决定' }))
  const sheet = await screen.findByRole('dialog', { name: /同意使用/ })
  fireEvent.click(within(sheet).getByRole('button', { name: '暂不同意' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '看说明，再决定' }))
  const agree = await screen.findByRole('button', { name: '同意' })
  network.down = true
  fireEvent.click(agree)
  await found('还没有记下你的同意')
  network.down = false
  fireEvent.click(screen.getByRole('button', { name: '同意' }))
  fireEvent.click(await screen.findByRole('button', { name: '领取人才码' }))
  await picture()
})

it('takes another code, not the old answer, after the first was stopped', async () => {
  const person = await world.registered()
  await signInAs(person)
  const first = render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  await picture()
  first.unmount()
  await person.call('DELETE /me/credential')
  render(<CodePage />)
  fireEvent.click(await found('重新领取'))
  await waitFor(async () => expect((await person.call('GET /me/credential')).revokedAt).toBeNull())
})

it('shows the code without a network, and asks before it moves from another phone', async () => {
  const holder = await world.holder()
  await signInAs(holder)
  const first = render(<CodePage />)
  fireEvent.click(await found('换到这部手机'))
  fireEvent.click(screen.getAllByRole('button', { name: '换到这部手机' }).at(-1) as HTMLElement)
  await picture()
  first.unmount()
  network.down = true
  render(<CodePage />)
  expect(readQr(await picture())).toMatch(/^TC1:/)
  await found('现在没有网络')
})

it('leads the signed-out to sign in, and the unregistered to register', async () => {
  act(() => {
    useSession.setState({ token: null, me: null })
  })
  const first = render(<CodePage />)
  expect(screen.getByText('去登录')).toBeInTheDocument()
  first.unmount()
  await signInAs(await world.newcomer())
  render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  expect(await found(/去登记/)).toBeInTheDocument()
})

it('verifies, records, undoes; tells a picture from a phone', async () => {
  const holder = await world.holder()
  await signInAs(await world.staff('clerk', stations.campus))
  render(<ScanPage />)
  const scan = jest.mocked(Taro.scanCode)
  scan.mockResolvedValue({ result: codeOf(holder, new Date(Date.now() - 120_000)) } as never)
  fireEvent.click(await found(/扫人才码/))
  await found('旧画面')
  scan.mockResolvedValue({ result: codeOf(holder, new Date()) } as never)
  fireEvent.click(screen.getByText('扫下一位'))
  await found('有效')
  fireEvent.click(await screen.findByRole('button', { name: '登记 到岗礼包' }, { timeout: 20_000 }))
  await found('已登记：到岗礼包')
  fireEvent.click(screen.getByRole('button', { name: '撤销刚才的登记' }))
  await found('已撤销')
})

it('lets a clerk of several stations choose where, and remembers it on this phone', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  await assign(harness.db, new Date(), clerk.id, 'clerk', stations.flat)
  await signInAs(clerk)
  const first = render(<ScanPage />)
  fireEvent.click(await screen.findByRole('radio', { name: '青年公寓' }))
  first.unmount()
  render(<ScanPage />)
  expect(await screen.findByRole('radio', { name: '青年公寓' })).toHaveAttribute('aria-checked', 'true')
  jest.mocked(Taro.scanCode).mockResolvedValue({ result: codeOf(holder, new Date()) } as never)
  fireEvent.click(screen.getByRole('button', { name: '扫人才码' }))
  fireEvent.click(await screen.findByRole('button', { name: '登记 人才驿站入住' }, { timeout: 20_000 }))
  await found('已登记：人才驿站入住')
  expect((await clerk.call('GET /scans')).items[0]?.station.name).toBe('青年公寓')
})

it('asks a clerk of one station nothing, and takes none that another clerk chose on this phone', async () => {
  useSettings.getState().setStationId(stations.flat)
  await signInAs(await world.staff('clerk', stations.campus))
  render(<ScanPage />)
  await found('扫人才码 · 星城大学站')
  expect(screen.queryByRole('radio')).toBeNull()
})

it('keeps a record made without a network and sends it once there is one', async () => {
  const holder = await world.holder()
  await signInAs(await world.staff('clerk', stations.campus))
  render(<ScanPage />)
  await waitFor(() => expect(phone.storage.get('verifier-bundle')).toBeTruthy(), { timeout: 20_000 })
  await waitFor(
    () => expect(useCityStore.getState().city?.services.map(({ name }) => name)).toContain('到岗礼包'),
    { timeout: 20_000 },
  )
  network.down = true
  jest.mocked(Taro.scanCode).mockResolvedValue({ result: codeOf(holder, new Date()) } as never)
  fireEvent.click(await found(/扫人才码/))
  await found('有效')
  await found('没有网络，由这部手机核验')
  fireEvent.click(await screen.findByRole('button', { name: '登记 到岗礼包' }))
  await found('已存在手机上：到岗礼包')
  network.down = false
  render(<TodayPage />)
  await waitFor(
    () => expect(useScanQueue.getState().items[0]?.outcome).toEqual({ recorded: true, words: '已补登' }),
    { timeout: 20_000 },
  )
  expect((await holder.call('GET /me/timeline')).items.filter(({ kind }) => kind === 'service')).toHaveLength(
    1,
  )
})

it('shows the journey and takes a dispute', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  await clerk.call('POST /scans', {
    body: { code: codeOf(holder, new Date()), serviceId: 'gift', scannedAt: new Date().toISOString() },
  })
  await signInAs(holder)
  render(<TimelinePage />)
  fireEvent.click(await screen.findByRole('button', { name: /到岗礼包.*这不是我/ }, { timeout: 20_000 }))
  fireEvent.click(screen.getByRole('button', { name: '提交，这不是我' }))
  await found('已申报“这不是我”')
  expect(
    (await holder.call('GET /me/timeline')).items.find(({ title }) => title === '到岗礼包')?.disputedAt,
  ).toBeTruthy()
})

it('lets the security administrator stop the code of a dispute with a reason, and nobody else', async () => {
  const holder = await world.holder()
  const clerk = await world.staff('clerk', stations.campus)
  for (const serviceId of ['gift', 'consult']) {
    const { id } = await clerk.call('POST /scans', {
      body: { code: codeOf(holder, new Date()), serviceId, scannedAt: new Date().toISOString() },
    })
    await holder.call('PUT /me/timeline/:entry/dispute', {
      params: { entry: id },
      body: { note: '手机丢了' },
    })
  }
  await signInAs(await world.staff('lead'))
  const first = render(<TeamPage />)
  expect((await screen.findAllByText('“手机丢了”', {}, { timeout: 20_000 })).length).toBe(2)
  expect(screen.queryByRole('button', { name: /停用/ })).toBeNull()
  first.unmount()
  await signInAs(await world.staff('security-admin'))
  render(<TeamPage />)
  fireEvent.click(await screen.findByRole('radio', { name: '本人申诉' }))
  fireEvent.click(
    (
      await screen.findAllByRole('button', { name: '停用李**的人才码' }, { timeout: 20_000 })
    )[0] as HTMLElement,
  )
  fireEvent.click(screen.getByRole('button', { name: '停用人才码' }))
  expect(screen.getByText('请写明原因，本人会看到')).toBeInTheDocument()
  fireEvent.change(screen.getByLabelText('原因'), { target: { value: '本人来电，手机丢失' } })
  fireEvent.click(await screen.findByRole('button', { name: '停用人才码' }))
  expect(await screen.findAllByText('当时的码已停用', {}, { timeout: 20_000 })).toHaveLength(2)
  expect((await holder.call('GET /me/credential')).revokedAt).not.toBeNull()
  await harness.app.worker.drain() // which tells its owner
  expect(
    (await holder.call('GET /me/messages')).items.find(({ title }) => title === '你的人才码已被停用')?.body,
  ).toContain('本人来电，手机丢失')
})
