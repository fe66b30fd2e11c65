import { fireEvent, render, screen } from '@testing-library/react'
import ConsentPage from '@/engagements/consent/index'
import DeskPage from '@/engagements/desk/index'
import DeskOnePage from '@/engagements/desk-one/index'
import EngagementPage from '@/engagements/engagement/index'
import MinePage from '@/engagements/mine/index'
import { phone } from '../doubles/taro'
import { accepted, proposed, record, running, signedByTwo } from '../engagements/world'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
}, 600_000)
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

it('says what the list is for while it is empty, and makes a code', async () => {
  await carry(await harness.registerPerson())
  phone.open('/engagements/mine/index')
  render(<MinePage />)
  expect(await screen.findByText('还没有聘用')).toBeInTheDocument()
  await tap('生成邀约码')
  expect(await screen.findByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)).toBeInTheDocument()
})

it('lets the expert record hours, and says beside the field what is wrong', async () => {
  const world = await running(harness)
  await carry(world.expert)
  phone.open('/engagements/engagement/index', { id: world.id })
  render(<EngagementPage />)
  expect(await screen.findByRole('heading', { name: '材料工艺顾问' })).toBeInTheDocument()
  type('从几点', '23:00')
  type('到几点', '22:00')
  type('做了什么', '看配方试验')
  await tap('登记工时')
  expect(await screen.findByText(/结束要晚于开始/)).toBeInTheDocument()
  expect(screen.getByLabelText('做了什么')).toHaveValue('看配方试验')
})

it('finds hours of the month before, on both sides: there they are confirmed, here taken back', async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  const world = await running(harness)
  await record(world, '2026-11-21')
  harness.clock.set('2026-12-01T02:00:00Z') // by the phone's clock it may be any day: the month comes from the server
  await carry(await harness.signIn(world.expert.phone))
  phone.open('/engagements/engagement/index', { id: world.id })
  const own = render(<EngagementPage />)
  expect(await screen.findByText('2026年12月登记的')).toBeInTheDocument()
  expect(screen.queryByText(/2026年11月21日 09:00/)).not.toBeInTheDocument()
  await tap('上个月，2026年11月')
  expect(await screen.findByText('2026年11月21日 09:00–12:00')).toBeInTheDocument()
  own.unmount()
  await carry(await harness.signIn(world.employer.owner.phone))
  phone.open('/engagements/desk-one/index', { employer: world.employer.id, id: world.id })
  render(<DeskOnePage />)
  await tap('上个月，2026年11月')
  await tap('确认：2026年11月21日 09:00–12:00')
  expect(await screen.findByText('已确认 3 小时')).toBeInTheDocument()
  expect(await screen.findByText('2026年11月21日 09:00–12:00')).toBeInTheDocument() // still that month
  harness.clock.set(new Date().toISOString())
})

it('shows an employer its experts and asks for the next signature', async () => {
  const world = await accepted(await proposed(harness))
  await carry(world.employer.owner)
  phone.open('/engagements/desk/index', { employer: world.employer.id })
  const list = render(<DeskPage />)
  expect(await screen.findByText(/等专家签/)).toBeInTheDocument()
  list.unmount()
  phone.open('/engagements/desk-one/index', { employer: world.employer.id, id: world.id })
  render(<DeskOnePage />)
  expect(await screen.findByRole('button', { name: '改约定' })).toBeInTheDocument()
})

it('lets the home employer sign by its link without an account, and shows nothing of the pay', async () => {
  const world = await accepted(await proposed(harness))
  const code = await signedByTwo(world)
  await carry(null)
  phone.open('/engagements/consent/index', { code })
  render(<ConsentPage />)
  expect(await screen.findByText(world.at.name)).toBeInTheDocument()
  expect(screen.queryByText(/¥800|800 元/)).not.toBeInTheDocument()
  type('签署人姓名', '贺主任')
  await tap('发送验证码')
  expect(await screen.findByLabelText('验证码')).toBeInTheDocument()
  type('验证码', harness.sms.lastCode(world.at.phone) as string)
  await tap('同意并签署')
  expect(await screen.findByText('贵单位已经同意')).toBeInTheDocument()
  const row = await harness.db
    .selectFrom('engagement')
    .select('state')
    .where('id', '=', world.id)
    .executeTakeFirstOrThrow()
  expect(row.state).toBe('running')
})

it('says when a link is not whole or opens nothing', async () => {
  await carry(null)
  phone.open('/engagements/consent/index', {})
  const first = render(<ConsentPage />)
  expect(screen.getByText('链接不完整')).toBeInTheDocument()
  first.unmount()
  phone.open('/engagements/consent/index', { code: 'x'.repeat(43) })
  render(<ConsentPage />)
  expect(await screen.findByText(/没有这个链接/)).toBeInTheDocument()
})
