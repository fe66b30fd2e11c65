import { render, screen, waitFor } from '@testing-library/react'
import ApplicationPage from '@/applications/application/index'
import { useSession } from '@/session'
import { connect, hold, letGo } from '../accounts-pages/phone'
import { apply, homecomingAnswers } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

it('counts no message as unread of what its reader has seen, and leaves the others', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  await harness.app.worker.drain()
  await hold(person)
  expect(useSession.getState().me?.unreadMessages).toBe(2)
  phone.open('/applications/application/index', { id })
  render(<ApplicationPage />)
  await screen.findByText('待审核')
  await waitFor(() => expect(useSession.getState().me?.unreadMessages).toBe(1))
  const unread = (await person.call('GET /me/messages')).items.filter(({ readAt }) => readAt === null)
  expect(unread.map(({ title }) => title)).toEqual(['登记成功'])
})
