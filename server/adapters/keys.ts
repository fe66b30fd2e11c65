import { createHash, createPrivateKey, createPublicKey, randomBytes, randomInt, sign } from 'node:crypto'
import type { IssuerKey, Randomness } from '../core/ports'

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex') // RFC 8410, before the 32 bytes of the seed

/** An issuer key from a seed of 32 bytes; the key id is the first 8 bytes of SHA-256 over the public key. */
export const issuerKeyFromSeed = (seed: Uint8Array): IssuerKey => {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Ed25519, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    id: createHash('sha256').update(publicKey).digest().subarray(0, 8),
    publicKey,
    sign: async (message) => sign(null, message, privateKey),
  }
}

/** The system's randomness. */
export const systemRandomness: Randomness = {
  bytes: (count) => randomBytes(count),
  digits6: () => String(randomInt(1_000_000)).padStart(6, '0'),
}
