import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { publishedBook } from './books'
import { ownFacts, tellFacts, type OwnFactDeps } from './facts'
import { offerPage } from './offer-rows'
import { confirmOffer, declineOffer, unconfirmOffer, undeclineOffer } from './offers'
import { policyVersions } from './policy-versions'
import { lookAgain, lookBeforeTelling, setWatch, watchOf } from './watch'

/** The library of policies, the facts by which a person is held against them, and what follows of that by itself. */
export const policyHandlers = (deps: OwnFactDeps): Handlers => {
  const work = workOf(deps)
  return {
    'GET /policy-book': ({ db }, { query }) => publishedBook(db, query.known),
    'GET /policies/:policy/versions': ({ db }, { params, query }) => policyVersions(db, params.policy, query),
    'GET /me/facts': (call) => ownFacts(work(call)),
    'PUT /me/facts': async (call, { body }) => {
      await lookBeforeTelling(work(call))
      const facts = await tellFacts(work(call), body)
      await lookAgain(work(call), call.actor.personId, 'own act')
      return facts
    },
    'GET /me/offers': ({ db, actor }, { query }) => offerPage(db, actor.personId, query),
    'POST /me/offers/:offer/confirmation': (call, { params }) => confirmOffer(work(call), params.offer),
    'DELETE /me/offers/:offer/confirmation': (call, { params }) => unconfirmOffer(work(call), params.offer),
    'POST /me/offers/:offer/declination': (call, { params }) => declineOffer(work(call), params.offer),
    'DELETE /me/offers/:offer/declination': (call, { params }) => undeclineOffer(work(call), params.offer),
    'GET /me/policy-watch': ({ db, actor }) => watchOf(db, actor.personId),
    'PUT /me/policy-watch': (call, { body }) => setWatch(work(call), body.on),
  }
}
