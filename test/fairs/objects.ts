import type { Fixture } from '../fixtures'
import { boothOf, boothText, callNext, fairOf, fairText, minutesFrom, signUp, step, take } from './world'

/**
 * A fair with the holder’s own booth, to which somebody comes; and the booth of another employer, where the holder
 * talked and has a place.
 */
export const objects: Fixture = {
  after: ['employers'],
  make: async ({ harness, holder, ids, stationId }) => {
    const lead = await harness.office('lead')
    const own = { id: ids.employer ?? '', name: '', creditCode: '', owner: holder, recruiter: holder }
    const fair = await fairOf(harness, lead, {
      stationId,
      opensAt: minutesFrom(harness, 1),
      closesAt: minutesFrom(harness, 600),
    })
    const booth = await boothOf(harness, lead, fair, { employer: own })
    const there = await boothOf(harness, lead, fair)
    const second = await boothOf(harness, lead, fair)
    harness.clock.advance(61)
    const person = await signUp(holder, fair)
    await take(person, there.booth)
    await callNext(there)
    await step(there, 'begin')
    await step(there, 'finish', { result: 'unfit', reason: '这次想要会德语的' })
    const { places } = await take(person, second.booth)
    const visitor = await signUp(await harness.registerPerson(), fair)
    await take(visitor, booth.booth)
    const fairPlace = places.find((one) => one.booth.id === second.booth)?.id ?? ''
    const theirs = '/employers/:employer/fair-booths/:fairBooth'
    const scanned = { fair, code: 'x', scannedAt: harness.clock.now().toISOString() }
    return {
      ids: { fair, fairBooth: booth.booth, fairTicket: person.ticket, fairPlace },
      owners: { fairTicket: holder.token, fairPlace: holder.token },
      vocabulary: ['fair', 'fairBooth'],
      bodies: {
        'POST /me/fair-tickets': { fair, fields: ['name'] },
        'POST /me/fair-tickets/:fairTicket/places': { booth: booth.booth, slot: null },
        'POST /employers/:employer/fair-booths': { fair },
        [`PUT ${theirs}`]: { revision: 0, text: boothText() },
        [`POST ${theirs}/cancellation`]: { reason: '展位的同事临时有事' },
        [`POST ${theirs}/calls`]: { place: null },
        [`POST ${theirs}/places/:fairPlace/steps`]: { event: 'begin', revision: 0 },
        'POST /stations/:station/fair-arrivals': scanned,
        'POST /office/fairs': fairText(harness),
        'PUT /office/fairs/:fair': { revision: 0, text: fairText(harness) },
        'POST /office/fairs/:fair/publication': { revision: 0 },
        'POST /office/fairs/:fair/cancellation': { reason: '台风停办，另行通知' },
        'POST /office/fairs/:fair/booths': { employer: own.id },
        'POST /office/fairs/:fair/booths/:fairBooth/decision': {
          admit: false,
          place: '',
          reason: '展位已满',
        },
        'POST /office/fairs/:fair/booths/:fairBooth/cancellation': { reason: '展位的场地临时不能用' },
      },
      exported: { fairs: ['冬季云端招聘会（示例）', '这次想要会德语的'] },
    }
  },
}
