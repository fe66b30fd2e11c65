import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { boardOf } from './board'
import { chooseFor, confirmChoice, holdFlat, letGo, officeChoice, refuseRound } from './choices'
import type { ChoosingDeps } from './deps'
import { lineOf, lineTickets, oneInLine } from './overview'
import { myChoosing } from './show'
import { myStanding, refuseOffer, standOn, takeOffer } from './standing'
import { agreeSwap, askSwap, endSwap, mySwaps, swapOf } from './swaps'

/** Everything about choosing. */
export const choosingHandlers = (deps: ChoosingDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /rounds/:round/board': ({ db, now }, { params, query }) =>
      boardOf({ db, now, deps }, params.round, query ?? {}),
    'GET /me/rounds/:round/choosing': (call, { params }) => myChoosing(by(call), params.round),
    'PUT /me/rounds/:round/hold': (call, { params, body }) => holdFlat(by(call), params.round, body.flat),
    'DELETE /me/rounds/:round/hold': (call, { params }) => letGo(by(call), params.round),
    'POST /me/rounds/:round/choice': (call, { params, body }) =>
      confirmChoice(by(call), params.round, body.token),
    'PUT /me/rounds/:round/refusal': (call, { params }) => refuseRound(by(call), params.round),
    'GET /rounds/:round/line': (call, { params }) => lineOf(by(call), params.round),
    'GET /rounds/:round/line-tickets': (call, { params, query }) =>
      lineTickets(by(call), params.round, query ?? {}),
    'GET /rounds/:round/line-ticket': (call, { params, query }) =>
      oneInLine(by(call), params.round, query.number),
    'POST /rounds/:round/choices': {
      run: (call, { params, body }) => chooseFor(by(call), params.round, body),
      keep: ({ choiceId }) => choiceId,
      again: (call, _, id) => officeChoice(by(call), id),
    },
    'GET /me/flat-swaps': (call) => mySwaps(by(call)),
    'POST /me/flat-swaps': {
      run: (call, { body }) => askSwap(by(call), body),
      keep: ({ id }) => id,
      again: (call, _, id) => swapOf(by(call), id),
    },
    'PUT /me/flat-swaps/:swap/agreement': (call, { params }) => agreeSwap(by(call), params.swap),
    'DELETE /me/flat-swaps/:swap': (call, { params }) => endSwap(by(call), params.swap),
    'GET /me/standing-list': (call) => myStanding(by(call)),
    'PUT /me/standing-list': (call, { body }) => standOn(by(call), body),
    'PUT /me/standing-offers/:standingOffer/acceptance': (call, { params }) =>
      takeOffer(by(call), params.standingOffer),
    'PUT /me/standing-offers/:standingOffer/refusal': (call, { params }) =>
      refuseOffer(by(call), params.standingOffer),
  }
}
