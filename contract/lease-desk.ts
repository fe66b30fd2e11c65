import { Type } from '@sinclair/typebox'
import { EvidenceContent } from './evidence'
import { flatStates } from './housing-vocabulary'
import { DeskLease, LeaseMonthFigures, OfficeLease, OfficeLeaseLine, Photos, Repair } from './lease-shapes'
import {
  deskLists,
  inspectionItems,
  inspectionKinds,
  itemStates,
  leasePapers,
  leaseViews,
} from './lease-vocabulary'
import { Closed, Count, Day, Id, Line, Moment, OneOf, PageOf, PageQuery, defineRoutes } from './route'
import { codeEntries } from './vocabulary'

const clerk = { who: ['clerk'], rows: 'station' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const lease = Closed({ lease: Id })
const paper = Closed({ lease: Id, paper: OneOf(leasePapers) })
const apartment = Closed({ apartment: Id })
const RepairAct = Closed({
  act: OneOf(['promise', 'begin', 'finish']),
  promisedOn: Type.Optional(Day),
  note: Type.Optional(Line(200, 0)),
  photos: Type.Optional(Photos),
  version: Count,
})

/** Leases at the desk of a project and in the office. */
export const leaseDeskRoutes = defineRoutes({
  'GET /apartments/:apartment/desk-leases': {
    summary:
      'Who gets a key within three days, or who leaves within seven, at the desk of a project, who is first before; each is a look on record',
    access: clerk,
    params: apartment,
    query: Closed({ ...PageQuery.properties, list: Type.Optional(OneOf(deskLists)) }),
    status: 200,
    reply: PageOf(DeskLease),
    problems: [],
  },
  'GET /apartments/:apartment/desk-leases/:lease': {
    summary: 'One of them, also of another day; the look is on record',
    access: clerk,
    params: Closed({ apartment: Id, lease: Id }),
    status: 200,
    reply: DeskLease,
    problems: [],
  },
  'GET /apartments/:apartment/repairs': {
    summary: 'Open repairs of a project, what is due first before; each is a look on record',
    access: clerk,
    params: apartment,
    query: PageQuery,
    status: 200,
    reply: PageOf(Repair),
    problems: [],
  },
  'PUT /apartments/:apartment/leases/:lease/inspections/:inspection': {
    summary:
      'Write down an inspection. At leaving the key comes back with it: the flat is free or goes to repair, and the deposit less the damage is given back',
    access: clerk,
    params: Closed({ apartment: Id, lease: Id, inspection: OneOf(inspectionKinds) }),
    body: Closed({
      version: Type.Integer({
        minimum: 0,
        maximum: 2_147_483_647,
        description: 'Of the inspection, 0 for the first.',
      }),
      items: Type.Array(
        Closed({
          item: OneOf(inspectionItems),
          state: OneOf(itemStates),
          note: Line(200, 0),
          photos: Photos,
        }),
        { minItems: inspectionItems.length, maxItems: inspectionItems.length },
      ),
      damages: Type.Optional(
        Type.Array(
          Closed({
            item: OneOf(inspectionItems),
            amountFen: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
            why: Line(200, 4),
          }),
          { maxItems: 10 },
        ),
      ),
      repairing: Type.Optional(Type.Boolean()),
    }),
    status: 200,
    reply: DeskLease,
    problems: ['lease-settled', 'stale-version', 'flat-not-there'],
  },
  'POST /apartments/:apartment/keys': {
    summary:
      'Hand the key over: the talent code that was scanned, and that answered the digits, says to whom',
    access: clerk,
    params: apartment,
    body: Closed({
      code: Type.String({ minLength: 1, maxLength: 4000 }),
      scannedAt: Moment,
      challenge: Type.String({
        pattern: '^\\d{6}$',
        description: 'The digits that the scanner showed, which the code has to answer.',
      }),
      entry: Type.Optional(OneOf(codeEntries)),
    }),
    status: 200,
    reply: DeskLease,
    problems: ['scan-refused', 'own-code', 'no-key-today', 'flat-not-there'],
    idempotent: 'anew',
  },
  'POST /apartments/:apartment/repairs/:repair/steps': {
    summary: 'Promise a day, begin or finish a repair',
    access: clerk,
    params: Closed({ apartment: Id, repair: Id }),
    body: RepairAct,
    status: 200,
    reply: Repair,
    problems: ['lease-settled', 'stale-version'],
  },
  'GET /apartments/:apartment/photos/:photo': {
    summary: 'A photo of an inspection or a repair in the project; the look is on record',
    access: clerk,
    params: Closed({ apartment: Id, photo: Id }),
    heavy: true,
    status: 200,
    reply: EvidenceContent,
    problems: ['storage-unavailable', 'evidence-incomplete'],
  },
  'GET /leases': {
    summary: 'Leases by what has to be done about them',
    access: lead,
    query: Closed({ ...PageQuery.properties, view: Type.Optional(OneOf(leaseViews)) }),
    status: 200,
    reply: PageOf(OfficeLeaseLine),
    problems: [],
  },
  'POST /leases': {
    summary:
      'Assign a free flat to somebody with a qualification, beside the rounds; they have seven days to sign',
    access: lead,
    body: Closed({ flatId: Id, applicationNumber: Line(40), why: Line(200, 4) }),
    status: 201,
    reply: OfficeLease,
    problems: ['flat-not-there', 'flat-full', 'not-qualified', 'lease-already', 'registration-needed'],
    idempotent: 'anew',
  },
  'GET /lease-figures': {
    summary: 'How many leases stand in each list, moves by month, and flats by where they stand',
    access: lead,
    status: 200,
    reply: Closed({
      views: Type.Array(Closed({ view: OneOf(leaseViews), count: Type.Integer() })),
      repairsOpen: Type.Integer(),
      repairsLate: Type.Integer(),
      months: Type.Array(LeaseMonthFigures),
      flats: Type.Array(Closed({ state: OneOf(flatStates), count: Type.Integer() })),
    }),
    problems: [],
  },
  'GET /leases/:lease': {
    summary: 'One lease with its history; the look is on record',
    access: lead,
    params: lease,
    status: 200,
    reply: OfficeLease,
    problems: [],
  },
  'GET /leases/:lease/papers/:paper': {
    summary: 'The signed paper; the look is on record',
    access: lead,
    params: paper,
    heavy: true,
    status: 200,
    reply: EvidenceContent,
    problems: ['storage-unavailable'],
  },
  'GET /leases/:lease/photos/:photo': {
    summary: 'A photo of a lease; the look is on record',
    access: lead,
    params: Closed({ lease: Id, photo: Id }),
    heavy: true,
    status: 200,
    reply: EvidenceContent,
    problems: ['storage-unavailable', 'evidence-incomplete'],
  },
  'POST /leases/:lease/cancellation': {
    summary: 'End a lease before the key, with the reason that its tenant reads',
    access: lead,
    params: lease,
    body: Closed({ why: Line(200, 4) }),
    status: 200,
    reply: OfficeLease,
    problems: ['lease-settled'],
  },
  'POST /leases/:lease/unfetched-end': {
    summary:
      'End a lease whose key nobody fetched within the days that its contract says; what was paid is given back',
    access: lead,
    params: lease,
    status: 200,
    reply: OfficeLease,
    problems: ['lease-settled'],
  },
  'PUT /leases/:lease/damages/:damage/decision': {
    summary: 'Decide an objection: how much is taken off after all. Not by who inspected',
    access: lead,
    params: Closed({ lease: Id, damage: Id }),
    body: Closed({ amountFen: Type.Integer({ minimum: 0, maximum: 10_000_000 }), why: Line(200, 4) }),
    status: 200,
    reply: OfficeLease,
    problems: ['lease-settled', 'two-person-rule'],
  },
  'GET /lease-repairs': {
    summary: 'Open repairs of all projects by the day that was promised',
    access: lead,
    query: PageQuery,
    status: 200,
    reply: PageOf(Repair),
    problems: [],
  },
})
