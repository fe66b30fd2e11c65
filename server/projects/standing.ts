import { differenceKinds, type DifferenceKind, type ProjectStage } from '@jucai/contract/project-vocabulary'
import { nameKey } from '@jucai/contract/text'
import { sql, type SelectQueryBuilder } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Place } from '../core/keyset'
import type { ProjectRow } from './tables'

/** Sums of a project, as of a day. Money in fen. */
export interface Standing {
  promised_fen: number
  in_place_fen: number
  promised_people: number
  people: number
  earned: number
  used: number
}
/** A project with its sums, and whether a kind of talent is late. */
export type StandingRow = ProjectRow & Standing & { late_people: boolean }

const capital = (kind: string) => sql<number>`(
  select coalesce(sum(amount_fen), 0)::bigint from project_capital
  where project_id = project.id and kind = ${kind} and state = 'counted')`
const quota = (sign: number, kinds: readonly string[]) => sql<number>`(
  select coalesce(sum(places), 0)::int * ${sql.lit(sign)} from project_quota
  where project_id = project.id and kind in (${sql.join(kinds)}))`
const people = sql<number>`(
  select count(*)::int from project_introduction where project_id = project.id and state = 'here')`
const promisedPeople = sql<number>`(
  select coalesce(sum(people), 0)::int from project_commitment
  where project_id = project.id and withdrawn_at is null)`
const latePeople = (today: string) => sql<boolean>`(project.stage <> 'ended' and exists (
  select from project_commitment as due
  where due.project_id = project.id and due.withdrawn_at is null and due.due_on < ${today}
  group by due.kind
  having sum(due.people) > (
    select count(*) from project_introduction as one
    where one.project_id = project.id and one.state = 'here' and one.kind = due.kind)))`

/** Projects with their sums, each from entries by index. */
const withSums = (db: Db, today: string) =>
  db
    .selectFrom('project')
    .selectAll('project')
    .select([
      capital('promised').as('promised_fen'),
      capital('in-place').as('in_place_fen'),
      promisedPeople.as('promised_people'),
      people.as('people'),
      quota(1, ['earn', 'take-back']).as('earned'),
      quota(-1, ['use', 'give-back']).as('used'),
      latePeople(today).as('late_people'),
    ])

type Summed = SelectQueryBuilder<Database, 'project', StandingRow>
const inSql: Record<DifferenceKind, (today: string) => ReturnType<typeof sql<boolean>>> = {
  'capital-without-people': () =>
    sql<boolean>`project.stage <> 'ended' and ${capital('in-place')} > 0 and ${people} = 0`,
  'people-without-project': () => sql<boolean>`project.stage = 'ended' and ${people} > 0`,
  'late-people': latePeople,
  'late-capital': () =>
    sql<boolean>`project.stage = 'producing' and ${capital('in-place')} < ${capital('promised')}`,
  'over-quota': () => sql<boolean>`${quota(-1, ['use', 'give-back'])} > ${quota(1, ['earn', 'take-back'])}`,
}

/** What of a project does not agree; the same rules as the list is asked by. */
export const differencesOf = (row: StandingRow): DifferenceKind[] => {
  const has: Record<DifferenceKind, boolean> = {
    'capital-without-people': row.stage !== 'ended' && row.in_place_fen > 0 && row.people === 0,
    'people-without-project': row.stage === 'ended' && row.people > 0,
    'late-people': row.late_people,
    'late-capital': row.stage === 'producing' && row.in_place_fen < row.promised_fen,
    'over-quota': row.used > row.earned,
  }
  return differenceKinds.filter((kind) => has[kind])
}

/** By what the list is narrowed. */
export interface ProjectFilter {
  stage?: ProjectStage | undefined
  chain?: string | undefined
  name?: string | undefined
  difference?: DifferenceKind | undefined
}
/** A page of projects, changed last first; one more than `limit`. */
export const projectPage = (
  db: Db,
  { stage, chain, name, difference }: ProjectFilter,
  today: string,
  after: Place | null,
  limit: number,
): Promise<StandingRow[]> =>
  (withSums(db, today) as Summed)
    .$if(stage !== undefined, (query) => query.where('project.stage', '=', stage as ProjectStage))
    .$if(chain !== undefined, (query) => query.where('project.chain_key', '=', chain as string))
    .$if(name !== undefined, (query) =>
      // A name is looked for as part of a name: the signs that like gives a meaning to mean themselves.
      query.where('project.name_key', 'like', `%${nameKey(name as string).replace(/[\\%_]/g, '\\$&')}%`),
    )
    .$if(difference !== undefined, (query) => query.where(inSql[difference as DifferenceKind](today)))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('project.changed_at', 'project.id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('project.changed_at', 'desc')
    .orderBy('project.id', 'desc')
    .limit(limit + 1)
    .execute()
/** One project with its sums. */
export const standingById = (db: Db, id: string, today: string): Promise<StandingRow | undefined> =>
  (withSums(db, today) as Summed).where('project.id', '=', id).executeTakeFirst()

/** Sums of the projects of a chain that have not ended; null: of those that name none. */
export type ChainSums = Standing & { chain_key: string | null; projects: number }
/** Sums by chain. */
export const sumsByChain = (db: Db, today: string): Promise<ChainSums[]> =>
  db
    .selectFrom((withSums(db, today) as Summed).where('project.stage', '<>', 'ended').as('one'))
    .groupBy('chain_key')
    .select(({ fn }) => [
      'chain_key',
      fn.countAll<number>().as('projects'),
      sql<number>`sum(promised_fen)::bigint`.as('promised_fen'),
      sql<number>`sum(in_place_fen)::bigint`.as('in_place_fen'),
      sql<number>`sum(promised_people)::int`.as('promised_people'),
      sql<number>`sum(people)::int`.as('people'),
      sql<number>`sum(earned)::int`.as('earned'),
      sql<number>`sum(used)::int`.as('used'),
    ])
    .orderBy('chain_key')
    .execute()

/** How many projects have each difference. */
export const countDifferences = async (db: Db, today: string): Promise<Record<DifferenceKind, number>> => {
  const row = await db
    .selectFrom('project')
    .select(
      differenceKinds.map((kind) => sql<number>`count(*) filter (where ${inSql[kind](today)})::int`.as(kind)),
    )
    .executeTakeFirstOrThrow()
  return row
}
