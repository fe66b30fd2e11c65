import { employerLimits, type MemberRight } from '@jucai/contract/employer-vocabulary'
import type { EmployerFile, EmployerMember } from '@jucai/contract/employer-shapes'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { Work } from '../core/work'
import type { EmployerDeps, MemberWork, OfficeWork } from './deps'
import './events'
import { forgetInvitations, revokeInvitationsBy } from './invitation-rows'
import { requireMember } from './members'
import { ownEmployer } from './registering'
import { endRequests, giveRequestsToOffice, openRequestsBy, updateRequest } from './request-rows'
import {
  employersById,
  deleteDraft,
  deleteMember,
  employerForUpdate,
  forgetWho,
  insertMember,
  membersOf,
  membershipsOf,
  memberRow,
  openMemberName,
  sealMemberName,
  updateEmployer,
  updateMember,
  type EmployerRow,
  type MemberRow,
} from './repository'
import { joinLooks } from './look-rows'
import { shownFile } from './show'

/** The people of an employer, as one of them sees them. */
export const peopleOf = async (
  { db, deps, actor }: MemberWork,
  employerId: string,
): Promise<EmployerMember[]> => {
  await requireMember(db, actor, employerId)
  return (await membersOf(db, employerId)).map((row) => ({
    id: row.id,
    name: openMemberName(deps.vault, row),
    right: row.member_right,
    since: row.since.toISOString(),
    me: row.person_id === actor.personId,
  }))
}

/**
 * Takes somebody in. The employer is held, the person is still there.
 * @throws Problem employer-member-known, employer-limit
 */
export const takeIn = async (
  { db, now, deps }: Work<Pick<EmployerDeps, 'vault'>>,
  employer: EmployerRow,
  one: { personId: string; right: MemberRight; name: string },
): Promise<void> => {
  const members = await membersOf(db, employer.id)
  if (members.some((row) => row.person_id === one.personId))
    throw problem('employer-member-known', { detail: '不用再加入，在“我的单位”里就能看到' })
  if (members.length >= employerLimits.people)
    throw problem('employer-limit', {
      detail: `一个单位最多 ${employerLimits.people} 人，请负责人先移出不再经办的人`,
    })
  const id = uuidv7()
  await insertMember(db, {
    id,
    employer_id: employer.id,
    person_id: one.personId,
    member_right: one.right,
    name: sealMemberName(deps.vault, id, one.name),
    since: now,
  })
  if (one.right === 'owner' && employer.ownerless) await updateEmployer(db, employer.id, { ownerless: false })
  // Who comes in by an invitation while asking to be let in has been answered.
  for (const request of await openRequestsBy(db, one.personId, employer.id))
    await updateRequest(db, request.id, { state: 'granted', decided_at: now })
  await emit(db, now, 'employer.joined', { employerId: employer.id, personId: one.personId })
}

const memberById = async (db: Db, employerId: string, memberId: string): Promise<MemberRow> => {
  const row = (await membersOf(db, employerId)).find(({ id }) => id === memberId)
  if (!row) throw problem('not-found')
  return row
}
const needAnotherOwner = async (db: Db, row: MemberRow): Promise<void> => {
  if (row.member_right !== 'owner') return
  const owners = (await membersOf(db, row.employer_id)).filter((one) => one.member_right === 'owner')
  if (owners.length < 2)
    throw problem('employer-needs-owner', { detail: '请先把另一位设为负责人；没有人接手，请办“退出平台”' })
}
const onRecord = async (
  { db, now }: Work<unknown>,
  by: { personId: string; role: string },
  row: MemberRow,
  { action, what, why, detail = {} }: { action: string; what: string; why: string; detail?: object },
) =>
  audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action,
    object: `employer:${row.employer_id}`,
    personId: row.person_id,
    detail: {
      what,
      why,
      station: (await employersById(db, [row.employer_id])).get(row.employer_id)?.name ?? '',
      ...detail,
    },
  })

/** An owner says who is what. @throws Problem employer-needs-owner, employer-settled, and those of an owner’s acts */
export const changeRight = async (
  work: MemberWork,
  employerId: string,
  memberId: string,
  right: MemberRight,
): Promise<EmployerMember[]> => {
  const { db, now, actor } = work
  const employer = await ownEmployer(work, employerId)
  if (employer.state === 'closed')
    throw problem('employer-settled', { detail: '单位已经注销', extra: { state: employer.state } })
  const row = await memberById(db, employerId, memberId)
  if (row.member_right !== right) {
    if (right === 'recruiter') await needAnotherOwner(db, row)
    await updateMember(db, memberId, right)
    if (right === 'recruiter') await revokeInvitationsBy(db, employerId, row.person_id, now)
    await onRecord(work, { ...actor, role: 'employer' }, row, {
      action: 'employer.right-changed',
      what: right === 'owner' ? '把你设为单位的负责人' : '把你改为招聘经办人',
      why: '单位负责人调整分工',
      detail: { right },
    })
    await emit(db, now, 'employer.right-changed', { employerId, personId: row.person_id })
  }
  return peopleOf(work, employerId)
}

/** Takes a person’s place among the people away, with the invitations they made. */
const leave = async ({ db, now }: Work<unknown>, row: MemberRow, removed: boolean): Promise<void> => {
  await deleteMember(db, row.id)
  await revokeInvitationsBy(db, row.employer_id, row.person_id, now)
  await emit(db, now, 'employer.left', { employerId: row.employer_id, personId: row.person_id, removed })
}

/**
 * An owner removes somebody, or somebody leaves. From that moment they see nothing of the employer.
 * @throws Problem not-found, employer-right-needed, employer-needs-owner
 */
export const removeMember = async (work: MemberWork, employerId: string, memberId: string): Promise<void> => {
  const { db, actor } = work
  await requireMember(db, actor, employerId)
  const employer = await employerForUpdate(db, employerId)
  const mine = await memberRow(db, employerId, actor.personId)
  if (!employer || !mine) throw problem('not-found')
  const row = await memberById(db, employerId, memberId)
  const isMe = row.id === mine.id
  if (!isMe) await requireMember(db, actor, employerId, 'owner')
  if (employer.state !== 'closed') await needAnotherOwner(db, row)
  await leave(work, row, !isMe)
  await onRecord(work, { ...actor, role: isMe ? 'holder' : 'employer' }, row, {
    action: 'employer.left',
    what: '把你移出单位',
    why: '单位负责人调整分工',
  })
}

/**
 * Where nobody is an owner any more, the office makes one of the people the owner.
 * @throws Problem not-found, employer-settled
 */
export const appointOwner = async (
  work: OfficeWork,
  employerId: string,
  memberId: string,
  reason: string,
): Promise<EmployerFile> => {
  const { db, now, actor } = work
  const employer = await employerForUpdate(db, employerId)
  if (!employer || employer.state === 'draft') throw problem('not-found')
  if (!employer.ownerless)
    throw problem('employer-settled', {
      detail: '单位还有负责人，由负责人自己安排',
      extra: { state: employer.state },
    })
  const row = await memberById(db, employerId, memberId)
  await updateMember(db, memberId, 'owner')
  await updateEmployer(db, employerId, { ownerless: false })
  await onRecord(work, actor, row, {
    action: 'employer.owner-appointed',
    what: '把你设为单位的负责人',
    why: reason,
  })
  await emit(db, now, 'employer.right-changed', { employerId, personId: row.person_id })
  return shownFile(work, { ...employer, ownerless: false })
}

/** Employers are held in one order, or two who delete or join accounts would wait for each other. */
const inOrder = (rows: MemberRow[]): MemberRow[] =>
  rows.sort((one, other) => (one.employer_id < other.employer_id ? -1 : 1))

/**
 * Somebody deletes their account: they leave every employer. Nobody is kept by a company: where they were
 * its only owner, the employer stands without one, which the office sees and its people are told.
 */
export const leaveAll = async (db: Db, personId: string, now: Date): Promise<void> => {
  for (const { employer_id: employerId } of inOrder(await membershipsOf(db, personId))) {
    const employer = await employerForUpdate(db, employerId)
    const row = await memberRow(db, employerId, personId)
    if (!row || !employer) continue
    await leave({ db, now, deps: null }, row, false)
    if (employer.state === 'draft') {
      await forgetInvitations(db, employerId)
      await deleteDraft(db, employerId)
      continue
    }
    if ((await membersOf(db, employerId)).some((one) => one.member_right === 'owner')) continue
    await updateEmployer(db, employerId, { ownerless: employer.state !== 'closed' })
    await giveRequestsToOffice(db, employerId)
    if (employer.state !== 'closed') await emit(db, now, 'employer.ownerless', { employerId })
  }
  await endRequests(db, { personId }, now)
  await forgetWho(db, personId)
}

/** Two accounts become one: of two places at one employer the one with more rights stays. */
export const joinMemberships = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  for (const row of inOrder(await membershipsOf(db, fromId))) {
    await employerForUpdate(db, row.employer_id)
    const other = await memberRow(db, row.employer_id, intoId)
    if (other) {
      if (row.member_right === 'owner') await updateMember(db, other.id, 'owner')
      await deleteMember(db, row.id)
    }
  }
  const asked = await openRequestsBy(db, intoId)
  for (const request of await openRequestsBy(db, fromId))
    if (
      asked.some((one) => one.employer_id === request.employer_id) ||
      (await memberRow(db, request.employer_id, intoId))
    )
      await updateRequest(db, request.id, { state: 'withdrawn', decided_at: now })
  await joinLooks(db, fromId, intoId)
}
