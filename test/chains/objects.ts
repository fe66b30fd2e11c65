import type { Fixture } from '../fixtures'
import { openChains } from './world'

/** Chains and catalogue that are published, and a draft that a lead proposed. */
export const objects: Fixture = {
  make: async ({ harness, lead }) => {
    await openChains(harness)
    const { revision } = await lead.call('GET /chain-draft')
    const basis = {
      asOf: '2026-11-01',
      counted: '试验口径',
      urgencyMeans: { urgent: '很急', scarce: '紧', reserve: '备着' },
    }
    const saved = await lead.call('PUT /chain-draft/basis', { body: { revision, ...basis } })
    await lead.call('POST /chain-draft/publication', {
      body: { revision: saved.revision, source: '试验文件' },
    })
    return {
      ids: { chain: 'battery', shortagePost: 'bms-software' },
      vocabulary: ['chain', 'shortagePost'],
      bodies: {
        'PUT /chain-draft/basis': { revision: 0, ...basis },
        'PUT /chain-draft/chains/:chain': { revision: 0, chain: null },
        'PUT /chain-draft/shortage-posts/:shortagePost': { revision: 0, post: null },
        'POST /chain-draft/publication': { revision: 0, source: '试验文件' },
      },
    }
  },
}
