import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { markLate } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { ledgerDeps, oweTo, scheme, setBudget, year } from '../ledger/world'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

test('a message leads to the place where something can be done, and is read once that was opened', async () => {
  await setBudget(lead, 100_000)
  await oweTo(harness, (await harness.registerPerson()).personId)
  await harness.app.worker.drain()
  sitDown(harness, lead, '/messages')
  const list = await screen.findByRole('list', { name: '消息' })
  const one = (await within(list).findByText('一项预算已用八成')).closest('li') as HTMLElement
  expect(within(one).getByText('未读')).toBeInTheDocument()
  expect(one).toHaveTextContent('在审核台“预算”里提前追加')
  const link = within(one).getByRole('link', { name: '去处理：一项预算已用八成' })
  expect(link).toHaveAttribute('href', `/budgets?year=${year}`)
  fireEvent.click(link)
  expect(await screen.findByRole('heading', { name: '预算' })).toBeInTheDocument()
  const ofBudget = async () =>
    (await lead.call('GET /me/messages')).items.find(({ title }) => title === '一项预算已用八成')
  await waitFor(async () => expect((await ofBudget())?.readAt).not.toBeNull())
})

test('late payments are told with the way to them, for the phone as a sentence', async () => {
  await oweTo(harness, (await harness.registerPerson()).personId, {
    amountFen: 1_000,
    promisedOn: '2026-11-24',
  })
  harness.clock.set('2026-11-25T02:00:00.000Z')
  await markLate(ledgerDeps(harness), harness.clock.now())
  const phone = await harness.signIn(lead.phone)
  const late = (await phone.call('GET /me/messages')).items.find(
    ({ title }) => title === '有款项超过了承诺日',
  )
  expect(late?.body).toContain('请在审核台“款项”里看每一笔停在哪一步')
  expect(late).toMatchObject({ link: null, deskLink: `/payments?scheme=${scheme}&late=true` })
})
