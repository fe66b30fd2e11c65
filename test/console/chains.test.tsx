import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { openChains } from '../chains/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

/** The office keeps the chains: one writes and proposes, another publishes; gaps are read by all of it. */
let harness: Harness
let lead: Visitor
let other: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await openChains(harness)
  lead = await harness.office('lead')
  other = await harness.office('lead')
})
afterAll(() => harness.close())

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = async (name: string | RegExp, value: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name }), { target: { value } })
const draft = () => lead.call('GET /chain-draft')
const wanted = async () =>
  (
    await harness.as(null)('GET /shortage-posts/:shortagePost', {
      params: { shortagePost: 'electrolyte-formula' },
    })
  ).post.wanted

test('a post is changed, proposed with its source, and published by another', async () => {
  const first = sitDown(harness, lead, '/chains')
  await press('修改“电解液配方工程师”')
  await type(/^想招几人/, '二十')
  expect(await screen.findByText('请填整数')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: '存到草稿' })).toBeDisabled()
  await type(/^想招几人/, '77')
  await press('存到草稿')
  expect(await screen.findByText(/人数由 \d+ 改为 77/)).toBeInTheDocument()
  await type(/^依据的文件/, '增补通知')
  await press('提出发布')
  expect(await screen.findByText(/提出发布。依据：增补通知/)).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '核对无误，发布' })).not.toBeInTheDocument()
  first.unmount()
  sitDown(harness, other, '/chains')
  await press('核对无误，发布')
  await waitFor(async () => expect(await wanted()).toBe(77))
})

test('taking a post out and throwing the draft away are asked about first', async () => {
  sitDown(harness, lead, '/chains')
  await press('修改“电解液配方工程师”')
  await press('从草稿里删去')
  await press('不删')
  expect((await draft()).open).toBe(false)
  await press('从草稿里删去')
  await press('确认删去这个岗位')
  await waitFor(async () => expect((await draft()).open).toBe(true))
  await press('放弃草稿')
  expect((await draft()).open).toBe(true)
  await press('确认放弃全部改动')
  await waitFor(async () => expect((await draft()).open).toBe(false))
})

test('a chain gets a link with whom it feeds and who is in it, and a post; a new one is written whole', async () => {
  sitDown(harness, lead, '/chains')
  await press('修改产业链“新能源电池材料”')
  await press('加一个环节')
  expect(screen.getByRole('button', { name: '产业链存到草稿' })).toBeDisabled()
  await type(/^环节 9 的编号/, 'Bad Key')
  expect(await screen.findByText('编号的写法不对')).toBeInTheDocument()
  await type(/^环节 9 的编号/, 'swapping')
  await type(/^环节 9 的名称/, '换电')
  await type(/^换电做什么/, '换电站的建设和运营。')
  const feeds = within(await screen.findByRole('group', { name: '换电供给谁' }))
  fireEvent.click(feeds.getByRole('checkbox', { name: '电池回收' }))
  await type(/^在换电加一家单位/, '星城换电')
  await press('按名称加到换电')
  await press('产业链存到草稿')
  await waitFor(async () =>
    expect((await draft()).book.chains.find(({ key }) => key === 'battery')?.links.at(-1)).toEqual({
      key: 'swapping',
      name: '换电',
      about: '换电站的建设和运营。',
      feeds: ['recycling'],
      members: [{ employer: null, name: '星城换电' }],
    }),
  )
  await press('在“新能源电池材料”新增岗位')
  await type(/^岗位编号/, 'swap-operator')
  await type(/^岗位(?!编号)/, '换电站运维')
  await type(/^做什么/, '换电站的日常运维。')
  await type(/^薪酬下限/, '6000')
  await type(/^薪酬上限/, '9000')
  fireEvent.change(await screen.findByRole('combobox', { name: /^学历不低于/ }), {
    target: { value: 'associate' },
  })
  await press('存到草稿')
  await waitFor(async () =>
    expect((await draft()).book.posts.find(({ key }) => key === 'swap-operator')).toMatchObject({
      title: '换电站运维',
      chain: 'battery',
      requirements: { minDegree: 'associate' },
      payFromFenPerMonth: 600_000,
    }),
  )
  await press('放弃草稿')
  await press('确认放弃全部改动')
  await waitFor(async () => expect((await draft()).open).toBe(false))
})

test('a reviewer reads what a link lacks, and goes on to a search that is filled in', async () => {
  sitDown(harness, await harness.office('reviewer'), '/chain-gaps')
  const table = await screen.findByRole('table', { name: '电解液缺的岗位' })
  const link = within(table).getByRole('link', { name: '找同意推荐的人：电解液配方工程师' })
  expect(link).toHaveAttribute('href', expect.stringContaining('degrees=master'))
})
