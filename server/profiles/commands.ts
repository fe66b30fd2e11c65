import type { Consent, Profile, Registration } from '@jucai/contract/profiles'
import { isSameName } from '@jucai/contract/text'
import type { Purpose } from '@jucai/contract/vocabulary'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { alikeIndex, noteAlike, takeTurnsAlike } from './alike'
import { consentsOf, insertConsent } from './consents'
import { changedFields, checkRegistration, originsAfter } from './fields'
import { notice, titleOfPurpose } from './notice'
import {
  deleteDocument,
  deleteProfile,
  ownerOfDocument,
  profileForUpdate,
  saveProfile,
  type ProfileRecord,
} from './repository'
import { shownProfile } from './show'

declare module '../core/outbox' {
  interface Events {
    'person.registered': { personId: string }
    'profile.corrected': { personId: string }
    'consent.withdrawn': { personId: string; purpose: Purpose }
  }
}

/** Work of somebody on what they registered. */
export type ProfileWork = WorkBy<{ personId: string }, { vault: Vault }>

const needConsents = async (db: Db, personId: string, needed: Purpose[]) => {
  const given = new Set(
    (await consentsOf(db, personId)).filter((consent) => consent.given).map((consent) => consent.purpose),
  )
  const missing = needed.filter((purpose) => !given.has(purpose))
  if (missing.length > 0)
    throw problem('consent-needed', {
      detail: `请先同意：${missing.map(titleOfPurpose).join('、')}`,
      extra: { purposes: missing },
    })
}

const alreadyRegistered = () =>
  problem('document-registered', {
    detail:
      '如果是你以前登记的，可以“找回账号”：用登记时的手机号收验证码马上找回，手机号已停用也可以请人才办核实。如果你从没登记过，也在那里“请人才办核实”，核实后就能登记。',
    extra: { recoverable: true },
  })

const save = async (db: Db, vault: Vault, profile: ProfileRecord, isNew: boolean) => {
  const mark = alikeIndex(vault, profile.updatedAt, profile)
  await takeTurnsAlike(db, mark)
  try {
    await saveProfile(db, vault, { ...profile, alikeIndex: mark }, isNew)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw alreadyRegistered() // registered by another request this very moment
    throw error
  }
}

/**
 * Registers a person or corrects their profile.
 * @throws Problem consent-needed, invalid-request (a sentence a field), document-registered
 */
export const register = async (
  { db, now, deps: { vault }, actor: { personId } }: ProfileWork,
  typed: Registration,
): Promise<Profile> => {
  await needConsents(db, personId, ['registration', 'id-number'])
  const before = await profileForUpdate(db, vault, personId)
  const { documentNumber, errors } = await checkRegistration(typed, before, now)
  if (errors.length > 0 || documentNumber === null) throw problem('invalid-request', { errors })
  const owner = await ownerOfDocument(db, vault, typed.documentType, documentNumber)
  if (owner && owner.personId !== personId) throw alreadyRegistered()
  const answers = { ...typed, documentNumber }
  const fields = originsAfter(answers, before, now)
  const profile: ProfileRecord = {
    personId,
    ...answers,
    fields,
    registeredAt: before?.registeredAt ?? now,
    updatedAt: now,
  }
  await save(db, vault, profile, before === null)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: before ? 'profile.corrected' : 'profile.registered',
    object: `person:${personId}`,
    personId,
    detail: { fields: changedFields(fields, now) },
  })
  await emit(db, now, before ? 'profile.corrected' : 'person.registered', { personId })
  if (!before || !isSameName(before.name, profile.name) || before.documentNumber !== documentNumber)
    await noteAlike(db, vault, now, profile)
  return shownProfile(db, profile, now)
}

const effects: Record<Purpose, (db: Db, personId: string, now: Date) => Promise<unknown>> = {
  registration: (db, personId) => deleteProfile(db, personId),
  'id-number': deleteDocument,
  'talent-code': async () => undefined, // the code is revoked by whoever hears consent.withdrawn
  'talent-pool': async () => undefined,
}

/**
 * Records an answer to the notice, with what follows a withdrawal.
 * @throws Problem notice-outdated when consent is given to another version than the one in force.
 */
export const recordConsent = async (
  { db, now, actor: { personId } }: ProfileWork,
  { purpose, given, noticeVersion }: { purpose: Purpose; given: boolean; noticeVersion: number },
): Promise<Consent> => {
  if (given && noticeVersion !== notice.version)
    throw problem('notice-outdated', {
      detail: '请刷新页面，阅读新的隐私说明后再同意',
      extra: { noticeVersion: notice.version },
    })
  await holdPerson(db, personId) // what rests on a consent is done before or after it changes
  const inForce = (await consentsOf(db, personId)).find((consent) => consent.purpose === purpose) as Consent
  if (inForce.given === given && (!given || inForce.noticeVersion === notice.version)) return inForce
  await insertConsent(db, now, personId, { purpose, given, noticeVersion: notice.version })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: given ? 'consent.given' : 'consent.withdrawn',
    object: `person:${personId}`,
    personId,
    detail: { purpose, noticeVersion: notice.version },
  })
  if (!given) {
    await effects[purpose](db, personId, now)
    await emit(db, now, 'consent.withdrawn', { personId, purpose })
  }
  return { purpose, given, noticeVersion: notice.version, changedAt: now.toISOString() }
}
