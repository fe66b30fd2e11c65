import { Type, type Static, type TProperties } from '@sinclair/typebox'
import {
  applicationEvents,
  applicationStates,
  criterionResults,
  subscriptionTopics,
  valueSources,
} from './application-vocabulary'
import type { Answers, FormDefinition } from './forms'
import { Source } from './city'
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
} from './route'
import { situations, stages } from './vocabulary'

/** A form over the wire, see {@link FormDefinition}. */
export const Form = Type.Unsafe<FormDefinition>({
  type: 'object',
  additionalProperties: true,
  description: 'FormDefinition of contract/forms.ts',
})
/** Answers over the wire, see {@link Answers}. At most 100 keys; the form in force says which. */
export const AnswerSet = Type.Unsafe<Answers>({
  type: 'object',
  additionalProperties: true,
  maxProperties: 100,
  description: 'Answers of contract/forms.ts',
})
const Program_ = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

/** A program in a list: what one can apply for. */
export const ProgramSummary = Closed(
  {
    key: Program_,
    title: Type.String(),
    summary: Type.String(),
    stage: OneOf(stages),
    situation: OneOf(situations),
    keywords: Type.Array(Type.String(), {
      description: 'Words, pinyin and initials for searching on the phone.',
    }),
    open: Type.Boolean(),
    closedBecause: Nullable(Type.String()),
    workingDays: Type.Integer({ description: 'Until a decision.' }),
  },
  'ProgramSummary',
)
export type ProgramSummary = Static<typeof ProgramSummary>

/** A ground on which this program may be refused. */
export const RejectionReason = Closed(
  {
    code: Type.String(),
    title: Type.String(),
    clause: Type.String(),
    fix: Type.String({
      description: 'What the applicant can do, as a template that the reviewer makes specific.',
    }),
  },
  'RejectionReason',
)
export type RejectionReason = Static<typeof RejectionReason>

/** A program with its form in force. `version` is sent back with drafts and submissions. */
export const Program = Closed(
  {
    ...ProgramSummary.properties,
    version: Type.Integer(),
    form: Form,
    reasons: Type.Array(RejectionReason),
    twoPerson: Type.Boolean(),
    noticeDays: Nullable(Type.Integer({ description: 'Calendar days of public notice.' })),
    appealDays: Nullable(Type.Integer()),
    path: Type.Array(Closed({ state: OneOf(applicationStates), title: Type.String(), text: Type.String() }), {
      description: 'The usual way of an application, for the timeline.',
    }),
    source: Source,
  },
  'Program',
)
export type Program = Static<typeof Program>

/** A value offered for a field, from the profile, an earlier application or what the person told of themselves. */
export const Prefill = Closed(
  {
    field: Type.String(),
    value: Type.Unsafe<Answers[string]>({}),
    source: OneOf(valueSources),
    at: Moment,
    expiresOn: Nullable(Day),
    expired: Type.Boolean(),
  },
  'Prefill',
)
export type Prefill = Static<typeof Prefill>

/** A draft on the server. `revision` rises with each save. */
export const Draft = Closed(
  {
    id: Id,
    program: Type.String(),
    version: Type.Integer(),
    revision: Type.Integer(),
    answers: AnswerSet,
    device: Type.String(),
    savedAt: Moment,
    keptUntil: Type.String({
      format: 'date-time',
      description: 'Goes then, with its files, unless it is saved again; its owner is told 30 days before.',
    }),
  },
  'Draft',
)
export type Draft = Static<typeof Draft>

/** One clause held against the applicant. */
export const Criterion = Closed(
  {
    key: Type.String(),
    title: Type.String(),
    result: OneOf(criterionResults),
    because: Type.String(),
    change: Nullable(Type.String({ description: 'What would change it.' })),
    source: Source,
  },
  'Criterion',
)
export type Criterion = Static<typeof Criterion>

/** By which version of the policy book, as of which day, the clauses were held against an application. */
export const Judged = Closed({ version: Type.Integer(), day: Day, at: Moment }, 'Judged')
export type Judged = Static<typeof Judged>

/** Why it was refused, at which field, what to do, where to appeal. */
export const Refusal = Closed(
  {
    code: Type.String(),
    title: Type.String(),
    clause: Type.String(),
    field: Nullable(Type.String()),
    fieldLabel: Nullable(Type.String()),
    fix: Type.String(),
    note: Type.String(),
    appealTo: Type.String(),
    appealBy: Nullable(Moment),
  },
  'Refusal',
)
export type Refusal = Static<typeof Refusal>

/**
 * One step of an application, as its owner sees it. `by` names a role and station, never a person beyond
 * duty.
 */
export const ApplicationStep = Closed(
  {
    id: Id,
    at: Moment,
    event: Type.String(),
    title: Type.String(),
    state: OneOf(applicationStates),
    by: Type.String(),
    note: Nullable(Type.String()),
  },
  'ApplicationStep',
)
export type ApplicationStep = Static<typeof ApplicationStep>

/** When the next act is due. While the applicant owes something the clock stands still: `stopped`. */
export const Due = Closed(
  {
    at: Nullable(Moment),
    workingDaysLeft: Nullable(Type.Integer()),
    stopped: Type.Boolean(),
    overdue: Type.Boolean(),
    words: Type.String(),
  },
  'Due',
)
export type Due = Static<typeof Due>

const summary = {
  id: Id,
  number: Type.String({ description: 'For people: GG-20261122-0007.' }),
  program: Type.String(),
  programTitle: Type.String(),
  state: OneOf(applicationStates),
  stateLabel: Type.String(),
  submittedAt: Moment,
  updatedAt: Moment,
  due: Due,
} satisfies TProperties
/** An application in its owner's list. */
export const ApplicationSummary = Closed(
  { ...summary, waitingFor: Type.String({ description: 'Who has it now, in words.' }) },
  'ApplicationSummary',
)
export type ApplicationSummary = Static<typeof ApplicationSummary>

/** What a rule between benefits took from a sum, in fen, with its clause. */
export const Ruled = Closed(
  {
    clause: Type.String(),
    text: Type.String(),
    fromFen: Type.Integer({ minimum: 0 }),
    toFen: Type.Integer({ minimum: 0 }),
  },
  'Ruled',
)
export type Ruled = Static<typeof Ruled>

/** What an approval would bring as things stand on a day, beside what the applicant has already. */
export const ApprovalOutlook = Closed(
  {
    day: Day,
    of: OneOf(['money', 'place'] as const),
    words: Type.String({ description: 'What would be granted; empty where nothing may be.' }),
    totalFen: Type.Integer({ minimum: 0, description: 'Of all its payments.' }),
    ruled: Type.Array(Ruled, {
      description: 'Why it is less than it would be alone, in the order of the rules.',
    }),
    refused: Nullable(Closed({ clause: Type.String(), text: Type.String(), wayOn: Type.String() })),
  },
  'ApprovalOutlook',
)
export type ApprovalOutlook = Static<typeof ApprovalOutlook>

/**
 * An application as its owner sees it. `version` goes back with every event; `allowedEvents` are the
 * owner's.
 */
export const Application = Closed(
  {
    ...ApplicationSummary.properties,
    version: Type.Integer(),
    programVersion: Type.Integer(),
    form: Form,
    answers: AnswerSet,
    openFields: Type.Array(Type.String(), { description: 'Fields that may be corrected now.' }),
    allowedEvents: Type.Array(OneOf(applicationEvents)),
    refusal: Nullable(Refusal),
    requested: Type.Array(Closed({ field: Type.String(), label: Type.String(), what: Type.String() })),
    criteria: Type.Array(Criterion, { description: 'As of the newest judgement on record.' }),
    judgement: Nullable(Judged),
    outlook: Nullable(ApprovalOutlook),
    steps: Type.Array(ApplicationStep),
    comes: Type.Array(Closed({ state: OneOf(applicationStates), title: Type.String(), text: Type.String() })),
    notice: Nullable(Closed({ from: Day, to: Day })),
    station: Nullable(Closed({ id: Id, name: Type.String() })),
  },
  'Application',
)
export type Application = Static<typeof Application>

/** What is on public notice: the least that lets somebody object. */
export const PublicNotice = Closed(
  {
    id: Id,
    program: Type.String(),
    programTitle: Type.String(),
    maskedName: Type.String(),
    summary: Type.String(),
    from: Day,
    to: Day,
  },
  'PublicNotice',
)
export type PublicNotice = Static<typeof PublicNotice>

/** A right to send one more WeChat message on a topic. */
export const Subscription = Closed(
  { topic: OneOf(subscriptionTopics), templateId: Nullable(Type.String()), quota: Type.Integer() },
  'Subscription',
)
export type Subscription = Static<typeof Subscription>

const own = { who: ['holder'], rows: 'own' } as const
const anyone = { who: 'anyone' } as const
const program = Closed({ program: Program_ })
const application = Closed({ application: Id })
const device = Type.Optional(Line(60))

/** Programs, drafts, applications and public notices, as the applicant sees them. */
export const applicationRoutes = defineRoutes({
  'GET /programs': {
    summary: 'What one can apply for',
    access: anyone,
    status: 200,
    reply: Closed({ items: Type.Array(ProgramSummary) }),
    problems: [],
  },
  'GET /programs/:program': {
    summary: 'A program with its form',
    access: anyone,
    params: program,
    status: 200,
    reply: Program,
    problems: [],
  },
  'GET /programs/:program/draft': {
    summary: 'The caller’s draft if there is one, values to fill in, and each clause held against them',
    access: own,
    params: program,
    status: 200,
    reply: Closed({
      draft: Nullable(Draft),
      prefill: Type.Array(Prefill),
      criteria: Type.Array(Criterion),
      bornOn: Nullable({
        ...Day,
        description: 'Of the caller, by their document: what rules over several answers look at.',
      }),
      openApplication: Nullable(Id),
    }),
    problems: ['registration-needed'],
  },
  'PUT /programs/:program/draft': {
    summary:
      'Save the draft. `revision` is that of the draft it was made from, 0 for none. Extra on draft-changed: `draft`, the other one',
    access: own,
    params: program,
    body: Closed({
      answers: AnswerSet,
      revision: Count,
      version: {
        ...Count,
        description: 'The version of the form that was filled in; the draft is kept under the one in force',
      },
      device,
    }),
    status: 200,
    reply: Draft,
    problems: ['draft-changed', 'registration-needed', 'consent-needed'],
  },
  'DELETE /programs/:program/draft': {
    summary: 'Throw the draft away, with evidence not yet submitted',
    access: own,
    params: program,
    status: 204,
    problems: [],
  },
  'POST /programs/:program/applications': {
    summary:
      'Submit a draft. The application takes the draft’s id: the same draft submitted twice, from two devices too, is one application. Extra on draft-changed: `draft`; on form-changed: `version`',
    access: own,
    params: program,
    body: Closed({
      draft: Id,
      revision: Count,
      version: Count,
      keepInProfile: Type.Boolean(),
    }),
    status: 201,
    reply: Application,
    problems: [
      'draft-changed',
      'form-changed',
      'program-closed',
      'registration-needed',
      'consent-needed',
      'application-open',
      'event-not-allowed',
    ],
    idempotent: true,
  },
  'GET /me/applications': {
    summary: 'The caller’s applications, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(ApplicationSummary),
    problems: [],
  },
  'GET /me/applications/:application': {
    summary: 'One application of the caller',
    access: own,
    params: application,
    status: 200,
    reply: Application,
    problems: [],
  },
  'POST /me/applications/:application/events': {
    summary:
      'Withdraw, correct the open fields, or appeal. Extra on stale-version: `version`, `state`, `changed`',
    access: own,
    params: application,
    body: Closed({
      event: OneOf(['withdraw', 'correct', 'appeal']),
      version: Count,
      answers: Type.Optional(AnswerSet),
      note: Type.Optional(Paragraph(1000)),
    }),
    status: 200,
    reply: Application,
    problems: ['stale-version', 'event-not-allowed', 'consent-needed'],
    idempotent: true,
  },
  'GET /public-notices': {
    summary: 'What is on public notice now, the longest still to run first',
    access: anyone,
    query: PageQuery,
    status: 200,
    reply: PageOf(PublicNotice),
    problems: [],
  },
  'POST /public-notices/:notice/objections': {
    summary: 'Object to what is on public notice; the office answers in person',
    access: own,
    params: Closed({ notice: Id }),
    body: Closed({ text: Paragraph(1000, 10) }),
    status: 201,
    reply: Closed({ id: Id, at: Moment }),
    problems: ['notice-over', 'already-objected'],
    idempotent: true,
  },
  'GET /me/subscriptions': {
    summary: 'WeChat messages the caller agreed to, and how many may still be sent',
    access: own,
    status: 200,
    reply: Closed({ items: Type.Array(Subscription) }),
    problems: [],
  },
  'POST /me/subscriptions': {
    summary: 'Record the answer to wx.requestSubscribeMessage: one consent, one message',
    access: own,
    body: Closed({
      topics: Type.Array(OneOf(subscriptionTopics), { minItems: 1, maxItems: 3, uniqueItems: true }),
    }),
    status: 200,
    reply: Closed({ items: Type.Array(Subscription) }),
    problems: [],
    idempotent: true,
  },
})
export type { ApplicationActor, ApplicationEvent, ApplicationState } from './application-vocabulary'
