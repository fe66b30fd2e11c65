import { Type, type Static } from '@sinclair/typebox'
import { applicationEvents, applicationStates } from './application-vocabulary'
import {
  AnswerSet,
  ApplicationStep,
  ApprovalOutlook,
  Criterion,
  Due,
  Form,
  Judged,
  Program,
  Refusal,
  RejectionReason,
} from './applications'
import { Evidence, EvidenceContent } from './evidence'
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
  type Access,
} from './route'

/** Someone of staff, as colleagues see them. */
export const Colleague = Closed({ personId: Id, name: Type.String(), role: Type.String() }, 'Colleague')
export type Colleague = Static<typeof Colleague>

/** A line of the reviewers' queue, masked. */
export const QueueItem = Closed(
  {
    id: Id,
    number: Type.String(),
    program: Type.String(),
    programTitle: Type.String(),
    state: OneOf(applicationStates),
    maskedName: Type.String(),
    submittedAt: Moment,
    due: Due,
    claimedBy: Nullable(Colleague),
    claimedByMe: Type.Boolean(),
    assignedTo: Nullable(Colleague),
    station: Nullable(Closed({ id: Id, name: Type.String() })),
    version: Type.Integer(),
  },
  'QueueItem',
)
export type QueueItem = Static<typeof QueueItem>

/** What a queue is narrowed by. */
export const QueueFilter = Closed(
  {
    program: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })),
    state: Type.Optional(OneOf(applicationStates)),
    due: Type.Optional(OneOf(['overdue', 'soon', 'later'])),
    claimed: Type.Optional(OneOf(['me', 'nobody', 'others'])),
    assigned: Type.Optional(OneOf(['me', 'nobody', 'others'])),
    stationId: Type.Optional(Id),
    number: Type.Optional(Type.String({ maxLength: 30, pattern: '^[A-Z]{2}-\\d{8}-\\d{4,}$' })),
  },
  'QueueFilter',
)
export type QueueFilter = Static<typeof QueueFilter>

/** One thing of a policy's standard that is another now; null where it was not there, or is not any more. */
const StandardChange = Closed({
  label: Type.String(),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
})
/**
 * What of the standard is another by now than at the judgement: `byBook` in a newer version of the book; `byDay` the
 * dated values of the book in force that changed since its day. The latter change nothing of it: it is as of the day on
 * which the answers came in, and judging again would come to the same.
 */
export const StandardChanges = Closed(
  { byBook: Type.Array(StandardChange), byDay: Type.Array(StandardChange) },
  'StandardChanges',
)
export type StandardChanges = Static<typeof StandardChanges>

/**
 * A case as staff see it: the answers cut to what their role may read, personal ones masked. `version` goes
 * back with every event.
 */
export const Case = Closed(
  {
    ...QueueItem.properties,
    programVersion: Type.Integer(),
    form: Form,
    answers: AnswerSet,
    masked: Type.Array(Type.String(), {
      description: 'Pointers into answers that are masked and may be unmasked with a reason.',
    }),
    hidden: Type.Array(Type.String(), { description: 'Fields this role may not read.' }),
    unmaskable: Type.Boolean(),
    evidence: Type.Array(Closed({ field: Type.String(), label: Type.String(), file: Evidence })),
    criteria: Type.Array(Criterion, { description: 'As of the newest judgement on record.' }),
    judgement: Nullable(Judged),
    newerBook: Nullable(
      Type.Integer({ description: 'The version in force, when it may be judged again by it.' }),
    ),
    outlook: Nullable(ApprovalOutlook),
    standardChanges: StandardChanges,
    reasons: Type.Array(RejectionReason),
    allowedEvents: Type.Array(OneOf(applicationEvents)),
    blocked: Nullable(
      Type.String({
        description: 'Why this person may not decide: another has claimed it, or the two-person rule.',
      }),
    ),
    steps: Type.Array(
      Closed({
        ...ApplicationStep.properties,
        who: Nullable(Type.String()),
        changed: Type.Array(Closed({ field: Type.String(), label: Type.String() })),
      }),
    ),
    refusal: Nullable(Refusal),
    appeal: Nullable(Type.String()),
    objections: Type.Array(
      Closed({
        id: Id,
        at: Moment,
        text: Type.String(),
        state: OneOf(['open', 'upheld', 'dismissed', 'withdrawn']),
        answer: Nullable(Type.String()),
      }),
    ),
    notice: Nullable(Closed({ from: Day, to: Day })),
  },
  'Case',
)
export type Case = Static<typeof Case>

/** A saved view of the queue. */
export const SavedView = Closed({ id: Id, name: Type.String(), filter: QueueFilter }, 'SavedView')
export type SavedView = Static<typeof SavedView>

/** An export, made in the background. */
export const Export = Closed(
  {
    id: Id,
    state: OneOf(['waiting', 'ready', 'failed', 'gone']),
    rows: Nullable(Type.Integer()),
    why: Type.String(),
    requestedAt: Moment,
    readyAt: Nullable(Moment),
    fileName: Type.String(),
  },
  'Export',
)
export type Export = Static<typeof Export>

/** What the office may set of a program; each change is a new version, and applications keep theirs. */
export const ProgramSettings = Closed(
  {
    open: Type.Boolean(),
    closedBecause: Nullable(Line(100)),
    summary: Line(200),
    workingDays: Type.Integer({ minimum: 1, maximum: 120 }),
    noticeDays: Nullable(Type.Integer({ minimum: 1, maximum: 30 })),
    appealDays: Nullable(Type.Integer({ minimum: 1, maximum: 60 })),
    twoPerson: Type.Boolean(),
    reasons: Type.Array(
      Closed({
        code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
        title: Line(60),
        clause: Line(200),
        fix: Line(300),
      }),
      { minItems: 1, maxItems: 50 },
    ),
  },
  'ProgramSettings',
)
export type ProgramSettings = Static<typeof ProgramSettings>
/** One version of a program. */
export const ProgramVersion = Closed(
  {
    version: Type.Integer(),
    publishedAt: Moment,
    publishedBy: Nullable(Type.String()),
    note: Type.String(),
    settings: ProgramSettings,
  },
  'ProgramVersion',
)
export type ProgramVersion = Static<typeof ProgramVersion>

/** Days of a year that differ from the week: official holidays and the working days made up for them. */
export const CalendarYear = Closed(
  {
    year: Type.Integer({ minimum: 2020, maximum: 2100 }),
    holidays: Type.Array(Day),
    workdays: Type.Array(Day),
    source: Line(200),
    changedAt: Nullable(Moment),
    builtIn: Type.Boolean(),
  },
  'CalendarYear',
)
export type CalendarYear = Static<typeof CalendarYear>

/** Staff work behind a second factor: these routes want a session of the console. */
const office = { who: ['reviewer', 'lead'], rows: 'all', office: true } as const satisfies Access
const lead = { who: ['lead'], rows: 'all', office: true } as const satisfies Access
const configure = { who: ['lead', 'system-admin'], rows: 'all', office: true } as const satisfies Access
const application = Closed({ application: Id })
const program = Closed({ program: Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }) })

/** The office's side of applications: queue, cases, exports, settings, calendar. */
export const reviewRoutes = defineRoutes({
  'GET /applications': {
    summary: 'The queue, what is due first on top',
    access: office,
    query: Closed({ ...QueueFilter.properties, ...PageQuery.properties }),
    status: 200,
    reply: PageOf(QueueItem),
    problems: [],
  },
  'GET /applications/:application': {
    summary: 'A case; the read is on record',
    access: office,
    params: application,
    status: 200,
    reply: Case,
    problems: [],
  },
  'POST /applications/:application/claim': {
    summary: 'Take a case, so that nobody else decides it meanwhile; kept for 8 hours',
    access: office,
    params: application,
    status: 200,
    reply: Case,
    problems: ['claimed-by-other'],
  },
  'DELETE /applications/:application/claim': {
    summary: 'Give a case back',
    access: office,
    params: application,
    status: 204,
    problems: [],
  },
  'POST /applications/:application/events': {
    summary:
      'Act on a case one has claimed. A rejection needs `reason` and what exactly is amiss; a request for changes needs `fields`. Extra on stale-version: `version`, `state`, `changed`',
    access: office,
    params: application,
    body: Closed({
      event: OneOf([
        'request-changes',
        'recommend',
        'return',
        'publish',
        'approve',
        'reject',
        'uphold',
        'overturn',
        'land',
        'close',
      ]),
      version: Count,
      note: Type.Optional(Paragraph(1000)),
      reason: Type.Optional(Closed({ code: Line(40), field: Nullable(Line(80)), fix: Paragraph(300, 5) })),
      fields: Type.Optional(
        Type.Array(Closed({ field: Line(80), what: Paragraph(300, 2) }), { minItems: 1, maxItems: 40 }),
      ),
    }),
    status: 200,
    reply: Case,
    problems: [
      'stale-version',
      'event-not-allowed',
      'claimed-by-other',
      'claim-needed',
      'two-person-rule',
      'objections-open',
      'budget-exhausted',
    ],
    idempotent: 'anew',
  },
  'POST /applications/:application/judgements': {
    summary:
      'Hold a case one has claimed against the policy book in force once more, on record and visible to the applicant; what is decided stays as it was decided. Extra on stale-version: `version`, `state`, `changed`',
    access: office,
    params: application,
    body: Closed({ version: Count }),
    status: 200,
    reply: Case,
    problems: ['stale-version', 'event-not-allowed', 'claimed-by-other', 'claim-needed'],
    idempotent: 'anew',
  },
  'POST /applications/:application/unmaskings': {
    summary: 'See one masked value, with the reason; the applicant can see who did',
    access: office,
    params: application,
    body: Closed({ pointer: Line(120), why: Line(200, 4) }),
    status: 200,
    reply: Closed({ pointer: Type.String(), value: Type.String() }),
    problems: ['claim-needed'],
  },
  'GET /applications/:application/evidence/:file': {
    summary: 'A file of the case; the read is on record',
    access: office,
    params: Closed({ application: Id, file: Id }),
    heavy: true,
    status: 200,
    reply: EvidenceContent,
    problems: ['storage-unavailable'],
  },
  'PUT /objections/:objection/decision': {
    summary: 'Uphold or dismiss an objection to a public notice, with an answer',
    access: office,
    params: Closed({ objection: Id }),
    body: Closed({ uphold: Type.Boolean(), answer: Paragraph(500, 5) }),
    status: 200,
    reply: Case,
    problems: ['objection-decided'],
  },
  'POST /application-assignments': {
    summary: 'Give up to 100 cases to a reviewer at once. There is no bulk decision',
    access: lead,
    body: Closed({
      applications: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
      reviewerId: Nullable(Id),
    }),
    status: 200,
    reply: Closed({ assigned: Type.Integer(), skipped: Type.Array(Id) }),
    problems: [],
    idempotent: true,
  },
  'GET /reviewers': {
    summary: 'Who can be given cases',
    access: lead,
    status: 200,
    reply: Closed({ items: Type.Array(Colleague) }),
    problems: [],
  },
  'GET /me/saved-views': {
    summary: 'The caller’s views of the queue',
    access: { ...office, rows: 'own' },
    status: 200,
    reply: Closed({ items: Type.Array(SavedView) }),
    problems: [],
  },
  'POST /me/saved-views': {
    summary: 'Save a view; at most 30',
    access: { ...office, rows: 'own' },
    body: Closed({ name: Line(30), filter: QueueFilter }),
    status: 201,
    reply: SavedView,
    problems: ['too-many-views'],
    idempotent: true,
  },
  'DELETE /me/saved-views/:view': {
    summary: 'Forget a view',
    access: { ...office, rows: 'own' },
    params: Closed({ view: Id }),
    status: 204,
    problems: [],
  },
  'POST /application-exports': {
    summary: 'Make a spreadsheet of what a filter shows; who, when and why are on record and in the file',
    access: lead,
    body: Closed({ filter: QueueFilter, why: Line(200, 4) }),
    status: 202,
    reply: Export,
    problems: [],
    idempotent: true,
  },
  'GET /application-exports': {
    summary: 'Exports of the caller, newest first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(Export),
    problems: [],
  },
  'GET /application-exports/:export/content': {
    summary: 'The spreadsheet, for 24 hours',
    access: lead,
    params: Closed({ export: Id }),
    heavy: true,
    status: 200,
    reply: Closed({ fileName: Type.String(), data: Type.String({ description: 'base64 of the xlsx' }) }),
    problems: ['export-not-ready', 'storage-unavailable'],
  },
  'GET /programs/:program/versions': {
    summary: 'Versions of a program, newest first',
    access: configure,
    params: program,
    query: PageQuery,
    status: 200,
    reply: PageOf(ProgramVersion),
    problems: [],
  },
  'PUT /programs/:program/settings': {
    summary: 'Publish a new version of a program. `version` is the one it was made from',
    access: configure,
    params: program,
    body: Closed({ version: Count, settings: ProgramSettings, note: Line(200, 2) }),
    status: 200,
    reply: Program,
    problems: ['stale-version'],
    idempotent: true,
  },
  'GET /calendar': {
    summary: 'The official calendar by year',
    access: configure,
    status: 200,
    reply: Closed({
      items: Type.Array(CalendarYear),
      missing: Nullable(
        Type.Integer({ description: 'The year to enter now: this one, or from 15 October the next.' }),
      ),
    }),
    problems: [],
  },
  'PUT /calendar/:year': {
    summary: 'Enter the official notice of a year',
    access: configure,
    params: Closed({ year: Type.Integer({ minimum: 2020, maximum: 2100 }) }),
    body: Closed({
      holidays: Type.Array(Day, { maxItems: 80 }),
      workdays: Type.Array(Day, { maxItems: 40 }),
      source: Line(200, 4),
    }),
    status: 200,
    reply: CalendarYear,
    problems: [],
  },
})
