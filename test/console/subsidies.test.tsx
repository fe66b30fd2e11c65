import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { consequences } from '../../console/subsidies/end-dialog'
import { fakeEvidence } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { applyFor, approve, budget } from '../subsidies/world'
import { sitDown } from './desk'
import { dialogOf, press, type } from './money'

const evidence = fakeEvidence()
let harness: Harness
let lead: Visitor
let person: Visitor
beforeAll(async () => {
  harness = await startHarness({ evidence })
  lead = await harness.office('lead')
  const reviewer = await harness.office('reviewer')
  for (const scheme of ['rent-subsidy', 'startup-subsidy']) await budget(lead, scheme, 2026, 100_000_000)
  for (const scheme of ['startup-subsidy', 'rent-subsidy']) {
    person = await harness.registerPerson()
    const { id } = await applyFor(person, evidence, scheme)
    await approve(reviewer, lead, id)
  }
})
afterAll(() => harness.close())

test('granted subsidies are listed by scheme and state, without full names', async () => {
  sitDown(harness, lead, '/subsidies')
  const table = await screen.findByRole('table', { name: '补贴' })
  const rows = () => within(table).getAllByRole('row').slice(1)
  expect(rows()).toHaveLength(2)
  expect(rows()[0]).toHaveTextContent('林** · 人才租房补贴')
  expect(rows()[0]).toHaveTextContent('800.00 元 × 36 个月')
  expect(rows()[0]).toHaveTextContent('27,200.00 元') // of the years to come
  expect(table).not.toHaveTextContent('林小满')
  expect(screen.getByText('共 2 条，已全部列出')).toBeInTheDocument()
  fireEvent.change(screen.getByRole('combobox', { name: '状态' }), { target: { value: 'ended' } })
  expect(await screen.findByText('没有符合这些条件的补贴')).toBeInTheDocument()
  fireEvent.change(screen.getByRole('combobox', { name: '状态' }), { target: { value: 'running' } })
  await waitFor(async () =>
    expect(
      await screen.findByRole('combobox', { name: '项目' }).then((all) => within(all).getAllByRole('option')),
    ).toHaveLength(3),
  )
  fireEvent.change(screen.getByRole('combobox', { name: '项目' }), { target: { value: 'startup-subsidy' } })
  await waitFor(() => expect(screen.getByText('共 1 条，已全部列出')).toBeInTheDocument())
})

test('one is ended with a reason, a day and a note, after what that means is said; its person reads the note', async () => {
  const { id } = (await person.call('GET /me/subsidies')).items[0] ?? { id: '' }
  sitDown(harness, lead, `/subsidies?grant=${id}`)
  const parts = await screen.findByRole('table', { name: '各期' })
  expect(within(parts).getAllByRole('row')).toHaveLength(37)
  expect(within(parts).getAllByText('等 2027 年的预算').length).toBe(12)
  expect(screen.getByRole('link', { name: '看这件申请' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/cases\//) as string,
  )
  fireEvent.click(screen.getByRole('button', { name: '停发' }))
  const dialog = await dialogOf()
  fireEvent.change(within(dialog).getByLabelText(/^从哪天起不再符合/), { target: { value: '2026-11-22' } })
  expect(within(dialog).getByText('2026 年 11 月是发放的最后一个月，那个月的照发。')).toBeInTheDocument()
  expect(within(dialog).getByText(/^之后的 35 期、共 28,000\.00 元取消/)).toBeInTheDocument()
  press(dialog, '停发')
  expect(within(dialog).getByText('请选一个原因')).toBeInTheDocument()
  expect(within(dialog).getByText('请写明根据什么，至少 5 个字')).toBeInTheDocument()
  fireEvent.change(within(dialog).getByRole('combobox', { name: '原因' }), {
    target: { value: 'bought-home' },
  })
  type(dialog, '写给本人的说明', '不动产登记显示已有住房')
  press(dialog, '停发')
  expect(await screen.findByText(/起停发：在本市有了自有住房$/)).toBeInTheDocument()
  expect(screen.getByText(/由人才办办理。说明（本人读得到）：不动产登记显示已有住房/)).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '停发' })).not.toBeInTheDocument()
  const [subsidy] = (await person.call('GET /me/subsidies')).items
  expect(subsidy).toMatchObject({ state: 'ended', ended: { note: '不动产登记显示已有住房' } })
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  fireEvent.click(screen.getByRole('button', { name: '撤回停发' }))
  const mistaken = await dialogOf()
  press(mistaken, '撤回停发')
  expect(within(mistaken).getByText('请写明错在哪里，至少 5 个字')).toBeInTheDocument()
  type(mistaken, '写给本人的说明', '看错了人，房子是别人的')
  press(mistaken, '撤回停发')
  expect(await screen.findByRole('button', { name: '停发' })).toBeInTheDocument()
  expect((await person.call('GET /me/subsidies')).items[0]).toMatchObject({ state: 'running', ended: null })
})

test('what an end means is said of what was sent too', () => {
  const instalment = (number: number, state: 'paid' | 'submitted' | 'approved') => ({
    number,
    period: `2026-${number}`,
    amountFen: 80_000,
    fallsDueOn: `2026-${number}-22`,
    promisedOn: null,
    lateSince: null,
    state,
  })
  const file = {
    instalments: [instalment(10, 'paid'), instalment(11, 'submitted'), instalment(12, 'approved')],
  } as never
  expect(consequences(file, '2026-10-31')).toEqual([
    '2026 年 10 月是发放的最后一个月，那个月的照发。',
    '之后的 1 期、共 800.00 元取消，已留出的退回预算。',
    '之后的 1 期、共 800.00 元已经送银行或入账，不会自动收回，要另行联系本人。',
  ])
  expect(consequences(file, '2026-12-01')[1]).toBe('之后没有要取消的。')
})
