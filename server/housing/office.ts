import type { KeptProject } from '@jucai/contract/housing-office'
import { overlapIn, type FlatPlan } from '@jucai/contract/flat-plan'
import { flatStates, type Drawing, type FlatState, type Layout } from '@jucai/contract/housing-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce, stationNames } from '../city'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import type { OfficeWork } from './deps'
import {
  allProjects,
  allTypes,
  insertFlatType,
  insertProject,
  projectById,
  typeById,
  type FlatTypeRow,
  type ProjectRow,
} from './repository'

/** Puts an act of the office on flats on record. */
export const onRecord = (
  { db, now, actor }: OfficeWork,
  action: string,
  object: string,
  detail: Record<string, unknown>,
): Promise<void> => audit(db, { at: now, actorId: actor.personId, actorRole: 'lead', action, object, detail })

const countedFlats = (db: Db) =>
  db
    .selectFrom('flat')
    .select(({ fn }) => ['station_id', 'type_id', 'state', fn.countAll<number>().as('flats')])
    .groupBy(['station_id', 'type_id', 'state'])
    .execute()
type Counted = Awaited<ReturnType<typeof countedFlats>>

const sumOf = (rows: Counted): number => rows.reduce((sum, { flats }) => sum + flats, 0)
/** How many of these stand in each state. */
export const byState = (rows: readonly { state: FlatState; flats: number }[]) =>
  flatStates.map((state) => ({
    state,
    flats: rows.reduce((sum, one) => sum + (one.state === state ? one.flats : 0), 0),
  }))

const keptProject = (
  row: ProjectRow,
  name: string,
  types: readonly FlatTypeRow[],
  counted: Counted,
): KeptProject => ({
  id: row.station_id,
  code: row.code,
  name,
  about: row.about,
  drawing: row.drawing as Drawing,
  transport: row.transport as KeptProject['transport'],
  amenities: row.amenities as string[],
  openedOn: row.opened_on,
  version: row.version,
  counts: byState(counted),
  types: types.map((type) => ({
    id: type.id,
    code: type.code,
    name: type.name,
    layout: type.layout,
    people: type.people,
    areaSqmHundredths: type.area_sqm_hundredths,
    marketFenPerMonth: type.market_fen_per_month,
    plan: type.plan as FlatPlan,
    version: type.version,
    flats: sumOf(counted.filter(({ type_id: id }) => id === type.id)),
  })),
})

/** All projects as they are kept. */
export const inventory = async ({ db }: OfficeWork): Promise<{ items: KeptProject[] }> => {
  const rows = await allProjects(db)
  const names = await stationNames(
    db,
    rows.map((row) => row.station_id),
  )
  const types = await allTypes(db)
  const counted = await countedFlats(db)
  const of = <T extends { station_id: string }>(all: readonly T[], id: string) =>
    all.filter((one) => one.station_id === id)
  return {
    items: rows.map((row) =>
      keptProject(
        row,
        names.get(row.station_id) ?? row.code,
        of(types, row.station_id),
        of(counted, row.station_id),
      ),
    ),
  }
}

const keptById = async (work: OfficeWork, id: string): Promise<KeptProject> => {
  const found = (await inventory(work)).items.find((one) => one.id === id)
  if (!found) throw problem('not-found')
  return found
}

/** What is said of a project. */
export type ProjectSaid = Pick<
  KeptProject,
  'code' | 'about' | 'drawing' | 'transport' | 'amenities' | 'openedOn' | 'version'
>

/**
 * Makes a station a project, or changes what is said of it; its code stays as it was first.
 * @throws Problem not-found, invalid-request, stale-version
 */
export const describeProject = async (
  work: OfficeWork,
  id: string,
  { code, about, drawing, transport, amenities, openedOn, version }: ProjectSaid,
): Promise<KeptProject> => {
  const { db, now, actor } = work
  const station = (await cityInForce(db)).stations.find((one) => one.id === id)
  if (!station) throw problem('not-found')
  if (station.kind !== 'apartment')
    throw fieldProblem('/code', '这个站点不是公寓。请先在城市配置里把它的类别设为公寓')
  const said = { about, drawing, opened_on: openedOn, changed_at: now, changed_by: actor.personId }
  if (version === 0) {
    const taken = (await allProjects(db)).find((one) => one.code === code || one.station_id === id)
    if (taken?.station_id === id) throw problem('stale-version', { extra: { version: taken.version } })
    if (taken) throw fieldProblem('/code', '这个代号已被别的项目使用，请换一个')
    await insertProject(db, { station_id: id, code, ...said, transport, amenities, version: 1 })
  } else {
    const { numUpdatedRows } = await db
      .updateTable('housing_project')
      .set({
        ...said,
        transport: JSON.stringify(transport),
        amenities: JSON.stringify(amenities),
        version: version + 1,
      })
      .where('station_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) {
      const there = await projectById(db, id)
      if (!there) throw problem('not-found')
      throw problem('stale-version', { extra: { version: there.version } })
    }
  }
  await onRecord(work, 'housing-project.described', `housing-project:${id}`, { version: version + 1 })
  return keptById(work, id)
}

/** What is said of a flat type. */
export interface TypeSaid {
  name: string
  layout: Layout
  people: number
  areaSqmHundredths: number
  marketFenPerMonth: number
  plan: FlatPlan
}

const checkPlan = (plan: FlatPlan, areaSqmHundredths: number): void => {
  const over = overlapIn(plan)
  if (over)
    throw fieldProblem(
      `/plan/rooms/${plan.rooms.indexOf(over[1])}`,
      `${over[1].name}和${over[0].name}叠在一起了，请移开或改小`,
    )
  const covered = plan.rooms.reduce((sum, { width, depth }) => sum + width * depth, 0) // in cm²
  if (covered > areaSqmHundredths * 100)
    throw fieldProblem(
      '/plan/rooms',
      `各房间加起来 ${(covered / 10_000).toFixed(1)} 平方米，比户型面积还大，请核对尺寸`,
    )
}
const columnsOf = ({ name, layout, people, areaSqmHundredths, marketFenPerMonth, plan }: TypeSaid) => ({
  name,
  layout,
  people,
  area_sqm_hundredths: areaSqmHundredths,
  market_fen_per_month: marketFenPerMonth,
  plan,
})
const checkName = async (db: Db, stationId: string, name: string, own?: string): Promise<void> => {
  const same = (await allTypes(db)).find(
    (one) => one.station_id === stationId && one.name === name && one.id !== own,
  )
  if (same) throw fieldProblem('/name', '这个项目里已有同名的户型，导入时会分不清，请换一个名称')
}

/** Adds a flat type to a project. @throws Problem not-found, invalid-request */
export const addType = async (work: OfficeWork, stationId: string, said: TypeSaid): Promise<KeptProject> => {
  const { db } = work
  if (!(await projectById(db, stationId))) throw problem('not-found')
  checkPlan(said.plan, said.areaSqmHundredths)
  await checkName(db, stationId, said.name)
  const codes = new Set(
    (await allTypes(db)).filter((one) => one.station_id === stationId).map(({ code }) => code),
  )
  let code: string = said.layout
  for (let turn = 2; codes.has(code); turn += 1) code = `${said.layout}-${turn}`
  const id = uuidv7()
  await insertFlatType(db, { id, station_id: stationId, code, ...columnsOf(said), version: 1 })
  await onRecord(work, 'flat-type.added', `flat-type:${id}`, { code })
  return keptById(work, stationId)
}

/** Changes a flat type. @throws Problem not-found, invalid-request, stale-version */
export const changeType = async (
  work: OfficeWork,
  id: string,
  { version, ...said }: TypeSaid & { version: number },
): Promise<KeptProject> => {
  const { db } = work
  const there = await typeById(db, id)
  if (!there) throw problem('not-found')
  checkPlan(said.plan, said.areaSqmHundredths)
  await checkName(db, there.station_id, said.name, id)
  const { numUpdatedRows } = await db
    .updateTable('flat_type')
    .set({ ...columnsOf(said), plan: JSON.stringify(said.plan), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw problem('stale-version', { extra: { version: there.version } })
  await onRecord(work, 'flat-type.changed', `flat-type:${id}`, {
    version: version + 1,
    marketFenPerMonth: said.marketFenPerMonth,
  })
  return keptById(work, there.station_id)
}
