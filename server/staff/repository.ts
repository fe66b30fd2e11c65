import type { Invitation } from '@jucai/contract/staff'
import type { StaffRole } from '@jucai/contract/vocabulary'
import { stationRows } from '../city'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, readCursor } from '../core/keyset'
import { keptSince } from '../core/retention'

interface StaffInvitationTable {
  id: string
  code_hash: string
  role: StaffRole
  station_id: string | null
  /** Sealed: whom it is for; null once it is used up, taken back or over. */
  note: Buffer | null
  created_by: string | null
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  accepted_by: string | null
  revoked_at: Date | null
}
declare module '../core/db' {
  interface Database {
    staff_invitation: StaffInvitationTable
  }
}

/** An invitation as stored, without its code. */
export type InvitationRow = StaffInvitationTable & { station_name: string | null }

/** What the note of an invitation is sealed to. */
export const noteContext = (id: string): string => `staff-invitation.note:${id}`

/** As the contract shows it. */
export const shownInvitation = (vault: Vault | null, row: InvitationRow): Invitation => ({
  id: row.id,
  role: row.role,
  station: row.station_id ? { id: row.station_id, name: row.station_name ?? '' } : null,
  note: vault && row.note ? vault.decrypt(row.note, noteContext(row.id)) : '',
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  acceptedAt: row.accepted_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

const invitations = (db: Db) =>
  db
    .selectFrom('staff_invitation as invitation')
    .leftJoin(stationRows(db).as('station'), 'station.id', 'invitation.station_id')
    .selectAll('invitation')
    .select('station.name as station_name')

/** A page of invitations, newest first. */
export const invitationPage = async (db: Db, vault: Vault, after: string | undefined, limit: number) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await invitations(db)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('invitation.created_at', 'invitation.id'),
          '<',
          tuple(from?.at as Date, from?.id as string),
        ),
      ),
    )
    .orderBy('invitation.created_at', 'desc')
    .orderBy('invitation.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => shownInvitation(vault, row),
  )
}

/** An invitation by id. */
export const invitationById = (db: Db, id: string): Promise<InvitationRow | undefined> =>
  invitations(db).where('invitation.id', '=', id).executeTakeFirst()

/** An invitation by the hash of its code, held until the transaction ends. */
export const invitationByCode = (db: Db, codeHash: string): Promise<StaffInvitationTable | undefined> =>
  db
    .selectFrom('staff_invitation')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst()

/** Adds an invitation. */
export const insertInvitation = async (db: Db, row: StaffInvitationTable): Promise<void> => {
  await db.insertInto('staff_invitation').values(row).execute()
}

/** Revokes an invitation. @returns false when it was accepted or revoked before. */
export const revokeInvitation = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('staff_invitation')
    .set({ revoked_at: now, note: null })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Revokes all that a person invited to and nobody took up yet. @returns their ids */
export const revokeInvitationsBy = async (db: Db, personId: string, now: Date): Promise<string[]> =>
  (
    await db
      .updateTable('staff_invitation')
      .set({ revoked_at: now, note: null })
      .where('created_by', '=', personId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute()
  ).map(({ id }) => id)

/** Notes that one was used. */
export const useInvitation = async (db: Db, id: string, personId: string, now: Date): Promise<void> => {
  await db
    .updateTable('staff_invitation')
    .set({ accepted_at: now, accepted_by: personId, note: null })
    .where('id', '=', id)
    .execute()
}

/** Forgets whom invitations were for that are over, and old ones altogether. */
export const forgetOldInvitations = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('staff_invitation')
    .set({ note: null })
    .where('expires_at', '<=', now)
    .where('note', 'is not', null)
    .execute()
  await db.deleteFrom('staff_invitation').where('created_at', '<', keptSince(now, 'invitations')).execute()
}

/** Invitations that a person accepted, for the export of their data. */
export const invitationsTo = async (db: Db, personId: string) =>
  await db
    .selectFrom('staff_invitation')
    .select(['role', 'created_at as createdAt', 'accepted_at as acceptedAt'])
    .where('accepted_by', '=', personId)
    .orderBy('created_at')
    .execute()
