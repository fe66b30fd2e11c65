import type { Visit } from '@jucai/contract/stations'
import { v7 as uuidv7 } from 'uuid'
import { stationRows } from '../city'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'
import { moveSeat } from './slot-records'

interface VisitTable {
  id: string
  slot_id: string
  station_id: string
  person_id: string
  masked_name: Buffer | null
  purpose: Buffer | null
  state: Visit['state']
  starts_at: Date
  ends_at: Date
  booked_at: Date
}
declare module '../core/db' {
  interface Database {
    visit: VisitTable
  }
}

/** A booking with its station's name. */
export type VisitRow = VisitTable & { station_name: string }

const nameContext = (id: string) => `visit.masked_name:${id}`
const purposeContext = (id: string) => `visit.purpose:${id}`

/** As the contract shows it. */
export const shownVisit =
  (vault: Vault) =>
  (row: VisitRow): Visit => ({
    id: row.id,
    slotId: row.slot_id,
    stationId: row.station_id,
    stationName: row.station_name,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    maskedName: row.masked_name ? vault.decrypt(row.masked_name, nameContext(row.id)) : '已注销',
    purpose: row.purpose ? vault.decrypt(row.purpose, purposeContext(row.id)) : '',
    state: row.state,
    bookedAt: row.booked_at.toISOString(),
  })

const visits = (db: Db) =>
  db
    .selectFrom('visit')
    .innerJoin(stationRows(db).as('station'), 'station.id', 'visit.station_id')
    .selectAll('visit')
    .select('station.name as station_name')

/** A booking by id. */
export const visitById = (db: Db, id: string): Promise<VisitRow | undefined> =>
  visits(db).where('visit.id', '=', id).executeTakeFirst()

/** Adds a booking. */
export const insertVisit = async (
  db: Db,
  vault: Vault,
  visit: Pick<VisitTable, 'slot_id' | 'station_id' | 'person_id' | 'starts_at' | 'ends_at' | 'booked_at'> & {
    maskedName: string
    purposeText: string
  },
): Promise<string> => {
  const { maskedName, purposeText, ...columns } = visit
  const id = uuidv7()
  await db
    .insertInto('visit')
    .values({
      id,
      ...columns,
      masked_name: vault.encrypt(maskedName, nameContext(id)),
      purpose: vault.encrypt(purposeText, purposeContext(id)),
      state: 'booked',
    })
    .execute()
  return id
}

/** A person's booking that shares a minute with a time, if there is one. */
export const visitMeanwhile = (
  db: Db,
  personId: string,
  startsAt: Date,
  endsAt: Date,
): Promise<VisitRow | undefined> =>
  visits(db)
    .where('visit.person_id', '=', personId)
    .where('visit.state', '=', 'booked')
    .where('visit.starts_at', '<', endsAt)
    .where('visit.ends_at', '>', startsAt)
    .limit(1)
    .executeTakeFirst()

/** Where and when a person has booked visits that are still to come. */
export const visitsToCome = (
  db: Db,
  personId: string,
  now: Date,
): Promise<Pick<VisitTable, 'id' | 'station_id'>[]> =>
  db
    .selectFrom('visit')
    .select(['id', 'station_id'])
    .where('person_id', '=', personId)
    .where('state', '=', 'booked')
    .where('starts_at', '>', now)
    .execute()

/** Which of these times a person has booked. */
export const bookedBy = async (
  db: Db,
  personId: string,
  slotIds: readonly string[],
): Promise<Set<string>> => {
  if (slotIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('visit')
    .select('slot_id')
    .where('person_id', '=', personId)
    .where('slot_id', 'in', slotIds)
    .where('state', '<>', 'cancelled')
    .execute()
  return new Set(rows.map((row) => row.slot_id))
}

/** Bookings of a time that still stand. */
export const bookingsOf = (db: Db, slotId: string): Promise<VisitRow[]> =>
  visits(db).where('slot_id', '=', slotId).where('state', '=', 'booked').orderBy('visit.id').execute()

/** Moves a booking from one state to another. @returns false when it is in none of `from` any more. */
export const moveVisit = async (
  db: Db,
  id: string,
  from: readonly Visit['state'][],
  to: Visit['state'],
): Promise<boolean> =>
  (
    await db
      .updateTable('visit')
      .set({ state: to })
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst()
  ).numUpdatedRows === 1n

/** A person's bookings, latest first, after a place in that order; one more than `limit`. */
export const visitsOfPerson = (
  db: Db,
  personId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<VisitRow[]> =>
  visits(db)
    .where('visit.person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('visit.starts_at', 'visit.id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('visit.starts_at', 'desc')
    .orderBy('visit.id', 'desc')
    .limit(limit + 1)
    .execute()

/** Bookings of a station from `from` on, soonest first, after a place in that order. */
export const visitsAhead = (
  db: Db,
  stationId: string,
  { from, after, limit }: { from: Date; after: Place | null; limit: number },
): Promise<VisitRow[]> =>
  visits(db)
    .where('visit.station_id', '=', stationId)
    .where('visit.starts_at', '>=', from)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('visit.starts_at', 'visit.id'), '>', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('visit.starts_at')
    .orderBy('visit.id')
    .limit(limit)
    .execute()

/** Bookings of a station between two moments, latest first, after a place in that order. */
export const visitsBehind = (
  db: Db,
  stationId: string,
  { since, until, after, limit }: { since: Date; until: Date; after: Place | null; limit: number },
): Promise<VisitRow[]> =>
  visits(db)
    .where('visit.station_id', '=', stationId)
    .where('visit.starts_at', '>=', since)
    .where('visit.starts_at', '<', until)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('visit.starts_at', 'visit.id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('visit.starts_at', 'desc')
    .orderBy('visit.id', 'desc')
    .limit(limit)
    .execute()

/** All of a person's bookings, for the export of their data. */
export const allVisits = (db: Db, personId: string): Promise<VisitRow[]> =>
  visits(db).where('visit.person_id', '=', personId).orderBy('visit.starts_at', 'desc').execute()

/**
 * Two accounts become one: of two bookings of one time, the one of the account that goes out ends and gives
 * its seat back.
 */
export const joinVisits = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const twice = await db
    .updateTable('visit')
    .set({ state: 'cancelled' })
    .where('person_id', '=', fromId)
    .where('state', '<>', 'cancelled')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('visit as other')
          .select('other.id')
          .whereRef('other.slot_id', '=', 'visit.slot_id')
          .where('other.person_id', '=', intoId)
          .where('other.state', '<>', 'cancelled'),
      ),
    )
    .returning('slot_id')
    .execute()
  for (const { slot_id: slotId } of twice) await moveSeat(db, slotId, -1)
}
