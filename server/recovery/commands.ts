import { normalDocument } from '@jucai/contract/identity-documents'
import type { Recovery } from '@jucai/contract/profiles'
import { isSameName } from '@jucai/contract/text'
import type { DocumentType } from '@jucai/contract/vocabulary'
import { type AccountDeps, assignmentsOf, endAllSessions, mergePeople, phoneOf, useCode } from '../accounts'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskPhone } from '../core/masking'
import { emit } from '../core/outbox'
import { personExists } from '../core/person'
import { problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { documentIndex, ownerOfDocument, profileOf } from '../profiles'
import {
  countAttempts,
  decideRecovery,
  insertAttempt,
  insertRecovery,
  openRecovery,
  recoveryForUpdate,
  shownRecovery,
  type Claim,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    'recovery.requested': { recoveryId: string }
    'recovery.decided': { recoveryId: string }
  }
}

/** What recoveries are built from. */
export interface RecoveryDeps {
  vault: Vault
  merge: AccountDeps['merge']
}

/** By which an account is looked for. */
export interface Identity {
  name: string
  documentType: DocumentType
  documentNumber: string
}

/** Work of who asks for an account, or of who decides about it. */
export type RecoveryWork = WorkBy<{ personId: string }, RecoveryDeps>

const dayMs = 86_400_000
const triesPerPerson = 5
const triesPerDocument = 10

const limitTries = async ({ db, now, actor: { personId } }: RecoveryWork, index: string) => {
  const since = new Date(now.getTime() - dayMs)
  if (
    (await countAttempts(db, 'person_id', personId, since)) >= triesPerPerson ||
    (await countAttempts(db, 'document_index', index, since)) >= triesPerDocument
  ) {
    throw problem('too-many-requests', {
      detail: '核对不符的次数过多，请 24 小时后再试，或带上证件到人才办办理',
    })
  }
}

/** A try that did not match is kept, and the reply does not say which part was wrong. */
const notMatched = async ({ db, now, actor: { personId } }: RecoveryWork, index: string) => {
  await insertAttempt(db, now, personId, index)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'recovery.not-matched',
    object: `person:${personId}`,
  })
  return problem('recovery-not-matched', {
    commit: true,
    detail: '请检查姓名、证件号码和手机号是否与登记时一致',
  })
}

/** Whether a person is registered under this name, with a document that ends so; never without a document. */
export const isOwner = async (
  db: Db,
  vault: Vault,
  personId: string,
  { name, lastFour }: { name: string; lastFour: string },
): Promise<boolean> => {
  const profile = await profileOf(db, vault, personId)
  return Boolean(profile?.documentNumber?.endsWith(lastFour.toUpperCase()) && isSameName(profile.name, name))
}

/** Whose account it is. @throws Problem recovery-not-matched, too-many-requests */
const findTarget = async (
  work: RecoveryWork,
  claimed: Identity,
): Promise<{ targetId: string; index: string }> => {
  const { vault } = work.deps
  const number = normalDocument(claimed.documentNumber)
  const index = documentIndex(vault, claimed.documentType, number)
  await limitTries(work, index)
  const owner = await ownerOfDocument(work.db, vault, claimed.documentType, number)
  if (!owner || !isSameName(owner.name, claimed.name)) throw await notMatched(work, index)
  return { targetId: owner.personId, index }
}

/** Says which phone holds the account, masked. @throws Problem recovery-not-matched, too-many-requests */
export const checkRecovery = async (
  work: RecoveryWork,
  claimed: Identity,
): Promise<{ maskedPhone: string | null }> => {
  const { db, now, deps, actor } = work
  const { targetId } = await findTarget(work, claimed)
  const phone = await phoneOf(db, deps.vault, targetId)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'recovery.checked',
    object: `person:${targetId}`,
    personId: targetId,
    detail: { what: '凭你的姓名和证件号码核对了账号', why: '找回账号' },
  })
  return { maskedPhone: phone && maskPhone(phone) }
}

const isBare = async (db: Db, vault: Vault, personId: string): Promise<boolean> =>
  (await profileOf(db, vault, personId)) === null && (await assignmentsOf(db, personId)).length === 0

const needBare = async ({ db, deps, actor }: RecoveryWork) => {
  if (!(await isBare(db, deps.vault, actor.personId)))
    throw problem('not-allowed', {
      detail: '当前账号已有登记或工作人员身份，请退出后用新的手机号或微信登录，再找回',
    })
}

/** The account goes on under the asker's ways to sign in; whoever was signed in to it is signed out. */
const handOver = async (work: RecoveryWork, { askerId, targetId }: { askerId: string; targetId: string }) => {
  await endAllSessions(work.db, targetId, work.now)
  await mergePeople(work, { fromId: askerId, intoId: targetId })
}

/**
 * Recovers at once, with a code sent to the account's phone.
 * @throws Problem recovery-not-matched, too-many-requests, not-allowed, sms-code-wrong, sms-code-expired,
 * sms-code-too-many-tries
 */
export const recoverBySms = async (
  work: RecoveryWork,
  claimed: Identity & { phone: string; code: string },
): Promise<void> => {
  const {
    db,
    now,
    deps,
    actor: { personId },
  } = work
  const { targetId, index } = await findTarget(work, claimed)
  if (targetId === personId) return // repeated after it was done
  await needBare(work)
  if ((await phoneOf(db, deps.vault, targetId)) !== claimed.phone) throw await notMatched(work, index)
  await useCode(work, { phone: claimed.phone, purpose: 'recovery', code: claimed.code })
  await handOver(work, { askerId: personId, targetId })
  await audit(db, {
    at: now,
    actorId: targetId,
    actorRole: 'holder',
    action: 'account.recovered',
    object: `person:${targetId}`,
    personId: targetId,
    detail: { by: 'sms', from: personId },
  })
}

/**
 * Asks the office. Asking again while the request is open answers the same request.
 * @throws as {@link recoverBySms}, without codes
 */
export const askOffice = async (work: RecoveryWork, claim: Claim): Promise<Recovery> => {
  const {
    db,
    now,
    deps: { vault },
    actor: { personId },
  } = work
  const { targetId } = await findTarget(work, claim)
  await needBare(work)
  const open = await openRecovery(db, personId, targetId)
  if (open) return shownRecovery(vault, open)
  const row = await insertRecovery(db, vault, {
    person_id: personId,
    target_person_id: targetId,
    created_at: now,
    claim: { ...claim, documentNumber: normalDocument(claim.documentNumber) },
  })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'recovery.requested',
    object: `recovery:${row.id}`,
    personId: targetId,
    detail: { what: '申请由人才办找回你的账号', why: '原手机号不能用' },
  })
  await emit(db, now, 'recovery.requested', { recoveryId: row.id })
  return shownRecovery(vault, row)
}

/**
 * The office decides. Nobody decides about themselves.
 * @throws Problem not-found, recovery-decided, not-allowed
 */
export const decide = async (
  work: RecoveryWork,
  { recoveryId, approve, reason }: { recoveryId: string; approve: boolean; reason: string },
): Promise<Recovery> => {
  const {
    db,
    now,
    deps: { vault },
    actor: { personId: adminId },
  } = work
  const row = await recoveryForUpdate(db, recoveryId)
  if (!row) throw problem('not-found')
  if (row.state !== 'open') throw problem('recovery-decided')
  if (row.person_id === adminId || row.target_person_id === adminId)
    throw problem('not-allowed', { detail: '不能处理与自己有关的申请，请由另一名安全管理员处理' })
  if (approve) {
    const possible =
      (await personExists(db, row.person_id)) &&
      (await personExists(db, row.target_person_id)) &&
      (await isBare(db, vault, row.person_id))
    if (!possible) throw problem('not-allowed', { detail: '申请人或原账号的情况已变化，这个申请只能驳回' })
    await handOver(work, { askerId: row.person_id, targetId: row.target_person_id })
  }
  const decided = await decideRecovery(db, vault, row, {
    state: approve ? 'approved' : 'refused',
    decided_at: now,
    decided_by: adminId,
    reasonText: reason,
  })
  await audit(db, {
    at: now,
    actorId: adminId,
    actorRole: 'security-admin',
    action: approve ? 'recovery.approved' : 'recovery.refused',
    object: `recovery:${row.id}`,
    personId: row.target_person_id,
    detail: { what: approve ? '同意了找回你账号的申请' : '驳回了找回你账号的申请', why: '账号找回' },
  })
  await emit(db, now, 'recovery.decided', { recoveryId: row.id })
  return shownRecovery(vault, decided)
}
