import { rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

/** Removes what global-setup made. */
export default async function teardown(): Promise<void> {
  const { DATABASE_URL: url, JUCAI_TEST_TEMPLATE: template, JUCAI_TEST_DUMP: dump } = process.env
  if (dump) rmSync(path.dirname(dump), { recursive: true, force: true })
  if (url && template) {
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.end()
  }
}
