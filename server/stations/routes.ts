import type { Handlers } from '../core/route'
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
} from './visits'

const roleOf = (actor: { roles: readonly string[] }) =>
  actor.roles.includes('lead') ? 'lead' : 'system-admin'

/** The directory, times for visits, and bookings. */
const visitHandlers = ({ vault }: LeadDeps): Handlers => ({
  'GET /stations': async ({ db, now }, { query }) => ({ items: await directory(db, now, query) }),
  'GET /stations/:station': ({ db, now }, { params }) => stationDetail(db, vault, now, params.station),
  'PUT /stations/:station/profile': ({ db, now, actor }, { params, body }) =>
    describeStation(db, vault, now, { personId: actor.personId, role: roleOf(actor) }, params.station, body),
  'GET /station-figures': async ({ db, now }) => ({
    items: await figuresOfAll(db, (await stationsInForce(db)).stations, now),
  }),
  'GET /stations/:station/slots': async ({ db, now, actor }, { params }) => ({
    items: await slotsFor(db, now, actor.personId, params.station),
  }),
  'POST /stations/:station/slots': ({ db, now, actor }, { params, body }) =>
    offerSlot(db, now, actor, params.station, body),
  'DELETE /stations/:station/slots/:slot': ({ db, now, actor }, { params }) =>
    withdrawSlot(db, now, actor, params.station, params.slot),
  'GET /stations/:station/visits': ({ db, now, actor }, { params, query }) =>
    stationVisits(db, vault, now, actor, params.station, query.after, query.limit ?? 20),
  'PUT /stations/:station/visits/:visit/outcome': ({ db, now, actor }, { params, body }) =>
    recordOutcome(db, vault, now, actor, params.station, params.visit, body.came),
  'POST /me/visits': ({ db, now, actor }, { body }) => bookVisit(db, vault, now, actor.personId, body),
  'GET /me/visits': ({ db, actor }, { query }) =>
    visitPage(db, vault, actor.personId, query.after, query.limit ?? 20),
  'DELETE /me/visits/:visit': ({ db, now, actor }, { params }) =>
    cancelVisit(db, now, actor.personId, params.visit),
})

/** A station's returnees, and a returnee's own view of them. */
const leadHandlers = (deps: LeadDeps): Handlers => ({
  'GET /me/follow-ups/:application': ({ db, now, actor }, { params }) =>
    followUpOf(db, deps.vault, now, actor.personId, params.application),
  'GET /leads': ({ db, now, actor }, { query }) =>
    leadPage(db, deps, now, actor, query.show ?? 'all', query.after, query.limit ?? 20),
  'GET /leads/:lead': ({ db, now, actor }, { params }) => readLead(db, deps, now, actor, params.lead),
  'POST /leads/:lead/answer': ({ db, now, actor }, { params, body }) =>
    answerLead(db, deps, now, actor, params.lead, body.version, body.text),
  'POST /leads/:lead/phone-views': ({ db, now, actor }, { params, body }) =>
    viewPhone(db, deps, now, actor, params.lead, body.why),
  'POST /leads/:lead/notes': ({ db, now, actor }, { params, body }) =>
    addNote(db, deps, now, actor, params.lead, body.text),
  'PUT /leads/:lead/next-contact': ({ db, now, actor }, { params, body }) =>
    planNext(db, deps, now, actor, params.lead, body.on),
  'POST /leads/:lead/follow-ups': ({ db, now, actor }, { params, body }) =>
    followUp(db, deps, now, actor, params.lead, body),
  'GET /stranded-leads': ({ db, now, actor }, { query }) =>
    strandedPage(db, deps, now, actor.personId, query.after, query.limit ?? 20),
  'POST /stranded-leads/reassignments': ({ db, now, actor }, { body }) =>
    reassignStranded(db, deps, now, actor.personId, body),
  'PUT /leads/:lead/station': ({ db, now, actor }, { params, body }) =>
    handOver(db, deps, now, actor, params.lead, body.stationId, body.why),
})

/** Everything about stations. */
export const stationHandlers = (deps: LeadDeps): Handlers => ({
  ...visitHandlers(deps),
  ...leadHandlers(deps),
})
