import type { Me } from '@jucai/contract/accounts'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { addPerson } from '../core/person'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { WorkBy } from '../core/work'
import { notify } from '../notifications'
import { isBare, mergePeople } from './commands'
import type { AccountDeps } from './deps'
import { meOf } from './me'
import { hasKind, ownerOfIndex, releasePhone, replaceIdentity } from './people'
import { confirmSession, sessionForUpdate } from './sessions'

interface ConfirmationTryTable {
  id: string
  person_id: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    confirmation_try: ConfirmationTryTable
  }
}

/** Work of who holds a session whose number is proven and whose account is not. */
type PendingWork = WorkBy<{ personId: string; sessionId: string }, AccountDeps>

const dayMs = 86_400_000
const triesPerDay = 5

/**
 * The account that the session's proven number opens, and that is to be confirmed; null when nothing is to
 * be, or the number has become another's meanwhile.
 */
const pendingOf = async ({ db, actor }: PendingWork): Promise<{ ownerId: string; index: string } | null> => {
  const session = await sessionForUpdate(db, actor.sessionId)
  const index = session?.proven_phone
  const ownerId = index && (await ownerOfIndex(db, index))
  if (!ownerId || (!session.confirmed && ownerId !== actor.personId)) return null
  return { ownerId, index }
}

const countTries = async (db: Db, ownerId: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('confirmation_try')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('person_id', '=', ownerId)
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
  ).count

const notMatched = async ({ db, now, deps }: PendingWork, ownerId: string, triesLeft: number) => {
  await db.insertInto('confirmation_try').values({ id: uuidv7(), person_id: ownerId, at: now }).execute()
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'session.confirmation-failed',
    object: `person:${ownerId}`,
    personId: ownerId,
  })
  await notify(db, deps.vault, now, {
    personId: ownerId,
    kind: 'security',
    title: '有人用你的手机号登录，没有确认成功',
    body: '有人在一台没有用过的设备上用短信验证码登录，但姓名或证件号码末四位不对，没有看到你的任何资料。如果不是你本人，手机号可能已经换了主人，请尽快换绑手机号。',
    link: '/account/sessions/index',
  })
  return problem('confirmation-not-matched', {
    commit: true,
    detail: triesLeft > 0 ? `24 小时内还可以再试 ${triesLeft} 次` : '24 小时后可以再试',
    extra: { triesLeft },
  })
}

/**
 * Confirms with name and the last four signs of the document that the account behind the proven number is the
 * caller's own. A number that was being linked is joined then.
 * @throws Problem confirmation-not-matched (a wrong try is kept), too-many-requests, phone-taken,
 * account-not-empty
 */
export const confirmOwner = async (
  work: PendingWork,
  claim: { name: string; lastFour: string },
): Promise<Me> => {
  const { db, now, deps, actor } = work
  const pending = await pendingOf(work)
  if (!pending) {
    const session = await sessionForUpdate(db, actor.sessionId)
    if (!session?.confirmed) throw problem('signed-out')
    return meOf(work, actor.personId) // repeated after it was done
  }
  const { ownerId } = pending
  await takeTurns(db, `confirmation:${ownerId}`)
  const tries = await countTries(db, ownerId, new Date(now.getTime() - dayMs))
  if (tries >= triesPerDay)
    throw problem('too-many-requests', {
      detail: '今天核对不符的次数已用完，请 24 小时后再试；也可以用微信登录，或带证件到人才办',
    })
  if (!(await deps.isOwner(db, ownerId, claim)))
    throw await notMatched(work, ownerId, triesPerDay - tries - 1)
  if (ownerId !== actor.personId) {
    if ((await hasKind(db, ownerId, 'wechat')) || !(await isBare(work, actor.personId)))
      throw problem('phone-taken', { detail: '请先用这个手机号登录，再到“我的”里绑定微信' })
    await mergePeople(work, { fromId: actor.personId, intoId: ownerId })
  }
  await confirmSession(db, actor.sessionId, ownerId)
  await audit(db, {
    at: now,
    actorId: ownerId,
    actorRole: 'holder',
    action: 'session.confirmed',
    object: `session:${actor.sessionId}`,
    personId: ownerId,
  })
  return meOf(work, ownerId)
}

/**
 * The account behind the proven number is not the caller's: it loses the number, and the caller begins with
 * it as a new person, or goes on as who they are. The earlier owner is told and finds the account again by
 * recovery.
 * @throws Problem not-found
 */
export const renounce = async (work: PendingWork): Promise<Me> => {
  const { db, now, deps, actor } = work
  const pending = await pendingOf(work)
  if (!pending) throw problem('not-found', { detail: '没有要确认的账号' })
  const { ownerId } = pending
  const phone = await releasePhone(db, deps.vault, ownerId)
  const personId = ownerId === actor.personId ? await addPerson(db, now) : actor.personId
  if (!(await replaceIdentity(work, personId, { kind: 'phone', subject: phone })))
    throw problem('phone-taken')
  await confirmSession(db, actor.sessionId, personId)
  for (const [action, id] of [
    ['identity.released', ownerId],
    ['identity.linked', personId],
  ] as const)
    await audit(db, {
      at: now,
      actorId: personId,
      actorRole: 'holder',
      action,
      object: `person:${id}`,
      personId: id,
      detail: { kind: 'phone', why: '号码的新主人说明原账号不是自己的' },
    })
  await emit(db, now, 'identity.released', { personId: ownerId })
  return meOf(work, personId)
}

/** Forgets wrong answers of two days ago. */
export const forgetOldConfirmationTries = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('confirmation_try')
    .where('at', '<', new Date(now.getTime() - 2 * dayMs))
    .execute()
}
