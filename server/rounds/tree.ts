import type { Digest } from '@jucai/contract/draw/hash'
import { toHex, utf8 } from '@jucai/contract/draw/hash'
import { leafHash } from '@jucai/contract/draw/merkle'
import type { Db } from '../core/db'

// The tree of RFC 9162 kept by level: two neighbours make the node above, and one that is left over goes up as it is.
// That is the same tree as halving by the largest power of two, and a path is one neighbour a level.

const hashBytes = 32
/** Hashes in one block of a level: 16 KB of text. */
const inBlock = 256

/** A block of hashes of one level. */
export interface TreeBlock {
  level: number
  block: number
  hashes: string
}
interface Level {
  count: number
  /** The last hash while it has no neighbour. */
  single: Uint8Array | null
  /** What is not in a block yet, hexadecimal. */
  rest: string[]
}

/**
 * A tree that grows line by line and keeps one unfinished block a level: memory does not grow with the list. What is
 * full is handed out to be kept.
 */
export class GrowingTree {
  private readonly levels: Level[] = []
  private readonly pair = new Uint8Array(1 + 2 * hashBytes)
  private full: TreeBlock[] = []

  constructor(private readonly digest: Digest) {
    this.pair[0] = 1
  }

  /** Adds the next line of the list. */
  add(line: string): void {
    this.put(0, leafHash(this.digest, utf8(line)))
  }

  /** Blocks that became full since they were asked for last. */
  takeFull(): TreeBlock[] {
    const full = this.full
    this.full = []
    return full
  }

  /** Ends the tree. @returns its root, hexadecimal, and the blocks that are left; the root itself is in none */
  end(): { root: string; blocks: TreeBlock[] } {
    let root = toHex(this.digest(new Uint8Array()))
    for (let at = 0; at < this.levels.length; at += 1) {
      const { count, single, rest } = this.levels[at] as Level
      if (count === 1) root = rest[0] as string
      else {
        if (single) this.put(at + 1, single)
        if (rest.length > 0) this.closeBlock(at)
      }
    }
    return { root, blocks: this.takeFull() }
  }

  private put(at: number, hash: Uint8Array): void {
    const level = (this.levels[at] ??= { count: 0, single: null, rest: [] })
    level.count += 1
    level.rest.push(toHex(hash))
    if (level.rest.length === inBlock) this.closeBlock(at)
    if (!level.single) {
      level.single = hash
      return
    }
    this.pair.set(level.single, 1)
    this.pair.set(hash, 1 + hashBytes)
    level.single = null
    this.put(at + 1, this.digest(this.pair))
  }

  private closeBlock(at: number): void {
    const level = this.levels[at] as Level
    const block = Math.ceil(level.count / inBlock) - 1
    this.full.push({ level: at, block, hashes: level.rest.join('') })
    level.rest = []
  }
}

/** Keeps blocks of a tree. */
export const keepBlocks = async (db: Db, roundId: string, blocks: readonly TreeBlock[]): Promise<void> => {
  if (blocks.length > 0)
    await db
      .insertInto('round_node')
      .values(blocks.map((block) => ({ round_id: roundId, ...block })))
      .execute()
}

/** The path of a leaf, counted from 0, to the root of `count`: one block a level is read. */
export const pathIn = async (db: Db, roundId: string, count: number, leaf: number): Promise<string[]> => {
  const wanted: { level: number; at: number }[] = []
  for (let level = 0, at = leaf, width = count; width > 1; level += 1) {
    const beside = at % 2 === 0 ? at + 1 : at - 1
    if (beside < width) wanted.push({ level, at: beside })
    at = Math.floor(at / 2)
    width = Math.ceil(width / 2)
  }
  if (wanted.length === 0) return []
  const rows = await db
    .selectFrom('round_node')
    .select(['level', 'block', 'hashes'])
    .where('round_id', '=', roundId)
    .where(({ eb, or, and }) =>
      or(
        wanted.map(({ level, at }) =>
          and([eb('level', '=', level), eb('block', '=', Math.floor(at / inBlock))]),
        ),
      ),
    )
    .execute()
  const blocks = new Map(rows.map(({ level, hashes }) => [level, hashes]))
  return wanted.map(({ level, at }) => {
    const from = (at % inBlock) * 2 * hashBytes
    return (blocks.get(level) ?? '').slice(from, from + 2 * hashBytes)
  })
}
