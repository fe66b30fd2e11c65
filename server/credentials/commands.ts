import type { HeldCredential } from '@jucai/contract/credentials'
import { categoryLabels } from '@jucai/contract/vocabulary'
import type { City } from '@jucai/contract/city'
import type { Purpose } from '@jucai/contract/vocabulary'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { issueCredential } from '@jucai/contract/talent-code/credential'
import { bindingMessage } from '@jucai/contract/talent-code/proof'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { monthsLater } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import type { IssuerKey, Randomness } from '../core/ports'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { notify } from '../notifications'
import { holderOf, type Holder } from '../profiles'
import {
  countIssued,
  insertCredential,
  insertMilestone,
  isIndexTaken,
  revokeInForce,
  type CredentialRow,
} from './repository'
import { holdsKey } from './signatures'

declare module '../core/outbox' {
  interface Events {
    'credential.issued': { personId: string; credentialId: string }
    'credential.revoked': { personId: string; credentialId: string; because: Revocation }
  }
}

/** What talent codes are built from. */
export interface CredentialDeps {
  vault: Vault
  random: Randomness
  issuer: { name: string; key: IssuerKey }
  /** People who hold a role now. */
  staffWith(db: Db, role: 'lead' | 'security-admin'): Promise<string[]>
}

/** Work of a holder on their own code, or of the office. */
export type CredentialWork = WorkBy<{ personId: string }, CredentialDeps>
/** Work of whoever revokes; a null `personId` is the system. */
type RevokeWork = WorkBy<{ personId: string | null; role: string }, unknown>

/** Why a credential was revoked. */
export type Revocation = 'reissued' | 'lost' | 'consent' | 'deleted' | 'office'
const milestoneOf: Record<Revocation, string> = {
  reissued: '旧手机上的人才码停用',
  lost: '人才码停用（本人操作）',
  consent: '人才码停用（撤回同意）',
  deleted: '人才码停用（注销账号）',
  office: '人才码停用（人才办）',
}

/** In place of a name that was forgotten: with the account, or long after the code lapsed. */
export const nameless = '姓名已删除'
/** Where the masked name of a credential is sealed to. */
export const nameContext = (credentialId: string): string => `credential.masked-name:${credentialId}`

const neededPurposes: Purpose[] = ['registration', 'id-number', 'talent-code']

const eligibleHolder = async (
  db: Db,
  vault: Vault,
  personId: string,
  now: Date,
): Promise<Holder & { tier: NonNullable<Holder['tier']> }> => {
  const holder = await holderOf(db, vault, personId, now)
  if (!holder.registered)
    throw problem('registration-needed', { detail: '完成人才登记后就能领取人才码，大约两分钟' })
  const purposes = neededPurposes.filter((purpose) => !holder.consents.has(purpose))
  if (purposes.length > 0)
    throw problem('consent-needed', {
      detail: '领取人才码前，需要你同意按隐私说明使用相关信息',
      extra: { purposes },
    })
  if (!holder.tier)
    throw problem('registration-needed', {
      detail: '按现在登记的学历和毕业时间，还不属于任何人才层次。如果登记有误，请先更正',
    })
  return { ...holder, tier: holder.tier }
}

const statusBits = 20

/**
 * A place in the status list that nobody has, at random, so that neighbours say nothing. Doubles the range
 * while it is crowded.
 */
const freeIndex = async (db: Db, random: Randomness): Promise<number> => {
  for (let attempt = 0; ; attempt += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4)
    const index =
      (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 2 ** Math.min(32, statusBits + Math.floor(attempt / 4))
    if (!(await isIndexTaken(db, index))) return index
  }
}

/** Revokes whatever is in force for a person. @returns null when nothing is. */
export const revoke = async (
  { db, now, actor }: RevokeWork,
  personId: string,
  because: Revocation,
): Promise<CredentialRow | null> => {
  const row = await revokeInForce(db, now, personId, because)
  if (!row) return null
  await insertMilestone(db, now, personId, 'credential-revoked', milestoneOf[because])
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action: 'credential.revoked',
    object: `credential:${row.id}`,
    personId,
    detail: { because, what: '停用了你的人才码' },
  })
  await emit(db, now, 'credential.revoked', { personId, credentialId: row.id, because })
  return row
}

/** A credential as its holder's phone keeps it. */
export const shownCredential = (row: CredentialRow, name: string, city: City): HeldCredential => ({
  id: row.id,
  credential: toBase64url(row.signed),
  tier: tierOf(city, row.tier),
  category: categoryLabels[row.category] ?? row.category,
  name,
  issuedAt: row.issued_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  holderKey: toBase64url(row.holder_key),
})

/** A tier by its key, also when the city has dropped it since. */
export const tierOf = (city: City, key: string): { key: string; name: string; rank: number } => {
  const tier = city.tiers.find((one) => one.key === key)
  return { key, name: tier?.name ?? key, rank: tier?.rank ?? city.tiers.length + 1 }
}

const challengeMs = 5 * 60_000
const challengeContext = (personId: string) => `credential-challenge:${personId}`

/** What a phone signs to bind its key: the time, sealed to the person, so that nothing needs to be kept. */
export const challengeOf = ({
  now,
  deps: { vault },
  actor: { personId },
}: CredentialWork): { challenge: string; expiresAt: string } => ({
  challenge: toBase64url(vault.encrypt(now.toISOString(), challengeContext(personId))),
  expiresAt: new Date(now.getTime() + challengeMs).toISOString(),
})

const isFresh = (vault: Vault, personId: string, challenge: string, now: Date): boolean => {
  try {
    const sealed = Buffer.from(fromBase64url(challenge))
    const age = now.getTime() - Date.parse(vault.decrypt(sealed, challengeContext(personId)))
    return age >= 0 && age <= challengeMs
  } catch {
    return false
  }
}

const mostIssued = 5
const dayMs = 24 * 3_600_000

/**
 * Issues a talent code bound to a key that the caller has proven to hold; an earlier one is revoked.
 * @throws Problem registration-needed, consent-needed (with `purposes`), holder-key-invalid,
 * too-many-requests
 */
export const issue = async (
  { db, now, deps, actor: { personId } }: CredentialWork,
  request: { holderKey: string; challenge: string; proof: string },
): Promise<HeldCredential> => {
  const holderKey = fromBase64url(request.holderKey)
  const { challenge } = request
  if (
    !isFresh(deps.vault, personId, challenge, now) ||
    !holdsKey(holderKey, fromBase64url(request.proof), bindingMessage(personId, challenge))
  )
    throw problem('holder-key-invalid', { detail: '请返回人才码页重试' })
  await holdPerson(db, personId)
  if ((await countIssued(db, personId, new Date(now.getTime() - dayMs))) >= mostIssued)
    throw problem('too-many-requests', {
      detail: `24 小时内最多领取 ${mostIssued} 次人才码，请明天再试。手机丢失的，可以先停用人才码`,
    })
  const holder = await eligibleHolder(db, deps.vault, personId, now)
  const city = await cityInForce(db)
  await revoke({ db, now, deps, actor: { personId, role: 'holder' } }, personId, 'reissued')
  const validMonths = city.tiers.find((tier) => tier.key === holder.tier.key)?.validMonths ?? 12
  const expiresAt = new Date(Math.floor(monthsLater(now, validMonths).getTime() / 1000) * 1000)
  const claims = {
    issuer: deps.issuer.name,
    id: uuidv7(),
    expiresAt: expiresAt.getTime() / 1000,
    tier: holder.tier.key,
    category: holder.category,
    statusIndex: await freeIndex(db, deps.random),
    holderKey,
  }
  const signed = await issueCredential(claims, deps.issuer.key)
  const row = {
    id: claims.id,
    person_id: personId,
    status_index: claims.statusIndex,
    tier: claims.tier,
    category: claims.category,
    holder_key: Buffer.from(holderKey),
    masked_name: deps.vault.encrypt(maskName(holder.name), nameContext(claims.id)),
    signed: Buffer.from(signed),
    issued_at: now,
    expires_at: expiresAt,
  }
  if (!(await insertCredential(db, row)))
    throw problem('holder-key-invalid', {
      detail: '这部手机的密钥正由另一个账号使用，请先在那个账号里停用人才码',
    })
  await insertMilestone(db, now, personId, 'credential-issued', '领取人才码')
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'credential.issued',
    object: `credential:${row.id}`,
    personId,
    detail: { tier: row.tier },
  })
  await emit(db, now, 'credential.issued', { personId, credentialId: row.id })
  return shownCredential({ ...row, revoked_at: null, revoked_because: null }, holder.name, city)
}

/** Revokes one's own code, for a lost phone. @throws Problem credential-absent */
export const revokeOwn = async ({ actor: { personId }, ...work }: CredentialWork): Promise<void> => {
  if (!(await revoke({ ...work, actor: { personId, role: 'holder' } }, personId, 'lost')))
    throw problem('credential-absent')
}

/** Revokes a person's code by the office; the holder reads why. @throws Problem credential-absent */
export const revokeByOffice = async (
  { db, now, deps, actor }: CredentialWork,
  { personId, reason }: { personId: string; reason: string },
): Promise<void> => {
  const work = { db, now, deps, actor: { personId: actor.personId, role: 'security-admin' } }
  if (!(await revoke(work, personId, 'office'))) throw problem('credential-absent')
  await notify(db, deps.vault, now, {
    personId,
    kind: 'credential',
    title: '你的人才码已被停用',
    body: `人才办停用了你的人才码，原因：${reason}。如有疑问，请联系人才办。`,
    link: '/pages/code/index',
  })
}
