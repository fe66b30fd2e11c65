import { Point } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { concat, sameBytes } from '@jucai/contract/talent-code/bytes'
import type { VerifySignature } from '@jucai/contract/talent-code/verify'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n)
const times = (point: Point, factor: bigint): Point =>
  factor === 0n ? Point.ZERO : point.multiply(factor, false)

/**
 * Ed25519 on the phone by the equation without a cofactor, S·B − k·A = R compared as bytes, as OpenSSL does
 * on the server. Own lines, because the library multiplies by the cofactor: it accepts a point of small order
 * added to R, so that phone and server would say different things of one code. Keys of small order and keys
 * not in canonical form are refused.
 */
export const verifyOnPhone: VerifySignature = (signature, message, publicKey) => {
  try {
    if (signature.length !== 64) return false
    const key = Point.fromBytes(publicKey, false)
    const s = numberOf(signature.subarray(32))
    if (key.isSmallOrder() || s >= order) return false
    const r = signature.subarray(0, 32)
    const k = numberOf(sha512(concat(r, publicKey, message))) % order
    return sameBytes(times(Point.BASE, s).subtract(times(key, k)).toBytes(), r)
  } catch {
    return false
  }
}
