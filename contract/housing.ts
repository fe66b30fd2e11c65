import { Type, type Static } from '@sinclair/typebox'
import { Criterion } from './applications'
import { roomKinds } from './flat-plan'
import { drawings, layouts, transportKinds, mostLimitFen } from './housing-vocabulary'
import { Closed, Day, Id, Nullable, OneOf, defineRoutes } from './route'

const Fen = Type.Integer({ description: 'Whole fen a month.' })

/** How one gets about from a project, on foot. */
export const Transport = Closed(
  {
    kind: OneOf(transportKinds),
    text: Type.String({ minLength: 2, maxLength: 40, format: 'line' }),
    minutesOnFoot: Type.Integer({ minimum: 1, maximum: 90 }),
  },
  'Transport',
)
export type Transport = Static<typeof Transport>

const centimetres = (minimum: number) => Type.Integer({ minimum, maximum: 3000 })
/** The plan of a flat type: rooms as rectangles, in centimetres from the upper left corner. */
export const FlatPlan = Closed(
  {
    rooms: Type.Array(
      Closed({
        kind: OneOf(roomKinds),
        name: Type.String({ minLength: 1, maxLength: 10, format: 'line' }),
        x: centimetres(0),
        y: centimetres(0),
        width: centimetres(50),
        depth: centimetres(50),
      }),
      { minItems: 1, maxItems: 16 },
    ),
    openings: Type.Array(
      Closed({
        kind: OneOf(['entry', 'door', 'window']),
        along: OneOf(['x', 'y']),
        x: centimetres(0),
        y: centimetres(0),
        length: centimetres(20),
      }),
      { maxItems: 40 },
    ),
  },
  'FlatPlan',
)

const rents = {
  marketFen: Fen,
  talentFen: Nullable(Fen),
  marketFenPerSqm: Fen,
  talentFenPerSqm: Nullable(Fen),
}
const counts = {
  flats: Type.Integer({ description: 'All flats of the type, those that are not let out left aside.' }),
  free: Type.Integer(),
  inRound: Type.Integer({ description: 'Offered in a round that is going on.' }),
  coming: Type.Array(Closed({ month: Type.String({ description: '2027-03' }), flats: Type.Integer() }), {
    description:
      'How many are expected to become free in which month, soonest first; what is late counts now.',
  }),
}

/** A flat type as lists show it. Rents at talent rate are null while the book has no rate for the day. */
export const FlatTypeInShort = Closed(
  {
    id: Id,
    name: Type.String(),
    layout: OneOf(layouts),
    people: Type.Integer({ description: 'How many may live there.' }),
    areaSqmHundredths: Type.Integer(),
    ...rents,
    ...counts,
  },
  'FlatTypeInShort',
)
export type FlatTypeInShort = Static<typeof FlatTypeInShort>

const project = {
  id: Id,
  code: Type.String(),
  name: Type.String(),
  regionName: Type.String(),
  address: Type.String(),
  latitude: Type.Number(),
  longitude: Type.Number(),
  about: Type.String(),
  drawing: OneOf(drawings),
  openedOn: Day,
}
/** A project as the list and the map show it. */
export const ProjectInShort = Closed(
  { ...project, nearest: Nullable(Transport), types: Type.Array(FlatTypeInShort) },
  'ProjectInShort',
)
export type ProjectInShort = Static<typeof ProjectInShort>

/** A flat type with its plan, and where in which building flats of it are. */
export const FlatTypeWhole = Closed(
  {
    ...FlatTypeInShort.properties,
    plan: FlatPlan,
    buildings: Type.Array(
      Closed({
        building: Type.String(),
        flats: Type.Integer(),
        free: Type.Integer(),
        accessible: Type.Integer({ description: 'How many of its flats are barrier-free.' }),
      }),
    ),
  },
  'FlatTypeWhole',
)
export type FlatTypeWhole = Static<typeof FlatTypeWhole>

/** A project with everything that is said of it. */
export const Project = Closed(
  {
    ...project,
    hours: Type.String(),
    phone: Type.String(),
    percent: Nullable(Type.Integer({ description: 'Which part of the market rent is paid, in percent.' })),
    transport: Type.Array(Transport),
    amenities: Type.Array(Type.String()),
    types: Type.Array(FlatTypeWhole),
  },
  'Project',
)
export type Project = Static<typeof Project>

/** What somebody wants to be told of. Empty lists: any. */
export const FlatWatch = Closed(
  {
    layouts: Type.Array(OneOf(layouts), { maxItems: layouts.length, uniqueItems: true }),
    projects: Type.Array(Id, { maxItems: 30, uniqueItems: true }),
    mostFenPerMonth: Nullable(
      Type.Integer({
        minimum: 10_000,
        maximum: mostLimitFen,
        description: 'At talent rate, in whole fen; null: any.',
      }),
    ),
  },
  'FlatWatch',
)
export type FlatWatch = Static<typeof FlatWatch>

const anyone = { who: 'anyone' } as const
const own = { who: ['holder'], rows: 'own' } as const
const type = Closed({ type: Id })

/** 青年人才公寓: what there is, what it costs, and being told when something fits. */
export const housingRoutes = defineRoutes({
  'GET /housing/projects': {
    summary:
      'Projects with their types: what is free now, what comes free when, rents at market and talent rate',
    access: anyone,
    status: 200,
    reply: Closed({
      day: Day,
      percent: Nullable(Type.Integer()),
      items: Type.Array(ProjectInShort),
    }),
    problems: [],
  },
  'GET /housing/projects/:project': {
    summary: 'One project: transport, amenities, types with plans, what is free in which building',
    access: anyone,
    params: Closed({ project: Id }),
    status: 200,
    reply: Project,
    problems: [],
  },
  'GET /me/flat-standing': {
    summary: 'Whether the caller may have a flat, clause by clause, by what is known of them today',
    access: own,
    status: 200,
    reply: Closed({
      day: Day,
      outcome: OneOf(['pass', 'fail', 'unknown', 'not-applicable', 'not-computed']),
      criteria: Type.Array(Criterion),
    }),
    problems: [],
  },
  'GET /me/flat-favourites': {
    summary: 'Types that the caller marked, latest first',
    access: own,
    status: 200,
    reply: Closed({ items: Type.Array(Id) }),
    problems: [],
  },
  'PUT /me/flat-favourites/:type': {
    summary: 'Mark a flat type',
    access: own,
    params: type,
    status: 204,
    problems: [],
  },
  'DELETE /me/flat-favourites/:type': {
    summary: 'Take the mark away',
    access: own,
    params: type,
    status: 204,
    problems: [],
  },
  'GET /me/flat-watch': {
    summary: 'What the caller wants to be told of; null: nothing',
    access: own,
    status: 200,
    reply: Closed({ watch: Nullable(FlatWatch) }),
    problems: [],
  },
  'PUT /me/flat-watch': {
    summary: 'Be told when something that fits becomes free, at most once a day',
    access: own,
    body: FlatWatch,
    status: 200,
    reply: Closed({ watch: FlatWatch }),
    problems: [],
  },
  'DELETE /me/flat-watch': {
    summary: 'Be told no more',
    access: own,
    status: 204,
    problems: [],
  },
})
