import { concat } from './bytes'
import { bstr, decodeCbor, encodeCbor, type Cbor, type IntMap } from './cbor'

/** Signs bytes with Ed25519 (RFC 8032): 64 bytes. */
export type Sign = (message: Uint8Array) => Uint8Array
/** A signer whose key may live elsewhere. */
export type SignLater = (message: Uint8Array) => Promise<Uint8Array>

/** Label of the algorithm in a COSE header. */
export const algLabel = 1
/** Label of the key id in a COSE header. */
export const kidLabel = 4
/** EdDSA (RFC 9053, section 2.2), here always with Ed25519. */
export const edDsa = -8
const ed25519SignatureBytes = 64

/** Whether a decoded value is a byte string, of `length` bytes if that is given. */
export const isBytes = (value: unknown, length?: number): value is Uint8Array =>
  value instanceof Uint8Array && (length === undefined || value.length === length)
/** A decoded value if it is a map, else null. */
export const asMap = (value: Cbor | undefined): IntMap | null => (value instanceof Map ? value : null)

// ["Signature1", …]: array of 4, then text of 10 characters
const start = [0x84, 0x6a, ...Array.from('Signature1', (character) => character.charCodeAt(0))]
const isEmptyMap = (bytes: Uint8Array) => bytes.length === 1 && bytes[0] === 0xa0

/**
 * What a COSE_Sign1 signs: Sig_structure of RFC 9052, section 4.4, with no external data.
 * A protected header that is an empty map counts as empty, as section 3 asks of recipients.
 */
export const signatureInput = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  concat(start, bstr(isEmptyMap(protectedHeader) ? new Uint8Array() : protectedHeader), [0x40], bstr(payload))

/**
 * A COSE_Sign1 taken apart; nothing is verified yet. `header` is the protected one: the unprotected one
 * must be empty. `signed` is what the signature covers.
 */
export interface Sign1 {
  header: IntMap
  payload: Uint8Array
  signature: Uint8Array
  signed: Uint8Array
}

/**
 * Takes a decoded, untagged COSE_Sign1 (RFC 9052, section 4.2) apart.
 * @returns null when it is none, or carries anything that its signature does not cover.
 */
export const readSign1 = (value: Cbor | undefined): Sign1 | null => {
  if (!Array.isArray(value) || value.length !== 4) return null
  const [protectedHeader, unprotectedHeader, payload, signature] = value
  if (
    !isBytes(protectedHeader) ||
    !isBytes(payload) ||
    !isBytes(signature, ed25519SignatureBytes) ||
    asMap(unprotectedHeader)?.size !== 0
  )
    return null
  const header = protectedHeader.length === 0 ? new Map<number, Cbor>() : asMap(decodeCbor(protectedHeader))
  return header && { header, payload, signature, signed: signatureInput(protectedHeader, payload) }
}

const headerBytes = (header: IntMap) => (header.size === 0 ? new Uint8Array() : encodeCbor(header))
const assemble = (protectedHeader: Uint8Array, payload: Uint8Array, signature: Uint8Array) =>
  concat([0x84], bstr(protectedHeader), [0xa0], bstr(payload), bstr(signature))

/** Makes an untagged COSE_Sign1 with an empty unprotected header. */
export const makeSign1 = (header: IntMap, payload: Uint8Array, sign: Sign): Uint8Array => {
  const protectedHeader = headerBytes(header)
  return assemble(protectedHeader, payload, sign(signatureInput(protectedHeader, payload)))
}

/** The same, for a key that answers later. */
export const makeSign1Later = async (
  header: IntMap,
  payload: Uint8Array,
  sign: SignLater,
): Promise<Uint8Array> => {
  const protectedHeader = headerBytes(header)
  return assemble(protectedHeader, payload, await sign(signatureInput(protectedHeader, payload)))
}
