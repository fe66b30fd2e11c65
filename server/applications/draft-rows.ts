import type { Draft } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import type { Selectable } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { statement } from '../core/statement'

interface DraftTable {
  id: string
  person_id: string
  program: string
  version: number
  revision: number
  answers: Buffer
  device: Buffer | null
  saved_at: Date
  /** When its owner was told that it will go; null since the last save. */
  told_at: Date | null
}
declare module '../core/db' {
  interface Database {
    application_draft: DraftTable
  }
}

/** A draft as it is kept. */
export type DraftRow = Selectable<DraftTable>

const context = (id: string) => `application-draft.answers:${id}`
/** Seals the answers of a draft. */
export const sealDraft = (vault: Vault, id: string, answers: Answers): Buffer =>
  vault.encrypt(JSON.stringify(answers), context(id))
/** The answers of a draft. */
export const openDraft = (vault: Vault, row: Pick<DraftRow, 'id' | 'answers'>): Answers =>
  JSON.parse(vault.decrypt(row.answers, context(row.id))) as Answers

const deviceContext = (id: string) => `application-draft.device:${id}`
/** Seals what the device of a draft is called; null when nothing was said. */
export const sealDevice = (vault: Vault, id: string, device: string | undefined): Buffer | null =>
  device === undefined ? null : vault.encrypt(device, deviceContext(id))
/** What the device of a draft is called; empty when nothing was said. */
export const openDevice = (vault: Vault, row: Pick<DraftRow, 'id' | 'device'>): string =>
  row.device === null ? '' : vault.decrypt(row.device, deviceContext(row.id))

const dayMs = 86_400_000
/** How long a draft is kept after its last save, and how long its owner knows beforehand that it goes. */
export const draftKept = { days: 180, toldDaysBefore: 30 }

/** Until when a draft is kept at least, as it is. */
export const keptUntil = (row: Pick<DraftRow, 'saved_at' | 'told_at'>): Date =>
  new Date(
    Math.max(
      row.saved_at.getTime() + draftKept.days * dayMs,
      row.told_at ? row.told_at.getTime() + draftKept.toldDaysBefore * dayMs : 0,
    ),
  )

/** A draft as its owner sees it, given how the answers are shown. */
export const shownDraft = (vault: Vault, row: DraftRow, answers: Answers): Draft => ({
  id: row.id,
  program: row.program,
  version: row.version,
  revision: row.revision,
  answers,
  device: openDevice(vault, row),
  savedAt: row.saved_at.toISOString(),
  keptUntil: keptUntil(row).toISOString(),
})

const columns = [
  'id',
  'person_id',
  'program',
  'version',
  'revision',
  'answers',
  'device',
  'saved_at',
  'told_at',
] as const
const held = statement<{ id: string; personId: string; program: string }>()((db, { id, personId, program }) =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('program', '=', program)
    .forUpdate(),
)
/** A draft of a person by its id, held until the transaction ends. */
export const draftById = async (
  db: Db,
  id: string,
  personId: string,
  program: string,
): Promise<DraftRow | undefined> => (await held(db, { id, personId, program })).rows[0]

/** A person's draft of a program. */
export const draftOf = (db: Db, personId: string, program: string): Promise<DraftRow | undefined> =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('person_id', '=', personId)
    .where('program', '=', program)
    .executeTakeFirst()
/** The same, held. */
export const draftForUpdate = (db: Db, personId: string, program: string): Promise<DraftRow | undefined> =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('person_id', '=', personId)
    .where('program', '=', program)
    .forUpdate()
    .executeTakeFirst()

/** Keeps a first draft. @returns false when another device did so at the same moment. */
export const insertDraft = async (db: Db, row: DraftRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('application_draft')
    .values(row)
    .onConflict((conflict) => conflict.columns(['person_id', 'program']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
/** Writes a draft that is held. */
export const updateDraft = async (db: Db, row: DraftRow): Promise<void> => {
  await db
    .updateTable('application_draft')
    .set({
      version: row.version,
      revision: row.revision,
      answers: row.answers,
      device: row.device,
      saved_at: row.saved_at,
      told_at: row.told_at,
    })
    .where('id', '=', row.id)
    .execute()
}

const remove = statement<{ id: string }>()((db, { id }) =>
  db.deleteFrom('application_draft').where('id', '=', id),
)
/** Forgets a draft. */
export const deleteDraft = async (db: Db, id: string): Promise<void> => {
  await remove(db, { id })
}

/** All drafts of several people, held. */
export const draftsForUpdate = (db: Db, personIds: readonly string[]): Promise<DraftRow[]> =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('person_id', 'in', personIds)
    .orderBy('id')
    .forUpdate()
    .execute()

/** All drafts of several people. */
export const draftsOf = (db: Db, personIds: readonly string[]): Promise<DraftRow[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom('application_draft').select(columns).where('person_id', 'in', personIds).execute()

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs)

/** Drafts that go soon and whose owners were not told yet, held. */
export const untoldDrafts = (db: Db, now: Date, limit: number): Promise<DraftRow[]> =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('saved_at', '<=', daysBefore(now, draftKept.days - draftKept.toldDaysBefore))
    .where('told_at', 'is', null)
    .orderBy('saved_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()

/** Drafts that are kept no longer, held. */
export const endedDrafts = (db: Db, now: Date, limit: number): Promise<DraftRow[]> =>
  db
    .selectFrom('application_draft')
    .select(columns)
    .where('saved_at', '<=', daysBefore(now, draftKept.days))
    .where('told_at', '<=', daysBefore(now, draftKept.toldDaysBefore))
    .orderBy('saved_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
