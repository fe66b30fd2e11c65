import { sql } from 'kysely'
import type { Db } from './db'

/** What becomes of one table of a room when a person is exported, erased or merged into another account. */
export interface KeptTable {
  /** Columns that name whose data a row is. */
  of?: readonly string[]
  /** Where the row has no such column: its column that points to the row of another table that has. */
  through?: { column: string; table: string; key?: string }
  /** Columns that name who acted. The bare id stays when that person's account is erased, and follows a merge. */
  by?: readonly string[]
  /** Encrypted columns, and others that hold personal words. */
  sealed?: readonly string[]
  /** Columns of bytes that an erasure leaves, and why: a public key, what belongs to somebody else. */
  keeps?: Readonly<Record<string, string>>
  /** The key of the export under which a person finds these rows; or why they do not. */
  exported: string | { not: string }
  /** `rows`: they are deleted; `sealed`: `sealed` becomes null and the rest stays for figures; else why all stays. */
  onErase: 'rows' | 'sealed' | { stays: string }
  /** Why rows stay with the account that was merged into another; absent: they follow. */
  onMerge?: { stays: string }
}

/** What a room keeps of people. */
export interface PersonalData {
  /** Every table of the room with a person or with sealed bytes. */
  tables: Readonly<Record<string, KeptTable>>
  /** What a person reads of it in the export of their data, by key. */
  exports?: Readonly<Record<string, (db: Db, personId: string, now: Date) => Promise<unknown>>>
  /** What erasing takes beyond its tables: files, seats given back. Runs before the tables are cleared. */
  erase?(db: Db, personId: string, now: Date): Promise<void>
  /**
   * What joining two accounts takes where moving rows would collide. Runs before the rows are moved.
   * @throws Problem account-not-empty when the office has to do it
   */
  merge?(db: Db, fromId: string, intoId: string, now: Date): Promise<void>
}

/** What all rooms together do with a person's data. */
export interface People {
  tables: Readonly<Record<string, KeptTable>>
  /** Everything kept about a person, by export key (PIPL art. 45). */
  exportAll(db: Db, personId: string, now: Date): Promise<Record<string, unknown>>
  /** Erases it (PIPL art. 47), in the transaction at hand. */
  erase(db: Db, personId: string, now: Date): Promise<void>
  /** Whether any table but `except` holds sealed words of a person. */
  holdsOf(db: Db, personId: string, except: readonly string[]): Promise<boolean>
  /**
   * Gives everything of one account to another, in the transaction at hand.
   * @throws Problem account-not-empty when something cannot be joined; nothing has been moved then
   */
  merge(db: Db, fromId: string, intoId: string, now: Date): Promise<void>
}

const ownRows = (table: KeptTable, personId: string, tables: Readonly<Record<string, KeptTable>>) => {
  if (table.of)
    return sql.join(
      table.of.map((column) => sql`${sql.ref(column)} = ${personId}`),
      sql` or `,
    )
  const { through } = table
  const parent = through && tables[through.table]
  if (!through || !parent?.of) return null
  const owners = sql.join(
    parent.of.map((column) => sql`${sql.ref(column)} = ${personId}`),
    sql` or `,
  )
  return sql`${sql.ref(through.column)} in (select ${sql.ref(through.key ?? 'id')} from ${sql.table(through.table)} where ${owners})`
}

const clear = async (db: Db, name: string, table: KeptTable, where: ReturnType<typeof ownRows>) => {
  if (!where) return
  if (table.onErase === 'rows') await sql`delete from ${sql.table(name)} where ${where}`.execute(db)
  if (table.onErase === 'sealed')
    await sql`update ${sql.table(name)} set ${sql.join(
      (table.sealed ?? []).map((column) => sql`${sql.ref(column)} = null`),
    )} where ${where}`.execute(db)
}

/** Rows that point to others go first. */
const childrenFirst = (tables: Readonly<Record<string, KeptTable>>) =>
  Object.entries(tables).sort(
    ([, a], [, b]) => Number(b.through !== undefined) - Number(a.through !== undefined),
  )

const move = async (db: Db, name: string, column: string, fromId: string, intoId: string) => {
  await sql`update ${sql.table(name)} set ${sql.ref(column)} = ${intoId} where ${sql.ref(column)} = ${fromId}`.execute(
    db,
  )
}

/** Carries out what the rooms say of their tables. */
export const everythingKept = (
  tables: Readonly<Record<string, KeptTable>>,
  exports: Readonly<Record<string, (db: Db, personId: string, now: Date) => Promise<unknown>>>,
  rooms: readonly PersonalData[],
): People => ({
  tables,
  exportAll: async (db, personId, now) => {
    const found: Record<string, unknown> = {}
    for (const [key, read] of Object.entries(exports)) found[key] = await read(db, personId, now)
    return found
  },
  erase: async (db, personId, now) => {
    for (const { erase } of rooms) await erase?.(db, personId, now)
    for (const [name, table] of childrenFirst(tables))
      await clear(db, name, table, ownRows(table, personId, tables))
  },
  holdsOf: async (db, personId, except) => {
    const held = Object.entries(tables).flatMap(([name, table]) => {
      const where = table.sealed && !except.includes(name) && ownRows(table, personId, tables)
      return where ? [sql`exists (select from ${sql.table(name)} where ${where})`] : []
    })
    const { rows } = await sql<{ holds: boolean }>`select ${sql.join(held, sql` or `)} as holds`.execute(db)
    return rows[0]?.holds ?? false
  },
  merge: async (db, fromId, intoId, now) => {
    for (const { merge } of rooms) await merge?.(db, fromId, intoId, now)
    for (const [name, { of = [], by = [], onMerge }] of Object.entries(tables))
      if (!onMerge) for (const column of [...of, ...by]) await move(db, name, column, fromId, intoId)
  },
})
