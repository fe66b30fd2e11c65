import type { Visit } from '@jucai/contract/stations'
import type { Harness, Visitor } from '../harness'

const hourMs = 3_600_000

/** A time that a clerk offers tomorrow, booked by somebody. */
export const bookedVisit = async (
  harness: Harness,
  clerk: Visitor,
  station: string,
  visitor: Visitor,
): Promise<Visit> => {
  const from = harness.clock.now().getTime() + 24 * hourMs
  const slot = await clerk.call('POST /stations/:station/slots', {
    params: { station },
    body: { startsAt: new Date(from).toISOString(), endsAt: new Date(from + hourMs).toISOString(), seats: 2 },
  })
  return visitor.call(
    'POST /me/visits',
    { body: { slotId: slot.id, purpose: '问问政策' } },
    { idempotencyKey: `visit-${slot.id}` },
  )
}
