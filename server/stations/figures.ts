import type { StationFigures } from '@jucai/contract/stations'
import { sql } from 'kysely'
import { applicantsByStation } from '../applications'
import type { Db } from '../core/db'

interface Counts {
  met: number
  registered: number
  returned: number
  projects: number
  capital_fen: number
}
type Outcome = Omit<Counts, 'registered'> & { station_id: string }

/**
 * Outcomes from records: people seen (a visit that took place, or a meeting noted), people whose
 * registration the station answers for, those who returned, projects that landed, capital that came. An
 * outcome stays with the station that had it when the returnee is handed over.
 */
const counts = async (db: Db): Promise<Map<string, Counts>> => {
  const { rows } = await sql<Outcome>`
    select station_id, count(distinct person_id) filter (where kind in ('came', 'met', 'visited')) as met,
      count(distinct person_id) filter (where kind = 'returned') as returned,
      count(*) filter (where kind = 'project-landed') as projects,
      coalesce(sum(amount_fen) filter (where kind = 'capital-invested'), 0)::bigint as capital_fen
    from (
      select station_id, person_id, kind, amount_fen from follow_up
      union all
      select station_id, person_id, state, null from visit where state = 'came'
    ) as outcome
    group by station_id`.execute(db)
  const registered = await applicantsByStation(db, 'homecoming')
  const outcomes = new Map(rows.map((row) => [row.station_id, row]))
  const none = { met: 0, returned: 0, projects: 0, capital_fen: 0 }
  return new Map(
    [...new Set([...outcomes.keys(), ...registered.keys()])].map((id) => [
      id,
      { ...(outcomes.get(id) ?? none), registered: registered.get(id) ?? 0 },
    ]),
  )
}

const shownFigures = (row: Counts | undefined, now: Date): StationFigures => ({
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
  shownFigures((await recent(db, now)).get(stationId), now)

/** The outcomes of these stations. */
export const figuresOfAll = async (db: Db, stations: readonly { id: string; name: string }[], now: Date) => {
  const found = await counts(db)
  return stations.map(({ id, name }) => ({ id, name, figures: shownFigures(found.get(id), now) }))
}
