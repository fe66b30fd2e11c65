import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { sql } from 'kysely'
import type { QueueFilter } from '@jucai/contract/review'
import { queueQuery } from '../../server/applications/queue'
import { openDatabase } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { builtInCalendar } from '../../server/core/working-days'

/** Milliseconds of one page, the median of many. */
export interface QueueTimes {
  filter: string
  page: 'first' | 'deep'
  few: number
  many: number
  ratio: number
}

const now = new Date('2026-11-22T02:00:00.000Z')
const filters: [string, QueueFilter][] = [
  ['all', {}],
  ['program', { program: 'recognition' }],
  ['state', { state: 'submitted' }],
  ['overdue', { due: 'overdue' }],
  ['soon', { due: 'soon' }],
  ['later', { due: 'later' }],
  ['nobody’s', { claimed: 'nobody' }],
  ['approved', { state: 'approved' }],
]

/** A database with so many applications, spread over programs, states and days. */
const world = async (server: string, rows: number) => {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const name = `jucai_queue_${rows}_${process.pid}`
  await admin.query(`create database ${name}`)
  const own = new URL(server)
  own.pathname = `/${name}`
  const db = openDatabase(own.href)
  await migrate(db)
  await sql`insert into person (id, created_at) select gen_random_uuid(), now() from generate_series(1, ${rows})`.execute(
    db,
  )
  await sql`insert into application (id, number, program, program_version, person_id, state, is_open, version, keep_answers, submitted_at, queued_at, updated_at, due_at, rank_at)
    select gen_random_uuid(), 'X-' || n, (array['homecoming', 'recognition', 'apartment', 'schooling'])[1 + n % 4], 1, id, (array['submitted', 'recommended', 'changes-requested', 'approved', 'rejected'])[1 + (n / 4) % 5], (n / 4) % 5 < 3, 1, true, at, at, at, at, at
    from (select row_number() over () as n, id, timestamptz '2026-11-22' + (random() * 40 - 20) * interval '1 day' as at from person) as made`.execute(
    db,
  )
  await sql`analyze application`.execute(db)
  return {
    db,
    close: async () => {
      await db.destroy()
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

const median = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

const timesOf = async (db: Awaited<ReturnType<typeof world>>['db'], filter: QueueFilter, rows: number) => {
  const request = { filter, callerId: randomUUID(), calendar: builtInCalendar, now }
  const page = (after: { at: Date; id: string } | null) =>
    queueQuery(db, { ...request, after, limit: 21 }).execute()
  // Half way down what the filter holds.
  const deepRow =
    (
      await queueQuery(db, { ...request, limit: 1 })
        .clearLimit()
        .limit(1)
        .offset(Math.floor(rows / 50))
        .execute()
    )[0] ?? (await page(null)).at(-1)
  const measure = async (after: { at: Date; id: string } | null) => {
    const times: number[] = []
    for (let turn = 0; turn < 60; turn += 1) {
      const began = performance.now()
      await page(after)
      times.push(performance.now() - began)
    }
    return median(times.slice(10))
  }
  return {
    first: await measure(null),
    deep: await measure(deepRow ? { at: deepRow.rank_at, id: deepRow.id } : null),
  }
}

/** Pages of the queue at a million applications, against the same pages at ten thousand. */
export const measureQueue = async (server: string, many = 1_000_000, few = 10_000): Promise<QueueTimes[]> => {
  const [small, large] = [await world(server, few), await world(server, many)]
  try {
    const found: QueueTimes[] = []
    for (const [name, filter] of filters) {
      const [before, after] = [await timesOf(small.db, filter, few), await timesOf(large.db, filter, many)]
      for (const page of ['first', 'deep'] as const)
        found.push({
          filter: name,
          page,
          few: before[page],
          many: after[page],
          ratio: after[page] / before[page],
        })
    }
    return found
  } finally {
    await small.close()
    await large.close()
  }
}
