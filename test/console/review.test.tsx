import { fireEvent, screen, within } from '@testing-library/react'
import { apply, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

let harness: Harness
let reviewer: Visitor
let applicant: Visitor
beforeAll(async () => {
  harness = await startHarness()
  reviewer = await harness.office('reviewer')
  applicant = await harness.registerPerson()
})
afterAll(() => harness.close())

const tap = async (name: string | RegExp) => void fireEvent.click(await screen.findByRole('button', { name }))
const write = (label: RegExp, value: string) =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('a reviewer finds a case, claims it, and asks for one change; the draft survives a reload; a stale decision keeps what was typed', async () => {
  const { id, number } = await apply(applicant, 'homecoming', homecomingAnswers())
  const { unmount } = sitDown(harness, reviewer, '/queue')
  fireEvent.click(await screen.findByRole('link', { name: number }))
  expect(await screen.findByText('还没有人认领')).toBeInTheDocument()
  await tap(/^认领/)
  await tap(/^请补正/)
  const panel = await screen.findByRole('region', { name: '办理：请补正' })
  fireEvent.click(within(panel).getByRole('button', { name: '请补正并通知' }))
  expect(await within(panel).findByText('请至少选一项要改的')).toBeInTheDocument()
  fireEvent.click(within(panel).getByRole('checkbox', { name: '职务或岗位' }))
  write(/^职务或岗位：要怎么改/, '请写明现在的职务')
  unmount()

  sitDown(harness, reviewer, `/cases/${id}`, { again: true })
  expect(await screen.findByDisplayValue('请写明现在的职务')).toBeInTheDocument()
  const { version } = await applicant.call('GET /me/applications/:application', {
    params: { application: id },
  })
  await applicant.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version },
  })
  await tap('请补正并通知')
  expect(await screen.findByText(/这一件刚刚有变化，您的决定没有提交/)).toBeInTheDocument()
  expect(
    screen.getByText(
      /^状态从“待审核”变为“已撤回”；申请人撤回[^；：]*（\d+月\d+日 \d\d:\d\d）。您写的内容还在/,
    ),
  ).toBeInTheDocument()
  expect(screen.getByDisplayValue('请写明现在的职务')).toBeInTheDocument()
})

test('nobody signed in is asked to sign in, and a refusal is said', async () => {
  sitDown(harness, null, '/queue')
  expect(await screen.findByRole('heading', { name: '登录审核台' })).toBeInTheDocument()
  write(/^登录名/, 'nobody.here')
  write(/^密码/, 'wrong password')
  write(/^动态码/, '123456')
  await tap('登录')
  expect(await screen.findByText('登录名、密码或动态码不对')).toBeInTheDocument()
})
