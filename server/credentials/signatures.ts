import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { Point } from '@noble/ed25519'
import type { VerifySignature } from '@jucai/contract/talent-code/verify'

const spkiEd25519 = Buffer.from('302a300506032b6570032100', 'hex') // RFC 8410, before the 32 bytes of the key
const kept = 5000
const imported = new Map<string, KeyObject | null>()

// Points of order 1, 2, 4 and 8, sign bit cleared. Under such a key one signature fits many messages, and
// libraries differ in what they accept.
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Whether a key has another encoding too, y being 2^255 - 19 or more, or is of small order. */
const isDoubtful = (publicKey: Uint8Array): boolean => {
  const y = Buffer.from(publicKey)
  y[31] = (y[31] as number) & 0x7f
  const hex = y.toString('hex')
  return smallOrder.has(hex) || ((y[0] as number) >= 0xed && /^..(ff){30}7f$/.test(hex))
}

const importKey = (publicKey: Uint8Array): KeyObject | null =>
  publicKey.length !== 32 || isDoubtful(publicKey)
    ? null
    : createPublicKey({ key: Buffer.concat([spkiEd25519, publicKey]), format: 'der', type: 'spki' })

const keyOf = (publicKey: Uint8Array): KeyObject | null => {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1')
  const known = imported.get(name)
  if (known !== undefined) return known
  const key = importKey(publicKey)
  if (imported.size >= kept) imported.delete(imported.keys().next().value as string)
  imported.set(name, key)
  return key
}

/**
 * Ed25519 by OpenSSL, which uses the equation without a cofactor, under keys that every library treats alike.
 * Keys stay imported, because importing one costs as much as a signature check.
 */
export const verifyNatively: VerifySignature = (signature, message, publicKey) => {
  try {
    const key = keyOf(publicKey)
    return key !== null && verify(null, message, key, signature)
  } catch {
    return false
  }
}

/**
 * Whether the holder has the private key (proof of possession), and the key is one that every library
 * treats alike: in canonical form and in the subgroup of prime order, without a part of small order.
 */
export const holdsKey = (holderKey: Uint8Array, proof: Uint8Array, message: Uint8Array): boolean =>
  proof.length === 64 &&
  verifyNatively(proof, message, holderKey) &&
  Point.fromBytes(holderKey, false).isTorsionFree()
