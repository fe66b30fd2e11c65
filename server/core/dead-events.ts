import { audit } from './audit'
import { cursorOf, pageOf, readCursor } from './keyset'
import { deadEvents, reviveEvent } from './outbox'
import { problem } from './problem'
import type { Handlers } from './route'

/** What the system administrator sees of events set aside, and having them tried again. */
export const deadEventHandlers: Handlers = {
  'GET /dead-events': async ({ db }, { query }) => {
    const limit = query.limit ?? 20
    const rows = await deadEvents(db, query.after === undefined ? null : readCursor(query.after), limit + 1)
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.dead_at, row.id),
      (row) => ({
        id: row.id,
        kind: row.kind,
        happenedAt: row.created_at.toISOString(),
        setAsideAt: row.dead_at.toISOString(),
        attempts: row.attempts,
        done: row.done_reactions,
        failed: row.last_error,
      }),
    )
  },
  'POST /dead-events/:event/retries': async ({ db, now, actor }, { params }) => {
    if (!(await reviveEvent(db, params.event, now)))
      throw problem('not-found', { detail: '这一条已经重试，或已经完成' })
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'system-admin',
      action: 'event.retried',
      object: `event:${params.event}`,
    })
  },
}
