import { decodeBase45 } from './base45'
import { sameBytes } from './bytes'
import { decodeCbor } from './cbor'
import { algLabel, asMap, edDsa, isBytes, kidLabel, readSign1, type Sign1 } from './cose'
import { claimLabels, decodeClaims, type CredentialClaims } from './credential'
import { challengeBytes, kcwtLabel, nonceBytes, prefix, stepAt, stepSeconds } from './proof'

/** An issuer's key that this verifier trusts. */
export interface TrustedKey {
  id: Uint8Array
  issuer: string
  publicKey: Uint8Array
}

/**
 * Ed25519 (RFC 8032) by the equation without a cofactor, false under keys of small order or not in canonical
 * form. Must answer false, not throw, on a key or signature that is none.
 */
export type VerifySignature = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

/** All that a verdict depends on beside the text. */
export interface VerifyOptions {
  keys: readonly TrustedKey[]
  /** Whether the status list has the bit at `index` set. */
  isRevoked(index: number): boolean
  /**
   * Age of the status list in seconds, handed on to the result so that no page can show a verdict without
   * it.
   */
  statusAge?: number
  now: Date
  verifySignature: VerifySignature
  /** The six digits that the scanner showed, where it asks for an answer. */
  challenge?: string
}

/**
 * Both signatures are right. `shownAt` is the start of the step that the proof speaks of, `nonce` what tells
 * this proof from others of that step.
 */
export interface Genuine {
  verdict: 'valid' | 'expired' | 'revoked' | 'wrong-challenge' | 'stale-proof' | 'clock-off'
  claims: CredentialClaims
  shownAt: Date
  nonce: Uint8Array
  statusAge: number | null
}
/**
 * Nothing that the text says may be believed. Where only the holder's signature is wrong, `credentialId` is
 * the `cti` of the credential, for the record: the city signed it, and somebody has a copy.
 */
export interface NotGenuine {
  verdict: 'altered' | 'unknown-issuer' | 'not-a-talent-code'
  credentialId?: string
}
/** What a text was found to be. */
export type Finding = Genuine | NotGenuine

const altered: NotGenuine = { verdict: 'altered' }
const longestText = 4000
const firstStepBeyond = 2 ** 40 // so that every step is a date

interface Parts {
  proof: Sign1
  credential: Sign1
  keyId: Uint8Array
  said: ProofClaims
}
interface ProofClaims {
  step: number
  nonce: Uint8Array
  challenge: string | null
}

const challengeDigits = 6
/** A nonce taken apart: `challenge` is null when the proof answers none. Null for what is no nonce. */
const readNonce = (nonce: unknown): { challenge: string | null } | null => {
  if (isBytes(nonce, nonceBytes)) return { challenge: null }
  if (!isBytes(nonce, nonceBytes + challengeBytes)) return null
  const number = nonce.subarray(nonceBytes).reduce((value, byte) => value * 256 + byte, 0)
  return number < 10 ** challengeDigits ? { challenge: String(number).padStart(challengeDigits, '0') } : null
}

const readProof = (payload: Uint8Array): ProofClaims | null => {
  const claims = asMap(decodeCbor(payload))
  const [step, nonce] = [claims?.get(claimLabels.iat), claims?.get(claimLabels.cti)]
  const read = readNonce(nonce)
  return claims?.size === 2 &&
    typeof step === 'number' &&
    step >= 0 &&
    step < firstStepBeyond &&
    step % stepSeconds === 0 &&
    isBytes(nonce) &&
    read
    ? { step, nonce, challenge: read.challenge }
    : null
}

/** Takes the bytes apart; null when they have not exactly the shape of a talent code. */
const readParts = (bytes: Uint8Array): Parts | null => {
  const proof = readSign1(decodeCbor(bytes))
  if (!proof || proof.header.size !== 2 || proof.header.get(algLabel) !== edDsa) return null
  const credential = readSign1(proof.header.get(kcwtLabel))
  if (!credential || credential.header.size !== 2 || credential.header.get(algLabel) !== edDsa) return null
  const keyId = credential.header.get(kidLabel)
  const said = readProof(proof.payload)
  return isBytes(keyId) && said ? { proof, credential, keyId, said } : null
}

/**
 * Verifies the text of a scanned code: pure, without a network, and it never throws. The checks, in this
 * order, the first that fails deciding:
 * 1. it begins with `TC1:`, else not-a-talent-code;
 * 2. base45, CBOR and shape are right, else altered;
 * 3. the key id names a trusted key, else unknown-issuer;
 * 4. the city's signature over the credential, then its claims, else altered; and `iss` is that key's
 * issuer, else unknown-issuer;
 * 5. the holder's signature over the proof, by the key in the credential, else altered;
 * 6. the proof's step is at most one ahead of `now`, else clock-off, and at most one behind, else
 * stale-proof; and it answers the challenge, where there is one, else wrong-challenge;
 * 7. the credential is not revoked, else revoked, and not past its end, else expired.
 * Freshness comes before standing, so that an old picture tells nothing about where its owner stands.
 */
export const verify = (text: string, options: VerifyOptions): Finding => {
  if (!text.startsWith(prefix)) return { verdict: 'not-a-talent-code' }
  if (text.length > longestText) return altered
  const bytes = decodeBase45(text.slice(prefix.length))
  const parts = bytes && readParts(bytes)
  if (!parts) return altered
  const { proof, credential, keyId, said } = parts
  const key = options.keys.find((candidate) => sameBytes(candidate.id, keyId))
  if (!key) return { verdict: 'unknown-issuer' }
  if (!options.verifySignature(credential.signature, credential.signed, key.publicKey)) return altered
  const claims = decodeClaims(credential.payload)
  if (!claims) return altered
  if (claims.issuer !== key.issuer) return { verdict: 'unknown-issuer' }
  if (!options.verifySignature(proof.signature, proof.signed, claims.holderKey))
    return { verdict: 'altered', credentialId: claims.id }
  const found = (verdict: Genuine['verdict']): Genuine => ({
    verdict,
    claims,
    shownAt: new Date(said.step * 1000),
    nonce: said.nonce,
    statusAge: options.statusAge ?? null,
  })
  const ahead = (said.step - stepAt(options.now)) / stepSeconds
  if (!(ahead <= 1)) return found('clock-off') // a time that is none, too
  if (ahead < -1) return found('stale-proof')
  if (options.challenge !== undefined && options.challenge !== said.challenge) return found('wrong-challenge')
  if (options.isRevoked(claims.statusIndex)) return found('revoked')
  if (options.now.getTime() >= claims.expiresAt * 1000) return found('expired')
  return found('valid')
}
