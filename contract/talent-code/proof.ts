import { encodeBase45 } from './base45'
import { decodeCbor, encodeCbor, type Cbor, type IntMap } from './cbor'
import { algLabel, edDsa, makeSign1, makeSign1Later, type Sign, type SignLater } from './cose'
import { claimLabels } from './credential'

/** What every talent code begins with: the format and its version. */
export const prefix = 'TC1:'
/** A proof speaks of one step of 30 seconds. */
export const stepSeconds = 30
/** Random bytes of the nonce in a proof. */
export const nonceBytes = 4
/** Bytes by which a nonce is longer that answers a challenge: its number, highest byte first. */
export const challengeBytes = 3

/**
 * The nonce of a proof that answers a challenge.
 * @param random {@link nonceBytes} random bytes.
 * @param digits the six digits that the scanner shows.
 */
export const challengedNonce = (random: Uint8Array, digits: string): Uint8Array => {
  const number = Number(digits)
  return Uint8Array.from([...random, number >> 16, (number >> 8) & 0xff, number & 0xff])
}

/**
 * `kcwt`, the header label that carries a CWT with the key that signs (RFC 9528, section 3.5.3 and table
 * 3).
 */
export const kcwtLabel = 13

/** The start of the step that a moment lies in, in seconds of Unix time. */
export const stepAt = (moment: Date): number =>
  Math.floor(moment.getTime() / 1000 / stepSeconds) * stepSeconds

/**
 * What a holder signs to bind a key to themselves when asking for a credential: proof of possession.
 * @param challenge from the server, in base64url.
 */
export const bindingMessage = (personId: string, challenge: string): Uint8Array =>
  Uint8Array.from(`jucai-holder-key:${personId}:${challenge}`, (character) => character.charCodeAt(0))

const headerOf = (credential: Uint8Array): IntMap => {
  const embedded = decodeCbor(credential)
  if (embedded === undefined) throw new RangeError('not a credential')
  return new Map<number, Cbor>([
    [algLabel, edDsa],
    [kcwtLabel, embedded],
  ])
}
const payloadOf = (step: number, nonce: Uint8Array): Uint8Array =>
  encodeCbor(
    new Map<number, Cbor>([
      [claimLabels.iat, step],
      [claimLabels.cti, nonce],
    ]),
  )

/**
 * Makes the text of the QR code: a COSE_Sign1 by the holder's key over step and nonce, with the credential
 * in its protected header.
 * @param credential the COSE_Sign1 that the city issued.
 * @param step from {@link stepAt}.
 * @param nonce {@link nonceBytes} random bytes, or from {@link challengedNonce}.
 * @throws RangeError when `credential` is no CBOR.
 */
export const makeTalentCode = (credential: Uint8Array, step: number, nonce: Uint8Array, sign: Sign): string =>
  prefix + encodeBase45(makeSign1(headerOf(credential), payloadOf(step, nonce), sign))

/** The same, by a key that answers later. */
export const makeTalentCodeLater = async (
  credential: Uint8Array,
  step: number,
  nonce: Uint8Array,
  sign: SignLater,
): Promise<string> =>
  prefix + encodeBase45(await makeSign1Later(headerOf(credential), payloadOf(step, nonce), sign))
