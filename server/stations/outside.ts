import { spokenTime, wechatTime } from '../core/clock'
import type { Db } from '../core/db'
import { deliver, type DeliveryDeps } from '../notifications'

/** A visit that is near. */
export interface NearVisit {
  personId: string
  stationId: string
  stationName: string
  startsAt: Date
}

/**
 * Puts down the reminder of a visit that goes outside, once an event. The SMS says only when: a visit to a
 * station may be nobody else's business.
 */
export const deliverVisitReminder = (
  db: Db,
  deps: DeliveryDeps,
  now: Date,
  eventId: string,
  visit: NearVisit,
): Promise<void> =>
  deliver(db, deps, now, {
    eventId,
    personId: visit.personId,
    sms: { topic: 'visit-reminder', values: [spokenTime(visit.startsAt)] },
    wechat: {
      topic: 'visit-reminder',
      values: [visit.stationName, '预约来访', wechatTime(visit.startsAt)],
      page: `homecoming/station/index?id=${visit.stationId}`,
    },
  })
