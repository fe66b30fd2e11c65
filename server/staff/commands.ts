import type { Invitation } from '@jucai/contract/staff'
import type { StaffRole } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { addAssignment, assignmentsOf, endAllSessions, endRole, holdersForUpdate } from '../accounts'
import { openStation } from '../city'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { codeHash, newCode } from '../core/invitation-code'
import { emit } from '../core/outbox'
import type { Randomness } from '../core/ports'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import {
  insertInvitation,
  invitationByCode,
  invitationById,
  revokeInvitation,
  revokeInvitationsBy,
  noteContext,
  shownInvitation,
  useInvitation,
  type InvitationRow,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    'staff.role-taken': { personId: string; role: StaffRole; stationName: string | null }
    'staff.role-ended': { personId: string; role: StaffRole }
  }
}

/** Who acts, for the audit log. `personId` null: the server's command line. */
export interface By {
  personId: string | null
  role: string
}

const lifeMs = 7 * 86_400_000
/** Roles that no two of may meet in one person: who runs the system, who secures it, who checks on both. */
const apart: readonly StaffRole[] = ['system-admin', 'security-admin', 'audit-admin']

const stationFor = async (db: Db, role: StaffRole, stationId: string | null) => {
  if (role !== 'clerk') {
    if (stationId !== null) throw fieldProblem('/stationId', '只有工作站工作人员需要选择站点')
    return null
  }
  if (stationId === null) throw fieldProblem('/stationId', '请选择工作站')
  const station = await openStation(db, stationId)
  if (!station) throw fieldProblem('/stationId', '没有这个站点，请从列表中选择')
  return station
}

/** What invitations are made with; the server's command line has no vault, and keeps no note. */
interface InviteDeps {
  random: Randomness
  vault: Vault | null
}

/**
 * Invites somebody to a role for seven days. The code is told once, the note kept until it is used up.
 * @throws Problem invalid-request about the station
 */
export const invite = async (
  { db, now, deps: { random, vault }, actor: by }: WorkBy<By, InviteDeps>,
  wanted: { role: StaffRole; stationId: string | null; note: string },
): Promise<{ invitation: Invitation; code: string }> => {
  const station = await stationFor(db, wanted.role, wanted.stationId)
  const code = newCode(random)
  const id = uuidv7()
  const row: InvitationRow = {
    id,
    code_hash: codeHash(code),
    role: wanted.role,
    station_id: station?.id ?? null,
    note: vault && vault.encrypt(wanted.note, noteContext(id)),
    created_by: by.personId,
    created_at: now,
    expires_at: new Date(now.getTime() + lifeMs),
    accepted_at: null,
    accepted_by: null,
    revoked_at: null,
    station_name: station?.name ?? null,
  }
  const { station_name: _shown, ...stored } = row
  await insertInvitation(db, stored)
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: 'staff.invited',
    object: `invitation:${row.id}`,
    detail: { role: row.role, stationId: row.station_id },
  })
  return { invitation: shownInvitation(vault, row), code }
}

/** Takes an invitation back. @throws Problem not-found, invitation-invalid */
export const takeBack = async ({ db, now, actor: by }: WorkBy<By, unknown>, id: string): Promise<void> => {
  if (!(await invitationById(db, id))) throw problem('not-found')
  if (!(await revokeInvitation(db, id, now))) throw problem('invitation-invalid')
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: 'staff.invitation-revoked',
    object: `invitation:${id}`,
  })
}

/** Gives a person a role. @throws Problem role-conflict */
export const assign = async (
  db: Db,
  now: Date,
  personId: string,
  role: StaffRole,
  stationId: string | null,
): Promise<void> => {
  // two invitations at once must not slip past each other
  await holdPerson(db, personId)
  const held = await assignmentsOf(db, personId)
  if (
    apart.includes(role) &&
    held.some((one) => one.role !== role && apart.some((other) => other === one.role))
  )
    throw problem('role-conflict')
  if (held.some((one) => one.role === role && (one.station?.id ?? null) === stationId)) return
  await addAssignment(db, now, { personId, role, stationId })
}

const openInvitation = async (db: Db, now: Date, hash: string) => {
  const invitation = await invitationByCode(db, hash)
  if (!invitation || invitation.accepted_at || invitation.revoked_at) throw problem('invitation-invalid')
  if (invitation.expires_at <= now)
    throw problem('invitation-expired', { detail: '请联系邀请你的管理员重新发送' })
  return invitation
}

/**
 * What an invitation is for, without using it up; `hash` is for {@link acceptByHash}. @throws Problem
 * invitation-invalid, invitation-expired
 */
export const invitationFor = async (
  db: Db,
  now: Date,
  code: string,
): Promise<{ hash: string; role: StaffRole }> => {
  const hash = codeHash(code)
  return { hash, role: (await openInvitation(db, now, hash)).role }
}

/** Accepts an invitation. @throws Problem invitation-invalid, invitation-expired, role-conflict */
export const accept = (
  db: Db,
  now: Date,
  personId: string,
  code: string,
): Promise<{ role: StaffRole; stationName: string | null }> => acceptByHash(db, now, personId, codeHash(code))

/**
 * Accepts an invitation whose code was shown before. @throws Problem invitation-invalid,
 * invitation-expired, role-conflict
 */
export const acceptByHash = async (
  db: Db,
  now: Date,
  personId: string,
  hash: string,
): Promise<{ role: StaffRole; stationName: string | null }> => {
  const invitation = await openInvitation(db, now, hash)
  const station = invitation.station_id ? await openStation(db, invitation.station_id) : null
  if (invitation.station_id && !station) throw problem('invitation-invalid', { detail: '这个站点已撤销' })
  await assign(db, now, personId, invitation.role, invitation.station_id)
  await useInvitation(db, invitation.id, personId, now)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'staff.role-taken',
    object: `invitation:${invitation.id}`,
    personId,
    detail: { role: invitation.role, stationId: invitation.station_id },
  })
  await emit(db, now, 'staff.role-taken', {
    personId,
    role: invitation.role,
    stationName: station?.name ?? null,
  })
  return { role: invitation.role, stationName: station?.name ?? null }
}

const isLastAdmin = async (db: Db, personId: string, role: StaffRole): Promise<boolean> => {
  if (role !== 'system-admin') return false
  const admins = await holdersForUpdate(db, 'system-admin')
  return admins.length === 1 && admins[0] === personId
}

/** Who administers no longer has invited to nothing: with a code of their own they would come back. */
const takeBackAll = async (
  { db, now, actor: by }: WorkBy<By, unknown>,
  personId: string,
  ended: StaffRole,
): Promise<void> => {
  if (ended !== 'system-admin') return
  for (const id of await revokeInvitationsBy(db, personId, now))
    await audit(db, {
      at: now,
      actorId: by.personId,
      actorRole: by.role,
      action: 'staff.invitation-revoked',
      object: `invitation:${id}`,
    })
}

/**
 * Takes a role from a person; their sessions end, and what they invited to as system administrator is
 * revoked. @throws Problem not-found, last-admin
 */
export const removeRole = async (
  work: WorkBy<By, unknown>,
  personId: string,
  role: StaffRole,
): Promise<void> => {
  const { db, now, actor: by } = work
  if (await isLastAdmin(db, personId, role)) throw problem('last-admin')
  if (!(await endRole(db, personId, role, now))) throw problem('not-found')
  await takeBackAll(work, personId, role)
  await endAllSessions(db, personId, now)
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: 'staff.role-ended',
    object: `person:${personId}`,
    personId,
    detail: { role, what: '取消了你的工作人员身份', why: '岗位调整' },
  })
  await emit(db, now, 'staff.role-ended', { personId, role })
}

/**
 * Ends every role of a person who deletes their account. @returns false when they are the last system
 * administrator.
 */
export const endAllRoles = async (db: Db, personId: string, now: Date): Promise<boolean> => {
  for (const { role } of await assignmentsOf(db, personId)) {
    if (await isLastAdmin(db, personId, role as StaffRole)) return false
    if (await endRole(db, personId, role as StaffRole, now))
      await emit(db, now, 'staff.role-ended', { personId, role: role as StaffRole })
    await takeBackAll(
      { db, now, deps: null, actor: { personId, role: 'holder' } },
      personId,
      role as StaffRole,
    )
  }
  return true
}
