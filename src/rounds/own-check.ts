import type { DrawAlgorithm } from '@jucai/contract/draw/hash'
import { isInList, ownValue, type DrawReceipt } from '@jucai/contract/draw/receipt'
import type { DrawnSource } from '@jucai/contract/draw/sources'
import { readLeaf, ticketName } from '@jucai/contract/draw/tickets'
import { digests } from './hashes'

/** What one’s own phone can tell without the list. */
export interface OwnCheck {
  /** The commitment that this phone kept is that of the receipt. */
  sameCommitment: boolean
  /** The receipt’s line stands in the list that was committed. */
  inList: boolean
  /** The value computed here from the kept commitment and the published numbers; null before the draw. */
  value: string | null
  /** Whether the server tells the same value; null before the draw. */
  sameValue: boolean | null
}

/** A ticket’s value as the server tells it. */
export interface ToldResult {
  drawn: readonly DrawnSource[]
  value: string
}

/**
 * Checks one’s own place with what one’s own phone kept: a path of hashes for the list, and after the draw one HMAC for
 * the value. `kept` is the commitment that the phone first saw, not the one that the server shows now.
 */
export const checkOwn = (
  algorithm: DrawAlgorithm,
  { receipt, kept, told }: { receipt: DrawReceipt; kept: string; told: ToldResult | null },
): OwnCheck => {
  const digest = digests[algorithm]
  const line = told && ownValue(digest, { ...receipt, commitment: kept }, told.drawn)
  const value = line?.split(' ')[1] ?? null
  return {
    sameCommitment: receipt.commitment === kept,
    inList: isInList(digest, receipt),
    value,
    sameValue: told && value === told.value,
  }
}

/** The number of a receipt, `T000042`; null for a line that is none. */
export const numberOf = (receipt: DrawReceipt): string | null => {
  const ticket = readLeaf(receipt.leaf)
  return ticket && ticketName(ticket.number)
}
