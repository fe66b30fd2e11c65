import type { Fixture } from '../fixtures'

/** A consent to messages by WeChat; what leaves outside follows from the applications. */
export const objects: Fixture = {
  make: async ({ holder }) => {
    await holder.call('POST /me/subscriptions', { body: { topics: ['application-progress'] } })
    return { ids: {} }
  },
}
