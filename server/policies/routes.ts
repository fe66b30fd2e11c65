import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { publishedBook } from './books'
import { ownFacts, tellFacts, type FactDeps } from './facts'

/** The library of policies, and the facts by which a person is held against them. */
export const policyHandlers = (deps: FactDeps): Handlers => {
  const work = workOf(deps)
  return {
    'GET /policy-book': ({ db }, { query }) => publishedBook(db, query.known),
    'GET /me/facts': (call) => ownFacts(work(call)),
    'PUT /me/facts': (call, { body }) => tellFacts(work(call), body),
  }
}
