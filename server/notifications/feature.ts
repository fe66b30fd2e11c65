import type { Feature } from '../core/feature'
import { deliveriesOf, forgetOldDeliveries, sendDeliveries, type DeliveryDeps } from './deliveries'
import { allMessages } from './repository'
import { notificationHandlers } from './routes'
import { joinSubscriptions, subscriptionsOf } from './subscriptions'

/** Messages in the app, and what leaves by WeChat and SMS. */
export const notifications = (deps: DeliveryDeps): Feature => ({
  name: 'notifications',
  handlers: notificationHandlers(deps),
  chores: [
    { everyMs: 1_000, run: () => sendDeliveries(deps) },
    { everyMs: 3_600_000, run: (now) => forgetOldDeliveries(deps.db, now) },
  ],
  people: {
    tables: {
      message: { of: ['person_id'], sealed: ['body'], exported: 'messages', onErase: 'rows' },
      delivery: { of: ['person_id'], sealed: ['words'], exported: 'deliveries', onErase: 'rows' },
      wechat_subscription: { of: ['person_id'], exported: 'subscriptions', onErase: 'rows' },
    },
    exports: {
      messages: (db, personId) => allMessages(db, deps.vault, personId),
      deliveries: deliveriesOf,
      subscriptions: (db, personId) => subscriptionsOf(db, personId, deps.wechat.templateIdOf),
    },
    merge: joinSubscriptions,
  },
})
