import { evidenceChunkBytes, evidenceMaxBytes } from '@jucai/contract/evidence-limits'
import type { Evidence, EvidenceContent, LooseEvidence } from '@jucai/contract/evidence'
import { randomBytes } from 'node:crypto'
import { NIL as nilUuid, v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import { keepStored, leaveStored, openFile, sealFile, storeReserved } from '../core/stored-files'
import { atMost } from './at-most'
import { inspect, type Inspection } from './content'
import type { EvidenceDeps, InDrafts } from './deps'
import {
  completeEvidence,
  countLoose,
  deleteEvidence,
  deleteParts,
  fileKeyOf,
  fileNameOf,
  insertEvidence,
  insertPart,
  joinedParts,
  looseBefore,
  looseOf,
  ownEvidence,
  ownEvidenceForUpdate,
  refuseEvidence,
  shownEvidence,
  type EvidenceRow,
} from './repository'

const maxLoose = 20
const smallestPart = 16 * 1024
const looseMs = 30 * 86_400_000
const inMegabytes = (bytes: number) =>
  `${(bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0)} MB`
const fileContext = (id: string) => `evidence:${id}`
const storedName = (row: Pick<EvidenceRow, 'stored_as'>): string[] => (row.stored_as ? [row.stored_as] : [])

/** Begins an upload. @throws Problem evidence-too-large, evidence-too-many: said before anything is sent */
export const beginUpload = async (
  db: Db,
  vault: Vault,
  now: Date,
  personId: string,
  file: { fileName: string; sizeBytes: number },
): Promise<Evidence> => {
  if (file.sizeBytes > evidenceMaxBytes)
    throw problem('evidence-too-large', {
      detail: `这个文件有 ${inMegabytes(file.sizeBytes)}，每个文件最多 ${evidenceMaxBytes / 1024 / 1024} MB。照片可以截图后上传，PDF 可以拆成几个或降低清晰度`,
      extra: { maxBytes: evidenceMaxBytes },
    })
  if ((await countLoose(db, personId)) >= maxLoose)
    throw problem('evidence-too-many', {
      detail: `没有随申请提交的文件最多 ${maxLoose} 个，已经满了。请在“没有提交的文件”里删除不用的，再接着传`,
    })
  const id = uuidv7()
  await insertEvidence(db, vault, now, { id, personId, ...file })
  return shownEvidence(vault, (await ownEvidence(db, personId, id)) as EvidenceRow)
}

const sizedPart = (row: EvidenceRow, offset: number, data: string): number => {
  const length = Buffer.from(data, 'base64').length
  const end = offset + length
  if (length === 0 || length > evidenceChunkBytes || end > row.size_bytes)
    throw fieldProblem(
      '/data',
      `这一段的长度不对：文件共 ${row.size_bytes} 字节，每段最多 ${evidenceChunkBytes} 字节`,
    )
  if (length < smallestPart && end < row.size_bytes)
    throw fieldProblem('/data', `除最后一段外，每段至少 ${smallestPart} 字节`) // or a file could be cut into millions of rows
  return end
}

/**
 * Takes one part. One that arrived before is taken again without effect.
 * @throws Problem not-found, evidence-complete, evidence-out-of-order
 */
export const takePart = async (
  db: Db,
  vault: Vault,
  personId: string,
  { id, offset, data }: { id: string; offset: number; data: string },
): Promise<Evidence> => {
  const row = await ownEvidenceForUpdate(db, personId, id)
  if (!row) throw problem('not-found')
  if (row.completed_at || row.refused) throw problem('evidence-complete')
  if (offset > row.received_bytes)
    throw problem('evidence-out-of-order', {
      detail: `已收到 ${inMegabytes(row.received_bytes)}，请从那里继续`,
      extra: { receivedBytes: row.received_bytes },
    })
  const end = sizedPart(row, offset, data)
  if (offset < row.received_bytes) return shownEvidence(vault, row)
  await insertPart(db, vault, { id, offset, data }, end)
  return shownEvidence(vault, { ...row, received_bytes: end })
}

const refusal = (words: string, commit = false) => problem('evidence-type-refused', { detail: words, commit })

/** Each is in memory as a whole while it is looked at: those that wait are not read yet. */
const inTurn = atMost({ atOnce: 4, places: 200 })
const readInTurn = atMost({ atOnce: 4, places: 200 })

type Stored = Pick<Extract<Inspection, { type: unknown }>, 'type' | 'attachments'> & {
  storedAs: string
  key: string
}

/**
 * The long part of completing, without a transaction: what is it, and put it into storage. Nothing is lost
 * when the process dies here: the parts stay until the file is marked.
 */
const storeFile = async (
  deps: EvidenceDeps,
  now: Date,
  id: string,
): Promise<Stored | { refused: string }> => {
  const inspection = await inspect(await joinedParts(deps.db, deps.vault, id))
  if ('refused' in inspection) return inspection
  const { sealed, key } = sealFile(inspection.bytes, fileContext(id))
  const salt = randomBytes(8).toString('hex') // two completions at once store two files, of which one is kept
  const storedAs = `evidence/${salt.slice(0, 2)}/${id}-${salt}`
  await storeReserved(deps.db, deps.storage, now, storedAs, sealed)
  return { type: inspection.type, attachments: inspection.attachments, storedAs, key }
}

const underWay = new Map<string, ReturnType<typeof storeFile>>()
/** As {@link storeFile}, when its turn has come; whoever asks for the same file meanwhile gets the same answer. */
const storeOnce: typeof storeFile = (deps, now, id) => {
  const begun = underWay.get(id)
  if (begun) return begun
  const work = inTurn(() => storeFile(deps, now, id)).finally(() => underWay.delete(id))
  underWay.set(id, work)
  return work
}

const markComplete = async (
  db: Db,
  vault: Vault,
  now: Date,
  row: EvidenceRow,
  outcome: Stored | { refused: string },
): Promise<Evidence> => {
  const { id } = row
  await deleteParts(db, id)
  if ('refused' in outcome) {
    await refuseEvidence(db, id, outcome.refused)
    throw refusal(outcome.refused, true)
  }
  await keepStored(db, outcome.storedAs)
  await completeEvidence(db, vault, now, id, outcome)
  await audit(db, {
    at: now,
    actorId: row.person_id,
    actorRole: 'holder',
    action: 'evidence.completed',
    object: `evidence:${id}`,
    personId: row.person_id,
    detail: { type: outcome.type },
  })
  const { type, attachments } = outcome
  return shownEvidence(vault, { ...row, type, attachments, completed_at: now })
}

/**
 * Completes a file in two stages: the long one at once, the short one in the transaction it answers a
 * handler for. Asked again, the answer is the same.
 * @throws Problem not-found, evidence-incomplete, evidence-type-refused, storage-unavailable
 */
export const completeUpload = async (
  deps: EvidenceDeps,
  now: Date,
  personId: string,
  id: string,
): Promise<(db: Db) => Promise<Evidence>> => {
  const before = await ownEvidence(deps.db, personId, id)
  if (!before) throw problem('not-found')
  if (before.refused) throw refusal(before.refused)
  if (before.completed_at) return async () => shownEvidence(deps.vault, before)
  if (before.received_bytes < before.size_bytes)
    throw problem('evidence-incomplete', {
      detail: `已收到 ${inMegabytes(before.received_bytes)}，共 ${inMegabytes(before.size_bytes)}，请从断开处继续`,
      extra: { receivedBytes: before.received_bytes },
    })
  const outcome = await storeOnce(deps, now, id)
  return async (db) => {
    const row = await ownEvidenceForUpdate(db, personId, id)
    if (!row) throw problem('not-found')
    if (row.refused) throw refusal(row.refused)
    return row.completed_at ? shownEvidence(deps.vault, row) : markComplete(db, deps.vault, now, row, outcome)
  }
}

/** The file itself. @throws Problem evidence-incomplete, storage-unavailable */
export const contentOf = async (
  { vault, storage }: EvidenceDeps,
  row: EvidenceRow,
): Promise<EvidenceContent> => {
  const { completed_at: completedAt, stored_as: storedAs, type } = row
  if (!completedAt || !storedAs || !type) throw problem('evidence-incomplete')
  const data = await readInTurn(async () =>
    openFile(await storage.get(storedAs), fileKeyOf(vault, row), fileContext(row.id)).toString('base64'),
  )
  return { fileName: fileNameOf(vault, row), type, data }
}

/** Removes files here, and soon after from storage. */
export const removeFiles = async (db: Db, now: Date, rows: readonly EvidenceRow[]): Promise<void> => {
  await deleteEvidence(
    db,
    rows.map((row) => row.id),
  )
  await leaveStored(db, now, rows.flatMap(storedName))
}

/** Deletes a file of the caller. @throws Problem not-found, evidence-in-use */
export const discardOne = async (db: Db, now: Date, personId: string, id: string): Promise<void> => {
  const row = await ownEvidenceForUpdate(db, personId, id)
  if (!row) throw problem('not-found')
  if (row.loose_since === null)
    throw problem('evidence-in-use', {
      detail: row.kept_for
        ? '它是报修或验房的照片，或者随求职投递发出。照片留作依据，注销账号时一并删除；投递撤回后文件就能删除'
        : '撤回申请后就能删除；已有结果的申请，文件留作办理的依据，注销账号时一并删除',
    })
  await removeFiles(db, now, [row])
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'evidence.deleted',
    object: `evidence:${id}`,
    personId,
  })
}

/** Files of a person that belong to no application, newest first, with the drafts that name them. */
export const looseFiles = async (
  db: Db,
  { vault, inDrafts }: Pick<EvidenceDeps, 'vault'> & { inDrafts: InDrafts },
  personId: string,
  { after, limit = 20 }: PageRequest,
) => {
  const named = await inDrafts(db, [personId])
  return pageOf(
    await looseOf(db, personId, placeOf(after), limit + 1),
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row): LooseEvidence => {
      const usedIn = [...(named.get(row.id) ?? [])]
      const since = row.loose_since ?? row.created_at
      return {
        ...shownEvidence(vault, row),
        usedIn,
        goesAt: usedIn.length > 0 ? null : new Date(since.getTime() + looseMs).toISOString(),
      }
    },
  )
}

const sweepBatch = 200

/**
 * Deletes files that for 30 days belonged to no application and are in no draft.
 * @returns how many
 */
export const forgetLoose = async (
  { db, inDrafts }: Pick<EvidenceDeps, 'db'> & { inDrafts: InDrafts },
  now: Date,
): Promise<number> => {
  const before = new Date(now.getTime() - looseMs)
  let forgotten = 0
  let after: Parameters<typeof looseBefore>[2] | null = { since: new Date(0), id: nilUuid }
  while (after) {
    const from: Parameters<typeof looseBefore>[2] = after
    after = await db.transaction().execute(async (tx) => {
      const rows = await looseBefore(tx, before, from, sweepBatch)
      const named = await inDrafts(tx, [...new Set(rows.map((row) => row.person_id))])
      const gone = rows.filter(({ id }) => !named.has(id))
      await removeFiles(tx, now, gone)
      forgotten += gone.length
      const last = rows.at(-1)
      return last?.loose_since && rows.length === sweepBatch ? { since: last.loose_since, id: last.id } : null
    })
  }
  return forgotten
}
