import type { BedKind, HostelRules, StayPurpose, StayState } from '@jucai/contract/stay-vocabulary'
import { sql, type Generated, type Selectable } from 'kysely'
import { stationRows } from '../city'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'

interface HostelTable {
  station_id: string
  about: string
  house_rules: unknown
  arrive_by_minutes: number
  late_by_minutes: number
  cancel_by_minutes: number
  ahead_days: number
  version: number
  changed_at: Date
  changed_by: string | null
}
interface BedTable {
  id: string
  station_id: string
  label: string
  kind: BedKind
  in_from: string
  out_from: string | null
}
interface StayTable {
  id: string
  serial: Generated<number>
  station_id: string
  person_id: string
  kind: BedKind
  from_day: string
  to_day: string
  state: StayState
  purpose: StayPurpose
  counted: boolean
  masked_name: Buffer | null
  arrives_late: boolean
  arrive_by: Date
  cancel_by: Date
  booked_at: Date
  checked_in_at: Date | null
  ended_at: Date | null
  /** The first day of which the reminder was sent. */
  reminded_for: string | null
  /** Whose document it counts for until its year is over, as a keyed digest: longer than the registration may stand. */
  document_index: string | null
}
declare module '../core/db' {
  interface Database {
    hostel: HostelTable
    hostel_bed: BedTable
    stay: StayTable
  }
}

/** A hostel, a bed and a stay as rows. */
export type HostelRow = HostelTable
/** A bed of a hostel. */
export type BedRow = BedTable
/** A stay. */
export type StayRow = Selectable<StayTable>

/** How a hostel receives people. */
export const rulesOf = (row: HostelRow): HostelRules => ({
  arriveByMinutes: row.arrive_by_minutes,
  lateByMinutes: row.late_by_minutes,
  cancelByMinutes: row.cancel_by_minutes,
  aheadDays: row.ahead_days,
})

/** All hostels, closed stations too. */
export const allHostels = (db: Db): Promise<HostelRow[]> =>
  db.selectFrom('hostel').selectAll().orderBy('station_id').execute()

/** A hostel by its station. */
export const hostelById = (db: Db, id: string): Promise<HostelRow | undefined> =>
  db.selectFrom('hostel').selectAll().where('station_id', '=', id).executeTakeFirst()

/** Lets one change of a hostel's beds go on at a time, and no booking beside it. */
export const holdHostel = (db: Db, id: string): Promise<HostelRow | undefined> =>
  db.selectFrom('hostel').selectAll().where('station_id', '=', id).forNoKeyUpdate().executeTakeFirst()

/**
 * A hostel whose beds stay as they are until the transaction ends; any number may book at once. Held before a
 * stay is, everywhere: the office holds the hostel and then stays.
 */
export const shareHostel = (db: Db, id: string): Promise<HostelRow | undefined> =>
  db.selectFrom('hostel').selectAll().where('station_id', '=', id).forShare().executeTakeFirst()

/** Beds of a hostel by their labels. */
export const bedsOf = (db: Db, hostelId: string): Promise<BedRow[]> =>
  db
    .selectFrom('hostel_bed')
    .selectAll()
    .where('station_id', '=', hostelId)
    .orderBy('label')
    .orderBy('id')
    .execute()

/** Adds a stay. @returns the row with its serial */
export const insertStay = (db: Db, row: Omit<StayRow, 'serial'>): Promise<StayRow> =>
  db.insertInto('stay').values(row).returningAll().executeTakeFirstOrThrow()

/** Changes a stay. @returns the row as it is now */
export const updateStay = (db: Db, id: string, set: Partial<Omit<StayRow, 'serial'>>): Promise<StayRow> =>
  db.updateTable('stay').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

/** A stay. */
export const stayById = (db: Db, id: string): Promise<StayRow | undefined> =>
  db.selectFrom('stay').selectAll().where('id', '=', id).executeTakeFirst()

/** A stay, held until the transaction ends. */
export const stayForUpdate = (db: Db, id: string): Promise<StayRow | undefined> =>
  db.selectFrom('stay').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** A stay of a hostel by its number. */
export const stayBySerial = (db: Db, hostelId: string, serial: number): Promise<StayRow | undefined> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('station_id', '=', hostelId)
    .where('serial', '=', serial)
    .executeTakeFirst()

/** Stays of a person that are booked and past the hour of arrival, which no chore has ended yet. */
export const lapsedStays = (db: Db, personId: string, at: Date): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'booked')
    .where('arrive_by', '<=', at)
    .orderBy('id')
    .execute()

/** Stays of a person at a hostel that are booked or going on, soonest first. */
export const standingAt = (db: Db, hostelId: string, personId: string): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('station_id', '=', hostelId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['booked', 'checked-in'])
    .orderBy('from_day')
    .execute()

/** Who stays: an account, and the digest of their document, for which stays of an account that is gone still count. */
export interface Guest {
  personId: string
  documentIndex: string | null
}

/** How many stays of somebody count for a year, without one of them. */
export const countedIn = async (
  db: Db,
  { personId, documentIndex }: Guest,
  year: number,
  without?: string,
): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('stay')
        .select(({ fn }) => fn.countAll().as('count'))
        .where(({ or, eb }) =>
          or([
            eb('person_id', '=', personId),
            ...(documentIndex === null ? [] : [eb('document_index', '=', documentIndex)]),
          ]),
        )
        .where('counted', '=', true)
        .where('from_day', '>=', `${year}-01-01`)
        .where('from_day', '<=', `${year}-12-31`)
        .$if(without !== undefined, (query) => query.where('id', '<>', without as string))
        .executeTakeFirstOrThrow()
    ).count,
  )

/** A person's stays, latest first, after a place in that order; one more than `limit`. */
export const staysOfPerson = (
  db: Db,
  personId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('booked_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('booked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Every stay of a person, for the export of their data and for joining accounts. */
export const allStays = (db: Db, personId: string): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('booked_at')
    .orderBy('id')
    .execute()

/** Forgets whose document stays counted for that count no more, or that began before a day. */
export const forgetDocuments = async (db: Db, before: string): Promise<void> => {
  await db
    .updateTable('stay')
    .set({ document_index: null })
    .where('document_index', 'is not', null)
    .where(({ or, eb }) => or([eb('from_day', '<', before), eb('counted', '=', false)]))
    .execute()
}

/** Stays of a hostel that touch a day: who arrives, sleeps there or leaves. */
export const staysOn = (db: Db, hostelId: string, day: string): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('station_id', '=', hostelId)
    .where('from_day', '<=', day)
    .where('to_day', '>=', day)
    .where('state', 'in', ['booked', 'checked-in', 'left', 'no-show'])
    .orderBy('serial')
    .execute()

/** Stays of a hostel that nobody checked out: they ended by themselves since a moment, their day of leaving past. */
export const endedByThemselves = (db: Db, hostelId: string, since: Date, today: string): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .selectAll()
    .where('station_id', '=', hostelId)
    .where('state', '=', 'left')
    .where('ended_at', '>=', since)
    .where('to_day', '<', today)
    .orderBy('serial')
    .execute()

/**
 * Booked stays whose guests have not come in time, or whose hostel has closed and which begin soon; and stays that
 * are past their day of leaving.
 */
export const dueStays = (
  db: Db,
  { at, today, soon, limit }: { at: Date; today: string; soon: string; limit: number },
): Promise<StayRow[]> =>
  db
    .selectFrom('stay')
    .innerJoin(stationRows(db).as('station'), 'station.id', 'stay.station_id')
    .selectAll('stay')
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', '=', 'booked'), eb('arrive_by', '<=', at)]),
        and([eb('state', '=', 'booked'), eb('closed_at', 'is not', null), eb('from_day', '<=', soon)]),
        and([eb('state', '=', 'checked-in'), eb('to_day', '<', today)]),
      ]),
    )
    .orderBy('stay.id')
    .limit(limit)
    .execute()

/** Stays by month of their first day and by state, of a hostel from a day on. */
export const staysByMonth = async (
  db: Db,
  hostelId: string,
  from: string,
): Promise<{ month: string; state: StayState; count: number }[]> =>
  (
    await sql<{ month: string; state: StayState; count: number }>`
      select to_char(from_day, 'YYYY-MM') as month, state, count(*) as count from stay
      where station_id = ${hostelId} and from_day >= ${from}::date group by 1, 2`.execute(db)
  ).rows
