import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Figure } from '../core/feature'
import type { ProgramDefinition } from './program'
import { isOpenRow } from './repository'

type Counting = Pick<ProgramDefinition, 'key' | 'counts'>

const countPeople = async (db: Db, programs: readonly Counting[]): Promise<number> =>
  (
    await db
      .selectFrom('application')
      .select(({ fn }) => fn.count<number>('person_id').distinct().as('count'))
      .where(({ or, and, eb }) =>
        or(
          programs.map(({ key, counts }) =>
            and([eb('program', '=', key), eb('state', 'in', counts?.states ?? [])]),
          ),
        ),
      )
      .executeTakeFirstOrThrow()
  ).count

/** The public figures that programs say they count in. A person counts once in each. */
export const applicationFigures = (programs: readonly Counting[]): Record<string, Figure> => {
  const counting = (figure: string) => programs.filter(({ counts }) => counts?.figure === figure)
  const figures = new Set(programs.flatMap(({ counts }) => counts?.figure ?? []))
  return Object.fromEntries([...figures].map((figure) => [figure, (db) => countPeople(db, counting(figure))]))
}

const lastDecisions = 1_000

// Written as the partial indexes say it, and not as values compared: the planner then sees that they serve.
const isDecision = sql<boolean>`application_step.event in ('approve', 'reject')`
const wasAnswered = sql<boolean>`application.answered_in_time is not null`
const wasInTime = sql<boolean>`application.answered_in_time`

const countOf = async (query: { executeTakeFirstOrThrow(): Promise<{ count: number }> }) =>
  (await query.executeTakeFirstOrThrow()).count

const countApplications = (db: Db, where: typeof isOpenRow): Promise<number> =>
  countOf(
    db
      .selectFrom('application')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(where),
  )

const countDecided = (db: Db): Promise<number> =>
  countOf(
    db
      .selectFrom('application_step')
      .select(({ fn }) => fn.count<number>('application_id').distinct().as('count'))
      .where(isDecision),
  )

const chinaDay = (column: string) => sql`(${sql.ref(column)} at time zone 'UTC' + interval '8 hours')::date`

/** Days from submission to decision, the median of the last 1,000 decisions; 0 before any. */
const decisionDays = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom(
        db
          .selectFrom('application_step')
          .select(['application_id', 'at'])
          .where(isDecision)
          .orderBy('at', 'desc')
          .limit(lastDecisions)
          .as('decision'),
      )
      .innerJoin('application', 'application.id', 'decision.application_id')
      .select(
        sql<number>`coalesce(percentile_disc(0.5) within group (order by
          ${chinaDay('decision.at')} - ${chinaDay('application.submitted_at')}), 0)::integer`.as('days'),
      )
      .executeTakeFirstOrThrow()
  ).days

/** How the office and the stations work: under way, decided and how fast, answered and in time. */
export const workFigures: Record<string, Figure> = {
  underWay: (db) => countApplications(db, isOpenRow),
  decided: countDecided,
  decisionDays,
  leadsAnswered: (db) => countApplications(db, wasAnswered),
  leadsInTime: (db) => countApplications(db, wasInTime),
}
