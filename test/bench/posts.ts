import { sql, type Kysely } from 'kysely'
import type { PostFilter } from '@jucai/contract/post-shapes'
import { addPerson } from '../../server/core/person'
import { openDatabase, type Database } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import type { PostDeps } from '../../server/posts/deps'
import { searchPage } from '../../server/posts/routes'
import { indexed } from '../../server/posts/terms'
import { median, type Line } from './line'
import { ownDatabase } from './postgres'
import { inTurns, turnsLine } from './serving'

/** `POSTS_BENCH=20000` for fewer; making 200,000 takes most of the time. */
const { POSTS_BENCH: many = '200000' } = process.env
const few = 2_000
const [rounds, looks, longest] = [15, 5, 1.3]
const now = new Date('2026-11-22T02:00:00.000Z')
const employerId = '019ac000-0000-7000-8000-00000000be0c'

interface World {
  db: Kysely<Database>
  close(): Promise<void>
}

const fields =
  '机械,电气,软件,材料,锂电池,新能源,智能装备,测绘,工艺,质量,化工,环保,生物,制药,嵌入式,视觉,结构,热管理,供应链,财务'.split(
    ',',
  )
const places = '总装,研发,测试,生产,技术,交付,运维,项目,产线,实验'.split(',')
const roles = '工程师,技术员,主管,经理,研究员,实习生,顾问,专员,设计师,助理'.split(',')
const kinds = ['full-time', 'internship', 'shared', 'weekend', 'task'] as const
const degrees = ['associate', 'bachelor', 'master', 'doctor'] as const
/** Two thousand titles, of which every two thousand posts have each once: both worlds are alike. */
const titles = fields.flatMap((field) =>
  places.flatMap((place) => roles.map((role) => `${field}${place}${role}`)),
)
/** By tens, so that a role is of every kind: by ones each role would be of one kind only. */
const kindOf = (at: number) => kinds[Math.floor(at / 10) % 5] ?? 'task'
const degreeOf = (at: number) => degrees[(at >> 2) % 4] ?? 'doctor'
const regionOf = (at: number) => `4301${String((at % 9) + 1).padStart(2, '0')}`

const filled = async (server: string, name: string, count: number): Promise<World> => {
  const database = await ownDatabase(server, name)
  const db = openDatabase(database.url)
  await migrate(db)
  const person = await addPerson(db, now)
  await sql`insert into employer (id, credit_code, name, name_key, kind, address, field, chain_keys, state, state_at,
      ownerless, made_by, made_at, version)
    values (${employerId}, '91430100MA4L00001A', '示例装备公司', '示例装备公司', 'company', 'x', 'x', '{}', 'verified', ${now},
      false, ${person}, ${now}, 1)`.execute(db)
  await sql`create table bench_title (no integer primary key, title text, words text, letters text, initials text)`.execute(
    db,
  )
  await sql`create table bench_term (no integer, term text)`.execute(db)
  for (const [at, title] of titles.entries()) {
    const { words, letters, initials, terms } = indexed({
      title,
      employer: '示例装备公司',
      kind: kindOf(at),
      degree: degreeOf(at),
      chain_key: null,
      shortage_key: null,
      region: regionOf(at),
    })
    await sql`insert into bench_title values (${at}, ${title}, ${words}, ${letters}, ${initials})`.execute(db)
    await sql`insert into bench_term values ${sql.join(terms.map((term) => sql`(${at}::integer, ${term})`))}`.execute(
      db,
    )
  }
  await sql`insert into post (id, employer_id, kind, state, title, region, place, headcount, pay_low_fen, pay_high_fen,
      pay_unit, pay_high_unit, degree, experience_years, majors, duties, wants, closes_at, answer_days, rank,
      search_words, search_letters, search_initials, made_by, made_at, changed_at, opened_at)
    select gen_random_uuid(), ${employerId}::uuid,
      (array['full-time', 'internship', 'shared', 'weekend', 'task'])[1 + (no / 10) % 5], 'open', title,
      '4301' || lpad((no % 9 + 1)::text, 2, '0'), 'x', 1 + n % 5, 400000 + (n % 40) * 10000, 600000 + (n % 40) * 20000,
      'month', 'month', (array['associate', 'bachelor', 'master', 'doctor'])[1 + (no >> 2) % 4], 0, '[]',
      repeat('负责产线设备的设计和改进。', 20), '', ${new Date(now.getTime() + 30 * 86_400_000)}, 10, n,
      words, letters, initials, ${person}, ${now}, ${now}, ${now}
    from generate_series(1, ${count}::integer) n join bench_title on no = (n * 7919) % ${titles.length}::integer`.execute(
    db,
  )
  await sql`insert into post_term (term, rank)
    select term, rank from post join bench_title using (title) join bench_term using (no)
    order by term, rank`.execute(db)
  await sql`vacuum analyze`.execute(db) // as the database does by itself in time
  return {
    db,
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

const deps = { regionName: () => '湖南省 长沙市' } as unknown as PostDeps
/**
 * What is searched for, and how long a page is: as long as both worlds can fill it, so that the same work is compared
 * and not a full page with a few rows.
 */
const searches: readonly (readonly [words: string, filter: PostFilter, limit: number])[] = [
  ['no filter', {}, 20],
  ['words', { q: '工程师' }, 20],
  ['initials', { q: 'gcs' }, 20],
  ['pinyin', { q: 'lidianchi' }, 20],
  ['two words', { q: '锂电池 研究员' }, 4],
  ['words and filters', { q: '设计师', kind: 'internship', degree: 'bachelor', payAtLeastFen: 900_000 }, 4],
]
const timeOf = async (db: Kysely<Database>, filter: PostFilter, limit: number, after: string | undefined) => {
  const times: number[] = []
  for (let look = 0; look < looks; look += 1) {
    const began = performance.now()
    const { items } = await searchPage({ db, now, deps }, { ...filter, after, limit })
    times.push(performance.now() - began)
    if (items.length < limit)
      throw new Error(`a page is not full, ${items.length} of ${limit}: ${JSON.stringify(filter)}`)
  }
  return median(times)
}

const nameOf = (words: string, page: string) =>
  `search of posts by ${words}, ${page} page, ms, over ${Number(many).toLocaleString('en')} against ${few.toLocaleString('en')}`
/** What is measured, for where there is no PostgreSQL. */
export const postBounds: readonly (readonly [name: string, bound: string])[] = searches.flatMap(([words]) =>
  ['first', 'deep'].map((page) => [nameOf(words, page), `ratio ≤ ${longest}`] as const),
)

/** First and deep page of searches over many posts against few. */
export const postsOnPostgres = async (server: string): Promise<Line[]> => {
  const worlds: World[] = []
  try {
    const small = await filled(server, 'posts_few', few)
    worlds.push(small)
    const large = await filled(server, 'posts_many', Number(many))
    worlds.push(large)
    const lines: Line[] = []
    for (const [words, filter, limit] of searches)
      for (const page of ['first', 'deep'] as const) {
        const from = (count: number) => (page === 'first' ? undefined : String(Math.round(count / 2)))
        const turns = await inTurns(
          rounds,
          () => timeOf(large.db, filter, limit, from(Number(many))),
          () => timeOf(small.db, filter, limit, from(few)),
        )
        lines.push(turnsLine(nameOf(words, page), turns, { atMost: longest }))
      }
    return lines
  } finally {
    for (const world of worlds) await world.close()
  }
}
