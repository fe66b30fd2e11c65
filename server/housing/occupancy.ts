import type { Occupancy, OccupancyMonth } from '@jucai/contract/housing-office'
import type { FlatState } from '@jucai/contract/housing-vocabulary'
import { addMonths } from '@jucai/contract/policies/days'
import { sql } from 'kysely'
import { stationNames } from '../city'
import { monthOf, startOfDay } from '../core/clock'
import type { Db } from '../core/db'
import type { OfficeWork } from './deps'
import { byState } from './office'
import { allProjects } from './repository'

const monthsShown = 12
const mostEmpty = 10
const dayMs = 86_400_000

/** The months shown, oldest first, each from its first moment to that of the next, or to now. */
const spansOf = (now: Date): { month: string; from: Date; to: Date }[] => {
  const first = `${monthOf(now)}-01`
  return Array.from({ length: monthsShown }, (_, at) => {
    const from = addMonths(first, at + 1 - monthsShown)
    const next = startOfDay(new Date(`${addMonths(from, 1)}T12:00:00+08:00`))
    return {
      month: from.slice(0, 7),
      from: startOfDay(new Date(`${from}T12:00:00+08:00`)),
      to: next < now ? next : now,
    }
  })
}

/** Milliseconds that flats of each project stood in each state within a span, and what came and went in it. */
const within = async (db: Db, from: Date, to: Date) => {
  const { rows } = await sql<{
    station_id: string
    state: FlatState
    days: number
    came: number
    freed: number
  }>`
    with stood as (
      select e.flat_id, e.from_state, e.to_state, e.at,
        coalesce(lead(e.at) over (partition by e.flat_id order by e.id), ${to}) as until
      from flat_event e
    )
    select f.station_id, s.to_state as state,
      round(sum(greatest(0, extract(epoch from least(s.until, ${to}) - greatest(s.at, ${from}))) / 86400.0))::integer as days,
      (count(*) filter (where s.at >= ${from} and s.from_state <> s.to_state))::integer as came,
      (count(*) filter (where s.at >= ${from} and s.from_state = 'let' and s.to_state <> 'let'))::integer as freed
    from stood s join flat f on f.id = s.flat_id
    where s.at < ${to} and s.until > ${from}
    group by 1, 2`.execute(db)
  return rows
}

const monthOfProject = (month: string, rows: Awaited<ReturnType<typeof within>>): OccupancyMonth => {
  const days = (...states: FlatState[]) =>
    rows.reduce((sum, one) => sum + (states.includes(one.state) ? one.days : 0), 0)
  return {
    month,
    flatDays: days('free', 'in-round', 'chosen', 'let', 'repairing'),
    letDays: days('let'),
    vacantDays: days('free', 'in-round', 'chosen'),
    repairDays: days('repairing'),
    lets: rows.find(({ state }) => state === 'let')?.came ?? 0,
    freed: rows.reduce((sum, one) => sum + one.freed, 0),
  }
}

const emptiest = async (db: Db, now: Date, stationId: string): Promise<Occupancy['emptiest']> =>
  (
    await db
      .selectFrom('flat')
      .select(['id', 'building', 'number', 'state_since'])
      .where('station_id', '=', stationId)
      .where('state', '=', 'free')
      .orderBy('state_since')
      .orderBy('id')
      .limit(mostEmpty)
      .execute()
  ).map(({ id, building, number, state_since: since }) => ({
    id,
    building,
    number,
    days: Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs)),
  }))

/** Occupancy of every project: where flats stand now, and the last twelve months in days of flats. */
export const occupancy = async ({ db, now }: OfficeWork): Promise<{ items: Occupancy[] }> => {
  const projects = await allProjects(db)
  const ids = projects.map(({ station_id: id }) => id)
  const names = await stationNames(db, ids)
  const counted = await db
    .selectFrom('flat')
    .select(({ fn }) => ['station_id', 'state', fn.countAll<number>().as('flats')])
    .groupBy(['station_id', 'state'])
    .execute()
  const months: { month: string; rows: Awaited<ReturnType<typeof within>> }[] = []
  for (const { month, from, to } of spansOf(now)) months.push({ month, rows: await within(db, from, to) })
  const items: Occupancy[] = []
  for (const id of ids)
    items.push({
      project: id,
      name: names.get(id) ?? '',
      counts: byState(counted.filter(({ station_id: at }) => at === id)),
      months: months.map(({ month, rows }) =>
        monthOfProject(
          month,
          rows.filter(({ station_id: at }) => at === id),
        ),
      ),
      emptiest: await emptiest(db, now, id),
    })
  return { items }
}
