import { sql } from 'kysely'
import type { CodeEntry } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'
import { statement } from '../core/statement'

interface ScanTable {
  id: string
  credential_id: string
  person_id: string
  service_id: string
  service_name: string
  station_id: string
  station_name: string
  clerk_id: string
  occasion: string
  scanned_at: Date
  recorded_at: Date
  offline: boolean
  entry: CodeEntry | null
  challenged: boolean
  undone_at: Date | null
  disputed_at: Date | null
  dispute_note: Buffer | null
}
declare module '../core/db' {
  interface Database {
    scan: ScanTable
  }
}

/** A recorded service as it is kept. */
export type ScanRow = ScanTable
/** A record with what a clerk may see of the holder. */
export interface ScanWithHolder extends ScanRow {
  tier: string
  category: string
  masked_name: Buffer | null
  expires_at: Date
}

type NewScan = Omit<ScanRow, 'undone_at' | 'disputed_at' | 'dispute_note'>
const insert = statement<NewScan>()((db, scan) =>
  db
    .insertInto('scan')
    .values({
      id: scan.id,
      credential_id: scan.credential_id,
      person_id: scan.person_id,
      service_id: scan.service_id,
      service_name: scan.service_name,
      station_id: scan.station_id,
      station_name: scan.station_name,
      clerk_id: scan.clerk_id,
      occasion: scan.occasion,
      scanned_at: scan.scanned_at,
      recorded_at: scan.recorded_at,
      offline: scan.offline,
      entry: scan.entry,
      challenged: scan.challenged,
      undone_at: null,
      disputed_at: null,
      dispute_note: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'service_id', 'occasion']).where('undone_at', 'is', null).doNothing(),
    ),
)

/**
 * Records a service.
 * @returns false when it was recorded for this person and occasion before, at the same moment included.
 */
export const insertScan = async (db: Db, row: NewScan): Promise<boolean> =>
  (await insert(db, row)).affected === 1

/** When services were recorded for these occasions of a person, by service id. */
export const recordedFor = async (
  db: Db,
  personId: string,
  occasions: { serviceId: string; occasion: string }[],
): Promise<Map<string, Date>> => {
  if (occasions.length === 0) return new Map()
  const rows = await db
    .selectFrom('scan')
    .select(['service_id', 'recorded_at'])
    .where('person_id', '=', personId)
    .where('undone_at', 'is', null)
    .where(({ or, and, eb }) =>
      or(
        occasions.map(({ serviceId, occasion }) =>
          and([eb('service_id', '=', serviceId), eb('occasion', '=', occasion)]),
        ),
      ),
    )
    .execute()
  return new Map(rows.map((row) => [row.service_id, row.recorded_at]))
}

const withHolder = (db: Db) =>
  db
    .selectFrom('scan')
    .innerJoin('credential', 'credential.id', 'scan.credential_id')
    .selectAll('scan')
    .select(['credential.tier', 'credential.category', 'credential.masked_name', 'credential.expires_at'])

/** A record by its id, if this clerk made it. */
export const scanOfClerk = (db: Db, clerkId: string, id: string): Promise<ScanWithHolder | undefined> =>
  withHolder(db).where('scan.id', '=', id).where('clerk_id', '=', clerkId).executeTakeFirst()

/** A clerk's records since `since`, newest first, after a place in that order. */
export const scansOfClerk = (
  db: Db,
  clerkId: string,
  since: Date,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<ScanWithHolder[]> =>
  withHolder(db)
    .where('clerk_id', '=', clerkId)
    .where('recorded_at', '>=', since)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('scan.recorded_at', 'scan.id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('recorded_at', 'desc')
    .orderBy('scan.id', 'desc')
    .limit(limit)
    .execute()

/** Takes a record back if it was made at `since` or later. @returns false otherwise. */
export const undoScan = async (
  db: Db,
  clerkId: string,
  id: string,
  now: Date,
  since: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('scan')
    .set({ undone_at: now })
    .where('id', '=', id)
    .where('clerk_id', '=', clerkId)
    .where('undone_at', 'is', null)
    .where('recorded_at', '>=', since)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A record of a holder's own, not undone. */
export const scanOfHolder = (db: Db, personId: string, id: string): Promise<ScanRow | undefined> =>
  db
    .selectFrom('scan')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('undone_at', 'is', null)
    .executeTakeFirst()

/** A record by its id. */
export const scanById = (db: Db, id: string): Promise<ScanRow | undefined> =>
  db.selectFrom('scan').selectAll().where('id', '=', id).executeTakeFirst()

/** Marks a record as disputed. @returns false when it is already. */
export const disputeScan = async (db: Db, id: string, now: Date, note: Buffer): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('scan')
    .set({ disputed_at: now, dispute_note: note })
    .where('id', '=', id)
    .where('disputed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Disputed records, newest dispute first, after a place in that order. */
export const disputedScans = (
  db: Db,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<(ScanWithHolder & { revoked_at: Date | null })[]> =>
  withHolder(db)
    .select('credential.revoked_at')
    .where('disputed_at', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('scan.disputed_at', 'scan.id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('disputed_at', 'desc')
    .orderBy('scan.id', 'desc')
    .limit(limit)
    .execute()

/** One step of a journey as the database gives it. */
export interface StepRow {
  id: string
  kind: 'registered' | 'credential-issued' | 'credential-revoked' | 'stay' | 'service'
  title: string
  at: Date
  station: string | null
  offline: boolean
  disputed_at: Date | null
  dispute_note: Buffer | null
}

const steps = statement<{ personId: string; at: Date; id: string; limit: number }>()(
  (db, { personId, at, id, limit }) => ({
    compile: () =>
      sql<StepRow>`select * from (
    (select id, 'service' as kind, service_name as title, scanned_at as at, station_name as station, offline, disputed_at, dispute_note from scan
      where person_id = ${personId} and undone_at is null and (scanned_at, id) < (${at}, ${id}::uuid) order by scanned_at desc, id desc limit ${limit})
    union all
    (select id, kind, title, at, null, false, null, null from milestone
      where person_id = ${personId} and (at, id) < (${at}, ${id}::uuid) order by at desc, id desc limit ${limit})
  ) as step order by at desc, id desc limit ${limit}`.compile(db),
  }),
)

/**
 * A journey, newest first: services and milestones merged, each side read by its own index and no further
 * than the page needs.
 */
export const journey = async (
  db: Db,
  personId: string,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<StepRow[]> => {
  const { at, id } = after ?? {
    at: new Date('9999-01-01T00:00:00Z'),
    id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  }
  const { rows } = await steps(db, { personId, at, id, limit })
  return rows
}

/** All services recorded for a person, for the export of their data. */
export const allScans = (db: Db, personId: string): Promise<ScanRow[]> =>
  db.selectFrom('scan').selectAll().where('person_id', '=', personId).orderBy('scanned_at', 'desc').execute()
