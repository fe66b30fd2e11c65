import { stationProfiles } from '../../mock/stations/profiles'
import { stationOf } from '../../mock/city/stations'
import { apply, homecomingAnswers } from '../applications/world'
import type { Fixture } from '../fixtures'
import { bookedVisit } from './booking'

/** A time offered and booked; two returnees followed up at the clerk's station, one then handed over. */
export const objects: Fixture = {
  make: async ({ harness, stationId, holder, clerk, lead }) => {
    for (const [station, body] of stationProfiles)
      await lead.call('PUT /stations/:station/profile', { params: { station }, body })
    const visit = await bookedVisit(harness, clerk, stationId, holder)
    const followed = async () => {
      const returnee = await harness.registerPerson()
      const { id } = await apply(returnee, 'homecoming', homecomingAnswers({ presentRegion: '430104' }))
      const params = { lead: id }
      const { version } = await clerk.call('GET /leads/:lead', { params })
      await clerk.call('POST /leads/:lead/answer', {
        params,
        body: { text: '您好，我是站里的工作人员，下周想请您来聊聊。', version },
      })
      await clerk.call('POST /leads/:lead/notes', { params, body: { text: '想了解家属随迁' } })
      await clerk.call('POST /leads/:lead/follow-ups', {
        params,
        body: { kind: 'met', on: '2026-11-20', note: '在长沙见了一面', amountFen: null },
      })
      return id
    }
    const handedOver = await followed()
    await clerk.call('PUT /leads/:lead/station', {
      params: { lead: handedOver },
      body: { stationId: stationOf.shenzhen, why: '搬到了深圳' },
    })
    return {
      ids: { station: stationId, visit: visit.id, slot: visit.slotId, lead: await followed() },
      owners: { visit: holder.token, station: clerk.token, slot: clerk.token, lead: clerk.token },
      vocabulary: ['station'],
      exported: {
        visits: ['问问政策', '老城区人才服务大厅'],
        followUps: ['下周想请您来聊聊', '在长沙见了一面', '想了解家属随迁', '搬到了深圳'],
      },
      bodies: {
        'POST /stations/:station/slots': {
          startsAt: '2026-12-01T01:00:00.000Z',
          endsAt: '2026-12-01T02:00:00.000Z',
          seats: 1,
        },
        'PUT /stations/:station/visits/:visit/outcome': { came: true },
        'POST /leads/:lead/answer': { text: '您好，我是站里的工作人员。', version: 1 },
        'POST /leads/:lead/phone-views': { why: '想打电话联系' },
        'POST /leads/:lead/notes': { text: '记一笔' },
        'PUT /leads/:lead/next-contact': { on: null },
        'POST /leads/:lead/follow-ups': { kind: 'met', on: '2026-11-20', note: '见面', amountFen: null },
        'PUT /leads/:lead/station': { stationId: stationOf.shenzhen, why: '搬到了深圳' },
      },
    }
  },
}
