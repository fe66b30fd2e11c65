import { Type, type Static } from '@sinclair/typebox'
import { FlatPlan, Transport } from './housing'
import { drawings, flatStates, layouts } from './housing-vocabulary'
import { maxInventoryBytes, maxInventoryRows } from './inventory-rules'
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

const counts = Type.Array(Closed({ state: OneOf(flatStates), flats: Type.Integer() }), {
  description: 'How many flats stand in which state, every state.',
})

const typeSaid = {
  name: Type.String({ minLength: 2, maxLength: 20, format: 'line' }),
  layout: OneOf(layouts),
  people: Type.Integer({ minimum: 1, maximum: 12 }),
  areaSqmHundredths: Type.Integer({ minimum: 500, maximum: 50_000 }),
  marketFenPerMonth: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
  plan: FlatPlan,
}
/** A flat type as the office keeps it. `flats`: how many there are of it. */
export const KeptFlatType = Closed(
  { id: Id, code: Type.String(), ...typeSaid, flats: Type.Integer(), version: Count },
  'KeptFlatType',
)
export type KeptFlatType = Static<typeof KeptFlatType>

const projectSaid = {
  about: Type.String({ minLength: 4, maxLength: 200, format: 'paragraph' }),
  drawing: OneOf(drawings),
  transport: Type.Array(Transport, { maxItems: 8 }),
  amenities: Type.Array(Type.String({ minLength: 2, maxLength: 40, format: 'line' }), { maxItems: 12 }),
  openedOn: Day,
}
/** A project as the office keeps it. */
export const KeptProject = Closed(
  {
    id: Id,
    code: Type.String(),
    name: Type.String(),
    ...projectSaid,
    version: Count,
    types: Type.Array(KeptFlatType),
    counts,
  },
  'KeptProject',
)
export type KeptProject = Static<typeof KeptProject>

/** One flat on the board. `since` is when it came to stand there. */
export const BoardFlat = Closed(
  {
    id: Id,
    code: Type.String(),
    building: Type.String(),
    floor: Type.Integer(),
    number: Type.String(),
    type: Id,
    accessible: Type.Boolean(),
    state: OneOf(flatStates),
    since: Moment,
    freeFrom: Nullable(Day),
  },
  'BoardFlat',
)
export type BoardFlat = Static<typeof BoardFlat>

/** One flat with what became of it, latest first. `from` is null where it was registered. */
export const FlatHistory = Closed(
  {
    flat: BoardFlat,
    typeName: Type.String(),
    projectName: Type.String(),
    mayBecome: Type.Array(OneOf(flatStates), { description: 'What the office may say it is now.' }),
    inUse: Nullable(Type.String({ description: 'Why the office may not, in a sentence.' })),
    events: Type.Array(
      Closed({
        at: Moment,
        from: Nullable(OneOf(flatStates)),
        to: OneOf(flatStates),
        reason: Type.String(),
        by: Nullable(Type.String({ description: 'Who of the office; null: it followed from something.' })),
      }),
    ),
  },
  'FlatHistory',
)
export type FlatHistory = Static<typeof FlatHistory>

/** One month of a project in whole days of flats; what is not let out is left aside. */
export const OccupancyMonth = Closed(
  {
    month: Type.String(),
    flatDays: Type.Integer(),
    letDays: Type.Integer(),
    vacantDays: Type.Integer({ description: 'Free, in a round, or chosen and not moved into.' }),
    repairDays: Type.Integer(),
    lets: Type.Integer({ description: 'How many were let in it.' }),
    freed: Type.Integer({ description: 'How many were given back in it.' }),
  },
  'OccupancyMonth',
)
export type OccupancyMonth = Static<typeof OccupancyMonth>
/** Occupancy of a project: the last twelve months, and what stands empty longest. */
export const Occupancy = Closed(
  {
    project: Id,
    name: Type.String(),
    counts,
    months: Type.Array(OccupancyMonth),
    emptiest: Type.Array(
      Closed({ id: Id, building: Type.String(), number: Type.String(), days: Type.Integer() }),
      { description: 'Free flats, longest first, ten at most.' },
    ),
  },
  'Occupancy',
)
export type Occupancy = Static<typeof Occupancy>

/** An inventory that was handed in as a file. */
export const FlatImport = Closed(
  {
    id: Id,
    fileName: Type.String(),
    state: OneOf(['faulty', 'preview', 'done']),
    flats: Type.Integer({ description: 'To be added, or added.' }),
    known: Type.Integer({ description: 'Rows that say what is registered already.' }),
    faultCount: Type.Integer(),
    faults: Type.Array(Closed({ row: Type.Integer(), column: Type.String(), words: Type.String() }), {
      description: 'The first hundred; all of them stand in the annotated copy.',
    }),
    preview: Type.Array(
      Closed({ project: Type.String(), type: Type.String(), building: Type.String(), flats: Type.Integer() }),
      { description: 'How many flats of which type in which building.' },
    ),
    uploadedAt: Moment,
    committedAt: Nullable(Moment),
  },
  'FlatImport',
)
export type FlatImport = Static<typeof FlatImport>

/** A file as base64. */
export const SheetFile = Closed({ fileName: Type.String(), data: Type.String() }, 'SheetFile')

const lead = { who: ['lead'], rows: 'all', office: true } as const
const project = Closed({ project: Id })
const flat = Closed({ flat: Id })
const flatImport = Closed({ flatImport: Id })
const why = Line(100, 2)

/** What the office keeps of flats: projects, types, where each flat stands, inventories from files. */
export const housingOfficeRoutes = defineRoutes({
  'GET /housing/inventory': {
    summary: 'Projects with their types and how many flats stand where',
    access: lead,
    status: 200,
    reply: Closed({ items: Type.Array(KeptProject) }),
    problems: [],
  },
  'PUT /housing/projects/:project': {
    summary:
      'Make a station a project, or change what is said of it. `code` counts only at the first time: draws name flats by it',
    access: lead,
    params: project,
    body: Closed({
      ...projectSaid,
      code: Type.String({
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        minLength: 2,
        maxLength: 24,
        'x-must': '请用小写字母、数字和短横，字母开头，例如 jiangwan-li',
      }),
      version: Count,
    }),
    status: 200,
    reply: KeptProject,
    problems: ['stale-version'],
  },
  'POST /housing/projects/:project/types': {
    summary: 'Add a flat type',
    access: lead,
    params: project,
    body: Closed(typeSaid),
    status: 201,
    reply: KeptProject,
    problems: [],
    idempotent: true,
  },
  'PUT /housing/types/:type': {
    summary: 'Change a flat type. Leases that stand keep their rent',
    access: lead,
    params: Closed({ type: Id }),
    body: Closed({ ...typeSaid, version: Count }),
    status: 200,
    reply: KeptProject,
    problems: ['stale-version'],
  },
  'GET /housing/projects/:project/board': {
    summary: 'Where every flat of a project stands, by building, floor and number',
    access: lead,
    params: project,
    status: 200,
    reply: Closed({ items: Type.Array(BoardFlat) }),
    problems: [],
  },
  'GET /housing/flats/:flat/history': {
    summary: 'What became of a flat, the last two hundred changes',
    access: lead,
    params: flat,
    status: 200,
    reply: FlatHistory,
    problems: [],
  },
  'PUT /housing/flats/:flat/state': {
    summary: 'Say that a flat is repaired, not let out, or free again, where nobody has a lease on it',
    access: lead,
    params: flat,
    body: Closed({
      from: OneOf(flatStates, 'Where the caller saw it; refused when it stands elsewhere by now.'),
      to: OneOf(['free', 'repairing', 'withdrawn']),
      reason: why,
      freeFrom: Nullable(Day),
    }),
    status: 200,
    reply: FlatHistory,
    problems: ['flat-not-there'],
  },
  'PUT /housing/flats/:flat/expected-free': {
    summary: 'Say when a flat that is let or repaired is expected to be free; null: nobody knows',
    access: lead,
    params: flat,
    body: Closed({ freeFrom: Nullable(Day), reason: why }),
    status: 200,
    reply: FlatHistory,
    problems: ['flat-not-there'],
  },
  'GET /housing/occupancy': {
    summary: 'How much of each project is let, month by month, and what stands empty',
    access: lead,
    status: 200,
    reply: Closed({ items: Type.Array(Occupancy) }),
    problems: [],
  },
  'GET /housing/inventory-template': {
    summary: 'The spreadsheet to fill in, with projects and types as they stand',
    access: lead,
    status: 200,
    reply: SheetFile,
    problems: [],
  },
  'POST /housing/imports': {
    summary: `Hand in an inventory (xlsx or csv), ${maxInventoryBytes / 1024 / 1024} MB and ${maxInventoryRows} rows at most. Everything is checked, nothing is added yet`,
    access: lead,
    body: Closed({
      fileName: Type.String({ minLength: 1, maxLength: 120, format: 'file-name' }),
      data: Type.String({
        minLength: 1,
        maxLength: Math.ceil(maxInventoryBytes / 3) * 4,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'base64',
      }),
    }),
    bodyLimitBytes: Math.ceil(maxInventoryBytes / 3) * 4 + 4096,
    heavy: true,
    status: 201,
    reply: FlatImport,
    problems: ['already-imported'],
  },
  'GET /housing/imports': {
    summary: 'Inventories handed in, newest first',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(FlatImport),
    problems: [],
  },
  'GET /housing/imports/:flatImport': {
    summary: 'One inventory',
    access: lead,
    params: flatImport,
    status: 200,
    reply: FlatImport,
    problems: [],
  },
  'GET /housing/imports/:flatImport/annotated': {
    summary: 'The file again, with every fault beside its row',
    access: lead,
    params: flatImport,
    heavy: true,
    status: 200,
    reply: SheetFile,
    problems: [],
  },
  'POST /housing/imports/:flatImport/commit': {
    summary: 'Add the flats that were previewed, all or none. A second time changes nothing',
    access: lead,
    params: flatImport,
    status: 200,
    reply: FlatImport,
    problems: ['event-not-allowed', 'already-imported'],
  },
  'DELETE /housing/imports/:flatImport': {
    summary: 'Throw away what was not added yet',
    access: lead,
    params: flatImport,
    status: 204,
    problems: ['event-not-allowed'],
  },
})
