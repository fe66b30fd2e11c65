import type { KeptHostel } from '@jucai/contract/stays'
import { bedKindLabels, nightsOf, nightWords } from '@jucai/contract/stay-vocabulary'
import type { Day } from '@jucai/contract/policies/days'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { stillThere } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import type { OfficeWork } from './deps'
import { tell } from './events'
import { freeNights, nightsInBed, nightsTaken, takeNights } from './nights'
import { keptHostel, onRecord } from './office'
import { callOff } from './settling'
import { bedsOf, holdHostel, stayForUpdate, updateStay, type BedRow, type StayRow } from './repository'

/** From which night a bed is out of service, and what becomes of the nights booked there. */
export interface ServiceChange {
  outFrom: Day | null
  why: string
  then?: 'move' | 'cancel'
}

const setOut = async ({ db }: OfficeWork, bed: BedRow, outFrom: Day | null): Promise<void> => {
  await db.updateTable('hostel_bed').set({ out_from: outFrom }).where('id', '=', bed.id).execute()
}

/** Nights of one stay go to another bed of the kind, from the first that the bed cannot give. @throws Problem nights-taken */
const moveStay = async (work: OfficeWork, row: StayRow, first: Day, why: string): Promise<void> => {
  const { db } = work
  const nights = nightsOf(first, row.to_day)
  await freeNights(db, row.id, first)
  const bed = await takeNights(db, {
    stayId: row.id,
    personId: row.person_id,
    hostelId: row.station_id,
    kind: row.kind,
    nights,
  })
  if (!bed)
    throw problem('nights-taken', {
      detail: `${nightWords(first)}起没有别的${bedKindLabels[row.kind]}可换，什么都没有改。请换一个停用日，或选“取消这些住宿”`,
      extra: { nextFree: [] },
    })
  await tell(work, row, 'bed-changed', why)
}

/** A stay ends before the nights that the bed cannot give; one of which no night was had does not count. */
const endStay = async (work: OfficeWork, row: StayRow, from: Day, why: string): Promise<void> => {
  const { db } = work
  if (row.state === 'booked' || from <= row.from_day) {
    await callOff(work, row, why)
    return
  }
  await freeNights(db, row.id, from)
  await tell(work, await updateStay(db, row.id, { to_day: from }), 'closed', why)
}

/**
 * Takes a bed out of service from a night on, or puts it back. Where somebody is to sleep there, it has to be
 * said what becomes of them; either all of it happens or nothing.
 * @throws Problem not-found, invalid-request, bed-booked, nights-taken
 */
export const changeService = async (
  work: OfficeWork,
  hostelId: string,
  bedId: string,
  { outFrom, why, then }: ServiceChange,
): Promise<KeptHostel> => {
  const { db, deps } = work
  const hostel = await holdHostel(db, hostelId)
  // Bookings under way were waited for, and none begins until this is done.
  const bed = hostel && (await bedsOf(db, hostelId)).find(({ id }) => id === bedId)
  if (!bed) throw problem('not-found')
  if (bed.out_from === outFrom) return keptHostel(work, hostel)
  if (outFrom !== null && outFrom < dayOf(await deps.boundary(db)))
    throw fieldProblem('/outFrom', '停用日已经过去，从今晚起选')
  await setOut(work, bed, outFrom)
  const nights =
    outFrom === null
      ? []
      : (await nightsTaken(db, hostelId, outFrom, '9998-12-31')).filter(({ bed_id: id }) => id === bedId)
  const stays = new Map(nights.map(({ stay_id: id, person_id: personId }) => [id, personId]))
  if (nights.length > 0 && then === undefined)
    throw problem('bed-booked', {
      detail: `从${nightWords(outFrom as Day)}起还有 ${stays.size} 次住宿、${nights.length} 晚。请先选：换到别的床，或取消这些住宿`,
      extra: { nights: nights.length, stays: stays.size },
    })
  for (const [id, personId] of stays) {
    await stillThere(db, personId) // person first, as everywhere
    const row = (await stayForUpdate(db, id)) as StayRow
    // Asked anew: who left, or did not come, before the stay was held has no night here any more.
    const [first] = await nightsInBed(db, id, bedId, outFrom as Day)
    if (first === undefined) continue
    if (then === 'move') await moveStay(work, row, first, why)
    else await endStay(work, row, first, why)
    await audit(db, {
      at: work.now,
      actorId: work.actor.personId,
      actorRole: 'lead',
      action: then === 'move' ? 'stay.bed-changed' : 'stay.closed',
      object: `stay:${id}`,
      personId: row.person_id,
      detail: { hostel: hostelId, why },
    })
  }
  await onRecord(work, 'hostel.bed-service', hostelId, {
    label: bed.label,
    outFrom,
    why,
    ...(then === undefined ? {} : { then, stays: stays.size }),
  })
  return keptHostel(work, hostel)
}
