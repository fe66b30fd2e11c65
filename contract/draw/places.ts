import type { DrawFlat, ReservedRule } from './commitment'
import type { Ticket } from './tickets'

/** From which flats a ticket may choose: those kept for a class, or those for anybody. */
export type Quota = { reservedFor: string } | 'general'

/** What a ticket comes to: a flat out of a quota, or the `waiting`-th in line, counted from 1. */
export type Place = { quota: Quota } | { waiting: number }

/** What the written procedure is applied to, in one pool. */
export interface PoolInOrder {
  /** All tickets of the pool in the order of the draw. */
  order: readonly Ticket[]
  flats: readonly DrawFlat[]
  classes: readonly string[]
  reserved: ReservedRule
  /** Numbers of tickets that are not called, whatever stands in the list: withdrawn or skipped since, with a reason on record. */
  out?: ReadonlySet<number>
  /** Numbers of tickets that are called although the list does not admit them: their appeal succeeded. */
  restored?: ReadonlySet<number>
  /** Who has chosen already keeps the quota that they chose from. */
  kept?: ReadonlyMap<number, Quota>
}

const isFor = (quota: Quota, flat: DrawFlat): boolean =>
  quota === 'general' ? flat.reservedFor === null : flat.reservedFor === quota.reservedFor
const sameQuota = (a: Quota, b: Quota): boolean =>
  a === 'general' || b === 'general' ? a === b : a.reservedFor === b.reservedFor
const mayTake = (quota: Quota, ticket: Ticket): boolean =>
  quota === 'general' || ticket.classes.includes(quota.reservedFor)

/**
 * Applies the written procedure to an order. Kept flats `first`: each class in its order takes them, then everybody
 * who is left takes the others. `last`: everybody takes the others, then each class takes the kept ones. Kept
 * flats that nobody of the class takes go to whoever is next. Who has none waits in the order of the draw.
 * Pure; places of all who are called, by number of the ticket.
 */
export const placesOf = (pool: PoolInOrder): Map<number, Place> => {
  const { order, flats, classes, reserved, out, restored, kept } = pool
  const called = order.filter(
    ({ number, state }) => !out?.has(number) && (state === 'in' || restored?.has(number) === true),
  )
  const places = new Map<number, Place>()
  let given = 0
  for (const { number } of called) {
    const quota = kept?.get(number)
    if (quota === undefined) continue
    places.set(number, { quota })
    given += 1
  }
  const keptOf = (quota: Quota): number =>
    [...(kept?.values() ?? [])].filter((one) => sameQuota(one, quota)).length
  const give = (quota: Quota, mostLeft: number): void => {
    let left = mostLeft
    for (const ticket of called) {
      if (left <= 0) return
      if (places.has(ticket.number) || !mayTake(quota, ticket)) continue
      places.set(ticket.number, { quota })
      left -= 1
      given += 1
    }
  }
  // Never more than there are flats: what nobody of a class took may be gone when somebody of it comes back.
  const own = (quota: Quota) => {
    const of = flats.filter((flat) => isFor(quota, flat)).length
    give(quota, Math.min(of - keptOf(quota), flats.length - given))
  }
  const forClasses = () => classes.forEach((reservedFor) => own({ reservedFor }))
  if (reserved === 'first') forClasses()
  own('general')
  if (reserved === 'last') forClasses()
  give('general', flats.length - given)
  let waiting = 0
  for (const { number } of called) if (!places.has(number)) places.set(number, { waiting: (waiting += 1) })
  return places
}
