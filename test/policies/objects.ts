import { testVault } from '../../mock/fakes'
import { makeDryRuns, publishBook } from '../../server/policies'
import type { Fixture } from '../fixtures'
import { card, desk, offerBook } from './offer-book'

/**
 * Somebody told what their registration does not hold, was offered something, and agreed to be told; the office
 * proposed a draft and tried it.
 */
export const objects: Fixture = {
  after: ['projects'], // which go by parameters of the sample book
  make: async ({ harness, holder, lead }) => {
    const book = offerBook(desk, card)
    const version = await publishBook(harness.db, { book, source: '试验文件' }, harness.clock.now())
    const { revision } = await holder.call('GET /me/facts')
    await holder.call('PUT /me/facts', {
      body: { revision, answers: [{ code: 'ownsHome', value: false }] },
    })
    await holder.call('PUT /me/policy-watch', { body: { on: true } })
    const { items } = await holder.call('GET /me/offers')
    const offer = items.find(({ policy }) => policy === 'free-desk')?.id ?? ''
    await holder.call('POST /me/offers/:offer/confirmation', { params: { offer } })
    const policy = {
      ...structuredClone(book.policies.find(({ code }) => code === 'rent-subsidy')),
      summary: '示例，改过。',
    } as never
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
      programs: [],
      recognisedTiers: () => Promise.resolve(new Map()),
    })
    const stale = { revision: 0 }
    return {
      ids: { offer, policy: 'rent-subsidy', code: 'rent-subsidy', version: String(version), dryRun: id },
      owners: { offer: holder.token },
      vocabulary: ['policy', 'code', 'version'],
      bodies: {
        'PUT /me/policy-watch': { on: true },
        'PUT /policy-draft/policies/:code': { ...stale, policy },
        'PUT /policy-draft/parameters/:code': { ...stale, parameter: book.parameters[0], correction: null },
        'PUT /policy-draft/facts/:code': { ...stale, fact: book.facts[0] },
      },
      exported: {
        policyFacts: ['ownsHome'],
        policyOffers: ['free-desk', 'bachelor'],
        policyWatch: ['2026-11'],
      },
    }
  },
}
