import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import LeadPage from '@/staff/lead/index'
import LeadsPage from '@/staff/leads/index'
import VisitsPage from '@/staff/visits/index'
import { stationOf } from '../../mock/city/stations'
import { apply, homecomingAnswers } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
let clerk: Visitor
let returnee: Visitor
let id: string
beforeAll(async () => {
  harness = await startHarness()
  clerk = await harness.staff('clerk', stationOf.shenzhen)
  returnee = await harness.registerPerson({ name: '周归远' })
  id = (await apply(returnee, 'homecoming', homecomingAnswers())).id
})
afterAll(() => harness.close())
beforeEach(async () => {
  connect(harness)
  await carry(clerk)
})

const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('lists who waits for an answer', async () => {
  render(<LeadsPage />)
  await waitFor(() => expect(screen.getByText('周**')).toBeInTheDocument())
  expect(screen.getByText('答复期限：还剩 5 个工作日（11月27日前）')).toBeInTheDocument()
  expect(screen.getByRole('link')).toHaveAttribute('href', `/staff/lead/index?id=${id}`)
})

it('keeps an answer that was not sent yet, for whoever typed it', async () => {
  phone.open('/staff/lead/index', { id })
  const left = render(<LeadPage />)
  await screen.findByText('做过五年电池正极材料')
  type('答复', '您好，我是驻深圳站的')
  left.unmount()
  const again = render(<LeadPage />)
  expect(await screen.findByLabelText('答复')).toHaveValue('您好，我是驻深圳站的')
  again.unmount()
  await carry(await harness.staff('clerk', stationOf.shenzhen))
  render(<LeadPage />)
  expect(await screen.findByLabelText('答复')).toHaveValue('')
})

it('answers, sees the number with a reason, notes, plans, records, and hands over', async () => {
  phone.open('/staff/lead/index', { id })
  render(<LeadPage />)
  await waitFor(() => expect(screen.getByText('做过五年电池正极材料')).toBeInTheDocument())
  await tap('发出答复，由我联系')
  expect(screen.getByText(/写清楚您是谁/)).toBeInTheDocument()
  type('答复', '您好，我是驻深圳站的小林，下周请您来聊聊。')
  await tap('发出答复，由我联系')
  await waitFor(() => expect(screen.queryByLabelText('答复')).not.toBeInTheDocument())
  expect(screen.getByText(/联系人 林老师/)).toBeInTheDocument()

  await tap('看完整号码')
  await tap('记下理由，看号码')
  expect(screen.getByText(/写明为什么要打这个电话/)).toBeInTheDocument()
  type('理由', '约来访时间')
  await tap('记下理由，看号码')
  await waitFor(() => expect(screen.getByText('13900001234')).toBeInTheDocument())

  await tap('三天后联系')
  await waitFor(() => expect(screen.getByText('2026年11月25日')).toBeInTheDocument())
  type('记一条', '周末方便接电话')
  await tap('记下')
  await waitFor(() => expect(screen.getByText('周末方便接电话')).toBeInTheDocument())

  await tap('记一件进展')
  fireEvent.click(screen.getByRole('radio', { name: '资金到位' }))
  type('到位的金额（万元）', '500')
  type('一句话', '首期到账')
  fireEvent.click(screen.getAllByRole('button', { name: '记下' }).at(-1) as HTMLElement)
  await waitFor(() => expect(screen.getByText('资金到位 500 万元')).toBeInTheDocument())

  await tap('转给别的工作站')
  type('为什么转', '本人已搬到上海')
  await tap(/^转到哪里/)
  await tap(/^驻上海招才引智工作站/)
  await tap('转出')
  await waitFor(() => expect(screen.getByText('已转给驻上海招才引智工作站')).toBeInTheDocument())
  expect((await returnee.call('GET /me/reads')).items.some(({ why }) => why === '约来访时间')).toBe(true)
})

it('offers a time, shows who comes, and records who came', async () => {
  const { unmount } = render(<VisitsPage />)
  await waitFor(() => expect(screen.getByText('还没有人约')).toBeInTheDocument())
  fireEvent.click(screen.getByRole('radio', { name: '开放时段' }))
  await tap('开放这个时段')
  await waitFor(() => expect(screen.getByText('共 2 个名额，已约 0')).toBeInTheDocument())
  await tap('开放这个时段')
  await waitFor(() => expect(screen.getByText(/与已有的时段重叠/)).toBeInTheDocument())
  const [slot] = (
    await returnee.call('GET /stations/:station/slots', { params: { station: stationOf.shenzhen } })
  ).items
  await returnee.call('POST /me/visits', { body: { slotId: slot?.id as string, purpose: '想看厂房' } })
  unmount()
  harness.clock.set(slot?.startsAt as string)
  await carry(clerk)
  render(<VisitsPage />)
  await waitFor(() => expect(screen.getByText('周** · 想看厂房')).toBeInTheDocument())
})
