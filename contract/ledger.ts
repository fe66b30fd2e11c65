import { Type, type Static } from '@sinclair/typebox'
import { maxBudgetFen } from './ledger-rules'
import {
  batchFormats,
  omissionReasons,
  orderStates,
  paymentStates,
  paymentSteps,
  runStates,
} from './ledger-vocabulary'
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
  PersonName,
  defineRoutes,
} from './route'

/** The code of a scheme, such as `rent-subsidy`. */
export const SchemeCode = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
/** A budget year. */
export const BudgetYear = Type.Integer({ minimum: 2000, maximum: 2199 })
/** A positive amount in whole fen, 1000 亿元 at most. */
export const AmountFen = Type.Integer({ minimum: 1, maximum: maxBudgetFen })
const Fen = Type.Integer({ description: 'Whole fen.' })

/** A payment as its person sees it. `words` say what is certain, and nothing beyond. */
export const Payment = Closed(
  {
    id: Id,
    scheme: SchemeCode,
    schemeTitle: Type.String(),
    why: Type.String(),
    amountFen: Fen,
    state: OneOf(paymentStates),
    words: Type.String(),
    approvedOn: Day,
    promisedOn: Nullable(Day),
    lateSince: Nullable(Day),
    returnedBecause: Nullable(Type.String()),
    steps: Type.Array(
      Closed({
        step: OneOf(paymentSteps),
        on: Day,
        recordedAt: Moment,
        account: Nullable(Type.String()),
        because: Nullable(Type.String({ description: 'Of a return: what the bank said.' })),
      }),
    ),
  },
  'Payment',
)
export type Payment = Static<typeof Payment>

/** The account a person is paid to; the number masked to its last four digits. */
export const BankAccount = Closed(
  {
    payeeName: Type.String(),
    bankName: Type.String(),
    maskedNumber: Type.String(),
    version: Type.Integer({ description: 'How often it was given; the newest one counts.' }),
    givenAt: Moment,
  },
  'BankAccount',
)
export type BankAccount = Static<typeof BankAccount>

/** What a person was paid, is owed, and gets next. */
export const OwnPayments = Closed(
  {
    ...PageOf(Payment).properties,
    paidFen: Fen,
    owedFen: Fen,
    comingNext: Nullable(Closed({ payment: Id, amountFen: Fen, promisedOn: Nullable(Day) })),
    account: Nullable(BankAccount),
    needsAccount: Type.Boolean({
      description: 'Something is owed, and there is no account, or the bank returned the last payment.',
    }),
  },
  'OwnPayments',
)
export type OwnPayments = Static<typeof OwnPayments>

/** The budget of a scheme in a year, as balances of its accounts. */
export const Budget = Closed(
  {
    scheme: SchemeCode,
    year: BudgetYear,
    title: Type.String(),
    version: Type.Integer(),
    budgetFen: Fen,
    availableFen: Fen,
    approvedFen: Fen,
    budgetedFen: Fen,
    submittedFen: Fen,
    paidFen: Fen,
    returnedFen: Fen,
    overdueFen: Fen,
    usedPercent: Type.Integer({ description: 'Reserved and paid, of the budget, rounded down.' }),
  },
  'Budget',
)
export type Budget = Static<typeof Budget>

/** A payment as the office sees it: without who it is for. */
export const PaymentItem = Closed(
  {
    id: Id,
    scheme: SchemeCode,
    year: BudgetYear,
    reference: Type.String({ description: 'What it is paid for, in the words of the room that owes it.' }),
    why: Type.String(),
    amountFen: Fen,
    state: OneOf(paymentStates),
    approvedOn: Day,
    promisedOn: Nullable(Day),
    lateSince: Nullable(Day),
    hasAccount: Type.Boolean(),
    run: Nullable(Closed({ id: Id, number: Type.String() }, 'RunOfPayment')),
  },
  'PaymentItem',
)
export type PaymentItem = Static<typeof PaymentItem>

/** A payment run. `checksum`: SHA-256 in hex over its canonical lines, see docs/ledger.md. */
export const Run = Closed(
  {
    id: Id,
    number: Type.String(),
    scheme: SchemeCode,
    year: BudgetYear,
    format: OneOf(batchFormats),
    state: OneOf(runStates),
    version: Type.Integer(),
    orders: Type.Integer(),
    totalFen: Fen,
    checksum: Type.String(),
    paid: Type.Integer(),
    returned: Type.Integer(),
    unclear: Type.Integer({ description: 'Sent, and not yet answered by the bank.' }),
    leftOut: Type.Array(
      Closed({
        payment: Id,
        row: Type.Integer({ description: 'Its place among the payments that were collected.' }),
        amountFen: Fen,
        reason: OneOf(omissionReasons),
        words: Type.String(),
      }),
    ),
    createdAt: Moment,
    createdByMe: Type.Boolean(),
    releasedAt: Nullable(Moment),
    withdrawnBecause: Nullable(Type.String()),
  },
  'Run',
)
export type Run = Static<typeof Run>

/** One order of a run; who it is for and the account are masked. */
export const Order = Closed(
  {
    id: Id,
    sequence: Type.Integer(),
    payment: Id,
    maskedPayee: Type.String(),
    maskedNumber: Type.String(),
    amountFen: Fen,
    state: OneOf(orderStates),
    why: Type.String(),
  },
  'Order',
)
export type Order = Static<typeof Order>

/** Public figures of one scheme in one month. Each is defined in `definitions` of the reply. */
export const MonthTotals = Closed(
  {
    scheme: SchemeCode,
    schemeTitle: Type.String(),
    month: Type.String({ description: '`2026-11`' }),
    promisedFen: Fen,
    paidFen: Fen,
    overdueFen: Fen,
    medianDays: Nullable(Type.Integer()),
    paidCount: Type.Integer(),
  },
  'MonthTotals',
)
export type MonthTotals = Static<typeof MonthTotals>

const totals = Closed({
  promisedFen: Fen,
  paidFen: Fen,
  overdueFen: Fen,
  medianDays: Nullable(Type.Integer()),
  paidCount: Type.Integer(),
})

/** Public figures of one scheme in one year, with the months that are in it only. */
export const YearTotals = Closed(
  {
    scheme: SchemeCode,
    schemeTitle: Type.String(),
    year: Type.String({
      description:
        '`2026`; `2026–2027` where one of them alone has so few payments that they could point at a person.',
    }),
    promisedFen: Fen,
    paidFen: Fen,
    overdueFen: Fen,
    folded: Type.Array(Type.String(), {
      description: 'Months that stand in this sum only, because so few payments could point at a person.',
    }),
  },
  'YearTotals',
)
export type YearTotals = Static<typeof YearTotals>

const own = { who: ['holder'], rows: 'own' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const budget = Closed({ scheme: SchemeCode, year: BudgetYear })
const allotment = Closed({ promisedUntil: Type.Optional(Day), limitFen: Type.Optional(AmountFen) })
const allotted = {
  payments: Type.Integer(),
  totalFen: Fen,
  left: Type.Integer({ description: 'Of those asked for: beyond the amount, or beyond 5,000 at once.' }),
  later: Type.Integer({ description: 'Approved, and not asked for: not due yet, or promised later.' }),
}
const run = Closed({ run: Id })
const why = Line(200, 4)

/** Money that people are owed: their own view, budgets and runs of the office, the public's totals. */
export const ledgerRoutes = defineRoutes({
  'GET /me/payments': {
    summary: 'What the caller was paid, is owed and gets next; payments newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: OwnPayments,
    problems: [],
  },
  'GET /me/payments/:payment': {
    summary: 'One payment of the caller, step by step',
    access: own,
    params: Closed({ payment: Id }),
    status: 200,
    reply: Payment,
    problems: [],
  },
  'GET /me/bank-account': {
    summary:
      'The account that the caller is paid to, null when there is none, and how many payments the bank returned: another account puts those back into the plan',
    access: own,
    status: 200,
    reply: Closed({ account: Nullable(BankAccount), returned: Closed({ payments: Count, fen: Fen }) }),
    problems: [],
  },
  'PUT /me/bank-account': {
    summary:
      'Give the account to be paid to. Earlier ones are kept with the payments that went there; what the bank returned goes into the next run with this one',
    access: own,
    body: Closed({
      payeeName: PersonName,
      bankName: Line(60, 4),
      number: Type.String({ minLength: 1, maxLength: 40, format: 'digits' }),
    }),
    status: 200,
    reply: BankAccount,
    problems: [],
    idempotent: true,
  },
  'GET /ledger/totals': {
    summary: 'Promised, paid, overdue and the median of days, by scheme and month, each with its definition',
    access: { who: 'anyone' },
    query: Closed({ scheme: Type.Optional(SchemeCode) }),
    status: 200,
    reply: Closed({
      asOf: Day,
      definitions: Closed({
        promised: Type.String(),
        paid: Type.String(),
        overdue: Type.String(),
        medianDays: Type.String(),
        folded: Type.String(),
      }),
      all: totals,
      notYet: Type.Array(Type.String(), {
        description:
          'What schemes are called that have had fewer than five payments in all. They are in no sum, and come into all of them with the fifth.',
      }),
      schemes: Type.Array(Closed({ scheme: SchemeCode, schemeTitle: Type.String(), ...totals.properties })),
      months: Type.Array(MonthTotals),
      years: Type.Array(YearTotals),
    }),
    problems: [],
  },
  'GET /ledger/budgets': {
    summary: 'Budgets by year and scheme, newest year first',
    access: lead,
    query: Closed({ ...PageQuery.properties, year: Type.Optional(BudgetYear) }),
    status: 200,
    reply: PageOf(Budget),
    problems: [],
  },
  'PUT /ledger/budgets/:scheme/:year': {
    summary:
      'Set the budget of a scheme for a year; not below what is reserved and paid. `version` is the one it was made from, 0 for a new one. An amount of 0 takes back one from which nobody was ever owed',
    access: lead,
    params: budget,
    body: Closed({
      title: Line(40, 2),
      amountFen: Type.Integer({ minimum: 0, maximum: maxBudgetFen }),
      why,
      version: Count,
    }),
    status: 200,
    reply: Budget,
    problems: ['stale-version', 'budget-below-reserved', 'event-not-allowed'],
  },
  'GET /ledger/budgets/:scheme/:year/allotments': {
    summary: 'What an allotment would take at this moment, without taking it',
    access: lead,
    params: budget,
    query: allotment,
    status: 200,
    reply: Closed(allotted),
    problems: [],
  },
  'POST /ledger/budgets/:scheme/:year/allotments': {
    summary:
      'Put approved payments into the plan, those promised first: what has fallen due, or what is promised until a day; up to an amount',
    access: lead,
    params: budget,
    body: allotment,
    status: 200,
    reply: Closed({ ...allotted, budget: Budget }),
    problems: ['nothing-to-pay'],
    idempotent: true,
  },
  'GET /ledger/payments': {
    summary: 'Payments, newest first',
    access: lead,
    query: Closed({
      ...PageQuery.properties,
      scheme: Type.Optional(SchemeCode),
      state: Type.Optional(OneOf(paymentStates)),
      late: Type.Optional(Type.Boolean()),
    }),
    status: 200,
    reply: PageOf(PaymentItem),
    problems: [],
  },
  'POST /ledger/runs': {
    summary: 'Collect planned payments of a scheme and year into a run, those promised first, up to a limit',
    access: lead,
    body: Closed({
      scheme: SchemeCode,
      year: BudgetYear,
      format: OneOf(batchFormats),
      limitFen: Type.Optional(AmountFen),
    }),
    status: 201,
    reply: Run,
    problems: ['nothing-to-pay'],
    idempotent: true,
  },
  'GET /ledger/runs': {
    summary: 'Payment runs, newest first',
    access: lead,
    query: Closed({ ...PageQuery.properties, state: Type.Optional(OneOf(runStates)) }),
    status: 200,
    reply: PageOf(Run),
    problems: [],
  },
  'GET /ledger/runs/:run': {
    summary: 'One run',
    access: lead,
    params: run,
    status: 200,
    reply: Run,
    problems: [],
  },
  'GET /ledger/runs/:run/orders': {
    summary: 'Orders of a run by their number in it; `after` is the last number of the page before',
    access: lead,
    params: run,
    query: PageQuery,
    status: 200,
    reply: PageOf(Order),
    problems: [],
  },
  'POST /ledger/runs/:run/release': {
    summary:
      'Release a run, by somebody else than who made it. What was cancelled or got another account meanwhile leaves it first: `stale-version`, look again',
    access: lead,
    params: run,
    body: Closed({ version: Count }),
    status: 200,
    reply: Run,
    problems: ['stale-version', 'event-not-allowed', 'two-person-rule', 'nothing-to-pay'],
  },
  'POST /ledger/runs/:run/withdrawal': {
    summary: 'Take back a run that is not released; its payments stay in the plan',
    access: lead,
    params: run,
    body: Closed({ version: Count, why }),
    status: 200,
    reply: Run,
    problems: ['stale-version', 'event-not-allowed'],
  },
  'GET /ledger/runs/:run/file': {
    summary: 'The batch file of a released run, with its control sum; each download is on record',
    access: lead,
    params: run,
    status: 200,
    reply: Closed({
      fileName: Type.String(),
      data: Type.String({ description: 'base64' }),
      orders: Type.Integer(),
      totalFen: Fen,
      checksum: Type.String(),
    }),
    problems: ['event-not-allowed'],
  },
})
