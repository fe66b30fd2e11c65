import { ProblemError } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { sameBytes, fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage } from '@jucai/contract/talent-code/proof'
import { call, serverNow } from './api'
import { newAttempt } from './attempt'
import { loadKey, makeKey, type HolderKey } from './holder-key'
import { phoneStorage } from './settings'
import { useSession } from './session'

/** A code that this phone can show. */
export interface HeldCode {
  credential: HeldCredential
  key: HolderKey
}

/** How things stand with the talent code on this phone. */
export type CodeState =
  | { kind: 'none' }
  | { kind: 'held'; code: HeldCode; offline: boolean }
  | { kind: 'elsewhere'; credential: HeldCredential }
  /** Taken on this phone, which has lost its key since. */
  | { kind: 'key-lost'; credential: HeldCredential }
  | { kind: 'over'; credential: HeldCredential; because: 'revoked' | 'expired' }

const nameOf = (personId: string) => `held-credential-${personId}`
const remember = (personId: string, credential: HeldCredential | null) =>
  credential
    ? phoneStorage.setItem(nameOf(personId), JSON.stringify(credential))
    : phoneStorage.removeItem(nameOf(personId))
const remembered = async (personId: string): Promise<HeldCredential | null> => {
  const text = await phoneStorage.getItem(nameOf(personId))
  return text ? (JSON.parse(text) as HeldCredential) : null
}

const takenHere = 'credential-of-this-phone'
const seenAt = 'server-seen-at'
const spareMs = 12 * 3_600_000

/**
 * Whether this phone has not heard of the server for so long that its clock alone is no ground to show a
 * code: it could have been put ahead, for codes of tomorrow.
 */
export const isClockUnproven = async (now: Date): Promise<boolean> => {
  const seen = Number((await phoneStorage.getItem(seenAt)) ?? NaN)
  return now.getTime() - seen > spareMs // never seen: NaN, and nothing to hold it against
}
const heardOfServer = () => phoneStorage.setItem(seenAt, String(serverNow().getTime()))

const standing = async (
  personId: string,
  credential: HeldCredential,
  now: Date,
  offline: boolean,
): Promise<CodeState> => {
  const key = await loadKey(personId)
  if (credential.revokedAt) return { kind: 'over', credential, because: 'revoked' }
  if (Date.parse(credential.expiresAt) <= now.getTime())
    return { kind: 'over', credential, because: 'expired' }
  if (!key || !sameBytes(key.publicKey, fromBase64url(credential.holderKey)))
    return {
      kind: (await phoneStorage.getItem(takenHere)) === credential.id ? 'key-lost' : 'elsewhere',
      credential,
    }
  phoneStorage.setItem(takenHere, credential.id)
  return { kind: 'held', code: { credential, key }, offline }
}

/**
 * What this phone knows without asking anybody: a code to show at once, network or not. Null when it knows
 * of none.
 */
export const codeOnPhone = async (personId: string, now: Date): Promise<CodeState | null> => {
  const credential = await remembered(personId)
  return credential && standing(personId, credential, now, true)
}

// Once the server has said how things stand, taking a code is a new act: the last one may have been stopped
// since.
const taking = newAttempt()
/** What the last try signed, until it is known what came of it: the same words, the same act. */
let signed: { personId: string; challenge: string; expiresAt: string } | null = null
const over = () => {
  taking.over()
  signed = null
}
/** Codes taken since the app began: an answer that was under way meanwhile tells of the time before. */
let taken = 0

/** How things stand, asked of the server. @throws ProblemError, NetworkError */
export const askForCode = async (personId: string, now: Date): Promise<CodeState> => {
  const before = taken
  try {
    const credential = await call('GET /me/credential')
    if (before !== taken) return (await codeOnPhone(personId, now)) ?? { kind: 'none' }
    over()
    heardOfServer()
    remember(personId, credential)
    return await standing(personId, credential, now, false)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'not-found') throw error
    if (before !== taken) return (await codeOnPhone(personId, now)) ?? { kind: 'none' }
    over()
    remember(personId, null)
    return { kind: 'none' }
  }
}

/**
 * Takes a talent code for this phone; the code that was in force before stops. Trying again after a lost
 * answer does not take a second one.
 * @throws ProblemError registration-needed, consent-needed (its `purposes` say for what); NetworkError
 */
export const takeCode = async (personId: string): Promise<CodeState> => {
  const key = (await loadKey(personId)) ?? (await makeKey(personId))
  if (signed?.personId !== personId || Date.parse(signed.expiresAt) <= serverNow().getTime())
    signed = { personId, ...(await call('POST /me/credential-challenges')) }
  const { challenge } = signed
  const body = {
    holderKey: toBase64url(key.publicKey),
    challenge,
    proof: toBase64url(await key.sign(bindingMessage(personId, challenge))),
  }
  const credential = await call('PUT /me/credential', { body }, { attempt: taking }).catch(
    (error: unknown) => {
      if (error instanceof ProblemError) signed = null
      throw error
    },
  )
  taken += 1
  over()
  heardOfServer()
  remember(personId, credential)
  phoneStorage.setItem(takenHere, credential.id)
  const { me, setMe } = useSession.getState()
  if (me?.id === personId) setMe({ ...me, hasCredential: true }) // other pages offer the code from now on
  return { kind: 'held', code: { credential, key }, offline: false }
}
