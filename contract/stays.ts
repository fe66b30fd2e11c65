import { Type, type Static } from '@sinclair/typebox'
import { Criterion } from './applications'
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
  defineRoutes,
} from './route'
import { bedKinds, nightsShown, stayPurposes, stayStates } from './stay-vocabulary'
import { codeEntries } from './vocabulary'

const Limits = Closed({
  nightsPerStay: Type.Integer({ description: 'Free nights in one stay, extension included.' }),
  staysPerYear: Type.Integer({ description: 'Stays that begin in one calendar year.' }),
})
const Minutes = Type.Integer({
  minimum: 0,
  maximum: 2880,
  description: 'Minutes from the beginning of the first day by the city’s clock.',
})
const rules = {
  arriveByMinutes: Minutes,
  lateByMinutes: Minutes,
  cancelByMinutes: Minutes,
  aheadDays: Type.Integer({ minimum: 1, maximum: 180, description: 'How many days ahead one may book.' }),
}

/** A hostel (人才驿站): a station with beds. `limits` are those of today; null while the book has none. */
export const Hostel = Closed(
  {
    id: Id,
    name: Type.String(),
    regionName: Type.String(),
    address: Type.String(),
    latitude: Type.Number(),
    longitude: Type.Number(),
    phone: Type.String(),
    hours: Type.String(),
    about: Type.String(),
    houseRules: Type.Array(Type.String()),
    ...rules,
    limits: Nullable(Limits),
    beds: Type.Array(Closed({ kind: OneOf(bedKinds), beds: Type.Integer() })),
    freeTonight: Type.Integer(),
  },
  'Hostel',
)
export type Hostel = Static<typeof Hostel>

/** How many beds of each kind are free in one night. */
export const HostelNight = Closed(
  {
    night: Day,
    free: Type.Array(Closed({ kind: OneOf(bedKinds), beds: Type.Integer() })),
  },
  'HostelNight',
)
export type HostelNight = Static<typeof HostelNight>

/** What somebody may have: the clauses of the policy, and what is left of the year. */
export const StayStanding = Closed(
  {
    day: Day,
    outcome: OneOf(['pass', 'fail', 'unknown', 'not-applicable', 'not-computed']),
    criteria: Type.Array(Criterion),
    limits: Nullable(Limits),
    year: Type.Integer(),
    staysCounted: Type.Integer(),
    staysLeft: Type.Integer(),
  },
  'StayStanding',
)
export type StayStanding = Static<typeof StayStanding>

/** One stay of the caller. Leaves on the morning of `toDay`, so the last night is the one before. */
export const Stay = Closed(
  {
    id: Id,
    number: Type.String({ description: 'What the desk asks for, `YZ000123`.' }),
    hostel: Closed({
      id: Id,
      name: Type.String(),
      address: Type.String(),
      phone: Type.String(),
      latitude: Type.Number(),
      longitude: Type.Number(),
    }),
    kind: OneOf(bedKinds),
    beds: Type.Array(Closed({ label: Type.String(), fromNight: Day, nights: Type.Integer() }), {
      description: 'Told once checked in: in which bed from which night.',
    }),
    purpose: OneOf(stayPurposes),
    fromDay: Day,
    toDay: Day,
    nights: Type.Integer(),
    state: OneOf(stayStates),
    counted: Type.Boolean({ description: 'Whether it counts as one of the year’s stays.' }),
    arrivesLate: Type.Boolean(),
    arriveBy: Moment,
    cancelBy: Moment,
    lateUntil: Moment,
    nightsLeft: Type.Integer({ description: 'By how many free nights it may still be extended.' }),
    bookedAt: Moment,
    may: Type.Array(OneOf(['cancel', 'change', 'come-late', 'extend'])),
  },
  'Stay',
)
export type Stay = Static<typeof Stay>

/** The number of a stay as it is typed or pasted at the desk. */
const TypedNumber = Type.String({ minLength: 1, maxLength: 20, format: 'document-number' })

/** A stay as the desk sees it. */
export const DeskStay = Closed(
  {
    id: Id,
    number: Type.String(),
    maskedName: Type.String(),
    kind: OneOf(bedKinds),
    bed: Type.String(),
    fromDay: Day,
    toDay: Day,
    state: OneOf(stayStates),
    purpose: OneOf(stayPurposes),
    arriveBy: Moment,
    arrivesLate: Type.Boolean(),
  },
  'DeskStay',
)
export type DeskStay = Static<typeof DeskStay>

/** A bed of a hostel. `outFrom`: it is out of service from that night on. */
export const HostelBed = Closed(
  {
    id: Id,
    label: Type.String(),
    kind: OneOf(bedKinds),
    outFrom: Nullable(Day),
    nightsAhead: Type.Integer({ description: 'Nights from tonight on in which somebody sleeps there.' }),
  },
  'HostelBed',
)
export type HostelBed = Static<typeof HostelBed>

/** A hostel as the office keeps it. */
export const KeptHostel = Closed(
  {
    id: Id,
    name: Type.String(),
    about: Type.String(),
    houseRules: Type.Array(Type.String()),
    ...rules,
    version: Count,
    beds: Type.Array(HostelBed),
  },
  'KeptHostel',
)
export type KeptHostel = Static<typeof KeptHostel>

const folded = Nullable(Type.Integer({ description: 'null: 1 to 4, which is not told.' }))
/** One month of a hostel as figures. */
export const HostelMonth = Closed(
  {
    month: Type.String(),
    bedNights: Type.Integer({ description: 'Beds in service times nights.' }),
    nights: folded,
    stays: folded,
    noShows: folded,
  },
  'HostelMonth',
)
export type HostelMonth = Static<typeof HostelMonth>

const anyone = { who: 'anyone' } as const
const own = { who: ['holder'], rows: 'own' } as const
const clerk = { who: ['clerk'], rows: 'station' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const hostel = Closed({ hostel: Id })
const stay = Closed({ stay: Id })
const wanted = { kind: OneOf(bedKinds), fromDay: Day, toDay: Day, arrivesLate: Type.Boolean() }

/** 人才驿站: where, which nights, booking, the desk, and what the office keeps. */
export const stayRoutes = defineRoutes({
  'GET /hostels': {
    summary: 'Hostels with their rules and what is free tonight',
    access: anyone,
    status: 200,
    reply: Closed({ items: Type.Array(Hostel) }),
    problems: [],
  },
  'GET /hostels/:hostel/nights': {
    summary: `Free beds by night and kind, from tonight or a later day on, ${nightsShown} nights`,
    access: anyone,
    params: hostel,
    query: Closed({ from: Type.Optional(Day) }),
    status: 200,
    reply: Closed({ items: Type.Array(HostelNight) }),
    problems: [],
  },
  'GET /me/stay-standing': {
    summary: 'Whether the caller may stay from a day on, clause by clause, and what is left of the year',
    access: own,
    query: Closed({ day: Type.Optional(Day) }),
    status: 200,
    reply: StayStanding,
    problems: [],
  },
  'POST /me/stays': {
    summary:
      'Book a bed for all nights from the first day to the day of leaving. Extra on nights-taken: `nextFree`',
    access: own,
    body: Closed({ hostelId: Id, ...wanted, purpose: OneOf(stayPurposes) }),
    status: 201,
    reply: Stay,
    problems: [
      'registration-needed',
      'stay-not-eligible',
      'stay-limit',
      'nights-overlap',
      'nights-taken',
      'nights-closed',
    ],
    idempotent: true,
  },
  'GET /me/stays': {
    summary: 'The caller’s stays, latest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(Stay),
    problems: [],
  },
  'GET /me/stays/:stay': {
    summary: 'One stay of the caller',
    access: own,
    params: stay,
    status: 200,
    reply: Stay,
    problems: [],
  },
  'PUT /me/stays/:stay/days': {
    summary: 'Other days or another kind of bed, in one act: where they cannot be had, the old ones stay',
    access: own,
    params: stay,
    body: Closed(wanted),
    status: 200,
    reply: Stay,
    problems: [
      'stay-not-eligible',
      'stay-limit',
      'nights-overlap',
      'nights-taken',
      'nights-closed',
      'stay-settled',
    ],
  },
  'PUT /me/stays/:stay/late-arrival': {
    summary: 'Say that one comes later on the first day',
    access: own,
    params: stay,
    status: 200,
    reply: Stay,
    problems: ['stay-settled'],
  },
  'PUT /me/stays/:stay/leaving-day': {
    summary: 'Stay longer, until a later day, when a bed is free',
    access: own,
    params: stay,
    body: Closed({ toDay: Day }),
    status: 200,
    reply: Stay,
    problems: ['stay-limit', 'nights-overlap', 'nights-taken', 'nights-closed', 'stay-settled'],
  },
  'DELETE /me/stays/:stay': {
    summary: 'Cancel; after the hostel’s hour on the first day it counts all the same',
    access: own,
    params: stay,
    status: 200,
    reply: Stay,
    problems: ['stay-settled'],
  },
  'GET /hostels/:hostel/day': {
    summary: 'Who arrives, leaves and stays today, and who left without a word; each is a look on record',
    access: clerk,
    params: hostel,
    status: 200,
    reply: Closed({
      day: Day,
      arriving: Type.Array(DeskStay),
      leaving: Type.Array(DeskStay),
      staying: Type.Array(DeskStay),
      notOut: Type.Array(DeskStay, {
        description: 'Were to leave before today and checked out with nobody.',
      }),
    }),
    problems: [],
  },
  'GET /hostels/:hostel/board': {
    summary: 'Beds by night: free, taken or out of service, 14 nights; it tells of no person',
    access: clerk,
    params: hostel,
    query: Closed({ from: Type.Optional(Day) }),
    status: 200,
    reply: Closed({
      nights: Type.Array(Day),
      beds: Type.Array(
        Closed({
          label: Type.String(),
          kind: OneOf(bedKinds),
          nights: Type.String({ description: 'One sign a night: `.` free, `x` taken, `-` out of service.' }),
        }),
      ),
    }),
    problems: [],
  },
  'POST /hostels/:hostel/check-ins': {
    summary: 'Check in by the talent code that was scanned, or by the number of the stay',
    access: clerk,
    params: hostel,
    body: Type.Union([
      Closed({
        code: Type.String({ minLength: 1, maxLength: 4000 }),
        scannedAt: Moment,
        entry: Type.Optional(OneOf(codeEntries)),
      }),
      Closed({ number: TypedNumber }),
    ]),
    status: 200,
    reply: DeskStay,
    problems: ['scan-refused', 'own-code', 'no-stay-today', 'stay-settled', 'bed-not-left'],
    idempotent: 'anew',
  },
  'PUT /hostels/:hostel/stays/:stay/left': {
    summary: 'Check out; nights that were not used become free',
    access: clerk,
    params: Closed({ hostel: Id, stay: Id }),
    status: 200,
    reply: DeskStay,
    problems: ['stay-settled'],
  },
  'GET /hostel-inventory': {
    summary: 'Hostels and beds as they are kept',
    access: lead,
    status: 200,
    reply: Closed({ items: Type.Array(KeptHostel) }),
    problems: [],
  },
  'PUT /hostels/:hostel': {
    summary:
      'Make a station a hostel, or change what is said of it. `version` is what was looked at, 0 for a new one',
    access: lead,
    params: hostel,
    body: Closed({
      about: Line(300, 4),
      houseRules: Type.Array(Line(120), { maxItems: 12 }),
      ...rules,
      version: Count,
    }),
    status: 200,
    reply: KeptHostel,
    problems: ['stale-version'],
  },
  'POST /hostels/:hostel/beds': {
    summary: 'Add a bed',
    access: lead,
    params: hostel,
    body: Closed({ label: Line(20), kind: OneOf(bedKinds) }),
    status: 201,
    reply: KeptHostel,
    problems: ['bed-known'],
    idempotent: true,
  },
  'PUT /hostels/:hostel/beds/:bed/service': {
    summary:
      'Take a bed out of service from a night on, or put it back (null). Where nights are booked, `then` says what becomes of them: moved to another bed of the kind, or cancelled without counting',
    access: lead,
    params: Closed({ hostel: Id, bed: Id }),
    body: Closed({
      outFrom: Nullable(Day),
      why: Line(100, 2),
      then: Type.Optional(OneOf(['move', 'cancel'])),
    }),
    status: 200,
    reply: KeptHostel,
    problems: ['bed-booked', 'nights-taken'],
  },
  'GET /hostels/:hostel/months': {
    summary: 'Use by month, the last twelve; numbers from 1 to 4 are not told',
    access: lead,
    params: hostel,
    status: 200,
    reply: Closed({ items: Type.Array(HostelMonth) }),
    problems: [],
  },
})
