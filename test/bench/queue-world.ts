import type { QueueFilter } from '@jucai/contract/review'
import pg from 'pg'
import { sampleApplications } from '../../mock/applications/applications'
import { sampleCity } from '../../mock/city/city'
import { testVault } from '../../mock/fakes'
import { personForIdentity } from '../../server/accounts'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { calendarInForce } from '../../server/applications'
import { queueQuery } from '../../server/applications/queue'
import { sealedTo } from '../../server/applications/repository'
import { publishCity } from '../../server/city'
import { openDatabase } from '../../server/core/db'
import { cursorOf } from '../../server/core/keyset'
import { maskName } from '../../server/core/masking'
import { migrate } from '../../server/core/migrate'
import { assign } from '../../server/staff'
import { ownDatabase } from './postgres'

/** A filter of the queue under a name for the bench. */
export const filters = {
  everything: {},
  'one program and state': { program: 'recognition', state: 'submitted' },
} as const satisfies Record<string, QueueFilter>
export type FilterName = keyof typeof filters

/**
 * A database whose queue holds `open` applications, as many again as a quarter being at rest, and a
 * reviewer at the console.
 */
export interface QueueWorld {
  url: string
  reviewer: string
  pages: { name: string; path: string }[]
  close(): Promise<void>
}

const typicalBytes = (): number => {
  const sizes = sampleApplications
    .map(({ answers }) => testVault().encrypt(JSON.stringify(answers), 'size').length)
    .sort((a, b) => a - b)
  return sizes[Math.floor(sizes.length / 2)] ?? 0
}

// Spread as an office sees it: homecoming and recognition to one half of people, apartments and schooling
// to the other, so that nobody has two open of one program. Most wait for a first look; what is due is up
// to 40 days ahead and a few days behind, by the second; a tenth waits for the applicant and ranks far
// behind.
const seedText = (count: number, restShare: number, blobBytes: number, stations: readonly string[]) => `
insert into application (id, number, program, program_version, person_id, state, is_open, version, answers, masked_name, keep_answers, submitted_at, queued_at, updated_at, due_at, days_left, answer_by, answered_at, rank_at, station_id, assigned_to, claimed_by, claimed_until, recommended_by, open_fields)
select (lpad(to_hex((extract(epoch from submitted) * 1000)::bigint), 12, '0') || '7' || substr(digest, 1, 3) || '8' || substr(digest, 4, 15))::uuid,
  prefix || to_char(submitted, '-YYYYMMDD-') || lpad(i::text, 8, '0'), program, 1, md5('person ' || i / 2)::uuid, state, i < ${Math.round(count * (1 - restShare))}, 2,
  decode(repeat(digest, ${Math.ceil(blobBytes / 16)}), 'hex'), decode(repeat(digest, 2) || substr(digest, 1, 24), 'hex'), true, submitted, submitted, submitted,
  due, case when state = 'changes-requested' then 4 end, case when state = 'changes-requested' then submitted + interval '20 days' end, null,
  coalesce(due, submitted + interval '73000 days'), case when program = 'homecoming' or chance_5 < 0.2 then (array[${stations.map((id) => `'${id}'::uuid`).join(', ')}])[1 + floor(chance_4 * ${stations.length})::integer] end,
  case when chance_5 < 0.4 then (array(select id from person order by created_at limit 20))[1 + floor(chance_4 * 20)::integer] end, null, null, null, '[]'
from (select *, case when state in ('submitted', 'answered', 'recommended', 'appealed', 'public-notice') then date_trunc('milliseconds', now() + (chance_3 * 45 - 5) * interval '1 day') end as due,
    case program when 'homecoming' then 'GG' when 'recognition' then 'RD' when 'apartment' then 'GY' else 'RX' end as prefix
  from (select *, case when i % 2 = 0 then case when chance_1 < 0.4 then 'homecoming' else 'recognition' end else case when chance_1 < 0.7 then 'apartment' else 'schooling' end end as program,
      case when i >= ${Math.round(count * (1 - restShare))} then (array['approved', 'approved', 'approved', 'rejected', 'withdrawn', 'lapsed'])[1 + floor(chance_2 * 6)::integer]
        when chance_2 < 0.6 then 'submitted' when chance_2 < 0.75 then 'recommended' when chance_2 < 0.85 then 'changes-requested' when chance_2 < 0.95 then 'answered' else 'appealed' end as state
    from (select i, md5('application ' || i) as digest, random() as chance_1, random() as chance_2, random() as chance_3, random() as chance_4, random() as chance_5,
        date_trunc('milliseconds', now() - random() * interval '60 days') as submitted from generate_series(0, ${count - 1}) as i) as drawn) as chosen) as timed`

const restShare = 0.2

const seed = async (url: string, open: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const count = Math.round(open / (1 - restShare))
  await client.query('select setseed(0.1515)')
  await client.query(
    `insert into person (id, created_at) select md5('person ' || i)::uuid, now() - interval '90 days'
        from generate_series(0, ${count / 2}) as i`,
  )
  const { rows: indexes } = await client.query<{ name: string; text: string }>(
    `select indexname as name, indexdef as text
        from pg_indexes
        where tablename = 'application' and indexname not in ('application_pkey', 'application_number_key')`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`) // filled in one go afterwards, which is far quicker
  await client.query(
    seedText(
      count,
      restShare,
      typicalBytes(),
      sampleCity.stations.map(({ id }) => id),
    ),
  )
  for (const { text } of indexes) await client.query(text)
  await client.end()
}

/**
 * Makes it in a database of its own. What the measured pages show is sealed as the server seals it; the
 * rest is as long.
 */
export const startQueueWorld = async (server: string, name: string, open: number): Promise<QueueWorld> => {
  const database = await ownDatabase(server, `queue_${name}`)
  const db = openDatabase(database.url)
  const now = new Date()
  await migrate(db)
  await publishCity(db, sampleCity, 'bench', now)
  await seed(database.url, open)
  const work = { db, now, deps: { vault: testVault(), random: systemRandomness } }
  const { personId } = await personForIdentity(work, { kind: 'phone', subject: '13700000001' })
  await assign(db, now, personId, 'reviewer', null)
  const { token } = await openSession(work, { personId, device: 'bench', office: true })
  const calendar = await calendarInForce(db)
  const pages: QueueWorld['pages'] = []
  for (const [title, filter] of Object.entries(filters) as [FilterName, QueueFilter][]) {
    const all = queueQuery(db, { filter, callerId: personId, calendar, now, limit: 1 })
    const { count } = await all
      .clearSelect()
      .clearOrderBy()
      .clearLimit()
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const middle = await all.offset(Math.floor(count / 2)).executeTakeFirstOrThrow()
    for (const [depth, after] of [
      ['first', null],
      ['deep', { at: middle.rank_at, id: middle.id }],
    ] as const) {
      for (const { id } of await queueQuery(db, {
        filter,
        callerId: personId,
        calendar,
        now,
        after,
        limit: 21,
      }).execute()) {
        await db
          .updateTable('application')
          .set({ masked_name: testVault().encrypt(maskName('林小满'), sealedTo.maskedName(id)) })
          .where('id', '=', id)
          .execute()
      }
      const query = new URLSearchParams({
        ...filter,
        ...(after ? { after: cursorOf(after.at, after.id) } : {}),
      }).toString()
      pages.push({ name: `${title}, ${depth} page`, path: `/api/applications${query ? `?${query}` : ''}` })
    }
  }
  await db.destroy()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('vacuum (analyze) application')
  await client.query('analyze')
  await client.query('checkpoint')
  await client.end()
  return { url: database.url, reviewer: token, pages, close: () => database.drop() }
}
