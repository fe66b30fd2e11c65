import type { Fixture } from '../fixtures'

/** A spreadsheet of the queue that a lead asked for. */
export const objects: Fixture = {
  after: ['applications'],
  make: async ({ lead }) => {
    const { id } = await lead.call('POST /application-exports', { body: { filter: {}, why: '月度汇报' } })
    return { ids: { export: id }, owners: { export: lead.token }, exported: { spreadsheets: ['月度汇报'] } }
  },
}
