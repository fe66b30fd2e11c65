import { sql, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { PoolCriteria } from '@jucai/contract/pool'
import type { Aim, Degree } from '@jucai/contract/vocabulary'
import type { Database, Db } from '../core/db'
import type { Place } from '../core/keyset'
import { unifiedText } from '../core/unified-text'
import { findableRows } from '../profiles'
import { regionPrefix, type TierRange } from './criteria'

/** Somebody found, without a name. */
export interface Found {
  person_id: string
  degree: Degree
  school: string
  major: string
  graduates_on: string
  /** Null where the notice they agreed to did not tell of it. */
  home_region: string | null
  present_region: string
  aims: Aim[]
  updated_at: Date
}
/** Whom a search may find: by its criteria, never the officer who searches. */
export interface Sought {
  criteria: PoolCriteria
  tiers: readonly TierRange[]
  officerId: string
}

type Rows = Database & { found: Found & { school_key: string; major_key: string } }
type Where = ExpressionBuilder<Rows, 'found'>

const anyWord = (eb: Where, column: 'found.school_key' | 'found.major_key', words: readonly string[]) =>
  eb.or(words.map((word) => sql<SqlBool>`strpos(${eb.ref(column)}, ${unifiedText(word)}) > 0`))

const inRegion = (eb: Where, column: 'found.home_region' | 'found.present_region', code: string) =>
  sql<SqlBool>`starts_with(${eb.ref(column)}, ${regionPrefix(code)})`

/** The first range that fits is the tier, so the sought ones are asked for in the order of rank. */
const inTiers = (eb: Where, ranges: readonly TierRange[], keys: readonly string[]) =>
  ranges.length === 0
    ? sql<SqlBool>`false`
    : sql<SqlBool>`case ${sql.join(
        ranges.map(
          ({ key, degrees, since }) =>
            sql`when ${eb.ref('found.degree')} = any(${degrees}::text[]) and (${since}::date is null or ${eb.ref('found.graduates_on')} >= ${since}::date) then ${keys.includes(key)}::boolean`,
        ),
        sql` `,
      )} else false end`

const conditions = (eb: Where, { criteria, tiers }: Sought) => {
  const { degrees, majors, schools, graduatesFrom, graduatesTo, homeRegion, presentRegion, aims } = criteria
  return eb.and([
    ...(degrees ? [eb('found.degree', 'in', degrees)] : []),
    ...(majors ? [anyWord(eb, 'found.major_key', majors)] : []),
    ...(schools ? [anyWord(eb, 'found.school_key', schools)] : []),
    ...(graduatesFrom ? [eb('found.graduates_on', '>=', graduatesFrom)] : []),
    ...(graduatesTo ? [eb('found.graduates_on', '<=', graduatesTo)] : []),
    ...(homeRegion ? [inRegion(eb, 'found.home_region', homeRegion)] : []),
    ...(presentRegion ? [inRegion(eb, 'found.present_region', presentRegion)] : []),
    ...(aims ? [sql<SqlBool>`${eb.ref('found.aims')} ?| ${aims}::text[]`] : []),
    ...(criteria.tiers ? [inTiers(eb, tiers, criteria.tiers)] : []),
  ])
}

const found = (db: Db, sought: Sought) =>
  db
    .selectFrom(findableRows(db).as('found'))
    .where('found.person_id', '<>', sought.officerId)
    .where((eb) => conditions(eb as unknown as Where, sought))

const shown = [
  'found.person_id',
  'found.degree',
  'found.school',
  'found.major',
  'found.graduates_on',
  'found.home_region',
  'found.present_region',
  'found.aims',
  'found.updated_at',
] as const

/** Who fits now, last changed first, after a place in that order; one more than `limit`. */
export const peopleFound = async (
  db: Db,
  sought: Sought,
  after: Place | null,
  limit: number,
): Promise<Found[]> =>
  (await found(db, sought)
    .select(shown)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('found.updated_at', 'found.person_id'),
          '<',
          tuple(after?.at as Date, after?.id as string),
        ),
      ),
    )
    .orderBy('found.updated_at', 'desc')
    .orderBy('found.person_id', 'desc')
    .limit(limit + 1)
    .execute()) as Found[]

/** One of them; undefined when they do not fit, or are not to be found any more. */
export const personFound = async (db: Db, sought: Sought, personId: string): Promise<Found | undefined> =>
  (await found(db, sought).select(shown).where('found.person_id', '=', personId).executeTakeFirst()) as
    Found | undefined

/** How many fit, counted up to a number. */
export const countFound = async (db: Db, sought: Sought, atMost: number): Promise<number> =>
  (
    await db
      .selectFrom(found(db, sought).select('found.person_id').limit(atMost).as('some'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count
