import { Type, type Static } from '@sinclair/typebox'
import { boardStates, choosingPhases, floorsInPart, offerStates, swapStates } from './choosing-vocabulary'
import { layouts } from './housing-vocabulary'
import { Closed, Id, Line, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'

const Fen = Type.Integer({ description: 'Fen.' })
const typeFacts = {
  typeId: Id,
  typeName: Type.String(),
  layout: OneOf(layouts),
  people: Type.Integer({ description: 'How many may live there.' }),
  areaSqmHundredths: Type.Integer(),
  rentFenPerMonth: Nullable(Fen),
  depositFen: Nullable(Fen),
}

/** A flat as it is chosen. Money by the policies in force today; null while the book has no rate. */
export const ChosenFlat = Closed(
  {
    code: Type.String({ description: 'As the draw names it.' }),
    project: Type.String(),
    building: Type.String(),
    floor: Type.Integer(),
    number: Type.String(),
    accessible: Type.Boolean(),
    ...typeFacts,
  },
  'ChosenFlat',
)
export type ChosenFlat = Static<typeof ChosenFlat>

/** A flat on the board. `type` is its place in `types`; `kept`: for which class, null for anybody. */
export const BoardFlat = Closed(
  {
    code: Type.String(),
    floor: Type.Integer(),
    number: Type.String(),
    type: Type.Integer(),
    kept: Nullable(Type.String()),
    state: OneOf(boardStates),
  },
  'BoardFlat',
)
export type BoardFlat = Static<typeof BoardFlat>

/** Some floors of a building, and how many flats there are free. */
export const BoardPart = Closed(
  {
    part: Type.String(),
    project: Type.String(),
    building: Type.String(),
    fromFloor: Type.Integer(),
    toFloor: Type.Integer(),
    free: Type.Integer(),
    all: Type.Integer(),
  },
  'BoardPart',
)
export type BoardPart = Static<typeof BoardPart>

/** The board of a round: whole, or what changed since a version. */
export const Board = Closed(
  {
    version: Type.String({ description: 'Goes into `since` of the next question.' }),
    pollSeconds: Type.Integer({ description: 'When to ask again.' }),
    whole: Type.Boolean({ description: 'false: `changed` alone tells what is different.' }),
    part: Type.String(),
    parts: Type.Array(BoardPart),
    types: Type.Array(Closed(typeFacts)),
    flats: Type.Array(BoardFlat),
    changed: Type.Array(Closed({ code: Type.String(), state: OneOf(boardStates) })),
  },
  'Board',
)
export type Board = Static<typeof Board>

/** Where the caller stands in the choosing of a round. */
export const Choosing = Closed(
  {
    roundId: Id,
    title: Type.String(),
    at: Moment,
    phase: OneOf(choosingPhases),
    number: Nullable(Type.String({ description: 'Of the ticket, `T000042`.' })),
    before: Nullable(Type.Integer({ description: 'How many are called before the caller and still there.' })),
    quota: Nullable(Type.String({ description: 'A class, or `general`; null: in line.' })),
    people: Type.Integer({ description: 'How many would live there.' }),
    longerSlot: Type.Boolean(),
    wishes: Type.Array(Id, { description: 'Flat types that the caller wished for, the dearest first.' }),
    slot: Nullable(Closed({ opensAt: Moment, endsAt: Moment })),
    lastCallAt: Nullable(Moment),
    callsFrom: Nullable(Moment),
    waits: Nullable(Type.String({ description: 'Why the choosing will not begin, or has not, a sentence.' })),
    hold: Nullable(Closed({ flat: ChosenFlat, token: Id, until: Moment })),
    choice: Nullable(
      Closed({
        id: Id,
        flat: ChosenFlat,
        chosenAt: Moment,
        byOffice: Type.Boolean({ description: 'An officer chose, whose reason stands among the reads.' }),
      }),
    ),
    rules: Type.Array(Type.String()),
    refusing: Type.String({ description: 'What refusing costs, as printed.' }),
  },
  'Choosing',
)
export type Choosing = Static<typeof Choosing>

/** A swap of two chosen flats, as one of the two sees it. Neither learns who the other is. */
export const Swap = Closed(
  {
    id: Id,
    mine: Type.Boolean({ description: 'Whether the caller asked.' }),
    gives: ChosenFlat,
    gets: ChosenFlat,
    state: OneOf(swapStates),
    askedAt: Moment,
    until: Moment,
  },
  'Swap',
)
export type Swap = Static<typeof Swap>

/** The caller’s places on the lists of projects, and what is offered to them now. */
export const Standing = Closed(
  {
    places: Type.Array(
      Closed({ stationId: Id, project: Type.String(), before: Type.Integer(), round: Type.String() }),
    ),
    projects: Type.Array(Closed({ stationId: Id, project: Type.String(), waiting: Type.Integer() })),
    rounds: Type.Array(Closed({ roundId: Id, title: Type.String() }), {
      description: 'Rounds in whose order the caller may stand.',
    }),
    offers: Type.Array(
      Closed({
        id: Id,
        flat: ChosenFlat,
        state: OneOf(offerStates),
        offeredAt: Moment,
        until: Moment,
      }),
    ),
    at: Moment,
    rules: Type.Array(Type.String()),
  },
  'Standing',
)
export type Standing = Static<typeof Standing>

/** How the choosing of a round goes, for the office: numbers, no names. */
export const ChoosingLine = Closed(
  {
    roundId: Id,
    title: Type.String(),
    at: Moment,
    callsFrom: Nullable(Moment),
    free: Type.Integer(),
    chosen: Type.Integer(),
    held: Type.Integer(),
    slots: Type.Array(
      Closed({
        number: Type.String(),
        phase: OneOf(choosingPhases),
        opensAt: Moment,
        endsAt: Moment,
        flat: Nullable(Type.String()),
      }),
      { description: 'Of the newest 200, newest first.' },
    ),
    next: Type.Array(Type.String(), { description: 'Numbers of who is called next, at most 10.' }),
  },
  'ChoosingLine',
)
export type ChoosingLine = Static<typeof ChoosingLine>

const lineTicket = {
  number: Type.String(),
  rank: Type.Integer({ description: 'In the order of the pool, from 1.' }),
  phase: OneOf(choosingPhases),
  quota: Nullable(Type.String({ description: 'A class, or `general`; null: not called.' })),
  longerSlot: Type.Boolean(),
  opensAt: Nullable(Moment),
  endsAt: Nullable(Moment),
}
/** Somebody in the line of a round, without a name. */
export const LineTicket = Closed(lineTicket, 'LineTicket')
export type LineTicket = Static<typeof LineTicket>

/** One of them, for whoever is to choose for them. */
export const OneInLine = Closed(
  {
    ...lineTicket,
    at: Moment,
    own: Type.Boolean({ description: 'Of the officer who asks, who may not choose for it.' }),
    whyNot: Nullable(Type.String({ description: 'Why nothing can be chosen now; null: it can.' })),
    people: Type.Integer({ description: 'How many would live there.' }),
    household: Type.Array(
      Closed({
        relation: Type.String({ description: 'In words.' }),
        maskedName: Type.String(),
        document: Type.String({ description: 'Kind and masked number.' }),
      }),
      { description: 'Whom the documents at the counter are held against, the applicant first.' },
    ),
    wishes: Type.Array(Id, { description: 'Flat types, the dearest first.' }),
    takes: Type.Array(Type.String(), { description: 'Codes of flats that may be taken now.' }),
    hold: Nullable(Closed({ flat: ChosenFlat, until: Moment })),
    chosen: Nullable(Closed({ flat: ChosenFlat, byOffice: Type.Boolean() })),
  },
  'OneInLine',
)
export type OneInLine = Static<typeof OneInLine>

const own = { who: ['holder'], rows: 'own' } as const
const office = { who: ['lead'], rows: 'all', office: true } as const
const round = Closed({ round: Id })
const FlatCode = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 })
const Number = Type.String({
  pattern: '^T\\d{6,9}$',
  description: 'Of a ticket.',
  'x-must': '请填写号码，例如 T000042',
})

/** Choosing a flat: the board, holding, confirming, refusing, swaps, the standing list. */
export const choosingRoutes = defineRoutes({
  'GET /rounds/:round/board': {
    summary: `Flats of a round by ${floorsInPart} floors of a building: free, held, chosen; never who. With \`since\` only what changed`,
    access: { who: 'anyone' },
    params: round,
    query: Closed({ part: Type.Optional(Line(120)), since: Type.Optional(Moment) }),
    status: 200,
    reply: Board,
    problems: [],
  },
  'GET /me/rounds/:round/choosing': {
    summary: 'Whose turn it is for the caller, what they hold and until when, what they chose',
    access: own,
    params: round,
    status: 200,
    reply: Choosing,
    problems: [],
  },
  'PUT /me/rounds/:round/hold': {
    summary:
      'Hold a free flat; what was held is let go in the same act. The same flat again is the same hold: nothing prolongs it. Extra on flat-taken: `free`',
    access: own,
    params: round,
    body: Closed({ flat: FlatCode }),
    status: 200,
    reply: Choosing,
    problems: ['not-your-turn', 'flat-taken', 'flat-not-for-you', 'hold-again-later', 'already-chosen'],
  },
  'DELETE /me/rounds/:round/hold': {
    summary: 'Let go what is held; twice is once',
    access: own,
    params: round,
    status: 200,
    reply: Choosing,
    problems: [],
  },
  'POST /me/rounds/:round/choice': {
    summary: 'Choose for good what is held by this token. Extra on hold-ended: `free`',
    access: own,
    params: round,
    body: Closed({ token: Id }),
    status: 201,
    reply: Choosing,
    problems: ['hold-ended', 'already-chosen', 'flat-not-there', 'flat-not-for-you'],
    idempotent: true,
  },
  'PUT /me/rounds/:round/refusal': {
    summary: 'Choose none in this round, for good; the place goes to the next',
    access: own,
    params: round,
    status: 200,
    reply: Choosing,
    problems: ['not-your-turn', 'already-chosen'],
  },
  'GET /rounds/:round/line': {
    summary: 'Who chooses now and who is next, by numbers',
    access: office,
    params: round,
    status: 200,
    reply: ChoosingLine,
    problems: [],
  },
  'GET /rounds/:round/line-tickets': {
    summary: 'Who is called and has not chosen, in the order of the round; numbers, no names',
    access: office,
    params: round,
    query: PageQuery,
    status: 200,
    reply: PageOf(LineTicket),
    problems: [],
  },
  'GET /rounds/:round/line-ticket': {
    summary:
      'One ticket by its number: whose it is, masked, whether it may choose now, and which flats; the look is on record',
    access: office,
    params: round,
    query: Closed({ number: Number }),
    status: 200,
    reply: OneInLine,
    problems: [],
  },
  'POST /rounds/:round/choices': {
    summary:
      'Choose a flat for somebody who cannot use a phone, in their turn; on record with the officer and the reason, and the person is told',
    access: office,
    params: round,
    body: Closed({ number: Number, flat: FlatCode, why: Line(200, 2) }),
    status: 201,
    reply: Closed({ choiceId: Id, number: Type.String(), flat: ChosenFlat }),
    problems: [
      'not-your-turn',
      'flat-taken',
      'flat-not-for-you',
      'hold-again-later',
      'already-chosen',
      'flat-not-there',
      'own-choice',
    ],
    idempotent: 'anew',
  },
  'GET /me/flat-swaps': {
    summary: 'What the caller chose and may still swap, and swaps of theirs, newest first',
    access: own,
    status: 200,
    reply: Closed({
      at: Moment,
      choices: Type.Array(Closed({ choiceId: Id, roundId: Id, flat: ChosenFlat, maySwap: Type.Boolean() })),
      items: Type.Array(Swap),
    }),
    problems: [],
  },
  'POST /me/flat-swaps': {
    summary: 'Ask whoever chose a flat to exchange it for one’s own; the caller is bound until the end of it',
    access: own,
    body: Closed({ choiceId: Id, flat: FlatCode }),
    status: 201,
    reply: Swap,
    problems: ['swap-refused'],
    idempotent: 'anew',
  },
  'PUT /me/flat-swaps/:swap/agreement': {
    summary: 'Agree: both flats change hands in one act',
    access: own,
    params: Closed({ swap: Id }),
    status: 200,
    reply: Swap,
    problems: ['swap-refused'],
  },
  'DELETE /me/flat-swaps/:swap': {
    summary: 'Decline, or take back what one asked; twice is once',
    access: own,
    params: Closed({ swap: Id }),
    status: 200,
    reply: Swap,
    problems: ['swap-refused'],
  },
  'GET /me/standing-list': {
    summary: 'The lists of projects between rounds: where the caller stands, and what is offered to them',
    access: own,
    status: 200,
    reply: Standing,
    problems: [],
  },
  'PUT /me/standing-list': {
    summary: 'Stand on the lists of these projects and of no other, in the order of a round',
    access: own,
    body: Closed({ roundId: Id, stationIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }) }),
    status: 200,
    reply: Standing,
    problems: ['not-your-turn', 'already-chosen', 'too-many-projects'],
  },
  'PUT /me/standing-offers/:standingOffer/acceptance': {
    summary: 'Take the flat that is offered',
    access: own,
    params: Closed({ standingOffer: Id }),
    status: 200,
    reply: Standing,
    problems: ['offer-over', 'flat-not-there'],
  },
  'PUT /me/standing-offers/:standingOffer/refusal': {
    summary: 'Do not take it; costs what is printed: the end of this project’s list',
    access: own,
    params: Closed({ standingOffer: Id }),
    status: 200,
    reply: Standing,
    problems: ['offer-over'],
  },
})
