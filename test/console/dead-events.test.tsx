import { fireEvent, screen, waitFor } from '@testing-library/react'
import { v7 as uuidv7 } from 'uuid'
import { startHarness, type Harness } from '../harness'
import { sitDown } from './desk'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const setAside = async () => {
  const id = uuidv7()
  const at = harness.clock.now()
  const personId = (await harness.signIn()).personId
  await harness.db
    .insertInto('outbox')
    .values({
      id,
      kind: 'person.registered',
      payload: JSON.stringify({ personId }),
      created_at: at,
      available_at: at,
      attempts: 12,
      last_error: 'profiles/welcome: not-found at server/profiles/jobs.ts:12',
      done_reactions: ['credentials/write-milestone'],
      done_at: null,
      dead_at: at,
    })
    .execute()
  return id
}

test('the system administrator finds what was set aside in the navigation, and has it tried again', async () => {
  const id = await setAside()
  const admin = await harness.office('system-admin')
  sitDown(harness, admin, '/staff')
  fireEvent.click(await screen.findByRole('link', { name: '搁置的事件' }))
  const table = await screen.findByRole('table', { name: '搁置的事件' })
  expect(table).toHaveTextContent('person.registered')
  expect(table).toHaveTextContent('profiles/welcome: not-found at server/profiles/jobs.ts:12')
  expect(table).toHaveTextContent('credentials/write-milestone')
  fireEvent.click(screen.getByRole('button', { name: '重试 person.registered' }))
  expect(await screen.findByText('没有搁置的事件')).toBeInTheDocument()
  const { dead_at: deadAt } = await harness.db
    .selectFrom('outbox')
    .select('dead_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(deadAt).toBeNull()
})

test('what somebody else had tried again meanwhile is said, and the page stays', async () => {
  const id = await setAside()
  const admin = await harness.office('system-admin')
  sitDown(harness, admin, '/dead-events')
  const retry = await screen.findByRole('button', { name: '重试 person.registered' })
  await admin.call('POST /dead-events/:event/retries', { params: { event: id } })
  fireEvent.click(retry)
  expect(await screen.findByText(/这一条已经重试，或已经完成/)).toBeInTheDocument()
  await waitFor(() => expect(screen.getByRole('heading', { name: '搁置的事件' })).toBeInTheDocument())
})
