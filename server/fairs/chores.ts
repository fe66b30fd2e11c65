import { fairLimits } from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import { emit } from '../core/outbox'
import { passDueOf } from './calling'
import type { FairRoomDeps, FairWork } from './deps'
import './events'
import { endPlaces, freeTicket } from './queue'
import {
  boothForUpdate,
  fairForUpdate,
  holdBoothsOf,
  placeById,
  ticketForUpdate,
  updateFair,
  updatePlace,
} from './repository'

const atOnce = 200
/** Passes whoever was called and did not come in time, booth by booth. @returns how many */
export const passDue = async (deps: FairRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const due = await deps.db
    .selectFrom('fair_place')
    .select('booth_id')
    .where('state', '=', 'called')
    .where('until', '<=', at)
    .orderBy('until')
    .limit(atOnce)
    .execute()
  let passed = 0
  for (const id of new Set(due.map((row) => row.booth_id)))
    passed += await deps.db.transaction().execute(async (tx) => {
      const booth = await boothForUpdate(tx, id)
      return booth ? passDueOf({ db: tx, now, deps }, booth, at) : 0
    })
  return passed
}

/**
 * Ends talks whose result nobody has written a day after their fair: nobody’s ticket stays in a talk for ever.
 * @returns how many
 */
export const endOldTalks = async (deps: FairRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const before = new Date(at.getTime() - fairLimits.resultHours * 3_600_000)
  const { rows } = await sql<{ id: string; booth_id: string }>`
    select place.id, place.booth_id from fair_place place
    join fair_booth booth on booth.id = place.booth_id join fair on fair.id = booth.fair_id
    where (place.state = 'talking' or place.end_cause = 'talk-left') and fair.closes_at <= ${before}
    order by place.booth_id, place.id limit ${sql.lit(atOnce)}`.execute(deps.db)
  for (const { id, booth_id: booth } of rows)
    await deps.db.transaction().execute((tx) => endOldTalk({ db: tx, now, deps }, booth, id))
  return rows.length
}
const endOldTalk = async ({ db, now }: FairWork, boothId: string, id: string): Promise<void> => {
  await boothForUpdate(db, boothId)
  const seen = await placeById(db, id)
  if (seen) await ticketForUpdate(db, seen.ticket_id)
  const row = await placeById(db, id)
  const isOpen = row && (row.state === 'talking' || row.end_cause === 'talk-left')
  if (!isOpen) return
  await updatePlace(db, id, { state: 'ended', end_cause: 'no-result', ended_at: row.ended_at ?? now })
  await freeTicket(db, row.ticket_id, id)
  await emit(db, now, 'fair-place.ended', { placeId: id })
}

/** Ends what is left of fairs that are over; talks that go on go on. @returns how many fairs */
export const windUpFairs = async (deps: FairRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const over = await deps.db
    .selectFrom('fair')
    .select('id')
    .where('state', '=', 'published')
    .where('wound_up_at', 'is', null)
    .where('closes_at', '<=', at)
    .orderBy('closes_at')
    .limit(20)
    .execute()
  for (const { id } of over)
    await deps.db.transaction().execute(async (tx) => {
      const fair = await fairForUpdate(tx, id)
      if (!fair || fair.wound_up_at || fair.state !== 'published' || fair.closes_at > at) return
      for (const booth of await holdBoothsOf(tx, id))
        await endPlaces({ db: tx, now, deps }, booth.id, 'over', ['booked', 'waiting'])
      await updateFair(tx, id, { wound_up_at: now })
    })
  return over.length
}
