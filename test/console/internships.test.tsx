import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { addDays } from '@jucai/contract/policies/days'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openBase, signedIntern, today, type InternshipWorld } from '../internships/world'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
let world: InternshipWorld
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
afterAll(() => harness.close())
beforeEach(async () => {
  lead = await harness.office('lead')
})
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })

test('an application to be a base is approved with a quota and a last day', async () => {
  const { id, name, owner } = await employerOf(harness, '想做基地的公司（示例）')
  await owner.call('PUT /employers/:employer/internship-base', {
    params: { employer: id },
    body: { about: '有车间，有师傅，带过学徒。', insurance: '意外险，保额 50 万元', wanted: 4, version: 0 },
  })
  sitDown(harness, lead, '/internship-bases?state=applied')
  await press(`核定：${name}`)
  const dialog = within(await screen.findByRole('dialog'))
  type(dialog.getByLabelText('名额'), '2')
  fireEvent.click(dialog.getByRole('button', { name: /核\s?定/ }))
  expect(dialog.getByText('请选有效期的最后一天')).toBeInTheDocument()
  type(dialog.getByLabelText('有效期的最后一天'), addDays(today(harness), 300))
  type(dialog.getByLabelText('理由'), '现场核对过')
  fireEvent.click(dialog.getByRole('button', { name: /核\s?定/ }))
  await waitFor(async () =>
    expect(
      (await owner.call('GET /employers/:employer/internship-base', { params: { employer: id } })).base,
    ).toMatchObject({ state: 'approved', quota: 2 }),
  )
})

test('a month is approved only where the budget holds it', async () => {
  world = { harness, lead, ...(await openBase(harness, lead)) }
  const { internship } = await signedIntern(world)
  const days = { first_day: addDays(today(harness), -50), last_day: addDays(today(harness), 40) }
  await harness.db.updateTable('internship').set(days).where('id', '=', internship.id).execute()
  const params = { employer: world.base.id, internship: internship.id }
  const shown = await world.base.owner.call('GET /employers/:employer/internships/:internship', { params })
  const month = shown.stipends.find((one) => one.isOver)
  await world.base.owner.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
    params: { ...params, internshipMonth: month?.month as string },
    body: { amountFen: month?.amountFen as number },
  })
  sitDown(harness, lead, '/internship-months')
  expect(await screen.findByText(/还没有见习补贴的预算/)).toBeInTheDocument()
  await press(new RegExp(`^退回：${internship.number}`))
  const dialog = within(await screen.findByRole('dialog'))
  type(dialog.getByLabelText('原因'), '出勤请再核对')
  fireEvent.click(dialog.getByRole('button', { name: /退\s?回/ }))
  expect(await screen.findByText('没有待核定的月份')).toBeInTheDocument()
})

test('a round is opened, and not allotted before both sides have ranked', async () => {
  sitDown(harness, lead, '/internship-rounds')
  await press('开一轮')
  const dialog = within(await screen.findByRole('dialog'))
  type(dialog.getByLabelText('名称'), '春季双选')
  type(dialog.getByLabelText('报名截止那天'), addDays(today(harness), 5))
  type(dialog.getByLabelText('排序截止那天'), addDays(today(harness), 9))
  fireEvent.click(dialog.getByRole('button', { name: '开一轮' }))
  await press('分配：春季双选')
  fireEvent.click(
    within(await screen.findByRole('dialog', { name: '分配：春季双选' })).getByRole('button', {
      name: '现在分配',
    }),
  )
  expect(await screen.findByText(/双方排序还没有截止/)).toBeInTheDocument()
})

test('a month that a base which is struck off did not confirm is confirmed in its stead', async () => {
  world = { harness, lead, ...(await openBase(harness, lead)) }
  const { internship } = await signedIntern(world)
  const days = { first_day: addDays(today(harness), -50), last_day: addDays(today(harness), 40) }
  await harness.db.updateTable('internship').set(days).where('id', '=', internship.id).execute()
  const params = { employer: world.base.id }
  const { version } = await lead.call('GET /office/employers/:employer', { params })
  await lead.call('POST /office/employers/:employer/decisions', {
    params,
    body: { event: 'close', version, reason: '营业执照被吊销' },
  })
  await harness.app.worker.drain()
  sitDown(harness, lead, `/internships?id=${internship.id}`)
  const month = addDays(today(harness), -50).slice(0, 7)
  await press(`代基地确认 ${month}`)
  const dialog = within(await screen.findByRole('dialog'))
  type(dialog.getByLabelText('原因'), '单位已注销，按登记的出勤')
  fireEvent.click(dialog.getByRole('button', { name: '代为确认' }))
  expect(
    await screen.findByText(/等人才办核定，人才办代基地确认：单位已注销，按登记的出勤/),
  ).toBeInTheDocument()
})

test('an internship that has not begun is cancelled, without a last day', async () => {
  world = { harness, lead, ...(await openBase(harness, lead)) }
  const { internship } = await signedIntern(world)
  sitDown(harness, lead, `/internships?id=${internship.id}`)
  await press('取消见习')
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.queryByLabelText('最后一天')).not.toBeInTheDocument()
  type(dialog.getByLabelText('原因'), '基地的车间搬迁了')
  fireEvent.click(dialog.getByRole('button', { name: '取消见习' }))
  expect(await screen.findByText('没有开始')).toBeInTheDocument()
})
