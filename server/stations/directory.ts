import type { StationDetail, StationEntry } from '@jucai/contract/stations'
import { stationKindLabels, type StationKind } from '@jucai/contract/vocabulary'
import { sql } from 'kysely'
import { holdStation } from '../city'
import { audit } from '../core/audit'
import { calendarInForce } from '../applications'
import { matches, searchable, type Searchable } from '../core/pinyin-search'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import type { Work, WorkBy } from '../core/work'
import { kindOfDay } from '../core/working-days'
import { figuresOf } from './figures'
import { openAt, type KindOfDay } from './hours'
import { insertProfile, stationsInForce, type StationInForce, type StationProfile } from './profiles'
import { rosterOf } from './roster'
import { freeSlots } from './slot-records'
import type { VisitDeps } from './visits'

/** What somebody looks for in the directory. */
export interface DirectoryQuery {
  q?: string
  kind?: StationKind
  region?: string
}

/** What an entry says of this moment: the same for all stations. */
interface Today {
  now: Date
  kind: KindOfDay
  free: ReadonlyMap<string, number>
}

const todayOf = async (db: Db, now: Date): Promise<Today> => ({
  now,
  kind: kindOfDay(await calendarInForce(db), dayOf(now)),
  free: await freeSlots(db, now),
})

const entry = ({ profile, ...station }: StationInForce, { now, kind, free }: Today): StationEntry => ({
  ...station,
  university: profile.university,
  openNow: openAt(profile.hours, now, kind),
  ...(kind === 'holiday' || kind === 'worked' ? { today: kind } : {}),
  freeSlots: free.get(station.id) ?? 0,
})

// Kept, because working out pinyin takes longer than all the rest of a search. What stations say of
// themselves is a few hundred words; the bound is for years of changes.
const known = new Map<string, Searchable>()
const searchableOf = (words: string): Searchable => {
  const found = known.get(words)
  if (found) return found
  if (known.size >= 5_000) known.clear()
  const made = searchable(words)
  known.set(words, made)
  return made
}

const isMeant = (station: StationInForce, typed: string): boolean =>
  [
    station.name,
    station.regionName,
    station.address,
    station.profile.university ?? '',
    stationKindLabels[station.kind],
  ].some((words) => words !== '' && matches(searchableOf(words), typed))

// 440300 means everything in Shenzhen, 440000 all of Guangdong.
const isIn = (region: string, asked: string) => region.startsWith(asked.replace(/(00)+$/, ''))

/** The stations that fit, in the order of the city configuration. */
export const directory = async (
  { db, now }: Work<VisitDeps>,
  { q, kind, region }: DirectoryQuery,
): Promise<StationEntry[]> => {
  const { stations } = await stationsInForce(db)
  const found = stations.filter(
    (station) =>
      (!kind || station.kind === kind) &&
      (!region || isIn(station.region, region)) &&
      (!q || q.trim() === '' || isMeant(station, q)),
  )
  const today = await todayOf(db, now)
  return found.map((station) => entry(station, today))
}

/** One station in full. @throws Problem not-found */
export const stationDetail = async (
  { db, now, deps: { vault } }: Work<VisitDeps>,
  id: string,
): Promise<StationDetail> => {
  const { stations } = await stationsInForce(db)
  const station = stations.find((one) => one.id === id)
  if (!station) throw problem('not-found', { detail: '没有这个站点，或已经撤销' })
  return {
    ...entry(station, await todayOf(db, now)),
    charter: station.profile.charter,
    serves: station.profile.serves,
    fallback: station.profile.fallback,
    roster: await rosterOf(db, vault, id),
    figures: await figuresOf(db, id, now),
  }
}

/**
 * Changes what the directory says of a station; of all stations at most one is the fallback.
 * @throws Problem not-found, invalid-request
 */
export const describeStation = async (
  work: WorkBy<{ personId: string; role: string }, VisitDeps>,
  id: string,
  profile: StationProfile,
): Promise<StationDetail> => {
  const { db, now, actor: by } = work
  await sql`select pg_advisory_xact_lock(51518)`.execute(db) // one at a time: two at once would both be the fallback
  if (!(await holdStation(db, id))) throw problem('not-found')
  if (new Set(profile.serves).size !== profile.serves.length) throw fieldProblem('/serves', '有重复的地区')
  const record = (stationId: string, version: number) =>
    audit(db, {
      at: now,
      actorId: by.personId,
      actorRole: by.role,
      action: 'station.described',
      object: `station:${stationId}`,
      detail: { version },
    })
  if (profile.fallback) {
    const { stations } = await stationsInForce(db)
    for (const other of stations.filter((one) => one.id !== id && one.profile.fallback)) {
      if (await holdStation(db, other.id))
        await record(
          other.id,
          await insertProfile(db, now, by.personId, other.id, { ...other.profile, fallback: false }),
        )
    }
  }
  await record(id, await insertProfile(db, now, by.personId, id, profile))
  return stationDetail(work, id)
}
