import { stationOf } from '../../mock/city/stations'
import { planOf } from '../../mock/housing/plans'
import type { Fixture } from '../fixtures'
import { inventoryCsv, openProject } from './world'

const typeSaid = {
  name: '一居乙',
  layout: 'one-room',
  people: 3,
  areaSqmHundredths: 4260,
  marketFenPerMonth: 205_000,
  plan: planOf.one,
}

/** A project with a type and flats, two of which somebody wants, and an inventory with a fault in it. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const known = await lead.call('GET /housing/inventory')
    if (known.items.length === 0) await openProject(harness, 6, { station: stationOf.flats })
    const [project] = (await lead.call('GET /housing/inventory')).items
    const [flat] = (
      await lead.call('GET /housing/projects/:project/board', { params: { project: project?.id as string } })
    ).items
    const type = project?.types[0]?.id as string
    await harness.db.updateTable('housing_project').set({ changed_by: lead.personId }).execute()
    await harness.db.updateTable('flat_event').set({ by_person: lead.personId }).execute()
    await holder.call('PUT /me/flat-favourites/:type', { params: { type } })
    await holder.call('PUT /me/flat-watch', {
      body: { layouts: ['studio'], projects: [project?.id as string], mostFenPerMonth: 123_400 },
    })
    const { id: flatImport } = await lead.call('POST /housing/imports', {
      body: {
        fileName: '房源.csv',
        data: inventoryCsv([['没有的项目', '单间甲', '9栋', '1', '101']]),
      },
    })
    return {
      ids: { type, flat: flat?.id as string, project: project?.id as string, flatImport },
      vocabulary: ['type', 'project'],
      owners: { flat: lead.token, flatImport: lead.token },
      exported: { flatFavourites: ['单间甲'], flatWatch: ['123400'] },
      bodies: {
        'PUT /housing/projects/:project': {
          code: 'test-yard',
          about: '换了介绍',
          drawing: 'tower',
          transport: [],
          amenities: [],
          openedOn: '2026-03-01',
          version: project?.version,
        },
        'POST /housing/projects/:project/types': typeSaid,
        'PUT /housing/types/:type': { ...typeSaid, name: '单间甲', version: 1 },
        'PUT /housing/flats/:flat/state': {
          from: 'free',
          to: 'repairing',
          reason: '换热水器',
          freeFrom: null,
        },
        'PUT /housing/flats/:flat/expected-free': { freeFrom: null, reason: '还没有定' },
        'PUT /me/flat-watch': { layouts: [], projects: [], mostFenPerMonth: null },
      },
    }
  },
}
