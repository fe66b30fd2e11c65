import { sql } from 'kysely'
import {
  emit,
  maxAttempts,
  mergeReactions,
  startOutboxWorker,
  type OutboxWorker,
  type Reactions,
} from '../../server/core/outbox'
import { countEvents } from '../../server/core/metrics'
import { openTestDatabase, type TestDatabase } from '../databases'

declare module '../../server/core/outbox' {
  interface Events {
    'test.happened': { name: string }
    'test.followed': { name: string }
  }
}

let test: TestDatabase
let now: Date
let broken: Set<string>
let worker: OutboxWorker
const failures: unknown[] = []
beforeAll(async () => {
  test = await openTestDatabase()
  await sql`create table effect (name text not null, event_id uuid not null)`.execute(test.db)
})
afterAll(() => test.close())
beforeEach(async () => {
  now = new Date('2026-11-22T02:00:00Z')
  broken = new Set()
  failures.length = 0
  await sql`delete from effect`.execute(test.db)
  await sql`delete from outbox`.execute(test.db)
  worker = startOutboxWorker(
    test.db,
    reactions,
    () => now,
    (error) => failures.push(error),
  )
})
afterEach(() => worker.stop())

const reactions: Reactions = mergeReactions(
  {
    'test.happened': [
      async ({ tx, eventId }, { name }) => {
        await sql`insert into effect values (${name}, ${eventId})`.execute(tx)
      },
    ],
  },
  {
    'test.happened': [
      async ({ tx, now: at }, { name }) => {
        if (name === 'leads on') await emit(tx, at, 'test.followed', { name: 'followed' })
        if (broken.has(name)) throw new Error('quotes personal data')
      },
    ],
    'test.followed': [
      async ({ tx, eventId }, { name }) => {
        await sql`insert into effect values (${name}, ${eventId})`.execute(tx)
      },
    ],
  },
)
const happen = async (...names: string[]) => {
  for (const name of names) await emit(test.db, now, 'test.happened', { name })
}
const effects = async () =>
  (await sql<{ name: string }>`select name from effect order by name`.execute(test.db)).rows.map(
    ({ name }) => name,
  )
const left = () =>
  test.db
    .selectFrom('outbox')
    .select(['attempts', 'last_error', 'available_at', 'dead_at'])
    .where('done_at', 'is', null)
    .execute()
const many = (count: number) =>
  Array.from({ length: count }, (_, turn) => `event ${String(turn).padStart(2, '0')}`)

it('does more than one batch, each event once', async () => {
  await happen(...many(45))
  await worker.drain()
  await worker.drain()
  expect(await effects()).toEqual(many(45))
  expect(await left()).toEqual([])
})

it('a batch with a reaction that fails is done one by one: the others once, the failed one not at all and later', async () => {
  broken.add('event 07')
  await happen(...many(25))
  await worker.drain()
  expect(await effects()).toEqual(many(25).filter((name) => name !== 'event 07'))
  expect(await left()).toEqual([
    { attempts: 1, last_error: 'Error', available_at: new Date(now.getTime() + 1000), dead_at: null },
  ])
  broken.clear()
  await worker.drain()
  expect(await effects()).toHaveLength(24) // not before its time
  now = new Date(now.getTime() + 1000)
  await worker.drain()
  expect(await effects()).toEqual(many(25))
  expect(await left()).toEqual([])
  expect(failures).toEqual([])
})

it('an event that keeps failing is set aside, and holds up nobody', async () => {
  broken.add('hopeless')
  await happen('hopeless')
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    await worker.drain()
    now = new Date(now.getTime() + 3_600_000)
  }
  expect(await left()).toEqual([
    expect.objectContaining({ attempts: maxAttempts, dead_at: expect.any(Date) as Date }),
  ])
  await happen('later')
  await worker.drain()
  expect(await effects()).toEqual(['later'])
  expect((await left())[0]?.attempts).toBe(maxAttempts)
})

it('does what a reaction has written, and not what a failed one has', async () => {
  broken.add('leads on')
  await happen('leads on', 'other')
  await worker.drain()
  expect(await effects()).toEqual(['other'])
  broken.clear()
  now = new Date(now.getTime() + 1000)
  await worker.drain()
  expect(await effects()).toEqual(['followed', 'leads on', 'other'])
})

it('counts what is due, what was put off, and what was set aside apart', async () => {
  await happen('due')
  await emit(test.db, now, 'test.happened', { name: 'tomorrow' }, new Date(now.getTime() + 86_400_000))
  expect(await countEvents(test.db, now)).toEqual({ pending: 1, putOff: 1, dead: 0 })
  await worker.drain()
  expect(await countEvents(test.db, now)).toEqual({ pending: 0, putOff: 1, dead: 0 })
  broken.add('tomorrow')
  now = new Date(now.getTime() + 86_400_000)
  expect(await countEvents(test.db, now)).toEqual({ pending: 1, putOff: 0, dead: 0 })
  await worker.drain() // fails, and waits to be tried again: still a backlog
  expect(await countEvents(test.db, now)).toEqual({ pending: 1, putOff: 0, dead: 0 })
})
