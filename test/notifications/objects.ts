import { v7 as uuidv7 } from 'uuid'
import { testVault } from '../../mock/fakes'
import { deliver } from '../../server/notifications'
import type { Fixture } from '../fixtures'

/** A consent to messages by WeChat, and one message that leaves by SMS. */
export const objects: Fixture = {
  make: async ({ harness, holder }) => {
    await holder.call('POST /me/subscriptions', { body: { topics: ['application-progress'] } })
    const deps = {
      ...harness,
      clock: harness.clock.now,
      vault: testVault(),
      reach: async () => ({ openId: null, phone: holder.phone }),
    }
    await deliver(harness.db, deps, harness.clock.now(), {
      eventId: uuidv7(),
      personId: holder.personId,
      sms: { topic: 'visit-reminder', values: ['11月24日 09:30'] },
      wechat: { topic: 'visit-reminder', values: ['人才服务大厅', '预约来访', '09:30'], page: '' },
    })
    return {
      ids: {},
      exported: {
        messages: ['来访已约好', '老城区人才服务大厅'],
        deliveries: ['"topic":"visit-reminder"'],
        subscriptions: ['"topic":"application-progress"', '"quota":1'],
      },
    }
  },
}
