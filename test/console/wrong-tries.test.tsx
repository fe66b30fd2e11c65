import { fireEvent, screen, waitFor } from '@testing-library/react'
import { openOfficeAccount } from '../../server/office'
import { codeAt } from '../../server/office/totp'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness } from '../harness'
import { sitDown } from './desk'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const password = 'tide-copper-lantern'
const totpSecret = 'JBSWY3DPEHPK3PXP'
const account = async (login: string, name: string) => {
  const lead = await harness.staff('lead')
  await openOfficeAccount(
    { db: harness.db, now: harness.clock.now(), deps: { vault: testVault() } },
    { personId: lead.personId, login, name, password, totpSecret },
  )
  return lead
}
const typeIn = async (login: string, typed: string, code: string) => {
  fireEvent.change(await screen.findByLabelText(/登录名/), { target: { value: login } })
  fireEvent.change(screen.getByLabelText(/密码/, { selector: 'input' }), { target: { value: typed } })
  fireEvent.change(screen.getByLabelText(/动态码/), { target: { value: code } })
  fireEvent.click(screen.getByRole('button', { name: /登.?录/ }))
}

test('who signs in reads how often others tried, and is known in this browser the next time', async () => {
  await account('lin.lead', '林处')
  for (let turns = 0; turns < 2; turns += 1)
    await harness
      .as()('POST /office-sessions', { body: { login: 'lin.lead', password: 'no', code: '000000' } })
      .catch(() => undefined)
  sitDown(harness, null, '/sign-in')
  await typeIn('lin.lead', password, codeAt(totpSecret, harness.clock.now()))
  expect(await screen.findByText('上次登录以后，有 2 次用您的登录名登录没有成功')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '知道了' }))
  await waitFor(() => expect(screen.queryByText(/登录没有成功/)).toBeNull())
  expect(localStorage.getItem('jucai-console-browser:lin.lead')).toMatch(/^[\w-]+\.[\w-]+$/)
})

test('the security administrator sees a locked account and unlocks it', async () => {
  await account('wang.lead', '王处')
  await harness.db
    .insertInto('office_attempt')
    .values({
      login: 'wang.lead',
      source: 'strangers',
      failures: 50,
      locked_until: new Date(harness.clock.now().getTime() + 600_000),
      at: harness.clock.now(),
    })
    .execute()
  sitDown(harness, await harness.office('security-admin'), '/staff')
  fireEvent.click(await screen.findByRole('button', { name: '解锁：王处' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '解锁：王处' })).toBeNull())
  expect((await (await harness.office('security-admin')).call('GET /office-locks')).items).toEqual([])
})
