import { hashText, type Digest, type DrawAlgorithm } from './hash'
import { namedText, type NamedSource } from './sources'

/** A flat of a round. */
export interface DrawFlat {
  flat: string
  pool: string
  /** The class that it is kept for, null for anybody. */
  reservedFor: string | null
}

/** How the order comes about: by the draw alone, or by points and among equals by the draw. */
export type OrderRule = 'draw' | 'points'
/** When kept flats are given: before the others, as a least share, or after them, as more than that. */
export type ReservedRule = 'first' | 'last'

/** Everything that is fixed before anybody can know the sources. */
export interface Committed {
  algorithm: DrawAlgorithm
  /** The round's own code, never used again. */
  round: string
  /** From 1 on; a correction before the lock is a commitment of its own. */
  version: number
  /** The rules in words, as people read them. NFC, lines ended by a line feed. */
  rules: string
  order: OrderRule
  /** In the order in which they are gone through. */
  classes: readonly string[]
  reserved: ReservedRule
  flats: readonly DrawFlat[]
  tickets: number
  /** Root over the tickets in the order of their numbers, hexadecimal. */
  root: string
  /** Head of the audit chain at the lock, hexadecimal. */
  audit: string
  /** UTC, ISO 8601 with milliseconds. */
  lockedAt: string
  sources: readonly NamedSource[]
}

/** The flats as they are hashed, one line each in the order of the list: `flat|pool|class`. */
export const flatsText = (flats: readonly DrawFlat[]): string =>
  flats.map(({ flat, pool, reservedFor }) => `${flat}|${pool}|${reservedFor ?? ''}\n`).join('')

/** The text whose hash is the commitment. */
export const commitmentText = (digest: Digest, what: Committed): string =>
  [
    'jucai.draw/1',
    `alg=${what.algorithm}`,
    `round=${what.round}`,
    `version=${what.version}`,
    `rules=${hashText(digest, what.rules)}`,
    `order=${what.order}`,
    `classes=${what.classes.join('+')}`,
    `reserved=${what.reserved}`,
    `flats=${hashText(digest, flatsText(what.flats))}`,
    `tickets=${what.tickets}`,
    `root=${what.root}`,
    `audit=${what.audit}`,
    `locked=${what.lockedAt}`,
    `sources=${namedText(what.sources)}`,
    '',
  ].join('\n')

/** The commitment: 64 hexadecimal digits that are published and kept by each applicant's phone. */
export const commitmentOf = (digest: Digest, what: Committed): string =>
  hashText(digest, commitmentText(digest, what))
