import { addDays } from '@jucai/contract/policies/days'
import { openStation } from '../city'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { stillThere } from '../core/person'
import type { StayWork } from './deps'
import { tell, type StayStep } from './events'
import { freeNights } from './nights'
import { lapsedStays, stayForUpdate, updateStay, type StayRow } from './repository'
import { standingOf } from './show'

/** Puts on record what happened to a stay without anybody doing it. */
const bySystem = (db: Db, at: Date, row: StayRow, action: string, detail?: Record<string, unknown>) =>
  audit(db, {
    at,
    actorId: null,
    actorRole: 'system',
    action,
    object: `stay:${row.id}`,
    personId: row.person_id,
    ...(detail === undefined ? {} : { detail }),
  })

/**
 * Ends a stay that is going on: on the day of `at`, or on its day of leaving where that is past. Nights that were not
 * used go to others.
 */
export const leave = async (
  work: StayWork,
  row: StayRow,
  at: Date,
  what: StayStep = 'left',
): Promise<StayRow> => {
  const { db, now } = work
  const today = dayOf(at)
  const shortest = addDays(row.from_day, 1)
  const leftOn = today < shortest ? shortest : today < row.to_day ? today : row.to_day
  await freeNights(db, row.id, today > row.from_day ? today : row.from_day)
  const changed = await updateStay(db, row.id, { state: 'left', to_day: leftOn, ended_at: now })
  await tell(work, changed, what)
  return changed
}

/** Ends a booked stay that its hostel cannot give; it does not count. */
export const callOff = async (work: StayWork, row: StayRow, why: string): Promise<StayRow> => {
  const { db, now } = work
  await freeNights(db, row.id, row.from_day)
  const changed = await updateStay(db, row.id, { state: 'cancelled', counted: false, ended_at: now })
  await tell(work, changed, 'closed', why)
  return changed
}

/** Why a stay was called off whose station is no longer open. */
export const closedWords = '驿站已经关闭'

const beginsSoon = (row: StayRow, at: Date) => row.from_day <= addDays(dayOf(at), 1)
const settleBooked = async (work: StayWork, row: StayRow, at: Date): Promise<boolean> => {
  const { db, now } = work
  const isLapsed = standingOf(row, at) === 'no-show'
  if (!isLapsed && !beginsSoon(row, at)) return false
  if (!(await openStation(db, row.station_id))) {
    const gone = await callOff(work, row, closedWords)
    await bySystem(db, now, gone, 'stay.closed', { why: closedWords })
    return true
  }
  if (!isLapsed) return false
  await freeNights(db, row.id, row.from_day)
  const changed = await updateStay(db, row.id, { state: 'no-show', ended_at: now })
  await bySystem(db, now, changed, 'stay.no-show')
  await tell(work, changed, 'no-show')
  return true
}

/**
 * One stay whose guest did not come, whose hostel has closed, or whose day of leaving is past.
 * @returns whether it changed
 */
export const settle = async (work: StayWork, due: Pick<StayRow, 'id' | 'person_id'>): Promise<boolean> => {
  const { db, now, deps } = work
  await stillThere(db, due.person_id) // person first, as everywhere
  const row = await stayForUpdate(db, due.id)
  // Asked after the row is held: whoever checked in meanwhile has come in time.
  const at = await deps.boundary(db)
  if (row?.state === 'booked') return settleBooked(work, row, at)
  if (row?.state !== 'checked-in' || row.to_day >= dayOf(at)) return false
  const changed = await leave(work, row, at, 'ran-out')
  await bySystem(db, now, changed, 'stay.ran-out')
  return true
}

/** Ends one's own stays that are over by the clock, so that they are in nobody's way until a chore comes by. */
export const settleOwn = async (work: StayWork, personId: string): Promise<void> => {
  for (const due of await lapsedStays(work.db, personId, await work.deps.boundary(work.db)))
    await settle(work, due)
}
