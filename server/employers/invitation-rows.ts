import type { MemberRight } from '@jucai/contract/employer-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'
import { keptSince } from '../core/retention'

interface EmployerInvitationTable {
  id: string
  employer_id: string
  code_hash: string
  member_right: MemberRight
  note: Buffer | null
  created_by: string
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  accepted_by: string | null
  revoked_at: Date | null
}
declare module '../core/db' {
  interface Database {
    employer_invitation: EmployerInvitationTable
  }
}
/** An invitation as it is kept, without its code. */
export type InvitationRow = EmployerInvitationTable

const context = (id: string) => `employer_invitation.note:${id}`
/** Whom an invitation is for, as it is kept. */
export const sealNote = (vault: Vault, id: string, note: string): Buffer => vault.encrypt(note, context(id))
/** The same in the clear; empty once it is over. */
export const openNote = (vault: Vault, row: InvitationRow): string =>
  row.note ? vault.decrypt(row.note, context(row.id)) : ''

/** Adds an invitation. */
export const insertInvitation = async (db: Db, row: InvitationRow): Promise<void> => {
  await db.insertInto('employer_invitation').values(row).execute()
}
/** An invitation by the hash of its code. */
export const invitationByHash = (db: Db, hash: string): Promise<InvitationRow | undefined> =>
  db.selectFrom('employer_invitation').selectAll().where('code_hash', '=', hash).executeTakeFirst()
/** Invitations of an employer, newest first; one more than `limit`. */
export const invitationPage = (
  db: Db,
  employerId: string,
  after: Place | null,
  limit: number,
): Promise<InvitationRow[]> =>
  db
    .selectFrom('employer_invitation')
    .selectAll()
    .where('employer_id', '=', employerId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** How many invitations of an employer wait. */
export const openInvitations = async (db: Db, employerId: string, now: Date): Promise<number> =>
  (
    await db
      .selectFrom('employer_invitation')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('employer_id', '=', employerId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
  ).count
/** Uses one up. */
export const useInvitation = async (db: Db, id: string, personId: string, now: Date): Promise<void> => {
  await db
    .updateTable('employer_invitation')
    .set({ accepted_at: now, accepted_by: personId, note: null })
    .where('id', '=', id)
    .execute()
}
const open = (db: Db, now: Date) =>
  db
    .updateTable('employer_invitation')
    .set({ revoked_at: now, note: null })
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
/** Takes one back. @returns false when it was used or taken back before, or is another employer’s */
export const revokeInvitation = async (db: Db, employerId: string, id: string, now: Date): Promise<boolean> =>
  (await open(db, now).where('id', '=', id).where('employer_id', '=', employerId).returning('id').execute())
    .length > 0
/** Whoever may no longer invite has invited to nothing. */
export const revokeInvitationsBy = async (
  db: Db,
  employerId: string,
  personId: string,
  now: Date,
): Promise<void> => {
  await open(db, now).where('employer_id', '=', employerId).where('created_by', '=', personId).execute()
}
/** A closed employer invites nobody. */
export const revokeAllInvitations = async (db: Db, employerId: string, now: Date): Promise<void> => {
  await open(db, now).where('employer_id', '=', employerId).execute()
}
/** With a draft goes whom it invited. */
export const forgetInvitations = async (db: Db, employerId: string): Promise<void> => {
  await db.deleteFrom('employer_invitation').where('employer_id', '=', employerId).execute()
}
/** Forgets whom invitations were for that are over, and old ones altogether. */
export const forgetOldInvitations = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('employer_invitation')
    .set({ note: null })
    .where('expires_at', '<=', now)
    .where('note', 'is not', null)
    .execute()
  await db.deleteFrom('employer_invitation').where('created_at', '<', keptSince(now, 'invitations')).execute()
}
