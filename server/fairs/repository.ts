import { waitingBasis } from '@jucai/contract/fair-waiting'
import { livePlaceStates } from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'
import type { BoothRow, FairRow, PlaceRow, SlotRow, TicketRow } from './tables'
import './tables'

const live = [...livePlaceStates]
const shownUnwritten = 50

/** A fair by id. */
export const fairById = (db: Db, id: string): Promise<FairRow | undefined> =>
  db.selectFrom('fair').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. */
export const fairForUpdate = (db: Db, id: string): Promise<FairRow | undefined> =>
  db.selectFrom('fair').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Several fairs by id. */
export const fairsByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, FairRow>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair')
            .selectAll()
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map((row) => [row.id, row]),
      )
/** Changes a fair. */
export const updateFair = async (db: Db, id: string, change: Partial<FairRow>): Promise<void> => {
  await db.updateTable('fair').set(change).where('id', '=', id).execute()
}
/**
 * Fairs that are published and not over at a moment, the first to close first; one more than `limit`.
 * @param stationId only those at whose door this station scans
 */
export const comingPage = (
  db: Db,
  at: Date,
  after: Place | null,
  limit: number,
  stationId: string | null = null,
): Promise<FairRow[]> =>
  db
    .selectFrom('fair')
    .selectAll()
    .where('state', '=', 'published')
    .where('closes_at', '>', at)
    .$if(stationId !== null, (query) => query.where('station_id', '=', stationId))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('closes_at', 'id'), '>', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('closes_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
/**
 * Fairs by their opening, the latest first; one more than `limit`.
 * @param over only those that are over or cancelled at this moment; null: all, drafts too
 */
export const latestPage = (
  db: Db,
  over: Date | null,
  after: Place | null,
  limit: number,
): Promise<FairRow[]> =>
  db
    .selectFrom('fair')
    .selectAll()
    .$if(over !== null, (query) =>
      query.where(({ eb, or, and }) =>
        or([
          eb('state', '=', 'cancelled'),
          and([eb('state', '=', 'published'), eb('closes_at', '<=', over as Date)]),
        ]),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('opens_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('opens_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** How many have signed up for fairs and not withdrawn, and how many of them came. */
export const ticketCounts = async (
  db: Db,
  fairIds: readonly string[],
): Promise<Map<string, { signedUp: number; came: number }>> =>
  fairIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_ticket')
            .select([
              'fair_id',
              ({ fn }) => fn.countAll<number>().as('all'),
              ({ fn }) => fn.count<number>('came_at').as('came'),
            ])
            .where('fair_id', 'in', [...fairIds])
            .where('withdrawn', '=', false)
            .groupBy('fair_id')
            .execute()
        ).map((row) => [row.fair_id, { signedUp: row.all, came: row.came }]),
      )

/** A booth by id. */
export const boothById = (db: Db, id: string): Promise<BoothRow | undefined> =>
  db.selectFrom('fair_booth').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends: its queue has one order. Held before tickets. */
export const boothForUpdate = (db: Db, id: string): Promise<BoothRow | undefined> =>
  db.selectFrom('fair_booth').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/**
 * All booths of a fair, held in one order before any ticket is: who ends a fair waits for nobody that holds a booth and
 * wants a ticket.
 */
export const holdBoothsOf = (db: Db, fairId: string): Promise<BoothRow[]> =>
  db.selectFrom('fair_booth').selectAll().where('fair_id', '=', fairId).orderBy('id').forUpdate().execute()
/** Several booths by id. */
export const boothsByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, BoothRow>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_booth')
            .selectAll()
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map((row) => [row.id, row]),
      )
/** The booths of a fair, by where they stand. */
export const boothsOf = (db: Db, fairId: string): Promise<BoothRow[]> =>
  db
    .selectFrom('fair_booth')
    .selectAll()
    .where('fair_id', '=', fairId)
    .orderBy('place')
    .orderBy('id')
    .execute()
/** How many booths of each fair are admitted. */
export const boothCounts = async (db: Db, fairIds: readonly string[]): Promise<Map<string, number>> =>
  fairIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_booth')
            .select(['fair_id', ({ fn }) => fn.countAll<number>().as('count')])
            .where('fair_id', 'in', [...fairIds])
            .where('state', '=', 'admitted')
            .groupBy('fair_id')
            .execute()
        ).map(({ fair_id: id, count }) => [id, count]),
      )
/** The booths of an employer at these fairs, by fair. */
export const boothsOfEmployer = async (
  db: Db,
  employerId: string,
  fairIds: readonly string[],
): Promise<Map<string, BoothRow>> =>
  fairIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_booth')
            .selectAll()
            .where('employer_id', '=', employerId)
            .where('fair_id', 'in', [...fairIds])
            .execute()
        ).map((row) => [row.fair_id, row]),
      )
/** Booths that the suspension of their employer ended, held in the order of fairs. */
export const suspendedBoothsOf = (db: Db, employerId: string): Promise<BoothRow[]> =>
  db
    .selectFrom('fair_booth')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where('suspended_from', 'is not', null)
    .orderBy('fair_id')
    .forUpdate()
    .execute()
/** Changes a booth. */
export const updateBooth = async (db: Db, id: string, change: Partial<BoothRow>): Promise<void> => {
  await db.updateTable('fair_booth').set(change).where('id', '=', id).execute()
}
/** Which posts booths bring, by booth. */
export const postsOfBooths = async (db: Db, ids: readonly string[]): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  if (ids.length === 0) return found
  const rows = await db
    .selectFrom('fair_booth_post')
    .selectAll()
    .where('booth_id', 'in', [...ids])
    .orderBy('post_id')
    .execute()
  for (const { booth_id: booth, post_id: post } of rows) found.set(booth, [...(found.get(booth) ?? []), post])
  return found
}

/** A slot, and whether it is taken. */
export type SlotSeen = SlotRow & { ticket_id: string | null }
/** The slots of booths, and who has them. */
export const slotsOf = (db: Db, boothIds: readonly string[]): Promise<SlotSeen[]> =>
  boothIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('fair_slot as slot')
        .leftJoin('fair_place as place', (join) =>
          join
            .onRef('place.slot_id', '=', 'slot.id')
            .on('place.state', 'in', ['booked', 'called', 'talking', 'done', 'missed']),
        )
        .selectAll('slot')
        .select('place.ticket_id')
        .where('slot.booth_id', 'in', [...boothIds])
        .orderBy('slot.starts_at')
        .execute()
/** Slots by id. */
export const slotsByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, SlotRow>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_slot')
            .selectAll()
            .where('id', 'in', [...ids])
            .execute()
        ).map((row) => [row.id, row]),
      )

/** How many wait at booths. */
export const waitingCounts = async (db: Db, boothIds: readonly string[]): Promise<Map<string, number>> =>
  boothIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_place')
            .select(['booth_id', ({ fn }) => fn.countAll<number>().as('count')])
            .where('booth_id', 'in', [...boothIds])
            .where('state', '=', 'waiting')
            .groupBy('booth_id')
            .execute()
        ).map(({ booth_id: id, count }) => [id, count]),
      )

/** What an estimate rests on: turns from being called to the end, newest first, and how many talk now. */
export interface Pace {
  turnsMs: number[]
  desks: number
}
/** The pace of booths. */
export const pacesOf = async (db: Db, boothIds: readonly string[]): Promise<Map<string, Pace>> => {
  if (boothIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; turns: number[]; live: number }>`
    select booth.id,
      array(select (extract(epoch from ended_at - called_at) * 1000)::float8 from fair_place
        where booth_id = booth.id and state = 'done'
        order by ended_at desc, id desc limit ${sql.lit(waitingBasis.most)}) as turns,
      (select count(*) from fair_place where booth_id = booth.id and state in ('called', 'talking'))::int as live
    from fair_booth booth where booth.id in (${sql.join([...new Set(boothIds)])})`.execute(db)
  return new Map(
    rows.map(({ id, turns, live: desks }) => [id, { turnsMs: turns, desks: Math.max(1, desks) }]),
  )
}

/** A ticket by id. */
export const ticketById = (db: Db, id: string): Promise<TicketRow | undefined> =>
  db.selectFrom('fair_ticket').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. Held after a booth and before places. */
export const ticketForUpdate = (db: Db, id: string): Promise<TicketRow | undefined> =>
  db.selectFrom('fair_ticket').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Somebody's ticket of a fair. */
export const ticketOf = (db: Db, fairId: string, personId: string): Promise<TicketRow | undefined> =>
  db
    .selectFrom('fair_ticket')
    .selectAll()
    .where('fair_id', '=', fairId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
/** Tickets of a person, newest first; one more than `limit`. */
export const ticketsPage = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<TicketRow[]> =>
  db
    .selectFrom('fair_ticket')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('signed_up_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('signed_up_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Changes a ticket. */
export const updateTicket = async (db: Db, id: string, change: Partial<TicketRow>): Promise<void> => {
  await db.updateTable('fair_ticket').set(change).where('id', '=', id).execute()
}

/** A place by id. */
export const placeById = (db: Db, id: string): Promise<PlaceRow | undefined> =>
  db.selectFrom('fair_place').selectAll().where('id', '=', id).executeTakeFirst()
/** Places of a ticket, in the order in which they were taken. */
export const placesOfTicket = (db: Db, ticketId: string): Promise<PlaceRow[]> =>
  db
    .selectFrom('fair_place')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
/** Places of a booth that somebody has still. */
export const livePlacesOf = (db: Db, boothId: string): Promise<PlaceRow[]> =>
  db
    .selectFrom('fair_place')
    .selectAll()
    .where('booth_id', '=', boothId)
    .where('state', 'in', live)
    .orderBy('rank')
    .orderBy('moved')
    .execute()
/** Talks that their visitor has left and whose result nobody has written, the oldest first. */
export const unwrittenOf = (db: Db, boothId: string): Promise<PlaceRow[]> =>
  db
    .selectFrom('fair_place')
    .selectAll()
    .where('booth_id', '=', boothId)
    .where('end_cause', '=', 'talk-left')
    .orderBy('ended_at')
    .orderBy('id')
    .limit(shownUnwritten)
    .execute()
/** Changes a place. */
export const updatePlace = async (db: Db, id: string, change: Partial<PlaceRow>): Promise<void> => {
  await db
    .updateTable('fair_place')
    .set(change)
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
/** The next number of the queues. */
export const nextRank = async (db: Db): Promise<number> =>
  Number((await sql<{ rank: string }>`select nextval('fair_rank') as rank`.execute(db)).rows[0]?.rank)
