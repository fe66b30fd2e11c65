import type { Assignment } from '@jucai/contract/accounts'
import type { Role } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'

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
    .leftJoin('station', 'station.id', 'duty.station_id')
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
