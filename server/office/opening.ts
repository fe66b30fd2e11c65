import type { SignedIn } from '@jucai/contract/accounts'
import type { NewOfficeAccount } from '@jucai/contract/office'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { addPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { tokenHash } from '../core/token'
import type { Work } from '../core/work'
import { notify } from '../notifications'
import { acceptByHash, invitationFor } from '../staff'
import { officeRoles, type OfficeDeps } from './deps'
import { hashPassword } from './password'
import {
  accountOf,
  countTry,
  deleteSetup,
  insertAccount,
  insertSetup,
  passwordHashOf,
  setupBySecret,
  type OfficeSetup,
} from './repository'
import { worksAtOffice } from './sign-in'
import { clockAdvice, counterOf, newSecret, otpauthOf, stepsOff } from './totp'

const setupMs = 15 * 60_000
const maxTries = 5

/** What somebody asks for who opens an account of the console; `personId` is who has a phone session. */
export interface Wanted {
  personId: string | null
  passwordHash: string
  invitation?: string
  name: string
  login: string
}

const loginTaken = (mine?: string) =>
  problem('login-taken', { detail: mine ? `您已有电脑端账号，登录名是 ${mine}` : '请换一个登录名' })

/**
 * By an invitation, or by the phone session of somebody who works at the console.
 * @returns the hash of the invitation
 */
export const groundFor = async (
  db: Db,
  now: Date,
  personId: string | null,
  invitation: string | undefined,
): Promise<string | null> => {
  if (invitation === undefined) {
    if (personId === null || !(await worksAtOffice(db, personId)))
      throw fieldProblem('/invitation', '请填写邀请码，或先在手机上登录有岗位的账号')
    return null
  }
  const { hash, role } = await invitationFor(db, now, invitation)
  if (!officeRoles.includes(role))
    throw problem('invitation-invalid', { detail: '工作站工作人员请在手机上“我的 → 加入工作站”接受邀请' })
  return hash
}

/**
 * Begins to open an account. The secret for one-time codes is told once; nothing works before the first
 * code was right.
 * @throws Problem invitation-invalid, invitation-expired, login-taken, invalid-request
 */
export const beginOpening = async (
  { db, now, deps }: Work<OfficeDeps>,
  { personId, passwordHash, ...wanted }: Wanted,
): Promise<NewOfficeAccount> => {
  const invitationHash = await groundFor(db, now, personId, wanted.invitation) // first: a stranger learns nothing about logins
  const mine = personId ? await accountOf(db, deps.vault, personId) : null
  if (mine) throw loginTaken(mine.login)
  if ((await passwordHashOf(db, wanted.login)) !== null) throw loginTaken()
  const setup = Buffer.from(deps.random.bytes(32)).toString('base64url')
  const totpSecret = newSecret(deps.random)
  const expiresAt = new Date(now.getTime() + setupMs)
  const id = uuidv7()
  await insertSetup(
    db,
    deps.vault,
    {
      id,
      personId,
      invitationHash,
      login: wanted.login,
      name: wanted.name,
      passwordHash,
      totpSecret,
      tries: 0,
      expiresAt,
    },
    tokenHash(setup),
  )
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: personId ? 'staff' : 'system',
    action: 'office.opening-begun',
    object: `office-setup:${id}`,
    personId,
  })
  return { setup, otpauth: otpauthOf(totpSecret, wanted.login), expiresAt: expiresAt.toISOString() }
}

const ownerOf = async (db: Db, now: Date, setup: OfficeSetup): Promise<string> => {
  const personId = setup.personId ?? (await addPerson(db, now))
  if (setup.invitationHash) await acceptByHash(db, now, personId, setup.invitationHash)
  else if (!(await worksAtOffice(db, personId)))
    throw problem('invitation-invalid', { detail: '您已没有岗位，请联系系统管理员重新邀请' })
  return personId
}

/**
 * Ends the opening with the first one-time code: the invitation is used up, the account works, and its
 * owner is signed in.
 * @throws Problem one-time-code-wrong (a wrong try is kept), invitation-invalid, invitation-expired,
 * login-taken, role-conflict
 */
export const confirmOpening = async (
  { db, now, deps }: Work<OfficeDeps>,
  { setup: secret, code }: { setup: string; code: string },
): Promise<SignedIn> => {
  const setup = await setupBySecret(db, deps.vault, tokenHash(secret))
  if (!setup) throw problem('invitation-invalid', { detail: '这次开通已结束，请从头再来' })
  if (setup.expiresAt <= now || setup.tries >= maxTries)
    throw problem('invitation-expired', {
      detail: '开通没有在 15 分钟内完成，或动态码错了 5 次，请从头再来；邀请码还可以用',
    })
  const counter = counterOf(setup.totpSecret, code, now, null)
  if (counter === null) {
    await countTry(db, setup)
    const steps = stepsOff(setup.totpSecret, code, now)
    throw problem('one-time-code-wrong', {
      commit: true,
      detail: steps
        ? clockAdvice(steps)
        : '请看验证器里现在显示的 6 位数字，并确认手机时间准确；验证器里有以前的“聚才”时，看最新的一条',
      extra: { triesLeft: maxTries - setup.tries - 1 },
    })
  }
  const personId = await ownerOf(db, now, setup)
  const { login, name, passwordHash, totpSecret } = setup
  if (
    !(await insertAccount(db, deps.vault, now, {
      personId,
      login,
      name,
      passwordHash,
      totpSecret,
      lastCounter: counter,
    }))
  )
    throw loginTaken()
  await deleteSetup(db, setup.id)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'staff',
    action: 'office.account-opened',
    object: `office-account:${personId}`,
    personId,
  })
  await notify(db, deps.vault, now, {
    personId,
    kind: 'security',
    title: '电脑端账号已开通',
    body: `登录名 ${login}。如果不是你本人操作，请马上联系安全管理员。`,
    link: null,
  })
  return deps.openSession(db, personId, '电脑端', now)
}

/** Opens an account whose secret is given, without asking for a code: for the sample city and for tests. */
export const openOfficeAccount = async (
  { db, now, deps: { vault } }: Work<Pick<OfficeDeps, 'vault'>>,
  account: { personId: string; login: string; name: string; password: string; totpSecret: string },
): Promise<void> => {
  const { personId, login, name, password, totpSecret } = account
  await insertAccount(db, vault, now, {
    personId,
    login,
    name,
    passwordHash: await hashPassword(password),
    totpSecret,
    lastCounter: null,
  })
}
