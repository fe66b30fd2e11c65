import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase, type Database } from '../server/core/db'
import { startEmbedded } from '../server/core/embedded'
import type { Kysely } from 'kysely'

/** A database of a test file's own, migrated; `close` drops it. */
export interface TestDatabase {
  db: Kysely<Database>
  close(): Promise<void>
}

const onServer = async (url: string, template: string): Promise<TestDatabase> => {
  const name = `jucai_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('select pg_advisory_lock(7531)') // a template may be copied by one session at a time
  await admin.query(`create database ${name} template ${template}`)
  await admin.query('select pg_advisory_unlock(7531)')
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = openDatabase(own.href, { watched: true })
  return {
    db,
    close: async () => {
      await db.destroy()
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

const embedded = async (dumpFile: string): Promise<TestDatabase> => {
  const host = await startEmbedded(null, dumpFile)
  const db = openDatabase(host.connection, { watched: true })
  return {
    db,
    close: async () => {
      await db.destroy()
      await host.close()
    },
  }
}

/**
 * A fresh database: PostgreSQL when DATABASE_URL is set, else the embedded one; both copied from what
 * global-setup prepared.
 */
export const openTestDatabase = (): Promise<TestDatabase> => {
  const { DATABASE_URL: url, JUCAI_TEST_TEMPLATE: template = '', JUCAI_TEST_DUMP: dump = '' } = process.env
  return url ? onServer(url, template) : embedded(dump)
}
