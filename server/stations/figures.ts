import type { StationFigures } from '@jucai/contract/stations'
import { sql } from 'kysely'
import type { Db } from '../core/db'

interface Counts {
  station_id: string
  met: number
  registered: number
  returned: number
  projects: number
  capital_fen: number
}

/**
 * Outcomes from records: people seen (a visit that took place, or a meeting noted), people whose
 * registration the station answers for, those who returned, projects that landed, capital that came. An
 * outcome stays with the station that had it when the returnee is handed over.
 */
const counts = async (db: Db): Promise<Map<string, Counts>> => {
  const { rows } = await sql<Counts>`
    select station.id as station_id, coalesce(seen.met, 0) as met, coalesce(asked.registered, 0) as registered,
      coalesce(came.returned, 0) as returned, coalesce(came.projects, 0) as projects, coalesce(came.capital_fen, 0)::bigint as capital_fen
    from station
    left join (select station_id, count(distinct person_id) as met from (
        select station_id, person_id from visit where state = 'came' union all select station_id, person_id from follow_up where kind in ('met', 'visited')
      ) as meeting group by station_id) as seen on seen.station_id = station.id
    left join (select station_id, count(distinct person_id) as registered from application where program = 'homecoming' and state <> 'withdrawn' and station_id is not null group by station_id) as asked on asked.station_id = station.id
    left join (select station_id, count(distinct person_id) filter (where kind = 'returned') as returned, count(*) filter (where kind = 'project-landed') as projects,
        sum(amount_fen) filter (where kind = 'capital-invested') as capital_fen from follow_up group by station_id) as came on came.station_id = station.id`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.station_id, row]))
}

const shown = (row: Counts | undefined, now: Date): StationFigures => ({
  met: row?.met ?? 0,
  registered: row?.registered ?? 0,
  returned: row?.returned ?? 0,
  projects: row?.projects ?? 0,
  capitalFen: row?.capital_fen ?? 0,
  asOf: now.toISOString(),
})

const keptMs = 10_000
let kept: { db: Db; at: number; counts: Map<string, Counts> } | null = null

// Counted at most every 10 seconds however many look; a transaction counts for itself, because it may have
// written.
const recent = async (db: Db, now: Date): Promise<Map<string, Counts>> => {
  if (db.isTransaction) return counts(db)
  if (kept && kept.db === db && Math.abs(now.getTime() - kept.at) < keptMs) return kept.counts
  const found = await counts(db)
  kept = { db, at: now.getTime(), counts: found }
  return found
}

/** The outcomes of one station. */
export const figuresOf = async (db: Db, stationId: string, now: Date): Promise<StationFigures> =>
  shown((await recent(db, now)).get(stationId), now)

/** The outcomes of these stations. */
export const figuresOfAll = async (db: Db, stations: readonly { id: string; name: string }[], now: Date) => {
  const found = await counts(db)
  return stations.map(({ id, name }) => ({ id, name, figures: shown(found.get(id), now) }))
}
