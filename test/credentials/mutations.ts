import { decodeBase45, encodeBase45 } from '../../contract/talent-code/base45'
import { decodeCbor, encodeCbor, type Cbor } from '../../contract/talent-code/cbor'
import { makeSign1 } from '../../contract/talent-code/cose'
import { verify, type Finding } from '../../contract/talent-code/verify'
import { verifyNatively } from '../../server/credentials/signatures'
import { verifyOnPhone } from '../../src/staff/scan/signature-check'
import { testKey } from './keys'
import { mixedKey, signMixed, torsion } from './mixed-keys'
import { city, holder, written, type Differences } from './written-codes'
import { bytesOf, step, textOf } from './vector-cases'

/*
 * Codes that differ from a good one in a chosen way, from a seed. What both sides say of them must be the
 * same, with either cryptography.
 */

/** mulberry32: a sequence of numbers from a seed, for tests only. */
const sequence = (seed: number) => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return { below, of: <T>(choices: readonly T[]): T => choices[below(choices.length)] as T }
}
type Chance = ReturnType<typeof sequence>

const holderSeed = new Uint8Array(32).fill(2)
const someNumber = (chance: Chance): Cbor =>
  chance.of<Cbor>([
    0,
    1,
    23,
    24,
    255,
    256,
    -1,
    -30,
    step,
    step + 30,
    step - 60,
    2 ** 32,
    2 ** 40,
    2 ** 53 - 1,
  ])
const someBytes = (chance: Chance): Uint8Array =>
  Uint8Array.from({ length: chance.of([0, 1, 3, 4, 5, 7, 8, 16, 31, 32, 33]) }, () => chance.below(256))
const someValue = (chance: Chance, depth = 0): Cbor =>
  chance.of<() => Cbor>([
    () => someNumber(chance),
    () => someBytes(chance),
    () => chance.of(['', 'D', 'graduate', 'jucai:xingcheng', 'x'.repeat(64), 'x'.repeat(65)]),
    () => (depth > 8 ? 0 : Array.from({ length: chance.below(4) }, () => someValue(chance, depth + 1))),
    () => (depth > 8 ? 0 : new Map([[chance.below(9) - 3, someValue(chance, depth + 1)]])),
  ])()
const someEntries = (chance: Chance, labels: number[]) => ({
  [chance.of(labels)]: chance.below(5) === 0 ? null : someValue(chance),
})
const flipped = (chance: Chance, bytes: Uint8Array, times: number) => {
  const changed = Uint8Array.from(bytes)
  for (let count = 0; count < times; count += 1) {
    const at = chance.below(changed.length)
    changed[at] = (changed[at] as number) ^ (1 << chance.below(8))
  }
  return changed
}
const ours = written()
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a\n人'

/** A code whose holder departs from RFC 8032 when signing, with or without a mixed key. */
const mixed = (chance: Chance): string => {
  const [a, r] = [chance.below(2) === 0 ? torsion[0] : chance.of(torsion), chance.of(torsion)]
  const added = { ...(a ? { a } : {}), r, turn: chance.below(256) }
  const publicKey = a ? mixedKey(holderSeed, a) : holder.publicKey
  return written({
    holderKey: new Map<number, Cbor>([
      [1, 1],
      [-1, 6],
      [-2, publicKey],
    ]),
    by: { id: holder.id, publicKey, sign: (message) => signMixed(holderSeed, message, added) },
  })
}
const smallKey = (chance: Chance): string => {
  const key = Uint8Array.from(chance.of(torsion).toBytes())
  if (chance.below(3) === 0) key[31] = (key[31] as number) ^ 0x80
  if (chance.below(3) === 0) key.set([0xed + chance.below(19), ...new Array<number>(30).fill(255), 0x7f])
  const signature = Uint8Array.from([...chance.of(torsion).toBytes(), ...new Uint8Array(32)])
  return written({
    holderKey: new Map<number, Cbor>([
      [1, 1],
      [-1, 6],
      [-2, key],
    ]),
    by: { id: holder.id, publicKey: key, sign: () => signature },
  })
}
const order = 2n ** 252n + 27742317777372353535851937790883648493n
const largerS = (chance: Chance): string => {
  const bytes = bytesOf(ours)
  let s = 0n
  for (let at = 31; at >= 0; at -= 1) s = s * 256n + BigInt(bytes[bytes.length - 32 + at] as number)
  s += order * BigInt(chance.below(15))
  for (let at = 0; at < 32; at += 1, s >>= 8n) bytes[bytes.length - 32 + at] = Number(s & 0xffn)
  return textOf(bytes)
}
const resigned = (chance: Chance): Differences => ({
  ...(chance.below(2) ? { claims: someEntries(chance, [1, 4, 6, 7, 8, 99, -65537]) } : {}),
  ...(chance.below(3) ? {} : { proof: someEntries(chance, [6, 7, 99]) }),
  ...(chance.below(6) ? {} : { cityHeader: someEntries(chance, [1, 4, 13, 99]) }),
  ...(chance.below(6) ? {} : { holderHeader: someEntries(chance, [1, 4, 13, 99]) }),
  ...(chance.below(6) ? {} : { holderKey: someValue(chance) }),
  ...(chance.below(8) ? {} : { claimBytes: someBytes(chance) }),
  ...(chance.below(6) ? {} : { by: chance.of([city, holder, testKey(3)]) }),
})
const kinds: ((chance: Chance) => string)[] = [
  () => ours,
  (chance) => textOf(flipped(chance, bytesOf(ours), 1 + chance.below(4))),
  (chance) => {
    const at = chance.below(ours.length + 1)
    return ours.slice(0, at) + chance.of([...alphabet]) + ours.slice(at + chance.below(3))
  },
  (chance) => ours.slice(0, chance.below(ours.length)),
  (chance) => ours + chance.of(['0', '00', '000', ' ', ours]),
  (chance) => written(resigned(chance)),
  (chance) => written({ claims: { [-65537]: [someValue(chance), someValue(chance), someValue(chance)] } }),
  (chance) => written({ proof: { 6: someNumber(chance), 7: someBytes(chance) } }),
  (chance) => written({ claims: { 4: step - chance.of([-1, 0, 1]) } }),
  mixed,
  smallKey,
  largerS,
  (chance) => textOf(someBytes(chance)),
  (chance) =>
    textOf(makeSign1(new Map([[1, -8]]), encodeCbor(someValue(chance)), chance.of([city, holder]).sign)),
  // Any head of any item in a longer form than it needs.
  (chance) => {
    const bytes = bytesOf(ours)
    const at = chance.below(bytes.length)
    const first = bytes[at] as number
    return textOf(
      Uint8Array.from([...bytes.subarray(0, at), (first & 0xe0) | 24, first & 31, ...bytes.subarray(at + 1)]),
    )
  },
]

/** One code on which two verifiers do not agree. */
export interface Split {
  text: string
  phone: unknown
  server: unknown
}

/**
 * Makes `count` codes from a seed and has phone and server verify each.
 * @returns how often each verdict came, and the codes on which they did not agree.
 */
export const compare = (
  seed: number,
  count: number,
): { verdicts: Record<string, number>; splits: Split[] } => {
  const chance = sequence(seed)
  const verdicts: Record<string, number> = {}
  const splits: Split[] = []
  const keys = [{ id: city.id, issuer: 'jucai:xingcheng', publicKey: city.publicKey }]
  for (let turn = 0; turn < count; turn += 1) {
    const text = chance.of(kinds)(chance)
    const now = new Date((step + chance.of([0, 0, 0, 0, 0, 29, 59, 60, -1, -31, 86_400])) * 1000)
    const revoked = chance.below(12) === 0
    const challenge = chance.below(12) === 0 ? { challenge: '042917' } : {}
    const [phone, server] = [verifyOnPhone, verifyNatively].map((verifySignature): Finding =>
      verify(text, { keys, isRevoked: () => revoked, now, verifySignature, ...challenge }),
    ) as [Finding, Finding]
    verdicts[server.verdict] = (verdicts[server.verdict] ?? 0) + 1
    if (JSON.stringify(phone) !== JSON.stringify(server)) splits.push({ text, phone, server })
    const bytes = text.startsWith('TC1:') ? decodeBase45(text.slice(4)) : null
    // Each code has one text and each value one encoding.
    if (bytes && encodeBase45(bytes) !== text.slice(4)) splits.push({ text, phone: 'base45', server: '' })
    const value = bytes ? decodeCbor(bytes) : undefined
    if (bytes && value !== undefined && Buffer.compare(encodeCbor(value), bytes) !== 0)
      splits.push({ text, phone: 'cbor', server: '' })
  }
  return { verdicts, splits }
}
