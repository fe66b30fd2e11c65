import {
  employerStateLabels,
  type EmployerState,
  type MemberRight,
} from '@jucai/contract/employer-vocabulary'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { employerById, memberRow, type EmployerRow } from './repository'

/** Somebody as one of the people of an employer. */
export interface Membership {
  right: MemberRight
  employer: EmployerRow
}

/** What somebody may do for an employer; null: they are none of its people. */
export const memberOf = async (db: Db, personId: string, employerId: string): Promise<Membership | null> => {
  const row = await memberRow(db, employerId, personId)
  const employer = row && (await employerById(db, employerId))
  return employer ? { right: row.member_right, employer } : null
}

/**
 * The first act of each handler below `/employers/:employer`. Whoever is none of its people is not told
 * whether there is such an employer.
 * @throws Problem not-found, employer-right-needed
 */
export const requireMember = async (
  db: Db,
  actor: { personId: string },
  employerId: string,
  right?: 'owner',
): Promise<Membership> => {
  const membership = await memberOf(db, actor.personId, employerId)
  if (!membership) throw problem('not-found')
  if (right === 'owner' && membership.right !== 'owner')
    throw problem('employer-right-needed', { detail: '请联系单位的负责人办理，或请负责人把你设为负责人' })
  return membership
}

const waysOn: Record<Exclude<EmployerState, 'verified'>, string> = {
  draft: '请由负责人补全资料并提交',
  submitted: '人才办正在核对，结果会发消息给负责人',
  returned: '请由负责人按退回的原因补正后再提交',
  suspended: '恢复之前只能查看。原因在单位页上，有疑问请联系人才办',
  closed: '单位已经注销，不能再办理',
}
/** Only who is verified may offer work and look at people. @throws Problem employer-not-verified */
export const requireVerified = ({ state }: Pick<EmployerRow, 'state'>): void => {
  if (state === 'verified') return
  throw problem('employer-not-verified', {
    detail: `单位现在“${employerStateLabels[state]}”。${waysOn[state]}`,
    extra: { state },
  })
}
