import { encodeBase45 } from './base45'
import { decodeCbor, encodeCbor, type Cbor } from './cbor'
import { algLabel, edDsa, makeSign1, type Sign } from './cose'
import { claimLabels } from './credential'

/** What every talent code begins with: the format and its version. */
export const prefix = 'TC1:'
/** A proof speaks of one step of 30 seconds. */
export const stepSeconds = 30
/** Bytes of the nonce in a proof. */
export const nonceBytes = 4
/**
 * `kcwt`, the header label that carries a CWT with the key that signs (RFC 9528, section 3.5.3 and table
 * 3).
 */
export const kcwtLabel = 13

/** The start of the step that a moment lies in, in seconds of Unix time. */
export const stepAt = (moment: Date): number =>
  Math.floor(moment.getTime() / 1000 / stepSeconds) * stepSeconds

/** What a holder signs to bind a key to themselves when asking for a credential: proof of possession. */
export const bindingMessage = (personId: string): Uint8Array =>
  Uint8Array.from(`jucai-holder-key:${personId}`, (character) => character.charCodeAt(0))

/**
 * Makes the text of the QR code: a COSE_Sign1 by the holder's key over step and nonce, with the credential
 * in its protected header.
 * @param credential the COSE_Sign1 that the city issued.
 * @param step from {@link stepAt}.
 * @param nonce {@link nonceBytes} random bytes.
 * @throws RangeError when `credential` is no CBOR.
 */
export const makeTalentCode = (
  credential: Uint8Array,
  step: number,
  nonce: Uint8Array,
  sign: Sign,
): string => {
  const embedded = decodeCbor(credential)
  if (embedded === undefined) throw new RangeError('not a credential')
  const header = new Map<number, Cbor>([
    [algLabel, edDsa],
    [kcwtLabel, embedded],
  ])
  return (
    prefix +
    encodeBase45(
      makeSign1(
        header,
        encodeCbor(
          new Map<number, Cbor>([
            [claimLabels.iat, step],
            [claimLabels.cti, nonce],
          ]),
        ),
        sign,
      ),
    )
  )
}
