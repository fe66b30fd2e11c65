import { getPublicKey, hashes, sign } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

// The synchronous way, because a mini-program has no Web Crypto.
hashes.sha512 = sha512

/** The public key of a seed of 32 bytes. */
export const publicKeyOf = (seed: Uint8Array): Uint8Array => getPublicKey(seed)
/** Signs with a seed. */
export const signWith =
  (seed: Uint8Array) =>
  (message: Uint8Array): Uint8Array =>
    sign(message, seed)
