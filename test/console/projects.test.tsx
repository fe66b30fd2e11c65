import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { startHarness, type Harness, type Visitor } from '../harness'
import { projectsOf, unitFen } from '../projects/world'
import { sitDown } from './desk'

jest.mock('../../console/parts/chart-canvas', () => ({ ChartCanvas: () => null }))

let harness: Harness
let lead: Visitor
let second: Visitor
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  act = projectsOf(harness, [lead, second])
})
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const dialog = async () => within(await screen.findByRole('dialog'))

test('capital in place is entered by one and agreed to by another; a field that is wrong says so', async () => {
  const project = await act.signed()
  sitDown(harness, lead, `/projects?project=${project.id}`)
  await press('登记一笔')
  const form = await dialog()
  fireEvent.click(form.getByRole('button', { name: /登\s?记/ }))
  expect(await form.findByText('请填写金额（元）')).toBeInTheDocument()
  fireEvent.change(form.getByLabelText('金额（元）'), { target: { value: '40,000,000' } })
  fireEvent.change(form.getByLabelText('凭证或文件'), { target: { value: '银行进账单 2026-18' } })
  // The browser's own clock runs ahead of the sample's: the day of the entry is that of the tests.
  fireEvent.change(form.getByLabelText('哪一天'), { target: { value: '2026-11-21' } })
  fireEvent.click(form.getByRole('button', { name: /登\s?记/ }))
  expect(await screen.findByText('您登记的，请另一位负责人复核')).toBeInTheDocument()
  expect(await act.read(project)).toMatchObject({ inPlaceFen: 0 })
})

test('another lead agrees, and a code to introduce somebody is shown once', async () => {
  const project = await act.enter(await act.signed(), 2 * unitFen)
  sitDown(harness, second, `/projects?project=${project.id}`)
  await press(/^同意：/)
  await press('同意计入')
  await press('引进一个人')
  const form = await dialog()
  fireEvent.change(form.getByLabelText('给谁的'), { target: { value: '研发部小何' } })
  fireEvent.click(form.getByRole('button', { name: '生成引进码' }))
  expect(await screen.findByText(/^引进码 [0-9A-Z-]{19}$/)).toBeInTheDocument()
  expect(await screen.findByText('等本人同意')).toBeInTheDocument()
})

test('the list finds what does not agree, and the comparison leads there', async () => {
  const project = await act.withPlaces(1)
  sitDown(harness, lead, '/project-comparison')
  fireEvent.click(await screen.findByRole('link', { name: /个项目：有资金、没有人$/ }))
  expect(await screen.findByRole('link', { name: project.name })).toBeInTheDocument()
})

test('quota that is used above what is earned is said, with what it means', async () => {
  const project = await act.withPlaces(1)
  await act.introduced(project)
  await act.agree(await act.correct(project))
  sitDown(harness, await harness.office('reviewer'), `/projects?project=${project.id}`)
  expect(await screen.findByText('名额用超了 1 个')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '登记一笔' })).not.toBeInTheDocument()
})

test('a step put down wrongly is taken back with a reason, and stands on record', async () => {
  const project = await act.signed()
  sitDown(harness, lead, `/projects?project=${project.id}`)
  await press('撤回“登记签约”')
  const form = await dialog()
  fireEvent.change(form.getByRole('textbox'), { target: { value: '登记到别的项目上了' } })
  fireEvent.click(form.getByRole('button', { name: /撤\s?回/ }))
  expect(await screen.findByText(/撤回“登记签约”：登记到别的项目上了/)).toBeInTheDocument()
  expect(await act.read(project)).toMatchObject({ stage: 'talking' })
})

test('a long list goes on when it is asked to', async () => {
  let project = await act.signed()
  for (let turn = 0; turn < 21; turn += 1)
    project = await act.promise(project, 'master', turn + 1, '2027-06-30')
  sitDown(harness, lead, `/projects?project=${project.id}`)
  const table = await screen.findByRole('table', { name: '人才承诺' })
  expect(within(table).getAllByRole('row')).toHaveLength(21)
  await press('继续列出人才承诺（现有 20 条）')
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(22))
  expect(screen.queryByRole('button', { name: /^继续列出人才承诺/ })).not.toBeInTheDocument()
})
