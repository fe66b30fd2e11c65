import { testVault } from '../../mock/fakes'
import { makeDryRuns, publishBook } from '../../server/policies'
import type { Fixture } from '../fixtures'
import { smallBook } from './small-book'

/** Somebody told what their registration does not hold; the office proposed a draft and tried it. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const version = await publishBook(
      harness.db,
      { book: smallBook, source: '试验文件' },
      harness.clock.now(),
    )
    const { revision } = await holder.call('GET /me/facts')
    await holder.call('PUT /me/facts', {
      body: { revision, answers: [{ code: 'ownsHome', value: false }] },
    })
    const [, rent] = smallBook.policies
    const policy = { ...structuredClone(rent), summary: '示例，改过。' } as never
    const draft = await lead.call('PUT /policy-draft/policies/:code', {
      params: { code: 'rent-subsidy' },
      body: { revision: (await lead.call('GET /policy-draft')).revision, policy },
    })
    const proposed = await lead.call('POST /policy-draft/publication', {
      body: { revision: draft.revision, source: '试验文件' },
    })
    const { id } = await lead.call('POST /policy-draft/dry-runs', {
      body: { revision: proposed.revision, day: '2027-01-01' },
    })
    await makeDryRuns({
      db: harness.db,
      vault: testVault(),
      clock: harness.clock.now,
      names: () => Promise.resolve(new Map()),
    })
    const stale = { revision: 0 }
    return {
      ids: { code: 'rent-subsidy', version: String(version), dryRun: id },
      vocabulary: ['code', 'version'],
      bodies: {
        'PUT /policy-draft/policies/:code': { ...stale, policy },
        'PUT /policy-draft/parameters/:code': {
          ...stale,
          parameter: smallBook.parameters[0],
          correction: null,
        },
        'PUT /policy-draft/facts/:code': { ...stale, fact: smallBook.facts[0] },
      },
      exported: { policyFacts: ['ownsHome'] },
    }
  },
}
