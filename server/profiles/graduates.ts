import type { Campaign } from '@jucai/contract/city'
import { chinaOffsetMs } from '@jucai/contract/china-time'
import type { GraduateGroups, GraduateMonth, Graduates } from '@jucai/contract/graduates'
import { addDays, addMonths, addYears, dayInWords } from '@jucai/contract/policies/days'
import { degreeLabels, type Degree } from '@jucai/contract/vocabulary'
import { sql, type RawBuilder } from 'kysely'
import { cityInForce } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { keptFor } from '../core/kept'
import { problem } from '../core/problem'

/** Groups of fewer people could point at somebody. */
const least = 5
const mostGroups = 10

/** Who counts, in words: the conditions of {@link counted}, one a sentence. */
const definitionOf = ({ from, until, graduatedWithinYears: years, regionName }: Campaign): string[] => [
  `在聚才登记，登记日在${dayInWords(from)}至${dayInWords(until)}之间（含首尾两天）。`,
  `大专以上学历，毕业日不早于${dayInWords(addYears(from, -years))}，到今天已经毕业；活动结束后毕业的不算。`,
  `登记的现居地在${regionName}。现居地由本人填写，改到外地的当天起不再算，改回来再算。`,
  '登记仍然有效：注销账号或撤回登记同意的，不再算。',
  '按月看：从登记日和毕业日中较晚的那天所在的月份算起，以今天仍在计入的人为准。',
  `不足 ${least} 人的学校、专业、学历并入“其他”，不足 ${least} 人的月份并入相邻的月份，免得认出某个人。`,
]

/** A day's first moment in China. */
const startOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) - chinaOffsetMs)
const earlier = (one: string, other: string): string => (one < other ? one : other)

/** All below a division: codes end in pairs of zeros, one pair a level. */
const insideOf = (region: string): string => `${region.replace(/(00)+$/, '')}%`

/** The condition by which {@link definitionOf} counts, as of a day. */
const counted = ({ from, until, graduatedWithinYears, regions }: Campaign, today: string) => sql<boolean>`
  registered_at >= ${startOf(from)} and registered_at < ${startOf(addDays(until, 1))}
  and graduates_on >= ${addYears(from, -graduatedWithinYears)}::date
  and graduates_on <= ${earlier(today, until)}::date
  and present_region like any (${regions.map(insideOf)}::text[])`

const rowsBy = (db: Db, by: RawBuilder<string>, where: RawBuilder<boolean>) =>
  db
    .selectFrom('profile')
    .select(({ fn }) => [by.as('name'), fn.countAll<number>().as('count')])
    .where(where)
    .groupBy(by)

/** The largest groups that are large enough; one more than are shown, so that it is known whether there are more. */
const largest = (db: Db, by: RawBuilder<string>, where: RawBuilder<boolean>) =>
  rowsBy(db, by, where)
    .having(({ fn }) => fn.countAll(), '>=', least)
    .orderBy('count', 'desc')
    .orderBy('name')
    .limit(mostGroups)
    .execute()

/**
 * What may be shown of groups: all others together are none or enough, so that nobody can be told by
 * subtraction either.
 */
export const folded = (
  largestFirst: readonly { name: string; count: number }[],
  total: number,
): GraduateGroups => {
  const groups = [...largestFirst]
  let others = total - groups.reduce((sum, { count }) => sum + count, 0)
  while (others > 0 && others < least) {
    const smallest = groups.pop()
    if (!smallest) break
    others += smallest.count
  }
  return { groups, others }
}

/** Small months wait for the next; what is left at the end goes to the last that is shown. */
export const foldedMonths = (joined: readonly number[]): number[] => {
  const shown = joined.map(() => 0)
  let waiting = 0
  joined.forEach((count, at) => {
    waiting += count
    if (waiting < least) return
    shown[at] = waiting
    waiting = 0
  })
  const last = shown.reduce((found, count, at) => (count > 0 ? at : found), shown.length - 1)
  if (waiting > 0) shown[last] = (shown[last] ?? 0) + waiting
  return shown
}

const monthsBetween = (from: string, until: string): string[] => {
  const months: string[] = []
  const first = `${from.slice(0, 7)}-01`
  for (let at = 0, day = first; day <= until; at += 1, day = addMonths(first, at))
    months.push(day.slice(0, 7))
  return months
}

const byMonth = (campaign: Campaign, today: string, joined: ReadonlyMap<string, number>): GraduateMonth[] => {
  const all = monthsBetween(campaign.from, campaign.until).length
  const months = monthsBetween(campaign.from, earlier(today, campaign.until))
  let total = 0
  return foldedMonths(months.map((month) => joined.get(month) ?? 0)).map((count, at) => ({
    month: months[at] as string,
    joined: count,
    total: (total += count),
    goal: Math.round((campaign.target * (at + 1)) / all),
  }))
}

const countFrom = sql<string>`to_char(greatest((registered_at at time zone 'UTC' + interval '8 hours')::date, graduates_on), 'YYYY-MM')`

const count = async (db: Db, now: Date): Promise<Graduates> => {
  const { campaign } = (await cityInForce(db)).plan
  if (!campaign) throw problem('not-found', { detail: '这座城市现在没有这项活动' })
  const today = dayOf(now)
  const where = counted(campaign, today)
  const by = (column: 'school' | 'major' | 'degree') => largest(db, sql<string>`${sql.ref(column)}`, where)
  const [months, schools, majors, degrees] = [
    await rowsBy(db, countFrom, where).execute(),
    await by('school'),
    await by('major'),
    await by('degree'),
  ]
  const joined = new Map(months.map(({ name, count: people }) => [name, people]))
  const total = months.reduce((sum, { count: people }) => sum + people, 0)
  const { title, target, from, until } = campaign
  return {
    asOf: now.toISOString(),
    title,
    target,
    from,
    until,
    definition: definitionOf(campaign),
    total,
    schools: folded(schools, total),
    majors: folded(majors, total),
    degrees: folded(
      degrees.map(({ name, count: people }) => ({ name: degreeLabels[name as Degree], count: people })),
      total,
    ),
    months: byMonth(campaign, today, joined),
  }
}

/** Who stayed, counted at most once a minute however many look. @throws Problem not-found without a campaign */
export const graduatesWhoStayed = () => keptFor(60_000, count)

/** How many graduates stayed, as the campaign in force counts; 0 without one. */
export const countStayed = async (db: Db, now: Date): Promise<number> => {
  const { campaign } = (await cityInForce(db)).plan
  if (!campaign) return 0
  const { people } = await db
    .selectFrom('profile')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where(counted(campaign, dayOf(now)))
    .executeTakeFirstOrThrow()
  return people
}
