import type { QueueFilter } from '@jucai/contract/review'
import { builtInCalendar } from '../../server/core/working-days'
import { queueQuery } from '../../server/applications/queue'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf } from '../plans'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const me = '01930000-0000-7000-8000-000000000001'
const now = new Date('2026-11-22T02:00:00.000Z')
const after = { at: now, id: me }
const request = { callerId: me, calendar: builtInCalendar, now, limit: 21 }

/** What is asked for, and the indexes any of which may serve. */
it.each<[string, QueueFilter, readonly string[]]>([
  ['everything open', {}, ['application_queue']],
  ['a program', { program: 'recognition' }, ['application_program_open', 'application_queue']],
  ['a state', { state: 'submitted' }, ['application_state_queue', 'application_program_state']],
  [
    'a program and a state',
    { program: 'recognition', state: 'submitted' },
    ['application_program_state', 'application_program_open', 'application_state_queue'],
  ],
  ['what is at rest', { state: 'approved' }, ['application_state_queue']],
  ['overdue', { due: 'overdue' }, ['application_queue']],
  ['due soon', { due: 'soon' }, ['application_queue']],
  [
    'due later in a program',
    { due: 'later', program: 'apartment' },
    ['application_program_open', 'application_queue'],
  ],
  ['mine', { assigned: 'me' }, ['application_assigned']],
  ['assigned to others', { assigned: 'others' }, ['application_assigned_any', 'application_queue']],
  ['claimed by me', { claimed: 'me' }, ['application_claimed']],
  ['claimed by others', { claimed: 'others' }, ['application_claimed_any', 'application_queue']],
  ['claimed by nobody', { claimed: 'nobody' }, ['application_queue']],
  ['a station', { stationId: me }, ['application_station']],
])('pages through %s by an index, without sorting', async (_case, filter, indexes) => {
  const query = queueQuery(test.db, { ...request, filter, after }).compile()
  const plan = await planOf(test.db, query, indexes, [
    'seqscan',
    'bitmapscan',
    'sort',
    'hashjoin',
    'mergejoin',
  ])
  expect(plan).toMatch(new RegExp(indexes.join('|')))
  expect(plan).not.toMatch(/Seq Scan on application|Sort/)
})

it('finds a number by its own index', async () => {
  const filter = { number: 'GG-20261122-0001' }
  const { sql: text } = queueQuery(test.db, { ...request, filter }).compile()
  expect(text).toContain('"application"."number" = ')
  expect(text).not.toContain('is_open')
})
