import { startOfDay } from '../../server/core/clock'
import { bookVisit, describeAtSetUp, offerSlot } from '../../server/stations'
import { personAs, clerkAt, type Seed } from '../world'
import { sampleSlots, sampleVisits, stationProfiles } from './profiles'

const hourMs = 3_600_000

/** Who offers times, and who books one. */
export const after: Seed['after'] = ['people']

/** Charters, times for visits, and bookings. */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now } = world
  for (const [stationId, profile] of stationProfiles) await describeAtSetUp(tx, now, null, stationId, profile)
  const today = startOfDay(now).getTime()
  for (const [stationId, slots] of Object.entries(sampleSlots))
    for (const [days, hour, hours, seats] of slots) {
      const from = today + (days * 24 + hour) * hourMs
      const { id } = await offerSlot(
        { db: tx, now, deps: world, actor: await clerkAt(tx, world, stationId) },
        stationId,
        {
          startsAt: new Date(from).toISOString(),
          endsAt: new Date(from + hours * hourMs).toISOString(),
          seats,
        },
      )
      for (const { by, purpose } of sampleVisits.filter(
        (one) => one.stationId === stationId && one.days === days && one.hour === hour,
      ))
        await bookVisit(
          { db: tx, now, deps: world, actor: { personId: await personAs(tx, world, by) } },
          { slotId: id, purpose },
        )
    }
}
