import { dayInChina } from '@jucai/contract/china-time'
import { daysBetween } from '@jucai/contract/policies/days'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { FairWork } from './deps'
import './events'
import { endPlaces } from './queue'
import { holdBoothsOf, slotsOf, type SlotSeen } from './repository'
import type { BoothRow, FairRow } from './tables'

const dayMs = 86_400_000

interface Hours {
  opensAt: Date
  closesAt: Date
}

/** Slots of a booth that are to come, and nobody has been called to: what is past stays as it was. */
const slotsToCome = async (db: Db, boothId: string, at: Date): Promise<SlotSeen[]> => {
  const used = await db
    .selectFrom('fair_place')
    .select('slot_id')
    .where('booth_id', '=', boothId)
    .where('slot_id', 'is not', null)
    .where('state', 'in', ['called', 'talking', 'done', 'missed'])
    .execute()
  const taken = new Set(used.map(({ slot_id: id }) => id))
  return (await slotsOf(db, [boothId])).filter((slot) => slot.starts_at > at && !taken.has(slot.id))
}

/** Slots at another day, by their hour; twice, since none may stand where another still stands. */
const shiftSlots = async (db: Db, ids: readonly string[], days: number): Promise<void> => {
  if (ids.length === 0 || days === 0) return
  const away = 1_000_000 // days: where no slot is
  for (const by of [days + away, -away])
    await sql`update fair_slot set starts_at = starts_at + make_interval(days => ${sql.lit(by)})
      where id in (${sql.join([...ids])})`.execute(db)
}

/** Slots that no longer lie within the fair end; whoever had booked one is told. The booth is held. */
const endSlots = async ({ db, now }: FairWork, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const slots = sql.join([...ids])
  await sql`select id from fair_ticket where id in (
    select ticket_id from fair_place where slot_id in (${slots}) and state = 'booked') order by id for update`.execute(
    db,
  )
  const { rows } = await sql<{ id: string }>`
    update fair_place set state = 'ended', end_cause = 'fair-moved', ended_at = ${now}, revision = revision + 1
    where slot_id in (${slots}) and state = 'booked' returning id`.execute(db)
  await sql`update fair_place set slot_id = null where slot_id in (${slots})`.execute(db)
  await db
    .deleteFrom('fair_slot')
    .where('id', 'in', [...ids])
    .execute()
  for (const { id } of rows) await emit(db, now, 'fair-place.ended', { placeId: id })
}

const moveBooth = async (
  work: FairWork,
  booth: BoothRow,
  { days, hours, at }: { days: number; hours: Hours; at: Date },
): Promise<void> => {
  const slots = await slotsToCome(work.db, booth.id, at)
  const isWithin = ({ starts_at: startsAt, minutes }: SlotSeen): boolean => {
    const start = startsAt.getTime() + days * dayMs
    return (
      start > at.getTime() &&
      start >= hours.opensAt.getTime() &&
      start + minutes * 60_000 <= hours.closesAt.getTime()
    )
  }
  await endSlots(
    work,
    slots.flatMap((slot) => (isWithin(slot) ? [] : [slot.id])),
  )
  await shiftSlots(
    work.db,
    slots.flatMap((slot) => (isWithin(slot) ? [slot.id] : [])),
    days,
  )
  if (hours.opensAt > at) await endPlaces(work, booth.id, 'fair-moved', ['waiting'])
}

/**
 * The hours of a published fair change: its slots keep their hour and go to the new day with it; those that do not lie
 * within the new hours end, and so does a queue whose fair does not run any more. The fair is held.
 */
export const moveSlots = async (
  work: FairWork,
  before: Pick<FairRow, 'id' | 'opens_at' | 'closes_at'>,
  hours: Hours,
  at: Date,
): Promise<void> => {
  const moved = (from: Date, to: Date) => daysBetween(dayInChina(from), dayInChina(to))
  const days = moved(before.opens_at, hours.opensAt)
  // Where only one end moved the fair is longer or shorter, and its slots stay at their day.
  const isOtherDay = days === moved(before.closes_at, hours.closesAt)
  for (const booth of await holdBoothsOf(work.db, before.id))
    await moveBooth(work, booth, { days: isOtherDay ? days : 0, hours, at })
}
