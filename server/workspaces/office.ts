import type { UnitKind } from '@jucai/contract/workspace-vocabulary'
import { dayInWords, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { takeAllotmentTurn } from './allot'
import type { ByPerson } from './deps'
import { inWords, siteForUpdate, tenanciesAt, unitById } from './repository'
import { keptSite } from './sites'

interface SiteSaid {
  name: string
  address: string
  phone: string
  hours: string
  about: string
  published: boolean
}
interface UnitSaid {
  label: string
  kind: UnitKind
  seats: number
  areaSqm: number
  feeFenPerMonth: number
  row: number
  column: number
}
const unitColumns = ({ label, kind, seats, areaSqm, feeFenPerMonth, row, column }: UnitSaid) => ({
  label,
  kind,
  seats,
  area_sqm: areaSqm,
  fee_fen: feeFenPerMonth,
  grid_row: row,
  grid_column: column,
})

const onRecord = ({ db, now, actor }: ByPerson, action: string, object: string): Promise<void> =>
  audit(db, { at: now, actorId: actor.personId, actorRole: 'lead', action, object, detail: {} })

/** Adds a site. @throws Problem workspace-known */
export const addSite = async (work: ByPerson, said: SiteSaid) => {
  const id = uuidv7()
  await work.db
    .insertInto('workspace_site')
    .values({ id, ...said, version: 1, changed_at: work.now, changed_by: work.actor.personId })
    .execute()
    .catch(inWords)
  await onRecord(work, 'workspace-site.added', `workspace-site:${id}`)
  return keptSite(work, id)
}

/** Changes what a site says of itself. @throws Problem not-found, stale-version, workspace-known */
export const describeSite = async (
  work: ByPerson,
  id: string,
  { version, ...said }: SiteSaid & { version: number },
) => {
  const row = await siteForUpdate(work.db, id)
  if (!row) throw problem('not-found')
  if (row.version !== version)
    throw problem('stale-version', { detail: '地点刚刚有变化，请核对', extra: { version: row.version } })
  await work.db
    .updateTable('workspace_site')
    .set({ ...said, version: version + 1, changed_at: work.now, changed_by: work.actor.personId })
    .where('id', '=', id)
    .execute()
    .catch(inWords)
  await onRecord(work, 'workspace-site.described', `workspace-site:${id}`)
  return keptSite(work, id)
}

/** Adds a unit to a site. @throws Problem not-found, workspace-known */
export const addUnit = async (work: ByPerson, siteId: string, said: UnitSaid) => {
  if (!(await siteForUpdate(work.db, siteId))) throw problem('not-found')
  const id = uuidv7()
  await work.db
    .insertInto('workspace_unit')
    .values({ id, site_id: siteId, ...unitColumns(said), out_from: null, version: 1 })
    .execute()
    .catch(inWords)
  await onRecord(work, 'workspace-unit.added', `workspace-unit:${id}`)
  return keptSite(work, siteId)
}

/**
 * Changes a unit. It goes out of service only from a day on which nobody is in it any more.
 * @throws Problem not-found, stale-version, workspace-known, workspace-taken
 */
export const changeUnit = async (
  work: ByPerson,
  id: string,
  { version, outFrom, ...said }: UnitSaid & { version: number; outFrom: Day | null },
) => {
  await takeAllotmentTurn(work.db) // nobody is allotted the unit while it goes out of service
  const row = await unitById(work.db, id)
  if (!row) throw problem('not-found')
  await siteForUpdate(work.db, row.site_id)
  const now = await unitById(work.db, id)
  if (now?.version !== version)
    throw problem('stale-version', {
      detail: '这个单元刚刚有变化，请核对',
      extra: { version: now?.version ?? 0 },
    })
  const there = (await tenanciesAt(work.db, [row.site_id], dayOf(work.now))).filter(
    (one) => one.unit_id === id,
  )
  const last = there
    .map(({ last_day: day }) => day)
    .sort()
    .at(-1)
  if (outFrom !== null && last !== undefined && last >= outFrom)
    throw problem('workspace-taken', {
      detail: `有人用到 ${dayInWords(last)}，停用从第二天起，或者先请他们换地方`,
    })
  await work.db
    .updateTable('workspace_unit')
    .set({ ...unitColumns(said), out_from: outFrom, version: version + 1 })
    .where('id', '=', id)
    .execute()
    .catch(inWords)
  await onRecord(work, 'workspace-unit.changed', `workspace-unit:${id}`)
  return keptSite(work, row.site_id)
}
