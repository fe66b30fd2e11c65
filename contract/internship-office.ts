import { Type } from '@sinclair/typebox'
import {
  AgreementFile,
  Internship,
  InternshipBase,
  InternshipLine,
  InternshipRound,
  Month,
  MonthToApprove,
  Sha256,
} from './internship-shapes'
import { baseStates } from './internship-vocabulary'
import { signing } from './internships'
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

const lead = { who: ['lead'], rows: 'all', office: true } as const
const officers = { who: ['lead', 'reviewer'], rows: 'all', office: true } as const
const internship = Closed({ internship: Id })
const why = Line(200, 4)

/** 就业见习 in the office: bases, rounds, the seal, months, ends. */
export const internshipOfficeRoutes = defineRoutes({
  'GET /internship-bases': {
    summary: 'Bases, those that wait for a decision first',
    access: officers,
    query: Closed({ ...PageQuery.properties, state: Type.Optional(OneOf(baseStates)) }),
    status: 200,
    reply: PageOf(InternshipBase),
    problems: [],
  },
  'PUT /internship-bases/:base/decision': {
    summary:
      'Approve a base with quota and last day, refuse it, or end it; the reason is read by the employer',
    access: lead,
    params: Closed({ base: Id }),
    body: Closed({
      decision: OneOf(['approve', 'refuse', 'end']),
      quota: Type.Integer({ minimum: 0, maximum: 1000 }),
      validUntil: Nullable(Day),
      why,
      version: Count,
    }),
    status: 200,
    reply: InternshipBase,
    problems: ['internship-base-settled', 'stale-version'],
  },
  'POST /internship-bases/:base/reviews': {
    summary: 'Review a base for a year; the numbers are counted from the records',
    access: lead,
    params: Closed({ base: Id }),
    body: Closed({
      year: Type.Integer({ minimum: 2000, maximum: 2199 }),
      passed: Type.Boolean(),
      note: why,
      validUntil: Nullable(Day),
    }),
    status: 200,
    reply: InternshipBase,
    problems: ['internship-base-settled'],
  },
  'GET /internship-rounds': {
    summary: 'Rounds in which places are allotted, newest first',
    access: officers,
    status: 200,
    reply: Closed({ items: Type.Array(InternshipRound) }),
    problems: [],
  },
  'GET /open-internship-rounds': {
    summary: 'Rounds that a place may still join',
    access: { who: 'anyone' },
    status: 200,
    reply: Closed({ items: Type.Array(Closed({ id: Id, title: Type.String(), applyBy: Moment })) }),
    problems: [],
  },
  'POST /internship-rounds': {
    summary: 'Open a round: until when people apply, until when bases rank',
    access: lead,
    body: Closed({ title: Line(40, 2), applyBy: Moment, rankBy: Moment }),
    status: 201,
    reply: InternshipRound,
    problems: [],
    idempotent: true,
  },
  'POST /internship-rounds/:internshipRound/allotment': {
    summary: 'Allot the places of a round by both sides’ rankings (deferred acceptance), once',
    access: lead,
    params: Closed({ internshipRound: Id }),
    status: 200,
    reply: InternshipRound,
    problems: ['internship-settled'],
  },
  'GET /internships': {
    summary: 'Internships for the office; `turn`: those that wait for its seal. Each look is on record',
    access: officers,
    query: Closed({ ...PageQuery.properties, turn: Type.Optional(Type.Boolean()) }),
    status: 200,
    reply: PageOf(InternshipLine),
    problems: [],
  },
  'GET /internships/:internship': {
    summary: 'One internship for the office; the look is on record',
    access: officers,
    params: internship,
    query: Closed({ month: Type.Optional(Month) }),
    status: 200,
    reply: Internship,
    problems: [],
  },
  'GET /internships/:internship/agreement': {
    summary: 'The agreement as PDF, for the office; the look is on record',
    access: officers,
    params: internship,
    status: 200,
    reply: AgreementFile,
    problems: ['storage-unavailable'],
    heavy: true,
  },
  'POST /internships/:internship/seal': {
    summary: 'Sign for the office, as the last of three',
    access: lead,
    params: internship,
    body: Closed({ sha256: Sha256 }),
    status: 200,
    reply: Internship,
    problems: [...signing],
  },
  'GET /internship-months': {
    summary: 'Months that bases have confirmed and the office has not decided, oldest first',
    access: officers,
    query: PageQuery,
    status: 200,
    reply: PageOf(MonthToApprove),
    problems: [],
  },
  'PUT /internships/:internship/months/:internshipMonth/decision': {
    summary: 'Approve a month, which is owed in the same act, or return it to the base with a reason',
    access: lead,
    params: Closed({ internship: Id, internshipMonth: Month }),
    body: Closed({ approved: Type.Boolean(), why: Line(200) }),
    status: 200,
    reply: Internship,
    problems: ['internship-settled', 'budget-exhausted', 'event-not-allowed', 'stipend-twice'],
  },
  'POST /internships/:internship/interruption': {
    summary: 'End before its time, by the office',
    access: lead,
    params: internship,
    body: Closed({ lastDay: Day, why }),
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'PUT /internships/:internship/certificate-revocation': {
    summary: 'Revoke a certificate; the reason is public with its code',
    access: lead,
    params: internship,
    body: Closed({ why }),
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
})
