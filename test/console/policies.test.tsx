import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { makeDryRuns, publishBook } from '../../server/policies'
import { testVault } from '../../mock/fakes'
import { withKind, withParts } from '../../console/policies/criterion-forms'
import { withValue } from '../../console/policies/parameter-values'
import type { Parameter } from '@jucai/contract/policies/parameters'
import { criterionFaults, type Criterion } from '@jucai/contract/policies/criteria'
import { fourUnknown, smallBook, source } from '../policies/small-book'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

/** A policy officer writes the book in the console: without code, and never against their own examples. */
let harness: Harness
let lead: Visitor
let other: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
  lead = await harness.office('lead')
  other = await harness.office('lead')
})
afterAll(() => harness.close())

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })
const type = async (name: string | RegExp, value: string) =>
  fireEvent.change(await field(name), { target: { value } })
const draft = () => lead.call('GET /policy-draft')

test('the library lists every policy with its state and how its examples come out', async () => {
  sitDown(harness, lead, '/policies')
  const table = await screen.findByRole('table', { name: '政策' })
  const row = within(table).getByRole('link', { name: '租房补贴' }).closest('tr') as HTMLElement
  expect(within(row).getByText('4 个都通过')).toBeVisible()
  expect(within(row).getByText('施行中')).toBeVisible()
})

test('an example is computed as its card is read; a condition that is changed turns it, and the draft keeps it', async () => {
  sitDown(harness, lead, '/policies?policy=rent-subsidy')
  const card = await screen.findByRole('region', { name: '例子' })
  expect(within(card).getAllByText(/^通过：/)).toHaveLength(4)
  fireEvent.click(await button('修改条件'))
  fireEvent.change(await screen.findByRole('combobox', { name: '条件 1的值' }), {
    target: { value: 'master' },
  })
  expect(within(card).getByText('不通过：算出来是不符合，不符合第三条')).toBeVisible()
  fireEvent.click(await button('存进草稿'))
  await waitFor(async () => expect((await draft()).open).toBe(true))
  const { faults, book } = await draft()
  expect(faults).toEqual([
    { at: 'policies.rent-subsidy', message: expect.stringContaining('例子“本科，在本市无房”') as string },
  ])
  expect(book.policies[1]?.criterion).toMatchObject({ all: [{ atLeast: { value: 'master' } }, {}] })
})

test('what was typed outlives a reload, and a colleague who was faster is named', async () => {
  const first = sitDown(harness, lead, '/policies?policy=rent-subsidy')
  await type(/^一句话说明/, '新写的一句。')
  first.unmount()
  sitDown(harness, lead, '/policies?policy=rent-subsidy', { again: true })
  expect(await field(/^一句话说明/)).toHaveValue('新写的一句。')
  const { revision, book } = await draft()
  await other.call('PUT /policy-draft/policies/:code', {
    params: { code: 'rent-subsidy' },
    body: { revision, policy: { ...book.policies[1], summary: '同事写的。' } as never },
  })
  fireEvent.click(await button('存进草稿'))
  expect(await screen.findByText(/林小满在.*改了政策“租房补贴”/)).toBeVisible()
  fireEvent.click(await button('看新的草稿'))
  expect(await screen.findByText('您开始写之后，同事改过这项政策')).toBeVisible()
  expect(await field(/^一句话说明/)).toHaveValue('新写的一句。')
  fireEvent.click(await button('看同事改的'))
  expect(await field(/^一句话说明/)).toHaveValue('同事写的。')
})

test('a parameter takes a new value from a day on, and says where it is used', async () => {
  sitDown(harness, lead, '/policy-parameters?parameter=rentBachelor')
  const card = await screen.findByRole('region', { name: '本科租房补贴' })
  expect(within(card).getByText(/用在：租房补贴/)).toBeVisible()
  const next = within(card).getByRole('region', { name: '新的值' })
  fireEvent.change(within(next).getByRole('spinbutton', { name: /^值/ }), { target: { value: '900' } })
  fireEvent.change(within(next).getByLabelText(/^从哪天起/), { target: { value: '2027-01-01' } })
  fireEvent.click(within(next).getByRole('button', { name: '存进草稿' }))
  await waitFor(async () =>
    expect((await draft()).book.parameters[0]?.values).toMatchObject([
      { value: 80_000, to: '2026-12-31' },
      { value: 90_000, from: '2027-01-01', to: null },
    ]),
  )
})

test('a new parameter begins with its own first value and paper: nothing made up is in force meanwhile', async () => {
  sitDown(harness, lead, '/policy-parameters')
  fireEvent.click(await screen.findByText('新增参数'))
  const form = within(await screen.findByRole('region', { name: '新增参数' }))
  const write = (name: RegExp, value: string) =>
    fireEvent.change(form.getByRole('textbox', { name }), { target: { value } })
  write(/^编号/, 'childLimit')
  write(/^名称/, '家庭年收入上限')
  fireEvent.change(form.getByRole('combobox', { name: /^单位/ }), { target: { value: 'fen-per-year' } })
  fireEvent.change(form.getByRole('spinbutton', { name: /^值/ }), { target: { value: '200000' } })
  fireEvent.change(form.getByLabelText(/^从哪天起/), { target: { value: '2027-01-01' } })
  write(/^文件$|^文件必填/, '试验办法')
  write(/^条款/, '附表')
  expect(form.getByRole('button', { name: '加进草稿' })).toBeDisabled()
  write(/^原文/, '不超过 20 万元。')
  fireEvent.click(form.getByRole('button', { name: '加进草稿' }))
  const heading = await screen.findByRole('heading', { name: '家庭年收入上限' })
  expect(heading).toBeVisible()
  expect((await draft()).book.parameters.find(({ code }) => code === 'childLimit')?.values).toEqual([
    {
      value: 20_000_000,
      from: '2027-01-01',
      to: null,
      source: expect.objectContaining({ paper: '试验办法', text: '不超过 20 万元。' }) as unknown,
    },
  ])
})

test('a part that is being written does not fold under the first letter', async () => {
  sitDown(harness, lead, '/policies?policy=rent-subsidy')
  fireEvent.click(await button('增加一项给付'))
  fireEvent.click(await button('增加一条'))
  const gives = (await screen.findAllByRole('textbox', { name: /项：给谁/ })).at(-1) as HTMLElement
  const text = (await screen.findAllByRole('textbox', { name: /条的原文/ })).at(-1) as HTMLElement
  fireEvent.change(gives, { target: { value: '两' } })
  fireEvent.change(text, { target: { value: '每' } })
  expect(gives).toBeVisible()
  expect(text).toBeVisible()
  fireEvent.click(await button('放弃改动'))
})

test('rules are a picture and sentences; a new one is read before it is kept', async () => {
  sitDown(harness, lead, '/policy-rules')
  fireEvent.click(await screen.findByText('增加一条规则'))
  fireEvent.click(await screen.findByRole('checkbox', { name: '一揽子人才政策' }))
  fireEvent.click(await screen.findByRole('checkbox', { name: '租房补贴' }))
  for (const [name, value] of [
    [/^文件/, '试验办法'],
    [/^条款/, '第九条'],
    [/^原文/, '二选一。'],
  ] as const)
    await type(name, value)
  expect(await screen.findByText('读作：“一揽子人才政策”、“租房补贴”只能享受其中一项')).toBeVisible()
  fireEvent.click(await button('存进草稿'))
  expect(await screen.findByRole('img', { name: /2 项政策之间的 1 条规则/ })).toBeVisible()
  expect((await draft()).book.rules).toHaveLength(1)
})

test('a draft is tried, proposed by one and published by another', async () => {
  const { revision, book } = await draft()
  await lead.call('PUT /policy-draft/policies/:code', {
    params: { code: 'rent-subsidy' },
    body: { revision, policy: { ...book.policies[1], examples: fourUnknown } as never },
  })
  const first = sitDown(harness, lead, '/policy-publishing')
  expect(await screen.findByText('没有问题')).toBeVisible()
  expect(screen.getByText('最高学历不低于硕士')).toBeVisible()
  fireEvent.change(await screen.findByLabelText(/^按哪一天判断/), { target: { value: '2027-01-01' } })
  fireEvent.click(await button('开始试算'))
  expect(await screen.findByText('正在排队')).toBeVisible()
  await makeDryRuns({
    db: harness.db,
    vault: testVault(),
    clock: harness.clock.now,
    names: () => Promise.resolve(new Map()),
    programs: [],
    recognisedTiers: () => Promise.resolve(new Map()),
  })
  expect(await screen.findByText(/这样改，/)).toBeVisible()
  await type(/^依据的文件/, '试验文件二号')
  fireEvent.click(await button('提出发布'))
  expect(await screen.findByText(/请另一位负责人登录后核对/)).toBeVisible()
  first.unmount()
  sitDown(harness, other, '/policy-publishing')
  fireEvent.click(await button('核对无误，发布'))
  expect(await screen.findByText('没有草稿')).toBeVisible()
  expect(await harness.as()('GET /policy-book')).toMatchObject({ source: '试验文件二号' })
})

test('whatever form a part is given, the criterion stays one that can be judged', () => {
  const vocabulary = { facts: smallBook.facts, parameters: smallBook.parameters }
  let node: Criterion = { clause: '3', label: '学历', fact: 'degree', atLeast: { value: 'bachelor' } }
  for (const kind of [
    'all',
    'any',
    'at-least',
    'when',
    'not',
    'office',
    'comparison',
    'not',
    'when',
  ] as const) {
    node = withKind(node, kind, smallBook)
    expect(criterionFaults(node, vocabulary)).toEqual([])
    expect(node).toMatchObject({ clause: '3', label: '学历' })
  }
  expect(withParts({ all: [] }, [])).toBeNull()
})

test('a new value ends the one before it the day before, and takes the place of what would begin later', () => {
  const parameter = smallBook.parameters[0] as Parameter
  const once = withValue(parameter, { value: 90_000, from: '2028-01-01', source })
  const twice = withValue(once, { value: 85_000, from: '2027-01-01', source })
  expect(twice.values.map(({ value, from, to }) => [value, from, to])).toEqual([
    [80_000, '2026-01-01', '2026-12-31'],
    [85_000, '2027-01-01', null],
  ])
})
