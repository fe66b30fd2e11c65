import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import EmployerPage from '@/employers/employer/index'
import JoinPage from '@/employers/join/index'
import MyEmployersPage from '@/employers/mine/index'
import PeoplePage from '@/employers/people/index'
import ProfilePage from '@/employers/profile/index'
import RegisterPage from '@/employers/register/index'
import { phone } from '../doubles/taro'
import { creditCodeOf, employerOf } from '../employers/world'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

it('says what the list is for while it is empty', async () => {
  await carry(await harness.registerPerson())
  phone.open('/employers/mine/index')
  render(<MyEmployersPage />)
  expect(await screen.findByText('还没有单位')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: '登记一个单位' })).toBeInTheDocument()
})

it('begins a registration; a wrong code is said beside its field and what was typed stays', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  phone.open('/employers/register/index')
  const first = render(<RegisterPage />)
  type('统一社会信用代码', '91350100M000100Y44')
  type('单位名称', '示例精密有限公司')
  await tap('下一步：填资料')
  expect(await screen.findByText(/错误多半在第 1 至 8 位或最后一位/)).toBeInTheDocument()
  first.unmount()
  render(<RegisterPage />)
  expect(screen.getByLabelText('单位名称')).toHaveValue('示例精密有限公司')
  type('统一社会信用代码', creditCodeOf())
  expect(screen.getByText('企业，代码校验通过')).toBeInTheDocument()
  type('你的姓名', '沈负责')
  await tap('下一步：填资料')
  await screen.findByText('企业，代码校验通过').catch(() => undefined)
  await waitFor(async () =>
    expect((await person.call('GET /me/employers')).employers).toMatchObject([{ state: 'draft' }]),
  )
})

it('shows an employer to its people, and the way to its open page', async () => {
  const { id, name, owner } = await employerOf(harness)
  await carry(owner)
  phone.open('/employers/employer/index', { id })
  render(<EmployerPage />)
  expect(await screen.findByRole('heading', { name })).toBeInTheDocument()
  expect(screen.getByText('已核实')).toBeInTheDocument()
  expect(screen.getByText('0 人，一天最多 30 人')).toBeInTheDocument()
})

it('shows everybody the open page, with nothing of its people', async () => {
  const { id, name } = await employerOf(harness)
  await carry(null)
  phone.open('/employers/profile/index', { id })
  render(<ProfilePage />)
  expect(await screen.findByRole('heading', { name })).toBeInTheDocument()
  expect(screen.getByText('人才办已核实')).toBeInTheDocument()
  expect(screen.queryByText(/沈负责|073188880000/)).not.toBeInTheDocument()
})

it('invites with a code that is shown once, and lets in by it', async () => {
  const { id, owner } = await employerOf(harness)
  await carry(owner)
  phone.open('/employers/people/index', { id })
  const first = render(<PeoplePage />)
  await tap('邀请同事')
  const sheet = within(await screen.findByRole('dialog', { name: '邀请同事' }))
  fireEvent.change(sheet.getByLabelText('给谁'), { target: { value: '小何' } })
  fireEvent.click(sheet.getByRole('button', { name: '生成邀请码' }))
  const code = (await screen.findByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)).textContent
  first.unmount()
  const joiner = await harness.registerPerson()
  await carry(joiner)
  phone.open('/employers/join/index', { code })
  render(<JoinPage />)
  expect(screen.getByLabelText('邀请码')).toHaveValue(code)
  type('你的姓名', '何来')
  await tap('加入')
  await waitFor(async () =>
    expect((await joiner.call('GET /me/employers')).employers).toMatchObject([{ id, right: 'recruiter' }]),
  )
})

it('tells the last owner why they cannot leave, and lets nothing be lost', async () => {
  const { id, owner } = await employerOf(harness)
  await carry(owner)
  phone.open('/employers/people/index', { id })
  render(<PeoplePage />)
  await tap(/沈负责/)
  await tap('退出这个单位')
  fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: '退出' }))
  expect(await screen.findByText(/请先把另一位设为负责人/)).toBeInTheDocument()
})
