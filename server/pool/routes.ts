import type { Actor, Handlers } from '../core/route'
import { workOf } from '../core/work'
import { answerInvitation, ownInvitation, ownInvitations } from './answers'
import type { Officer, OfficeWork, PoolRoomDeps } from './deps'
import { invite, readContact, sentInvitation, sentPage } from './invitations'
import { makeSearch, peoplePage, readPerson, readSearch, searchesPage } from './searches'

const officer = ({ personId, roles }: Actor): Officer => ({
  personId,
  role: roles.includes('lead') ? 'lead' : 'reviewer',
})

/** The office's side of the pool, and that of who is found. */
export const poolHandlers = (deps: PoolRoomDeps): Handlers => {
  const by = workOf(deps)
  const asOffice = (call: { db: OfficeWork['db']; now: Date; actor: Actor }): OfficeWork =>
    by({ ...call, actor: officer(call.actor) })
  // What is shown and that it was shown are one act; a GET has no transaction of its own.
  const looking = <T>(call: { now: Date; actor: Actor }, run: (work: OfficeWork) => Promise<T>): Promise<T> =>
    deps.db.transaction().execute((tx) => run(by({ db: tx, now: call.now, actor: officer(call.actor) })))
  return {
    'POST /pool/searches': (call, { body }) => makeSearch(asOffice(call), body),
    'GET /pool/searches': (call, { query }) => searchesPage(asOffice(call), query),
    'GET /pool/searches/:search': (call, { params }) => readSearch(asOffice(call), params.search),
    'GET /pool/searches/:search/people': (call, { params, query }) =>
      looking(call, (work) => peoplePage(work, params.search, query)),
    'GET /pool/searches/:search/people/:person': (call, { params }) =>
      looking(call, (work) => readPerson(work, params.search, params.person)),
    'POST /pool/searches/:search/invitations': {
      run: (call, { params, body }) => invite(asOffice(call), params.search, body),
      keep: ({ id }) => id,
      again: (call, _request, id) => sentInvitation(asOffice(call), id),
    },
    'GET /pool/invitations': (call, { query }) => sentPage(asOffice(call), query),
    'GET /pool/invitations/:poolInvitation/contact': (call, { params }) =>
      looking(call, (work) => readContact(work, params.poolInvitation)),
    'GET /me/pool-invitations': (call, { query }) => ownInvitations(by(call), query),
    'GET /me/pool-invitations/:poolInvitation': (call, { params }) =>
      ownInvitation(by(call), params.poolInvitation),
    'PUT /me/pool-invitations/:poolInvitation/answer': (call, { params, body }) =>
      answerInvitation(by(call), params.poolInvitation, body),
  }
}
