import type { Session } from '@jucai/contract/accounts'
import type { Role } from '@jucai/contract/vocabulary'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Database, Db } from '../core/db'
import type { Randomness } from '../core/ports'
import { statement } from '../core/statement'
import type { Actor } from '../core/route'
import { tokenHash } from '../core/token'
import type { Work } from '../core/work'

interface SessionTable {
  id: string
  person_id: string
  token_hash: string
  device: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Date | null
  office: boolean
  confirmed: boolean
  proven_phone: string | null
  device_hash: string | null
}
declare module '../core/db' {
  interface Database {
    session: SessionTable
  }
}

const lifeMs = 30 * 86_400_000
const knownForMs = 180 * 86_400_000
const seenEveryMs = 5 * 60_000
const officeLifeMs = 12 * 3_600_000
const officeSeenEveryMs = 30_000
/** A session of the console ends after this long without a request. */
export const officeIdleMs = 15 * 60_000

/** A session to be opened, on which device; `office` for the console. */
export interface NewSession {
  personId: string
  device: string
  office?: boolean | undefined
  /** What the device sends of itself, the same at each sign-in. */
  deviceId?: string | undefined
  /** Blind index of the number it was opened by, while its account is not confirmed. */
  unconfirmedPhone?: string | undefined
}

/** Opens a session; `office` after a second factor. The token is told once; only its hash is kept. */
export const openSession = async (
  { db, now, deps: { random } }: Work<{ random: Randomness }>,
  { personId, device, office = false, deviceId, unconfirmedPhone }: NewSession,
): Promise<{ id: string; token: string; expiresAt: Date }> => {
  const id = uuidv7()
  const token = Buffer.from(random.bytes(32)).toString('base64url')
  const expiresAt = new Date(now.getTime() + (office ? officeLifeMs : lifeMs))
  await db
    .insertInto('session')
    .values({
      id,
      person_id: personId,
      token_hash: tokenHash(token),
      device,
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
      revoked_at: null,
      office,
      confirmed: unconfirmedPhone === undefined,
      proven_phone: unconfirmedPhone ?? null,
      device_hash: deviceId === undefined ? null : tokenHash(deviceId),
    })
    .execute()
  return { id, token, expiresAt }
}

/** Whether a person was signed in on this device within the last half year. */
export const knowsDevice = async (
  db: Db,
  now: Date,
  personId: string,
  deviceId: string | undefined,
): Promise<boolean> =>
  deviceId !== undefined &&
  (await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .where('device_hash', '=', tokenHash(deviceId))
    .where('confirmed', '=', true)
    .where('last_seen_at', '>', new Date(now.getTime() - knownForMs))
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Whether a person was here within the last half year, on whatever device. */
export const wasHere = async (db: Db, now: Date, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .where('confirmed', '=', true)
    .where('last_seen_at', '>', new Date(now.getTime() - knownForMs))
    .limit(1)
    .executeTakeFirst()) !== undefined

/** A session, held until the transaction ends. */
export const sessionForUpdate = (db: Db, id: string) =>
  db.selectFrom('session').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Keeps that a number was proven whose account is not confirmed. */
export const keepProvenPhone = async (db: Db, id: string, phoneIndex: string): Promise<void> => {
  await db.updateTable('session').set({ proven_phone: phoneIndex }).where('id', '=', id).execute()
}

/** From now on a session is this person's without reserve. */
export const confirmSession = async (db: Db, id: string, personId: string): Promise<void> => {
  await db
    .updateTable('session')
    .set({ person_id: personId, confirmed: true, proven_phone: null })
    .where('id', '=', id)
    .execute()
}

const holding = statement<{ hash: string; now: Date }>()((db, { hash, now }) =>
  db
    .selectFrom('session')
    .leftJoin('staff_assignment as duty', (join) =>
      join.onRef('duty.person_id', '=', 'session.person_id').on('duty.ended_at', 'is', null),
    )
    .select([
      'session.id',
      'session.person_id',
      'session.last_seen_at',
      'session.office',
      'session.confirmed',
      'duty.role',
      'duty.station_id',
    ])
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now),
)

/** Who holds this token, with roles and stations, in one query; null when the session is over. */
export const authenticate = async (db: Kysely<Database>, token: string, now: Date): Promise<Actor | null> => {
  const { rows } = await holding(db, { hash: tokenHash(token), now })
  const [session] = rows
  if (!session) return null
  const idleMs = now.getTime() - session.last_seen_at.getTime()
  if (session.office && idleMs >= officeIdleMs) return null
  if (idleMs >= (session.office ? officeSeenEveryMs : seenEveryMs))
    await db.updateTable('session').set({ last_seen_at: now }).where('id', '=', session.id).execute()
  const roles = new Set<Role>(['holder', ...rows.flatMap((row) => (row.role ? [row.role] : []))])
  return {
    personId: session.person_id,
    sessionId: session.id,
    office: session.office,
    confirmed: session.confirmed,
    roles: [...roles],
    stationIds: rows.flatMap((row) => (row.role === 'clerk' && row.station_id ? [row.station_id] : [])),
  }
}

const live = (db: Db, personId: string, now: Date) =>
  db
    .selectFrom('session')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)

/** The devices where a person is signed in, newest first. */
export const sessionsOf = async (
  db: Db,
  personId: string,
  currentId: string | null,
  now: Date,
): Promise<Session[]> => {
  const rows = await live(db, personId, now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: row.id === currentId,
  }))
}

/** Ends one session of a person. @returns false when they have no such session. */
export const endSession = async (db: Db, personId: string, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends the sessions of the console of a person, except one. */
export const endOtherOfficeSessions = async (
  db: Db,
  personId: string,
  exceptId: string,
  now: Date,
): Promise<void> => {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('office', '=', true)
    .where('id', '!=', exceptId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends all sessions of a person. */
export const endAllSessions = async (db: Db, personId: string, now: Date): Promise<void> => {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Removes sessions whose time ran out half a year ago: until then the device is known. @returns how many. */
export const forgetOldSessions = async (db: Db, now: Date): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('expires_at', '<', new Date(now.getTime() - knownForMs))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
