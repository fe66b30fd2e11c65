import { publishBook } from '../../server/policies'
import type { Fixture } from '../fixtures'
import { card, desk, offerBook } from './offer-book'

/** Somebody told what their registration does not hold, was offered something, and agreed to be told. */
export const objects: Fixture = {
  make: async ({ harness, holder }) => {
    await publishBook(harness.db, { book: offerBook(desk, card), source: '试验文件' }, harness.clock.now())
    const { revision } = await holder.call('GET /me/facts')
    await holder.call('PUT /me/facts', {
      body: { revision, answers: [{ code: 'ownsHome', value: false }] },
    })
    await holder.call('PUT /me/policy-watch', { body: { on: true } })
    const { items } = await holder.call('GET /me/offers')
    const offer = items.find(({ policy }) => policy === 'free-desk')?.id ?? ''
    await holder.call('POST /me/offers/:offer/confirmation', { params: { offer } })
    return {
      ids: { offer, policy: 'rent-subsidy' },
      owners: { offer: holder.token },
      vocabulary: ['policy'],
      bodies: { 'PUT /me/policy-watch': { on: true } },
      exported: {
        policyFacts: ['ownsHome'],
        policyOffers: ['free-desk', 'bachelor'],
        policyWatch: ['2026-11'],
      },
    }
  },
}
