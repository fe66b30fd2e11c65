import { publishBook } from '../../server/policies'
import type { Fixture } from '../fixtures'
import { smallBook } from './small-book'

/** Somebody told what their registration does not hold. */
export const objects: Fixture = {
  make: async ({ harness, holder }) => {
    await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
    const { revision } = await holder.call('GET /me/facts')
    await holder.call('PUT /me/facts', {
      body: { revision, answers: [{ code: 'ownsHome', value: false }] },
    })
    return { ids: {}, owners: {}, exported: { policyFacts: ['ownsHome'] } }
  },
}
