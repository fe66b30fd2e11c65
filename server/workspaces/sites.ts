import { unitKinds, tenancyNumber } from '@jucai/contract/workspace-vocabulary'
import type { KeptSite, WorkspaceSite, WorkspaceUnit } from '@jucai/contract/workspaces'
import type { Day } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { freeOf } from './availability'
import type { WorkspaceWork } from './deps'
import { allSites, siteById, tenanciesAt, unitsOf } from './repository'
import type { SiteRow, TenancyRow, UnitRow } from './tables'

const shownUnit = (row: UnitRow, tenancies: readonly TenancyRow[], today: Day): WorkspaceUnit => ({
  id: row.id,
  label: row.label,
  kind: row.kind,
  seats: row.seats,
  areaSqm: row.area_sqm,
  feeFenPerMonth: row.fee_fen,
  row: row.grid_row,
  column: row.grid_column,
  ...freeOf(row, tenancies, today),
})
const saidOf = ({ id, name, address, phone, hours, about }: SiteRow) => ({
  id,
  name,
  address,
  phone,
  hours,
  about,
})

/** Sites with what is free now, for everybody. */
export const siteList = async ({ db, now }: WorkspaceWork): Promise<{ items: WorkspaceSite[] }> => {
  const today = dayOf(now)
  const sites = await allSites(db, true)
  const ids = sites.map(({ id }) => id)
  const [units, tenancies] = [await unitsOf(db, ids), await tenanciesAt(db, ids, today)]
  return {
    items: sites.map((site) => {
      const here = units
        .filter(({ site_id: id }) => id === site.id)
        .map((unit) => shownUnit(unit, tenancies, today))
      return {
        ...saidOf(site),
        kinds: unitKinds.flatMap((kind) => {
          const ofKind = here.filter((one) => one.kind === kind)
          return ofKind.length === 0
            ? []
            : [{ kind, units: ofKind.length, free: ofKind.filter(({ free }) => free).length }]
        }),
        nextFree: here.flatMap(({ freeFrom }) => freeFrom ?? []).sort()[0] ?? null,
      }
    }),
  }
}

/** One site with its units, for everybody. @throws Problem not-found */
export const siteWithUnits = async ({ db, now }: WorkspaceWork, id: string) => {
  const site = await siteById(db, id)
  if (!site?.published) throw problem('not-found')
  const today = dayOf(now)
  const tenancies = await tenanciesAt(db, [id], today)
  return {
    ...saidOf(site),
    units: (await unitsOf(db, [id])).map((unit) => shownUnit(unit, tenancies, today)),
  }
}

const keptFrom = (
  site: SiteRow,
  units: readonly UnitRow[],
  tenancies: readonly TenancyRow[],
  today: Day,
): KeptSite => ({
  ...saidOf(site),
  published: site.published,
  version: site.version,
  units: units
    .filter(({ site_id: id }) => id === site.id)
    .map((unit) => ({
      ...shownUnit(unit, tenancies, today),
      outFrom: unit.out_from,
      tenancies: tenancies
        .filter(({ unit_id: id }) => id === unit.id)
        .map((one) => ({
          id: one.id,
          number: tenancyNumber(one.serial),
          state: one.state,
          firstDay: one.first_day,
          lastDay: one.last_day,
        })),
      version: unit.version,
    })),
})

/** All sites as the office keeps them. */
export const inventory = async ({ db, now }: WorkspaceWork): Promise<{ items: KeptSite[] }> => {
  const today = dayOf(now)
  const sites = await allSites(db, false)
  const ids = sites.map(({ id }) => id)
  const [units, tenancies] = [await unitsOf(db, ids), await tenanciesAt(db, ids, today)]
  return { items: sites.map((site) => keptFrom(site, units, tenancies, today)) }
}
/** One of them. @throws Problem not-found */
export const keptSite = async ({ db, now }: WorkspaceWork, id: string): Promise<KeptSite> => {
  const site = await siteById(db, id)
  if (!site) throw problem('not-found')
  const today = dayOf(now)
  return keptFrom(site, await unitsOf(db, [id]), await tenanciesAt(db, [id], today), today)
}
