import type { SkipReason } from '@jucai/contract/draw/record'
import type { Kysely, RawBuilder } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'

/** A round, as far as choosing needs it. */
export interface ChoosingRound {
  id: string
  title: string
  state: string
  slot_minutes: number
  longer_slot_minutes: number
  hold_seconds: number
  /** How many choose at the same time. */
  at_once: number
  choosing_from: Date
  /** What refusing costs, as printed. */
  refusing: string
}
/** A flat of a round. */
export interface RoundFlat {
  flatId: string
  flatCode: string
  pool: string
  reservedFor: string | null
}
/** Somebody whom a quota calls. `quota` is a class, or `general`. */
export interface Called {
  ticketId: string
  personId: string
  number: number
  rank: number
  quota: string
  longerSlot: boolean
}
/** Where a ticket stands in its round. */
export interface LinePlace {
  ticketId: string
  number: number
  rank: number
  pool: string
  /** Called before and still there. */
  before: number
  /** null: no quota reaches them yet. */
  quota: string | null
  longerSlot: boolean
  /** How many would live there. */
  people: number
  /** Flat types wished for, the dearest first. */
  wishes: readonly string[]
  /** Whether the list admits it and it has not gone since. */
  called: boolean
}

/** Somebody on a ticket, as whoever checks documents sees them. `relation` in words. */
export interface MaskedPerson {
  relation: string
  maskedName: string
  document: string
}

/** What choosing needs of rounds and tickets; the order is theirs, whose turn it is by the clock is ours. */
export interface Line {
  roundById(db: Db, id: string): Promise<ChoosingRound | undefined>
  /** Rounds in which people choose now, or will by themselves when their moment comes. */
  roundsChoosing(db: Db): Promise<string[]>
  /** Why the choosing of a drawn round will not begin, a sentence; null: it will, when its moment comes. */
  waitsOf(db: Db, roundId: string): Promise<string | null>
  roundFlats(db: Db, roundId: string): Promise<RoundFlat[]>
  /** One of them, by its code. */
  roundFlat(db: Db, roundId: string, code: string): Promise<RoundFlat | undefined>
  /** With a quota, not chosen, not out, in order. */
  nextUp(db: Db, roundId: string, limit: number): Promise<Called[]>
  /** The same after a place, one more than `limit`. */
  calledAfter(
    db: Db,
    roundId: string,
    after: { rank: number; number: number } | null,
    limit: number,
  ): Promise<Called[]>
  /** How many of each pool and quota are called and have not chosen. */
  calledFor(db: Db, roundId: string): Promise<{ pool: string; quota: string; count: number }[]>
  placeOf(db: Db, roundId: string, personId: string): Promise<LinePlace | null>
  /** Who is on a ticket, the applicant first, names and documents masked. */
  household(db: Db, vault: Vault, ticketId: string): Promise<MaskedPerson[]>
  /** Whose ticket has a number. */
  personOf(db: Db, roundId: string, number: number): Promise<string | null>
  passOver(
    work: { db: Db; now: Date },
    what: { roundId: string; number: number; reason: SkipReason; by: string | null },
  ): Promise<unknown>
  recordChoice(
    work: { db: Db; now: Date },
    what: { roundId: string; number: number; flatId: string },
  ): Promise<unknown>
  /** Begins the choosing, unless something is waited for. @returns the round as it is then */
  markChoosing(work: { db: Db; now: Date }, roundId: string): Promise<{ state: string }>
  endRound(work: { db: Db; now: Date }, roundId: string): Promise<unknown>
  /** Rounds of somebody that were drawn, newest first. */
  roundsOf(db: Db, personId: string): Promise<{ roundId: string; title: string; drawnAt: Date }[]>
}

/** What choosing is built from; the doors of other rooms are handed in by features.ts. */
export interface ChoosingDeps {
  vault: Vault
  line: Line
  /** The one clock by which a flat goes to others: the database's, so that two servers agree. */
  boundary(db: Db): Promise<Date>
  /**
   * That clock inside a statement, read after whatever the statement waited for: `now()` would be the
   * transaction's beginning.
   */
  moment(db: Db): Promise<RawBuilder<Date>>
  /** Rent in percent of the market rent on a day; null while the book has none. */
  rentPercent(db: Db, day: string): Promise<number | null>
  /** Deposit in months of rent. */
  depositMonths(db: Db, day: string): Promise<number | null>
  /** Whether something was signed for a choice, so that it can no longer be swapped. */
  isBound(db: Db, choiceIds: readonly string[]): Promise<boolean>
  /** Whether somebody is still qualified, for what is offered long after the round. */
  isQualified(db: Db, personId: string, now: Date): Promise<boolean>
}
/** The same, with the pool of connections, for what runs by itself. */
export interface ChoosingRoomDeps extends ChoosingDeps {
  db: Kysely<Database>
}

/** Work that nobody asked for. */
export type ChoosingWork = Work<ChoosingDeps>
/** Work of somebody on their own choosing. */
export type ChooserWork = WorkBy<{ personId: string }, ChoosingDeps>
/** Work of the office. */
export type OfficerWork = WorkBy<Actor, ChoosingDeps>
