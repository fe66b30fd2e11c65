import { employerLimits, type MemberRight } from '@jucai/contract/employer-vocabulary'
import type { EmployerCard, EmployerInvitation } from '@jucai/contract/employer-shapes'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { codeHash, newCode } from '../core/invitation-code'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import type { MemberWork } from './deps'
import {
  insertInvitation,
  invitationByHash,
  invitationPage,
  openInvitations,
  openNote,
  revokeInvitation,
  sealNote,
  useInvitation,
  type InvitationRow,
} from './invitation-rows'
import { requireMember } from './members'
import { takeIn } from './people'
import { ownEmployer } from './registering'
import { employerForUpdate } from './repository'
import { shownCard } from './show'

const stateOf = (row: InvitationRow, now: Date): EmployerInvitation['state'] => {
  if (row.accepted_at) return 'accepted'
  if (row.revoked_at) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'open'
}
const shown = ({ now, deps }: MemberWork, row: InvitationRow): EmployerInvitation => ({
  id: row.id,
  right: row.member_right,
  note: openNote(deps.vault, row),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  state: stateOf(row, now),
})

/** Invites somebody for seven days; the code is told once. @throws Problem employer-settled, employer-limit */
export const inviteMember = async (
  work: MemberWork,
  employerId: string,
  { right, note }: { right: MemberRight; note: string },
): Promise<{ invitation: EmployerInvitation; code: string }> => {
  const { db, now, deps, actor } = work
  const employer = await ownEmployer(work, employerId)
  if (employer.state === 'closed')
    throw problem('employer-settled', { detail: '单位已经注销', extra: { state: employer.state } })
  if ((await openInvitations(db, employerId, now)) >= employerLimits.invitations)
    throw problem('employer-limit', {
      detail: `已有 ${employerLimits.invitations} 份邀请没有用掉，请先收回不要的`,
    })
  const code = newCode(deps.random)
  const id = uuidv7()
  const row: InvitationRow = {
    id,
    employer_id: employerId,
    code_hash: codeHash(code),
    member_right: right,
    note: sealNote(deps.vault, id, note),
    created_by: actor.personId,
    created_at: now,
    expires_at: new Date(now.getTime() + employerLimits.invitationDays * 86_400_000),
    accepted_at: null,
    accepted_by: null,
    revoked_at: null,
  }
  await insertInvitation(db, row)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action: 'employer.invited',
    object: `employer:${employerId}`,
    detail: { right },
  })
  return { invitation: shown(work, row), code }
}

/** The same answer to a repeated request, while whoever asks is an owner still. @throws Problem not-found */
export const invitationAgain = async (
  work: MemberWork,
  employerId: string,
  code: string,
): Promise<{ invitation: EmployerInvitation; code: string }> => {
  await requireMember(work.db, work.actor, employerId, 'owner')
  const row = await invitationByHash(work.db, codeHash(code))
  if (!row) throw problem('not-found')
  return { invitation: shown(work, row), code }
}

/** Invitations of an employer; its owners see them. */
export const invitationsPage = async (
  work: MemberWork,
  employerId: string,
  { after, limit = 20 }: PageRequest,
) => {
  await requireMember(work.db, work.actor, employerId, 'owner')
  return pageOf(
    await invitationPage(work.db, employerId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => shown(work, row),
  )
}

/** Takes an invitation back. @throws Problem not-found, invitation-invalid */
export const takeInvitationBack = async (work: MemberWork, employerId: string, id: string): Promise<void> => {
  await ownEmployer(work, employerId)
  if (!(await revokeInvitation(work.db, employerId, id, work.now)))
    throw problem('invitation-invalid', { detail: '这份邀请已经用掉或收回了' })
}

/**
 * Joins an employer by a code. The employer is held before the invitation is looked at, so that one code lets
 * one person in.
 * @throws Problem invitation-invalid, invitation-expired, employer-member-known, employer-limit
 */
export const joinByCode = async (
  work: MemberWork,
  { code, memberName }: { code: string; memberName: string },
): Promise<EmployerCard> => {
  const { db, now, actor } = work
  const hash = codeHash(code)
  const found = await invitationByHash(db, hash)
  const employer = found && (await employerForUpdate(db, found.employer_id))
  const invitation = await invitationByHash(db, hash)
  if (
    !employer ||
    !invitation ||
    invitation.accepted_at ||
    invitation.revoked_at ||
    employer.state === 'closed'
  )
    throw problem('invitation-invalid', { detail: '请核对邀请码，或请单位的负责人重新发一个' })
  if (invitation.expires_at <= now)
    throw problem('invitation-expired', { detail: '邀请码 7 天内有效，请单位的负责人重新发一个' })
  await takeIn(work, employer, {
    personId: actor.personId,
    right: invitation.member_right,
    name: memberName,
  })
  await useInvitation(db, invitation.id, actor.personId, now)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'employer.joined',
    object: `employer:${employer.id}`,
    personId: actor.personId,
  })
  return shownCard(employer, invitation.member_right, 0)
}
