import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { startHarness, type Harness, type Visitor } from '../harness'
import { allot, giveAccount, otherCard, oweTo, scheme, setBudget, year } from '../ledger/world'
import { sitDown } from './desk'
import { dialogOf, press, type } from './money'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeEach(async () => {
  harness = await startHarness()
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await setBudget(lead, 1_000_000)
  Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: () => undefined })
})
afterEach(() => harness.close())

/** Payments in the plan, one of somebody without an account. */
const planned = async () => {
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId)
  const other = await harness.registerPerson()
  await giveAccount(other)
  await oweTo(harness, other.personId)
  await oweTo(harness, (await harness.registerPerson()).personId)
  await allot(lead)
  return person
}
const made = async () => {
  const person = await planned()
  const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'csv-utf8' } })
  return { person, run }
}
const runOf = (id: string) => lead.call('GET /ledger/runs/:run', { params: { run: id } })

test('a run is made of what is in the plan; its maker sees whom it leaves out, and why they cannot release it', async () => {
  await planned()
  sitDown(harness, lead, `/runs?make=${scheme}:${year}`)
  const dialog = await dialogOf()
  expect(await within(dialog).findByRole('option', { name: /计划里 2,400\.00 元/ })).toBeInTheDocument()
  fireEvent.change(within(dialog).getByRole('combobox', { name: '文件格式' }), { target: { value: 'xlsx' } })
  press(dialog, '编批')
  const orders = await screen.findByRole('table', { name: '这一批里的款项' })
  expect(within(orders).getAllByText('**** 0128')).toHaveLength(2)
  expect(orders).not.toHaveTextContent('林小满')
  expect(screen.getByRole('table', { name: '没有编进来的' })).toHaveTextContent('本人还没有填写收款账户')
  expect(screen.getByText('这一批是您编的，您不能放行')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: '由另一位负责人放行' })).toBeDisabled()
})

test('another lead releases it and downloads the file, told that everybody in it reads of that', async () => {
  const { person, run } = await made()
  sitDown(harness, second, `/runs?run=${run.id}`)
  fireEvent.click(await screen.findByRole('button', { name: '放行' }))
  press(await dialogOf(), '放行 2 笔')
  fireEvent.click(await screen.findByRole('button', { name: '下载付款文件' }))
  const dialog = await screen.findByRole('dialog', { name: /^下载付款文件/ })
  expect(within(dialog).getByText(/里面的每个人都会在“谁看过我的信息”里读到/)).toBeInTheDocument()
  press(dialog, '记录并下载')
  expect(await screen.findByText(/已下载：2 笔，1,600\.00 元/)).toBeInTheDocument()
  const { checksum, state } = await runOf(run.id)
  expect(state).toBe('released')
  expect(screen.getByText(checksum)).toBeInTheDocument()
  const looks = (await person.call('GET /me/reads')).items.map(({ what }) => what)
  expect(looks).toContain('下载了付款文件，里面有你的姓名、开户行和账号')
})

test('what left the run meanwhile is shown, and it is released after another look', async () => {
  const { person, run } = await made()
  sitDown(harness, second, `/runs?run=${run.id}`)
  await screen.findByRole('table', { name: '这一批里的款项' })
  await giveAccount(person, otherCard)
  fireEvent.click(screen.getByRole('button', { name: '放行' }))
  press(await dialogOf(), '放行 2 笔')
  expect(await screen.findByText('刚刚移出 1 笔，请再核对一遍')).toBeInTheDocument()
  const { row, words } = (await runOf(run.id)).leftOut.at(-1) ?? {}
  expect(words).toMatch(/编批之后本人更正了账户/)
  expect(screen.getByText(`第 ${row} 笔 800.00 元：${words}`)).toBeInTheDocument()
  expect((await runOf(run.id)).state).toBe('prepared')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: '放行' }))
  press(await screen.findByRole('dialog'), '放行 1 笔')
  await screen.findByRole('button', { name: '下载付款文件' })
  expect(await runOf(run.id)).toMatchObject({ state: 'released', orders: 1 })
})

test('a run is taken back with a reason, which its page keeps', async () => {
  const { run } = await made()
  sitDown(harness, lead, '/runs')
  fireEvent.click(await screen.findByRole('link', { name: run.number }))
  fireEvent.click(await screen.findByRole('button', { name: '撤回' }))
  const dialog = await dialogOf()
  type(dialog, /^原因/, '金额要再核对')
  press(dialog, '撤回')
  expect(await screen.findByText(/原因：金额要再核对。里面的款项还在用款计划里/)).toBeInTheDocument()
})

test('a payment is found by scheme and step, with the way to its run', async () => {
  const { run } = await made()
  sitDown(harness, lead, `/payments?scheme=${scheme}&state=budgeted`)
  const table = await screen.findByRole('table', { name: '款项' })
  expect(within(table).getAllByRole('link', { name: run.number })).toHaveLength(2)
  expect(within(table).getByText('不在批次里')).toBeInTheDocument()
  expect(within(table).getByText('本人还没有填')).toBeInTheDocument()
  expect(table).not.toHaveTextContent('林小满')
  fireEvent.click(screen.getByRole('checkbox', { name: '只看超过承诺日的' }))
  expect(await screen.findByText('没有符合这些条件的款项')).toBeInTheDocument()
})
