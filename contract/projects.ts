import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { maxBudgetFen } from './ledger-rules'
import {
  capitalKinds,
  capitalStates,
  differenceKinds,
  introductionStates,
  projectEvents,
  projectStages,
  quotaKindLabels,
  rewardParts,
  talentKinds,
  type QuotaKind,
} from './project-vocabulary'
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

const Fen = Type.Integer()
const PositiveFen = Type.Integer({ minimum: 1, maximum: maxBudgetFen })
const ChainKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
const Reason = Line(200, 4)
/** The paper that an entry rests on, by number or name. */
const Document = Line(80, 4)

/** Sums of a project as of now. Money in fen; `remaining` may be less than none. */
const standing = {
  promisedFen: Fen,
  inPlaceFen: Fen,
  promisedPeople: Type.Integer(),
  people: Type.Integer(),
  earned: Type.Integer(),
  used: Type.Integer(),
  remaining: Type.Integer(),
}

/** An investment project in the list of the office. */
export const ProjectRow = Closed(
  {
    id: Id,
    name: Type.String(),
    employerName: Type.String(),
    chain: Nullable(Closed({ key: Type.String(), name: Type.String() })),
    stage: OneOf(projectStages),
    stageOn: Day,
    changedAt: Moment,
    ...standing,
    differences: Type.Array(OneOf(differenceKinds)),
  },
  'ProjectRow',
)
export type ProjectRow = Static<typeof ProjectRow>

const Capital = Closed({
  id: Id,
  kind: OneOf(capitalKinds),
  amountFen: Fen,
  on: Day,
  document: Type.String(),
  reason: Type.String(),
  corrects: Nullable(Id),
  isCorrected: Type.Boolean(),
  state: OneOf(capitalStates),
  enteredByMe: Type.Boolean(),
  enteredAt: Moment,
  decision: Type.String(),
})
const Commitment = Closed({
  id: Id,
  kind: OneOf(talentKinds),
  people: Type.Integer(),
  here: Type.Integer(),
  due: Day,
  isLate: Type.Boolean(),
  document: Type.String(),
  withdrawnBecause: Nullable(Type.String()),
})
const Introduction = Closed({
  id: Id,
  kind: OneOf(talentKinds),
  state: OneOf(introductionStates),
  note: Type.String(),
  maskedName: Nullable(Type.String()),
  firstDay: Day,
  askedAt: Moment,
  expiresAt: Moment,
  endedOn: Nullable(Day),
  reason: Type.String(),
  gaveBack: Type.Boolean(),
})
const QuotaRow = Closed({
  number: Type.Integer(),
  kind: OneOf(Object.keys(quotaKindLabels) as QuotaKind[]),
  places: Type.Integer(),
  remaining: Type.Integer(),
  reason: Type.String(),
  at: Moment,
})
const Step = Closed({
  at: Moment,
  on: Day,
  event: Type.String(),
  stage: OneOf(projectStages),
  note: Type.String(),
})
const Reward = Closed({
  part: OneOf(rewardParts),
  amountFen: Fen,
  dueAt: Moment,
  isOwed: Type.Boolean(),
})

/** Where a list of a project goes on; null: all of it is there. */
const Next = Nullable(Type.String())
/** A project as the office works on it. Of each list the first 20, and where it goes on. */
export const ProjectFile = Closed(
  {
    ...ProjectRow.properties,
    version: Count,
    employer: Nullable(Id),
    link: Nullable(Type.String()),
    signedOn: Nullable(Day),
    rule: Nullable(Type.String()),
    capital: Type.Array(Capital),
    commitments: Type.Array(Commitment),
    introductions: Type.Array(Introduction),
    quota: Type.Array(QuotaRow),
    steps: Type.Array(Step),
    more: Closed({ capital: Next, commitments: Next, introductions: Next, quota: Next, steps: Next }),
    referral: Nullable(Id),
    rewards: Type.Array(Reward),
    allowedEvents: Type.Array(OneOf(projectEvents)),
    /** The last step that stands and may be taken back. */
    mayTakeBack: Nullable(OneOf(projectEvents)),
  },
  'ProjectFile',
)
export type ProjectFile = Static<typeof ProjectFile>

/** Both ledgers of a chain: of its projects that have not ended. */
const ChainLine = Closed({
  key: Nullable(Type.String()),
  name: Type.String(),
  projects: Type.Integer(),
  ...standing,
})
/** Capital and talent side by side (双招双引), as of a day. */
export const Comparison = Closed(
  {
    asOf: Day,
    definitions: Type.Array(Type.String()),
    chains: Type.Array(ChainLine),
    differences: Type.Array(
      Closed({ kind: OneOf(differenceKinds), definition: Type.String(), projects: Type.Integer() }),
    ),
  },
  'ProjectComparison',
)
export type Comparison = Static<typeof Comparison>

/** What somebody is asked before they agree to be counted with a project. */
export const IntroductionRequest = Closed(
  {
    projectName: Type.String(),
    employerName: Type.String(),
    kind: OneOf(talentKinds),
    firstDay: Day,
    office: Type.String(),
    expiresAt: Moment,
  },
  'IntroductionRequest',
)
export type IntroductionRequest = Static<typeof IntroductionRequest>
/** With which project somebody was introduced, as they see it. */
export const OwnIntroduction = Closed(
  {
    id: Id,
    projectName: Type.String(),
    employerName: Type.String(),
    stage: OneOf(projectStages),
    kind: OneOf(talentKinds),
    state: OneOf(introductionStates),
    firstDay: Day,
    agreedAt: Moment,
    endedOn: Nullable(Day),
    reason: Type.String(),
    mayObject: Type.Boolean(),
  },
  'OwnIntroduction',
)
export type OwnIntroduction = Static<typeof OwnIntroduction>

const seen = { who: ['lead', 'reviewer'], rows: 'all', office: true } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const own = { who: ['holder'], rows: 'own' } as const
const project = Closed({ investmentProject: Id })
const details = {
  name: Line(60, 2),
  employer: Nullable(Id),
  employerName: Line(80, 0),
  chain: Nullable(ChainKey),
  link: Nullable(ChainKey),
}
const Code = Line(40)
/** A list of a project that goes on. */
const list = <T extends TSchema>(item: T) =>
  ({
    access: seen,
    params: project,
    query: PageQuery,
    status: 200,
    reply: PageOf(item),
    problems: [],
  }) as const
/** Every write answers the project anew. */
const act = { access: lead, status: 200, reply: ProjectFile, idempotent: 'anew' } as const

/** Investment projects with their talent (项目＋人才): stages, quota, introductions, reconciliation. */
export const projectRoutes = defineRoutes({
  'GET /office/investment-projects': {
    summary:
      'Investment projects, changed last first; by stage, chain, name or a difference between the ledgers',
    access: seen,
    query: Closed({
      ...PageQuery.properties,
      stage: Type.Optional(OneOf(projectStages)),
      chain: Type.Optional(ChainKey),
      name: Type.Optional(Line(60)),
      difference: Type.Optional(OneOf(differenceKinds)),
    }),
    status: 200,
    reply: PageOf(ProjectRow),
    problems: [],
  },
  'POST /office/investment-projects': {
    ...act,
    summary: 'Put a project down that is talked about',
    body: Closed(details),
    status: 201,
    problems: [],
  },
  'GET /office/investment-projects/:investmentProject': {
    summary: 'One project: stages, capital, quota, people. That its people were looked at goes on record',
    access: seen,
    params: project,
    status: 200,
    reply: ProjectFile,
    problems: [],
  },
  'PUT /office/investment-projects/:investmentProject/details': {
    ...act,
    summary: 'What it is called, whose it is, where in a chain it belongs',
    params: project,
    body: Closed({ ...details, version: Count }),
    problems: ['stale-version'],
  },
  'POST /office/investment-projects/:investmentProject/steps': {
    ...act,
    summary: 'A project moves on to another stage; a reward of its referrer may fall due',
    params: project,
    body: Closed({ event: OneOf(projectEvents), on: Day, note: Line(200, 0), version: Count }),
    problems: ['project-settled', 'stale-version'],
  },
  'POST /office/investment-projects/:investmentProject/step-corrections': {
    ...act,
    summary:
      'Take the last step back that was put down wrongly, with a reason; a reward that fell due by it is withdrawn',
    params: project,
    body: Closed({ reason: Reason, version: Count }),
    problems: ['project-settled', 'stale-version'],
  },
  'GET /office/investment-projects/:investmentProject/steps': {
    ...list(Step),
    summary: 'What happened to a project, newest first',
  },
  'GET /office/investment-projects/:investmentProject/capital': {
    ...list(Capital),
    summary: 'Entries of capital, newest first',
  },
  'GET /office/investment-projects/:investmentProject/commitments': {
    ...list(Commitment),
    summary: 'What a project promised of people, due first before others',
  },
  'GET /office/investment-projects/:investmentProject/introductions': {
    ...list(Introduction),
    summary: 'People introduced with a project, asked last first. That they were looked at goes on record',
  },
  'GET /office/investment-projects/:investmentProject/quota': {
    ...list(QuotaRow),
    summary: 'The quota ledger of a project, newest first',
  },
  'POST /office/investment-projects/:investmentProject/capital': {
    ...act,
    summary: 'An entry of capital. Capital in place counts once another lead agreed',
    params: project,
    body: Closed({ kind: OneOf(capitalKinds), amountFen: PositiveFen, on: Day, document: Document }),
    problems: ['project-settled'],
  },
  'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction': {
    ...act,
    summary: 'Take an entry back by a counter-entry with a reason; nothing is overwritten',
    params: Closed({ investmentProject: Id, capitalEntry: Id }),
    body: Closed({ reason: Reason, document: Document }),
    problems: ['project-settled'],
  },
  'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision': {
    ...act,
    summary:
      'Another lead agrees to an entry of capital in place, which earns quota or takes it back; or refuses it',
    params: Closed({ investmentProject: Id, capitalEntry: Id }),
    body: Type.Union([
      Closed({ agrees: Type.Literal(true) }),
      Closed({ agrees: Type.Literal(false), reason: Reason }),
    ]),
    problems: ['project-settled', 'two-person-rule'],
  },
  'POST /office/investment-projects/:investmentProject/commitments': {
    ...act,
    summary: 'How many people of which kind a project promises, by when',
    params: project,
    body: Closed({
      kind: OneOf(talentKinds),
      people: Type.Integer({ minimum: 1, maximum: 10_000 }),
      due: Day,
      document: Document,
    }),
    problems: ['project-settled'],
  },
  'POST /office/investment-projects/:investmentProject/commitments/:commitment/withdrawal': {
    ...act,
    summary: 'Take a commitment back with a reason; it stays to be read',
    params: Closed({ investmentProject: Id, commitment: Id }),
    body: Closed({ reason: Reason }),
    problems: ['project-settled'],
  },
  'POST /office/investment-projects/:investmentProject/introductions': {
    ...act,
    summary:
      'Make a code by which somebody agrees to be counted with the project; told once, good for 14 days',
    params: project,
    body: Closed({ kind: OneOf(talentKinds), firstDay: Day, note: Line(40) }),
    status: 201,
    reply: Closed({ project: ProjectFile, code: Type.String() }),
    problems: ['project-settled', 'quota-used-up'],
  },
  'POST /office/investment-projects/:investmentProject/introductions/:introduction/end': {
    ...act,
    summary:
      'Take a code back, or put down that somebody left or never came; the place is given back by the rule, ' +
      'and always for who never came',
    params: Closed({ investmentProject: Id, introduction: Id }),
    body: Closed({ on: Day, reason: Reason, neverCame: Type.Optional(Type.Boolean()) }),
    problems: ['project-settled'],
  },
  'PUT /office/investment-projects/:investmentProject/referral': {
    ...act,
    summary: 'Say which referral led to it; its reward falls due with the stages of the project, once',
    params: project,
    body: Closed({ referral: Id, version: Count }),
    problems: ['project-settled', 'referral-taken', 'stale-version'],
  },
  'GET /office/investment-comparison': {
    summary: 'Capital and talent side by side, by chain, with the number of projects of each difference',
    access: seen,
    status: 200,
    reply: Comparison,
    problems: [],
  },
  'GET /office/investment-comparison/csv': {
    summary: 'The same by project as csv, with what does not agree',
    access: seen,
    heavy: true,
    status: 200,
    reply: Closed({ fileName: Type.String(), text: Type.String() }),
    problems: [],
  },
  'POST /me/introduction-requests': {
    summary: 'What a code asks its holder to agree to; nothing is changed',
    access: own,
    body: Closed({ code: Code }),
    status: 200,
    reply: IntroductionRequest,
    problems: ['invitation-invalid', 'invitation-expired'],
  },
  'POST /me/introductions': {
    summary: 'Answer a code: agree to be counted with a project, which uses one place, or not',
    access: own,
    body: Closed({ code: Code, agrees: Type.Boolean() }),
    status: 200,
    reply: Closed({ introduction: Nullable(OwnIntroduction) }),
    problems: [
      'invitation-invalid',
      'invitation-expired',
      'quota-used-up',
      'introduced-already',
      'registration-needed',
    ],
    idempotent: true,
  },
  'GET /me/introductions': {
    summary: 'With which projects the caller was introduced, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(OwnIntroduction),
    problems: [],
  },
  'POST /me/introductions/:introduction/objection': {
    summary: 'Say that one has nothing to do with a project, or no more: counted no longer, at once',
    access: own,
    params: Closed({ introduction: Id }),
    body: Closed({ words: Reason }),
    status: 200,
    reply: OwnIntroduction,
    problems: ['project-settled'],
  },
})
