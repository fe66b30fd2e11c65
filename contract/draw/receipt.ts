import { fromHex, utf8, type Digest } from './hash'
import { isIncluded } from './merkle'
import { drawKey, valuesUnder } from './order'
import type { DrawnSource } from './sources'
import { holderDigest, leafText, readLeaf, ticketName } from './tickets'

/** What an applicant's phone keeps. Salt and path come with the lock. */
export interface DrawReceipt {
  round: string
  /** {@link leafText} of one's own ticket. */
  leaf: string
  /** 16 bytes, hexadecimal. Whoever has it and the document's number can show that the ticket is theirs. */
  salt: string
  /** From the leaf to the root, hexadecimal. */
  path: readonly string[]
  tickets: number
  root: string
  commitment: string
}

/** Whether the receipt's ticket stands in the locked list. */
export const isInList = (digest: Digest, receipt: DrawReceipt): boolean => {
  const ticket = readLeaf(receipt.leaf)
  if (!ticket) return false
  return isIncluded(digest, {
    leaf: utf8(leafText(ticket)),
    at: ticket.number - 1,
    count: receipt.tickets,
    path: receipt.path.map(fromHex),
    root: fromHex(receipt.root),
  })
}

/** Whether the receipt's ticket belongs to whom the document `type|number` belongs to. */
export const isHolder = (digest: Digest, receipt: DrawReceipt, document: string): boolean =>
  readLeaf(receipt.leaf)?.holder === holderDigest(digest, fromHex(receipt.salt), document)

/**
 * One's own value, computed from the commitment that one's own phone kept and the numbers that were drawn: what the
 * result has to show for this ticket. `T000042 <value>`, null for a leaf that is none.
 */
export const ownValue = (
  digest: Digest,
  receipt: DrawReceipt,
  drawn: readonly DrawnSource[],
): string | null => {
  const ticket = readLeaf(receipt.leaf)
  if (!ticket) return null
  const key = drawKey(digest, receipt.commitment, drawn)
  return `${ticketName(ticket.number)} ${valuesUnder(digest, key)(ticket.pool, ticket.number)}`
}
