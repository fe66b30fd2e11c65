import { nightsOf } from '@jucai/contract/stay-vocabulary'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { freeNights } from './nights'
import { allStays, updateStay, type StayRow } from './repository'

const hasNights = ({ state }: StayRow) => state !== 'cancelled' && state !== 'no-show'
// Who is in the house keeps the bed; of two bookings the earlier one stands.
const standsBefore = (a: StayRow, b: StayRow): number =>
  Number(b.state === 'checked-in') - Number(a.state === 'checked-in') ||
  a.booked_at.getTime() - b.booked_at.getTime() ||
  (a.id < b.id ? -1 : 1)

/**
 * Two accounts become one: nobody has two beds a night. Of stays that share a night, one that is going on
 * stands before one that is booked, else the one booked earlier; the other ends without counting, and its
 * nights become free. Of nights that are over, the same stay keeps them. Moving the rows is for core.
 */
export const joinStays = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const theirs = (await allStays(db, fromId)).filter(hasNights)
  const mine = (await allStays(db, intoId)).filter(hasNights)
  for (const one of theirs) {
    const nights = nightsOf(one.from_day, one.to_day)
    const rivals = mine.filter((other) =>
      nightsOf(other.from_day, other.to_day).some((night) => nights.includes(night)),
    )
    // Those that stand before it come first: once it has ended, nothing is shared any more.
    for (const other of rivals.sort(standsBefore)) {
      const [winner, loser] = [one, other].sort(standsBefore) as [StayRow, StayRow]
      await endLoser(db, loser, { now, intoId })
      if (winner === other) break
    }
  }
}

const endLoser = async (
  db: Db,
  row: StayRow,
  { now, intoId }: { now: Date; intoId: string },
): Promise<void> => {
  await freeNights(db, row.id, row.from_day)
  if (row.state === 'left') return // it is over; only its nights stand twice
  await emit(db, now, 'stay.changed', { stayId: row.id, personId: intoId, what: 'joined' })
  if (row.state === 'booked')
    await updateStay(db, row.id, { state: 'cancelled', counted: false, ended_at: now })
  if (row.state === 'checked-in')
    await updateStay(db, row.id, { state: 'left', counted: false, ended_at: now })
}

/**
 * Somebody deletes their account: what is booked goes to others. Who sleeps there now keeps the bed until the
 * day of leaving, because they lie in it. Stays that count keep whose document they count for until the year is over.
 */
export const letGoOfStays = async (db: Db, personId: string, now: Date): Promise<void> => {
  for (const row of await allStays(db, personId))
    if (row.state === 'booked' && row.arrive_by > now) {
      await freeNights(db, row.id, row.from_day)
      await updateStay(db, row.id, { state: 'cancelled', counted: false, ended_at: now })
    }
}
