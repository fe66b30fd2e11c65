import { v7 as uuidv7 } from 'uuid'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const setAside = async (personId: string, minutesAgo: number) => {
  const at = new Date(harness.clock.now().getTime() - minutesAgo * 60_000)
  const id = uuidv7()
  await harness.db
    .insertInto('outbox')
    .values({
      id,
      kind: 'person.registered',
      payload: JSON.stringify({ personId }),
      created_at: at,
      available_at: at,
      attempts: 12,
      last_error: 'profiles/welcome: calendar-year-missing at server/profiles/jobs.ts:12',
      done_reactions: ['credentials/write-milestone'],
      done_at: null,
      dead_at: at,
    })
    .execute()
  return id
}

it('the system administrator finds what was set aside, has it tried again, and what was done is not done twice', async () => {
  const admin = await harness.office('system-admin')
  const person = await harness.signIn()
  const [first, second] = [await setAside(person.personId, 5), await setAside(person.personId, 3)]
  const page = await admin.call('GET /dead-events', { query: { limit: 1 } })
  expect(page.items.map(({ id }) => id)).toEqual([second])
  const rest = await admin.call('GET /dead-events', { query: { limit: 1, after: page.next ?? '' } })
  expect(rest).toMatchObject({
    next: null,
    items: [
      {
        id: first,
        kind: 'person.registered',
        attempts: 12,
        done: ['credentials/write-milestone'],
        failed: 'profiles/welcome: calendar-year-missing at server/profiles/jobs.ts:12',
      },
    ],
  })
  expect(JSON.stringify([page, rest])).not.toContain(person.personId)

  await admin.call('POST /dead-events/:event/retries', { params: { event: first } })
  await expect(admin.call('POST /dead-events/:event/retries', { params: { event: first } })).rejects.toEqual(
    refused('not-found'),
  )
  await harness.app.worker.drain()
  expect((await admin.call('GET /dead-events')).items.map(({ id }) => id)).toEqual([second])
  expect((await person.call('GET /me/messages')).items.map(({ title }) => title)).toEqual(['登记成功'])
  expect((await person.call('GET /me/timeline')).items).toEqual([]) // the milestone was written before
})
