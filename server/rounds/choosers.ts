import { relationLabels } from '@jucai/contract/rounds-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { callOf } from './calls'
import { shownMember } from './households'
import { leafByNumber, leafOfTicket, movedOf, rankOf, resultOf } from './locked-rows'
import { placeOf } from './places'
import { typesOf } from './homes'
import { flatRowsOf } from './repository'
import { membersOf, ticketById, ticketOf, wishesOf, type Wish } from './ticket-rows'

/** What choosing needs of somebody in the order of a round. */
export interface Chooser {
  ticketId: string
  number: number
  rank: number
  pool: string
  /** Called before and still there. */
  before: number
  /** A class, or `general`; null: nothing calls them now. */
  quota: string | null
  longerSlot: boolean
  /** How many would live there. */
  people: number
  /** Flat types wished for, the dearest first. */
  wishes: readonly string[]
  /** Whether the order has them and they have not gone. */
  called: boolean
}

/** Somebody in the order of a round; null for who has no ticket there or before the draw. */
export const chooserOf = async (db: Db, roundId: string, personId: string): Promise<Chooser | null> => {
  const ticket = await ticketOf(db, roundId, personId)
  const place = ticket && (await placeOf(db, roundId, personId))
  const leaf = place && (await leafOfTicket(db, ticket.id))
  const result = await resultOf(db, roundId)
  if (!ticket || !place || !leaf || !result) return null
  const rank = await rankOf(db, roundId, result.revision, leaf.number)
  const moved = await movedOf(db, roundId, leaf.number)
  return {
    ticketId: ticket.id,
    number: leaf.number,
    rank: place.rank,
    pool: leaf.pool,
    before: place.before,
    quota: (await callOf(db, roundId, leaf.number)) ?? null,
    longerSlot: ticket.longer_slot,
    people: (await membersOf(db, [ticket.id])).length,
    wishes: await wishedTypes(db, roundId, wishesOf(ticket)),
    called: moved ? moved.standing !== 'gone' : rank?.called === true,
  }
}

// A wish without a type is for all types of its project.
const wishedTypes = async (db: Db, roundId: string, wishes: readonly Wish[]): Promise<string[]> => {
  if (wishes.every(({ typeId }) => typeId !== null)) return wishes.flatMap(({ typeId }) => typeId ?? [])
  const types = await typesOf(db, await flatRowsOf(db, roundId))
  return wishes.flatMap((wish) =>
    wish.typeId === null
      ? types.filter(({ stationId }) => stationId === wish.stationId).map(({ typeId }) => typeId)
      : wish.typeId,
  )
}

/** Whose ticket has a number in the locked list; null for a number that is not there. */
export const personOfNumber = async (db: Db, roundId: string, number: number): Promise<string | null> => {
  const leaf = await leafByNumber(db, roundId, number)
  return leaf ? ((await ticketById(db, leaf.ticket_id))?.person_id ?? null) : null
}

/** Rounds in which people choose, or will when their moment comes. */
export const roundsChoosing = async (db: Db): Promise<string[]> =>
  (
    await db
      .selectFrom('housing_round')
      .select('id')
      .where('state', 'in', ['drawn', 'choosing'])
      .orderBy('id')
      .execute()
  ).map(({ id }) => id)

/** Rounds of somebody that were drawn, newest first. */
export const drawnRoundsOf = async (
  db: Db,
  personId: string,
): Promise<{ roundId: string; title: string; drawnAt: Date }[]> =>
  (
    await db
      .selectFrom('housing_round')
      .innerJoin('round_ticket', 'round_ticket.round_id', 'housing_round.id')
      .select(['housing_round.id', 'title', 'drawn_at'])
      .where('round_ticket.person_id', '=', personId)
      .where('drawn_at', 'is not', null)
      .orderBy('drawn_at', 'desc')
      .limit(20)
      .execute()
  ).map(({ id, title, drawn_at: drawnAt }) => ({ roundId: id, title, drawnAt: drawnAt as Date }))

/** One flat of a round, by its code. */
export const roundFlat = async (
  db: Db,
  roundId: string,
  code: string,
): Promise<{ flatId: string; flatCode: string; pool: string; reservedFor: string | null } | undefined> =>
  db
    .selectFrom('round_flat')
    .select(['flat_id as flatId', 'flat_code as flatCode', 'pool', 'reserved_for as reservedFor'])
    .where('round_id', '=', roundId)
    .where('flat_code', '=', code)
    .executeTakeFirst()

/** The household of a ticket, the applicant first, as whoever checks their documents sees it. */
export const maskedHousehold = async (db: Db, vault: Vault, ticketId: string) =>
  (await membersOf(db, [ticketId])).map((row) => {
    const { relation, maskedName, document } = shownMember(vault, row)
    return { relation: relationLabels[relation] ?? '家人', maskedName, document }
  })
