import type { Me, SignedIn } from '@jucai/contract/accounts'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { closePerson, holdPersonAlone } from '../core/person'
import { problem } from '../core/problem'
import { assignmentsOf } from './assignments'
import type { AccountDeps } from './deps'
import { meOf, signedIn } from './me'
import {
  identitiesOf,
  personForIdentity,
  personOfIdentity,
  replaceIdentity,
  type IdentityKind,
} from './people'
import { endAllSessions, endSession } from './sessions'

declare module '../core/outbox' {
  interface Events {
    'identity.changed': { personId: string; kind: IdentityKind }
    'person.merged': { personId: string; intoPersonId: string }
  }
}

/** Signs in by something proven outside; a new person gets an account. */
export const signIn = async (
  db: Db,
  deps: AccountDeps,
  now: Date,
  by: { kind: IdentityKind; subject: string; device: string },
): Promise<SignedIn> => {
  const { personId, isNew } = await personForIdentity(db, deps.vault, now, by.kind, by.subject)
  const reply = await signedIn(db, deps, personId, by.device, now)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: isNew ? 'person.created' : 'session.opened',
    object: `person:${personId}`,
    personId,
    detail: { by: by.kind },
  })
  return reply
}

/**
 * Makes two accounts one: `fromId` goes out, and all that any room keeps of it goes on as `intoId`'s. Only
 * for a `fromId` without registration and roles.
 * @throws Problem account-not-empty when something cannot be joined by itself
 */
export const mergePeople = async (
  db: Db,
  { merge }: Pick<AccountDeps, 'merge'>,
  now: Date,
  fromId: string,
  intoId: string,
): Promise<void> => {
  for (const id of [fromId, intoId].sort()) await holdPersonAlone(db, id)
  await merge(db, fromId, intoId, now)
  await closePerson(db, now, fromId, intoId)
  await audit(db, {
    at: now,
    actorId: fromId,
    actorRole: 'holder',
    action: 'person.merged',
    object: `person:${intoId}`,
    personId: intoId,
    detail: { what: '把登录方式并入你的账号' },
  })
  await emit(db, now, 'person.merged', { personId: fromId, intoPersonId: intoId })
}

const isBare = async (db: Db, deps: AccountDeps, personId: string, now: Date): Promise<boolean> =>
  !(await deps.standing(db, personId, now)).registered && (await assignmentsOf(db, personId)).length === 0

const hasKind = async (db: Db, deps: AccountDeps, personId: string, kind: IdentityKind): Promise<boolean> =>
  (await identitiesOf(db, deps.vault, personId)).some((identity) => identity.kind === kind)

/**
 * Links a way to sign in, proven just now. When another account has it, the emptier of the two joins the
 * other, as long as that takes no sign-in from anybody: a person who first opened the mini-program and then
 * gives their number lands in their own account.
 * @throws Problem phone-taken, wechat-taken, account-not-empty
 */
export const link = async (
  db: Db,
  deps: AccountDeps,
  now: Date,
  personId: string,
  kind: IdentityKind,
  subject: string,
): Promise<Me> => {
  const owner = await personOfIdentity(db, deps.vault, kind, subject)
  if (owner === personId) return meOf(db, deps, personId, now)
  const otherKind: IdentityKind = kind === 'phone' ? 'wechat' : 'phone'
  if (owner && (await isBare(db, deps, owner, now)) && !(await hasKind(db, deps, owner, otherKind))) {
    await mergePeople(db, deps, now, owner, personId)
  } else if (
    owner &&
    (await isBare(db, deps, personId, now)) &&
    !(await hasKind(db, deps, personId, kind)) &&
    !(await hasKind(db, deps, owner, otherKind))
  ) {
    await mergePeople(db, deps, now, personId, owner)
    return meOf(db, deps, owner, now)
  } else if (owner || !(await replaceIdentity(db, deps.vault, now, personId, kind, subject))) {
    throw kind === 'phone'
      ? problem('phone-taken', { detail: '请先用这个手机号登录，再到“我的”里绑定微信' })
      : problem('wechat-taken', { detail: '请在微信里直接登录那个账号' })
  }
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'identity.linked',
    object: `person:${personId}`,
    personId,
    detail: { kind },
  })
  await emit(db, now, 'identity.changed', { personId, kind })
  return meOf(db, deps, personId, now)
}

/** Signs one device out. @throws Problem not-found */
export const signOut = async (db: Db, now: Date, personId: string, sessionId: string): Promise<void> => {
  if (!(await endSession(db, personId, sessionId, now))) throw problem('not-found')
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'session.ended',
    object: `session:${sessionId}`,
    personId,
  })
}

/** Signs all devices out. */
export const signOutEverywhere = async (db: Db, now: Date, personId: string): Promise<void> => {
  await endAllSessions(db, personId, now)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'session.ended-everywhere',
    object: `person:${personId}`,
    personId,
  })
}
