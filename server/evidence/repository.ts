import type { EvidenceType } from '@jucai/contract/evidence-limits'
import type { Evidence } from '@jucai/contract/evidence'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'
import { holdPerson } from '../core/person'

interface EvidenceTable {
  id: string
  person_id: string
  application_id: string | null
  /** What else it belongs to: a repair, an inspection of a flat. */
  kept_for: string | null
  file_name: Buffer
  size_bytes: number
  received_bytes: number
  type: EvidenceType | null
  stored_as: string | null
  file_key: Buffer | null
  refused: string | null
  /** From when it belongs to no application; null while it belongs to one. */
  loose_since: Date | null
  /** How many files it carries inside, when it is a PDF. */
  attachments: number
  created_at: Date
  completed_at: Date | null
}
interface EvidencePartTable {
  evidence_id: string
  at_offset: number
  bytes: Buffer
}
declare module '../core/db' {
  interface Database {
    evidence: EvidenceTable
    evidence_part: EvidencePartTable
  }
}

/** A file as stored. */
export type EvidenceRow = EvidenceTable

const nameContext = (id: string) => `evidence.file_name:${id}`
const keyContext = (id: string) => `evidence.file_key:${id}`
const partContext = (id: string, offset: number) => `evidence_part.bytes:${id}:${offset}`

/** The name its owner gave it. */
export const fileNameOf = (vault: Vault, row: Pick<EvidenceRow, 'id' | 'file_name'>): string =>
  vault.decrypt(row.file_name, nameContext(row.id))
/** The key under which it lies in storage. */
export const fileKeyOf = (vault: Vault, row: Pick<EvidenceRow, 'id' | 'file_key'>): string =>
  vault.decrypt(row.file_key as Buffer, keyContext(row.id))

/** As the contract shows it. */
export const shownEvidence = (vault: Vault, row: EvidenceRow): Evidence => ({
  id: row.id,
  fileName: fileNameOf(vault, row),
  sizeBytes: row.size_bytes,
  receivedBytes: row.received_bytes,
  complete: row.completed_at !== null,
  type: row.type,
  attachments: row.attachments,
  createdAt: row.created_at.toISOString(),
})

/**
 * How many files of a person belong to no application and were not refused; others of theirs wait
 * meanwhile, so that two cannot both be the last.
 */
export const countLoose = async (db: Db, personId: string): Promise<number> => {
  await holdPerson(db, personId)
  const { count } = await db
    .selectFrom('evidence')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('loose_since', 'is not', null)
    .where('refused', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a file of which nothing arrived yet. */
export const insertEvidence = async (
  db: Db,
  vault: Vault,
  now: Date,
  file: { id: string; personId: string; fileName: string; sizeBytes: number },
): Promise<void> => {
  const { id, personId, fileName, sizeBytes } = file
  await db
    .insertInto('evidence')
    .values({
      id,
      person_id: personId,
      application_id: null,
      file_name: vault.encrypt(fileName, nameContext(id)),
      size_bytes: sizeBytes,
      received_bytes: 0,
      type: null,
      stored_as: null,
      file_key: null,
      refused: null,
      loose_since: now,
      attachments: 0,
      created_at: now,
      completed_at: null,
    })
    .execute()
}

/** A file of a person. */
export const ownEvidence = (db: Db, personId: string, id: string): Promise<EvidenceRow | undefined> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** A file of a person, held until the transaction ends. */
export const ownEvidenceForUpdate = (
  db: Db,
  personId: string,
  id: string,
): Promise<EvidenceRow | undefined> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()

/** Files that belong to an application. */
export const evidenceOf = (db: Db, applicationId: string): Promise<EvidenceRow[]> =>
  db.selectFrom('evidence').selectAll().where('application_id', '=', applicationId).execute()

/** The same, held until the transaction ends. */
export const evidenceOfForUpdate = (db: Db, applicationId: string): Promise<EvidenceRow[]> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Files of a person among these, held until the transaction ends. */
export const ownEvidenceAmong = (db: Db, personId: string, ids: readonly string[]): Promise<EvidenceRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('evidence')
        .selectAll()
        .where('id', 'in', ids)
        .where('person_id', '=', personId)
        .orderBy('id')
        .forUpdate()
        .execute()

/** All files of a person, newest first. */
export const allEvidenceOf = (db: Db, personId: string): Promise<EvidenceRow[]> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Files of a person that count for the limit, newest first, after a place in that order. */
export const looseOf = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<EvidenceRow[]> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('person_id', '=', personId)
    .where('loose_since', 'is not', null)
    .where('refused', 'is', null)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Files that belong to no application since before a moment, the longest first, after a place in that order; held. */
export const looseBefore = (
  db: Db,
  before: Date,
  after: { since: Date; id: string },
  limit: number,
): Promise<EvidenceRow[]> =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('loose_since', 'is not', null)
    .where('loose_since', '<', before)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('loose_since', 'id'), '>', tuple(after.since as Date | null, after.id)),
    )
    .orderBy('loose_since')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()

/** Adds a part, sealed; `data` is base64. */
export const insertPart = async (
  db: Db,
  vault: Vault,
  { id, offset, data }: { id: string; offset: number; data: string },
  received: number,
): Promise<void> => {
  await db
    .insertInto('evidence_part')
    .values({ evidence_id: id, at_offset: offset, bytes: vault.encrypt(data, partContext(id, offset)) })
    .execute()
  await db.updateTable('evidence').set({ received_bytes: received }).where('id', '=', id).execute()
}

/** All that arrived, in order. */
export const joinedParts = async (db: Db, vault: Vault, id: string): Promise<Buffer> => {
  const rows = await db
    .selectFrom('evidence_part')
    .selectAll()
    .where('evidence_id', '=', id)
    .orderBy('at_offset')
    .execute()
  return Buffer.concat(
    rows.map((row) => Buffer.from(vault.decrypt(row.bytes, partContext(id, row.at_offset)), 'base64')),
  )
}

/** Forgets the parts, which are in storage now or not wanted. */
export const deleteParts = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('evidence_part').where('evidence_id', '=', id).execute()
}

/** Marks a file complete. */
export const completeEvidence = async (
  db: Db,
  vault: Vault,
  now: Date,
  id: string,
  file: { type: EvidenceType; attachments: number; storedAs: string; key: string },
): Promise<void> => {
  await db
    .updateTable('evidence')
    .set({
      type: file.type,
      attachments: file.attachments,
      stored_as: file.storedAs,
      file_key: vault.encrypt(file.key, keyContext(id)),
      completed_at: now,
    })
    .where('id', '=', id)
    .execute()
}

/** Keeps why a file was not taken. */
export const refuseEvidence = async (db: Db, id: string, refused: string): Promise<void> => {
  await db.updateTable('evidence').set({ refused }).where('id', '=', id).execute()
}

/** Ties files to an application. */
export const tieEvidence = async (db: Db, ids: readonly string[], applicationId: string): Promise<void> => {
  if (ids.length > 0)
    await db
      .updateTable('evidence')
      .set({ application_id: applicationId, loose_since: null })
      .where('id', 'in', ids)
      .execute()
}

/** From now on files belong to no application. */
export const loosenEvidence = async (db: Db, now: Date, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await db
      .updateTable('evidence')
      .set({ application_id: null, loose_since: now })
      .where('id', 'in', ids)
      .execute()
}

/** Removes files; their parts go with them. */
export const deleteEvidence = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await db.deleteFrom('evidence').where('id', 'in', ids).execute()
}

/** Gives files to something that is no application, and to the person whom it concerns. */
export const holdEvidence = async (
  db: Db,
  ids: readonly string[],
  { ofPerson, heldBy }: { ofPerson: string; heldBy: string },
): Promise<void> => {
  if (ids.length > 0)
    await db
      .updateTable('evidence')
      .set({ kept_for: heldBy, person_id: ofPerson, loose_since: null })
      .where('id', 'in', ids)
      .execute()
}

/** Files that belonged to these things belong to nothing again. */
export const releaseEvidence = async (db: Db, now: Date, heldBy: readonly string[]): Promise<void> => {
  if (heldBy.length > 0)
    await db
      .updateTable('evidence')
      .set({ kept_for: null, loose_since: now })
      .where('kept_for', 'in', heldBy)
      .execute()
}

/** Files that belong to these things, oldest first. */
export const heldEvidence = (db: Db, heldBy: readonly string[]): Promise<EvidenceRow[]> =>
  heldBy.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('evidence')
        .selectAll()
        .where('kept_for', 'in', heldBy)
        .orderBy('created_at')
        .orderBy('id')
        .execute()

/** What holds a file that belongs to no application; null when nothing does. */
export const holderOf = async (db: Db, id: string): Promise<string | null> =>
  (await db.selectFrom('evidence').select('kept_for').where('id', '=', id).executeTakeFirst())?.kept_for ??
  null
