import { fireEvent, screen, within } from '@testing-library/react'
import { foldTotals } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { allot, bankAnswers, giveAccount, oweTo, releasedRun, scheme, setBudget } from '../ledger/world'
import { sitDown } from './desk'

// jsdom has no canvas; test/end-to-end draws them.
jest.mock('../../console/parts/chart-canvas', () => ({ ChartCanvas: () => null }))

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

test('each drawing says what it means, and has its figures in a table and as a file that starts no formula', async () => {
  const saved: Blob[] = []
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      saved.push(blob)
      return 'blob:file'
    },
    revokeObjectURL: () => undefined,
  })
  await lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: 'other-subsidy', year: 2026 },
    body: { title: '=危险(1)', amountFen: 1_000_000, why: '年初安排', version: 0 },
  })
  await setBudget(lead, 1_000_000)
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await allot(lead)
  const { number } = await releasedRun(lead, await harness.office('lead'))
  await bankAnswers(harness, lead, [{ number, sequence: 1, yuan: '800' }])
  const { personId } = await harness.registerPerson()
  for (let others = 0; others < 5; others += 1) {
    await oweTo(harness, personId)
    await oweTo(harness, personId, { scheme: 'other-subsidy' })
  }
  await foldTotals(harness.db)

  sitDown(harness, lead, '/money-figures')
  const months = await screen.findByRole('region', { name: '每月批准、到账和逾期' })
  expect(within(months).getByText(/银行回复已入账的金额/)).toBeInTheDocument()
  expect(within(months).getByRole('img', { name: /每月批准、到账和逾期/ })).toBeInTheDocument()
  fireEvent.click(within(months).getByText('看数字'))
  const table = within(months).getByRole('table', { name: '每月批准、到账和逾期' })
  expect(within(table).getByRole('row', { name: '2026-11 租房补贴 4800.00 800.00 0.00' })).toBeInTheDocument()
  fireEvent.click(within(months).getByRole('button', { name: /^下载表格/ }))
  const text = await new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.readAsText(saved[0] as Blob)
  })
  expect(text).toContain("2026-11,'=危险(1),4000.00,0.00,0.00\r\n")

  const budgets = screen.getByRole('region', { name: '2026 年预算用到哪里' })
  expect(within(budgets).getByRole('row', { name: /^租房补贴 10000\.00 800\.00/ })).toBeInTheDocument()
  const days = screen.getByRole('region', { name: '从批准到到账的天数' })
  expect(within(days).getByRole('row', { name: '2026-11 租房补贴 0 1' })).toBeInTheDocument()
  fireEvent.change(screen.getByRole('combobox', { name: '按月份的图只看' }), { target: { value: scheme } })
  expect(within(table).queryByText('=危险(1)')).not.toBeInTheDocument()
})
