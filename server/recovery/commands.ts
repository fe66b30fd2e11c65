import { normalDocument } from '@jucai/contract/identity-documents'
import type { Recovery } from '@jucai/contract/profiles'
import { isSameName } from '@jucai/contract/text'
import type { DocumentType } from '@jucai/contract/vocabulary'
import {
  type AccountDeps,
  assignmentsOf,
  endAllSessions,
  mergePeople,
  personOfIdentity,
  phoneOf,
  useCode,
} from '../accounts'
import { audit } from '../core/audit'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskPhone } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPeopleAlone, personExists } from '../core/person'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { WorkBy } from '../core/work'
import { deleteDocument, deleteProfile, documentIndex, ownerOfDocument, profileOf } from '../profiles'
import {
  countAttempts,
  countOpen,
  decideRecovery,
  insertAttempt,
  insertRecovery,
  openRecovery,
  recoveryForUpdate,
  shownRecovery,
  sourceIndex,
  type Claim,
  type RecoveryRow,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    'recovery.requested': { recoveryId: string }
    'recovery.decided': { recoveryId: string }
  }
}

/** What recoveries are built from. */
export interface RecoveryDeps {
  /** For chores. */
  db: Kysely<Database>
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
export type RecoveryWork = WorkBy<{ personId: string; sourceAddress: string }, RecoveryDeps>
/** Work of the office. */
type OfficeWork = WorkBy<{ personId: string }, RecoveryDeps>

const dayMs = 86_400_000
const triesPerPerson = 5
const triesPerSource = 50 // a whole campus may share one address
const openPerPerson = 3

/** By who asks and from where, never by whose document it is: strangers must not keep its owner out. */
const limitTries = async ({ db, now, deps: { vault }, actor }: RecoveryWork) => {
  const since = new Date(now.getTime() - dayMs)
  const source = sourceIndex(vault, actor.sourceAddress)
  await takeTurns(db, `recovery:${actor.personId}`)
  await takeTurns(db, `recovery.source:${source}`)
  if (
    (await countAttempts(db, 'person_id', actor.personId, since)) >= triesPerPerson ||
    (await countAttempts(db, 'source_index', source, since)) >= triesPerSource
  ) {
    throw problem('too-many-requests', {
      detail: '核对不符的次数过多，请 24 小时后再试；也可以现在就请人才办核实，或带上证件到人才办办理',
    })
  }
}

/** A try that did not match is kept, and the reply does not say which part was wrong. */
const notMatched = async (
  { db, now, deps: { vault }, actor: { personId, sourceAddress } }: RecoveryWork,
  index: string,
) => {
  await insertAttempt(db, now, { personId, index, source: sourceIndex(vault, sourceAddress) })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'recovery.not-matched',
    object: `person:${personId}`,
  })
  return problem('recovery-not-matched', {
    commit: true,
    detail: '请检查姓名、证件号码和手机号是否与登记时一致。确认没有填错，可以请人才办核实',
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
  await limitTries(work)
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

const isRegistered = async (db: Db, vault: Vault, personId: string): Promise<boolean> =>
  (await profileOf(db, vault, personId)) !== null

/** Roles are given to an account, and do not follow into another by its holder's asking. */
const needNoRole = async (db: Db, personId: string) => {
  if ((await assignmentsOf(db, personId)).length > 0)
    throw problem('not-allowed', {
      detail: '当前账号有工作人员身份。请退出后用另一个手机号或微信登录，再找回',
    })
}

/** The account goes on under the asker's ways to sign in; whoever was signed in to it is signed out. */
const handOver = async (work: OfficeWork, { askerId, targetId }: { askerId: string; targetId: string }) => {
  await holdPeopleAlone(work.db, [askerId, targetId]) // before their sessions: people first, as everywhere
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
    actor: { personId, sourceAddress },
  } = work
  const { targetId, index } = await findTarget(work, claimed)
  if (targetId === personId) return // repeated after it was done
  await needNoRole(db, personId)
  if (await isRegistered(db, deps.vault, personId))
    throw problem('not-allowed', {
      detail: '当前账号也登记过。两份登记由人才办核对证件后合并，请选“请人才办核实”',
    })
  if ((await phoneOf(db, deps.vault, targetId)) !== claimed.phone) throw await notMatched(work, index)
  const { phone, code } = claimed
  await useCode(work, { phone, purpose: 'recovery', code, sourceAddress })
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

/** An account that holds no document number is known by the number that signs in to it, and the name. */
const ownerByPhone = async ({ db, deps: { vault } }: RecoveryWork, { formerPhone, name }: Claim) => {
  const personId = formerPhone && (await personOfIdentity(db, vault, { kind: 'phone', subject: formerPhone }))
  const profile = personId ? await profileOf(db, vault, personId) : null
  return profile && profile.documentNumber === null && isSameName(profile.name, name) ? profile : null
}

/**
 * Asks the office. Asking again while the request is open answers the same request. Whoever finds their
 * document registered under another name is heard too; the reply does not tell whether the name is that of
 * the registration. Who is registered under another document asks for their two accounts to become one.
 * @throws Problem recovery-not-matched when nobody has this document, and no account without one this number
 * and name; too-many-requests, not-allowed
 */
export const askOffice = async (work: RecoveryWork, claim: Claim): Promise<Recovery> => {
  const {
    db,
    now,
    deps: { vault },
    actor: { personId },
  } = work
  const number = normalDocument(claim.documentNumber)
  const owner =
    (await ownerOfDocument(db, vault, claim.documentType, number)) ?? (await ownerByPhone(work, claim))
  if (!owner) {
    await limitTries(work)
    throw await notMatched(work, documentIndex(vault, claim.documentType, number))
  }
  const targetId = owner.personId
  if (targetId === personId) throw problem('not-allowed', { detail: '这就是当前登录的账号，不用找回' })
  await needNoRole(db, personId)
  await takeTurns(db, `recovery:${personId}`)
  const open = await openRecovery(db, personId, targetId)
  if (open) return shownToAsker(vault, open)
  if ((await countOpen(db, personId)) >= openPerPerson)
    throw problem('too-many-requests', { detail: '你已有几份申请在等人才办处理，请等答复，或直接联系人才办' })
  const disputes = !isSameName(owner.name, claim.name)
  const row = await insertRecovery(db, vault, {
    person_id: personId,
    target_person_id: targetId,
    created_at: now,
    disputes_document: disputes,
    joins_registered: !disputes && (await isRegistered(db, vault, personId)),
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
  return shownToAsker(vault, row)
}

const shownToAsker = (vault: Vault, row: RecoveryRow): Recovery => ({
  ...shownRecovery(vault, row),
  asks: 'account',
})

/** What was asked for is what is done: an asker who registered since asks anew. */
const isAsItWas = async (db: Db, vault: Vault, row: RecoveryRow): Promise<boolean> =>
  (await personExists(db, row.person_id)) &&
  (await personExists(db, row.target_person_id)) &&
  (await assignmentsOf(db, row.person_id)).length === 0 &&
  (row.disputes_document || (await isRegistered(db, vault, row.person_id)) === row.joins_registered)

const grant = async (work: OfficeWork, row: RecoveryRow) => {
  const { db, now, deps } = work
  await holdPeopleAlone(db, [row.person_id, row.target_person_id]) // people first, as everywhere
  if (!(await isAsItWas(db, deps.vault, row)))
    throw problem('not-allowed', { detail: '申请人或原账号的情况已变化，这个申请只能驳回' })
  if (row.disputes_document) return deleteDocument(db, row.target_person_id, now)
  if (row.joins_registered) await deleteProfile(db, row.person_id) // the account asked for keeps its own
  return handOver(work, { askerId: row.person_id, targetId: row.target_person_id })
}

/**
 * The office decides. Approving a recovery hands the account over, and where the asker is registered too
 * makes one account of both, with the registration of the one asked for; approving that a document was
 * registered by somebody else frees the document. Nobody decides about themselves.
 * @throws Problem not-found, recovery-decided, not-allowed; account-not-empty when both have an application of
 * one program under way, or drafts that differ
 */
export const decide = async (
  work: OfficeWork,
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
  if (approve) await grant(work, row)
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
