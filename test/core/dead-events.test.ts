import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { openDatabase, type Database } from '../../server/core/db'
import { startEmbedded } from '../../server/core/embedded'
import { startHarness, type Harness } from '../harness'
import { containing, refused } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const setAside = async (personId: string, minutesAgo: number, db: Kysely<Database> = harness.db) => {
  const at = new Date(harness.clock.now().getTime() - minutesAgo * 60_000)
  const id = uuidv7()
  await db
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

it('nobody else at the console reads them or has them tried again', async () => {
  const id = await setAside(uuidv7(), 1)
  for (const role of ['reviewer', 'lead', 'security-admin', 'audit-admin'] as const) {
    const officer = await harness.office(role)
    await expect(officer.call('GET /dead-events')).rejects.toEqual(refused('not-allowed'))
    await expect(officer.call('POST /dead-events/:event/retries', { params: { event: id } })).rejects.toEqual(
      refused('not-allowed'),
    )
  }
  const admin = await harness.office('system-admin')
  expect((await admin.call('GET /dead-events')).items.map((one) => one.id)).toContain(id)
})

it('the audit log says who had which one tried again', async () => {
  const id = await setAside(uuidv7(), 1)
  const admin = await harness.office('system-admin')
  await admin.call('POST /dead-events/:event/retries', { params: { event: id } })
  await admin.call('POST /dead-events/:event/retries', { params: { event: id } }).catch(() => undefined)
  expect(
    await harness.db
      .selectFrom('audit_entry')
      .select(['actor_id', 'actor_role', 'object'])
      .where('action', '=', 'event.retried')
      .where('object', '=', `event:${id}`)
      .execute(),
  ).toEqual([{ actor_id: admin.personId, actor_role: 'system-admin', object: `event:${id}` }])
})

describe('npm run events', () => {
  let folder: string
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-events-'))
  })
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

  /** Works on the database of the folder, which only one process may have open. */
  const open = async <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => {
    const at = path.join(folder, 'database')
    const host = await startEmbedded(at, fs.existsSync(at) ? null : process.env.JUCAI_TEST_DUMP)
    const db = openDatabase(host.connection)
    try {
      return await work(db)
    } finally {
      await db.destroy()
      await host.close()
    }
  }
  const events = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'server/retry-events.ts', ...words],
      {
        cwd: path.join(__dirname, '../..'),
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '', JUCAI_DATA_DIR: folder },
      },
    )
    return { status, said: stdout + stderr }
  }
  const left = () =>
    open(async (db) =>
      (await db.selectFrom('outbox').select('id').where('dead_at', 'is not', null).execute()).map(
        ({ id }) => id,
      ),
    )

  it('lists what was set aside, and has one or all tried again', async () => {
    const ids = await open(async (db) => {
      const made: string[] = []
      for (const minutes of [9, 6, 3]) made.push(await setAside(uuidv7(), minutes, db))
      return made
    })
    const listed = events()
    expect(listed.status).toBe(0)
    for (const id of ids) expect(listed.said).toContain(`${id}  `)
    expect(listed.said).toContain('profiles/welcome: calendar-year-missing')
    expect(events('retry', ids[1] as string)).toEqual({ status: 0, said: containing('已安排重试 1 条') })
    expect((await left()).sort()).toEqual([ids[0], ids[2]].sort())
    expect(events('retry', 'all')).toEqual({ status: 0, said: containing('已安排重试 2 条') })
    expect(await left()).toEqual([])
  })
})
