import type { OfferState, SwapState } from '@jucai/contract/choosing-vocabulary'
import type { Generated, Selectable } from 'kysely'
import type { Db } from '../core/db'

interface LineTable {
  round_id: string
}
interface SlotTable {
  id: string
  round_id: string
  person_id: string
  ticket_id: string
  number: number
  opens_at: Date
  ends_at: Date
  last_call_at: Date | null
  outcome: 'chosen' | 'refused' | 'passed-over' | null
  settled_at: Date | null
}
interface ChoiceTable {
  id: string
  round_id: string | null
  order_round_id: string
  flat_id: string
  person_id: string
  ticket_id: string
  number: number
  quota: string
  token: string
  by_person: string | null
  chosen_at: Date
}
interface ChoiceEventTable {
  id: Generated<number>
  round_id: string
  flat_id: string
  person_id: string | null
  what: 'held' | 'left' | 'chosen' | 'returned' | 'swapped' | 'moved'
  at: Date
  until: Date | null
}
interface SwapTable {
  id: string
  round_id: string
  asker_id: string
  asked_id: string
  asker_choice_id: string
  asked_choice_id: string
  asker_flat_id: string
  asked_flat_id: string
  state: SwapState
  asked_at: Date
  until: Date
  settled_at: Date | null
}
interface StandingPlaceTable {
  station_id: string
  person_id: string
  round_id: string
  ticket_id: string
  number: number
  rank: number
  queued_at: Date
  joined_at: Date
}
interface StandingFlatTable {
  flat_id: string
  station_id: string
  free_since: Date
}
interface StandingOfferTable {
  id: string
  flat_id: string
  station_id: string
  person_id: string
  round_id: string
  state: OfferState
  offered_at: Date
  until: Date
  settled_at: Date | null
}
declare module '../core/db' {
  interface Database {
    choice_line: LineTable
    choice_slot: SlotTable
    flat_choice: ChoiceTable
    choice_event: ChoiceEventTable
    choice_swap: SwapTable
    standing_place: StandingPlaceTable
    standing_offer: StandingOfferTable
    standing_flat: StandingFlatTable
  }
}

/** A slot: when somebody may choose first. */
export type SlotRow = SlotTable
/** What somebody chose. */
export type ChoiceRow = ChoiceTable
/** What happened to a flat while people chose. */
export type ChoiceEventRow = Selectable<ChoiceEventTable>
/** A place on the list of a project. */
export type PlaceRow = StandingPlaceTable
/** An offer of the standing list. */
export type OfferRow = StandingOfferTable
/** A swap. */
export type SwapRow = SwapTable

/** A ticket's number as the draw writes it. */
export const numberText = (number: number): string => `T${String(number).padStart(6, '0')}`

/** The slot of somebody in a round. */
export const slotOf = (db: Db, roundId: string, personId: string): Promise<SlotRow | undefined> =>
  db
    .selectFrom('choice_slot')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** Slots of a round of which nothing came yet. */
export const openSlots = (db: Db, roundId: string): Promise<SlotRow[]> =>
  db
    .selectFrom('choice_slot')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('outcome', 'is', null)
    .execute()

/** Slots of some tickets of a round. */
export const slotsOfTickets = async (
  db: Db,
  roundId: string,
  ticketIds: readonly string[],
): Promise<SlotRow[]> =>
  ticketIds.length === 0
    ? []
    : db
        .selectFrom('choice_slot')
        .selectAll()
        .where('round_id', '=', roundId)
        .where('ticket_id', 'in', ticketIds)
        .execute()

/** Adds a slot; whoever was passed over and came back gets another. @returns the row as it is now */
export const insertSlot = async (db: Db, row: SlotRow): Promise<SlotRow> => {
  const { id: _, ...again } = row
  return db
    .insertInto('choice_slot')
    .values(row)
    .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doUpdateSet(again))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Says what came of a slot, once. @returns whether it had not been said */
export const settleSlot = async (
  db: Db,
  {
    roundId,
    personId,
    outcome,
    at,
  }: { roundId: string; personId: string; outcome: NonNullable<SlotRow['outcome']>; at: Date },
): Promise<boolean> =>
  (
    await db
      .updateTable('choice_slot')
      .set({ outcome, settled_at: at })
      .where('round_id', '=', roundId)
      .where('person_id', '=', personId)
      .where('outcome', 'is', null)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

/** What somebody chose in a round. */
export const choiceIn = (db: Db, roundId: string, personId: string): Promise<ChoiceRow | undefined> =>
  db
    .selectFrom('flat_choice')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** All that somebody chose, newest first. */
export const choicesOf = (db: Db, personId: string): Promise<ChoiceRow[]> =>
  db
    .selectFrom('flat_choice')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('chosen_at', 'desc')
    .orderBy('id')
    .execute()

/** A choice by id. */
export const choiceById = (db: Db, id: string): Promise<ChoiceRow | undefined> =>
  db.selectFrom('flat_choice').selectAll().where('id', '=', id).executeTakeFirst()

/** Adds a choice. The unique keys of (round, flat) and (round, person) hold whatever the code does. */
export const insertChoice = (db: Db, row: ChoiceRow): Promise<unknown> =>
  db.insertInto('flat_choice').values(row).execute()

/** Notes what happened to a flat while people chose. */
export const noteChoice = (db: Db, row: Omit<ChoiceEventRow, 'id'>): Promise<unknown> =>
  db.insertInto('choice_event').values(row).execute()
