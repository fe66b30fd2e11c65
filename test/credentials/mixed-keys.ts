import { createHash } from 'node:crypto'
import { Point } from '@noble/ed25519'

/*
 * Keys and signatures as somebody makes them who knows their seed and departs from RFC 8032: with a point of
 * small order added to the key or to R. Libraries disagree on these.
 */

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const sha512 = (...parts: Uint8Array[]) => createHash('sha512').update(Buffer.concat(parts)).digest()
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const bytesOf = (value: bigint) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse())

/** The eight points of small order, the neutral one first. */
export const torsion: Point[] = (() => {
  const eighth = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const points = [Point.ZERO]
  while (points.length < 8) points.push((points.at(-1) as Point).add(eighth))
  return points
})()

const scalarOf = (seed: Uint8Array) => {
  const hash = sha512(seed)
  hash[0] = (hash[0] as number) & 248
  hash[31] = ((hash[31] as number) & 127) | 64
  return { scalar: number(hash.subarray(0, 32)) % order, prefix: hash.subarray(32) }
}

/** The public key of a seed with a point of small order added. */
export const mixedKey = (seed: Uint8Array, added: Point): Uint8Array =>
  Point.BASE.multiply(scalarOf(seed).scalar).add(added).toBytes()

/** Signs as RFC 8032 does, with points added to the key (`a`) and to R (`r`); `turn` gives another nonce. */
export const signMixed = (
  seed: Uint8Array,
  message: Uint8Array,
  { a = Point.ZERO, r = Point.ZERO, turn = 0 }: { a?: Point; r?: Point; turn?: number },
): Uint8Array => {
  const { scalar, prefix } = scalarOf(seed)
  const nonce = number(sha512(prefix, message, Uint8Array.of(turn))) % order
  const R = Point.BASE.multiply(nonce).add(r).toBytes()
  const k = number(sha512(R, mixedKey(seed, a), message)) % order
  return Uint8Array.from([...R, ...bytesOf((nonce + k * scalar) % order)])
}
