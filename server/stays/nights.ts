import type { BedKind } from '@jucai/contract/stay-vocabulary'
import type { Day } from '@jucai/contract/policies/days'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { BedRow } from './repository'

interface StayNightTable {
  person_id: string
  night: string
  bed_id: string
  stay_id: string
}
declare module '../core/db' {
  interface Database {
    stay_night: StayNightTable
  }
}

/** For whom which nights are wanted. */
export interface WantedNights {
  stayId: string
  personId: string
  hostelId: string
  kind: BedKind
  /** In order, without gaps. */
  nights: readonly Day[]
  /** A bed that is tried first: where they sleep already. */
  prefer?: string
}

/** Beds of the kind that are free for all of these nights; the one that is preferred first. */
export const bedsFree = async (db: Db, wanted: WantedNights): Promise<BedRow[]> => {
  const { hostelId, kind, nights, prefer } = wanted
  const [first, last] = [nights[0] as Day, nights.at(-1) as Day]
  const beds = await db
    .selectFrom('hostel_bed')
    .selectAll()
    .where('station_id', '=', hostelId)
    .where('kind', '=', kind)
    .where('in_from', '<=', first)
    .where(({ or, eb }) => or([eb('out_from', 'is', null), eb('out_from', '>', last)]))
    .orderBy('label')
    .orderBy('id')
    .execute()
  const taken = new Set((await nightsTaken(db, hostelId, first, last)).map(({ bed_id: bedId }) => bedId))
  const free = beds.filter(({ id }) => !taken.has(id))
  return [...free.filter(({ id }) => id === prefer), ...free.filter(({ id }) => id !== prefer)]
}

/**
 * Takes one bed for all of these nights, in the caller's transaction (READ COMMITTED), which holds the hostel
 * so that no bed goes out of service meanwhile. Whoever is a moment
 * earlier has the bed: the unique key of (bed, night) says so, whatever this code does, and the next bed is
 * tried. A savepoint lets go of nights of a bed that could not be had whole, so that rivals never wait for
 * each other in a ring.
 * @returns the bed; null when none is free for all of them
 */
export const takeNights = async (db: Db, wanted: WantedNights): Promise<BedRow | null> => {
  const { stayId, personId, nights } = wanted
  for (const bed of await bedsFree(db, wanted)) {
    await sql`savepoint bed`.execute(db)
    const taken = await db
      .insertInto('stay_night')
      .values(nights.map((night) => ({ person_id: personId, night, bed_id: bed.id, stay_id: stayId })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('night')
      .execute()
    if (taken.length === nights.length) {
      await sql`release savepoint bed`.execute(db)
      return bed
    }
    await sql`rollback to savepoint bed`.execute(db)
    await sql`release savepoint bed`.execute(db)
  }
  return null
}

/** The one door through which nights become free: those of a stay from a night on. @returns how many */
export const freeNights = async (db: Db, stayId: string, from: Day): Promise<number> =>
  Number(
    (
      await db
        .deleteFrom('stay_night')
        .where('stay_id', '=', stayId)
        .where('night', '>=', from)
        .executeTakeFirst()
    ).numDeletedRows,
  )

/** Who sleeps in which bed of a hostel between two nights, both included. */
export const nightsTaken = (
  db: Db,
  hostelId: string,
  first: Day,
  last: Day,
): Promise<(StayNightTable & { label: string })[]> =>
  db
    .selectFrom('stay_night')
    .innerJoin('hostel_bed', 'hostel_bed.id', 'stay_night.bed_id')
    .selectAll('stay_night')
    .select('hostel_bed.label')
    .where('hostel_bed.station_id', '=', hostelId)
    .where('night', '>=', first)
    .where('night', '<=', last)
    .orderBy('night')
    .orderBy('hostel_bed.label')
    .execute()

/** The nights of stays with their beds. */
export const nightsOfStays = async (
  db: Db,
  stayIds: readonly string[],
): Promise<Map<string, { night: string; label: string; bed_id: string }[]>> => {
  const found = new Map<string, { night: string; label: string; bed_id: string }[]>()
  if (stayIds.length === 0) return found
  const rows = await db
    .selectFrom('stay_night')
    .innerJoin('hostel_bed', 'hostel_bed.id', 'stay_night.bed_id')
    .select(['stay_night.stay_id', 'stay_night.night', 'stay_night.bed_id', 'hostel_bed.label'])
    .where('stay_night.stay_id', 'in', stayIds)
    .orderBy('night')
    .execute()
  for (const { stay_id: id, ...night } of rows) found.set(id, [...(found.get(id) ?? []), night])
  return found
}

/**
 * Stays that are not checked out and whose last night was in the bed in which another one begins: who lies there
 * still. Nights themselves never overlap.
 */
export const notOutOf = async (db: Db, stayId: string, fromDay: Day): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select distinct stay.id from stay_night as mine
      join stay_night as theirs on theirs.bed_id = mine.bed_id and theirs.night < mine.night
      join stay on stay.id = theirs.stay_id and stay.state = 'checked-in' and stay.to_day <= mine.night
      where mine.stay_id = ${stayId} and mine.night = ${fromDay}::date and stay.id <> ${stayId}`.execute(db)
  ).rows.map(({ id }) => id)

/** The nights of a stay in one bed from a night on. */
export const nightsInBed = async (db: Db, stayId: string, bedId: string, from: Day): Promise<Day[]> =>
  (
    await db
      .selectFrom('stay_night')
      .select('night')
      .where('stay_id', '=', stayId)
      .where('bed_id', '=', bedId)
      .where('night', '>=', from)
      .orderBy('night')
      .execute()
  ).map(({ night }) => night)

/** In which bed a stay ends. */
export const lastBed = async (db: Db, stayId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('stay_night')
      .select('bed_id')
      .where('stay_id', '=', stayId)
      .orderBy('night', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.bed_id

/** Which of these nights a person has in another stay. */
export const ownNights = async (
  db: Db,
  personId: string,
  nights: readonly Day[],
  without?: string,
): Promise<Day[]> =>
  nights.length === 0
    ? []
    : (
        await db
          .selectFrom('stay_night')
          .select('night')
          .where('person_id', '=', personId)
          .where('night', 'in', nights)
          .$if(without !== undefined, (query) => query.where('stay_id', '<>', without as string))
          .orderBy('night')
          .execute()
      ).map(({ night }) => night)

/** Nights that were slept in a hostel, by month, from a day on and before another. */
export const nightsByMonth = async (
  db: Db,
  hostelId: string,
  from: Day,
  before: Day,
): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ month: string; count: number }>`
        select to_char(night, 'YYYY-MM') as month, count(*) as count from stay_night
        join hostel_bed on hostel_bed.id = stay_night.bed_id
        where hostel_bed.station_id = ${hostelId} and night >= ${from}::date and night < ${before}::date
        group by 1`.execute(db)
    ).rows.map(({ month, count }) => [month, count]),
  )
