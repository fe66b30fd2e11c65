import { randomBytes } from 'node:crypto'
import type { Export, QueueFilter, QueueItem } from '@jucai/contract/review'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit, auditEach } from '../core/audit'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Storage } from '../core/ports'
import { problem } from '../core/problem'
import { keepStored, leaveStored, openFile, sealFile, storeReserved } from '../core/stored-files'
import { quoted } from '../core/quoted'
import { notify } from '../notifications'
import {
  failExport,
  fileNameOf,
  forgetFiles,
  insertExport,
  keyOf,
  ownExport,
  readyBefore,
  readyExport,
  shownExport,
  takeExport,
  type ExportRow,
} from './repository'
import { makeWorkbook } from './workbook'

/** A line of the spreadsheet, and whose application it shows. */
export interface ListedCase {
  item: QueueItem
  personId: string
}

/** What exports are built from. */
export interface ExportDeps {
  db: Kysely<Database>
  vault: Vault
  storage: Storage
  /** All rows of a filter as the console shows them, masked, page by page; `callerId` is who “me” is. */
  rows(
    db: Db,
    filter: QueueFilter & { callerId: string; now: Date },
    onPage: (cases: ListedCase[]) => Promise<void>,
  ): Promise<void>
  /** What colleagues call somebody. */
  nameOf(db: Db, personId: string): Promise<string>
  /** Told the name of an error that made an attempt fail. */
  failed?(name: string): void
}

const keptMs = 24 * 3_600_000
const maxAttempts = 3
const context = (id: string) => `application_export:${id}`
const onRecord = (
  now: Date,
  personId: string,
  action: string,
  id: string,
  detail: Record<string, unknown>,
) => ({ at: now, actorId: personId, actorRole: 'lead', action, object: `application-export:${id}`, detail })

/** Asks for an export; it is made soon after. */
export const askForExport = async (
  db: Db,
  now: Date,
  personId: string,
  filter: QueueFilter,
  why: string,
): Promise<Export> => {
  const row = await insertExport(db, now, { id: uuidv7(), personId, filter, why })
  await audit(db, onRecord(now, personId, 'export.asked', row.id, { why, filter }))
  return shownExport(row)
}

const storeWorkbook = async (deps: ExportDeps, now: Date, row: ExportRow) => {
  const filter = row.filter as QueueFilter
  const cover = {
    who: await deps.nameOf(deps.db, row.person_id),
    requestedAt: row.requested_at,
    why: row.why,
    filter,
  }
  const listed: { id: string; title: string; personId: string }[] = []
  const { bytes, count } = await makeWorkbook(cover, (onPage) =>
    deps.rows(deps.db, { ...filter, callerId: row.person_id, now }, async (cases) => {
      for (const { item, personId } of cases) listed.push({ id: item.id, title: item.programTitle, personId })
      await onPage(cases.map(({ item }) => item))
    }),
  )
  const { sealed, key } = sealFile(bytes, context(row.id))
  const storedAs = `exports/${row.id}-${randomBytes(8).toString('hex')}`
  await storeReserved(deps.db, deps.storage, now, storedAs, sealed)
  return { rows: count, storedAs, key, listed: listed.slice(0, count) }
}

const auditedAtOnce = 1000

/** The look at each person in it, on record for them. */
const recordListed = async (
  tx: Db,
  now: Date,
  row: ExportRow,
  listed: readonly { id: string; title: string; personId: string }[],
): Promise<void> => {
  for (let from = 0; from < listed.length; from += auditedAtOnce)
    await auditEach(
      tx,
      listed.slice(from, from + auditedAtOnce).map(({ id, title, personId }) => ({
        at: now,
        actorId: row.person_id,
        actorRole: 'lead',
        action: 'application.exported',
        object: `application:${id}`,
        personId,
        detail: {
          what: `把你的${quoted(title)}申请（姓名已隐去部分）列入了导出的表格`,
          why: row.why,
          export: row.id,
        },
      })),
    )
}

const markReady = (
  deps: ExportDeps,
  now: Date,
  row: ExportRow,
  file: Awaited<ReturnType<typeof storeWorkbook>>,
) =>
  deps.db.transaction().execute(async (tx) => {
    if (!(await readyExport(tx, deps.vault, now, row.id, file))) return // made by another meanwhile: this file goes with the leftovers
    await keepStored(tx, file.storedAs)
    await audit(tx, onRecord(now, row.person_id, 'export.made', row.id, { rows: file.rows }))
    await recordListed(tx, now, row, file.listed)
    await notify(tx, deps.vault, now, {
      personId: row.person_id,
      kind: 'staff',
      title: '导出已完成',
      body: `${fileNameOf(row)}，共 ${file.rows} 行。请在审核台“导出记录”里下载，24 小时后删除。`,
      deskLink: '/exports',
    })
  })

const giveUp = (deps: ExportDeps, now: Date, row: ExportRow) =>
  deps.db.transaction().execute(async (tx) => {
    await failExport(tx, row.id)
    await audit(tx, onRecord(now, row.person_id, 'export.failed', row.id, {}))
    await notify(tx, deps.vault, now, {
      personId: row.person_id,
      kind: 'staff',
      title: '导出没有完成',
      body: `${fileNameOf(row)}没有做成。请缩小筛选范围后再试，或联系系统管理员。`,
      deskLink: '/exports',
    })
  })

/**
 * Makes exports that wait, off the request. What fails is tried again ten minutes later, three times in
 * all.
 * @returns how many were made
 */
export const makeExports = async (deps: ExportDeps, now: Date): Promise<number> => {
  for (let made = 0; ;) {
    const row = await takeExport(deps.db, now)
    if (!row) return made
    if (row.attempts > maxAttempts) {
      await giveUp(deps, now, row) // its maker died each time: what kills a process is not tried for ever
      continue
    }
    try {
      await markReady(deps, now, row, await storeWorkbook(deps, now, row))
      made += 1
    } catch (error) {
      deps.failed?.((error as Error).name)
      if (row.attempts >= maxAttempts) await giveUp(deps, now, row)
    }
  }
}

/**
 * The file, for its owner; each download is on record.
 * @throws Problem not-found, export-not-ready, storage-unavailable
 */
export const download = async (
  deps: ExportDeps,
  now: Date,
  personId: string,
  id: string,
): Promise<{ fileName: string; data: string }> => {
  const row = await ownExport(deps.db, personId, id)
  if (!row) throw problem('not-found')
  if (row.state === 'gone' || (row.ready_at && row.ready_at.getTime() + keptMs <= now.getTime()))
    throw problem('export-not-ready', { detail: '文件只保留 24 小时，已经删除。需要时请重新导出' })
  if (row.state === 'failed') throw problem('export-not-ready', { detail: '这次导出没有做成，请重新导出' })
  if (row.state !== 'ready' || !row.stored_as)
    throw problem('export-not-ready', { detail: '正在生成，请稍候' })
  const bytes = openFile(await deps.storage.get(row.stored_as), keyOf(deps.vault, row), context(id))
  await audit(deps.db, onRecord(now, personId, 'export.downloaded', id, { rows: row.row_count }))
  return { fileName: fileNameOf(row), data: bytes.toString('base64') }
}

/** Deletes files of more than 24 hours; that they were made stays on record. @returns how many */
export const forgetExports = (deps: ExportDeps, now: Date): Promise<number> =>
  deps.db.transaction().execute(async (tx) => {
    const rows = await readyBefore(tx, new Date(now.getTime() - keptMs))
    await forgetFiles(
      tx,
      rows.map((row) => row.id),
    )
    await leaveStored(
      tx,
      now,
      rows.flatMap((row) => (row.stored_as ? [row.stored_as] : [])),
    )
    return rows.length
  })
