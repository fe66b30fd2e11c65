import { createHash } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Database, Db } from './db'
import { statement } from './statement'

interface AuditEntryTable {
  id: string
  at: Date
  actor_id: string | null
  actor_role: string
  action: string
  object: string
  person_id: string | null
  detail: unknown
}
interface AuditSealTable {
  sequence: number
  entry_id: string
  previous_hash: string
  hash: string
}
declare module './db' {
  interface Database {
    audit_entry: AuditEntryTable
    audit_seal: AuditSealTable
  }
}

/**
 * What is put on record. `object` is `kind:id`; `detail` never holds personal data in the clear; `personId`
 * is whose data it concerns.
 */
export interface AuditRecord {
  at: Date
  actorId: string | null
  actorRole: string
  action: string
  object: string
  personId?: string | null
  detail?: Record<string, unknown>
}

const insertEntry = statement<Omit<AuditEntryTable, 'detail'> & { detail: string }>()(
  (db, { id, at, actor_id, actor_role, action, object, person_id, detail }) =>
    db.insertInto('audit_entry').values({ id, at, actor_id, actor_role, action, object, person_id, detail }),
)

const entryOf = (record: AuditRecord) => ({
  id: uuidv7(),
  at: record.at,
  actor_id: record.actorId,
  actor_role: record.actorRole,
  action: record.action,
  object: record.object,
  person_id: record.personId ?? null,
  detail: JSON.stringify(record.detail ?? {}),
})

/** Puts an act on record, in the transaction of the act. */
export const audit = async (db: Db, record: AuditRecord): Promise<void> => {
  await insertEntry(db, entryOf(record))
}

/** Puts several acts on record at once, as a page of people looked at makes them. */
export const auditEach = async (db: Db, records: readonly AuditRecord[]): Promise<void> => {
  if (records.length > 0) await db.insertInto('audit_entry').values(records.map(entryOf)).execute()
}

/** Keys in order at every depth, so that a value has one text. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

const hashOf = (previous: string, entry: AuditEntryTable): string =>
  createHash('sha256')
    .update(
      previous +
        JSON.stringify(
          canonical({
            ...entry,
            at: entry.at.toISOString(),
          }),
        ),
    )
    .digest('hex')

const genesis = '0'.repeat(64)

const atOnce = 500
const overlapMs = 60_000 // no transaction of ours takes as long

/** The least id that could have been made a minute before another; ids begin with their millisecond (UUIDv7). */
const idBefore = (id: string): string => {
  const ms = Math.max(0, parseInt(id.replace('-', '').slice(0, 12), 16) - overlapMs)
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/**
 * Seals entries not sealed yet into the hash chain, 500 at most. It looks from a minute before the entry
 * sealed last; `whole`: through all entries, for those of a server whose clock is behind or of a transaction
 * that took longer. One sealer at a time (an advisory lock); writers never wait for it.
 * @returns how many were sealed.
 */
export const sealAudit = (db: Kysely<Database>, { whole = false } = {}): Promise<number> =>
  db.transaction().execute(async (tx: Transaction<Database>) => {
    await sql`select pg_advisory_xact_lock(51515)`.execute(tx)
    const last = await tx
      .selectFrom('audit_seal')
      .select(['sequence', 'hash', 'entry_id'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    const entries = await tx
      .selectFrom('audit_entry as entry')
      .selectAll('entry')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('audit_seal').select('sequence').whereRef('entry_id', '=', 'entry.id'))),
      )
      .$if(last !== undefined && !whole, (query) =>
        query.where('entry.id', '>', idBefore((last as { entry_id: string }).entry_id)),
      )
      .orderBy('entry.id')
      .limit(atOnce)
      .execute()
    if (entries.length === 0) return 0
    let previous = last?.hash ?? genesis
    let sequence = last?.sequence ?? 0
    const seals = entries.map((entry) => {
      const hash = hashOf(previous, entry)
      const seal = { sequence: ++sequence, entry_id: entry.id, previous_hash: previous, hash }
      previous = hash
      return seal
    })
    await tx.insertInto('audit_seal').values(seals).execute()
    return entries.length
  })

/**
 * The result of checking the chain: `brokenAt` is the first sequence number that does not fit, null when
 * all do.
 */
export interface ChainCheck {
  sealed: number
  unsealed: number
  brokenAt: number | null
}

/** Head of the chain: the newest seal's hash, or that of the empty chain. Entries since are not sealed yet. */
export const auditHead = async (db: Db): Promise<string> =>
  (await db.selectFrom('audit_seal').select('hash').orderBy('sequence', 'desc').limit(1).executeTakeFirst())
    ?.hash ?? genesis

/** Recomputes the whole chain from the entries as they stand now, page by page. */
export const verifyAudit = async (db: Kysely<Database>): Promise<ChainCheck> => {
  let previous = genesis
  let sealed = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit_seal')
      .innerJoin('audit_entry', 'audit_entry.id', 'audit_seal.entry_id')
      .selectAll()
      .where('sequence', '>', sealed)
      .orderBy('sequence')
      .limit(1000)
      .execute()
    for (const { sequence, entry_id: _entry, previous_hash: before, hash, ...entry } of rows) {
      if (sequence !== sealed + 1 || before !== previous || hash !== hashOf(previous, entry))
        return { sealed, unsealed: 0, brokenAt: sequence }
      previous = hash
      sealed = sequence
    }
    if (rows.length === 0) break
  }
  const total = await db
    .selectFrom('audit_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const top = await db
    .selectFrom('audit_seal')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (top.count !== sealed) return { sealed, unsealed: total.count - sealed, brokenAt: sealed + 1 }
  return { sealed, unsealed: total.count - sealed, brokenAt: null }
}
