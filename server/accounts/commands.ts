import type { Me, SignedIn } from '@jucai/contract/accounts'
import { audit } from '../core/audit'
import { emit } from '../core/outbox'
import { closePerson, holdPeopleAlone } from '../core/person'
import { problem } from '../core/problem'
import type { Work, WorkBy } from '../core/work'
import { assignmentsOf } from './assignments'
import type { AccountDeps } from './deps'
import { meOf, signedIn } from './me'
import {
  hasKind,
  personForIdentity,
  personOfIdentity,
  phoneIndexOf,
  replaceIdentity,
  type IdentityKind,
  type SignInWay,
} from './people'
import { endAllSessions, endSession, keepProvenPhone, knowsDevice, wasHere } from './sessions'

declare module '../core/outbox' {
  interface Events {
    'identity.changed': { personId: string; kind: IdentityKind }
    /** A number was taken from an account because its new owner said that the account is not theirs. */
    'identity.released': { personId: string }
    'person.merged': { personId: string; intoPersonId: string }
  }
}

/** How two accounts of one person become one where neither is empty. */
export const twoRegistrations =
  '那个账号也登记过。两个都是你的：在“我的—登录设备”里点“我还有一个账号”，填那个账号登记的证件，请人才办核实后合成一个'

/** Work of somebody on their own account. */
type OwnWork = WorkBy<{ personId: string; sessionId: string }, AccountDeps>

/** Signs in by something proven outside; a new person gets an account. */
export const signIn = async (
  work: Work<AccountDeps>,
  { device, deviceId, ...way }: SignInWay & { device: string; deviceId?: string | undefined },
): Promise<SignedIn> => {
  const { db, now, deps } = work
  const { personId, isNew } = await personForIdentity(work, way)
  const unconfirmed = way.kind === 'phone' && !isNew && (await mayBeAnothers(work, personId, deviceId))
  const reply = await signedIn(work, {
    personId,
    device,
    deviceId,
    unconfirmedPhone: unconfirmed ? phoneIndexOf(deps.vault, way.subject) : undefined,
  })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: isNew ? 'person.created' : 'session.opened',
    object: `person:${personId}`,
    personId,
    detail: { by: way.kind, ...(unconfirmed ? { confirmed: false } : {}) },
  })
  return reply
}

/**
 * A number may have been given to somebody else: only a device that the account knows takes it for its
 * owner. Who is not registered can confirm nothing, and is asked after half a year only, when there is
 * something to see or to do.
 */
const mayBeAnothers = async (
  { db, now, deps }: Work<AccountDeps>,
  ownerId: string,
  deviceId: string | undefined,
): Promise<boolean> => {
  if (await knowsDevice(db, now, ownerId, deviceId)) return false
  if ((await deps.standing(db, ownerId, now)).registered) return true
  if (await wasHere(db, now, ownerId)) return false
  return (
    (await assignmentsOf(db, ownerId)).length > 0 ||
    deps.holdsOf(db, ownerId, ['identity', 'idempotency_key'])
  )
}

/**
 * Makes two accounts one: `fromId` goes out, and all that any room keeps of it goes on as `intoId`'s. Only
 * for a `fromId` without registration and roles.
 * @throws Problem account-not-empty when something cannot be joined by itself; unavailable when one of them
 * was deleted or joined meanwhile
 */
export const mergePeople = async (
  { db, now, deps: { merge } }: Work<Pick<AccountDeps, 'merge'>>,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> => {
  if (!(await holdPeopleAlone(db, [fromId, intoId])))
    throw problem('unavailable', { detail: '账号刚刚有变化，请再试一次' })
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

/** Neither registered nor staff. */
export const isBare = async ({ db, now, deps }: Work<AccountDeps>, personId: string): Promise<boolean> =>
  !(await deps.standing(db, personId, now)).registered && (await assignmentsOf(db, personId)).length === 0

/**
 * Links a way to sign in, proven just now. When another account has it, the emptier of the two joins the
 * other, as long as that takes no sign-in from anybody: a person who first opened the mini-program and then
 * gives their number lands in their own account, once they have confirmed that it is theirs.
 * @throws Problem phone-taken, wechat-taken, account-not-empty, confirmation-needed
 */
export const link = async (
  work: OwnWork,
  { deviceId, ...way }: SignInWay & { deviceId?: string | undefined },
): Promise<Me> => {
  const {
    db,
    now,
    deps,
    actor: { personId, sessionId },
  } = work
  const { kind } = way
  const owner = await personOfIdentity(db, deps.vault, way)
  if (owner === personId) return meOf(work, personId)
  const otherKind: IdentityKind = kind === 'phone' ? 'wechat' : 'phone'
  const joinsMe = owner !== null && (await isBare(work, owner))
  if (
    owner &&
    !(await hasKind(db, owner, otherKind)) &&
    (joinsMe || ((await isBare(work, personId)) && !(await hasKind(db, personId, kind))))
  ) {
    if (kind === 'phone' && (await mayBeAnothers(work, owner, deviceId))) {
      await keepProvenPhone(db, sessionId, phoneIndexOf(deps.vault, way.subject))
      throw problem('confirmation-needed', { commit: true, detail: '这个手机号登录过一个账号' })
    }
    const [fromId, intoId] = joinsMe ? [owner, personId] : [personId, owner]
    await mergePeople(work, { fromId, intoId })
    if (!joinsMe) return meOf(work, owner)
  } else if (owner || !(await replaceIdentity(work, personId, way))) {
    if (owner && !joinsMe && !(await isBare(work, personId)))
      throw problem(kind === 'phone' ? 'phone-taken' : 'wechat-taken', { detail: twoRegistrations })
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
  return meOf(work, personId)
}

/** Signs one device out. @throws Problem not-found */
export const signOut = async (
  { db, now, actor: { personId } }: OwnWork,
  sessionId: string,
): Promise<void> => {
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
export const signOutEverywhere = async ({ db, now, actor: { personId } }: OwnWork): Promise<void> => {
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
