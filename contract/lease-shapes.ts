import { Type, type Static } from '@sinclair/typebox'
import { Criterion } from './applications'
import { flatStates } from './housing-vocabulary'
import {
  damageStates,
  inspectionItems,
  inspectionKinds,
  itemStates,
  leaseEvents,
  leasePapers,
  leaseStates,
  photosAtMost,
  relations,
  repairActs,
  repairKinds,
  repairStates,
  residentKinds,
} from './lease-vocabulary'
import { Closed, Count, Day, Id, Moment, Nullable, OneOf } from './route'

/** Whole fen. */
export const Fen = Type.Integer({ minimum: 0, description: 'Whole fen.' })
/** Photos by id. */
export const Photos = Type.Array(Id, { maxItems: photosAtMost, uniqueItems: true })

/** A flat as a lease tells of it. */
export const LeaseFlat = Closed(
  {
    id: Id,
    project: Type.String(),
    address: Type.String(),
    building: Type.String(),
    floor: Type.Integer(),
    number: Type.String(),
    typeName: Type.String(),
    areaSqmHundredths: Type.Integer(),
    people: Type.Integer({ description: 'How many may live there.' }),
    latitude: Type.Number(),
    longitude: Type.Number(),
    phone: Type.String(),
    state: OneOf(flatStates),
  },
  'LeaseFlat',
)
export type LeaseFlat = Static<typeof LeaseFlat>

/** A bill of a lease: deposit, rent of a month, use after the end. */
export const LeaseBill = Closed(
  {
    id: Id,
    kind: OneOf(['deposit', 'rent', 'use']),
    fromDay: Day,
    toDay: Day,
    amountFen: Fen,
    dueOn: Day,
    state: OneOf(['open', 'paid', 'cancelled', 'written-off']),
    paidAt: Nullable(Moment),
    chargeId: Nullable(Id),
  },
  'LeaseBill',
)
export type LeaseBill = Static<typeof LeaseBill>

/** How one thing in a flat was found. */
export const InspectedItem = Closed(
  { item: OneOf(inspectionItems), state: OneOf(itemStates), note: Type.String(), photos: Type.Array(Id) },
  'InspectedItem',
)
export type InspectedItem = Static<typeof InspectedItem>
/** An inspection: what the clerk found, and whether the tenant agrees. */
export const Inspection = Closed(
  {
    kind: OneOf(inspectionKinds),
    at: Moment,
    items: Type.Array(InspectedItem),
    agreedAt: Nullable(Moment),
    tenantNote: Type.String(),
    version: Count,
  },
  'Inspection',
)
export type Inspection = Static<typeof Inspection>

/** What is taken off the deposit. */
export const LeaseDamage = Closed(
  {
    id: Id,
    item: OneOf(inspectionItems),
    amountFen: Fen,
    why: Type.String(),
    photos: Type.Array(Id),
    state: OneOf(damageStates),
    answerBy: Moment,
    objection: Type.String(),
    decidedFen: Nullable(Fen),
    decidedWhy: Nullable(Type.String()),
  },
  'LeaseDamage',
)
export type LeaseDamage = Static<typeof LeaseDamage>

/** One step of a repair. */
export const RepairStep = Closed({
  act: OneOf(repairActs),
  at: Moment,
  note: Type.String(),
  promisedOn: Nullable(Day),
})
/** A repair. */
export const Repair = Closed(
  {
    id: Id,
    number: Type.String({ description: '`BX000123`' }),
    leaseId: Id,
    flat: Type.String({ description: '`3 号楼 1204`' }),
    kind: OneOf(repairKinds),
    urgent: Type.Boolean(),
    words: Type.String(),
    photos: Type.Array(Id),
    state: OneOf(repairStates),
    dueOn: Day,
    promisedOn: Nullable(Day),
    reportedAt: Moment,
    steps: Type.Array(RepairStep),
    version: Count,
    may: Type.Array(OneOf(repairActs)),
  },
  'Repair',
)
export type Repair = Static<typeof Repair>

/** Somebody who lives in the flat, or visits. */
export const Resident = Closed(
  {
    id: Id,
    kind: OneOf(residentKinds),
    relation: OneOf(relations),
    name: Type.String(),
    fromDay: Day,
    toDay: Nullable(Day),
  },
  'Resident',
)
export type Resident = Static<typeof Resident>

const Proof = Closed({ provider: Type.String(), serial: Type.String(), at: Moment })
/** A paper that both have signed. */
export const SignedPaper = Closed(
  {
    id: Id,
    kind: OneOf(leasePapers),
    firstDay: Day,
    lastDay: Day,
    sha256: Type.String(),
    tenant: Proof,
    office: Proof,
  },
  'SignedPaper',
)
export type SignedPaper = Static<typeof SignedPaper>

const LeaseStep = Closed({
  event: OneOf([...leaseEvents, 'offer']),
  at: Moment,
  to: OneOf(leaseStates),
  by: OneOf(['tenant', 'clerk', 'office', 'system']),
  note: Type.String(),
})
const line = {
  id: Id,
  number: Type.String({ description: '`ZL000123`' }),
  state: OneOf(leaseStates),
  firstDay: Day,
  lastDay: Day,
  rentFenPerMonth: Fen,
  depositFen: Fen,
}
/** A lease in a list. */
export const LeaseLine = Closed({ ...line, flat: LeaseFlat }, 'LeaseLine')
export type LeaseLine = Static<typeof LeaseLine>

/** A lease of the caller with everything on it. */
export const Lease = Closed(
  {
    ...line,
    flat: LeaseFlat,
    signBy: Moment,
    payBy: Nullable(Moment),
    signedAt: Nullable(Moment),
    paidAt: Nullable(Moment),
    /** Of one that is paid: from this day on the office may end it when nobody fetched the key. */
    keyBy: Nullable(Day),
    keyAt: Nullable(Moment),
    leaveOn: Nullable(Day),
    backOn: Nullable(Day),
    settledAt: Nullable(Moment),
    endedWhy: Nullable(Type.String()),
    months: Type.Integer({ description: 'Months of this lease so far, renewals included.' }),
    today: Day,
    overstay: Nullable(Closed({ days: Type.Integer(), fenPerDay: Fen, billedFen: Fen })),
    bills: Type.Array(LeaseBill),
    papers: Type.Array(SignedPaper),
    inspections: Type.Array(Inspection),
    damages: Type.Array(LeaseDamage),
    residents: Type.Array(Resident),
    openRepairs: Type.Integer(),
    steps: Type.Array(LeaseStep),
    may: Type.Array(OneOf(leaseEvents)),
    version: Count,
  },
  'Lease',
)
export type Lease = Static<typeof Lease>

/** A paper to read: the PDF, and its text for screens and screen readers. `sha256` is what is signed. */
export const Paper = Closed(
  {
    kind: OneOf(leasePapers),
    title: Type.String(),
    fileName: Type.String(),
    sections: Type.Array(Closed({ title: Type.String(), lines: Type.Array(Type.String()) })),
    sha256: Type.String(),
    data: Type.String({ description: 'base64 of the PDF' }),
    signed: Type.Boolean(),
  },
  'Paper',
)
export type Paper = Static<typeof Paper>

/** Whether and how long somebody may stay on. */
export const RenewalStanding = Closed(
  {
    outcome: OneOf(['pass', 'fail', 'unknown', 'not-applicable', 'not-computed']),
    criteria: Type.Array(Criterion),
    monthsUsed: Type.Integer(),
    monthsAtMost: Nullable(Type.Integer()),
    monthsLeft: Type.Integer({ description: 'By how many months it may be renewed now.' }),
    opensOn: Day,
    rentFenPerMonth: Nullable(Fen),
    firstDay: Day,
    lastDay: Nullable(Day),
    reason: Nullable(Type.String({ description: 'Why not, in words; null: it may.' })),
  },
  'RenewalStanding',
)
export type RenewalStanding = Static<typeof RenewalStanding>

/** A lease as the desk of its project sees it. */
export const DeskLease = Closed(
  {
    ...line,
    flat: Type.String(),
    maskedName: Type.String(),
    leaveOn: Nullable(Day),
    inspections: Type.Array(Inspection),
    missing: Type.Array(Type.String(), {
      description: 'What is missing for the key, in words; none: it may be handed over.',
    }),
    version: Count,
  },
  'DeskLease',
)
export type DeskLease = Static<typeof DeskLease>

/** A lease in a list of the office. */
export const OfficeLeaseLine = Closed(
  {
    ...line,
    flat: Type.String(),
    project: Type.String(),
    maskedName: Type.String(),
    dueOn: Nullable(Day),
    overdueFen: Fen,
    keyWaits: Nullable(
      Type.Integer({ description: 'Days for which the key could have been fetched and was not.' }),
    ),
  },
  'OfficeLeaseLine',
)
export type OfficeLeaseLine = Static<typeof OfficeLeaseLine>
/** One lease as the office sees it. */
export const OfficeLease = Closed(
  {
    ...Lease.properties,
    maskedName: Type.String(),
    repairs: Type.Array(Repair),
    accountGone: Type.Boolean({ description: 'The tenant has deleted their account.' }),
    papersUntil: Nullable(Day),
    keyWaits: Nullable(Type.Integer()),
    mayEndUnfetched: Type.Boolean(),
    mayDecide: Type.Boolean({
      description: 'Whether the caller may decide an objection: not who inspected.',
    }),
  },
  'OfficeLease',
)
export type OfficeLease = Static<typeof OfficeLease>

/** A month of all leases in figures. */
export const LeaseMonthFigures = Closed(
  {
    month: Type.String(),
    began: Type.Integer(),
    ended: Type.Integer(),
    lived: Type.Integer({ description: 'Leases with the key on the last day of the month, or today.' }),
  },
  'LeaseMonthFigures',
)
export type LeaseMonthFigures = Static<typeof LeaseMonthFigures>
