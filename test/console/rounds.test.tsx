import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { createCall } from '@jucai/contract/client'
import { stagesOf } from '../../console/rounds/procedure'
import { systemRandomness } from '../../server/adapters/keys'
import { openSession } from '../../server/accounts/sessions'
import { stationOf } from '../../mock/city/stations'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openProject } from '../housing/world'
import { openRound, type OpenRound } from '../rounds-pages/world'
import { bulletins, drawnNumbers, moments, type Officer } from '../rounds/world'
import { sitDown } from './desk'

let harness: Harness
let world: OpenRound
beforeAll(async () => {
  harness = await startHarness()
  world = await openRound(harness, { people: 6 })
})
afterAll(() => harness.close())

/** Somebody of the office at a desk of their own, signed in now. */
const at = async ({ personId }: Officer, address: string, again = false) => {
  cleanup()
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId, device: '电脑端', office: true },
  )
  const visitor: Visitor = { personId, token, phone: '', call: createCall(harness.transport, () => token) }
  sitDown(harness, visitor, address, { again })
}
const one = () => `/rounds?round=${world.round}`
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const confirm = async (name: RegExp) =>
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name }))

test('the list leads to a round, whose procedure says who did what and what is on', async () => {
  await at(world.office.one, '/rounds')
  fireEvent.click(await screen.findByRole('link', { name: '第三批（示例）' }))
  const way = within(await screen.findByRole('list', { name: '进行到哪一步' }))
  const stages = way.getAllByRole('listitem').map((item) => item.textContent ?? '')
  expect(stages).toHaveLength(8)
  expect(stages[0]).toContain('写草稿，已完成')
  expect(stages[2]).toContain('申请，正在进行')
  expect(await screen.findByText(/正在申请，12月20日.*截止/)).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '提出锁定' })).toBeNull()
  expect(await screen.findByText('家庭有重复的号')).toBeInTheDocument()
})

test('the lock takes two people: who asked cannot confirm', async () => {
  harness.clock.set(moments.lockable)
  await at(world.office.one, one())
  await press('提出锁定')
  await confirm(/提出锁定/)
  expect(await screen.findByText('等另一位负责人确认锁定')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '确认锁定' })).toBeNull()
  await at(world.office.other, one())
  await press('确认锁定')
  await confirm(/确认锁定/)
  expect(await screen.findByText('名单和承诺值')).toBeInTheDocument()
  expect(screen.getByText(/没有“重来”|请把承诺值登在公众号/)).toBeInTheDocument()
})

const numbers = drawnNumbers['cwl-kl8'].join(' ')
test('numbers are entered by two apart, who do not see each other’s; what differs is told', async () => {
  harness.clock.set(moments.drawn)
  await at(world.office.one, one())
  const first = within(await screen.findByRole('region', { name: '快乐8' }))
  fireEvent.change(first.getByLabelText('号码，20 个'), { target: { value: '2 5 9' } })
  fireEvent.click(first.getByRole('button', { name: /录\s*入/ }))
  expect(await first.findByText('快乐8一期有 20 个号码，写了 3 个')).toBeInTheDocument()
  fireEvent.change(first.getByLabelText('号码，20 个'), { target: { value: numbers } })
  fireEvent.change(first.getByLabelText('开奖公告的网址'), { target: { value: bulletins[0] } })
  fireEvent.click(first.getByRole('button', { name: /录\s*入/ }))
  expect(await screen.findByText('一位已录，等第二位')).toBeInTheDocument()

  await at(world.office.other, one())
  const second = within(await screen.findByRole('region', { name: '快乐8' }))
  expect(second.getByText('已录入（一致以后才显示）')).toBeInTheDocument()
  expect(second.queryByText(numbers)).toBeNull()
  expect(second.getByLabelText('号码，20 个')).toHaveValue('')
  const wrong = numbers.replace('2 5 9', '2 5 8')
  fireEvent.change(second.getByLabelText('号码，20 个'), { target: { value: wrong } })
  fireEvent.change(second.getByLabelText('开奖公告的网址'), { target: { value: bulletins[0] } })
  fireEvent.click(second.getByRole('button', { name: /录\s*入/ }))
  expect((await screen.findAllByText('两人录的不一样')).length).toBeGreaterThan(0)
  const again = within(screen.getByRole('region', { name: '快乐8' }))
  fireEvent.change(again.getByLabelText('号码，20 个'), { target: { value: numbers } })
  fireEvent.click(again.getByRole('button', { name: '改成这样' }))
  expect(await screen.findByText('两人一致')).toBeInTheDocument()
})

test('the order is computed once all agree, and a ticket is passed over with a public reason', async () => {
  for (const { call } of [world.office.one, world.office.other])
    await call('PUT /round-desk/:round/sources/:position', {
      params: { round: world.round, position: 1 },
      body: {
        issue: '26120',
        outcome: 'held',
        numbers: [...drawnNumbers['lottery-pl5']],
        address: bulletins[1],
        pageHash: null,
      },
    })
  await at(world.office.one, one())
  await press('算出顺序')
  await confirm(/算出顺序/)
  expect(await screen.findByText('顺序已公开，等选房开始')).toBeInTheDocument()
  const table = within(await screen.findByRole('table', { name: '名单' }))
  expect(table.getAllByRole('row')).toHaveLength(7)
  await press('跳过 T000001')
  await confirm(/跳\s*过/)
  expect(await screen.findByText('请选一个原因')).toBeInTheDocument()
  fireEvent.change(within(screen.getByRole('dialog')).getByRole('combobox'), { target: { value: 'refused' } })
  await confirm(/跳\s*过/)
  expect(await screen.findByText('已跳过')).toBeInTheDocument()
  const { items } = await harness.as()('GET /rounds/:round/log', { params: { round: world.round } })
  expect(items).toMatchObject([{ ticket: 'T000001', act: 'skip', reason: 'refused' }])
  await press('恢复 T000001')
  fireEvent.change(within(await screen.findByRole('dialog')).getByRole('combobox'), {
    target: { value: 'returned' },
  })
  await confirm(/恢\s*复/)
  expect(await screen.findByText('已恢复')).toBeInTheDocument()
})

test('there is no button that draws again: a redo is a round of its own, with one of two causes', async () => {
  await at(world.office.one, one())
  await screen.findByText('顺序已公开，等选房开始')
  expect(screen.queryByRole('button', { name: '算出顺序' })).toBeNull()
  fireEvent.click(screen.getByRole('link', { name: '另开一批重新抽签' }))
  expect(await screen.findByLabelText(/为什么重新抽签/)).toBeInTheDocument()
  expect(within(screen.getByRole('region', { name: '批次和规则' })).getByLabelText('代码')).toHaveValue('')
  expect(within(screen.getByLabelText(/为什么重新抽签/)).getAllByRole('option')).toHaveLength(3)
})

test('a round is written in parts with what is missing in sight, kept through a reload, and published by another', async () => {
  harness.clock.set(moments.window)
  await openProject(harness, 3, { station: stationOf.shenzhen, code: 'test-garden' })
  await at(world.office.one, '/rounds?write=new')
  expect(await screen.findByRole('link', { name: /批次和规则.*还差 2 处/ })).toBeInTheDocument()
  const fill = (label: string | RegExp, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  fill('名称', '第四批（示例）')
  fill('代码', '2026 R04')
  expect(screen.getByText(/代码用小写字母、数字和短横/)).toBeInTheDocument()
  fill('代码', '2026-r04')
  expect(screen.getByRole('link', { name: /批次和规则.*好了/ })).toBeInTheDocument()
  fill('开始申请', '2026-12-08T09:00')
  fill('截止', '2026-12-07T09:00')
  expect(screen.getByText('截止要晚于开始')).toBeInTheDocument()
  fill('截止', '2026-12-15T18:00')
  fill('第一次开奖', '2026-12-17T21:00')
  fill('开始选房', '2026-12-20T09:00')
  for (const [index, issues] of ['2026130 2026131', '26130 26131'].entries())
    fireEvent.change(screen.getAllByLabelText('期号，后备的写在后面')[index] as HTMLElement, {
      target: { value: issues },
    })
  fill('不选会怎样', '放弃一次不影响下一批。')
  fill('写给申请人看的规则', '规则示例，第四版。抽签决定顺序，按顺序选房，谁都能重算。')

  await at(world.office.one, '/rounds?write=new', true)
  expect(await screen.findByLabelText('名称')).toHaveValue('第四批（示例）')
  await press('保存草稿')
  expect(await screen.findByText('还差 1 处，没有保存')).toBeInTheDocument()
  const free = await screen.findAllByLabelText(/^拿出几套（空着 \d+ 套）$/)
  fireEvent.change(free[0] as HTMLElement, { target: { value: '2' } })
  await press('保存草稿')
  expect(await screen.findByText('等另一位负责人公布')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /公\s*布/ })).toBeNull()
  const { items } = await world.office.other.call('GET /round-desk', { query: {} })
  const id = items.find(({ code }) => code === '2026-r04')?.id ?? ''
  await at(world.office.other, `/rounds?round=${id}`)
  await press(/公\s*布/)
  await confirm(/公\s*布/)
  await waitFor(async () =>
    expect((await harness.as()('GET /rounds/:round', { params: { round: id } })).state).toBe('published'),
  )
  expect(await screen.findByText(/12月8日.*开始申请/, { selector: 'strong' })).toBeInTheDocument()
})

test('the stages of a round follow its state', async () => {
  const round = await world.office.one.call('GET /round-desk/:round', { params: { round: world.round } })
  const namedSources = round.namedSources.map((one) => ({ ...one, state: 'agreed' as const }))
  const now = (state: typeof round.state) =>
    stagesOf({ ...round, namedSources, state }).find((one) => one.state === 'now')?.title
  expect(now('draft')).toBe('公布')
  expect(now('closed')).toBe('锁定名单')
  expect(now('locked')).toBe('算出顺序')
  expect(now('choosing')).toBe('选房')
  expect(now('ended')).toBeUndefined()
  expect(now('cancelled')).toBeUndefined()
})
