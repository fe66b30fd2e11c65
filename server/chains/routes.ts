import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { catalogue, chainList, oneChain, onePost } from './book'
import {
  dropDraft,
  publishDraft,
  putBasis,
  putChain,
  putPost,
  shownDraft,
  versionPage,
  type ChainOfficeDeps,
} from './drafts'
import { gapsOf, type GapDeps } from './gaps'

/** What the room is handed of others. */
export type ChainDeps = ChainOfficeDeps & GapDeps

/** Chains and catalogue as everybody reads them, and as the office keeps them. */
export const chainHandlers = (deps: ChainDeps): Handlers => {
  const work = workOf(deps)
  return {
    'GET /chains': ({ db }) => chainList(db),
    'GET /chains/:chain': ({ db }, { params }) => oneChain(db, params.chain),
    'GET /shortage-posts': ({ db }, { query }) => catalogue(db, query),
    'GET /shortage-posts/:shortagePost': ({ db }, { params }) => onePost(db, params.shortagePost),
    'GET /chain-draft': (call) => shownDraft(work(call)),
    'PUT /chain-draft/basis': (call, { body }) => putBasis(work(call), body),
    'PUT /chain-draft/chains/:chain': (call, { params, body }) => putChain(work(call), params.chain, body),
    'PUT /chain-draft/shortage-posts/:shortagePost': (call, { params, body }) =>
      putPost(work(call), params.shortagePost, body),
    'DELETE /chain-draft': (call, { query }) => dropDraft(work(call), query.revision),
    'POST /chain-draft/publication': (call, { body }) => publishDraft(work(call), body),
    'GET /chain-versions': (call, { query }) => versionPage(work(call), query),
    'GET /chains/:chain/gaps': (call, { params }) => gapsOf(work(call), params.chain),
  }
}
