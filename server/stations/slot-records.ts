import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'

interface VisitSlotTable {
  id: string
  station_id: string
  starts_at: Date
  ends_at: Date
  seats: number
  taken: number
  offered_by: string
  offered_at: Date
  cancelled_at: Date | null
}
declare module '../core/db' {
  interface Database {
    visit_slot: VisitSlotTable
  }
}

/** A time for visits as it is kept. */
export type SlotRow = VisitSlotTable

/** How many times of each station still have a seat. */
export const freeSlots = async (db: Db, now: Date): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('visit_slot')
    .select(({ fn }) => ['station_id', fn.countAll<number>().as('count')])
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .where(({ eb, ref }) => eb('taken', '<', ref('seats')))
    .groupBy('station_id')
    .execute()
  return new Map(rows.map((row) => [row.station_id, row.count]))
}

/** Times to come of a station, soonest first, at most 60. */
export const slotsAhead = (db: Db, stationId: string, now: Date): Promise<SlotRow[]> =>
  db
    .selectFrom('visit_slot')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .orderBy('starts_at')
    .limit(60)
    .execute()

/** Whether a station already offers a time that shares a minute with this one. */
export const overlaps = async (db: Db, stationId: string, startsAt: Date, endsAt: Date): Promise<boolean> =>
  (await db
    .selectFrom('visit_slot')
    .select('id')
    .where('station_id', '=', stationId)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '<', endsAt)
    .where('ends_at', '>', startsAt)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Times to come of all stations, soonest first. */
export const allSlotsAhead = (
  db: Db,
  now: Date,
): Promise<Pick<SlotRow, 'station_id' | 'starts_at' | 'taken'>[]> =>
  db
    .selectFrom('visit_slot')
    .select(['station_id', 'starts_at', 'taken'])
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .orderBy('starts_at')
    .execute()

/** Adds a time. */
export const insertSlot = async (
  db: Db,
  slot: Pick<SlotRow, 'station_id' | 'starts_at' | 'ends_at' | 'seats' | 'offered_by' | 'offered_at'>,
): Promise<SlotRow> =>
  db
    .insertInto('visit_slot')
    .values({ id: uuidv7(), ...slot, taken: 0, cancelled_at: null })
    .returningAll()
    .executeTakeFirstOrThrow()

/** A time, held until the transaction ends. */
export const slotForUpdate = (db: Db, id: string): Promise<SlotRow | undefined> =>
  db.selectFrom('visit_slot').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Takes (1) or gives back (-1) a seat of a time that is held. */
export const moveSeat = async (db: Db, id: string, by: 1 | -1): Promise<void> => {
  await db
    .updateTable('visit_slot')
    .set({ taken: sql<number>`taken + ${by}` })
    .where('id', '=', id)
    .execute()
}

/** Takes a time back. */
export const cancelSlot = async (db: Db, id: string, now: Date): Promise<void> => {
  await db.updateTable('visit_slot').set({ cancelled_at: now }).where('id', '=', id).execute()
}
