import type { Generated, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'

/** What somebody prefers: a project, or one type of it. */
export interface Wish {
  stationId: string
  typeId: string | null
}

interface ArrivalTable {
  round_id: string
  person_id: string
  serial: Generated<number>
  first_at: Date
}
interface RequestTable {
  round_id: string
  person_id: string
  digest: string
  first_at: Date
}
interface TicketTable {
  id: string
  serial: Generated<number>
  round_id: string
  person_id: string
  application_id: string
  state: 'applied' | 'withdrawn'
  pool: string
  wishes: unknown
  claimed: unknown
  longer_slot: boolean
  salt: Buffer | null
  holder_digest: string
  version: number
  applied_at: Date
  changed_at: Date
}
interface MemberTable {
  ticket_id: string
  position: number
  round_id: string
  relation: string
  words: Buffer | null
  document_index: string | null
  alike_index: string | null
}
declare module '../core/db' {
  interface Database {
    round_arrival: ArrivalTable
    round_request: RequestTable
    round_ticket: TicketTable
    round_member: MemberTable
  }
}
/** A ticket as a row. */
export type TicketRow = Selectable<TicketTable>
/** Somebody of a household. */
export type MemberRow = MemberTable

/** What a ticket prefers, the dearest first. */
export const wishesOf = (row: Pick<TicketRow, 'wishes'>): Wish[] => row.wishes as Wish[]
/** The classes that it claims. */
export const claimedOf = (row: Pick<TicketRow, 'claimed'>): string[] => row.claimed as string[]

/** Notes that somebody asked for a ticket; of several times the first stays. */
export const noteArrival = async (db: Db, roundId: string, personId: string, at: Date): Promise<void> => {
  await db
    .insertInto('round_arrival')
    .values({ round_id: roundId, person_id: personId, first_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
/** Notes a request of the last minutes; of several times the first stays. */
export const noteRequest = async (
  db: Db,
  row: { roundId: string; personId: string; digest: string; at: Date },
): Promise<void> => {
  await db
    .insertInto('round_request')
    .values({ round_id: row.roundId, person_id: row.personId, digest: row.digest, first_at: row.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
/** When the server first saw this request in the last minutes before the close. */
export const requestSeen = async (
  db: Db,
  roundId: string,
  personId: string,
  digest: string,
): Promise<Date | undefined> =>
  (
    await db
      .selectFrom('round_request')
      .select('first_at')
      .where('round_id', '=', roundId)
      .where('person_id', '=', personId)
      .where('digest', '=', digest)
      .executeTakeFirst()
  )?.first_at
/** Forgets the requests of a round that is locked. */
export const forgetRequests = (db: Db, roundId: string): Promise<unknown> =>
  db.deleteFrom('round_request').where('round_id', '=', roundId).execute()

/** When somebody first asked for a ticket of a round. */
export const arrivalOf = (db: Db, roundId: string, personId: string) =>
  db
    .selectFrom('round_arrival')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** Somebody's ticket of a round. */
export const ticketOf = (db: Db, roundId: string, personId: string): Promise<TicketRow | undefined> =>
  db
    .selectFrom('round_ticket')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** A ticket by its id. */
export const ticketById = (db: Db, id: string): Promise<TicketRow | undefined> =>
  db.selectFrom('round_ticket').selectAll().where('id', '=', id).executeTakeFirst()

/** Adds a ticket, or changes what was applied for; whose turn it was stays. @returns the row as it is now */
export const saveTicket = (db: Db, row: Omit<TicketRow, 'serial'>): Promise<TicketRow> => {
  const said = { ...row, wishes: JSON.stringify(row.wishes), claimed: JSON.stringify(row.claimed) }
  return db
    .insertInto('round_ticket')
    .values(said)
    .onConflict((conflict) =>
      conflict.columns(['round_id', 'person_id']).doUpdateSet({
        application_id: said.application_id,
        state: said.state,
        pool: said.pool,
        wishes: said.wishes,
        claimed: said.claimed,
        longer_slot: said.longer_slot,
        salt: said.salt,
        holder_digest: said.holder_digest,
        version: sql`round_ticket.version + 1`,
        changed_at: said.changed_at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Withdraws a ticket before the lock. */
export const withdrawTicket = (db: Db, id: string, at: Date): Promise<unknown> =>
  db
    .updateTable('round_ticket')
    .set({ state: 'withdrawn', changed_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .where('state', '=', 'applied')
    .execute()

/** A person's tickets, the latest first; one more than `limit`. */
export const ticketsOfPerson = (
  db: Db,
  personId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<TicketRow[]> =>
  db
    .selectFrom('round_ticket')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('applied_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('applied_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Every ticket of a person. */
export const allTicketsOf = (db: Db, personId: string): Promise<TicketRow[]> =>
  db
    .selectFrom('round_ticket')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('applied_at')
    .orderBy('id')
    .execute()

/** The next tickets of a round in the order of receipt. */
export const ticketsAfter = (db: Db, roundId: string, after: number, limit: number): Promise<TicketRow[]> =>
  db
    .selectFrom('round_ticket')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('serial', '>', after)
    .orderBy('serial')
    .limit(limit)
    .execute()

/** Writes the household of a ticket anew. */
export const replaceMembers = async (db: Db, ticketId: string, rows: readonly MemberRow[]): Promise<void> => {
  await db.deleteFrom('round_member').where('ticket_id', '=', ticketId).execute()
  await db.insertInto('round_member').values(rows).execute()
}
/** Households of tickets, in the order of their people. */
export const membersOf = (db: Db, ticketIds: readonly string[]): Promise<MemberRow[]> =>
  ticketIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('round_member')
        .selectAll()
        .where('ticket_id', 'in', ticketIds)
        .orderBy('ticket_id')
        .orderBy('position')
        .execute()

/** A person of one ticket who stands in another of the same round. */
export interface Shared {
  ticketId: string
  position: number
  otherId: string
  by: 'document' | 'name-and-birthday'
}
/**
 * Who of these tickets stands in another ticket of the round that was not withdrawn. A document counts before a
 * name; those of withdrawn tickets do not count.
 */
export const sharedIn = async (db: Db, ticketIds: readonly string[]): Promise<Shared[]> => {
  if (ticketIds.length === 0) return []
  const { rows } = await sql<Shared>`
    select mine.ticket_id as "ticketId", mine.position, other.ticket_id as "otherId",
      case when mine.document_index = other.document_index then 'document' else 'name-and-birthday' end as by
    from round_member mine
    join round_ticket on round_ticket.id = mine.ticket_id and round_ticket.state = 'applied'
    join round_member other on other.round_id = mine.round_id and other.ticket_id <> mine.ticket_id
      and (other.document_index = mine.document_index or other.alike_index = mine.alike_index)
    join round_ticket other_ticket on other_ticket.id = other.ticket_id and other_ticket.state = 'applied'
    where mine.ticket_id in (${sql.join(ticketIds)})
    order by mine.ticket_id, mine.position, by, other.ticket_id`.execute(db)
  return rows
}
/** Tickets of a round that share a document with another, none of them withdrawn. */
export const ticketsSharing = async (db: Db, roundId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    with several as (
      select document_index from round_member join round_ticket on round_ticket.id = ticket_id
      where round_member.round_id = ${roundId} and document_index is not null and state = 'applied'
      group by document_index having count(distinct ticket_id) > 1
    )
    select distinct ticket_id as id from round_member join several using (document_index)
      join round_ticket on round_ticket.id = ticket_id and state = 'applied'
    where round_member.round_id = ${roundId}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those of these tickets that share a document with another that has not gone from the order since. */
export const contestedOf = async (db: Db, ticketIds: readonly string[]): Promise<Set<string>> => {
  const shared = (await sharedIn(db, ticketIds)).filter(({ by }) => by === 'document')
  if (shared.length === 0) return new Set()
  const gone = await db
    .selectFrom('round_leaf')
    .innerJoin('round_moved', (join) =>
      join
        .onRef('round_moved.round_id', '=', 'round_leaf.round_id')
        .onRef('round_moved.number', '=', 'round_leaf.number'),
    )
    .select('ticket_id')
    .where(
      'ticket_id',
      'in',
      shared.map(({ otherId }) => otherId),
    )
    .where('standing', '=', 'gone')
    .execute()
  const hasGone = new Set(gone.map(({ ticket_id: id }) => id))
  return new Set(shared.filter(({ otherId }) => !hasGone.has(otherId)).map(({ ticketId }) => ticketId))
}

/** Who asked for a ticket of a round, in the order of their first time, after a place in it. */
export const arrivalsAfter = (db: Db, roundId: string, after: number, limit: number) =>
  db
    .selectFrom('round_arrival')
    .select(['person_id', 'first_at', 'serial'])
    .where('round_id', '=', roundId)
    .where('serial', '>', after)
    .orderBy('serial')
    .limit(limit)
    .execute()
