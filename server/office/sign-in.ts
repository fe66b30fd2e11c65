import type { OfficeLock, SignedInAtOffice } from '@jucai/contract/office'
import { assignmentsOf } from '../accounts'
import { audit } from '../core/audit'
import { spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { Work, WorkBy } from '../core/work'
import { notify } from '../notifications'
import { officeRoles, type OfficeDeps } from './deps'
import {
  countWrongTry,
  lockMs,
  forgetTries,
  holdAttempts,
  lockedUntil,
  locksNow,
  newBrowserMark,
  type Source,
} from './attempts'
import {
  accountByLogin,
  accountName,
  accountOf,
  passwordHashOf,
  setWrongTries,
  useCounter,
  type OfficeAccount,
} from './repository'
import { passwordHolds } from './password'
import { clockAdvice, counterOf, stepsOff } from './totp'

const device = '电脑端'
const tellEveryMs = 3_600_000

/**
 * A password held against a login before any transaction is open: it takes a tenth of a second, for logins
 * that do not exist too. `hash` is what it was held against.
 */
export interface Proof {
  login: string
  sources: readonly Source[]
  hash: string | null
  holds: boolean
}

const locked = (until: Date, now: Date, commit: boolean) => {
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000)
  return problem('account-locked', {
    commit,
    detail: `请 ${minutes} 分钟后再试，或换一台以前登录过的电脑。如果不是您本人输错，请联系安全管理员，可以马上解锁`,
    extra: { retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000) },
  })
}

/** Makes a {@link Proof}. A login that is locked is refused before anything dear. @throws Problem account-locked */
export const prove = async (
  { db, now }: Omit<Work<OfficeDeps>, 'deps'>,
  { login, password, sources }: { login: string; password: string; sources: readonly Source[] },
): Promise<Proof> => {
  const until = await lockedUntil(db, now, login, sources)
  if (until) throw locked(until, now, false)
  const hash = await passwordHashOf(db, login)
  return { login, sources, hash, holds: await passwordHolds(password, hash) }
}

const tellOfLock = async (
  { db, now, deps }: Work<OfficeDeps>,
  account: OfficeAccount,
  wrongTries: number,
) => {
  if (account.lockToldAt && now.getTime() - account.lockToldAt.getTime() < tellEveryMs) return
  await setWrongTries(db, account, wrongTries, now)
  await notify(db, deps.vault, now, {
    personId: account.personId,
    kind: 'security',
    title: '有人连续输错你的电脑端密码',
    body: `${spokenTime(now)}，有人连续输错你的电脑端密码或动态码，那里 15 分钟内不能再试。你以前登录过的电脑不受影响。如果不是你本人，请联系安全管理员。`,
    link: null,
  })
}

/** Counts a wrong try; the fifth from one place locks it there. What is written is committed although the reply is a problem. */
const refuse = async (
  work: Work<OfficeDeps>,
  { login, sources }: Proof,
  account: OfficeAccount | null,
  steps: number | null,
) => {
  const { db, now } = work
  const until = await countWrongTry(db, now, login, sources)
  const wrongTries = (account?.wrongTries ?? 0) + 1
  if (account) await setWrongTries(db, account, wrongTries)
  const object = account ? `office-account:${account.personId}` : 'office-account:unknown' // never the login: people type passwords there
  const record = { at: now, actorId: null, actorRole: 'system', object, personId: account?.personId ?? null }
  await audit(db, { ...record, action: 'office.sign-in-refused', detail: steps ? { clockSteps: steps } : {} })
  if (!until)
    return problem('sign-in-refused', {
      commit: true,
      detail: steps ? clockAdvice(steps) : '请检查登录名、密码和动态码。动态码每 30 秒更换，每个只能用一次',
    })
  await audit(db, { ...record, action: 'office.locked', detail: { minutes: lockMs / 60_000 } })
  if (account) await tellOfLock(work, account, wrongTries)
  return locked(until, now, true)
}

/**
 * Takes login, password and one-time code together: whichever is wrong, the answer is the same, and the try
 * counts. A right password with a code of a few minutes ago or ahead is told of the clocks.
 * @throws Problem sign-in-refused, account-locked
 */
export const checkBoth = async (
  work: Work<OfficeDeps>,
  proof: Proof,
  code: string,
): Promise<OfficeAccount> => {
  const { db, now, deps } = work
  const { login, sources } = proof
  await holdAttempts(db, now, login, sources)
  const until = await lockedUntil(db, now, login, sources)
  if (until) throw locked(until, now, false)
  const account = await accountByLogin(db, deps.vault, login)
  const holds = account && proof.holds && account.passwordHash === proof.hash
  const counter = holds ? counterOf(account.totpSecret, code, now, account.lastCounter) : null
  if (!account || counter === null)
    // Only who knows the password is told of the time.
    throw await refuse(work, proof, account, holds ? stepsOff(account.totpSecret, code, now) : null)
  await useCounter(db, account.personId, counter)
  await forgetTries(db, login, sources)
  return account
}

/** Whether a person holds a role that works at the console. */
export const worksAtOffice = async (db: Db, personId: string): Promise<boolean> =>
  (await assignmentsOf(db, personId)).some(({ role }) => officeRoles.some((one) => one === role))

/**
 * Signs in to the console, and says how many tries went wrong since the last time.
 * @throws Problem sign-in-refused, account-locked
 */
export const signIn = async (
  work: Work<OfficeDeps>,
  proof: Proof,
  code: string,
): Promise<SignedInAtOffice> => {
  const { db, now, deps } = work
  const account = await checkBoth(work, proof, code)
  await setWrongTries(db, account, 0)
  const reply = await deps.openSession(db, account.personId, device, now)
  await audit(db, {
    at: now,
    actorId: account.personId,
    actorRole: 'staff',
    action: 'office.signed-in',
    object: `office-account:${account.personId}`,
    personId: account.personId,
  })
  return {
    ...reply,
    browser: newBrowserMark(deps.vault, deps.random, account.login),
    wrongTries: account.wrongTries,
  }
}

/** Accounts that are locked somewhere. */
export const locks = async ({ db, now, deps }: Work<OfficeDeps>): Promise<OfficeLock[]> =>
  (await locksNow(db, now)).map(({ person_id: personId, login, name, until, places }) => ({
    personId,
    login,
    name: accountName(deps.vault, personId, name),
    until: (until as Date).toISOString(),
    places,
  }))

/** Lets an account be signed in to again from everywhere. @throws Problem not-found */
export const unlock = async (
  { db, now, deps, actor }: WorkBy<{ personId: string }, OfficeDeps>,
  personId: string,
): Promise<void> => {
  const account = await accountOf(db, deps.vault, personId)
  if (!account) throw problem('not-found')
  await forgetTries(db, account.login)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'security-admin',
    action: 'office.unlocked',
    object: `office-account:${personId}`,
    personId,
    detail: { what: '解除了你电脑端账号的锁定', why: '连续输错' },
  })
}
