import { fireEvent, screen, within } from '@testing-library/react'
import { startHarness, type Harness } from '../harness'
import { sitDown } from './desk'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

/** Invites as the dialog asks for it, and reads the code that is told once. */
const invite = async (): Promise<string> => {
  fireEvent.click(await screen.findByRole('button', { name: '邀请工作人员' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByRole('combobox', { name: '岗位' }), { target: { value: 'reviewer' } })
  fireEvent.change(within(dialog).getByRole('textbox', { name: '给谁' }), { target: { value: '政策科' } })
  fireEvent.click(within(dialog).getByRole('button', { name: '生成邀请码' }))
  const told = await screen.findByText(/^邀请码 \S+/)
  const code = /^邀请码 (\S+)/.exec(told.textContent ?? '')?.[1] ?? ''
  fireEvent.click(screen.getByRole('button', { name: '收好了' }))
  return code
}

test('the same invitation asked for twice in one tab is two invitations with two codes', async () => {
  const admin = await harness.office('system-admin')
  sitDown(harness, admin, '/staff')
  const first = await invite()
  const second = await invite()
  expect(first).not.toBe('')
  expect(second).not.toBe(first)
  expect((await admin.call('GET /staff-invitations')).items).toHaveLength(2)
})
