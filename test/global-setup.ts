import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../server/core/db'
import { startEmbedded } from '../server/core/embedded'
import { migrate } from '../server/core/migrate'

const prepareServer = async (url: string) => {
  const name = `jucai_template_${process.pid}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = openDatabase(own.href)
  await migrate(db)
  await db.destroy()
  process.env.JUCAI_TEST_TEMPLATE = name
}

const prepareEmbedded = async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'jucai-test-')), 'migrated.tar')
  const host = await startEmbedded(null)
  const db = openDatabase(host.connection)
  await migrate(db)
  await db.destroy()
  await host.dump(file)
  await host.close()
  process.env.JUCAI_TEST_DUMP = file
}

/** Migrates one database that every test file copies. Runs once, though both jest projects name it. */
export default async function setup(): Promise<void> {
  if (process.env.JUCAI_TEST_TEMPLATE || process.env.JUCAI_TEST_DUMP) return
  const { DATABASE_URL: url } = process.env
  if (url) await prepareServer(url)
  await prepareEmbedded() // some suites run on it even where the others have PostgreSQL
}
