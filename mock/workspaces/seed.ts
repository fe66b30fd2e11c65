import { addDays, addMonths } from '@jucai/contract/policies/days'
import { lastDayOf } from '@jucai/contract/workspace-vocabulary'
import { dayOf } from '../../server/core/clock'
import { workspaceDeps } from '../../server/app'
import {
  addSite,
  addUnit,
  beginReview,
  report,
  setGrowthRule,
  type WorkspaceDeps,
} from '../../server/workspaces'
import { playApplications } from '../applications/seed'
import { graduate, personAs, type Seed } from '../world'
import {
  sampleCriteria,
  sampleNeeded,
  sampleRows,
  sampleSites,
  sampleTeams,
  sampleTenant,
} from './workspaces'

/** Who applies, and the engine's sample calendar. */
export const after: Seed['after'] = ['applications']

type Work = Parameters<typeof addSite>[0]
const buildSites = async (office: Work): Promise<void> => {
  for (const [at, said] of sampleSites.entries()) {
    const { id } = await addSite(office, said)
    for (const [row, units] of (sampleRows[at] ?? []).entries())
      for (const [column, [label, kind, seats, areaSqm, yuan]] of units.entries())
        await addUnit(office, id, {
          label,
          kind,
          seats,
          areaSqm,
          feeFenPerMonth: yuan * 100,
          row: row + 1,
          column: column + 1,
        })
  }
}

/** Lets one team have come five months ago: its first half year is nearly over, and it has reported. */
const livedHalfYear = async (work: Omit<Work, 'actor'>, personId: string): Promise<void> => {
  const { db, now } = work
  const today = dayOf(now)
  const firstDay = addMonths(today, -5)
  const row = await db
    .updateTable('workspace_tenancy')
    .set({
      first_day: firstDay,
      last_day: lastDayOf(firstDay, 12),
      months: 12,
      free_until: lastDayOf(firstDay, 12),
      review_due: lastDayOf(firstDay, 6),
    })
    .where('person_id', '=', personId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await beginReview(work, row, addDays(lastDayOf(firstDay, 6), -30))
  await report({ ...work, actor: { personId } }, row.id, {
    dueOn: lastDayOf(firstDay, 6),
    figures: [
      { key: 'people', value: 3 },
      { key: 'revenue', value: 8_600_000 },
      { key: 'patents', value: 1 },
      { key: 'funding', value: 0 },
    ],
  })
}

/** Two sites with their units, what growth is measured by, and teams that came or wait (示例). */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now } = world
  // The sample lies in one transaction; what opens its own is not called here.
  const deps: WorkspaceDeps = workspaceDeps({ db: tx, vault: world.vault })
  const work = { db: tx, now, deps }
  const office = { ...work, actor: { personId: await personAs(tx, world, 'lead') } }
  await buildSites(office)
  await setGrowthRule(office, {
    version: 0,
    needed: sampleNeeded,
    criteria: sampleCriteria,
    why: '平台开放时的标准（示例）',
  })
  await playApplications(tx, world, sampleTeams)
  await livedHalfYear(work, await graduate(tx, world, sampleTenant))
}
