import { Type, type Static } from '@sinclair/typebox'
import { maxReturnBytes } from './ledger-rules'
import { importStates, lineResults, lineStates, lineVerdicts, settlements } from './ledger-vocabulary'
import { Closed, Day, Id, Line, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'

const Fen = Type.Integer({ description: 'Whole fen.' })

/** An import of the bank's answer. Counts are of its lines. */
export const BankReturn = Closed(
  {
    id: Id,
    fileName: Type.String(),
    state: OneOf(importStates),
    refusedBecause: Nullable(Type.String()),
    lines: Type.Integer(),
    matched: Type.Integer(),
    repeated: Type.Integer(),
    mismatches: Type.Integer(),
    verdicts: Type.Array(Closed({ verdict: OneOf(lineVerdicts), lines: Type.Integer() }), {
      description: 'How many lines have which verdict, those that occur.',
    }),
    waiting: Type.Integer({ description: 'Lines that are not booked yet: how far the booking is.' }),
    open: Type.Integer({ description: 'Mismatches that nobody has settled yet.' }),
    paidFen: Fen,
    returnedFen: Fen,
    uploadedAt: Moment,
    committedAt: Nullable(Moment),
  },
  'BankReturn',
)
export type BankReturn = Static<typeof BankReturn>

/** One line of the bank. `row` counts as the spreadsheet does, the first line being 1. */
export const ReturnLine = Closed(
  {
    id: Id,
    bankReturn: Id,
    row: Type.Integer(),
    runNumber: Nullable(Type.String()),
    sequence: Nullable(Type.Integer()),
    order: Nullable(Id),
    result: Nullable(OneOf(lineResults)),
    amountFen: Nullable(Fen),
    expectedFen: Nullable(Fen),
    lastFour: Nullable(Type.String()),
    on: Nullable(Day),
    verdict: OneOf(lineVerdicts),
    words: Type.String({ description: 'What is the matter with it, naming the row.' }),
    bankSays: Nullable(Type.String()),
    state: OneOf(lineStates),
    settledAs: Nullable(OneOf(settlements)),
    settledBecause: Nullable(Type.String()),
    explanation: Nullable(Type.String()),
  },
  'ReturnLine',
)
export type ReturnLine = Static<typeof ReturnLine>

const lead = { who: ['lead'], rows: 'all', office: true } as const
const bankReturn = Closed({ bankReturn: Id })
const line = Closed({ line: Id })
const why = Line(200, 4)

/** What the bank answers to payment runs: handing it in, booking it, settling what does not fit. */
export const bankReturnRoutes = defineRoutes({
  'POST /ledger/returns': {
    summary: `Hand in the bank's answer (csv in UTF-8 or GBK, or xlsx), ${maxReturnBytes / 1024 / 1024} MB at most. It is read in the background`,
    access: lead,
    body: Closed({
      fileName: Type.String({ minLength: 1, maxLength: 120, format: 'file-name' }),
      data: Type.String({
        minLength: 1,
        maxLength: Math.ceil(maxReturnBytes / 3) * 4,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'base64',
      }),
    }),
    bodyLimitBytes: Math.ceil(maxReturnBytes / 3) * 4 + 4096,
    status: 201,
    reply: BankReturn,
    problems: ['already-imported', 'storage-unavailable'],
  },
  'GET /ledger/returns': {
    summary: 'Imports, newest first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(BankReturn),
    problems: [],
  },
  'GET /ledger/returns/:bankReturn': {
    summary: 'One import: how far it is, and its counts',
    access: lead,
    params: bankReturn,
    status: 200,
    reply: BankReturn,
    problems: [],
  },
  'GET /ledger/returns/:bankReturn/lines': {
    summary: 'Lines of an import by row; `after` is the last row of the page before',
    access: lead,
    params: bankReturn,
    query: Closed({
      ...PageQuery.properties,
      verdict: Type.Optional(OneOf(lineVerdicts)),
      state: Type.Optional(OneOf(lineStates)),
      mismatch: Type.Optional(Type.Boolean({ description: 'Only what neither matched nor is repeated.' })),
    }),
    status: 200,
    reply: PageOf(ReturnLine),
    problems: [],
  },
  'POST /ledger/returns/:bankReturn/commit': {
    summary: 'Book what was previewed, in the background; mismatches wait for a person',
    access: lead,
    params: bankReturn,
    status: 202,
    reply: BankReturn,
    problems: ['event-not-allowed'],
  },
  'DELETE /ledger/returns/:bankReturn': {
    summary: 'Throw away a preview',
    access: lead,
    params: bankReturn,
    status: 204,
    problems: ['event-not-allowed'],
  },
  'GET /ledger/open-lines': {
    summary: 'Mismatches that nobody has settled, of all imports, oldest first, and what stands in suspense',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: Closed({
      ...PageOf(ReturnLine).properties,
      suspenseFen: Fen,
      open: Type.Integer(),
      unexplained: Type.Integer({
        description: 'Lines whose money stands in suspense and of which nobody said why.',
      }),
    }),
    problems: [],
  },
  'POST /ledger/returns/:bankReturn/settlements': {
    summary:
      'Settle several mismatches of one import alike, with one reason. Each is judged as alone: what cannot be settled so stays open, and the reply says why',
    access: lead,
    params: bankReturn,
    body: Closed({
      lines: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
      as: OneOf(settlements),
      why,
    }),
    status: 200,
    reply: Closed({
      settled: Type.Array(Id),
      refused: Type.Array(Closed({ line: Id, words: Type.String() })),
    }),
    problems: [],
  },
  'POST /ledger/lines/:line/settlement': {
    summary:
      'Settle a mismatch with a reason: the order is paid, it came back, or the line changes nothing. `order` names another than the line does',
    access: lead,
    params: line,
    body: Closed({ as: OneOf(settlements), order: Type.Optional(Id), why }),
    status: 200,
    reply: ReturnLine,
    problems: ['event-not-allowed', 'settlement-refused'],
  },
  'PUT /ledger/lines/:line/explanation': {
    summary: 'Say why a mismatch is still open at the end of its month',
    access: lead,
    params: line,
    body: Closed({ why }),
    status: 200,
    reply: ReturnLine,
    problems: ['event-not-allowed'],
  },
})
