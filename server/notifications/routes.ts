import type { Vault } from '../core/encryption'
import type { WeChat } from '../core/ports'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { markAllRead, markRead, messagePage } from './repository'
import { addConsents, subscriptionsOf } from './subscriptions'

/** Reading and marking one's own messages, and what one agreed to get by WeChat. */
export const notificationHandlers = ({ vault, wechat }: { vault: Vault; wechat: WeChat }): Handlers => ({
  'GET /me/subscriptions': async ({ db, actor }) => ({
    items: await subscriptionsOf(db, actor.personId, wechat.templateIdOf),
  }),
  'POST /me/subscriptions': async ({ db, now, actor }, { body }) => {
    await addConsents(db, now, actor.personId, body.topics)
    return { items: await subscriptionsOf(db, actor.personId, wechat.templateIdOf) }
  },
  'GET /me/messages': ({ db, actor }, { query }) =>
    messagePage(db, vault, actor.personId, query.after, query.limit ?? 20),
  'PUT /me/messages/:message/read': async ({ db, actor, now }, { params }) => {
    if (!(await markRead(db, actor.personId, params.message, now))) throw problem('not-found')
  },
  'PUT /me/messages/read': ({ db, actor, now }, { query }) =>
    markAllRead(db, actor.personId, now, query.link),
})
