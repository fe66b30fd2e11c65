import { testVault } from '../../mock/fakes'
import { stayDeps } from '../../server/app'
import { bookStay } from '../../server/stays'
import type { Fixture } from '../fixtures'
import { hostelSaid, openHostel, wanted } from './world'

/** The hall as a hostel with a bed, and a stay of the holder, who lived elsewhere when they booked. */
export const objects: Fixture = {
  after: ['stations'],
  make: async ({ harness, stationId, holder, clerk, lead }) => {
    const known = (await lead.call('GET /hostel-inventory')).items.some(({ id }) => id === stationId)
    if (!known) await openHostel(lead, stationId, ['101', '102', '103', '104'])
    // Whatever book other fixtures have published by now.
    const deps = {
      ...stayDeps({ vault: testVault(), boundary: () => Promise.resolve(harness.clock.now()) }),
      judge: () => Promise.resolve({ outcome: 'pass' as const, criteria: [] }),
      limits: () => Promise.resolve({ nightsPerStay: 7, staysPerYear: 3 }),
    }
    const stay = await harness.db
      .transaction()
      .execute((db) =>
        bookStay(
          { db, now: harness.clock.now(), deps, actor: { personId: holder.personId } },
          wanted(stationId, '2026-11-24', '2026-11-26'),
        ),
      )
    const kept = (await lead.call('GET /hostel-inventory')).items.find(({ id }) => id === stationId)
    return {
      ids: { hostel: stationId, stay: stay.id, bed: kept?.beds[0]?.id as string },
      owners: { hostel: clerk.token, stay: holder.token, bed: lead.token },
      exported: { stays: ['2026-11-24', stay.number] },
      bodies: {
        'POST /hostels/:hostel/check-ins': { number: stay.number },
        'PUT /me/stays/:stay/days': {
          kind: 'single',
          fromDay: '2026-11-27',
          toDay: '2026-11-28',
          arrivesLate: false,
        },
        'PUT /me/stays/:stay/leaving-day': { toDay: '2026-11-27' },
        'PUT /hostels/:hostel': { ...hostelSaid, version: 1 },
        'POST /hostels/:hostel/beds': { label: '103', kind: 'single' },
        'PUT /hostels/:hostel/beds/:bed/service': { outFrom: null, why: '修好了' },
      },
    }
  },
}
