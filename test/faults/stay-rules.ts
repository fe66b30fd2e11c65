import { sql, type Kysely } from 'kysely'
import type { Database } from '../../server/core/db'

const actsOf = (...actions: string[]) =>
  `(select count(*) from audit_entry where object = 'stay:' || stay.id and action in (${actions.map((one) => `'${one}'`).join()}))`
/** How often a guest was told something of a stay. */
const toldOf = (title: string) =>
  `(select count(*) from message where link = '/stays/stay/index?id=' || stay.id and title = '${title}')`

/** What must never be, whatever was killed: each query answers what breaks its sentence. */
export const stayRules: Record<string, string> = {
  'a bed given twice in a night': `select bed_id || ' ' || night as value from stay_night group by bed_id, night having count(*) > 1`,
  'a person with two beds in a night': `select person_id || ' ' || night as value from stay_night group by person_id, night having count(*) > 1`,
  'a stay that stands without a bed for each of its nights': `select stay.id::text as value
      from stay
      left join stay_night as taken on taken.stay_id = stay.id and taken.night >= from_day and taken.night < to_day
    where state in ('booked', 'checked-in') group by stay.id having count(taken.night) <> to_day - from_day`,
  'a night outside of its stay, or of somebody else': `select stay.id || ' ' || night as value
      from stay_night as taken
      join stay on stay.id = taken.stay_id
    where night < from_day or night >= to_day or taken.person_id <> stay.person_id`,
  'a night of a stay that ended without one': `select stay.id::text as value
      from stay
      join stay_night as taken on taken.stay_id = stay.id
      where state in ('cancelled', 'no-show')`,
  'a night in a bed of another hostel or kind': `select stay.id::text as value
      from stay_night as taken
      join stay on stay.id = taken.stay_id
      join hostel_bed as bed on bed.id = taken.bed_id
      where bed.station_id <> stay.station_id or bed.kind <> stay.kind`,
  'somebody with more than three stays of a year': `select person_id || ' ' || to_char(from_day, 'YYYY') as value
      from stay
      where counted
      group by person_id, to_char(from_day, 'YYYY')
      having count(*) > 3`,
  'a stay longer than seven nights': `select id::text as value from stay where to_day - from_day > 7`,
  'a stay in another state than its history tells': `select stay.id || ' ' || state as value
      from stay
    where ${actsOf('stay.booked')} <> 1
       or ${actsOf('stay.checked-in')} <> (case when state in ('checked-in', 'left') then 1 else 0 end)
       or ${actsOf('stay.left', 'stay.ran-out')} <> (case state when 'left' then 1 else 0 end)
       or ${actsOf('stay.cancelled', 'stay.closed')} <> (case state when 'cancelled' then 1 else 0 end)
       or ${actsOf('stay.no-show')} <> (case state when 'no-show' then 1 else 0 end)`,
  'a guest who was not told once of what happened': `select stay.id || ' ' || state as value
      from stay
    where ${toldOf('住宿已订好')} <> 1
       or ${toldOf('已办理入住')} <> (case when state in ('checked-in', 'left') then 1 else 0 end)
       or ${toldOf('已办理离店')} <> (case state when 'left' then 1 else 0 end)
       or ${toldOf('住宿已取消')} <> (case state when 'cancelled' then 1 else 0 end)
       or ${toldOf('没有到店，住宿作废')} <> (case state when 'no-show' then 1 else 0 end)`,
}

/** What stands of stays in the database. */
export interface StayFacts {
  /** Sentences, each with what breaks it. */
  faults: string[]
  stays: string[]
  /** `stay state` of those that ended. */
  ended: string[]
  /** How many stays are in each state, and nights taken. */
  exercised: Record<string, number>
}

const column = async (db: Kysely<Database>, text: string): Promise<string[]> =>
  (await sql<{ value: string }>`${sql.raw(text)}`.execute(db)).rows.map(({ value }) => value)
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const waiting = async (db: Kysely<Database>): Promise<boolean> =>
  (
    await column(
      db,
      `select id::text as value from outbox where done_at is null and dead_at is null and available_at <= now() limit 1`,
    )
  ).length > 0

/** Waits, at most 30 seconds, until everybody is told of everything, then looks. */
export const readStayFacts = async (db: Kysely<Database>): Promise<StayFacts> => {
  const until = Date.now() + 30_000
  while ((await waiting(db)) && Date.now() < until) await pause(50)
  const faults: string[] = []
  for (const [sentence, text] of Object.entries(stayRules))
    faults.push(...(await column(db, text)).slice(0, 3).map((value) => `${sentence}: ${value}`))
  for (const dead of await column(db, `select kind as value from outbox where dead_at is not null limit 3`))
    faults.push(`an event was given up: ${dead}`)
  const counts = await sql<{ what: string; times: number }>`
    select 'stays ' || state as what, count(*)::integer as times from stay group by state
    union all select 'acts ' || action, count(*)::integer from audit_entry where action like 'stay.%' group by action
    union all select 'nights', count(*)::integer from stay_night order by 1`.execute(db)
  return {
    faults,
    stays: await column(db, 'select id::text as value from stay'),
    ended: await column(
      db,
      `select id || ' ' || state as value from stay where state in ('cancelled', 'left', 'no-show')`,
    ),
    exercised: Object.fromEntries(counts.rows.map(({ what, times }) => [what, times])),
  }
}
