import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { VerifySignature } from '@jucai/contract/talent-code/verify'

const spkiEd25519 = Buffer.from('302a300506032b6570032100', 'hex') // RFC 8410, before the 32 bytes of the key
const kept = 5000
const imported = new Map<string, KeyObject>()

const keyOf = (publicKey: Uint8Array): KeyObject => {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1')
  const known = imported.get(name)
  if (known) return known
  const key = createPublicKey({ key: Buffer.concat([spkiEd25519, publicKey]), format: 'der', type: 'spki' })
  if (imported.size >= kept) imported.delete(imported.keys().next().value as string)
  imported.set(name, key)
  return key
}

/** Ed25519 by OpenSSL. Keys stay imported, because importing one costs as much as a signature check. */
export const verifyNatively: VerifySignature = (signature, message, publicKey) => {
  try {
    return verify(null, message, keyOf(publicKey), signature)
  } catch {
    return false
  }
}

// Points of order 1, 2, 4 and 8 and their other encodings, sign bit cleared. Under such a key one signature
// fits many messages, and libraries differ in what they accept, so none becomes a holder's.
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/**
 * Whether the holder has the private key (proof of possession), and the key is one that every library
 * treats alike.
 */
export const holdsKey = (holderKey: Uint8Array, proof: Uint8Array, message: Uint8Array): boolean => {
  if (holderKey.length !== 32 || proof.length !== 64) return false
  const plain = Buffer.from(holderKey)
  plain[31] = (plain[31] as number) & 0x7f
  return !smallOrder.has(plain.toString('hex')) && verifyNatively(proof, message, holderKey)
}
