import type { Day } from '@jucai/contract/policies/days'
import { cursorUnknown } from '../core/keyset'
import { isDay, isId } from '../core/values'

/** A place in a list ordered by (day, id), what comes first before. */
interface DayPlace {
  day: Day
  id: string
}

const written = (day: Day, id: string): string => Buffer.from(`${day} ${id}`).toString('base64url')

/** The cursor after the last row of a page; null where it has none. */
export const nextOf = <T extends { id: string }>(
  last: T | undefined,
  dayOf: (row: T) => Day,
): string | null => (last ? written(dayOf(last), last.id) : null)

/** Reads a cursor; null: the head of the list. @throws Problem invalid-request on what {@link nextOf} did not write */
export const dayPlaceOf = (after: string | undefined): DayPlace | null => {
  if (after === undefined) return null
  const [day = '', id = ''] = Buffer.from(after, 'base64url').toString('latin1').split(' ')
  if (!isDay(day) || !isId(id) || written(day, id) !== after) throw cursorUnknown()
  return { day, id }
}
