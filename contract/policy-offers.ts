import { Type, type Static } from '@sinclair/typebox'
import { Closed, Count, Day, Id, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'
import { offerEndings, offerStates } from './offer-vocabulary'

/** A benefit that needs no application (免申即享), offered to the caller because records say that they are eligible. */
export const Offer = Closed(
  {
    id: Id,
    policy: Type.String({ description: 'Code of the policy.' }),
    title: Type.String({ description: 'Its title in the book by which it was offered or confirmed.' }),
    bookVersion: Count,
    state: OneOf(offerStates),
    madeAt: Moment,
    decidedAt: Nullable(Moment),
    /** The last day, as far as it is foreseen; null: no end in sight. */
    lastsUntil: Nullable(Day),
    /** Until when a confirmation can be taken back; null: there is none, or it has taken effect. */
    undoUntil: Nullable(Moment),
    closedBecause: Nullable(OneOf(offerEndings)),
  },
  'Offer',
)
export type Offer = Static<typeof Offer>

const own = { who: ['holder'], rows: 'own' } as const
const params = Closed({ offer: Id })

/** Benefits that are offered, and messages on the day when something opens or ends. */
export const policyOfferRoutes = defineRoutes({
  'GET /me/offers': {
    summary: 'What is or was offered to the caller without an application, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(Offer),
    problems: [],
  },
  'POST /me/offers/:offer/confirmation': {
    summary:
      'Confirm an offer, also one that was declined: judged again as of now, and kept with the records it rests on and the version of the book. What no longer holds is closed, with its reason',
    access: own,
    params,
    status: 200,
    reply: Offer,
    problems: ['offer-ended'],
    idempotent: true,
  },
  'DELETE /me/offers/:offer/confirmation': {
    summary: 'Take a confirmation back, within a minute',
    access: own,
    params,
    status: 200,
    reply: Offer,
    problems: ['undo-too-late'],
    idempotent: true,
  },
  'POST /me/offers/:offer/declination': {
    summary: 'Decline an offer; it can be taken back as long as the offer lasts',
    access: own,
    params,
    status: 200,
    reply: Offer,
    problems: ['offer-ended', 'undo-too-late'],
    idempotent: true,
  },
  'DELETE /me/offers/:offer/declination': {
    summary: 'Take a refusal back: the offer stands again, if records still say so',
    access: own,
    params,
    status: 200,
    reply: Offer,
    problems: ['offer-ended'],
    idempotent: true,
  },
  'GET /me/policy-watch': {
    summary: 'Whether the caller agreed to a message on the day when a policy opens or ends for them',
    access: own,
    status: 200,
    reply: Closed({ since: Nullable(Moment) }, 'PolicyWatch'),
    problems: [],
  },
  'PUT /me/policy-watch': {
    summary: 'Agree to such messages, or end it at once',
    access: own,
    body: Closed({ on: Type.Boolean() }),
    status: 200,
    reply: Closed({ since: Nullable(Moment) }, 'PolicyWatch'),
    problems: [],
    idempotent: true,
  },
})
