import { problem } from './problem'

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

/** Reads a cursor. @throws Problem invalid-request on anything {@link cursorOf} did not write. */
export const readCursor = (cursor: string): Place => {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw problem('invalid-request', {
      errors: [{ pointer: '/after', detail: '翻页标记无效，请从第一页重新打开' }],
    })
  return { at, id }
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
