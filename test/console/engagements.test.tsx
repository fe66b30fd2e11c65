import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { accepted, proposed, record, running, signedByTwo } from '../engagements/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
})
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const numberOf = async (id: string) =>
  (await lead.call('GET /engagements/:engagement', { params: { engagement: id } })).number

test('the list leads to one: terms, home employer, signatures, what happened', async () => {
  const world = await running(harness)
  const number = await numberOf(world.id)
  sitDown(harness, lead, '/engagements')
  fireEvent.click(await screen.findByRole('link', { name: `打开${number}` }))
  expect(await screen.findByRole('heading', { name: `聘用 ${number}` })).toBeInTheDocument()
  expect(screen.getByText(world.at.name)).toBeInTheDocument()
  expect(screen.getByText(/^专家的现单位：.*签$/)).toBeInTheDocument()
  expect(screen.getByText('周六 09:00–12:00')).toBeInTheDocument()
  expect(screen.getByText(/^SHA-256 [0-9a-f]{64}$/)).toBeInTheDocument()
  expect(screen.getByText('¥800/小时')).toBeInTheDocument()
  const { items } = await world.expert.call('GET /me/reads')
  expect(JSON.stringify(items)).toContain('人才办查看你的聘用')
})

test('whose home employer is late is filtered, and says by when it is asked', async () => {
  const late = await accepted(await proposed(harness, { firstDay: '2027-02-06', lastDay: '2027-12-31' }))
  await signedByTwo(late)
  const other = await running(harness)
  const [number, others] = [await numberOf(late.id), await numberOf(other.id)]
  harness.clock.advance(8 * 86_400)
  lead = await harness.office('lead')
  sitDown(harness, lead, '/engagements?state=overdue')
  const row = (await screen.findByRole('link', { name: `打开${number}` })).closest('tr') as HTMLElement
  expect(within(row).getByText(/^专家的现单位，/)).toBeInTheDocument()
  expect(screen.queryByRole('link', { name: `打开${others}` })).not.toBeInTheDocument()
})

test('one that runs is ended by the office with its last day and the reason, which both read', async () => {
  const world = await running(harness)
  sitDown(harness, lead, `/engagements?id=${world.id}`)
  await press('结束聘用')
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('button', { name: /结\s?束/ }))
  expect(await dialog.findByText('请写明原因，至少 4 个字')).toBeInTheDocument()
  fireEvent.change(dialog.getByLabelText('最后一天'), { target: { value: '2026-12-01' } })
  fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '单位申请终止合作' } })
  fireEvent.click(dialog.getByRole('button', { name: /结\s?束/ }))
  expect(await dialog.findByText(/最后一天/, { selector: '.notice *' })).toBeInTheDocument() // not in the future
  fireEvent.change(dialog.getByLabelText('最后一天'), { target: { value: '2026-11-22' } })
  fireEvent.click(dialog.getByRole('button', { name: /结\s?束/ }))
  await waitFor(async () =>
    expect(
      await world.expert.call('GET /me/engagements/:engagement', { params: { engagement: world.id } }),
    ).toMatchObject({ state: 'ended', endedBy: 'office', endedWhy: '单位申请终止合作' }),
  )
})

test('what is not signed by all is cancelled with the reason', async () => {
  const world = await accepted(await proposed(harness))
  sitDown(harness, lead, `/engagements?id=${world.id}`)
  await press('取消聘用')
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '单位被列入整改' } })
  fireEvent.click(dialog.getByRole('button', { name: /取消聘用/ }))
  await waitFor(async () =>
    expect(
      (await world.expert.call('GET /me/engagements/:engagement', { params: { engagement: world.id } }))
        .state,
    ).toBe('cancelled'),
  )
})

test('hours of an employer that was struck off are answered here, with what it rests on', async () => {
  const world = await running(harness)
  await record(world, '2026-11-14')
  await harness.db
    .updateTable('employer')
    .set({ state: 'closed' })
    .where('id', '=', world.employer.id)
    .execute()
  sitDown(harness, lead, `/engagements?id=${world.id}`)
  await press(/^核对：/)
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('button', { name: /记\s?下/ }))
  expect(await dialog.findByText('请写明原因，至少 4 个字')).toBeInTheDocument()
  fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '看过签到表，属实' } })
  fireEvent.click(dialog.getByRole('button', { name: /记\s?下/ }))
  expect(await screen.findByText('人才办已确认：看过签到表，属实')).toBeInTheDocument()
})
