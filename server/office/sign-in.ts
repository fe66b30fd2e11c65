import type { SignedIn } from '@jucai/contract/accounts'
import { assignmentsOf } from '../accounts'
import { audit } from '../core/audit'
import { spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { Work } from '../core/work'
import { notify } from '../notifications'
import { officeRoles, type OfficeDeps } from './deps'
import {
  accountByLogin,
  attemptsAt,
  passwordHashOf,
  setAttempts,
  useCounter,
  type OfficeAccount,
} from './repository'
import { passwordHolds } from './password'
import { counterOf } from './totp'

const maxFailures = 5
const lockMs = 15 * 60_000
const device = '电脑端'

/**
 * A password held against a login before any transaction is open: it takes a tenth of a second, for logins
 * that do not exist too. `hash` is what it was held against.
 */
export interface Proof {
  login: string
  hash: string | null
  holds: boolean
}
/** Makes a {@link Proof}. */
export const prove = async (db: Db, login: string, password: string): Promise<Proof> => {
  const hash = await passwordHashOf(db, login)
  return { login, hash, holds: await passwordHolds(password, hash) }
}

const locked = (until: Date, now: Date, commit: boolean) => {
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000)
  return problem('account-locked', {
    commit,
    detail: `请 ${minutes} 分钟后再试。如果不是您本人在登录，请联系安全管理员`,
    extra: { retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000) },
  })
}

/** Counts a wrong try; the fifth locks. What is written is committed although the reply is a problem. */
const refuse = async (
  { db, now, deps }: Work<OfficeDeps>,
  { login }: Proof,
  account: OfficeAccount | null,
  failures: number,
) => {
  const until = failures >= maxFailures ? new Date(now.getTime() + lockMs) : null
  await setAttempts(db, now, login, failures, until)
  const object = account ? `office-account:${account.personId}` : 'office-account:unknown' // never the login: people type passwords there
  const record = { at: now, actorId: null, actorRole: 'system', object, personId: account?.personId ?? null }
  await audit(db, { ...record, action: 'office.sign-in-refused', detail: { failures } })
  if (!until)
    return problem('sign-in-refused', {
      commit: true,
      detail: '请检查登录名、密码和动态码。动态码每 30 秒更换，每个只能用一次',
    })
  await audit(db, { ...record, action: 'office.locked', detail: { minutes: lockMs / 60_000 } })
  if (account)
    await notify(db, deps.vault, now, {
      personId: account.personId,
      kind: 'security',
      title: '电脑端账号已锁定',
      body: `${spokenTime(now)}，有人连续 ${maxFailures} 次输错你的电脑端密码或动态码，账号锁定 15 分钟。如果不是你本人，请联系安全管理员。`,
      link: null,
    })
  return locked(until, now, true)
}

/**
 * Takes login, password and one-time code together: whichever is wrong, the answer is the same, and the try
 * counts.
 * @throws Problem sign-in-refused, account-locked
 */
export const checkBoth = async (
  work: Work<OfficeDeps>,
  proof: Proof,
  code: string,
): Promise<OfficeAccount> => {
  const { db, now, deps } = work
  const attempts = await attemptsAt(db, now, proof.login)
  if (attempts.lockedUntil && attempts.lockedUntil > now) throw locked(attempts.lockedUntil, now, false)
  const failures = attempts.lockedUntil ? 0 : attempts.failures // a lock that ended begins anew
  const account = await accountByLogin(db, deps.vault, proof.login)
  const counter =
    account && proof.holds && account.passwordHash === proof.hash
      ? counterOf(account.totpSecret, code, now, account.lastCounter)
      : null
  if (!account || counter === null) throw await refuse(work, proof, account, failures + 1)
  await useCounter(db, account.personId, counter)
  await setAttempts(db, now, proof.login, 0, null)
  return account
}

/** Whether a person holds a role that works at the console. */
export const worksAtOffice = async (db: Db, personId: string): Promise<boolean> =>
  (await assignmentsOf(db, personId)).some(({ role }) => officeRoles.some((one) => one === role))

/** Signs in to the console. @throws Problem sign-in-refused, account-locked */
export const signIn = async (work: Work<OfficeDeps>, proof: Proof, code: string): Promise<SignedIn> => {
  const { db, now, deps } = work
  const account = await checkBoth(work, proof, code)
  const reply = await deps.openSession(db, account.personId, device, now)
  await audit(db, {
    at: now,
    actorId: account.personId,
    actorRole: 'staff',
    action: 'office.signed-in',
    object: `office-account:${account.personId}`,
    personId: account.personId,
  })
  return reply
}
