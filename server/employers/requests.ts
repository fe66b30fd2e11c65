import { employerLimits, type MemberRight } from '@jucai/contract/employer-vocabulary'
import type { JoinRequest } from '@jucai/contract/employer-shapes'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { emit } from '../core/outbox'
import { holdPerson, stillThere } from '../core/person'
import { problem } from '../core/problem'
import type { Work } from '../core/work'
import type { EmployerDeps, MemberWork, OfficeWork } from './deps'
import './events'
import { requireMember } from './members'
import { takeIn } from './people'
import { readCode } from './registering'
import { shownRequest, shownRequests } from './request-shown'
import {
  insertRequest,
  openRequestsBy,
  openWord,
  requestById,
  requestForUpdate,
  requestsOf,
  sealWord,
  updateRequest,
  type JoinRequestRow,
} from './request-rows'
import { employerByCode, employerForUpdate, memberRow } from './repository'

/**
 * Asks to be let in. An owner decides; the office, where there is none.
 * @throws Problem invalid-request, employer-member-known, employer-limit
 */
export const askToJoin = async (
  work: MemberWork,
  wanted: { creditCode: string; memberName: string; words: string },
): Promise<JoinRequest> => {
  const { db, now, deps, actor } = work
  const code = readCode(wanted.creditCode)
  await holdPerson(db, actor.personId)
  const employer = await employerByCode(db, code)
  if (!employer)
    throw problem('invalid-request', {
      errors: [{ pointer: '/creditCode', detail: '还没有单位用这个代码登记，可以由你来登记' }],
    })
  if (await memberRow(db, employer.id, actor.personId))
    throw problem('employer-member-known', { detail: '不用再申请，在“我的单位”里就能看到' })
  const waiting = await openRequestsBy(db, actor.personId)
  const known = waiting.find((row) => row.employer_id === employer.id)
  if (known) return shownRequest(work, known)
  if (waiting.length >= employerLimits.joinRequests)
    throw problem('employer-limit', {
      detail: `你已有 ${employerLimits.joinRequests} 份加入申请等着答复，请先撤回不要的`,
    })
  const id = uuidv7()
  const row: JoinRequestRow = {
    id,
    employer_id: employer.id,
    person_id: actor.personId,
    name: sealWord(deps.vault, id, 'name', wanted.memberName),
    words: sealWord(deps.vault, id, 'words', wanted.words),
    reason: null,
    decided_at_whom: employer.ownerless ? 'office' : 'owner',
    state: 'open',
    asked_at: now,
    decided_at: null,
    decided_by: null,
  }
  await insertRequest(db, row)
  await emit(db, now, 'employer.join-asked', { requestId: id })
  return shownRequest(work, row)
}

const ownRequest = async ({ db, actor }: MemberWork, id: string): Promise<JoinRequestRow> => {
  const row = await requestForUpdate(db, id)
  if (row?.person_id !== actor.personId) throw problem('not-found')
  return row
}
const over = () => problem('join-request-over', { detail: '请刷新看看结果' })

/** Takes a request back. @throws Problem not-found, join-request-over */
export const withdrawRequest = async (work: MemberWork, id: string): Promise<void> => {
  const row = await ownRequest(work, id)
  if (row.state !== 'open') throw over()
  await updateRequest(work.db, id, { state: 'withdrawn', decided_at: work.now })
}

/**
 * Brings a request before the office: nobody answers, it was refused, or the owner is not of the employer.
 * @throws Problem not-found, join-request-over
 */
export const disputeRequest = async (work: MemberWork, id: string, words: string): Promise<JoinRequest> => {
  const { db, now, deps, actor } = work
  const row = await ownRequest(work, id)
  const mayDispute = row.state === 'open' || row.state === 'refused'
  // What the office itself has decided it does not decide again by this way.
  if (!mayDispute || row.decided_at_whom === 'office') throw over()
  if (await memberRow(db, row.employer_id, actor.personId)) throw over()
  const waits = (await openRequestsBy(db, actor.personId, row.employer_id)).some((one) => one.id !== id)
  if (waits) throw over()
  const change = {
    state: 'open' as const,
    decided_at_whom: 'office' as const,
    words: sealWord(deps.vault, id, 'words', words),
    reason: null,
    decided_at: null,
    decided_by: null,
  }
  await updateRequest(db, id, change)
  await emit(db, now, 'employer.join-asked', { requestId: id })
  return shownRequest(work, { ...row, ...change })
}

/** Who waits for an owner of an employer. */
export const requestsFor = async (work: MemberWork, employerId: string): Promise<JoinRequest[]> => {
  await requireMember(work.db, work.actor, employerId, 'owner')
  return shownRequests(work, await requestsOf(work.db, employerId, 'owner'))
}

type Decision = { grant: true; right: MemberRight } | { grant: false; reason: string }
interface Decider {
  personId: string
  role: string
  as: 'owner' | 'office'
}
const decideRequest = async (
  work: Work<EmployerDeps>,
  by: Decider,
  { employerId, id }: { employerId: string; id: string },
  decision: Decision,
): Promise<JoinRequest> => {
  const { db, now, deps } = work
  const asked = await requestById(db, id)
  if (asked?.employer_id !== employerId) throw problem('not-found')
  const isThere = await stillThere(db, asked.person_id) // person first, as everywhere
  const employer = await employerForUpdate(db, employerId)
  if (by.as === 'owner') await requireMember(db, by, employerId, 'owner')
  const row = await requestForUpdate(db, id)
  if (!employer || !row) throw problem('not-found')
  if (!isThere || row.state !== 'open' || row.decided_at_whom !== by.as || employer.state === 'closed')
    throw over()
  const change = {
    state: decision.grant ? ('granted' as const) : ('refused' as const),
    reason: decision.grant ? null : sealWord(deps.vault, id, 'reason', decision.reason),
    decided_at: now,
    decided_by: by.personId,
  }
  if (decision.grant)
    await takeIn(work, employer, {
      personId: row.person_id,
      right: decision.right,
      name: openWord(deps.vault, row, 'name'),
    })
  await updateRequest(db, id, change)
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: decision.grant ? 'employer.join-granted' : 'employer.join-refused',
    object: `employer:${employerId}`,
    personId: row.person_id,
    detail: { what: '看了你的加入申请并作出答复', why: '你申请加入单位', station: employer.name },
  })
  await emit(db, now, 'employer.join-decided', { requestId: id })
  return shownRequest(work, { ...row, ...change })
}

/** An owner lets somebody in or refuses. @throws Problem not-found, employer-right-needed, join-request-over, employer-limit */
export const decideAsOwner = async (
  work: MemberWork,
  of: { employerId: string; id: string },
  decision: Decision,
): Promise<JoinRequest> => {
  await requireMember(work.db, work.actor, of.employerId, 'owner')
  return decideRequest(work, { ...work.actor, role: 'employer', as: 'owner' }, of, decision)
}
/** The office does, where there is no owner, or where it was disputed. */
export const decideAsOffice = (
  work: OfficeWork,
  of: { employerId: string; id: string },
  decision: Decision,
): Promise<JoinRequest> => decideRequest(work, { ...work.actor, as: 'office' }, of, decision)
