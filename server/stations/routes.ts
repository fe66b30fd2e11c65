import type { Db } from '../core/db'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { describeStation, directory, stationDetail } from './directory'
import { figuresOfAll } from './figures'
import { followUpOf } from './follow-up'
import {
  addNote,
  answerLead,
  followUp,
  handOver,
  leadPage,
  planNext,
  readLead,
  viewPhone,
  type LeadDeps,
} from './leads'
import { stationsInForce } from './profiles'
import { reassignStranded, strandedPage } from './stranded'
import {
  bookVisit,
  cancelVisit,
  offerSlot,
  recordOutcome,
  slotsFor,
  stationVisits,
  visitPage,
  withdrawSlot,
  type Clerk,
  type VisitDeps,
} from './visits'

/** What the handlers of a clerk are given. */
interface Call {
  db: Db
  now: Date
  actor: Clerk
}

const roleOf = (actor: { roles: readonly string[] }) =>
  actor.roles.includes('lead') ? 'lead' : 'system-admin'

/** The directory, times for visits, and bookings. */
const visitHandlers = (deps: VisitDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /stations': async (call, { query }) => ({ items: await directory(by(call), query) }),
    'GET /stations/:station': (call, { params }) => stationDetail(by(call), params.station),
    'PUT /stations/:station/profile': ({ db, now, actor }, { params, body }) =>
      describeStation(
        { db, now, deps, actor: { personId: actor.personId, role: roleOf(actor) } },
        params.station,
        body,
      ),
    'GET /station-figures': async ({ db, now }) => ({
      items: await figuresOfAll(db, (await stationsInForce(db)).stations, now),
    }),
    'GET /stations/:station/slots': (call, { params }) => slotsFor(by(call), params.station),
    'POST /stations/:station/slots': (call, { params, body }) => offerSlot(by(call), params.station, body),
    'DELETE /stations/:station/slots/:slot': (call, { params }) =>
      withdrawSlot(by(call), params.station, params.slot),
    'GET /stations/:station/visits': (call, { params, query }) =>
      stationVisits(by(call), params.station, query),
    'PUT /stations/:station/visits/:visit/outcome': (call, { params, body }) =>
      recordOutcome(by(call), params.station, { visitId: params.visit, came: body.came }),
    'POST /me/visits': (call, { body }) => bookVisit(by(call), body),
    'GET /me/visits': (call, { query }) => visitPage(by(call), query),
    'DELETE /me/visits/:visit': (call, { params }) => cancelVisit(by(call), params.visit),
  }
}

/** A station's returnees, and a returnee's own view of them. */
const leadHandlers = (deps: LeadDeps): Handlers => {
  const by = workOf(deps)
  const read = (call: Call, { params }: { params: { lead: string } }) => readLead(by(call), params.lead)
  return {
    'GET /me/follow-ups/:application': (call, { params }) => followUpOf(by(call), params.application),
    'GET /leads': (call, { query }) => leadPage(by(call), query),
    'GET /leads/:lead': read,
    'POST /leads/:lead/answer': {
      run: (call, { params, body }) => answerLead(by(call), params.lead, body),
      again: read,
    },
    'POST /leads/:lead/phone-views': (call, { params, body }) => viewPhone(by(call), params.lead, body.why),
    'POST /leads/:lead/notes': {
      run: (call, { params, body }) => addNote(by(call), params.lead, body.text),
      again: read,
    },
    'PUT /leads/:lead/next-contact': (call, { params, body }) => planNext(by(call), params.lead, body.on),
    'POST /leads/:lead/follow-ups': {
      run: (call, { params, body }) => followUp(by(call), params.lead, body),
      again: read,
    },
    'GET /stranded-leads': (call, { query }) => strandedPage(by(call), query),
    'POST /stranded-leads/reassignments': (call, { body }) => reassignStranded(by(call), body),
    'PUT /leads/:lead/station': (call, { params, body }) => handOver(by(call), params.lead, body),
  }
}

/** Everything about stations. */
export const stationHandlers = (deps: LeadDeps): Handlers => ({
  ...visitHandlers(deps),
  ...leadHandlers(deps),
})
