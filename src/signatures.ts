import * as ed25519 from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import type { VerifySignature } from '@jucai/contract/talent-code/verify'

// The synchronous way, because a mini-program has no Web Crypto.
ed25519.hashes.sha512 = sha512

/**
 * Ed25519 on the phone, strictly by RFC 8032 and without ZIP 215, so that phone and server say the same of
 * every code.
 */
export const verifyOnPhone: VerifySignature = (signature, message, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** The public key of a seed of 32 bytes. */
export const publicKeyOf = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed)
/** Signs with a seed. */
export const signWith =
  (seed: Uint8Array) =>
  (message: Uint8Array): Uint8Array =>
    ed25519.sign(message, seed)
