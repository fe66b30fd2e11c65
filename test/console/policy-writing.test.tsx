import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { factDifferences } from '@jucai/contract/policies/differences'
import { publishBook } from '../../server/policies'
import { smallBook } from '../policies/small-book'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

/** A whole policy is written in the console: what is asked, what is paid, where it leads, what comes before what. */
let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = async (name: string | RegExp, value: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name }), { target: { value } })
const choose = async (name: string | RegExp, value: string) =>
  fireEvent.change(await screen.findByRole('combobox', { name }), { target: { value } })
const tick = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('checkbox', { name }))
const draft = () => lead.call('GET /policy-draft')
const factOf = async (code: string) => (await draft()).book.facts.find((one) => one.code === code)

test('a fact is written: what it is called, how it is asked, its options in their order, how long it is believed', async () => {
  sitDown(harness, lead, '/policy-facts')
  fireEvent.click(await screen.findByText('新增事实'))
  await type('新事实的编号', 'degree')
  expect(await screen.findByText('这个编号已经有了')).toBeVisible()
  await type('新事实的编号', 'skillLevel')
  await press('开始写')
  await type(/^名称/, '技能等级')
  await type(/^怎么问/, '你有哪一级技能证书？')
  await choose(/^怎么回答/, 'choice')
  expect(await screen.findByText('每个选项都要写文字和编号')).toBeVisible()
  expect(screen.getByRole('button', { name: '存进草稿' })).toBeDisabled()
  await tick(/^选项有高低/)
  for (const [at, label, value] of [
    [1, '中级工', 'skilled'],
    [2, '高级工', 'senior'],
  ] as const) {
    await type(`选项 ${at}`, label)
    await type(`选项 ${at} 的编号`, value)
  }
  fireEvent.change(screen.getByRole('spinbutton', { name: /^几个月后要重新确认/ }), {
    target: { value: '24' },
  })
  await press('存进草稿')
  await waitFor(async () => expect(await factOf('skillLevel')).toBeDefined())
  expect(await factOf('skillLevel')).toEqual({
    code: 'skillLevel',
    label: '技能等级',
    question: '你有哪一级技能证书？',
    type: {
      kind: 'choice',
      options: [
        { value: 'skilled', label: '中级工', rank: 1 },
        { value: 'senior', label: '高级工', rank: 2 },
      ],
    },
    validForMonths: 24,
  })
})

test('a number has its unit and a most; what was published keeps its form and unit', async () => {
  sitDown(harness, lead, '/policy-facts?fact=fundMonths&new=1')
  await type(/^名称/, '公积金缴存月数')
  await type(/^怎么问/, '你的公积金连续缴了几个月？')
  await choose(/^怎么回答/, 'integer')
  await choose(/^单位/, 'months')
  fireEvent.change(screen.getByRole('spinbutton', { name: /^最多填多少/ }), { target: { value: '600' } })
  await tick(/^每过一个月加一/)
  await press('存进草稿')
  await waitFor(async () =>
    expect((await factOf('fundMonths'))?.type).toEqual({
      kind: 'integer',
      unit: 'months',
      max: 600,
      grows: true,
    }),
  )
  fireEvent.click(screen.getByRole('button', { name: /^月收入/ }))
  expect(await screen.findByRole('combobox', { name: /^单位/ })).toBeDisabled()
  expect(screen.getByRole('combobox', { name: /^怎么回答/ })).toBeDisabled()
  expect(screen.queryByRole('button', { name: /从草稿里删去/ })).toBeNull()
})

test('a policy has its kind and the ways it opens, and is told apart in what changed', async () => {
  sitDown(harness, lead, '/policies?policy=skill-grant&new=1')
  await type(/^名称/, '技能补贴')
  await type(/^主管部门/, '市人社局')
  await type(/^一句话说明/, '有高级工证书的，发一笔钱。')
  for (const [name, value] of [
    [/^文件/, '试验办法'],
    [/^条款/, '第九条'],
    [/^原文/, '高级工发给技能补贴。'],
  ] as const)
    await type(name, value)
  expect(screen.getByRole('combobox', { name: /^类别/ })).toHaveValue('supporting')
  const programs = await screen.findByRole('group', { name: '在哪里申请' })
  fireEvent.click(within(programs).getByRole('checkbox', { name: '人才认定' }))
  const services = screen.getByRole('group', { name: '凭人才码用哪些服务' })
  const [service] = within(services).getAllByRole('checkbox')
  fireEvent.click(service as HTMLElement)
  await press('写条件')
  await choose('条件 1看哪一项情况', 'skillLevel')
  await choose('条件 1怎么比', 'atLeast')
  await choose('条件 1的值', 'senior')
  await press('存进草稿')
  const written = async () => (await draft()).book.policies.find(({ code }) => code === 'skill-grant')
  await waitFor(async () => expect(await written()).toBeDefined())
  expect(await written()).toMatchObject({
    kind: 'supporting',
    criterion: { all: [{ fact: 'skillLevel', atLeast: { value: 'senior' } }] },
    opens: [{ kind: 'program', key: 'recognition' }, { kind: 'service' }],
  })
  await choose(/^类别/, 'master')
  expect(await screen.findByText('要有一项、也只有一项总政策')).toBeVisible()
})

test('which comes first and which after it is a rule of its own, read before it is kept', async () => {
  sitDown(harness, lead, '/policy-rules')
  fireEvent.click(await screen.findByText('增加一条规则'))
  await choose(/^哪一种/, 'order')
  await choose(/^先享受/, 'skill-grant')
  await choose(/^期满后享受/, 'rent-subsidy')
  for (const [name, value] of [
    [/^文件/, '试验办法'],
    [/^条款/, '第十条'],
    [/^原文/, '先领技能补贴。'],
  ] as const)
    await type(name, value)
  expect(await screen.findByText('读作：先享受“技能补贴”，期满后再享受“租房补贴”')).toBeVisible()
  await press('存进草稿')
  await waitFor(async () =>
    expect((await draft()).book.rules).toMatchObject([{ first: 'skill-grant', then: 'rent-subsidy' }]),
  )
})

test('what was never published is taken out again; what a policy asks for is not offered for it', async () => {
  sitDown(harness, lead, '/policy-facts?fact=skillLevel')
  expect(await screen.findByText(/用在：技能补贴/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /从草稿里删去/ })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: /^公积金缴存月数/ }))
  await press('从草稿里删去公积金缴存月数')
  await waitFor(async () => expect(await factOf('fundMonths')).toBeUndefined())
})

test('the second person reads every change of a fact, also of what cannot be seen in its question', () => {
  const changed = structuredClone(smallBook)
  const [, graduates, , , , income] = changed.facts
  Object.assign(graduates as object, { type: { kind: 'day' } })
  Object.assign(income as object, { type: { kind: 'integer', unit: 'fen-per-month', max: 5_000_000 } })
  const told = factDifferences(smallBook, changed).map(({ title, changes }) => [title, changes[0]?.after])
  expect(told).toEqual([
    ['毕业日期', '你哪天毕业？；日期'],
    ['月收入', '你每月税前收入多少？；数字；单位：元/月；不超过 50,000 元/月'],
  ])
})
