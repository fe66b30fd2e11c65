import { spokenUntil, wechatTime } from '../core/clock'
import type { NamedReactions } from '../core/feature'
import { deliver, type DeliveryDeps } from '../notifications'
import type { ChoosingDeps } from './deps'
import { slotOf } from './repository'

/**
 * Tells outside that it is somebody's turn, once a call: a turn lasts an hour or so, and who does not open the app
 * would let it pass. The SMS says only until when. Nothing is sent of a turn that is over by then.
 */
export const turnDeliveries = (deps: ChoosingDeps, deliveries: DeliveryDeps): NamedReactions => ({
  'slot.opened': {
    tellOutside: async ({ tx, now, eventId }, { roundId, personId, last }) => {
      const slot = await slotOf(tx, roundId, personId)
      const until = last ? slot?.last_call_at : slot?.ends_at
      if (!slot || slot.outcome !== null || !until || until <= (await deps.boundary(tx))) return
      const round = await deps.line.roundById(tx, roundId)
      await deliver(tx, deliveries, now, {
        eventId,
        personId,
        sms: { topic: 'turn-to-choose', values: [spokenUntil(until)] },
        wechat: {
          topic: 'turn-to-choose',
          values: [round?.title ?? '人才公寓', last ? '可以补选' : '轮到你选房', wechatTime(until)],
          page: `choosing/choose/index?round=${roundId}`,
        },
      })
    },
  },
})
