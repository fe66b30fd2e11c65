import type { Fixture } from '../fixtures'
import { testKey } from './keys'
import { claimCode, codeOf } from './world'

/** A code, a service recorded with it and disputed, and its place in the timeline. */
export const objects: Fixture = {
  make: async ({ harness, city, stationId, holder, clerk }) => {
    const who = { id: holder.personId, call: holder.call, token: holder.token }
    const key = testKey(1000 + Number(holder.phone.slice(-6))) // a key is one account’s
    const credential = await claimCode(who, key)
    const now = harness.clock.now()
    const [first, second] = city.services.filter(
      ({ stationIds, tiers }) => stationIds.includes(stationId) && tiers.includes('c'),
    )
    const record = (serviceId: string) =>
      clerk.call('POST /scans', {
        body: { code: codeOf({ ...who, key, credential }, now), serviceId, scannedAt: now.toISOString() },
      })
    const scan = await record(first?.id ?? '')
    if (second) {
      const disputed = await record(second.id)
      await holder.call('PUT /me/timeline/:entry/dispute', {
        params: { entry: disputed.id },
        body: { note: '那天我不在星城市' },
      })
    }
    return {
      ids: { scan: scan.id, entry: scan.id },
      owners: { scan: clerk.token, entry: holder.token },
      exported: {
        reads: ['登记了服务', '到站服务'],
        services: [first?.name ?? '', '那天我不在星城市'],
        credentials: ['"category":"graduate"'],
        milestones: ['完成人才登记', '领取人才码'],
      },
      bodies: { 'PUT /me/timeline/:entry/dispute': { note: '不是我' } },
    }
  },
}
