import type { PostFilter } from '@jucai/contract/post-shapes'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../core/db'
import type { PostRow } from './repository'
import { filterTerms, indexed, soughtBy, type Sought, type Way } from './terms'

interface PostTermTable {
  term: string
  rank: number
}
declare module '../core/db' {
  interface Database {
    post_term: PostTermTable
  }
}

/** Makes an open post one that can be found, by its title and its employer's name. */
export const indexPost = async (db: Db, row: PostRow, employer: string): Promise<void> => {
  const { words, letters, initials, terms } = indexed({ ...row, employer })
  const rank = row.rank as number
  await db
    .updateTable('post')
    .set({ search_words: words, search_letters: letters, search_initials: initials })
    .where('id', '=', row.id)
    .execute()
  await unindex(db, rank)
  await db
    .insertInto('post_term')
    .values(terms.map((term) => ({ term, rank })))
    .execute()
}
/** A post is not found any more. */
export const unindex = async (db: Db, rank: number): Promise<void> => {
  await db.deleteFrom('post_term').where('rank', '=', rank).execute()
}

/** What is looked for, beside the filter, and from where on. */
interface Asked {
  filter: PostFilter
  now: Date
  /** Only older ones. */
  below: number | null
  /** Only newer ones. */
  above: number | null
  limit: number
}

const holds = ({ kind, text }: Way): RawBuilder<boolean> => {
  if (kind === 'words') return sql<boolean>`strpos(post.search_words, ${text}) > 0`
  return kind === 'initials'
    ? sql<boolean>`strpos(post.search_initials, ${text}) > 0`
    : sql<boolean>`post.search_letters ~ ${text}`
}
const anyHolds = (sought: Sought) => sql<boolean>`(${sql.join(sought.map(holds), sql` or `)})`
// A value of its own, asked for row by row: as a join, all rows of the term may be read to find one page.
const hasTerm = (term: string) =>
  sql<boolean>`(select true from post_term other where other.term = ${term} and other.rank = post.rank)`

const common = 300
/** Of these terms the one that fewest posts have; each is counted no further than it takes to call it common. */
const rarest = async (db: Db, terms: readonly string[]): Promise<{ term: string; count: number }> => {
  let found = { term: terms[0] ?? '', count: Number.MAX_SAFE_INTEGER }
  for (const term of terms) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from
      (select from post_term where term = ${term} limit ${common}) as counted`.execute(db)
    const count = rows[0]?.count ?? 0
    if (count < found.count) found = { term, count }
    if (count === 0) break
  }
  return found
}

/** A term that leads through the index, and the way it stands for; without one, through all open posts. */
interface Lead {
  term: string | null
  way: Way | null
}
/**
 * Through which terms to look: of the filter or of one typed word, whichever is rarest. A word that may be
 * meant in several ways leads by a term of each.
 */
const leadsFor = async (db: Db, words: readonly Sought[], filters: readonly string[]): Promise<Lead[]> => {
  const choices: { leads: Lead[]; count: number }[] = []
  if (filters.length > 0) {
    const { term, count } = await rarest(db, filters)
    choices.push({ leads: [{ term, way: null }], count })
  }
  for (const sought of words) {
    const found: { term: string; way: Way; count: number }[] = []
    for (const way of sought) found.push({ way, ...(await rarest(db, way.terms)) })
    const leads = found.filter(({ count }) => count > 0)
    choices.push({ leads, count: leads.reduce((sum, { count }) => sum + count, 0) })
  }
  const [best] = choices.sort((one, other) => one.count - other.count)
  return best?.leads ?? [{ term: null, way: null }]
}

const led = (
  { filter, now, below, above, limit }: Asked,
  { term, way }: Lead,
  conditions: readonly RawBuilder<boolean>[],
) => {
  const at = term === null ? sql.ref('post.rank') : sql.ref('led.rank')
  const pay =
    filter.payAtLeastFen === undefined
      ? []
      : [
          sql<boolean>`post.pay_unit = ${filter.payUnit ?? 'month'}`,
          sql<boolean>`post.pay_high_fen >= ${filter.payAtLeastFen}`,
        ]
  const all = [
    sql<boolean>`post.state = 'open' and not post.paused and post.closes_at > ${now}`,
    ...(term === null ? [] : [sql<boolean>`led.term = ${term}`]),
    ...(below === null ? [] : [sql<boolean>`${at} < ${below}`]),
    ...(above === null ? [] : [sql<boolean>`${at} > ${above}`]),
    ...(way ? [holds(way)] : []),
    ...pay,
    ...conditions,
  ]
  const from = term === null ? sql`post` : sql`post_term led join post on post.rank = led.rank`
  return sql`(select post.rank as rank from ${from} where ${sql.join(all, sql` and `)} order by ${at} desc limit ${limit})`
}

/** The newest open posts that are meant, by their ranks. */
export const findRanks = async (db: Db, asked: Asked): Promise<number[]> => {
  const words = asked.filter.q === undefined ? [] : soughtBy(asked.filter.q)
  const filters = filterTerms(asked.filter)
  const leads = await leadsFor(db, words, filters)
  if (leads.length === 0) return []
  const conditions = [...words.map(anyHolds), ...filters.map(hasTerm)]
  const parts = leads.map((lead) => led(asked, lead, conditions))
  const { rows } = await sql<{ rank: number }>`select rank from (${sql.join(parts, sql` union `)}) as found
    order by rank desc limit ${asked.limit}`.execute(db)
  return rows.map(({ rank }) => Number(rank))
}

/** The posts of these ranks, newest first. */
export const postsByRank = async (db: Db, ranks: readonly number[]): Promise<PostRow[]> =>
  ranks.length === 0
    ? []
    : ((await db
        .selectFrom('post')
        .selectAll()
        .where('rank', 'in', ranks)
        .orderBy('rank', 'desc')
        .execute()) as PostRow[])
