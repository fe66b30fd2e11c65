import { problem } from './problem'
import { isId } from './values'

/** Which page of a list is asked for. */
export interface PageRequest {
  /** Where the page before it ended; absent: the first. */
  after?: string | undefined
  /** How many rows at most, 20 unless said. */
  limit?: number | undefined
}
/** A place in a list ordered by (moment, id). */
export interface Place {
  at: Date
  id: string
}

/** The cursor of a list ordered by (moment, id), newest first, as opaque text. */
export const cursorOf = (at: Date, id: string): string =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

/** A cursor that no list wrote. */
export const cursorUnknown = () =>
  problem('invalid-request', { errors: [{ pointer: '/after', detail: '翻页标记无效，请从第一页重新打开' }] })

/** Reads a cursor. @throws Problem invalid-request on anything {@link cursorOf} did not write. */
export const readCursor = (cursor: string): Place => {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const at = new Date(time)
  // Years that the column holds; the queue has places far behind, for what is not due.
  const isPlace = /^[12]\d{3}-/.test(time) && !Number.isNaN(at.getTime()) && isId(id)
  if (!isPlace || cursorOf(at, id) !== cursor) throw cursorUnknown()
  return { at, id }
}

/** Where the entry that a cursor names stands in a list that is in memory. @throws Problem invalid-request when it is not there */
export const startAfter = <T>(
  items: readonly T[],
  after: string | undefined,
  keyOf: (item: T) => string,
): number => {
  if (after === undefined) return 0
  const at = items.findIndex((item) => keyOf(item) === after)
  if (at === -1) throw cursorUnknown()
  return at + 1
}

/** Where a page begins; null: at the head of the list. @throws Problem invalid-request as {@link readCursor} */
export const placeOf = (after: string | undefined): Place | null =>
  after === undefined ? null : readCursor(after)

/** Cuts `limit + 1` fetched rows to a page: the extra row only tells that there is more. */
export const pageOf = <T, U>(
  rows: T[],
  limit: number,
  cursor: (row: T) => string,
  show: (row: T) => U,
): { items: U[]; next: string | null } => {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(show), next: rows.length > limit && last ? cursor(last) : null }
}
