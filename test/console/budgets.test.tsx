import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { startHarness, type Harness, type Visitor } from '../harness'
import { oweTo, scheme, setBudget, year } from '../ledger/world'
import { sitDown } from './desk'
import { dialogOf, press, type } from './money'

let harness: Harness
let lead: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterEach(() => harness.close())

const budget = async () => (await lead.call('GET /ledger/budgets', { query: { year } })).items[0]
const owed = async () => oweTo(harness, (await harness.registerPerson()).personId)

test('a budget is made with a reason, and the page of budgets is in the navigation of a lead', async () => {
  sitDown(harness, lead, '/queue')
  fireEvent.click(await screen.findByRole('link', { name: '预算' }))
  expect(await screen.findByText('还没有登记预算')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '登记一项预算' }))
  const dialog = await dialogOf()
  press(dialog, '保存')
  expect(await within(dialog).findByText('请填写预算金额')).toBeInTheDocument()
  fireEvent.change(within(dialog).getByRole('combobox', { name: '项目编号' }), { target: { value: scheme } })
  type(dialog, '年份', String(year))
  type(dialog, '名称', '租房补贴')
  type(dialog, '预算金额（元）', '1.234')
  expect(within(dialog).getByText(/最多两位小数/)).toBeInTheDocument()
  type(dialog, '预算金额（元）', '1,000,000.5')
  type(dialog, /^理由/, '年初安排')
  press(dialog, '保存')
  const card = await screen.findByRole('region', { name: '租房补贴' })
  expect(within(card).getAllByText('1,000,000.50 元').length).toBe(2) // in all, and to be approved
  expect(await budget()).toMatchObject({ budgetFen: 100_000_050, version: 1 })
})

test('a budget that somebody changed meanwhile says so in place; what was typed stays and is saved after', async () => {
  await setBudget(lead, 100_000)
  sitDown(harness, lead, '/budgets')
  fireEvent.click(await screen.findByRole('button', { name: '调整预算：租房补贴' }))
  const dialog = await dialogOf()
  type(dialog, '预算金额（元）', '3000')
  type(dialog, /^理由/, '年中追加')
  await setBudget(await harness.office('lead'), 200_000)
  press(dialog, '保存')
  expect(await within(dialog).findByText('这项预算刚刚有人改过')).toBeInTheDocument()
  expect(within(dialog).getByText(/现在是 2,000\.00 元（“租房补贴”，第 2 版）/)).toBeInTheDocument()
  expect(within(dialog).getByRole('textbox', { name: '预算金额（元）' })).toHaveValue('3000')
  expect(within(dialog).getByRole('textbox', { name: /^理由/ })).toHaveValue('年中追加')
  press(dialog, '保存')
  await waitFor(async () => expect(await budget()).toMatchObject({ budgetFen: 300_000, version: 3 }))
})

test('below what is reserved it is refused in place, and what was typed outlives a reload', async () => {
  await setBudget(lead, 1_000_000)
  await owed()
  const page = sitDown(harness, lead, '/budgets')
  fireEvent.click(await screen.findByRole('button', { name: '调整预算：租房补贴' }))
  const dialog = await dialogOf()
  expect(within(dialog).getByText(/其中 800\.00 元 已经留出或支付/)).toBeInTheDocument()
  type(dialog, '预算金额（元）', '799')
  type(dialog, /^理由/, '财政核减')
  press(dialog, '保存')
  expect(await within(dialog).findByText(/预算不能低于它。要再低/)).toBeInTheDocument()
  page.unmount()
  sitDown(harness, lead, '/budgets', { again: true })
  fireEvent.click(await screen.findByRole('button', { name: '调整预算：租房补贴' }))
  expect(within(await dialogOf()).getByRole('textbox', { name: /^理由/ })).toHaveValue('财政核减')
})

test('an allotment says before what it will do, and after what it did', async () => {
  await setBudget(lead, 1_000_000)
  await owed()
  await owed()
  sitDown(harness, lead, '/budgets')
  fireEvent.click(await screen.findByRole('button', { name: '列入计划：租房补贴' }))
  const dialog = await dialogOf()
  expect(await within(dialog).findByText('将列入 2 笔，共 1,600.00 元')).toBeInTheDocument()
  type(dialog, /^这次最多/, '100')
  expect(await within(dialog).findByText(/每一笔都超过这次的金额/)).toBeInTheDocument()
  expect(within(dialog).getByRole('button', { name: '列入计划' })).toBeDisabled()
  type(dialog, /^这次最多/, '900')
  expect(await within(dialog).findByText('将列入 1 笔，共 800.00 元')).toBeInTheDocument()
  press(dialog, '列入计划')
  expect(await within(dialog).findByText('已列入 1 笔，共 800.00 元')).toBeInTheDocument()
  expect(within(dialog).getByRole('link', { name: '付款批次' })).toHaveAttribute(
    'href',
    `/runs?make=${scheme}:${year}`,
  )
  expect(await budget()).toMatchObject({ budgetedFen: 80_000, approvedFen: 80_000 })
})

test('a budget under a mistyped code is taken back by 0; one that is in use asks for an amount', async () => {
  await setBudget(lead, 1_000_000)
  await setBudget(lead, 1_000_000, 'rent-subsydy')
  await owed()
  sitDown(harness, lead, '/budgets')
  const takeBack = async (card: HTMLElement) => {
    fireEvent.click(within(card).getByRole('button', { name: /^调整预算/ }))
    const dialog = await dialogOf()
    type(dialog, '预算金额（元）', '0')
    type(dialog, /^理由/, '编号写错了')
    press(dialog, '保存')
    return dialog
  }
  const cards = async () => screen.findAllByRole('region', { name: '租房补贴' })
  const wrong = (await cards()).find((card) => /rent-subsydy/.test(card.textContent)) as HTMLElement
  await takeBack(wrong)
  await waitFor(async () => expect(await cards()).toHaveLength(1))
  const [used] = await cards()
  expect(
    await within(await takeBack(used as HTMLElement)).findByText(/请填写大于 0 的金额/),
  ).toBeInTheDocument()
})
