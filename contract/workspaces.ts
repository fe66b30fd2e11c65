import { Type, type Static } from '@sinclair/typebox'
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
  Paragraph,
  defineRoutes,
  maxCount,
} from './route'
import {
  endReasons,
  growthKeys,
  reviewStates,
  tenancyStates,
  unitKinds,
  workspaceActors,
  workspaceLimits,
} from './workspace-vocabulary'

const { leastMonths, mostMonths } = workspaceLimits
const Months = Type.Integer({ minimum: leastMonths, maximum: mostMonths })
const Why = Paragraph(300, 4)
const ownSite = {
  name: Line(60, 2),
  address: Line(120, 2),
  phone: Line(40, 3),
  hours: Line(60, 2),
  about: Paragraph(500, 1),
  published: Type.Boolean({ description: 'Whether everybody sees it.' }),
}
const ownUnit = {
  label: Line(20, 1),
  kind: OneOf(unitKinds),
  seats: Type.Integer({ minimum: 1, maximum: 100 }),
  areaSqm: Type.Integer({ minimum: 1, maximum: 5000 }),
  feeFenPerMonth: Type.Integer({ minimum: 0, maximum: maxCount }),
  row: Type.Integer({ minimum: 1, maximum: 40, description: 'Where it stands on the plan, from the door.' }),
  column: Type.Integer({ minimum: 1, maximum: 12 }),
}

/** A desk, room or studio as everybody sees it: no word of who is in it. */
export const WorkspaceUnit = Closed(
  {
    id: Id,
    ...ownUnit,
    free: Type.Boolean({ description: 'Nobody is in it or comes into it later.' }),
    freeFrom: Nullable(Day),
  },
  'WorkspaceUnit',
)
export type WorkspaceUnit = Static<typeof WorkspaceUnit>

const KindCount = Closed({ kind: OneOf(unitKinds), units: Type.Integer(), free: Type.Integer() })
const publicSite = {
  id: Id,
  name: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  hours: Type.String(),
  about: Type.String(),
}
/** A site of the platform, with what is free now. */
export const WorkspaceSite = Closed(
  { ...publicSite, kinds: Type.Array(KindCount), nextFree: Nullable(Day) },
  'WorkspaceSite',
)
export type WorkspaceSite = Static<typeof WorkspaceSite>
/** One site with its units. */
export const WorkspaceSiteWithUnits = Closed(
  { ...publicSite, units: Type.Array(WorkspaceUnit) },
  'WorkspaceSiteWithUnits',
)
export type WorkspaceSiteWithUnits = Static<typeof WorkspaceSiteWithUnits>

/** Where somebody would like to be; `elsewhere`: another place will do too. */
export const WorkspaceWish = Closed(
  {
    siteId: Id,
    siteName: Type.String(),
    unitId: Nullable(Id),
    unitLabel: Nullable(Type.String()),
    elsewhere: Type.Boolean(),
  },
  'WorkspaceWish',
)
export type WorkspaceWish = Static<typeof WorkspaceWish>

const Value = Type.Integer({
  minimum: 0,
  maximum: 10_000_000_000_000,
  description: 'Money in fen, else a count.',
})
const Figures = Type.Array(Closed({ key: OneOf(growthKeys), value: Value }), { maxItems: 4 })
const Criteria = Type.Array(
  Closed({ key: OneOf(growthKeys), definition: Paragraph(200, 4), atLeast: Value }),
  { minItems: 1, maxItems: 4 },
)
/** A half-yearly review. */
export const WorkspaceReview = Closed(
  {
    id: Id,
    dueOn: Day,
    state: OneOf(reviewStates),
    criteria: Type.Array(
      Closed({ key: OneOf(growthKeys), definition: Type.String(), atLeast: Type.Integer() }),
    ),
    needed: Type.Integer({ description: 'How many criteria have to be reached.' }),
    reported: Nullable(Figures),
    reportedAt: Nullable(Moment),
    confirmed: Nullable(Figures),
    grown: Nullable(Type.Boolean()),
    goesOn: Nullable(Type.Boolean()),
    why: Type.String({ description: 'The words of the office.' }),
    decidedAt: Nullable(Moment),
    version: Count,
  },
  'WorkspaceReview',
)
export type WorkspaceReview = Static<typeof WorkspaceReview>

/** A tenancy as its tenant and the office see it. */
export const WorkspaceTenancy = Closed(
  {
    id: Id,
    number: Type.String(),
    state: OneOf(tenancyStates),
    applicationId: Id,
    team: Type.String({ description: 'Empty after the account was deleted.' }),
    site: Closed({ id: Id, name: Type.String(), address: Type.String(), phone: Type.String() }),
    unit: Closed({
      id: Id,
      label: Type.String(),
      kind: OneOf(unitKinds),
      seats: Type.Integer(),
      areaSqm: Type.Integer(),
    }),
    firstDay: Day,
    lastDay: Day,
    months: Type.Integer({ description: 'In all, renewals included.' }),
    freeUntil: Nullable(Day),
    feeFenPerMonth: Type.Integer({ description: 'After the free months.' }),
    renewalMonths: Nullable(Type.Integer({ description: 'Asked for and not answered yet.' })),
    renewalWhy: Type.String({ description: 'Why the newest renewal was refused.' }),
    endedBecause: Nullable(OneOf(endReasons)),
    endedBy: Nullable(OneOf(workspaceActors)),
    endedWhy: Type.String(),
    backOn: Nullable(Day),
    reviews: Type.Array(WorkspaceReview),
    steps: Type.Array(
      Closed({ at: Moment, event: Type.String(), by: OneOf(workspaceActors), note: Type.String() }),
    ),
    may: Type.Array(OneOf(['report', 'renew', 'leave'])),
    version: Count,
  },
  'WorkspaceTenancy',
)
export type WorkspaceTenancy = Static<typeof WorkspaceTenancy>

/** A unit as the office keeps it, with who is in it or comes next. */
export const KeptUnit = Closed(
  {
    id: Id,
    ...ownUnit,
    free: Type.Boolean(),
    freeFrom: Nullable(Day),
    outFrom: Nullable(Day),
    tenancies: Type.Array(
      Closed({
        id: Id,
        number: Type.String(),
        state: OneOf(tenancyStates),
        firstDay: Day,
        lastDay: Day,
      }),
    ),
    version: Count,
  },
  'KeptUnit',
)
export type KeptUnit = Static<typeof KeptUnit>
/** A site as the office keeps it. */
export const KeptSite = Closed(
  { id: Id, ...ownSite, version: Count, units: Type.Array(KeptUnit) },
  'KeptSite',
)
export type KeptSite = Static<typeof KeptSite>

/** A review that waits, with whose it is. */
export const WaitingReview = Closed(
  {
    id: Id,
    tenancyId: Id,
    number: Type.String(),
    team: Type.String(),
    siteName: Type.String(),
    unitLabel: Type.String(),
    dueOn: Day,
    state: OneOf(reviewStates),
  },
  'WaitingReview',
)
export type WaitingReview = Static<typeof WaitingReview>

/** What growth is measured by now; version 0: nothing is set yet, and no review begins. */
export const GrowthRule = Closed(
  {
    version: Count,
    needed: Type.Integer(),
    criteria: Type.Array(
      Closed({ key: OneOf(growthKeys), definition: Type.String(), atLeast: Type.Integer() }),
    ),
    why: Type.String(),
    madeAt: Nullable(Moment),
  },
  'GrowthRule',
)
export type GrowthRule = Static<typeof GrowthRule>

const anyone = { who: 'anyone' } as const
const own = { who: ['holder'], rows: 'own' } as const
const reading = { who: ['reviewer', 'lead'], rows: 'all', office: true } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const site = Closed({ workspaceSite: Id })
const unit = Closed({ workspaceUnit: Id })
const tenancy = Closed({ workspaceTenancy: Id })
const review = Closed({ workspaceReview: Id })
const version = Count

/** 青年创新创业平台: sites and units, who is where, half-yearly reviews. */
export const workspaceRoutes = defineRoutes({
  'GET /workspace-sites': {
    summary: 'Sites with what is free now',
    access: anyone,
    status: 200,
    reply: Closed({ items: Type.Array(WorkspaceSite) }),
    problems: [],
  },
  'GET /workspace-sites/:workspaceSite': {
    summary: 'One site with its units: what is free now, and from when the others are',
    access: anyone,
    params: site,
    status: 200,
    reply: WorkspaceSiteWithUnits,
    problems: [],
  },
  'GET /me/workspaces': {
    summary: 'Where the caller would like to be, and their places, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: Closed({
      wish: Nullable(WorkspaceWish),
      items: Type.Array(WorkspaceTenancy),
      next: Nullable(Type.String()),
    }),
    problems: [],
  },
  'PUT /me/workspace-wish': {
    summary: 'Say where one would like to be; an approval looks there first',
    access: own,
    body: Closed({ siteId: Id, unitId: Nullable(Id), elsewhere: Type.Boolean() }),
    status: 200,
    reply: WorkspaceWish,
    problems: [],
  },
  'DELETE /me/workspace-wish': {
    summary: 'Take the wish back: any place will do',
    access: own,
    status: 204,
    problems: [],
  },
  'GET /me/workspaces/:workspaceTenancy': {
    summary: 'One place of the caller',
    access: own,
    params: tenancy,
    status: 200,
    reply: WorkspaceTenancy,
    problems: [],
  },
  'PUT /me/workspaces/:workspaceTenancy/report': {
    summary: 'Report the figures of the review that is open; until it is decided they may be put right',
    access: own,
    params: tenancy,
    body: Closed({ dueOn: Day, figures: Figures }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled'],
  },
  'PUT /me/workspaces/:workspaceTenancy/renewal': {
    summary: 'Ask to stay on for some months more',
    access: own,
    params: tenancy,
    body: Closed({ months: Months }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled'],
  },
  'PUT /me/workspaces/:workspaceTenancy/leaving': {
    summary: 'Say the last day; before the first day the place is let go at once',
    access: own,
    params: tenancy,
    body: Closed({ lastDay: Day, why: Paragraph(300) }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled'],
  },
  'GET /workspace-inventory': {
    summary: 'All sites with their units and who is in them',
    access: reading,
    status: 200,
    reply: Closed({ items: Type.Array(KeptSite) }),
    problems: [],
  },
  'POST /workspace-sites': {
    summary: 'Add a site',
    access: lead,
    body: Closed(ownSite),
    status: 201,
    reply: KeptSite,
    problems: ['workspace-known'],
    idempotent: true,
  },
  'PUT /workspace-sites/:workspaceSite': {
    summary: 'What a site says of itself',
    access: lead,
    params: site,
    body: Closed({ ...ownSite, version }),
    status: 200,
    reply: KeptSite,
    problems: ['workspace-known', 'stale-version'],
  },
  'POST /workspace-sites/:workspaceSite/units': {
    summary: 'Add a unit to a site',
    access: lead,
    params: site,
    body: Closed(ownUnit),
    status: 201,
    reply: KeptSite,
    problems: ['workspace-known'],
    idempotent: true,
  },
  'PUT /workspace-units/:workspaceUnit': {
    summary: 'What a unit is; `outFrom`: it is let to nobody for days from that one on',
    access: lead,
    params: unit,
    body: Closed({ ...ownUnit, outFrom: Nullable(Day), version }),
    status: 200,
    reply: KeptSite,
    problems: ['workspace-known', 'workspace-taken', 'stale-version'],
  },
  'GET /workspace-tenancies': {
    summary: 'Who is where, newest first',
    access: reading,
    query: Closed({ ...PageQuery.properties, state: Type.Optional(OneOf(tenancyStates)) }),
    status: 200,
    reply: PageOf(WorkspaceTenancy),
    problems: [],
  },
  'GET /workspace-tenancies/:workspaceTenancy': {
    summary: 'One tenancy',
    access: reading,
    params: tenancy,
    status: 200,
    reply: WorkspaceTenancy,
    problems: [],
  },
  'PUT /workspace-tenancies/:workspaceTenancy/unit': {
    summary: 'Give a team that has not begun another unit',
    access: lead,
    params: tenancy,
    body: Closed({ unitId: Id, why: Why, version }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled', 'workspace-taken', 'stale-version'],
  },
  'PUT /workspace-tenancies/:workspaceTenancy/renewal-answer': {
    summary: 'Answer a renewal',
    access: lead,
    params: tenancy,
    body: Closed({ agrees: Type.Boolean(), why: Paragraph(300), version }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled', 'workspace-taken', 'stale-version'],
  },
  'PUT /workspace-tenancies/:workspaceTenancy/ending': {
    summary: 'End a tenancy for a breach of the rules of the site',
    access: lead,
    params: tenancy,
    body: Closed({ lastDay: Day, why: Why, version }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled', 'stale-version'],
  },
  'PUT /workspace-tenancies/:workspaceTenancy/hand-back': {
    summary: 'The unit is empty and handed back; before the last day, the days after it are free again',
    access: lead,
    params: tenancy,
    body: Closed({ on: Day, note: Paragraph(200), version }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled', 'stale-version'],
  },
  'GET /workspace-reviews': {
    summary: 'Reviews that are not decided, those due first before',
    access: reading,
    query: PageQuery,
    status: 200,
    reply: PageOf(WaitingReview),
    problems: [],
  },
  'PUT /workspace-reviews/:workspaceReview/decision': {
    summary: 'Confirm the figures of a review, and say whether the team stays',
    access: lead,
    params: review,
    body: Closed({
      figures: Figures,
      goesOn: Type.Boolean(),
      lastDay: Nullable(Day),
      why: Paragraph(300),
      version,
    }),
    status: 200,
    reply: WorkspaceTenancy,
    problems: ['workspace-settled', 'stale-version'],
  },
  'GET /workspace-growth-rule': {
    summary: 'What growth is measured by',
    access: anyone,
    status: 200,
    reply: GrowthRule,
    problems: [],
  },
  'PUT /workspace-growth-rule': {
    summary: 'Set it anew, for reviews that begin from now on',
    access: lead,
    body: Closed({
      version,
      needed: Type.Integer({ minimum: 1, maximum: 4 }),
      criteria: Criteria,
      why: Why,
    }),
    status: 200,
    reply: GrowthRule,
    problems: ['stale-version'],
  },
})
