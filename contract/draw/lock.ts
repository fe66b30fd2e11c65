import { commitmentOf, type Committed } from './commitment'
import { toHex, utf8, type Digest } from './hash'
import { inclusionProofs, leafHash, MerkleRoot } from './merkle'
import { leafText, type Ticket } from './tickets'
import { drawKey, orderOf } from './order'
import type { DrawRecord, SourceEvidence } from './record'
import { drawnFault, type DrawnSource } from './sources'
import { ticketName } from './tickets'

/** Locks a list: its lines, root and commitment. `tickets` in the order of their numbers, from 1 without a gap. */
export const lockList = (
  digest: Digest,
  rules: Omit<Committed, 'tickets' | 'root'>,
  tickets: readonly Ticket[],
): DrawRecord => {
  const leaves = tickets.map(leafText)
  const root = new MerkleRoot(digest)
  for (const leaf of leaves) root.add(utf8(leaf))
  const committed = { ...rules, tickets: tickets.length, root: toHex(root.root()) }
  return {
    ...committed,
    format: 'jucai.draw/1',
    leaves,
    commitment: commitmentOf(digest, committed),
    result: null,
    log: [],
  }
}

/** The paths of all tickets of a locked list, in its order, for their receipts. */
export const pathsOf = (digest: Digest, leaves: readonly string[]): string[][] =>
  inclusionProofs(
    digest,
    leaves.map((leaf) => leafHash(digest, utf8(leaf))),
  ).map((path) => path.map(toHex))

/**
 * The key of a locked list and what was drawn for it.
 * @throws RangeError for sources that the commitment does not name
 */
export const keyOfDrawn = (
  digest: Digest,
  { sources, commitment }: Pick<DrawRecord, 'sources' | 'commitment'>,
  drawn: readonly DrawnSource[],
): string => {
  const faults = sources.map((named, at) => {
    const one = drawn[at]
    return one ? drawnFault(one, named) : '缺一个来源'
  })
  const bad = faults.find((text) => text !== null)
  if (bad || drawn.length !== sources.length) throw new RangeError(bad ?? '多了一个来源')
  return drawKey(digest, commitment, drawn)
}

/** The pools of a list, in the order in which a record has them. */
export const poolsAmong = (tickets: readonly Pick<Ticket, 'pool'>[]): string[] =>
  [...new Set(tickets.map(({ pool }) => pool))].sort()

/**
 * Computes the result of a locked list. There is one for each commitment and what was drawn, however often it is
 * computed.
 * @throws RangeError for sources that the commitment does not name
 */
export const drawnResult = (
  digest: Digest,
  record: DrawRecord,
  tickets: readonly Ticket[],
  drawn: readonly (DrawnSource & { evidence: SourceEvidence })[],
): NonNullable<DrawRecord['result']> => {
  const key = keyOfDrawn(digest, record, drawn)
  return {
    drawn,
    key,
    order: Object.fromEntries(
      poolsAmong(tickets).map((pool) => [
        pool,
        orderOf(digest, { key, rule: record.order, pool, tickets }).map(
          ({ ticket, value }) => `${ticketName(ticket.number)} ${value}`,
        ),
      ]),
    ),
  }
}
