import { Type, type Static } from '@sinclair/typebox'
import { Ruled } from './applications'
import { SchemeCode } from './ledger'
import { maxBudgetFen } from './ledger-rules'
import { Closed, Day, Id, Nullable, OneOf, PageOf, PageQuery, Paragraph, defineRoutes } from './route'
import {
  endReasons,
  endedBy,
  grantStates,
  instalmentStates,
  officeEndReasons,
  ownEndReasons,
} from './subsidy-vocabulary'

const Fen = Type.Integer({ minimum: 0, maximum: maxBudgetFen, description: 'Whole fen.' })
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const Number_ = Type.Integer({ minimum: 1, maximum: 600 })

/** One instalment as its person sees it. `words` say what is certain, and nothing beyond. */
export const Instalment = Closed(
  {
    number: Number_,
    period: Nullable(Month),
    amountFen: Fen,
    fallsDueOn: Day,
    promisedOn: Nullable(Day),
    lateSince: Nullable(Day),
    state: OneOf(instalmentStates),
    words: Type.String(),
  },
  'Instalment',
)
export type Instalment = Static<typeof Instalment>

/** A granted subsidy as its person sees it. Money once: `fenPerMonth` and `months` are null. */
export const Subsidy = Closed(
  {
    id: Id,
    application: Id,
    scheme: SchemeCode,
    title: Type.String(),
    label: Type.String(),
    state: OneOf(grantStates),
    fenPerMonth: Nullable(Fen),
    months: Nullable(Number_),
    totalFen: Type.Integer({ minimum: 0, description: 'Of all instalments that are not cancelled, in fen.' }),
    paidFen: Fen,
    owedFen: Fen,
    ruled: Type.Array(Ruled, {
      description: 'Why it is less than it would be alone, as decided at the approval.',
    }),
    approvedOn: Day,
    next: Nullable(Instalment),
    ends: Type.Array(Type.String(), { description: 'What has to be kept up, or it ends.' }),
    endReasons: Type.Array(OneOf(ownEndReasons), { description: 'For which reasons its person may end it.' }),
    ended: Nullable(
      Closed({
        on: Day,
        because: OneOf(endReasons),
        note: Nullable(Type.String()),
        words: Type.String({ description: 'What that means for what was paid and is to come.' }),
        undoable: Type.Boolean(),
      }),
    ),
    instalments: Type.Array(Instalment),
  },
  'Subsidy',
)
export type Subsidy = Static<typeof Subsidy>

/** A granted subsidy as the office sees it in a list. */
export const SubsidyItem = Closed(
  {
    id: Id,
    application: Id,
    scheme: SchemeCode,
    title: Type.String(),
    label: Type.String(),
    maskedName: Type.String(),
    state: OneOf(grantStates),
    fenPerMonth: Nullable(Fen),
    months: Nullable(Number_),
    totalFen: Type.Integer({ minimum: 0 }),
    waitingFen: Type.Integer({
      minimum: 0,
      description: 'Of instalments that wait for the budget of their year.',
    }),
    approvedOn: Day,
    endedOn: Nullable(Day),
    endedBecause: Nullable(OneOf(endReasons)),
  },
  'SubsidyItem',
)
export type SubsidyItem = Static<typeof SubsidyItem>

const { words: _words, ...officeInstalment } = Instalment.properties
/** One granted subsidy as the office sees it: its instalments, and what ended it. */
export const SubsidyFile = Closed(
  {
    ...SubsidyItem.properties,
    paidFen: Fen,
    conditions: Type.Array(Type.String(), { description: 'What has to be kept up, or it ends.' }),
    ended: Nullable(
      Closed({
        on: Day,
        because: OneOf(endReasons),
        by: OneOf(endedBy),
        note: Nullable(Type.String({ description: 'What the office wrote, and its person reads.' })),
      }),
    ),
    mayEnd: Type.Boolean(),
    mayTakeBack: Type.Boolean({ description: 'Whether the office may still take its end back.' }),
    instalments: Type.Array(Closed(officeInstalment)),
  },
  'SubsidyFile',
)
export type SubsidyFile = Static<typeof SubsidyFile>

const own = { who: ['holder'], rows: 'own' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const grant = Closed({ grant: Id })

/** Subsidies that were granted: what was paid, what comes, what ends them. */
export const subsidyRoutes = defineRoutes({
  'GET /me/subsidies': {
    summary: 'The caller’s subsidies, newest first, each with its instalments',
    access: own,
    query: PageQuery,
    status: 200,
    reply: Closed({
      ...PageOf(Subsidy).properties,
      paidFen: Type.Integer({ minimum: 0, description: 'Of all of them, in fen.' }),
      owedFen: Type.Integer({ minimum: 0 }),
    }),
    problems: [],
  },
  'POST /me/subsidies/:grant/end': {
    summary:
      'Say from which day its conditions are no longer kept: the month of that day is still paid, later ones are not. A day to come can be taken back until then',
    access: own,
    params: grant,
    body: Closed({ because: OneOf(ownEndReasons), on: Day }),
    status: 200,
    reply: Subsidy,
    problems: ['event-not-allowed'],
    idempotent: true,
  },
  'DELETE /me/subsidies/:grant/end': {
    summary: 'Take back what one announced, while its day has not come',
    access: own,
    params: grant,
    status: 200,
    reply: Subsidy,
    problems: ['event-not-allowed'],
  },
  'GET /subsidies': {
    summary: 'Granted subsidies, newest first',
    access: lead,
    query: Closed({
      ...PageQuery.properties,
      scheme: Type.Optional(SchemeCode),
      state: Type.Optional(OneOf(grantStates)),
    }),
    status: 200,
    reply: PageOf(SubsidyItem),
    problems: [],
  },
  'GET /subsidies/:grant': {
    summary: 'A granted subsidy with its instalments and what ended it',
    access: lead,
    params: grant,
    status: 200,
    reply: SubsidyFile,
    problems: [],
  },
  'POST /subsidies/:grant/end': {
    summary: 'End a subsidy whose conditions are no longer kept; its person reads `note`',
    access: lead,
    params: grant,
    body: Closed({ because: OneOf(officeEndReasons), note: Paragraph(300, 5), on: Day }),
    status: 200,
    reply: SubsidyFile,
    problems: ['event-not-allowed'],
    idempotent: 'anew',
  },
  'POST /subsidies/:grant/resumption': {
    summary:
      'Take back an end that the office put down by mistake, on the day it did or while the end is to come: what was cancelled is owed again; its person reads `why`',
    access: lead,
    params: grant,
    body: Closed({ why: Paragraph(300, 5) }),
    status: 200,
    reply: SubsidyFile,
    problems: ['event-not-allowed', 'budget-exhausted'],
    idempotent: 'anew',
  },
})
