import { Type, type Static } from '@sinclair/typebox'
import { Closed, Count, Id, Line, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'
import { roundStates, sourceOutcomes, ticketStandings } from './rounds-vocabulary'
import {
  gameCodes,
  skips,
  Code,
  Hash,
  Whole,
  TicketName,
  said,
  planned,
  RoundBody,
  RoundSummary,
  RoundHome,
  Step,
} from './round-schemas'

const Officer = Nullable(Type.String({ description: 'Name of whom; null where nobody yet did.' }))
const Entered = Closed({
  issue: Type.String(),
  outcome: OneOf(sourceOutcomes),
  address: Type.String(),
  pageHash: Nullable(Hash),
  byMe: Type.Boolean(),
  by: Type.String(),
  at: Moment,
  numbers: Nullable(
    Type.Array(Type.Integer(), { description: 'Told once both agree, and of one’s own; else null.' }),
  ),
  masked: Type.String({ description: 'The numbers with every other sign hidden.' }),
})
const DeskSource = Closed({
  position: Whole,
  game: OneOf(gameCodes),
  label: Type.String(),
  issues: Type.Array(Type.String()),
  issue: Nullable(
    Type.String({ description: 'The drawing that is waited for, or that counts; null: all failed.' }),
  ),
  state: OneOf(['waiting', 'one-entered', 'differs', 'agreed', 'failed']),
  entries: Type.Array(Entered),
})

/** A round as the office has it. */
export const DeskRound = Closed(
  {
    id: Id,
    state: OneOf(roundStates),
    version: Count,
    revision: Type.Integer(),
    ...planned,
    homes: Type.Array(RoundHome),
    writtenBy: Type.String(),
    writtenByMe: Type.Boolean(),
    publishedBy: Officer,
    publishedAt: Nullable(Moment),
    lockAskedBy: Officer,
    lockAskedByMe: Type.Boolean(),
    lockFrom: Moment,
    lockedBy: Officer,
    lockedAt: Nullable(Moment),
    tickets: Nullable(Whole),
    root: Nullable(Hash),
    commitment: Nullable(Hash),
    drawnAt: Nullable(Moment),
    namedSources: Type.Array(DeskSource),
    resultRevision: Nullable(Type.Integer()),
    waits: Nullable(Type.String({ description: 'Why the choosing may not begin, a sentence.' })),
    steps: Type.Array(Closed({ ...Step.properties, by: Type.String() })),
    may: Type.Array(
      OneOf([
        'change',
        'publish',
        'correct',
        'cancel',
        'ask-lock',
        'confirm-lock',
        'enter-source',
        'draw',
        'correct-source',
        'begin-choosing',
        'end',
      ]),
    ),
  },
  'DeskRound',
)
export type DeskRound = Static<typeof DeskRound>

/** A ticket as the office sees it; nobody is named. */
export const DeskTicket = Closed(
  {
    number: Nullable(TicketName),
    standing: OneOf(ticketStandings),
    pool: Code,
    classes: Type.Array(Code),
    points: Whole,
    rank: Nullable(Type.Integer()),
    quota: Nullable(Type.String()),
    moved: Nullable(OneOf(['gone', 'back', 'chosen'])),
    longerSlot: Type.Boolean(),
  },
  'DeskTicket',
)
export type DeskTicket = Static<typeof DeskTicket>

/** What a round would come to. */
export const RoundPreview = Closed(
  {
    from: OneOf(['round', 'qualified']),
    basis: Type.String(),
    tickets: Whole,
    flats: Whole,
    perFlat: Type.String({ description: 'Tickets for one flat, one decimal.' }),
    classes: Type.Array(
      Closed({ class: Code, title: Type.String(), tickets: Whole, kept: Whole, unknown: Whole }),
    ),
    unfit: Type.Array(
      Closed({
        class: Code,
        title: Type.String(),
        by: OneOf(['rule', 'people']),
        people: Type.Integer({ description: 'So many live together at least in that class.' }),
        kept: Type.Integer({ description: 'Flats kept for it in all.' }),
        homes: Type.Array(
          Closed({
            stationName: Type.String(),
            typeName: Type.String(),
            people: Type.Integer({ description: 'How many may live there.' }),
            flats: Type.Array(Type.String(), { description: 'Building and number.' }),
          }),
        ),
      }),
      {
        description:
          'Kept flats that are too small for everybody of their class: it is called for them in vain.',
      },
    ),
    points: Type.Array(Closed({ points: Whole, tickets: Whole })),
  },
  'RoundPreview',
)
export type RoundPreview = Static<typeof RoundPreview>

/** A round in figures. */
export const RoundFigures = Closed(
  {
    tickets: Whole,
    withdrawn: Whole,
    sharing: Whole,
    standings: Type.Array(Closed({ standing: OneOf(ticketStandings), tickets: Whole })),
    chosen: Whole,
    skipped: Type.Array(Closed({ reason: OneOf(skips), tickets: Whole })),
    waiting: Nullable(Whole),
  },
  'RoundFigures',
)
export type RoundFigures = Static<typeof RoundFigures>

const lead = { who: ['lead'], rows: 'all', office: true } as const
const round = Closed({ round: Id })
const Version = Closed({ version: Count })
const Why = Closed({ version: Count, why: Line(300, 5) })

/** 配租批次 in the office: drafts, the procedure step by step, the log, figures. */
export const roundDeskRoutes = defineRoutes({
  'GET /round-desk': {
    summary: 'All rounds, drafts too, last written first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(RoundSummary),
    problems: [],
  },
  'POST /round-desk': {
    summary: 'Write a round',
    access: lead,
    body: RoundBody,
    bodyLimitBytes: 1_000_000,
    status: 201,
    reply: DeskRound,
    problems: ['round-known', 'flat-in-round'],
    idempotent: true,
  },
  'GET /round-desk/:round': {
    summary: 'A round with its procedure',
    access: lead,
    params: round,
    status: 200,
    reply: DeskRound,
    problems: [],
  },
  'PUT /round-desk/:round': {
    summary: 'Change a draft. `version` is what was looked at',
    access: lead,
    params: round,
    body: Closed({ ...planned, version: Count }),
    bodyLimitBytes: 1_000_000,
    status: 200,
    reply: DeskRound,
    problems: ['round-known', 'flat-in-round', 'stale-version', 'round-step-refused'],
  },
  'GET /round-desk/:round/preview': {
    summary: 'What it would come to with the tickets of an earlier round, or with everybody qualified now',
    access: lead,
    params: round,
    query: Closed({ like: Type.Optional(Id) }),
    heavy: true,
    status: 200,
    reply: RoundPreview,
    problems: ['round-step-refused'],
  },
  'POST /round-desk/:round/publication': {
    summary: 'Publish a draft that somebody else wrote; its flats leave the free ones',
    access: lead,
    params: round,
    body: Version,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'two-person-rule', 'round-step-refused', 'flat-in-round', 'flat-not-there'],
  },
  'POST /round-desk/:round/correction': {
    summary:
      'Correct sources and moments of a published round before the lock, in public. What people applied under stays: rules, classes, flats',
    access: lead,
    params: round,
    body: Closed({
      version: Count,
      why: Line(300, 5),
      sources: said.sources,
      firstDrawingAt: Moment,
      closesAt: Moment,
      choosingFrom: Moment,
    }),
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'POST /round-desk/:round/cancellation': {
    summary: 'Cancel before the lock, with a public reason; the flats are free again',
    access: lead,
    params: round,
    body: Why,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'POST /round-desk/:round/lock': {
    summary: 'Ask for the lock; somebody else confirms it',
    access: lead,
    params: round,
    body: Version,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'POST /round-desk/:round/lock-confirmation': {
    summary: 'Lock: numbers, list, root and commitment, all at once and for good',
    access: lead,
    params: round,
    body: Version,
    heavy: true,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'two-person-rule', 'round-step-refused'],
  },
  'PUT /round-desk/:round/sources/:position': {
    summary:
      'Say what a named drawing came to, with the address of the bulletin. Two people say it apart; nobody sees the other’s numbers before both agree',
    access: lead,
    params: Closed({ round: Id, position: Type.Integer({ minimum: 0, maximum: 20 }) }),
    body: Closed({
      issue: Type.String({ pattern: '^[0-9]{5,8}$', 'x-must': '请填写 5 到 8 位数字的期号' }),
      outcome: OneOf(sourceOutcomes),
      numbers: Type.Array(Type.Integer({ minimum: 0, maximum: 99 }), { maxItems: 30 }),
      address: Type.String({
        pattern: '^https?://[^\\s]{4,300}$',
        'x-must': '请填写开奖公告的网址，以 http:// 或 https:// 开头',
      }),
      pageHash: Nullable(
        Type.String({
          pattern: '^[0-9a-f]{64}$',
          'x-must': '指纹是 64 位小写的十六进制数字',
          description: 'SHA-256 of the bulletin as it was saved to a file that the office keeps.',
        }),
      ),
    }),
    status: 200,
    reply: DeskRound,
    problems: ['round-step-refused'],
  },
  'POST /round-desk/:round/draw': {
    summary: 'Compute the order. Asked again it changes nothing',
    access: lead,
    params: round,
    heavy: true,
    status: 200,
    reply: DeskRound,
    problems: ['round-step-refused'],
  },
  'POST /round-desk/:round/source-correction': {
    summary:
      'The lottery corrected its bulletin: the order is computed anew, in public, before the choosing begins. Both people have entered the corrected numbers',
    access: lead,
    params: round,
    body: Why,
    heavy: true,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'POST /round-desk/:round/choosing': {
    summary: 'Begin the choosing',
    access: lead,
    params: round,
    body: Version,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'POST /round-desk/:round/end': {
    summary: 'End the round; flats that nobody chose are free again',
    access: lead,
    params: round,
    body: Version,
    status: 200,
    reply: DeskRound,
    problems: ['stale-version', 'round-step-refused'],
  },
  'GET /round-desk/:round/tickets': {
    summary: 'The locked list by number, without names; before the lock, in order of receipt without numbers',
    access: lead,
    params: round,
    query: PageQuery,
    status: 200,
    reply: PageOf(DeskTicket),
    problems: [],
  },
  'POST /round-desk/:round/skips': {
    summary: 'Pass a ticket over, with a public reason',
    access: lead,
    params: round,
    body: Closed({
      ticket: Type.String({ pattern: '^T[0-9]{6,9}$', 'x-must': '请填写号码，例如 T000042' }),
      reason: OneOf(skips),
    }),
    status: 200,
    reply: DeskTicket,
    problems: ['round-step-refused', 'two-person-rule'],
  },
  'POST /round-desk/:round/returns': {
    summary: 'Bring a ticket back: its appeal succeeded, or it was passed over in error',
    access: lead,
    params: round,
    body: Closed({
      ticket: Type.String({ pattern: '^T[0-9]{6,9}$', 'x-must': '请填写号码，例如 T000042' }),
      reason: OneOf(['appeal-allowed', 'returned']),
    }),
    status: 200,
    reply: DeskTicket,
    problems: ['round-step-refused', 'two-person-rule'],
  },
  'GET /round-desk/:round/figures': {
    summary: 'Tickets by standing, households that share somebody, who chose and who was passed over',
    access: lead,
    params: round,
    status: 200,
    reply: RoundFigures,
    problems: [],
  },
})
