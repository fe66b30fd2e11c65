import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database, Db } from './db'
import type { Storage } from './ports'
import { problem } from './problem'

interface StoredLeftoverTable {
  name: string
  remove_at: Date
  removing: boolean
}
declare module './db' {
  interface Database {
    stored_leftover: StoredLeftoverTable
  }
}

const nonceBytes = 12
const tagBytes = 16

/**
 * A file sealed under a fresh key of its own (AES-256-GCM); `context` is authenticated, so that a file
 * cannot stand in for another. The key is the caller's to keep sealed.
 */
export const sealFile = (plain: Uint8Array, context: string): { sealed: Buffer; key: string } => {
  const key = randomBytes(32)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]), key: key.toString('base64') }
}

/** The file again. @throws Error when it was altered or is another one */
export const openFile = (sealed: Buffer, key: string, context: string): Buffer => {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(key, 'base64'),
    sealed.subarray(0, nonceBytes),
  ).setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
}

const reservedMs = 3_600_000

/**
 * Stores a file that no row points to yet. Its name is written down first, so that a process that dies
 * before {@link keepStored} leaves nothing behind for ever. Not inside a transaction. @throws Problem
 * storage-unavailable
 */
export const storeReserved = async (
  db: Kysely<Database>,
  storage: Storage,
  now: Date,
  name: string,
  bytes: Uint8Array,
): Promise<void> => {
  await db
    .insertInto('stored_leftover')
    .values({ name, remove_at: new Date(now.getTime() + reservedMs), removing: false })
    .execute()
  await storage.put(name, bytes)
}

/**
 * From now on a row points to the file; in the transaction that writes the row.
 * @throws Problem storage-unavailable when it took too long and the file is gone
 */
export const keepStored = async (db: Db, name: string): Promise<void> => {
  const { numDeletedRows } = await db
    .deleteFrom('stored_leftover')
    .where('name', '=', name)
    .where('removing', '=', false)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw problem('storage-unavailable')
}

/**
 * No row points to these files any more; in the transaction that removes the rows. They are removed from
 * storage afterwards.
 */
export const leaveStored = async (db: Db, now: Date, names: readonly string[]): Promise<void> => {
  if (names.length > 0)
    await db
      .insertInto('stored_leftover')
      .values(names.map((name) => ({ name, remove_at: now, removing: false })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

const retryMs = 10 * 60_000
const batch = 50

/**
 * Takes the next files to remove. Whoever dies while removing leaves them to the next run: removing twice
 * does no harm.
 */
const takeLeftovers = (db: Kysely<Database>, now: Date): Promise<string[]> =>
  db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('stored_leftover')
      .select('name')
      .where('remove_at', '<=', now)
      .orderBy('remove_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    const names = rows.map((row) => row.name)
    if (names.length > 0)
      await tx
        .updateTable('stored_leftover')
        .set({ removing: true, remove_at: new Date(now.getTime() + retryMs) })
        .where('name', 'in', names)
        .execute()
    return names
  })

/**
 * Removes files that no row points to. One that storage will not give up does not hold up the others; where
 * nothing can be removed, storage is away, and it goes on later.
 * @returns how many
 * @throws what storage threw first, after it did what it could
 */
export const removeLeftovers = async (db: Kysely<Database>, storage: Storage, now: Date): Promise<number> => {
  let removed = 0
  const failures: unknown[] = []
  for (;;) {
    const before = removed
    const names = await takeLeftovers(db, now)
    for (const name of names) {
      try {
        await storage.remove(name)
      } catch (error) {
        failures.push(error)
        continue
      }
      await db.deleteFrom('stored_leftover').where('name', '=', name).execute()
      removed += 1
    }
    if (removed === before) break
  }
  if (failures.length > 0) throw failures[0]
  return removed
}
