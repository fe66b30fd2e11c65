import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { stillThere } from '../core/person'
import { keptSince } from '../core/retention'
import { statement } from '../core/statement'

interface CredentialTable {
  id: string
  person_id: string
  status_index: number
  tier: string
  category: string
  holder_key: Buffer
  masked_name: Buffer | null
  signed: Buffer
  issued_at: Date
  expires_at: Date
  revoked_at: Date | null
  revoked_because: string | null
}
interface StatusListTable {
  id: number
  version: number
  changed_at: Date
}
interface MilestoneTable {
  id: string
  person_id: string
  kind: MilestoneKind
  title: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    credential: CredentialTable
    status_list: StatusListTable
    milestone: MilestoneTable
  }
}

/** A credential as it is kept. */
export type CredentialRow = CredentialTable
/** Steps of a journey that are no scans. */
export type MilestoneKind = 'registered' | 'credential-issued' | 'credential-revoked' | 'stay' | 'work'

const columns = [
  'id',
  'person_id',
  'status_index',
  'tier',
  'category',
  'holder_key',
  'masked_name',
  'signed',
  'issued_at',
  'expires_at',
  'revoked_at',
  'revoked_because',
] as const
const byId = statement<{ id: string }>()((db, { id }) =>
  db.selectFrom('credential').select(columns).where('id', '=', id),
)
/** A credential by its id. */
export const credentialById = async (db: Db, id: string): Promise<CredentialRow | undefined> =>
  (await byId(db, { id })).rows[0]

/** The newest credential of a person, in force or not. */
export const newestCredential = (db: Db, personId: string): Promise<CredentialRow | undefined> =>
  db
    .selectFrom('credential')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether a place in the status list was given out. */
export const isIndexTaken = async (db: Db, index: number): Promise<boolean> =>
  (await db.selectFrom('credential').select('id').where('status_index', '=', index).executeTakeFirst()) !==
  undefined

/** Keeps an issued credential. @returns false when its key is that of a code in force. */
export const insertCredential = async (
  db: Db,
  row: Omit<CredentialRow, 'revoked_at' | 'revoked_because'>,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('credential')
    .values({ ...row, revoked_at: null, revoked_because: null })
    .onConflict((conflict) => conflict.column('holder_key').where('revoked_at', 'is', null).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** How many codes a person took since a moment. */
export const countIssued = async (db: Db, personId: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('credential')
      .select(sql<number>`count(*)`.as('count'))
      .where('person_id', '=', personId)
      .where('issued_at', '>', since)
      .executeTakeFirstOrThrow()
  ).count

/** Revokes the credential in force and moves the status list on. @returns null when there is none. */
export const revokeInForce = async (
  db: Db,
  now: Date,
  personId: string,
  because: string,
): Promise<CredentialRow | null> => {
  const row = await db
    .updateTable('credential')
    .set({ revoked_at: now, revoked_because: because })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  await db
    .updateTable('status_list')
    .set(({ eb }) => ({ version: eb('version', '+', 1), changed_at: now }))
    .where('id', '=', 1)
    .execute()
  return row
}

/** Which version the status list is at. */
export const statusListVersion = async (db: Db): Promise<number> =>
  (await db.selectFrom('status_list').select('version').where('id', '=', 1).executeTakeFirstOrThrow()).version

/** Revoked places, ascending, of credentials not expired anyhow. */
export const revokedIndexes = async (db: Db, now: Date): Promise<number[]> =>
  (
    await db
      .selectFrom('credential')
      .select('status_index')
      .where('revoked_at', 'is not', null)
      .where('expires_at', '>', now)
      .orderBy('status_index')
      .execute()
  ).map((row) => row.status_index)

/** Writes a step of the journey. Nothing is written for a person who has deleted their account. */
export const insertMilestone = async (
  db: Db,
  now: Date,
  personId: string,
  kind: MilestoneKind,
  title: string,
): Promise<void> => {
  if (await stillThere(db, personId))
    await db
      .insertInto('milestone')
      .values({ id: uuidv7(), person_id: personId, kind, title, at: now })
      .execute()
}

/** Every credential a person ever held, newest first. */
export const credentialsOf = (db: Db, personId: string): Promise<CredentialRow[]> =>
  db
    .selectFrom('credential')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Steps of a person's journey that are no scans, newest first. */
export const milestonesOf = (db: Db, personId: string) =>
  db.selectFrom('milestone').selectAll().where('person_id', '=', personId).orderBy('at', 'desc').execute()

/** How many people hold a code in force. */
export const countCoded = async (db: Db, now: Date): Promise<number> =>
  (
    await db
      .selectFrom('credential')
      .select(sql<number>`count(*)`.as('count'))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
  ).count

/** How many services were recorded and not undone. */
export const countServed = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('scan')
      .select(sql<number>`count(*)`.as('count'))
      .where('undone_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).count

/** Takes the holder's name off codes that lapsed long ago: what was recorded with them stays, unnamed. */
export const forgetNamesOnLapsedCodes = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('credential')
    .set({ masked_name: null })
    .where('masked_name', 'is not', null)
    .where(sql<boolean>`least(revoked_at, expires_at) < ${keptSince(now, 'namesOnLapsedCodes')}`)
    .execute()
}
