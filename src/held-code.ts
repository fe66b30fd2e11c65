import { ProblemError } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { sameBytes, fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage } from '@jucai/contract/talent-code/proof'
import { call } from './api'
import { newAttempt } from './attempt'
import { loadSeed, makeSeed } from './holder-key'
import { phoneStorage } from './settings'
import { useSession } from './session'
import { publicKeyOf, signWith } from './signatures'

/** A code that this phone can show. */
export interface HeldCode {
  credential: HeldCredential
  seed: Uint8Array
}

/** How things stand with the talent code on this phone. */
export type CodeState =
  | { kind: 'none' }
  | { kind: 'held'; code: HeldCode; offline: boolean }
  | { kind: 'elsewhere'; credential: HeldCredential }
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

const standing = async (
  personId: string,
  credential: HeldCredential,
  now: Date,
  offline: boolean,
): Promise<CodeState> => {
  const seed = await loadSeed(personId)
  if (credential.revokedAt) return { kind: 'over', credential, because: 'revoked' }
  if (Date.parse(credential.expiresAt) <= now.getTime())
    return { kind: 'over', credential, because: 'expired' }
  if (!seed || !sameBytes(publicKeyOf(seed), fromBase64url(credential.holderKey)))
    return { kind: 'elsewhere', credential }
  return { kind: 'held', code: { credential, seed }, offline }
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

/** How things stand, asked of the server. @throws ProblemError, NetworkError */
export const askForCode = async (personId: string, now: Date): Promise<CodeState> => {
  try {
    const credential = await call('GET /me/credential')
    taking.over()
    remember(personId, credential)
    return await standing(personId, credential, now, false)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'not-found') throw error
    taking.over()
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
  const seed = (await loadSeed(personId)) ?? (await makeSeed(personId))
  const body = {
    holderKey: toBase64url(publicKeyOf(seed)),
    proof: toBase64url(signWith(seed)(bindingMessage(personId))),
  }
  const credential = await call('PUT /me/credential', { body }, { attempt: taking })
  remember(personId, credential)
  const { me, setMe } = useSession.getState()
  if (me) setMe({ ...me, hasCredential: true }) // other pages offer the code from now on
  return { kind: 'held', code: { credential, seed }, offline: false }
}
