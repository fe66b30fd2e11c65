import { createHash } from 'node:crypto'
import type { FlatImport } from '@jucai/contract/housing-office'
import { maxInventoryBytes } from '@jucai/contract/inventory-rules'
import type { Kysely, Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { stationNames } from '../city'
import { dayOf, spokenTime } from '../core/clock'
import type { Database, Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import { UnusableFile } from '../core/table-file'
import type { OfficeWork } from './deps'
import type { InventoryFault, ReadFlat, Registered } from './inventory-file'
import { onRecord } from './office'
import { inspectInventory } from './read-inventory'
import { allProjects, allTypes, insertFlats } from './repository'
import { noteFreed } from './telling'

type State = FlatImport['state']
interface ImportTable {
  id: string
  file_name: string
  file_hash: string
  state: State
  flats: unknown
  flat_count: number
  known_count: number
  fault_count: number
  faults: unknown
  preview: unknown
  annotated: string | null
  uploaded_by: string
  uploaded_at: Date
  committed_at: Date | null
}
declare module '../core/db' {
  interface Database {
    flat_import: ImportTable
  }
}
type ImportRow = Omit<Selectable<ImportTable>, 'flats' | 'annotated'>

const shownColumns = [
  'id',
  'file_name',
  'file_hash',
  'state',
  'flat_count',
  'known_count',
  'fault_count',
  'faults',
  'preview',
  'uploaded_by',
  'uploaded_at',
  'committed_at',
] as const
const shown = (row: ImportRow): FlatImport => ({
  id: row.id,
  fileName: row.file_name,
  state: row.state,
  flats: row.flat_count,
  known: row.known_count,
  faultCount: row.fault_count,
  faults: row.faults as FlatImport['faults'],
  preview: row.preview as FlatImport['preview'],
  uploadedAt: row.uploaded_at.toISOString(),
  committedAt: row.committed_at?.toISOString() ?? null,
})

/** What is registered now, against which a file is held. */
export const registeredNow = async (db: Db, today: string): Promise<Registered> => {
  const projects = await allProjects(db)
  const names = await stationNames(
    db,
    projects.map(({ station_id: id }) => id),
  )
  return {
    today,
    projects: projects.map(({ station_id: id, code }) => ({ id, code, name: names.get(id) ?? code })),
    types: (await allTypes(db)).map(({ id, station_id: stationId, name }) => ({ id, stationId, name })),
    flats: await db
      .selectFrom('flat')
      .select([
        'code',
        'station_id as stationId',
        'type_id as typeId',
        'building',
        'floor',
        'number',
        'accessible',
      ])
      .execute(),
  }
}

const summed = (flats: readonly ReadFlat[], { projects, types }: Registered): FlatImport['preview'] => {
  const groups = new Map<string, FlatImport['preview'][number]>()
  for (const { stationId, typeId, building } of flats) {
    const key = `${stationId} ${typeId} ${building}`
    const group = groups.get(key) ?? {
      project: projects.find(({ id }) => id === stationId)?.name ?? '',
      type: types.find(({ id }) => id === typeId)?.name ?? '',
      building,
      flats: 0,
    }
    group.flats += 1
    groups.set(key, group)
  }
  return [...groups.values()].slice(0, 300)
}

const mostFaults = 100
const told = (faults: readonly InventoryFault[]): FlatImport['faults'] =>
  faults.slice(0, mostFaults).map(({ row, column, words }) => ({ row, column, words }))

const doneWith = (db: Db, hash: string) =>
  db
    .selectFrom('flat_import')
    .select(['file_name', 'committed_at'])
    .where('file_hash', '=', hash)
    .where('state', '=', 'done')
    .executeTakeFirst()
const refuseKnown = async (db: Db, hash: string): Promise<void> => {
  const done = await doneWith(db, hash)
  if (done)
    throw problem('already-imported', {
      detail: `“${done.file_name}”在 ${spokenTime(done.committed_at as Date)} 已经导入，没有再加一遍`,
    })
}

/**
 * Takes an inventory in two stages: read in a thread before the transaction, kept as a preview in it.
 * @throws Problem already-imported, invalid-request with why the file cannot be used
 */
export const uploadInventory = async (
  db: Kysely<Database>,
  now: Date,
  { fileName, data }: { fileName: string; data: string },
) => {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length === 0 || bytes.length > maxInventoryBytes)
    throw fieldProblem('/data', `文件应为 1 字节到 ${maxInventoryBytes / 1024 / 1024} MB`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await refuseKnown(db, hash)
  const registered = await registeredNow(db, dayOf(now))
  const read = await inspectInventory(bytes, registered).catch((error: unknown) => {
    if (error instanceof UnusableFile) throw fieldProblem('/data', error.words)
    throw error
  })
  const isFaulty = read.faults.length > 0
  return async (work: OfficeWork): Promise<FlatImport> => {
    // The same file looked at again takes the place of the earlier look.
    await work.db
      .deleteFrom('flat_import')
      .where('file_hash', '=', hash)
      .where('state', '<>', 'done')
      .execute()
    const row: ImportRow = {
      id: uuidv7(),
      file_name: fileName,
      file_hash: hash,
      state: isFaulty ? 'faulty' : 'preview',
      flat_count: read.flats.length,
      known_count: read.known,
      fault_count: read.faults.length,
      faults: told(read.faults),
      preview: summed(read.flats, registered),
      uploaded_by: work.actor.personId,
      uploaded_at: work.now,
      committed_at: null,
    }
    await work.db
      .insertInto('flat_import')
      .values({
        ...row,
        faults: JSON.stringify(row.faults),
        preview: JSON.stringify(row.preview),
        flats: JSON.stringify(isFaulty ? [] : read.flats),
        annotated: read.annotated && Buffer.from(read.annotated).toString('base64'),
      })
      .execute()
    await onRecord(work, 'flat-import.uploaded', `flat-import:${row.id}`, {
      hash,
      faults: read.faults.length,
    })
    return shown(row)
  }
}

/** Inventories handed in, newest first. */
export const importPage = async (db: Db, { after, limit = 20 }: PageRequest) => {
  const place = placeOf(after)
  const rows = await db
    .selectFrom('flat_import')
    .select(shownColumns)
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('uploaded_at', 'id'), '<', tuple(place?.at as Date, place?.id as string)),
      ),
    )
    .orderBy('uploaded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.uploaded_at, row.id), shown)
}

const importById = async (db: Db, id: string): Promise<ImportRow> => {
  const row = await db.selectFrom('flat_import').select(shownColumns).where('id', '=', id).executeTakeFirst()
  if (!row) throw problem('not-found')
  return row
}
/** One inventory. @throws Problem not-found */
export const showImport = async (db: Db, id: string): Promise<FlatImport> => shown(await importById(db, id))

/** The file again with its faults. @throws Problem not-found, where nothing was wrong too */
export const annotatedOf = async (db: Db, id: string): Promise<{ fileName: string; data: string }> => {
  const row = await db
    .selectFrom('flat_import')
    .select(['file_name', 'annotated'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row?.annotated) throw problem('not-found')
  return {
    fileName: `${row.file_name.replace(/\.\w+$/, '')}（已标注）.xlsx`,
    data: row.annotated,
  }
}

/** Holds the projects of these flats, so that one inventory is added at a time, and finds what came between. */
const cameBetween = async (db: Db, flats: readonly ReadFlat[]): Promise<ReadFlat[]> => {
  const stations = [...new Set(flats.map(({ stationId }) => stationId))]
  if (stations.length === 0) return []
  await db
    .selectFrom('housing_project')
    .select('station_id')
    .where('station_id', 'in', stations)
    .orderBy('station_id')
    .forNoKeyUpdate()
    .execute()
  const there = await db
    .selectFrom('flat')
    .select(['code', 'station_id', 'building', 'number'])
    .where('station_id', 'in', stations)
    .execute()
  const taken = new Set(there.flatMap((one) => [one.code, `${one.station_id} ${one.building} ${one.number}`]))
  return flats.filter(
    ({ code, stationId, building, number }) =>
      taken.has(code) || taken.has(`${stationId} ${building} ${number}`),
  )
}

/** Adds what was previewed, all or nothing. @throws Problem not-found, event-not-allowed, already-imported */
export const commitImport = async (work: OfficeWork, id: string): Promise<FlatImport> => {
  const { db, now, actor } = work
  const row = await db
    .selectFrom('flat_import')
    .select(['id', 'state', 'flats', 'file_hash'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  if (row.state === 'done') return showImport(db, id)
  if (row.state === 'faulty')
    throw problem('event-not-allowed', {
      detail: '这份表格里还有错误，一套也没有加。请下载标注好的副本，改好后重新上传',
    })
  const flats = row.flats as ReadFlat[]
  const between = await cameBetween(db, flats)
  await refuseKnown(db, row.file_hash)
  const [first] = between
  if (first)
    throw problem('event-not-allowed', {
      detail: `预览之后，有 ${between.length} 套已经登记（例如 ${first.building} ${first.number}），一套也没有加。请重新上传这份表格再核对`,
    })
  await insertFlats(
    db,
    now,
    flats.map((flat) => ({
      id: uuidv7(),
      code: flat.code,
      station_id: flat.stationId,
      type_id: flat.typeId,
      building: flat.building,
      floor: flat.floor,
      number: flat.number,
      accessible: flat.accessible,
      state: flat.state,
      free_from: flat.freeFrom,
    })),
    actor.personId,
  )
  const freed = flats.filter(({ state }) => state === 'free').map(({ typeId }) => typeId)
  await noteFreed(db, now, [...new Set(freed)])
  await db
    .updateTable('flat_import')
    .set({ state: 'done', committed_at: now, flats: '[]' })
    .where('id', '=', id)
    .execute()
  await onRecord(work, 'flat-import.committed', `flat-import:${id}`, { flats: flats.length })
  return showImport(db, id)
}

/** Throws a preview away. @throws Problem not-found, event-not-allowed once it is added */
export const dropImport = async (work: OfficeWork, id: string): Promise<void> => {
  const row = await importById(work.db, id)
  if (row.state === 'done')
    throw problem('event-not-allowed', { detail: '这份房源已经导入，不能丢弃。单套可以在房态图里改为不出租' })
  await work.db.deleteFrom('flat_import').where('id', '=', id).where('state', '<>', 'done').execute()
  await onRecord(work, 'flat-import.dropped', `flat-import:${id}`, {})
}

const keptDays = 7
/** What nobody added within a week goes. */
export const dropOldImports = async (db: Kysely<Database>, now: Date): Promise<void> => {
  await db
    .deleteFrom('flat_import')
    .where('state', '<>', 'done')
    .where('uploaded_at', '<', new Date(now.getTime() - keptDays * 86_400_000))
    .execute()
}
