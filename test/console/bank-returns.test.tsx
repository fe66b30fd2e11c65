import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { workReturns } from '../../server/ledger/returns'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  allot,
  answerText,
  commit,
  giveAccount,
  ledgerDeps,
  oweTo,
  releasedRun,
  setBudget,
  upload,
  type Answer,
} from '../ledger/world'
import { sitDown } from './desk'
import { dialogOf, press, type } from './money'

let harness: Harness
let lead: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  await setBudget(lead, 1_000_000)
})
afterEach(() => harness.close())

const released = async (people: number) => {
  for (let at = 0; at < people; at += 1) {
    const person = await harness.registerPerson()
    await giveAccount(person)
    await oweTo(harness, person.personId)
  }
  await allot(lead)
  return releasedRun(lead, await harness.office('lead'))
}
const booked = async (lines: readonly Answer[]) =>
  commit(harness, lead, (await upload(harness, lead, answerText(lines))).id)
const work = () => workReturns(ledgerDeps(harness), harness.clock.now())
const choose = (file: File) =>
  fireEvent.change(screen.getByLabelText('选择银行回单文件'), { target: { files: [file] } })

test('a file is read, previewed by verdict with each mismatch and its row, and booked', async () => {
  const { number } = await released(2)
  sitDown(harness, lead, '/bank-returns')
  expect(await screen.findByText(/最大 16 MB/)).toBeInTheDocument()
  const text = answerText([
    { number, sequence: 1, yuan: '800' },
    { number, sequence: 2, yuan: '799.99' },
    { number, sequence: 9, yuan: '5' },
  ])
  choose(new File([text], '回单.csv', { type: 'text/csv' }))
  expect(await screen.findByText('正在读取，已读 0 行')).toBeInTheDocument()
  await work()
  expect(await screen.findByText('这是预览，还没有入账')).toBeInTheDocument()
  const verdicts = screen.getByRole('group', { name: '按核对结果看' })
  expect(within(verdicts).getByRole('button', { name: '对不上的 2', pressed: true })).toBeInTheDocument()
  expect(within(verdicts).getByRole('button', { name: '相符 1' })).toBeInTheDocument()
  const table = await screen.findByRole('table', { name: '逐行核对' })
  expect(within(table).getByText('银行写 799.99 元，送出的是 800.00 元')).toBeInTheDocument()
  expect(within(table).getByRole('row', { name: /^4 .*没有这个批次或序号/ })).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '核对无误，入账' }))
  press(await dialogOf(), '入账')
  expect(await screen.findByText('正在入账：0 / 3 行')).toBeInTheDocument()
  expect(screen.getByRole('progressbar', { name: '已入账的行' })).toHaveAttribute('aria-valuenow', '0')
  await work()
  expect(await screen.findByRole('button', { name: '处理第 3 行' })).toBeInTheDocument()
})

test('a line that the bank returned is booked, and is nowhere called paid', async () => {
  const { number } = await released(1)
  const line = { number, sequence: 1, yuan: '800', result: '失败', words: '户名账号不符' } as const
  const { id } = await booked([line])
  sitDown(harness, lead, `/bank-returns?import=${id}`)
  const row = await screen.findByRole('row', { name: /户名账号不符/ })
  expect(within(row).getByText('退回')).toBeInTheDocument()
  expect(within(row).getByText('已记账')).toBeInTheDocument()
  expect(row).not.toHaveTextContent('已入账')
})

test('what cannot be a file of the bank is not sent, and the same file a second time is refused in words', async () => {
  const text = answerText([{ number: 'FK-1', sequence: 1, yuan: '1' }])
  await upload(harness, lead, text)
  sitDown(harness, lead, '/bank-returns')
  await screen.findByText(/最大 16 MB/)
  choose(new File(['x'], '回单.xls'))
  expect(await screen.findByText(/不是 CSV 或 xlsx。旧的 xls 请在 Excel 里另存为 xlsx/)).toBeInTheDocument()
  const large = new File(['x'], '很大.csv')
  Object.defineProperty(large, 'size', { value: 17 * 1024 * 1024 })
  choose(large)
  expect(await screen.findByText(/超过 16 MB/)).toBeInTheDocument()
  choose(new File([text], '又一份.csv'))
  expect(await screen.findByText(/同样内容的文件“回单\.csv”已于/)).toBeInTheDocument()
})

test('a file that cannot be used says why, and a preview can be thrown away', async () => {
  const bad = await upload(harness, lead, '没有,表头\n1,2\n', '坏.csv')
  const preview = await upload(harness, lead, answerText([{ number: 'FK-1', sequence: 1, yuan: '1' }]))
  const page = sitDown(harness, lead, `/bank-returns?import=${bad.id}`)
  expect(await screen.findByText('这个文件不能用，没有入账')).toBeInTheDocument()
  page.unmount()
  sitDown(harness, lead, `/bank-returns?import=${preview.id}`)
  fireEvent.click(await screen.findByRole('button', { name: '放弃' }))
  press(await dialogOf(), '放弃')
  const table = await screen.findByRole('table', { name: '导入过的文件' })
  expect(await within(table).findByText('已放弃')).toBeInTheDocument()
})

test('an open line is settled with a reason; a refusal is read in place and what was typed stays', async () => {
  const { number } = await released(2)
  await booked([
    { number, sequence: 1, yuan: '799.99' },
    { number, sequence: 2, yuan: '800' },
  ])
  sitDown(harness, lead, '/open-lines')
  expect(await screen.findByText(/还有 1 行、799\.99 元 待查，其中 1 行没有写明原因/)).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '处理第 2 行' }))
  const dialog = await dialogOf()
  press(dialog, '处理')
  expect(await within(dialog).findByText('请选择一种处理')).toBeInTheDocument()
  expect(within(dialog).getByText('请写明理由，至少 4 个字')).toBeInTheDocument()
  fireEvent.click(within(dialog).getByRole('radio', { name: '确认这一笔已入账' }))
  type(dialog, /^理由/, '银行来函说已入账')
  press(dialog, '处理')
  expect(await within(dialog).findByText(/金额不同不能确认为已入账/)).toBeInTheDocument()
  expect(within(dialog).getByRole('textbox', { name: /^理由/ })).toHaveValue('银行来函说已入账')
  fireEvent.click(within(dialog).getByRole('radio', { name: '确认这一笔已退回' }))
  press(dialog, '处理')
  expect(await screen.findByText('待查款项已清空，本月可以结账')).toBeInTheDocument()
})

test('a line that names no order is given one by run and number, and explained lines let the month end', async () => {
  const { number } = await released(1)
  await booked([{ number: 'FK-19990101-0001', sequence: 1, yuan: '800' }])
  sitDown(harness, lead, '/open-lines')
  fireEvent.click(await screen.findByRole('button', { name: '写说明：第 2 行' }))
  const explaining = await dialogOf()
  type(explaining, /^原因/, '已发函询问银行')
  press(explaining, '写明')
  expect(await screen.findByText(/都已写明原因/)).toBeInTheDocument()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: '处理第 2 行' }))
  const dialog = await dialogOf()
  fireEvent.click(within(dialog).getByRole('radio', { name: '确认这一笔已入账' }))
  type(dialog, /^理由/, '银行写错了批次号')
  press(dialog, '处理')
  expect(await within(dialog).findByText('请先找到是哪一笔')).toBeInTheDocument()
  const option = await within(dialog).findByRole('option', { name: number })
  fireEvent.change(within(dialog).getByRole('combobox', { name: '批次' }), {
    target: { value: (option as HTMLOptionElement).value },
  })
  type(dialog, '序号', '7')
  press(dialog, '找这一笔')
  expect(await within(dialog).findByText('这一批里没有这个序号')).toBeInTheDocument()
  type(dialog, '序号', '1')
  press(dialog, '找这一笔')
  expect(await within(dialog).findByText(/\*\*\*\* 0128，800\.00 元/)).toBeInTheDocument()
  press(dialog, '处理')
  expect(await screen.findByText('待查款项已清空，本月可以结账')).toBeInTheDocument()
})

test('several lines are settled alike; those that cannot be are told with their row', async () => {
  const { number } = await released(2)
  const before = '2020-01-01'
  const { id } = await booked([
    { number, sequence: 1, yuan: '800', on: before },
    { number, sequence: 2, yuan: '3', on: before },
  ])
  sitDown(harness, lead, `/bank-returns?import=${id}`)
  fireEvent.click(await screen.findByRole('checkbox', { name: '选中列出的待处理行' }))
  fireEvent.click(screen.getByRole('button', { name: '一起处理 2 行' }))
  const dialog = await dialogOf()
  fireEvent.click(within(dialog).getByRole('radio', { name: '确认这一笔已入账' }))
  type(dialog, /^理由/, '银行更正了日期')
  press(dialog, '处理')
  expect(await within(dialog).findByText('已处理 1 行，1 行没有处理')).toBeInTheDocument()
  expect(within(dialog).getByText(/第 3 行：银行写的是 3\.00 元/)).toBeInTheDocument()
})
