import { concat, sameBytes } from '../talent-code/bytes'
import type { Digest } from './hash'

// The tree of RFC 9162, section 2.1: leaves and nodes are told apart by their first byte, and the left half is the
// largest power of two below the count.

/** The hash of one leaf. */
export const leafHash = (digest: Digest, leaf: Uint8Array): Uint8Array => digest(concat([0], leaf))
const nodeHash = (digest: Digest, left: Uint8Array, right: Uint8Array): Uint8Array =>
  digest(concat([1], left, right))

/**
 * Builds a root leaf by leaf, holding one hash for each power of two: memory does not grow with the list. The order
 * of the leaves is the order of `add`.
 */
export class MerkleRoot {
  private readonly halves: { hash: Uint8Array; leaves: number }[] = []

  constructor(private readonly digest: Digest) {}

  add(leaf: Uint8Array): void {
    let whole = { hash: leafHash(this.digest, leaf), leaves: 1 }
    for (let last = this.halves.at(-1); last?.leaves === whole.leaves; last = this.halves.at(-1)) {
      this.halves.pop()
      whole = { hash: nodeHash(this.digest, last.hash, whole.hash), leaves: 2 * whole.leaves }
    }
    this.halves.push(whole)
  }

  /** The root of what was added so far; of nothing, the hash of nothing. */
  root(): Uint8Array {
    const [last, ...before] = [...this.halves].reverse()
    if (!last) return this.digest(new Uint8Array())
    return before.reduce((right, { hash }) => nodeHash(this.digest, hash, right), last.hash)
  }
}

const leftCount = (count: number): number => {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

const rootOf = (digest: Digest, hashes: readonly Uint8Array[], from: number, to: number): Uint8Array => {
  const only = hashes[from]
  if (to - from === 1 && only) return only
  const middle = from + leftCount(to - from)
  return nodeHash(digest, rootOf(digest, hashes, from, middle), rootOf(digest, hashes, middle, to))
}

/**
 * The path that proves leaf `at`, counted from 0, of a list: one hash a level, from the leaf up (RFC 9162, 2.1.3.1).
 * `hashes` are {@link leafHash}es.
 */
export const inclusionProof = (digest: Digest, hashes: readonly Uint8Array[], at: number): Uint8Array[] => {
  const path: Uint8Array[] = []
  let [from, to] = [0, hashes.length]
  while (to - from > 1) {
    const middle = from + leftCount(to - from)
    path.unshift(at < middle ? rootOf(digest, hashes, middle, to) : rootOf(digest, hashes, from, middle))
    if (at < middle) to = middle
    else from = middle
  }
  return path
}

/**
 * The paths of all leaves, in their order: one tree is built once, so that `n` proofs cost `n log n` and not
 * `n²`.
 */
export const inclusionProofs = (digest: Digest, hashes: readonly Uint8Array[]): Uint8Array[][] => {
  const paths: Uint8Array[][] = hashes.map(() => [])
  const build = (from: number, to: number): Uint8Array => {
    const only = hashes[from]
    if (to - from === 1 && only) return only
    const middle = from + leftCount(to - from)
    const left = build(from, middle)
    const right = build(middle, to)
    for (let at = from; at < to; at += 1) paths[at]?.push(at < middle ? right : left)
    return nodeHash(digest, left, right)
  }
  if (hashes.length > 0) build(0, hashes.length)
  return paths
}

/** Whether `path` leads from leaf `at` of `count` to `root` (RFC 9162, 2.1.3.2). */
export const isIncluded = (
  digest: Digest,
  {
    leaf,
    at,
    count,
    path,
    root,
  }: {
    leaf: Uint8Array
    at: number
    count: number
    path: readonly Uint8Array[]
    root: Uint8Array
  },
): boolean => {
  if (!Number.isSafeInteger(at) || at < 0 || at >= count) return false
  let index = at
  let last = count - 1
  let hash = leafHash(digest, leaf)
  for (const beside of path) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(digest, beside, hash)
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2)
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(digest, hash, beside)
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(hash, root)
}
