import { Type, type Static } from '@sinclair/typebox'
import { applicationStates, contributions, followUpKinds } from './application-vocabulary'
import { Due } from './applications'
import { Station } from './city'
import {
  Closed,
  Count,
  Day,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  defineRoutes,
  institutionLength,
} from './route'
import { stationKinds } from './vocabulary'

/** Real outcomes of a station: counts of records, no points and no ranking of staff. Capital in fen. */
export const StationFigures = Closed(
  {
    met: Type.Integer(),
    registered: Type.Integer(),
    returned: Type.Integer(),
    projects: Type.Integer(),
    capitalFen: Type.Integer(),
    asOf: Moment,
  },
  'StationFigures',
)
export type StationFigures = Static<typeof StationFigures>

/** A station in the directory. */
export const StationEntry = Closed(
  {
    ...Station.properties,
    university: Nullable(Type.String()),
    openNow: Nullable(Type.Boolean()),
    freeSlots: Type.Integer(),
    today: Type.Optional(
      OneOf(
        ['holiday', 'worked'],
        'What the official calendar makes of today, when it is not an ordinary day: a public holiday, or a weekend worked in exchange.',
      ),
    ),
  },
  'StationEntry',
)
export type StationEntry = Static<typeof StationEntry>

/** A time that can be booked for a visit. */
export const VisitSlot = Closed(
  {
    id: Id,
    startsAt: Moment,
    endsAt: Moment,
    seats: Type.Integer(),
    left: Type.Integer(),
    mine: Type.Boolean(),
    holiday: Type.Boolean({ description: 'It lies on a public holiday, as the calendar is now.' }),
  },
  'VisitSlot',
)
export type VisitSlot = Static<typeof VisitSlot>

/** A station's own page: what it is for, who is there, when, and what came of it. */
export const StationDetail = Closed(
  {
    ...StationEntry.properties,
    charter: Type.Array(Type.String(), { description: 'What the station does, a sentence each.' }),
    roster: Type.Array(
      Closed({
        name: Type.String({ description: 'Surname and title, as on the door.' }),
        duty: Type.String(),
      }),
    ),
    figures: StationFigures,
    serves: Type.Array(Type.String(), {
      description: 'First 4 digits of the divisions whose people it answers.',
    }),
    fallback: Type.Boolean({ description: 'It answers whom no other station serves.' }),
  },
  'StationDetail',
)
export type StationDetail = Static<typeof StationDetail>

/** A booking of the caller or, for a clerk, of their station. */
export const Visit = Closed(
  {
    id: Id,
    slotId: Id,
    stationId: Id,
    stationName: Type.String(),
    startsAt: Moment,
    endsAt: Moment,
    maskedName: Type.String(),
    purpose: Type.String(),
    state: OneOf(['booked', 'cancelled', 'came', 'missed']),
    bookedAt: Moment,
  },
  'Visit',
)
export type Visit = Static<typeof Visit>

/** A returnee to answer, in a clerk's list. */
export const Lead = Closed(
  {
    id: Id,
    number: Type.String(),
    maskedName: Type.String(),
    state: OneOf(applicationStates),
    presentCity: Type.String(),
    field: Type.String(),
    contributions: Type.Array(OneOf(contributions)),
    due: Due,
    nextContactOn: Nullable(Day),
    station: Closed({ id: Id, name: Type.String() }),
    contactName: Nullable(Type.String()),
    submittedAt: Moment,
  },
  'Lead',
)
export type Lead = Static<typeof Lead>

/**
 * A returnee whose station has closed, for the lead to give to another. `suggested`: the open station that
 * serves where they live, else the fallback.
 */
export const StrandedLead = Closed(
  {
    id: Id,
    number: Type.String(),
    maskedName: Type.String(),
    state: OneOf(applicationStates),
    presentCity: Type.String(),
    due: Due,
    station: Closed({ id: Id, name: Type.String() }),
    suggested: Nullable(Closed({ id: Id, name: Type.String() })),
    submittedAt: Moment,
  },
  'StrandedLead',
)
export type StrandedLead = Static<typeof StrandedLead>

/** What a clerk may see of one returnee: cut to the fields the program gives a station. */
export const LeadDetail = Closed(
  {
    ...Lead.properties,
    version: Type.Integer(),
    answers: Type.Array(Closed({ field: Type.String(), label: Type.String(), value: Type.String() })),
    maskedPhone: Nullable(Type.String()),
    notes: Type.Array(Closed({ id: Id, at: Moment, by: Type.String(), text: Type.String() })),
    followUps: Type.Array(
      Closed({
        id: Id,
        kind: OneOf(followUpKinds),
        on: Day,
        note: Type.String(),
        amountFen: Nullable(Type.Integer()),
      }),
    ),
    handOvers: Type.Array(
      Closed({ at: Moment, from: Nullable(Type.String()), to: Type.String(), why: Type.String() }),
    ),
    mayAnswer: Type.Boolean(),
  },
  'LeadDetail',
)
export type LeadDetail = Static<typeof LeadDetail>

/** What the returnee sees: who answers for them, by when, and what has happened. */
export const FollowUp = Closed(
  {
    applicationId: Id,
    contact: Nullable(Closed({ name: Type.String(), station: Type.String(), phone: Type.String() })),
    replyBy: Due,
    answer: Nullable(Type.String()),
    milestones: Type.Array(Closed({ kind: OneOf(followUpKinds), on: Day, note: Type.String() })),
    visits: Type.Array(Visit),
  },
  'FollowUp',
)
export type FollowUp = Static<typeof FollowUp>

const anyone = { who: 'anyone' } as const
const own = { who: ['holder'], rows: 'own' } as const
const clerk = { who: ['clerk'], rows: 'station' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const station = Closed({ station: Id })
const returnee = Closed({ lead: Id })

/** Workstations: directory, visits, leads. */
export const stationRoutes = defineRoutes({
  'GET /stations': {
    summary: 'The directory of stations, by words, kind, city or university',
    access: anyone,
    query: Closed({
      q: Type.Optional(Line(30)),
      kind: Type.Optional(OneOf(stationKinds)),
      region: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    }),
    status: 200,
    reply: Closed({ items: Type.Array(StationEntry) }),
    problems: [],
  },
  'GET /stations/:station': {
    summary: 'A station: charter, roster, hours, outcomes',
    access: anyone,
    params: station,
    status: 200,
    reply: StationDetail,
    problems: [],
  },
  'GET /stations/:station/slots': {
    summary: 'Times to book from now on, at most 60',
    access: own,
    params: station,
    status: 200,
    reply: Closed({
      items: Type.Array(VisitSlot),
      holidays: Type.Array(Day, { description: 'Public holidays of the next 180 days.' }),
      unknownYear: Nullable(
        Type.Integer({ description: 'A year within those days whose holidays are not known yet.' }),
      ),
    }),
    problems: [],
  },
  'POST /stations/:station/slots': {
    summary: 'Offer times for visits',
    access: clerk,
    params: station,
    body: Closed({
      startsAt: Moment,
      endsAt: Moment,
      seats: Type.Integer({ minimum: 1, maximum: 50 }),
      onHoliday: Type.Optional(Type.Boolean({ description: 'Meant, although the day is a public holiday.' })),
    }),
    status: 201,
    reply: VisitSlot,
    problems: ['slot-overlaps', 'slot-on-holiday'],
    idempotent: true,
  },
  'DELETE /stations/:station/slots/:slot': {
    summary: 'Take a time back; who booked it is told',
    access: clerk,
    params: Closed({ station: Id, slot: Id }),
    status: 204,
    problems: [],
  },
  'GET /stations/:station/visits': {
    summary: 'Visits to come and of the last 30 days, next first',
    access: clerk,
    params: station,
    query: PageQuery,
    status: 200,
    reply: PageOf(Visit),
    problems: [],
  },
  'PUT /stations/:station/visits/:visit/outcome': {
    summary: 'Record whether the visitor came',
    access: clerk,
    params: Closed({ station: Id, visit: Id }),
    body: Closed({ came: Type.Boolean() }),
    status: 200,
    reply: Visit,
    problems: [],
  },
  'POST /me/visits': {
    summary: 'Book a visit',
    access: own,
    body: Closed({ slotId: Id, purpose: Line(100, 2) }),
    status: 201,
    reply: Visit,
    problems: ['slot-full', 'slot-over', 'already-booked', 'too-many-visits'],
    idempotent: true,
  },
  'GET /me/visits': {
    summary: 'The caller’s visits, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(Visit),
    problems: [],
  },
  'DELETE /me/visits/:visit': {
    summary: 'Cancel a visit that is to come',
    access: own,
    params: Closed({ visit: Id }),
    status: 204,
    problems: ['slot-over'],
  },
  'GET /me/follow-ups/:application': {
    summary: 'Who answers for the caller’s registration, and what has happened',
    access: own,
    params: Closed({ application: Id }),
    status: 200,
    reply: FollowUp,
    problems: [],
  },
  'GET /leads': {
    summary: 'Returnees of the caller’s stations, who has to be answered first on top',
    access: clerk,
    query: Closed({ ...PageQuery.properties, show: Type.Optional(OneOf(['today', 'all'])) }),
    status: 200,
    reply: PageOf(Lead),
    problems: [],
  },
  'GET /leads/:lead': {
    summary: 'One returnee; the read is on record',
    access: clerk,
    params: returnee,
    status: 200,
    reply: LeadDetail,
    problems: [],
  },
  'POST /leads/:lead/answer': {
    summary: 'The station’s answer; it reaches the returnee and the caller becomes the named contact',
    access: clerk,
    params: returnee,
    body: Closed({ text: Paragraph(1000, 10), version: Count }),
    status: 200,
    reply: LeadDetail,
    problems: ['stale-version', 'event-not-allowed'],
    idempotent: 'anew',
  },
  'POST /leads/:lead/phone-views': {
    summary: 'See the phone number, with the reason; the returnee can see who did',
    access: clerk,
    params: returnee,
    body: Closed({ why: Line(200, 4) }),
    status: 200,
    reply: Closed({ phone: Type.String() }),
    problems: [],
  },
  'POST /leads/:lead/notes': {
    summary: 'A note for colleagues',
    access: clerk,
    params: returnee,
    body: Closed({ text: Paragraph(1000, 2) }),
    status: 201,
    reply: LeadDetail,
    problems: [],
    idempotent: 'anew',
  },
  'PUT /leads/:lead/next-contact': {
    summary: 'When to speak next; null: not planned',
    access: clerk,
    params: returnee,
    body: Closed({ on: Nullable(Day) }),
    status: 200,
    reply: LeadDetail,
    problems: [],
  },
  'POST /leads/:lead/follow-ups': {
    summary: 'What came of it. `amountFen` belongs to capital-invested',
    access: clerk,
    params: returnee,
    body: Closed({
      kind: OneOf(followUpKinds),
      on: Day,
      note: Line(200),
      amountFen: Nullable(Type.Integer({ minimum: 1, maximum: 100_000_000_000_000 })),
    }),
    status: 201,
    reply: LeadDetail,
    problems: [],
    idempotent: 'anew',
  },
  'PUT /leads/:lead/station': {
    summary: 'Hand a returnee over to another station',
    access: clerk,
    params: returnee,
    body: Closed({ stationId: Id, why: Line(200, 4) }),
    status: 200,
    reply: Closed({ stationName: Type.String() }),
    problems: ['event-not-allowed'],
    idempotent: true,
  },
  'GET /stranded-leads': {
    summary: 'Returnees whose station has closed, longest waiting first; each is a look on record',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(StrandedLead),
    problems: [],
  },
  'POST /stranded-leads/reassignments': {
    summary:
      'Give up to 100 returnees of closed stations to an open one; they are told. Those that have an open station or are over by now are skipped',
    access: lead,
    body: Closed({
      leads: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
      stationId: Id,
      why: Line(200, 4),
    }),
    status: 200,
    reply: Closed({ moved: Type.Integer(), skipped: Type.Array(Id), stationName: Type.String() }),
    problems: [],
    idempotent: true,
  },
  'GET /station-figures': {
    summary: 'Outcomes of all stations',
    access: lead,
    status: 200,
    reply: Closed({ items: Type.Array(Closed({ id: Id, name: Type.String(), figures: StationFigures })) }),
    problems: [],
  },
  'PUT /stations/:station/profile': {
    summary: 'Change what the directory says of a station; each change is a version',
    access: { who: ['lead', 'system-admin'], rows: 'all', office: true },
    params: station,
    body: Closed({
      hours: Line(100),
      phone: Line(30),
      address: Line(100),
      university: Nullable(Line(institutionLength)),
      charter: Type.Array(Line(200), { maxItems: 10 }),
      serves: Type.Array(Type.String({ pattern: '^\\d{4}$' }), {
        maxItems: 60,
        description: 'First 4 digits of the divisions whose people it answers.',
      }),
      fallback: Type.Boolean(),
    }),
    status: 200,
    reply: StationDetail,
    problems: [],
  },
})
