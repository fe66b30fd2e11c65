import {
  fairLimits,
  fairStandingAt,
  livePlaceStates,
  type EndCause,
  type PlaceState,
} from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { FairWork, PersonWork } from './deps'
import './events'
import {
  boothForUpdate,
  fairById,
  nextRank,
  placeById,
  placesOfTicket,
  slotsByIds,
  ticketForUpdate,
  updatePlace,
  updateTicket,
} from './repository'
import type { BoothRow, FairRow, PlaceRow, SlotRow, TicketRow } from './tables'

// Locks are taken in one order: a booth, then a ticket, then its places.

const standing = ({ state, opens_at: opensAt, closes_at: closesAt }: FairRow, at: Date) =>
  fairStandingAt({ state, opensAt, closesAt }, at)
/** Refuses with what one can do. */
export const fairRefused = (detail: string) => problem('fair-refused', { detail })
/** Somebody’s place is no longer where the caller saw it. */
export const placeMoved = (detail: string) => problem('fair-place-moved', { detail })

/** Takes a place with its unique keys; false: somebody was quicker. */
const insertPlace = async (db: Db, row: Partial<PlaceRow> & { id: string }): Promise<boolean> =>
  (await db
    .insertInto('fair_place')
    .values(row as PlaceRow)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

const endOf = ({ starts_at: start, minutes }: SlotRow): number => start.getTime() + minutes * 60_000
const overlaps = (one: SlotRow, other: SlotRow): boolean =>
  one.starts_at.getTime() < endOf(other) && other.starts_at.getTime() < endOf(one)

/** The caller’s ticket, held. @throws Problem not-found, fair-refused */
const holdOwnTicket = async ({ db, actor }: PersonWork, ticketId: string): Promise<TicketRow> => {
  const ticket = await ticketForUpdate(db, ticketId)
  if (ticket?.person_id !== actor.personId) throw problem('not-found')
  if (ticket.withdrawn) throw fairRefused('你已经取消报名，重新报名后可以再排')
  return ticket
}

const needBooth = async ({ db }: FairWork, boothId: string, fairId: string): Promise<BoothRow> => {
  const booth = await boothForUpdate(db, boothId)
  if (!booth || booth.fair_id !== fairId) throw problem('not-found')
  if (booth.state !== 'admitted') throw fairRefused('这个展位不参加了，可以看看别的展位')
  return booth
}

/** Books a slot: whoever comes second is told. */
const book = async (
  { db, now }: PersonWork,
  {
    fair,
    booth,
    ticket,
    slotId,
    at,
  }: { fair: FairRow; booth: BoothRow; ticket: TicketRow; slotId: string; at: Date },
): Promise<void> => {
  const places = await placesOfTicket(db, ticket.id)
  const slots = await slotsByIds(db, [
    slotId,
    ...places.flatMap(({ slot_id: id, state }) => (id && state === 'booked' ? [id] : [])),
  ])
  const slot = slots.get(slotId)
  if (slot?.booth_id !== booth.id) throw problem('not-found')
  if (slot.starts_at <= at) throw fairRefused('这个时段已经过了，请选后面的')
  if (slot.starts_at < fair.opens_at || endOf(slot) > fair.closes_at.getTime())
    throw fairRefused('这个时段不在招聘会的时间里，约不了，请选别的时段')
  const other = [...slots.values()].find((one) => one.id !== slotId && overlaps(one, slot))
  if (other) throw fairRefused('你在这个时间已经约了别的展位，换一个时段，或者先退掉那一个')
  const rank = await nextRank(db)
  const isTaken = await insertPlace(db, {
    id: uuidv7(),
    booth_id: booth.id,
    ticket_id: ticket.id,
    slot_id: slotId,
    state: 'booked',
    rank,
    moved: rank,
    made_at: now,
  })
  if (!isTaken) throw problem('fair-slot-taken', { detail: '请选别的时段，或者去排队' })
}

/** Stands in the queue, at its end. */
const queueUp = async (
  { db, now }: PersonWork,
  { fair, booth, ticket, at }: { fair: FairRow; booth: BoothRow; ticket: TicketRow; at: Date },
): Promise<void> => {
  if (!booth.queue) throw fairRefused('这个展位只按时段面谈，请约一个时段')
  const now_ = standing(fair, at)
  if (now_ === 'published') throw fairRefused('招聘会开始后才能排队，现在可以先约时段')
  if (now_ !== 'running') throw fairRefused('招聘会已经结束，不能再排队')
  const waiting = (await placesOfTicket(db, ticket.id)).filter(({ state }) => state === 'waiting')
  if (waiting.length >= fairLimits.queues)
    throw fairRefused(`一个人最多同时排 ${fairLimits.queues} 个展位，先退出一个再排`)
  const rank = await nextRank(db)
  await insertPlace(db, {
    id: uuidv7(),
    booth_id: booth.id,
    ticket_id: ticket.id,
    state: 'waiting',
    rank,
    moved: rank,
    made_at: now,
  })
}

/**
 * Takes a place at a booth. Who has one there already keeps it as it is: the same asked twice is one place.
 * @throws Problem not-found, fair-refused, fair-slot-taken
 */
export const takePlace = async (
  work: PersonWork,
  ticketId: string,
  { booth: boothId, slot }: { booth: string; slot: string | null },
): Promise<void> => {
  const { db, deps, actor } = work
  const seen = await db
    .selectFrom('fair_ticket')
    .select(['fair_id', 'person_id'])
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (seen?.person_id !== actor.personId) throw problem('not-found')
  const booth = await needBooth(work, boothId, seen.fair_id)
  const ticket = await holdOwnTicket(work, ticketId)
  const fair = (await fairById(db, booth.fair_id)) as FairRow
  const at = await deps.boundary(db)
  if (standing(fair, at) === 'cancelled') throw fairRefused('招聘会取消了')
  const there = (await placesOfTicket(db, ticketId)).find(
    (one) => one.booth_id === boothId && ['booked', 'waiting', 'called', 'talking'].includes(one.state),
  )
  if (there) {
    if (there.slot_id === slot) return
    throw fairRefused('你在这个展位已经有一个位置，先退掉它再换')
  }
  await (slot
    ? book(work, { fair, booth, ticket, slotId: slot, at })
    : queueUp(work, { fair, booth, ticket, at }))
}

/** Whoever was called or talked is free again. */
export const freeTicket = async (db: Db, ticketId: string, placeId: string): Promise<void> => {
  await db
    .updateTable('fair_ticket')
    .set({ busy_place: null })
    .where('id', '=', ticketId)
    .where('busy_place', '=', placeId)
    .execute()
}

/**
 * Leaves a queue, gives a slot back, or ends a talk: nobody is kept from their other queues by a booth that forgot them.
 * The booth may still write the result.
 * @throws Problem not-found, fair-place-moved
 */
export const leavePlace = async (work: PersonWork, ticketId: string, placeId: string): Promise<void> => {
  const { db, now } = work
  const seen = await placeById(db, placeId)
  if (seen?.ticket_id !== ticketId) throw problem('not-found')
  await boothForUpdate(db, seen.booth_id)
  const ticket = await ticketForUpdate(db, ticketId)
  if (ticket?.person_id !== work.actor.personId) throw problem('not-found')
  const row = (await placeById(db, placeId)) as PlaceRow
  if (row.state === 'left' || row.end_cause === 'talk-left') return
  if (!livePlaceStates.some((state) => state === row.state)) throw placeMoved('这里已经结束，不用再退')
  await updatePlace(
    db,
    placeId,
    row.state === 'talking'
      ? { state: 'ended', end_cause: 'talk-left', ended_at: now }
      : { state: 'left', until: null, ended_at: now },
  )
  await freeTicket(db, ticketId, placeId)
}

/** Somebody does not come after all: whatever they have of a fair is given back, and booths see nothing more. */
export const withdrawTicket = async (
  { db, now }: Pick<FairWork, 'db' | 'now'>,
  id: string,
): Promise<void> => {
  await ticketForUpdate(db, id)
  for (const place of await placesOfTicket(db, id))
    if (['booked', 'waiting', 'called', 'talking'].includes(place.state))
      await updatePlace(db, place.id, { state: 'left', until: null, ended_at: now })
  await updateTicket(db, id, { withdrawn: true, shown: null, busy_place: null })
}

/**
 * Ends places that nobody left, and tells whoever had them. The booth is held.
 * @param states only of places that stand so
 */
export const endPlaces = async (
  { db, now }: FairWork,
  boothId: string,
  cause: EndCause,
  states: readonly PlaceState[] = livePlaceStates,
): Promise<void> => {
  // Tickets first and in one order: nobody who withdraws at this moment is waited for in a circle.
  await sql`select id from fair_ticket where id in (
    select ticket_id from fair_place where booth_id = ${boothId} and state in (${sql.join(states)}))
    order by id for update`.execute(db)
  const { rows } = await sql<{ id: string; ticket_id: string }>`
    update fair_place set state = 'ended', end_cause = ${cause}, until = null, ended_at = ${now}, revision = revision + 1
    where booth_id = ${boothId} and state in (${sql.join(states)}) returning id, ticket_id`.execute(db)
  if (rows.length === 0) return
  const ended = sql.join(rows.map(({ id }) => id))
  await sql`update fair_ticket set busy_place = null where busy_place in (${ended})`.execute(db)
  for (const { id } of rows) await emit(db, now, 'fair-place.ended', { placeId: id })
}
