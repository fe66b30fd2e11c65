import { sql } from 'kysely'
import { problem } from '../../server/core/problem'
import {
  deadEvents,
  emit,
  maxAttempts,
  reviveEvent,
  startOutboxWorker,
  type Failure,
  type OutboxWorker,
  type Reaction,
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
const failed: Failure[] = []
beforeAll(async () => {
  test = await openTestDatabase()
  await sql`create table effect (name text not null, event_id uuid not null)`.execute(test.db)
})
afterAll(() => test.close())
beforeEach(async () => {
  now = new Date('2026-11-22T02:00:00Z')
  broken = new Set()
  failures.length = 0
  failed.length = 0
  await sql`delete from effect`.execute(test.db)
  await sql`delete from outbox`.execute(test.db)
  worker = startOutboxWorker({
    db: test.db,
    reactions,
    clock: () => now,
    failed: (failure) => failed.push(failure),
    broken: (error) => failures.push(error),
  })
})
afterEach(() => worker.stop())

const reactions: Reactions = {
  'test.happened': {
    'first/write': async ({ tx, eventId }, { name }) => {
      await sql`insert into effect values (${name}, ${eventId})`.execute(tx)
    },
    'second/lead-on': async ({ tx, now: at, eventId }, { name }) => {
      if (name === 'leads on') await emit(tx, at, 'test.followed', { name: 'followed' })
      if (name === 'half') await sql`insert into effect values ('undone', ${eventId})`.execute(tx)
      if (broken.has(name))
        throw name === 'refused' ? problem('not-found') : new Error('quotes personal data')
    },
    'third/write': async ({ tx, eventId }, { name }) => {
      if (name === 'half') await sql`insert into effect values ('third', ${eventId})`.execute(tx)
    },
  },
  'test.followed': {
    'first/write': async ({ tx, eventId }, { name }) => {
      await sql`insert into effect values (${name}, ${eventId})`.execute(tx)
    },
  },
}
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

it('a batch with a reaction that fails is done one by one: the others once, the failed one later', async () => {
  broken.add('event 07')
  await happen(...many(25))
  await worker.drain()
  expect(await effects()).toEqual(many(25))
  expect(await left()).toEqual([
    {
      attempts: 1,
      last_error: expect.stringMatching(
        /^second\/lead-on: Error at test\/core\/outbox\.test\.ts:\d+$/,
      ) as string,
      available_at: new Date(now.getTime() + 1000),
      dead_at: null,
    },
  ])
  broken.clear()
  await worker.drain()
  expect((await left())[0]?.attempts).toBe(1) // not before its time
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
  expect(await effects()).toEqual(['hopeless', 'later'])
  expect((await left())[0]?.attempts).toBe(maxAttempts)
})

it('does what a reaction has written, and not what a failed one has', async () => {
  broken.add('leads on')
  await happen('leads on', 'other')
  await worker.drain()
  expect(await effects()).toEqual(['leads on', 'other'])
  broken.clear()
  now = new Date(now.getTime() + 1000)
  await worker.drain()
  expect(await effects()).toEqual(['followed', 'leads on', 'other'])
})

it('keeps what the other reactions did: only the one that failed is tried again', async () => {
  broken.add('half')
  await happen('half')
  await worker.drain()
  expect(await effects()).toEqual(['half', 'third'])
  expect(
    await test.db.selectFrom('outbox').select('done_reactions').where('done_at', 'is', null).execute(),
  ).toEqual([{ done_reactions: ['first/write', 'third/write'] }])
  broken.clear()
  now = new Date(now.getTime() + 1000)
  await worker.drain()
  expect(await effects()).toEqual(['half', 'third', 'undone'])
  expect(await left()).toEqual([])
})

it('says which reaction of which room failed, how and where, and never what the error says', async () => {
  broken.add('refused')
  await happen('refused')
  await worker.drain()
  expect(failed).toEqual([
    {
      eventId: expect.any(String) as string,
      event: 'test.happened',
      reaction: 'second/lead-on',
      code: 'not-found',
      place: expect.stringMatching(/^(server|test)\/.*:\d+$/) as string,
    },
  ])
  expect(JSON.stringify([failed, await left()])).not.toContain('personal data')
})

it('lists what was set aside, and does it again when asked', async () => {
  broken.add('hopeless')
  await happen('hopeless')
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    await worker.drain()
    now = new Date(now.getTime() + 3_600_000)
  }
  const [dead] = await deadEvents(test.db, null, 10)
  expect(dead).toMatchObject({
    kind: 'test.happened',
    attempts: maxAttempts,
    done_reactions: ['first/write', 'third/write'],
  })
  broken.clear()
  expect(await reviveEvent(test.db, dead?.id ?? '', now)).toBe(true)
  expect(await reviveEvent(test.db, dead?.id ?? '', now)).toBe(false)
  await worker.drain()
  expect(await left()).toEqual([])
  expect(await effects()).toEqual(['hopeless'])
  expect(await deadEvents(test.db, null, 10)).toEqual([])
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

/** A worker whose event `bad` meets `act`, tried on `bad` and then `good`. */
const workWithOdd = async (act: (reaction: Reaction) => Promise<void>) => {
  await worker.stop()
  worker = startOutboxWorker({
    db: test.db,
    reactions: {
      'test.happened': {
        'first/write': reactions['test.happened']?.['first/write'] as never,
        'odd/act': async (reaction, { name }) => {
          if (name === 'bad') await act(reaction)
        },
      },
    },
    clock: () => now,
    failed: (failure) => failed.push(failure),
    broken: (error) => failures.push(error),
  })
  await happen('bad', 'good')
  await worker.drain()
}

it.each([
  ['undefined', undefined],
  ['null', null],
  ['a stack that is no text', Object.assign(new Error('x'), { stack: Symbol('x') })],
])('a reaction that throws %s holds up nobody', async (_what, thrown) => {
  await workWithOdd(async () => {
    throw thrown as Error
  })
  expect(await effects()).toEqual(['bad', 'good'])
  expect((await left())[0]?.attempts).toBe(1)
})

// The embedded database has one session, which ends with the process: nothing about two is proved on it.
const onPostgres = process.env.DATABASE_URL ? it : it.skip
onPostgres('a reaction that loses its connection holds up nobody and is counted', async () => {
  await workWithOdd(async ({ tx }) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  })
  expect(await effects()).toEqual(['good'])
  expect((await left())[0]?.attempts).toBe(1)
  expect(failed.map(({ reaction }) => reaction)).toEqual(['outbox/commit'])
})

/** Two workers at the same events, as two servers on one database; the reaction holds its event for a while. */
const twoAtOnce = async (count: number) => {
  await worker.stop()
  let doing = 0
  let most = 0
  const slow: Reactions = {
    'test.happened': {
      'first/write': async ({ tx, eventId }, { name }) => {
        doing += 1
        most = Math.max(most, doing)
        await sql`insert into effect values (${name}, ${eventId})`.execute(tx)
        await new Promise((resolve) => setTimeout(resolve, 50))
        doing -= 1
      },
    },
  }
  await happen(...many(count))
  const two = [0, 1].map(() =>
    startOutboxWorker({
      db: test.db,
      reactions: slow,
      clock: () => now,
      failed: (failure) => failed.push(failure),
      broken: (error) => failures.push(error),
    }),
  )
  await Promise.all(two.map((one) => one.drain()))
  for (const one of two) await one.stop()
  return most
}
onPostgres('of two workers, neither takes what the other has, nor waits for it', async () => {
  // More than one batch: the first worker holds twenty, and the other goes on with the rest meanwhile.
  expect(await twoAtOnce(24)).toBe(2)
  expect(await effects()).toEqual(many(24))
  expect({ left: await left(), failures, failed }).toEqual({ left: [], failures: [], failed: [] })
})
onPostgres('without a lock both do the same event: what the other test would see', async () => {
  await happen('twice')
  const look = () =>
    test.db.transaction().execute(async (tx) => {
      const event = await tx
        .selectFrom('outbox')
        .select('id')
        .where('done_at', 'is', null)
        .executeTakeFirstOrThrow()
      await new Promise((resolve) => setTimeout(resolve, 150))
      await sql`insert into effect values ('twice', ${event.id})`.execute(tx)
      await tx.updateTable('outbox').set({ done_at: now }).where('id', '=', event.id).execute()
    })
  await Promise.all([look(), look()])
  expect(await effects()).toEqual(['twice', 'twice'])
})
