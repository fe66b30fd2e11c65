import type { Purpose } from '@jucai/contract/vocabulary'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { ProblemNotice } from '@/components/problem-notice'
import { startHarness, type Harness } from '../harness'
import { connect, hold, letGo, tap } from './phone'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

it('asks for each missing consent apart, goes on after the last, and asks anew when refused again', async () => {
  const visitor = await harness.signIn()
  await hold(visitor)
  const given = async () =>
    (await visitor.call('GET /me/consents')).items.flatMap((one) => (one.given ? [one.purpose] : []))
  const asked = async (title: string, answer: string) => {
    await screen.findByRole('dialog', { name: `同意使用：${title}` })
    fireEvent.click(screen.getByRole('button', { name: answer }))
  }
  const goOn = jest.fn()
  const notice = (...missingConsents: Purpose[]) => (
    <ProblemNotice title="没有提交" problem={{ words: '需要你先同意', missingConsents }} onConsented={goOn} />
  )
  const { rerender } = render(notice('registration', 'id-number'))
  tap('看说明，再决定')
  await asked('人才登记', '同意')
  await asked('证件号码', '单独同意')
  await waitFor(() => expect(goOn).toHaveBeenCalledTimes(1))
  expect(await given()).toEqual(expect.arrayContaining(['registration', 'id-number']))
  expect(screen.queryByRole('dialog')).toBeNull()
  rerender(notice('talent-code'))
  fireEvent.click(await screen.findByRole('button', { name: '看说明，再决定' }))
  await asked('人才码', '同意')
  await waitFor(() => expect(goOn).toHaveBeenCalledTimes(2))
  expect(await given()).toContain('talent-code')
})
