import { flatMoves, flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { FlatRow } from './repository'

declare module '../core/outbox' {
  interface Events {
    /** A flat came to stand elsewhere. */
    'flat.moved': { flatId: string; from: FlatState; to: FlatState }
  }
}

/** A change of where a flat stands. */
export interface FlatMove {
  flatId: string
  /** Where it has to stand now; another state refuses the change. */
  from: readonly FlatState[]
  to: FlatState
  /** Public words: why. Nothing personal. */
  reason: string
  /** Who of the office did it, null where it follows from something else. */
  by: string | null
  /** When it is expected to be free; absent: nobody knows any more. */
  freeFrom?: string | null
}

/**
 * The one door through which a flat comes to stand elsewhere. The row is held from here to the end of the
 * transaction, so of two who want the same flat one is refused.
 * @throws Problem flat-not-there when it does not stand where the caller believes
 */
export const moveFlat = async (
  { db, now }: { db: Db; now: Date },
  { flatId, from, to, reason, by, freeFrom = null }: FlatMove,
): Promise<FlatRow> => {
  const row = await db.selectFrom('flat').selectAll().where('id', '=', flatId).forUpdate().executeTakeFirst()
  if (!row) throw problem('not-found')
  if (!from.includes(row.state) || !flatMoves[row.state].includes(to))
    throw problem('flat-not-there', {
      detail: `${row.building} ${row.number} 现在是“${flatStateLabels[row.state]}”，不能改为“${flatStateLabels[to]}”。请刷新后再看。`,
      extra: { state: row.state },
    })
  const moved = await db
    .updateTable('flat')
    .set({ state: to, state_since: now, free_from: freeFrom })
    .where('id', '=', flatId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await db
    .insertInto('flat_event')
    .values({ flat_id: flatId, at: now, from_state: row.state, to_state: to, reason, by_person: by })
    .execute()
  await emit(db, now, 'flat.moved', { flatId, from: row.state, to })
  return moved
}

/** Says when a flat is expected to be free, without its standing elsewhere; on record like a move. */
export const expectFree = async (
  { db, now }: { db: Db; now: Date },
  {
    flatId,
    freeFrom,
    reason,
    by,
  }: { flatId: string; freeFrom: string | null; reason: string; by: string | null },
): Promise<void> => {
  const row = await db
    .updateTable('flat')
    .set({ free_from: freeFrom })
    .where('id', '=', flatId)
    .returning('state')
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  const words = freeFrom === null ? '预计空出日期：不知道' : `预计 ${freeFrom} 空出`
  await db
    .insertInto('flat_event')
    .values({
      flat_id: flatId,
      at: now,
      from_state: row.state,
      to_state: row.state,
      reason: `${words}。${reason}`,
      by_person: by,
    })
    .execute()
}
