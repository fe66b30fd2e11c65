import { creditCodeFault, creditCodeText, kindOfCode } from '@jucai/contract/credit-code'
import { employerLimits, employerStateLabels, type EmployerKind } from '@jucai/contract/employer-vocabulary'
import type { Employer } from '@jucai/contract/employer-shapes'
import type { RequestOf } from '@jucai/contract/routes'
import { v7 as uuidv7 } from 'uuid'
import { holdPerson } from '../core/person'
import { fieldProblem, problem, Problem } from '../core/problem'
import type { MemberWork } from './deps'
import { forgetInvitations } from './invitation-rows'
import { requireMember } from './members'
import { contactOf, licenceOf, missingOf, shownEmployer } from './show'
import {
  contactContext,
  deleteDraft,
  draftsOf,
  employerByCode,
  employerForUpdate,
  insertEmployer,
  insertMember,
  sealMemberName,
  updateEmployer,
  type EmployerRow,
} from './repository'
import { takeStep } from './steps'

/** A credit code in its one form. @throws Problem invalid-request, saying which place is wrong */
export const readCode = (typed: string): string => {
  const code = creditCodeText(typed)
  const fault = creditCodeFault(code)
  if (fault) throw fieldProblem('/creditCode', fault)
  return code
}

const alreadyKnown = () =>
  problem('employer-known', {
    detail:
      '如果你是这个单位的人，请“申请加入”，由它的负责人同意；登记的人你不认识、或代码被人冒用，申请加入后可以请人才办处理',
  })

/** Begins to register an employer. @throws Problem invalid-request, employer-known, employer-limit */
export const beginEmployer = async (
  work: MemberWork,
  wanted: RequestOf<'POST /employers'>['body'],
): Promise<Employer> => {
  const { db, now, deps, actor } = work
  const code = readCode(wanted.creditCode)
  if (await employerByCode(db, code)) throw alreadyKnown()
  await holdPerson(db, actor.personId)
  if ((await draftsOf(db, actor.personId)) >= employerLimits.drafts)
    throw problem('employer-limit', {
      detail: `你已有 ${employerLimits.drafts} 份没有提交的登记，请先提交或删掉不要的`,
    })
  const row = await insertEmployer(db, {
    id: uuidv7(),
    credit_code: code,
    name: wanted.name,
    kind: kindOfCode(code) as EmployerKind,
    address: '',
    field: '',
    chain_keys: [],
    size: null,
    contact_name: null,
    contact_phone: null,
    contact_of: null,
    licence: null,
    state: 'draft',
    state_at: now,
    reason: null,
    ownerless: false,
    made_by: actor.personId,
    made_at: now,
    submitted_at: null,
    verified_at: null,
    version: 1,
  })
  const memberId = uuidv7()
  await insertMember(db, {
    id: memberId,
    employer_id: row.id,
    person_id: actor.personId,
    member_right: 'owner',
    name: sealMemberName(deps.vault, memberId, wanted.memberName),
    since: now,
  })
  return shownEmployer(work, row, 'owner')
}

/** An employer that an owner is about to change, held. @throws Problem not-found, employer-right-needed */
export const ownEmployer = async ({ db, actor }: MemberWork, id: string): Promise<EmployerRow> => {
  await requireMember(db, actor, id, 'owner')
  const row = await employerForUpdate(db, id)
  // They may have been removed while this waited for whoever held it.
  await requireMember(db, actor, id, 'owner')
  if (!row) throw problem('not-found')
  return row
}

const needVersion = (row: EmployerRow, version: number): void => {
  if (row.version !== version)
    throw problem('stale-version', {
      detail: '单位资料刚刚有变化，请核对后再操作',
      extra: { version: row.version },
    })
}
const settled = (row: EmployerRow, detail: string): Problem =>
  problem('employer-settled', { detail, extra: { state: row.state } })

type Details = RequestOf<'PUT /employers/:employer/details'>['body']

const needUnchanged = (row: EmployerRow, code: string, details: Details): void => {
  const says = '核实过的不能自己改；证照变更了请联系人才办'
  if (code !== row.credit_code) throw fieldProblem('/creditCode', says)
  if (details.name !== row.name) throw fieldProblem('/name', says)
  if (details.licence !== null && details.licence !== row.licence) throw fieldProblem('/licence', says)
}

const holdLicence = async ({ db, deps, actor }: MemberWork, row: EmployerRow, licence: string | null) => {
  if (licence === null || licence === row.licence) return
  const bad = await deps.licences.hold(db, {
    ids: [licence],
    byPerson: actor.personId,
    ofPerson: actor.personId,
    heldBy: row.id,
  })
  if (bad.length > 0) throw fieldProblem('/licence', '没有找到这张照片，请重新拍照上传（照片，不要 PDF）')
}

/**
 * Saves what is known of an employer. Before it is verified everything can be changed, and anything may be
 * empty; afterwards only what the office did not verify.
 * @throws Problem invalid-request, employer-settled, stale-version, and those of {@link ownEmployer}
 */
export const saveDetails = async (work: MemberWork, id: string, details: Details): Promise<Employer> => {
  const { db, deps, actor } = work
  const row = await ownEmployer(work, id)
  needVersion(row, details.version)
  const code = readCode(details.creditCode)
  const isOpen = row.state === 'draft' || row.state === 'returned'
  if (!isOpen && row.state !== 'verified')
    throw settled(row, `单位现在“${employerStateLabels[row.state]}”，不能改资料`)
  if (!isOpen) needUnchanged(row, code, details)
  // What was returned keeps its claim on its code, so a new code is claimed here.
  if (row.state === 'returned' && code !== row.credit_code && (await employerByCode(db, code)))
    throw alreadyKnown()
  if (isOpen) await holdLicence(work, row, details.licence)
  const seal = (field: 'contact_name' | 'contact_phone', text: string) =>
    text === '' ? null : deps.vault.encrypt(text, contactContext(field, id))
  const change = {
    credit_code: code,
    kind: kindOfCode(code) as EmployerKind,
    name: details.name,
    address: details.address,
    field: details.field,
    chain_keys: details.chainKeys,
    size: details.size,
    contact_name: seal('contact_name', details.contactName),
    contact_phone: seal('contact_phone', details.contactPhone),
    contact_of: actor.personId,
    licence: details.licence ?? (isOpen ? null : row.licence),
    version: row.version + 1,
  }
  await updateEmployer(db, id, change)
  return shownEmployer(work, { ...row, ...change }, 'owner')
}

const uniqueViolation = '23505'
/**
 * Gives an employer to the office. From then on its credit code is taken.
 * @throws Problem invalid-request, employer-settled, employer-known, stale-version
 */
export const submitEmployer = async (work: MemberWork, id: string, version: number): Promise<Employer> => {
  const row = await ownEmployer(work, id)
  needVersion(row, version)
  if (row.state !== 'draft' && row.state !== 'returned') throw settled(row, '已经提交过，不用再交一次')
  const missing = missingOf(row, contactOf(work.deps, row), await licenceOf(work, row))
  if (missing.length > 0)
    throw problem('invalid-request', {
      errors: missing.map(({ field, words }) => ({ pointer: `/${field}`, detail: `请填写${words}后再提交` })),
    })
  if (row.state === 'draft' && (await employerByCode(work.db, row.credit_code))) throw alreadyKnown()
  try {
    const next = await takeStep(work, row, {
      event: 'submit',
      to: 'submitted',
      by: { ...work.actor, role: 'holder' },
      byRole: 'member',
      change: { submitted_at: work.now },
      emits: 'employer.submitted',
    })
    return await shownEmployer(work, next, 'owner')
  } catch (error) {
    if ((error as { code?: string }).code === uniqueViolation) throw alreadyKnown() // by another this very moment
    throw error
  }
}

/** Throws a draft away. @throws Problem employer-settled */
export const throwAway = async (work: MemberWork, id: string): Promise<void> => {
  const row = await ownEmployer(work, id)
  if (row.state !== 'draft') throw settled(row, '提交过的登记不能删除；不再使用请办“退出平台”')
  await forgetInvitations(work.db, id)
  await deleteDraft(work.db, id)
}

/**
 * An employer leaves. Nothing of it may be open: what it owes others is finished first.
 * @throws Problem employer-settled, employer-open-things, stale-version
 */
export const leavePlatform = async (
  work: MemberWork,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Employer> => {
  const row = await ownEmployer(work, id)
  needVersion(row, version)
  if (row.state === 'draft' || row.state === 'closed')
    throw settled(row, row.state === 'draft' ? '还没有提交，直接删除草稿就可以' : '单位已经退出')
  const open = (await work.deps.openThings(work.db, id)).filter(({ count }) => count > 0)
  if (open.length > 0) {
    const words = open.map(({ what, count }) => `${count} ${what}`)
    throw problem('employer-open-things', {
      detail: `还有${words.join('、')}。请先办完，或请人才办处理`,
      extra: { open: words },
    })
  }
  const next = await takeStep(work, row, {
    event: 'close',
    to: 'closed',
    by: { ...work.actor, role: 'holder' },
    byRole: 'member',
    note: reason,
    emits: 'employer.closed',
  })
  return shownEmployer(work, next, 'owner')
}
