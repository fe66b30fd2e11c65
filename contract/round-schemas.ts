import { Type, type Static } from '@sinclair/typebox'
import { drawAlgorithms } from './draw/hash'
import { skipReasons, type SkipReason } from './draw/record'
import { games, type GameCode } from './draw/sources'
import { layouts } from './housing-vocabulary'
import { Closed, Count, Id, Line, Moment, Nullable, OneOf, Paragraph } from './route'
import { roundFacts } from './round-rules'
import { redoCauses, roundRules, roundStates, roundSteps } from './rounds-vocabulary'

/** Codes of the lotteries. */
export const gameCodes = Object.keys(games) as GameCode[]
/** Codes of public reasons. */
export const skips = Object.keys(skipReasons) as SkipReason[]
/** A code as the draw has it. */
export const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, minLength: 1 })
/** 32 bytes, small hexadecimal. */
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
/** A count. */
export const Whole = Type.Integer({ minimum: 0 })
/** A flat as the draw and the log name it. */
export const FlatCode = Type.String()
/** The name of a ticket. */
export const TicketName = Type.String({ description: '`T000042`' })

/** One condition of a class or of points. */
export const RoundConditionBody = Closed({
  fact: OneOf(roundFacts),
  is: Type.Optional(Type.Array(Line(40), { minItems: 1, maxItems: 10 })),
  least: Type.Optional(Count),
  most: Type.Optional(Count),
})
const When = Type.Array(RoundConditionBody, { minItems: 1, maxItems: 6 })
const RoundClass = Closed({ code: Code, title: Line(40), clause: Line(60), when: When })
const RoundPoints = Closed({
  code: Code,
  title: Line(40),
  clause: Line(60),
  points: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  when: When,
})
/** A drawing that is named before it is held. */
export const NamedSource = Closed({
  game: OneOf(gameCodes),
  issues: Type.Array(Type.String({ maxLength: 12 }), {
    minItems: 1,
    maxItems: 8,
    description: 'Official numbers of the drawing and of its fallbacks.',
  }),
})

/** What a pool of flats is called. */
export const RoundPool = Closed({ code: Code, title: Line(40) })

/** What the office writes of a round. Money does not occur; moments are UTC. */
export const said = {
  title: Line(60, 2),
  rule: OneOf(roundRules),
  rules: Paragraph(6000, 20),
  classes: Type.Array(RoundClass, { maxItems: 12 }),
  pools: Type.Array(RoundPool, {
    maxItems: 50,
    description: 'What the pools are called. One that is not named is called by its projects.',
  }),
  scoring: Type.Array(RoundPoints, { maxItems: 30 }),
  reserved: OneOf(['first', 'last']),
  algorithm: OneOf(drawAlgorithms),
  sources: Type.Array(NamedSource, { minItems: 1, maxItems: 7 }),
  firstDrawingAt: Moment,
  opensAt: Moment,
  closesAt: Moment,
  openingMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
  choosingFrom: Moment,
  slotMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
  longerSlotMinutes: Type.Integer({ minimum: 1, maximum: 20_160 }),
  holdSeconds: Type.Integer({ minimum: 30, maximum: 86_400 }),
  atOnce: Type.Integer({ minimum: 1, maximum: 500 }),
  refusing: Line(300, 2),
}
/** All that a draft holds. */
export const planned = {
  code: Code,
  ...said,
  redo: Nullable(Closed({ follows: Id, cause: OneOf(redoCauses), why: Line(300, 5) })),
  flats: Type.Array(Closed({ flatId: Id, pool: Code, reservedFor: Nullable(Code) }), {
    minItems: 1,
    maxItems: 5000,
  }),
}
/** A round as the office writes it. */
export const RoundBody = Closed(planned, 'RoundBody')
export type RoundBody = Static<typeof RoundBody>

/** A round in a list. */
export const RoundSummary = Closed(
  {
    id: Id,
    code: Code,
    title: Type.String(),
    rule: OneOf(roundRules),
    state: OneOf(roundStates),
    opensAt: Moment,
    closesAt: Moment,
    choosingFrom: Moment,
    flats: Whole,
    tickets: Nullable(Whole),
  },
  'RoundSummary',
)
export type RoundSummary = Static<typeof RoundSummary>

/** Flats of one type in a round. */
export const RoundHome = Closed(
  {
    stationId: Id,
    stationName: Type.String(),
    typeId: Id,
    typeName: Type.String(),
    layout: OneOf(layouts),
    people: Type.Integer(),
    areaSqmHundredths: Type.Integer(),
    marketFenPerMonth: Type.Integer(),
    pool: Code,
    flats: Whole,
    reserved: Type.Array(Closed({ class: Code, flats: Whole })),
  },
  'RoundHome',
)
export type RoundHome = Static<typeof RoundHome>

/** A step of the procedure in public words. */
export const Step = Closed({ step: OneOf(roundSteps), at: Moment, text: Type.String() })
