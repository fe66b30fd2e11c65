import { render, screen, within } from '@testing-library/react'
import MySubsidiesPage from '@/subsidies/mine'
import { connect, disconnect, hold, letGo, tap, tapWhenThere } from '../accounts-pages/phone'
import { fakeEvidence } from '../applications/world'
import { startHarness, type Harness } from '../harness'
import { applyFor, approve, budget, recognise } from '../subsidies/world'

const evidence = fakeEvidence()
let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

const granted = async () => {
  const [lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await budget(lead, 'rent-subsidy', 2026, 100_000_000)
  const person = await harness.registerPerson()
  const { id } = await applyFor(person, evidence, 'rent-subsidy')
  await approve(lead, second, id)
  return person
}

it('says what was paid, what comes next, and what ends it', async () => {
  await hold(await granted())
  render(<MySubsidiesPage />)
  expect(await screen.findByText('人才租房补贴')).toBeInTheDocument()
  expect(screen.getByText('另有 ¥1,600 预算已留出，还没有到账')).toBeInTheDocument()
  expect(
    screen.getByText(/^接下来：人才租房补贴 ¥800，2026年11月22日到期，2026年12月11日前到账$/),
  ).toBeInTheDocument()
  expect(screen.getByText('本科 · ¥800/月，最长 36 个月')).toBeInTheDocument()
  expect(screen.getByText(/在本市没有自有住房。有一条不再符合，次月起停发/)).toBeInTheDocument()
  expect(screen.getAllByText(/到期那天预算还没有到位，当天发消息告诉你/)).toHaveLength(1)
  expect(screen.queryByText('2029年10月')).not.toBeInTheDocument()
  tap('看全部 36 期')
  expect(screen.getByText('2029年10月')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: /我的款项/ })).toHaveAttribute('href', '/ledger/payments/index')
})

it('says why one is less than the policy gives, with the clause and both sums', async () => {
  const officers = [await harness.office('lead'), await harness.office('lead')] as const
  for (const scheme of ['rent-subsidy', 'purchase-subsidy'])
    await budget(officers[0], scheme, 2026, 100_000_000)
  const person = await harness.registerPerson()
  await recognise(person, evidence, officers)
  for (const scheme of ['rent-subsidy', 'purchase-subsidy'])
    await approve(...officers, (await applyFor(person, evidence, scheme)).id)
  await hold(person)
  render(<MySubsidiesPage />)
  expect(await screen.findByText('为什么少于标准')).toBeInTheDocument()
  expect(screen.getByText('共 ¥20,000 → ¥14,000')).toBeInTheDocument()
  expect(screen.getByText(/^有“人才租房补贴”（.*）的，“人才购房补贴”按 70% 发放$/)).toBeInTheDocument()
  expect(screen.getByText('《星城市人才购房补贴办法（示例）》第六条')).toBeInTheDocument()
})

it('ends one after asking, and says what that means', async () => {
  await hold(await granted())
  render(<MySubsidiesPage />)
  await tapWhenThere('我的情况变了')
  const sheet = within(await screen.findByRole('dialog'))
  expect(sheet.getByText('请先选发生了什么')).toBeInTheDocument()
  tap('停发这项补贴')
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  sheet.getByRole('radio', { name: '离开本市' }).click()
  await tapWhenThere('停发这项补贴')
  const asked = within(await screen.findByRole('alertdialog'))
  asked.getByRole('button', { name: '停发' }).click()
  expect(await screen.findByText('已停发')).toBeInTheDocument()
  expect(screen.getByText(/之后的不再发放。已取消 \d+ 期/)).toBeInTheDocument()
  expect(screen.queryByText('我的情况变了')).not.toBeInTheDocument()
})

it('has a face without any, without a network, and without somebody', async () => {
  const { unmount } = render(<MySubsidiesPage />)
  expect(await screen.findAllByText(/登录/)).not.toHaveLength(0)
  unmount()
  await hold(await harness.registerPerson())
  const empty = render(<MySubsidiesPage />)
  expect(await screen.findByText('还没有批准的补贴')).toBeInTheDocument()
  empty.unmount()
  disconnect()
  render(<MySubsidiesPage />)
  expect(await screen.findByRole('button', { name: /再试|重试/ })).toBeInTheDocument()
})
