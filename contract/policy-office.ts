import { Type, type Static } from '@sinclair/typebox'
import { Code, Value } from './policies'
import type { PolicyBook } from './policies/book'
import type { Criterion } from './policies/criteria'
import type { Difference, DifferenceOf } from './policies/differences'
import { outcomes } from './policies/outcomes'
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
import { units } from './policies/units'

const list = <T extends Parameters<typeof Type.Array>[0]>(item: T, maxItems: number) =>
  Type.Array(item, { maxItems })
const WholeNumber = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Key of a clause: 4, 6.2, 4-full. */
const ClauseKey = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$',
  'x-must': '条款的键用字母、数字、点和横线，最多 20 个',
})
const PaperSource = Closed({
  paper: Line(120),
  clause: Line(80),
  text: Paragraph(2000, 1),
  effectiveOn: Day,
  sample: Type.Boolean(),
})
/** Its form is checked by `isCriterion`, what it speaks of by `criterionFaults`. */
const AnyCriterion = Type.Unsafe<Criterion>({ type: 'object', additionalProperties: true })

const DraftExample = Closed({
  title: Line(80),
  day: Day,
  facts: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9-]{1,39}$' }), Value, {
    additionalProperties: false,
    maxProperties: 60,
  }),
  outcome: OneOf(outcomes),
  failing: Type.Optional(list(ClauseKey, 40)),
  gives: Type.Optional(Line(40)),
})
/** A policy as it is written in a draft; what it means is said at `Policy` of policies/book.ts. */
export const DraftPolicy = Closed(
  {
    code: Code,
    kind: OneOf(['master', 'supporting']),
    title: Line(60),
    summary: Line(200),
    department: Line(60),
    source: PaperSource,
    inForceFrom: Day,
    inForceTo: Nullable(Day),
    situations: list(OneOf(situations), situations.length),
    stages: list(OneOf(stages), stages.length),
    keywords: list(Line(20), 20),
    clauses: list(Closed({ key: ClauseKey, title: Line(60), text: Paragraph(2000, 1) }), 40),
    criterion: Nullable(AnyCriterion),
    amounts: list(
      Closed({
        label: Line(40),
        when: Type.Optional(AnyCriterion),
        parameter: Code,
        months: Type.Optional(Code),
      }),
      20,
    ),
    papers: list(Line(80), 20),
    conditions: list(Line(120), 20),
    opens: list(Closed({ kind: OneOf(['program', 'service']), key: Line(60) }), 20),
    paidWithinWorkingDays: Nullable(Type.Integer({ minimum: 1, maximum: 250 })),
    offered: Type.Boolean(),
    examples: list(DraftExample, 40),
  },
  'DraftPolicy',
)
/** A parameter as it is written in a draft or a file. */
export const DraftParameter = Closed(
  {
    code: Code,
    label: Line(40),
    unit: OneOf(units),
    values: Type.Array(Closed({ value: WholeNumber, from: Day, to: Nullable(Day), source: PaperSource }), {
      minItems: 1,
      maxItems: 60,
    }),
    floorOf: Type.Optional(Code),
    shareOf: Type.Optional(Closed({ percent: Code, of: Code })),
  },
  'DraftParameter',
)
const codes = Type.Array(Code, { minItems: 1, maxItems: 20 })
/** A rule between policies as it is written in a draft or a file. */
export const DraftRule = Type.Union(
  [
    Closed({ source: PaperSource, oneOf: codes }),
    Closed({ source: PaperSource, cap: codes, parameter: Code, each: OneOf(['month', 'all']) }),
    Closed({
      source: PaperSource,
      reduces: Code,
      by: Code,
      toThousandths: Type.Integer({ minimum: 0, maximum: 1000 }),
    }),
    Closed({ source: PaperSource, benefit: Code, needs: codes }),
    Closed({ source: PaperSource, first: Code, then: Code }),
  ],
  { title: 'DraftRule' },
)
/** A fact as it is written in a draft or a file. */
export const DraftFact = Closed(
  {
    code: Code,
    label: Line(30),
    question: Line(120),
    type: Type.Union([
      Closed({ kind: OneOf(['boolean']) }),
      Closed({
        kind: OneOf(['choice']),
        options: list(
          Closed({
            value: Line(40),
            label: Line(40),
            rank: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
          }),
          120, // the classes of majors are 93
        ),
      }),
      Closed({ kind: OneOf(['day']), future: Type.Optional(Type.Boolean()) }),
      Closed({
        kind: OneOf(['integer']),
        unit: OneOf(units),
        max: Type.Optional(WholeNumber),
        grows: Type.Optional(Type.Boolean()),
      }),
    ]),
    validForMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
    fixed: Type.Optional(Type.Boolean()),
  },
  'DraftFact',
)

const Book = Type.Unsafe<PolicyBook>({
  type: 'object',
  additionalProperties: true,
  description: 'The whole book as it was written, with its examples.',
})
/** Something that keeps a draft from being published: where it lies, such as `policies.rent-subsidy`, and a sentence. */
export const DraftFault = Closed({ at: Type.String(), message: Type.String() }, 'DraftFault')
export type DraftFault = Static<typeof DraftFault>

/** The draft of the book; where none is open, the book in force. `revision` counts every change of any draft. */
export const PolicyDraft = Closed(
  {
    revision: Count,
    open: Type.Boolean(),
    basedOn: Type.Integer({ description: 'The version that it was made from.' }),
    changes: Type.Array(Closed({ revision: Count, what: Type.String(), by: Type.String(), at: Moment }), {
      description: 'The latest changes, newest first.',
    }),
    corrections: Type.Array(Closed({ parameter: Type.String(), reason: Type.String() }), {
      description: 'Parameters whose values of days that are over are corrected, and why.',
    }),
    proposal: Nullable(
      Closed({ by: Type.String(), mine: Type.Boolean(), at: Moment, source: Type.String() }),
    ),
    faults: Type.Array(DraftFault, { description: 'At most 200.' }),
    book: Book,
  },
  'PolicyDraft',
)
export type PolicyDraft = Static<typeof PolicyDraft>
/** What a change of the draft answers: its revision now, and what keeps it from being published. */
const DraftSaved = Closed({ revision: Count, faults: Type.Array(DraftFault) }, 'DraftSaved')
export type DraftSaved = Static<typeof DraftSaved>

/** A version of the book. */
export const BookVersion = Closed(
  {
    version: Type.Integer(),
    source: Type.String(),
    publishedAt: Moment,
    by: Nullable(Type.String({ description: 'Who published it; null: a file, by command.' })),
  },
  'BookVersion',
)
export type BookVersion = Static<typeof BookVersion>

const DifferenceShape = Closed({
  what: Type.Unsafe<DifferenceOf>({ type: 'string' }),
  label: Type.String(),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
})
const ThingShape = Closed({
  code: Type.String(),
  title: Type.String(),
  kind: OneOf(['added', 'removed', 'changed']),
  changes: Type.Array(Type.Unsafe<Difference>(DifferenceShape)),
})
/** What a version changed against the one before it, as texts for people. */
export const BookChanges = Closed(
  {
    version: Type.Integer(),
    before: Nullable(Type.Integer()),
    policies: Type.Array(ThingShape),
    parameters: Type.Array(ThingShape),
    facts: Type.Array(ThingShape),
    rules: Type.Array(Type.Unsafe<Difference>(DifferenceShape)),
  },
  'BookChanges',
)
export type BookChanges = Static<typeof BookChanges>

/** How many people; null: 1 to 4, of whom no number is told. */
const People = Nullable(Type.Integer())
const Reason = Closed({ clause: Type.String(), people: People })
/** What the draft does to a policy, in people. */
export const PolicyImpact = Closed(
  {
    code: Type.String(),
    title: Type.String(),
    gain: People,
    lose: People,
    stay: People,
    becomeUnknown: People,
    /** Of those who stay: the amount is known before and after, and is higher or lower. */
    more: People,
    less: People,
    gainBy: Type.Array(Reason),
    loseBy: Type.Array(Reason),
    unknownBy: Type.Array(Reason),
  },
  'PolicyImpact',
)
export type PolicyImpact = Static<typeof PolicyImpact>
/** A dry run: everybody registered, judged by the book in force and by the draft. `judged` grows while it runs. */
export const DryRun = Closed(
  {
    id: Id,
    revision: Count,
    day: Day,
    state: OneOf(['waiting', 'running', 'done', 'failed']),
    requestedAt: Moment,
    by: Type.String(),
    finishedAt: Nullable(Moment),
    judged: Count,
    result: Nullable(Closed({ gain: People, lose: People, policies: Type.Array(PolicyImpact) })),
  },
  'DryRun',
)
export type DryRun = Static<typeof DryRun>

const lead = { who: ['lead'], rows: 'all', office: true } as const
const byCode = Closed({ code: Code })
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const byVersion = Closed({ version: Version })
const draftProblems = ['stale-version'] as const

/** The book of policies as the office keeps it: one draft of the whole, versions, dry runs. */
export const policyOfficeRoutes = defineRoutes({
  'GET /policy-draft': {
    summary: 'The draft of the book with everything that keeps it from being published',
    access: lead,
    status: 200,
    reply: PolicyDraft,
    problems: [],
  },
  'PUT /policy-draft/policies/:code': {
    summary:
      'Write a policy into the draft; null takes out one that the book in force has not. The first change opens the draft, from the book in force',
    access: lead,
    params: byCode,
    body: Closed({ revision: Count, policy: Nullable(DraftPolicy) }),
    bodyLimitBytes: 256 * 1024,
    status: 200,
    reply: DraftSaved,
    problems: draftProblems,
    idempotent: true,
  },
  'PUT /policy-draft/parameters/:code': {
    summary:
      'Write a parameter into the draft; null takes out one that the book in force has not. What its values were on days that are over changes only as a correction, with a reason',
    access: lead,
    params: byCode,
    body: Closed({
      revision: Count,
      parameter: Nullable(DraftParameter),
      correction: Nullable(Line(200, 4)),
    }),
    bodyLimitBytes: 256 * 1024,
    status: 200,
    reply: DraftSaved,
    problems: draftProblems,
    idempotent: true,
  },
  'PUT /policy-draft/facts/:code': {
    summary:
      'Write a fact that can be known of people into the draft; null takes out one that the book in force has not. A published one keeps its form, unit and options',
    access: lead,
    params: byCode,
    body: Closed({ revision: Count, fact: Nullable(DraftFact) }),
    status: 200,
    reply: DraftSaved,
    problems: draftProblems,
    idempotent: true,
  },
  'PUT /policy-draft/rules': {
    summary: 'Write the rules between policies into the draft, all of them',
    access: lead,
    body: Closed({ revision: Count, rules: list(DraftRule, 100) }),
    bodyLimitBytes: 256 * 1024,
    status: 200,
    reply: DraftSaved,
    problems: draftProblems,
    idempotent: true,
  },
  'DELETE /policy-draft': {
    summary: 'Throw the draft away',
    access: lead,
    query: Closed({ revision: Count }),
    status: 204,
    problems: draftProblems,
  },
  'POST /policy-draft/publication': {
    summary:
      'Propose the draft for publication, and as another person publish what was proposed. `source` is the paper it is taken from, the same both times; any change takes the proposal back',
    access: lead,
    body: Closed({ revision: Count, source: Line(200, 4) }),
    status: 200,
    reply: Closed({
      published: Nullable(Type.Integer({ description: 'The version; null: it was proposed.' })),
      revision: Count,
    }),
    problems: ['stale-version', 'two-person-rule', 'event-not-allowed'],
    idempotent: true,
  },
  'POST /policy-draft/dry-runs': {
    summary:
      'Judge everybody registered by the book in force and by the draft on a day, in the background; one at a time. That it was done is on record',
    access: lead,
    body: Closed({ revision: Count, day: Day }),
    status: 202,
    reply: Closed({ id: Id }),
    problems: ['stale-version', 'event-not-allowed'],
    idempotent: true,
  },
  'GET /policy-draft/dry-runs': {
    summary: 'Dry runs, newest first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(DryRun),
    problems: [],
  },
  'GET /policy-draft/dry-runs/:dryRun': {
    summary: 'A dry run: how far it is, and what came out, without names; of 1 to 4 people no number',
    access: lead,
    params: Closed({ dryRun: Id }),
    status: 200,
    reply: DryRun,
    problems: [],
  },
  'GET /policy-books': {
    summary: 'Versions of the book, newest first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(BookVersion),
    problems: [],
  },
  'GET /policy-books/:version': {
    summary: 'A version of the book as it was written',
    access: lead,
    params: byVersion,
    status: 200,
    reply: Closed({ ...BookVersion.properties, book: Book }),
    problems: [],
  },
  'GET /policy-books/:version/changes': {
    summary: 'What a version changed against the one before it',
    access: lead,
    params: byVersion,
    status: 200,
    reply: BookChanges,
    problems: [],
  },
})
