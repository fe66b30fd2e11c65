import { hash } from 'node:crypto'
import type { DrawFlat } from '@jucai/contract/draw/commitment'
import { fromHex, type Digest, type DrawAlgorithm } from '@jucai/contract/draw/hash'
import { drawnResult, lockList } from '@jucai/contract/draw/lock'
import type { DrawRecord } from '@jucai/contract/draw/record'
import type { DrawnSource, NamedSource } from '@jucai/contract/draw/sources'
import { holderDigest, ticketStates, type Ticket } from '@jucai/contract/draw/tickets'

/** Node's own; as text and back, which is three times as fast as a buffer of its own for each. */
const native =
  (name: string): Digest =>
  (bytes) => {
    const text = hash(name, bytes, 'binary')
    const digest = new Uint8Array(text.length)
    for (let at = 0; at < text.length; at += 1) digest[at] = text.charCodeAt(at)
    return digest
  }
/** The server's hashes. */
export const digests: Record<DrawAlgorithm, Digest> = { 'sha-256': native('sha256'), sm3: native('sm3') }

export const evidence = {
  address: 'https://example.invalid/kl8',
  pageHash: null,
  enteredBy: 'officer-1',
  confirmedBy: 'officer-2',
}
export const sources: NamedSource[] = [
  { game: 'cwl-kl8', issues: ['2026120', '2026121'] },
  { game: 'lottery-pl5', issues: ['26120', '26121'] },
]
export const drawn: (DrawnSource & { evidence: typeof evidence })[] = [
  {
    game: 'cwl-kl8',
    issue: '2026120',
    numbers: [2, 5, 9, 11, 13, 17, 20, 24, 29, 33, 38, 41, 46, 52, 55, 60, 63, 68, 71, 79],
    evidence,
  },
  { game: 'lottery-pl5', issue: '26120', numbers: [4, 0, 7, 7, 1], evidence },
]

/** A ticket of the vectors: document and salt follow from its number. */
export const ticketOf = (digest: Digest, number: number, more: Partial<Ticket> = {}): Ticket => ({
  number,
  pool: 'all',
  classes: [],
  state: 'in',
  points: 0,
  holder: holderDigest(digest, saltOf(number), `resident-id|${number}`),
  ...more,
})
export const saltOf = (number: number): Uint8Array => fromHex(number.toString(16).padStart(32, '0'))

export const flatsOf = (count: number, reserved: readonly string[] = [], pool = 'all'): DrawFlat[] =>
  Array.from({ length: count }, (_, at) => ({
    flat: `${pool}-${at + 1}`,
    pool,
    reservedFor: reserved[at] ?? null,
  }))

/** A drawn round. */
export const roundOf = (
  algorithm: DrawAlgorithm,
  tickets: readonly Ticket[],
  more: Partial<Omit<DrawRecord, 'tickets' | 'root'>> & { drawn?: typeof drawn } = {},
): DrawRecord => {
  const digest = digests[algorithm]
  const { drawn: given = drawn, ...rules } = more
  const locked = lockList(
    digest,
    {
      algorithm,
      round: '2026-r03',
      version: 1,
      rules: '规则示例，第一版\n',
      order: 'draw',
      classes: [],
      reserved: 'first',
      flats: flatsOf(3),
      audit: '0'.repeat(64),
      lockedAt: '2026-12-01T02:00:00.000Z',
      sources,
      ...rules,
    },
    tickets,
  )
  return { ...locked, result: drawnResult(digest, locked, tickets, given), log: rules.log ?? [] }
}

/** Whole numbers below `below`, the same for one seed (mulberry32). */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const classCodes = ['couple', 'doctor', 'veteran']

/** Numbers that a lottery could have drawn. */
const drawnBy = (below: (most: number) => number): typeof drawn => {
  const balls = Array.from({ length: 80 }, (_, at) => ({ ball: at + 1, by: below(2 ** 30) }))
    .sort((a, b) => a.by - b.by)
    .slice(0, 20)
    .map(({ ball }) => ball)
    .sort((a, b) => a - b)
  return [
    { game: 'cwl-kl8', issue: sources[0]?.issues[below(2)] ?? '', numbers: balls, evidence },
    {
      game: 'lottery-pl5',
      issue: sources[1]?.issues[below(2)] ?? '',
      numbers: Array.from({ length: 5 }, () => below(10)),
      evidence,
    },
  ]
}

/** A round of its own for each seed: up to 24 tickets in one or two pools, classes, points, all states. */
export const randomRound = (seed: number): DrawRecord => {
  const below = seeded(seed)
  const algorithm: DrawAlgorithm = below(2) === 0 ? 'sha-256' : 'sm3'
  const pools = ['all', 'family'].slice(0, 1 + below(2))
  const tickets = Array.from({ length: below(25) }, (_, at) =>
    ticketOf(digests[algorithm], at + 1, {
      pool: pools[below(pools.length)] ?? 'all',
      classes: classCodes.filter(() => below(3) === 0),
      state: ticketStates[below(6)] ?? 'in',
      points: below(4),
    }),
  )
  const kept = () => Array.from({ length: below(5) }, () => classCodes[below(3)] ?? 'couple')
  return roundOf(algorithm, tickets, {
    round: `2026-r${seed}`,
    order: below(2) === 0 ? 'draw' : 'points',
    classes: classCodes,
    reserved: below(2) === 0 ? 'first' : 'last',
    flats: pools.flatMap((pool) => flatsOf(below(12), kept(), pool)),
    drawn: drawnBy(below),
  })
}
