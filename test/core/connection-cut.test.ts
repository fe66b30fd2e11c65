import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** A connection that PostgreSQL cuts while a transaction is open must not end the process. */
const onPostgres = process.env.DATABASE_URL ? it : it.skip
onPostgres('a connection cut inside a transaction does not end the process', () => {
  const script = `
    import { sql } from 'kysely'
    import { openDatabase } from './server/core/db'
    const db = openDatabase(process.env.DATABASE_URL as string)
    const main = async () => {
      await db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>\`select pg_backend_pid() as pid\`.execute(tx)
        await sql\`select pg_terminate_backend(\${rows[0]?.pid})\`.execute(db)
        await new Promise((resolve) => setTimeout(resolve, 500))
        await sql\`select 1\`.execute(tx)
      }).catch(() => undefined)
      await sql\`select 1\`.execute(db)
      await db.destroy()
    }
    void main()`
  const { status } = spawnSync('npx', ['tsx', '--eval', script], {
    cwd: path.join(__dirname, '../..'),
    encoding: 'utf8',
  })
  expect(status).toBe(0)
})
