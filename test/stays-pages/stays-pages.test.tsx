import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import DeskPage from '@/stays/desk/index'
import HostelPage from '@/stays/hostel/index'
import HostelsPage from '@/stays/hostels/index'
import MyStaysPage from '@/stays/mine/index'
import StayPage from '@/stays/stay/index'
import { stationOf } from '../../mock/city/stations'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { newcomer, openHostel, wanted } from '../stays/world'

const hostel = stationOf.hostel
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await openHostel(await harness.office('lead'), hostel, ['101', '102'])
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('shows hostels to who is not signed in', async () => {
  await carry(null)
  render(<HostelsPage />)
  expect(await screen.findByRole('heading', { name: '星火人才驿站' })).toBeInTheDocument()
  expect(screen.getByText('今晚空 2 张床')).toBeInTheDocument()
  expect(screen.getByText('单人间 2 张')).toBeInTheDocument()
})

it('says the rules and the clauses, books the nights that were tapped, and says when others are free', async () => {
  for (let count = 0; count < 2; count += 1)
    await (
      await newcomer(harness)
    ).call('POST /me/stays', { body: wanted(hostel, '2026-12-03', '2026-12-04') })
  const guest = await newcomer(harness)
  await carry(guest)
  phone.open('/stays/hostel/index', { id: hostel })
  render(<HostelPage />)
  expect(await screen.findByText(/入住当天 23:00 前到店/)).toBeInTheDocument()
  expect(screen.getByText(/过了这个时间没有到店，床位放给别人/)).toBeInTheDocument()
  expect(screen.getByText('2026 年用了 0 次，还剩 3 次。')).toBeInTheDocument()
  expect(await screen.findByText('订满的晚上：12月3日。其余都有空床。')).toBeInTheDocument()
  await tap('订下来')
  expect(await screen.findByText('先在日历上点一下哪天入住')).toBeInTheDocument()
  await tap('周三，12月2日空2张')
  fireEvent.click(screen.getByRole('radio', { name: '2 晚' }))
  expect(screen.getByText('12月2日至12月4日，2 晚（其中有订满的晚上）')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('radio', { name: '来面试' }))
  await tap('订下来')
  expect(await screen.findByText(/单人间在12月3日已订满/)).toBeInTheDocument()
  await tap('改成12月4日（周五）入住')
  await tap('订下来')
  await waitFor(async () => expect((await guest.call('GET /me/stays')).items).toHaveLength(1))
  expect((await guest.call('GET /me/stays')).items[0]).toMatchObject({
    fromDay: '2026-12-04',
    toDay: '2026-12-06',
    purpose: 'interview',
  })
})

it('lets a guest come late, change days, and cancel, and keeps the old days where the new are full', async () => {
  const guest = await newcomer(harness)
  const stay = await guest.call('POST /me/stays', { body: wanted(hostel, '2026-12-10', '2026-12-11') })
  await carry(guest)
  phone.open('/stays/stay/index', { id: stay.id })
  render(<StayPage />)
  await screen.findByRole('heading', { name: '12月10日至12月11日，1 晚' })
  await tap(/我要晚到/)
  await waitFor(async () =>
    expect((await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).arrivesLate).toBe(true),
  )
  await tap(/改日期/)
  const sheet = within(await screen.findByRole('dialog', { name: '改日期' }))
  fireEvent.click(await sheet.findByRole('button', { name: '周一，12月14日空2张' }))
  fireEvent.click(sheet.getByRole('button', { name: '改成这几晚' }))
  await screen.findByRole('heading', { name: '12月14日至12月15日，1 晚' })
  await tap(/取消/)
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '取消住宿' }))
  expect(await screen.findByText('已取消')).toBeInTheDocument()
  expect(screen.getByText('这一次不算次数。')).toBeInTheDocument()
})

it('counts one’s own bed as free where days are changed, so that a stay can move by a night in a full house', async () => {
  const [guest, other] = [await newcomer(harness), await newcomer(harness)]
  const stay = await guest.call('POST /me/stays', { body: wanted(hostel, '2026-12-18', '2026-12-20') })
  await other.call('POST /me/stays', { body: wanted(hostel, '2026-12-18', '2026-12-20') })
  await carry(guest)
  phone.open('/stays/stay/index', { id: stay.id })
  render(<StayPage />)
  await screen.findByRole('heading', { name: '12月18日至12月20日，2 晚' })
  await tap(/改日期/)
  const sheet = within(await screen.findByRole('dialog', { name: '改日期' }))
  fireEvent.click(await sheet.findByRole('button', { name: '周六，12月19日选中' }))
  expect(sheet.queryByText(/其中有订满的晚上/)).not.toBeInTheDocument()
  fireEvent.click(sheet.getByRole('button', { name: '改成这几晚' }))
  await screen.findByRole('heading', { name: '12月19日至12月21日，2 晚' })
  expect(screen.getByText(stay.number)).toBeInTheDocument()
})

it('lists one’s stays, and says what to do where there is none', async () => {
  await carry(await newcomer(harness))
  render(<MyStaysPage />)
  expect(await screen.findByText('还没有订过')).toBeInTheDocument()
})

it('checks in by number at the desk, shows who is here today and the board of beds', async () => {
  const guest = await newcomer(harness)
  const stay = await guest.call('POST /me/stays', { body: wanted(hostel, '2026-11-22', '2026-11-24') })
  await carry(await harness.staff('clerk', hostel))
  render(<DeskPage />)
  fireEvent.change(await screen.findByLabelText('住宿编号'), { target: { value: 'YZ999999' } })
  await tap('按编号办理')
  expect(await screen.findByText(/本驿站没有这个编号的预订/)).toBeInTheDocument()
  fireEvent.change(screen.getByLabelText('住宿编号'), { target: { value: stay.number } })
  await tap('按编号办理')
  expect(await screen.findByText('林** 已入住')).toBeInTheDocument()
  await tap('林** 离店')
  await waitFor(async () =>
    expect((await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).state).toBe('left'),
  )
  fireEvent.click(screen.getByRole('radio', { name: '床位' }))
  expect(await screen.findByRole('img', { name: /床位 102，单人间。空着的晚上/ })).toBeInTheDocument()
})
