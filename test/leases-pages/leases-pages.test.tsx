import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { useCityStore } from '@/city-store'
import ContractPage from '@/leases/contract/index'
import DeskPage from '@/leases/desk/index'
import HomePage from '@/leases/mine/index'
import InspectPage from '@/leases/inspect/index'
import LeavePage from '@/leases/leave/index'
import PeoplePage from '@/leases/people/index'
import RenewPage from '@/leases/renew/index'
import RepairPage from '@/leases/repair/index'
import RepairsPage from '@/leases/repairs/index'
import { phone } from '../doubles/taro'
import {
  apartment,
  leaseOf,
  livingIn,
  newTenant,
  offered,
  payAll,
  scanned,
  sign,
  startLeaseWorld,
  type LeaseWorld,
} from '../leases/world'
import { carry, connect } from '../pages/phone-with-api'

let world: LeaseWorld
let at = 0
beforeAll(async () => {
  world = await startLeaseWorld()
})
afterAll(() => world.harness.close())
beforeEach(() => connect(world.harness))
const nextFlat = (): string => world.flats[at++] as string
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('says what to do where there is no lease', async () => {
  await carry(await newTenant(world))
  render(<HomePage />)
  expect(await screen.findByText('还没有租约')).toBeInTheDocument()
})

it('leads from the offer to the signature, with the text that is signed', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, nextFlat())
  await carry(person)
  const home = render(<HomePage />)
  expect(await screen.findByRole('heading', { name: '1栋 101' })).toBeInTheDocument()
  expect(screen.getByText(/到期没有签，这套房会放回给别人/)).toBeInTheDocument()
  home.unmount()
  phone.open('/leases/contract/index', { lease: id })
  render(<ContractPage />)
  expect(await screen.findByText(/租金每月 1,015.00 元/)).toBeInTheDocument()
  await tap('看过了，签约')
  const sheet = within(await screen.findByRole('dialog', { name: '签约' }))
  fireEvent.click(sheet.getByRole('button', { name: '发送验证码' }))
  const code = await sheet.findByLabelText('验证码')
  fireEvent.change(code, { target: { value: '000000' } })
  fireEvent.click(sheet.getByRole('button', { name: '确认签约' }))
  expect(await sheet.findByText(/验证码不对/)).toBeInTheDocument()
  fireEvent.change(code, { target: { value: world.harness.sms.lastCode(person.phone) } })
  fireEvent.click(sheet.getByRole('button', { name: '确认签约' }))
  await waitFor(async () => expect((await leaseOf(person, id)).state).toBe('signed'))
})

it('inspects on the clerk’s phone, wants a photo of damage, is agreed to, and hands the key over', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, nextFlat())
  await person.call('PUT /me/leases/:lease/first-day', {
    params: { lease: id },
    body: { day: '2026-11-22' },
  })
  await sign(world, person, id)
  await payAll(world, person, id)
  await carry(world.clerk)
  phone.open('/leases/inspect/index', { apartment, lease: id, kind: 'move-in' })
  const inspect = render(<InspectPage />)
  await screen.findByRole('radiogroup', { name: /门和门锁/ })
  fireEvent.click(
    within(screen.getByRole('radiogroup', { name: /墙面/ })).getByRole('radio', { name: '损坏' }),
  )
  await tap('记下验房结果')
  expect(await screen.findByText('墙面：写一句说明并拍照')).toBeInTheDocument()
  fireEvent.click(
    within(screen.getByRole('radiogroup', { name: /墙面/ })).getByRole('radio', { name: '正常磨损' }),
  )
  await tap('记下验房结果')
  await waitFor(async () => expect((await leaseOf(person, id)).inspections).toHaveLength(1))
  inspect.unmount()
  await carry(person)
  phone.open('/leases/mine/index', { id })
  const home = render(<HomePage />)
  await tap('认可验房结果')
  const sheet = within(await screen.findByRole('dialog', { name: '认可验房结果' }))
  fireEvent.click(sheet.getByRole('button', { name: '认可' }))
  expect(await screen.findByRole('button', { name: /出示人才码/ })).toBeInTheDocument()
  home.unmount()
  await carry(world.clerk)
  useCityStore.setState({ city: await world.harness.as()('GET /city') })
  render(<DeskPage />)
  await tap('交钥匙')
  const digits = (await screen.findByLabelText(/^现场口令/)).textContent
  jest.mocked(Taro.scanCode).mockResolvedValueOnce({ result: scanned(world, person, digits).code } as never)
  await tap('扫人才码')
  expect(await screen.findByText(/林\*\* 已入住/)).toBeInTheDocument()
})

it('reports a repair, keeps what was typed, and tells its progress', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  await carry(person)
  phone.open('/leases/repairs/index', { lease: id })
  const first = render(<RepairsPage />)
  expect(await screen.findByText('没有报修')).toBeInTheDocument()
  await tap('报修')
  fireEvent.change(await screen.findByLabelText('怎么回事'), { target: { value: '卧室的灯不亮' } })
  first.unmount() // the app was left: nothing is lost
  const again = render(<RepairsPage />)
  await tap('报修')
  expect(await screen.findByLabelText('怎么回事')).toHaveValue('卧室的灯不亮')
  fireEvent.click(screen.getByRole('radio', { name: '电路、灯' }))
  await tap('报上去')
  expect(await screen.findByText('已报修，等安排')).toBeInTheDocument()
  again.unmount()
  phone.open('/leases/repair/index', { lease: id })
  render(<RepairPage />)
  expect(await screen.findByText('卧室的灯不亮')).toBeInTheDocument()
  expect(screen.getByText(/前和你约上门的日子/)).toBeInTheDocument()
})

it('tells who lives there, how long one may stay on, and how to leave', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  await carry(person)
  phone.open('/leases/people/index', { lease: id })
  const people = render(<PeoplePage />)
  await tap('加一位同住的人')
  fireEvent.change(await screen.findByLabelText('姓名'), { target: { value: '陈一' } })
  fireEvent.click(screen.getByRole('radio', { name: '配偶' }))
  await tap('记下来')
  expect(await screen.findByText('陈一 · 配偶')).toBeInTheDocument()
  people.unmount()
  phone.open('/leases/renew/index', { lease: id })
  const renew = render(<RenewPage />)
  expect(await screen.findByText('2027年9月22日起可以续租')).toBeInTheDocument()
  expect(screen.getByText('签了 12 个月，还能续 24 个月。')).toBeInTheDocument()
  renew.unmount()
  phone.open('/leases/leave/index', { lease: id })
  render(<LeavePage />)
  await tap('通知退房')
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '通知退房' }))
  expect(await screen.findByRole('button', { name: '不走了，收回通知' })).toBeInTheDocument()
})
