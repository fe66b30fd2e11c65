import type { Vault } from '../core/encryption'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { markAllRead, markRead, messagePage } from './repository'

/** Reading and marking one's own messages. */
export const notificationHandlers = ({ vault }: { vault: Vault }): Handlers => ({
  'GET /me/messages': ({ db, actor }, { query }) => messagePage(db, vault, actor.personId, query.after, query.limit ?? 20),
  'PUT /me/messages/:message/read': async ({ db, actor, now }, { params }) => {
    if (!await markRead(db, actor.personId, params.message, now)) throw problem('not-found')
  },
  'PUT /me/messages/read': ({ db, actor, now }) => markAllRead(db, actor.personId, now),
})
