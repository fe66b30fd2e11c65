import { Type, type Static } from '@sinclair/typebox'
import { drawAlgorithms } from './draw/hash'
import {
  Bytes,
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
  maxCount,
} from './route'
import {
  householdDocuments,
  qualificationStates,
  redoCauses,
  roundStates,
  ticketStandings,
} from './rounds-vocabulary'
import {
  skips,
  Code,
  Hash,
  Whole,
  FlatCode,
  TicketName,
  NamedSource,
  said,
  RoundSummary,
  RoundHome,
  Step,
  gameCodes,
} from './round-schemas'

const OtherRound = Nullable(Closed({ id: Id, code: Code, title: Type.String() }))

/** A published round as anybody may see it. */
export const PublicRound = Closed(
  {
    id: Id,
    code: Code,
    state: OneOf(roundStates),
    revision: Type.Integer({
      description: 'Counts published corrections; an application names the one it read.',
    }),
    ...said,
    follows: OtherRound,
    redoCause: Nullable(OneOf(redoCauses)),
    redoWhy: Nullable(Type.String()),
    followedBy: OtherRound,
    cancelledWhy: Nullable(Type.String()),
    publishedAt: Moment,
    lockedAt: Nullable(Moment),
    drawnAt: Nullable(Moment),
    tickets: Nullable(Whole),
    commitment: Nullable(Hash),
    drawn: Nullable(
      Type.Array(
        Closed({
          game: OneOf(gameCodes),
          issue: Type.String(),
          numbers: Type.Array(Type.Integer()),
          address: Type.String(),
          pageHash: Nullable(Hash),
        }),
      ),
    ),
    waits: Nullable(Type.String({ description: 'Why the choosing will not begin, or has not, a sentence.' })),
    rentPercent: Nullable(
      Type.Integer({
        description: 'Part of the market rent that is paid, when the choosing begins; null: no rate yet.',
      }),
    ),
    flats: Whole,
    homes: Type.Array(RoundHome),
    steps: Type.Array(Step),
  },
  'PublicRound',
)
export type PublicRound = Static<typeof PublicRound>

/** A flat of a round. */
export const RoundFlat = Closed(
  {
    id: Id,
    code: FlatCode,
    pool: Code,
    reservedFor: Nullable(Code),
    stationId: Id,
    typeId: Id,
    building: Type.String(),
    floor: Type.Integer(),
    number: Type.String(),
    accessible: Type.Boolean(),
  },
  'RoundFlat',
)
export type RoundFlat = Static<typeof RoundFlat>

/** What is committed, with the text whose hash the commitment is. */
export const RoundCommitment = Closed(
  {
    algorithm: OneOf(drawAlgorithms),
    round: Code,
    version: Type.Integer(),
    tickets: Whole,
    root: Hash,
    audit: Hash,
    lockedAt: Moment,
    sources: Type.Array(NamedSource),
    text: Type.String(),
    commitment: Hash,
  },
  'RoundCommitment',
)
export type RoundCommitment = Static<typeof RoundCommitment>

/** `draw.json` as text, whose bytes are signed: Ed25519 over SHA-256 of them. `revision` counts corrected results. */
export const RoundRecord = Closed(
  {
    record: Type.String(),
    sha256: Hash,
    signature: Bytes,
    keyId: Bytes,
    revision: Type.Integer(),
  },
  'RoundRecord',
)
export type RoundRecord = Static<typeof RoundRecord>

const Wish = Closed({ stationId: Id, typeId: Nullable(Id) })
const Judged = Closed({
  code: Code,
  title: Type.String(),
  clause: Type.String(),
  outcome: OneOf(['yes', 'no', 'unknown']),
  because: Type.Array(Type.String()),
})
const JudgedPoints = Closed({ ...Judged.properties, points: Whole })

/** What the caller brings to a round: qualification, household, classes and points, each explained. */
export const RoundStanding = Closed(
  {
    qualification: OneOf(qualificationStates),
    applicationId: Nullable(Id),
    household: Type.Array(
      Closed({
        member: Type.Integer({ description: 'Place in the qualification’s list, from 0.' }),
        relation: Type.String(),
        name: Type.String(),
        bornOn: Day,
        document: Nullable(
          Closed({
            type: OneOf(householdDocuments, 'What the ticket says of them already: need not be sent again.'),
            masked: Type.String(),
          }),
        ),
      }),
    ),
    classes: Type.Array(Judged),
    scoring: Type.Array(JudgedPoints),
    points: Whole,
    arrivedAt: Nullable(Moment),
  },
  'RoundStanding',
)
export type RoundStanding = Static<typeof RoundStanding>

/** A ticket of the caller. `salt` and `holder` are there from the first, number with the lock. */
export const MyTicket = Closed(
  {
    id: Id,
    standing: OneOf(ticketStandings),
    number: Nullable(TicketName),
    pool: Code,
    wishes: Type.Array(Wish),
    claimed: Type.Array(Code),
    granted: Type.Array(Code),
    points: Whole,
    longerSlot: Type.Boolean(),
    household: Type.Array(
      Closed({
        relation: Type.String(),
        maskedName: Type.String(),
        document: Type.String({ description: 'Kind and masked number.' }),
        shared: Nullable(OneOf(['document', 'name-and-birthday'])),
      }),
    ),
    salt: Nullable(Type.String()),
    holder: Hash,
    version: Count,
    appliedAt: Moment,
    changedAt: Moment,
  },
  'MyTicket',
)
export type MyTicket = Static<typeof MyTicket>

const Movement = Closed({ at: Moment, ticket: TicketName, words: Type.String(), beforeMe: Type.Boolean() })

/** Where the caller stands in the queue. */
export const MyPlace = Closed(
  {
    rank: Type.Integer({ description: 'In the order of the pool, from 1; never changes.' }),
    value: Type.String({
      description: 'By which the order goes, 64 hexadecimal digits; a phone computes it again.',
    }),
    called: Type.Integer({ description: 'How many tickets of the pool take part.' }),
    flats: Whole,
    before: Type.Integer({ description: 'How many stand before the caller now and have not chosen.' }),
    quota: Nullable(Type.String({ description: '`general` or a class: called to choose. null: waiting.' })),
    standing: OneOf(['waiting', 'called', 'chosen', 'gone', 'not-called']),
    reason: Nullable(OneOf(skips)),
    wishes: Type.Array(Closed({ ...Wish.properties, before: Whole })),
    happens: Type.String({ description: 'What has to happen, a sentence.' }),
    estimate: Nullable(
      Closed({
        fewest: Whole,
        most: Whole,
        basis: Type.Array(Code),
        words: Type.String(),
      }),
    ),
    movements: Type.Array(Movement, { description: 'The latest first.' }),
  },
  'MyPlace',
)
export type MyPlace = Static<typeof MyPlace>

/** A round as the caller has it. */
export const MyRound = Closed(
  { standing: RoundStanding, ticket: Nullable(MyTicket), place: Nullable(MyPlace) },
  'MyRound',
)
export type MyRound = Static<typeof MyRound>

/** A ticket of the caller in a list. */
export const MyRoundEntry = Closed(
  { round: RoundSummary, ticket: MyTicket, place: Nullable(MyPlace) },
  'MyRoundEntry',
)
export type MyRoundEntry = Static<typeof MyRoundEntry>

/** `DrawReceipt` of contract/draw/receipt.ts. */
export const RoundReceipt = Closed(
  {
    round: Code,
    leaf: Type.String(),
    salt: Type.String(),
    path: Type.Array(Hash),
    tickets: Whole,
    root: Hash,
    commitment: Hash,
  },
  'RoundReceipt',
)
export type RoundReceipt = Static<typeof RoundReceipt>

/** What somebody applies with. */
export const TicketBody = Closed(
  {
    revision: Type.Integer({
      minimum: 1,
      maximum: maxCount - 1,
      description: 'Of the rules that were read.',
    }),
    pool: Code,
    wishes: Type.Array(Wish, { minItems: 1, maxItems: 10 }),
    classes: Type.Array(Code, { maxItems: 12 }),
    household: Type.Array(
      Closed({
        member: Type.Integer({ minimum: 0, maximum: 20 }),
        documentType: OneOf(householdDocuments),
        documentNumber: Nullable(Line(40)), // null: as the ticket says already
      }),
      { maxItems: 12 },
    ),
    longerSlot: Type.Boolean(),
  },
  'TicketBody',
)
export type TicketBody = Static<typeof TicketBody>

const anyone = { who: 'anyone' } as const
const own = { who: ['holder'], rows: 'own' } as const
const round = Closed({ round: Id })

/** 配租批次: what anybody may read, and one’s own ticket. */
export const roundRoutes = defineRoutes({
  'GET /rounds': {
    summary: 'Published rounds, the newest first',
    access: anyone,
    query: PageQuery,
    status: 200,
    reply: PageOf(RoundSummary),
    problems: [],
  },
  'GET /rounds/:round': {
    summary: 'A published round with its rules, what it has to give, and every step taken',
    access: anyone,
    params: round,
    status: 200,
    reply: PublicRound,
    problems: [],
  },
  'GET /rounds/:round/flats': {
    summary: 'Flats of a published round in the order in which they are committed',
    access: anyone,
    params: round,
    query: PageQuery,
    status: 200,
    reply: PageOf(RoundFlat),
    problems: [],
  },
  'GET /rounds/:round/commitment': {
    summary: 'The commitment of a locked round; every phone keeps it',
    access: anyone,
    params: round,
    status: 200,
    reply: RoundCommitment,
    problems: [],
  },
  'GET /rounds/:round/record': {
    summary: 'The whole record, `draw.json`, signed. Its ETag names its SHA-256',
    access: anyone,
    params: round,
    heavy: true,
    query: Closed({ revision: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
    status: 200,
    reply: RoundRecord,
    problems: [],
  },
  'GET /rounds/:round/record-csv': {
    summary: 'The order as csv: pool, rank, ticket, value, state, classes, points, what became of it',
    access: anyone,
    params: round,
    heavy: true,
    status: 200,
    reply: Closed({ fileName: Type.String(), text: Type.String() }),
    problems: [],
  },
  'GET /rounds/:round/log': {
    summary: 'What happened after the draw, the latest first',
    access: anyone,
    params: round,
    query: PageQuery,
    status: 200,
    reply: PageOf(
      Closed({
        at: Moment,
        ticket: TicketName,
        act: OneOf(['skip', 'restore', 'choose']),
        reason: Nullable(OneOf(skips)),
        flat: Nullable(FlatCode),
        words: Type.String(),
      }),
    ),
    problems: [],
  },
  'GET /me/rounds': {
    summary: 'Rounds in which the caller has a ticket, the latest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(MyRoundEntry),
    problems: [],
  },
  'GET /me/rounds/:round': {
    summary: 'What the caller brings to a round, their ticket, and their place in the queue',
    access: own,
    params: round,
    status: 200,
    reply: MyRound,
    problems: [],
  },
  'PUT /me/rounds/:round/ticket': {
    summary:
      'Apply, or change what was applied for, until the window closes. A request that began before the close may be repeated for some minutes after it',
    access: own,
    params: round,
    body: TicketBody,
    status: 200,
    reply: MyRound,
    problems: ['registration-needed', 'qualification-needed', 'round-not-open', 'stale-version'],
  },
  'DELETE /me/rounds/:round/ticket': {
    summary:
      'Withdraw before the lock; applying again until the close takes it back. After the lock the place is given up for good',
    access: own,
    params: round,
    status: 200,
    reply: MyRound,
    problems: ['round-settled'],
  },
  'GET /me/rounds/:round/receipt': {
    summary: 'Proof of being in the locked list: line, salt, path, root, commitment',
    access: own,
    params: round,
    status: 200,
    reply: RoundReceipt,
    problems: ['round-not-locked'],
  },
})
