import type { Assignment } from '@jucai/contract/accounts'
import type { Role, StaffRole } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { stationRows } from '../city'
import type { Db } from '../core/db'
import { readCursor } from '../core/keyset'

interface StaffAssignmentTable {
  id: string
  person_id: string
  role: Exclude<Role, 'holder'>
  station_id: string | null
  since: Date
  ended_at: Date | null
}
declare module '../core/db' {
  interface Database {
    staff_assignment: StaffAssignmentTable
  }
}

/** The roles a person holds now, with the station of each clerk's. */
export const assignmentsOf = async (db: Db, personId: string): Promise<Assignment[]> => {
  const rows = await db
    .selectFrom('staff_assignment as duty')
    .leftJoin(stationRows(db).as('station'), 'station.id', 'duty.station_id')
    .select(['duty.role', 'duty.station_id', 'station.name'])
    .where('duty.person_id', '=', personId)
    .where('duty.ended_at', 'is', null)
    .orderBy('duty.since')
    .execute()
  return rows.map((row) => ({
    role: row.role,
    station: row.station_id ? { id: row.station_id, name: row.name ?? '' } : null,
  }))
}

/** Since when a person is clerk of a station; null when they are not. */
export const clerkSince = async (db: Db, personId: string, stationId: string): Promise<Date | null> =>
  (
    await db
      .selectFrom('staff_assignment')
      .select('since')
      .where('person_id', '=', personId)
      .where('role', '=', 'clerk')
      .where('station_id', '=', stationId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
  )?.since ?? null

/** Everybody who holds a role now. */
export const peopleWithRole = async (db: Db, role: Exclude<Role, 'holder'>): Promise<string[]> =>
  (
    await db
      .selectFrom('staff_assignment')
      .select('person_id')
      .distinct()
      .where('role', '=', role)
      .where('ended_at', 'is', null)
      .execute()
  ).map((row) => row.person_id)

/** The roles that each of several people holds now. */
export const rolesOf = async (
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, Exclude<Role, 'holder'>[]>> => {
  const found = new Map<string, Exclude<Role, 'holder'>[]>()
  if (personIds.length === 0) return found
  const rows = await db
    .selectFrom('staff_assignment')
    .select(['person_id', 'role'])
    .where('person_id', 'in', [...personIds])
    .where('ended_at', 'is', null)
    .execute()
  for (const row of rows) found.set(row.person_id, [...(found.get(row.person_id) ?? []), row.role])
  return found
}

/** Every role a person holds or held, for the export of their data. */
export const assignmentHistory = async (db: Db, personId: string) =>
  await db
    .selectFrom('staff_assignment')
    .select(['role', 'since', 'ended_at as endedAt'])
    .where('person_id', '=', personId)
    .orderBy('since')
    .execute()

/** A page of people with a role, the newest first. */
export const staffRows = (db: Db, after: string | undefined, limit: number) => {
  const from = after === undefined ? null : readCursor(after)
  return db
    .selectFrom('staff_assignment as duty')
    .leftJoin(stationRows(db).as('station'), 'station.id', 'duty.station_id')
    .select([
      'duty.id',
      'duty.person_id',
      'duty.role',
      'duty.since',
      'duty.station_id',
      'station.name as station_name',
    ])
    .where('duty.ended_at', 'is', null)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('duty.since', 'duty.id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('duty.since', 'desc')
    .orderBy('duty.id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** People with a role now, held until the transaction ends, so that two cannot be the last to go. */
export const holdersForUpdate = async (db: Db, role: StaffRole): Promise<string[]> =>
  (
    await db
      .selectFrom('staff_assignment')
      .select('person_id')
      .where('role', '=', role)
      .where('ended_at', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
  ).map((row) => row.person_id)

/** Ends a role of a person. @returns false when they do not hold it. */
export const endRole = async (db: Db, personId: string, role: StaffRole, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('staff_assignment')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a person a role. */
export const addAssignment = async (
  db: Db,
  now: Date,
  duty: { personId: string; role: StaffRole; stationId: string | null },
): Promise<void> => {
  await db
    .insertInto('staff_assignment')
    .values({
      id: uuidv7(),
      person_id: duty.personId,
      role: duty.role,
      station_id: duty.stationId,
      since: now,
      ended_at: null,
    })
    .execute()
}

/** The clerks of a station now, the longest there first. */
export const clerksOf = async (db: Db, stationId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('staff_assignment')
      .select('person_id')
      .where('role', '=', 'clerk')
      .where('station_id', '=', stationId)
      .where('ended_at', 'is', null)
      .orderBy('since')
      .orderBy('id')
      .execute()
  ).map((row) => row.person_id)
