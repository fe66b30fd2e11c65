import { Type, type Static } from '@sinclair/typebox'
import { ChainKey, Requirements as ShortageRequirements } from './chains'
import {
  appealStates,
  answerEvents,
  candidateEvents,
  closingCauses,
  jobApplicationStates,
  payUnits,
  postKinds,
  postLimits,
  postStates,
  shownFields,
} from './post-vocabulary'
import { employerStates } from './employer-vocabulary'
import { Closed, Count, Day, Id, Line, Moment, Nullable, OneOf, Paragraph } from './route'
import { degrees } from './vocabulary'

// What crosses the wire of posts and job applications; the routes are in posts.ts.

const Pay = Closed({
  lowFen: Type.Integer(),
  highFen: Type.Integer(),
  unit: OneOf(payUnits),
})
const { minDegree, majors, experienceYears } = ShortageRequirements.properties
// As a shortage post's, of what an employer may ask; the rest is said in its own words, which are checked.
const Requirements = Closed({ minDegree, majors, experienceYears })
const Key = Nullable(Line(40))
const Region = Type.String({ pattern: '^\\d{6}$' })
const PayEnd = Closed({
  fen: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
  unit: OneOf(payUnits),
})

/** What an employer writes of a post. Chain, link and shortage are keys of what is published; earlier ones are words. */
export const PostText = Closed(
  {
    kind: OneOf(postKinds),
    title: Line(40, 2),
    chainKey: Key,
    linkKey: Key,
    shortageKey: Key,
    region: Region,
    place: Line(80, 2),
    transport: Nullable(Line(80)),
    headcount: Type.Integer({ minimum: 1, maximum: 1000 }),
    payLow: PayEnd,
    payHigh: PayEnd,
    requirements: Requirements,
    duties: Paragraph(3000, 10),
    wants: Paragraph(2000),
    closesAt: Nullable(Moment),
    answerDays: Type.Integer({ minimum: 1, maximum: postLimits.mostAnswerDays }),
  },
  'PostText',
)
export type PostText = Static<typeof PostText>

const Employer = Closed({ id: Id, name: Type.String() })

/** A post in a list. */
export const PostCard = Closed(
  {
    id: Id,
    kind: OneOf(postKinds),
    title: Type.String(),
    employer: Employer,
    regionName: Type.String(),
    place: Type.String(),
    pay: Pay,
    requirements: Requirements,
    headcount: Type.Integer(),
    chainKey: Key,
    closesAt: Moment,
    openedAt: Moment,
    overdue: Type.Integer({ description: 'How many wait beyond the promised day.' }),
  },
  'PostCard',
)
export type PostCard = Static<typeof PostCard>

/** A post as everybody reads it; one that is closed stays readable. */
export const PublicPost = Closed(
  {
    ...PostCard.properties,
    region: Type.String(),
    transport: Nullable(Type.String()),
    /** Where in the chains it belongs, by what is published; null where the chain is not there, or not any more. */
    placed: Nullable(
      Closed({
        chain: Type.String(),
        link: Nullable(Type.String()),
        shortage: Nullable(Closed({ key: Type.String(), title: Type.String() })),
      }),
    ),
    linkKey: Key,
    shortageKey: Key,
    duties: Type.String(),
    wants: Type.String(),
    answerDays: Type.Integer(),
    open: Type.Boolean({ description: 'Whether it takes applications at this moment.' }),
    paused: Type.Boolean({ description: 'The employer may not recruit for now.' }),
    closedCause: Nullable(OneOf(closingCauses)),
    mine: Nullable(
      Closed({
        jobApplication: Nullable(Id),
        state: Nullable(OneOf(jobApplicationStates)),
        draft: Type.Boolean(),
      }),
    ),
  },
  'PublicPost',
)
export type PublicPost = Static<typeof PublicPost>

const Appeal = Closed({
  text: Type.String(),
  state: OneOf(appealStates),
  answer: Nullable(Type.String()),
  at: Moment,
})
/** A post as its employer and the office see it. */
export const OwnPost = Closed(
  {
    ...PostText.properties,
    id: Id,
    employer: Employer,
    regionName: Type.String(),
    state: OneOf(postStates),
    paused: Type.Boolean(),
    revision: Count,
    returnReason: Nullable(Type.String()),
    closedCause: Nullable(OneOf(closingCauses)),
    closedReason: Nullable(Type.String()),
    openedAt: Nullable(Moment),
    changedAt: Moment,
    appeal: Nullable(Appeal),
    counts: Closed({ all: Type.Integer(), waiting: Type.Integer(), overdue: Type.Integer() }),
    faults: Type.Array(Closed({ pointer: Type.String(), detail: Type.String() }), {
      description: 'What the rules of today say against it.',
    }),
  },
  'OwnPost',
)
export type OwnPost = Static<typeof OwnPost>

/** A field of a profile with its value, in words. */
const ShownValue = Closed({ field: OneOf(shownFields), value: Type.String() })
const FileName = Closed({ id: Id, fileName: Type.String() })

/** The text that somebody applied for, where the post was changed since. */
const AppliedFor = Closed(
  {
    title: Type.String(),
    where: Type.String(),
    pay: Pay,
    requirements: Requirements,
    duties: Type.String(),
    wants: Type.String(),
    /** What is different now, each in words. */
    changes: Type.Array(Type.String()),
  },
  'AppliedFor',
)
/** A job application as whoever sent it sees it. */
export const OwnJobApplication = Closed(
  {
    id: Id,
    post: Closed({ id: Id, title: Type.String(), employer: Employer, open: Type.Boolean() }),
    state: OneOf(jobApplicationStates),
    revision: Count,
    sentAt: Moment,
    answerBy: Day,
    overdue: Type.Boolean(),
    shown: Type.Array(ShownValue),
    note: Nullable(Type.String()),
    contact: Nullable(Type.String({ description: 'The number given for this employer.' })),
    contactVisible: Type.Boolean({ description: 'Whether the employer sees it at this moment.' }),
    files: Type.Array(FileName),
    reason: Nullable(Type.String()),
    interview: Nullable(Closed({ at: Moment, place: Type.String() })),
    events: Type.Array(OneOf(candidateEvents)),
    employerState: OneOf(employerStates),
    appliedFor: Nullable(AppliedFor),
  },
  'OwnJobApplication',
)
export type OwnJobApplication = Static<typeof OwnJobApplication>

/** A draft in the list of whoever wrote it; `until` the day on which it goes, once its post is over. */
export const KeptDraft = Closed(
  {
    post: Closed({ id: Id, title: Type.String(), employer: Employer, open: Type.Boolean() }),
    savedAt: Moment,
    until: Nullable(Day),
  },
  'KeptDraft',
)
export type KeptDraft = Static<typeof KeptDraft>

/** What somebody wants to send, kept until they do. */
export const JobApplicationDraft = Closed(
  {
    fields: Type.Array(OneOf(shownFields), { uniqueItems: true, maxItems: shownFields.length }),
    experienceYears: Nullable(Type.Integer({ minimum: 0, maximum: 60 })),
    shareContact: Type.Boolean(),
    note: Paragraph(1000),
    files: Type.Array(Id, { uniqueItems: true, maxItems: postLimits.files }),
  },
  'JobApplicationDraft',
)
export type JobApplicationDraft = Static<typeof JobApplicationDraft>

/** What would be shown to this employer, and what was written so far. */
export const ApplyForm = Closed(
  {
    post: Closed({
      id: Id,
      title: Type.String(),
      employer: Employer,
      closesAt: Moment,
      open: Type.Boolean(),
    }),
    fields: Type.Array(
      Closed({ field: OneOf(shownFields), value: Nullable(Type.String()), needed: Type.Boolean() }),
    ),
    contact: Nullable(Type.String({ description: 'The number that would be given, masked.' })),
    draft: Nullable(JobApplicationDraft),
    sent: Nullable(Id),
  },
  'ApplyForm',
)
export type ApplyForm = Static<typeof ApplyForm>

/** A candidate in the list of a post: without contact. */
export const CandidateCard = Closed(
  {
    id: Id,
    state: OneOf(jobApplicationStates),
    revision: Count,
    sentAt: Moment,
    answerBy: Day,
    overdue: Type.Boolean(),
    name: Nullable(Type.String({ description: 'Null once withdrawn or erased: nothing is left to see.' })),
    shown: Type.Array(ShownValue),
    hasNote: Type.Boolean(),
    files: Type.Integer(),
  },
  'CandidateCard',
)
export type CandidateCard = Static<typeof CandidateCard>

/** One candidate: what they agreed to show to this employer. */
export const Candidate = Closed(
  {
    ...CandidateCard.properties,
    post: Closed({ id: Id, title: Type.String(), kind: OneOf(postKinds) }),
    note: Nullable(Type.String()),
    contact: Nullable(Type.String({ description: 'Only once both agreed.' })),
    contactGiven: Type.Boolean(),
    attached: Type.Array(FileName),
    reason: Nullable(Type.String()),
    interview: Nullable(Closed({ at: Moment, place: Type.String() })),
    answeredBy: Nullable(Type.String()),
    events: Type.Array(OneOf(answerEvents)),
  },
  'Candidate',
)
export type Candidate = Static<typeof Candidate>

/** By what posts are searched. */
export const PostFilter = Closed(
  {
    q: Type.Optional(Line(40)),
    kind: Type.Optional(OneOf(postKinds)),
    degree: Type.Optional(OneOf(degrees, 'Posts for which this degree is enough.')),
    payAtLeastFen: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
    payUnit: Type.Optional(OneOf(payUnits)),
    chain: Type.Optional(Line(40)),
    shortage: Type.Optional(ChainKey),
    region: Type.Optional(Region),
  },
  'PostFilter',
)
export type PostFilter = Static<typeof PostFilter>

/** A search that tells of new posts. */
export const SavedSearch = Closed(
  { id: Id, filter: PostFilter, alerts: Type.Boolean(), madeAt: Moment, toldAt: Nullable(Moment) },
  'SavedSearch',
)
export type SavedSearch = Static<typeof SavedSearch>

/** A post of which people wait beyond the promised day. */
export const OverduePost = Closed(
  {
    id: Id,
    title: Type.String(),
    employer: Employer,
    state: OneOf(postStates),
    waiting: Type.Integer(),
    since: Day,
  },
  'OverduePost',
)
export type OverduePost = Static<typeof OverduePost>
