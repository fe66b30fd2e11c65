import { tenancyNumber } from '@jucai/contract/workspace-vocabulary'
import type {
  WaitingReview,
  WorkspaceReview,
  WorkspaceTenancy,
  WorkspaceWish,
} from '@jucai/contract/workspaces'
import type { TenancyState } from '@jucai/contract/workspace-vocabulary'
import type { Day } from '@jucai/contract/policies/days'
import { applicationRecordsOf } from '../applications'
import { auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import type { ByPerson, WorkspaceDeps, WorkspaceWork } from './deps'
import {
  putWish,
  reviewsOf,
  siteById,
  sitesByIds,
  stepsOf,
  tenancyById,
  tenancyPage,
  unitById,
  unitsByIds,
  waitingReviews,
  wishOf,
} from './repository'
import { openReview } from './reviews'
import { unseal, unsealFigures } from './sealed'
import {
  criteriaOf,
  type ReviewRow,
  type StepRow,
  type TenancyRow,
  type UnitRow,
  type SiteRow,
} from './tables'
import { mayRenew } from './term'

const gone = '已注销'
/** What teams are called, by the application that each came from. */
const teamsOf = async ({ db, deps }: WorkspaceWork, rows: readonly TenancyRow[]) => {
  const records = await applicationRecordsOf(db, deps.vault, [
    ...new Set(rows.map(({ application_id: id }) => id)),
  ])
  return new Map(
    records.map(({ id, answers }) => [id, typeof answers.team === 'string' ? answers.team : gone]),
  )
}

const shownReview = ({ vault }: WorkspaceDeps, row: ReviewRow): WorkspaceReview => ({
  id: row.id,
  dueOn: row.due_on,
  state: row.state,
  criteria: criteriaOf(row),
  needed: row.needed,
  reported: unsealFigures(vault, 'workspace_review.reported', row.id, row.reported),
  reportedAt: row.reported_at?.toISOString() ?? null,
  confirmed: unsealFigures(vault, 'workspace_review.confirmed', row.id, row.confirmed),
  grown: row.grown,
  goesOn: row.goes_on,
  why: unseal(vault, 'workspace_review.why', row.id, row.why),
  decidedAt: row.decided_at?.toISOString() ?? null,
  version: row.version,
})

const mayOf = (row: TenancyRow, reviews: readonly ReviewRow[], today: Day): WorkspaceTenancy['may'] => [
  ...(row.state === 'running' && openReview(reviews) ? (['report'] as const) : []),
  ...(mayRenew(row, today) ? (['renew'] as const) : []),
  ...(row.state === 'running' ? (['leave'] as const) : []),
]

interface Beside {
  sites: ReadonlyMap<string, SiteRow>
  units: ReadonlyMap<string, UnitRow>
  teams: ReadonlyMap<string, string>
  reviews: readonly ReviewRow[]
  steps: readonly StepRow[]
}
const placeShown = (row: TenancyRow, { sites, units }: Beside): Pick<WorkspaceTenancy, 'site' | 'unit'> => {
  const [site, unit] = [sites.get(row.site_id) as SiteRow, units.get(row.unit_id) as UnitRow]
  return {
    site: { id: site.id, name: site.name, address: site.address, phone: site.phone },
    unit: {
      id: unit.id,
      label: unit.label,
      kind: unit.kind,
      seats: unit.seats,
      areaSqm: unit.area_sqm,
    },
  }
}
const shownOne = ({ deps, now }: WorkspaceWork, row: TenancyRow, beside: Beside): WorkspaceTenancy => {
  const reviews = beside.reviews.filter(({ tenancy_id: id }) => id === row.id)
  const { vault } = deps
  return {
    id: row.id,
    number: tenancyNumber(row.serial),
    state: row.state,
    applicationId: row.application_id,
    team: beside.teams.get(row.application_id) ?? gone,
    ...placeShown(row, beside),
    firstDay: row.first_day,
    lastDay: row.last_day,
    months: row.months,
    freeUntil: row.free_until,
    feeFenPerMonth: row.fee_fen,
    renewalMonths: row.renewal_months,
    renewalWhy: unseal(vault, 'workspace_tenancy.renewal_why', row.id, row.renewal_why),
    endedBecause: row.ended_because,
    endedBy: row.ended_role,
    endedWhy: unseal(vault, 'workspace_tenancy.ended_why', row.id, row.ended_why),
    backOn: row.back_on,
    reviews: reviews.map((one) => shownReview(deps, one)),
    steps: beside.steps
      .filter(({ tenancy_id: id }) => id === row.id)
      .map(({ at, event, by_role: by, note }) => ({ at: at.toISOString(), event, by, note })),
    may: mayOf(row, reviews, dayOf(now)),
    version: row.version,
  }
}

/** Tenancies as tenant and office see them. */
export const shownTenancies = async (
  work: WorkspaceWork,
  rows: readonly TenancyRow[],
): Promise<WorkspaceTenancy[]> => {
  const ids = rows.map(({ id }) => id)
  const beside: Beside = {
    sites: await sitesByIds(work.db, [...new Set(rows.map(({ site_id: id }) => id))]),
    units: await unitsByIds(work.db, [...new Set(rows.map(({ unit_id: id }) => id))]),
    teams: await teamsOf(work, rows),
    reviews: await reviewsOf(work.db, ids),
    steps: await stepsOf(work.db, ids),
  }
  return rows.map((row) => shownOne(work, row, beside))
}
/** One of them. */
export const shownTenancy = async (work: WorkspaceWork, row: TenancyRow): Promise<WorkspaceTenancy> =>
  (await shownTenancies(work, [row]))[0] as WorkspaceTenancy

/** One's own tenancy. @throws Problem not-found */
export const ownTenancy = async (work: ByPerson, id: string): Promise<WorkspaceTenancy> => {
  const row = await tenancyById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return shownTenancy(work, row)
}

const looked = (work: ByPerson, rows: readonly TenancyRow[]) =>
  auditEach(
    work.db,
    rows.map((row) => ({
      at: work.now,
      actorId: work.actor.personId,
      actorRole: 'lead',
      action: 'workspace.looked-at',
      object: `workspace:${row.id}`,
      personId: row.person_id,
      detail: { what: '人才办查看你在创业平台的使用', why: '办理创业平台入驻' },
    })),
  )
/** For the office, on record. @throws Problem not-found */
export const lookAt = async (work: ByPerson, id: string): Promise<WorkspaceTenancy> => {
  const row = await tenancyById(work.db, id)
  if (!row) throw problem('not-found')
  await looked(work, [row])
  return shownTenancy(work, row)
}

/** Who is where, on record. */
export const tenancyList = async (
  work: ByPerson,
  { state, after, limit = 20 }: PageRequest & { state?: TenancyState | undefined },
) => {
  const rows = await tenancyPage(work.db, { state }, { after: placeOf(after), limit })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.allotted_at, row.id),
    (row) => row,
  )
  await looked(work, page.items)
  return { ...page, items: await shownTenancies(work, page.items) }
}

/** Reviews that wait, on record for their people. */
export const reviewList = async (work: ByPerson, { after, limit = 20 }: PageRequest) => {
  const rows = await waitingReviews(work.db, { after: placeOf(after), limit })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(new Date(`${row.due_on}T00:00:00Z`), row.id),
    (row) => row,
  )
  const found = await Promise.all(page.items.map((one) => tenancyById(work.db, one.tenancy_id)))
  const tenancies = found.filter((row) => row !== undefined)
  const shown = new Map(
    (await shownTenancies(work, tenancies)).map((one): [string, WorkspaceTenancy] => [one.id, one]),
  )
  await looked(work, tenancies)
  const items = page.items.map((row): WaitingReview => {
    const of = shown.get(row.tenancy_id) as WorkspaceTenancy
    return {
      id: row.id,
      tenancyId: of.id,
      number: of.number,
      team: of.team,
      siteName: of.site.name,
      unitLabel: of.unit.label,
      dueOn: row.due_on,
      state: row.state,
    }
  })
  return { ...page, items }
}

/** Where somebody would like to be; null: they have not said. */
export const shownWish = async ({ db }: WorkspaceWork, personId: string): Promise<WorkspaceWish | null> => {
  const row = await wishOf(db, personId)
  const site = row && (await siteById(db, row.site_id))
  if (!row || !site) return null
  const unit = row.unit_id === null ? undefined : await unitById(db, row.unit_id)
  return {
    siteId: site.id,
    siteName: site.name,
    unitId: unit?.id ?? null,
    unitLabel: unit?.label ?? null,
    elsewhere: row.elsewhere,
  }
}
/** Says it. @throws Problem invalid-request when the site or unit is not there */
export const wish = async (
  work: ByPerson,
  { siteId, unitId, elsewhere }: { siteId: string; unitId: string | null; elsewhere: boolean },
): Promise<WorkspaceWish> => {
  const { db, now, actor } = work
  if (!(await siteById(db, siteId))?.published) throw fieldProblem('/siteId', '没有这个地点，请刷新后再选')
  if (unitId !== null && (await unitById(db, unitId))?.site_id !== siteId)
    throw fieldProblem('/unitId', '这个地点没有这个单元，请刷新后再选')
  await putWish(db, {
    person_id: actor.personId,
    site_id: siteId,
    unit_id: unitId,
    elsewhere,
    made_at: now,
  })
  return (await shownWish(work, actor.personId)) as WorkspaceWish
}

/** What somebody has and would like. */
export const ownPlaces = async (work: ByPerson, { after, limit = 20 }: PageRequest) => {
  const { personId } = work.actor
  const rows = await tenancyPage(work.db, { personId }, { after: placeOf(after), limit })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.allotted_at, row.id),
    (row) => row,
  )
  return {
    wish: await shownWish(work, personId),
    ...page,
    items: await shownTenancies(work, page.items),
  }
}
