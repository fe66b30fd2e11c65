import type { EngagementFigures } from '@jucai/contract/engagement-shapes'
import { engagementLimits } from '@jucai/contract/engagement-vocabulary'
import type { Db } from '../core/db'
import type { EngagementWork } from './deps'
import { endOfDay, todayOf } from './moments'

/** The moment before which a link that was not answered is overdue. */
export const overdueBefore = async ({ db, deps }: EngagementWork): Promise<Date> =>
  new Date((await deps.boundary(db)).getTime() - engagementLimits.overdueDays * 86_400_000)

/** How many stand where; a year is the calendar year of today. */
export const engagementFigures = async (work: EngagementWork): Promise<EngagementFigures> => {
  const { db } = work
  const year = (await todayOf(work)).slice(0, 4)
  const since = endOfDay(`${Number(year) - 1}-12-31`)
  const counted = await db
    .selectFrom('engagement')
    .select(({ fn, and, eb }) => {
      const count = (...when: ReturnType<typeof eb>[]) => fn.countAll<string>().filterWhere(and(when))
      return [
        count(eb('state', '=', 'proposed')).as('proposed'),
        count(eb('state', '=', 'to-sign')).as('toSign'),
        count(eb('state', '=', 'running')).as('running'),
        count(eb('state', '=', 'running'), eb('kind', '=', 'weekend')).as('weekend'),
        count(eb('state', '=', 'ended'), eb('ended_at', '>=', since)).as('ended'),
        count(eb('ended_role', '=', 'home'), eb('state', '=', 'cancelled'), eb('ended_at', '>=', since)).as(
          'refused',
        ),
      ]
    })
    .executeTakeFirstOrThrow()
  const { overdue } = await db
    .selectFrom('engagement_consent')
    .select(({ fn }) => fn.countAll<string>().as('overdue'))
    .where('state', '=', 'open')
    .where('sent_at', '<=', await overdueBefore(work))
    .executeTakeFirstOrThrow()
  const { minutes } = await db
    .selectFrom('engagement_hours')
    .select(({ fn, eb }) => fn.sum<string | null>(eb('to_minute', '-', eb.ref('from_minute'))).as('minutes'))
    .where('state', '=', 'confirmed')
    .where('day', '>=', `${year}-01-01`)
    .executeTakeFirstOrThrow()
  return {
    proposed: Number(counted.proposed),
    toSign: Number(counted.toSign),
    overdue: Number(overdue),
    running: Number(counted.running),
    runningWeekend: Number(counted.weekend),
    endedThisYear: Number(counted.ended),
    refusedThisYear: Number(counted.refused),
    confirmedMinutesThisYear: Number(minutes ?? 0),
  }
}

/** What of an employer is not finished here. */
export const openEngagementsOf = async (
  db: Db,
  employerId: string,
): Promise<{ what: string; count: number }[]> => {
  const { count } = await db
    .selectFrom('engagement')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('employer_id', '=', employerId)
    .where('state', 'in', ['proposed', 'to-sign', 'running'])
    .executeTakeFirstOrThrow()
  return [{ what: '没有结束的双聘和周末专家', count: Number(count) }]
}
