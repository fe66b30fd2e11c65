import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'

const root = path.resolve(__dirname, '../..')

/** A PostgreSQL to measure on; `stop` ends it if it was started here. */
export interface Postgres {
  url: string
  stop(): Promise<void>
}

/** DATABASE_URL if it is set, else a server of this run's own (.ci/postgres), else null. */
export const findPostgres = async (): Promise<Postgres | null> => {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => undefined }
  if (process.platform === 'win32' || !fs.existsSync('/usr/lib/postgresql')) return null
  // The shell that starts it stays, and stops it when its input ends, however this process does.
  const shell = spawn(
    'bash',
    [
      '-c',
      'source .ci/postgres && start_postgres && trap stop_postgres EXIT && echo "$JUCAI_POSTGRES" && cat >/dev/null',
    ],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'], detached: true },
  )
  const url = await new Promise<string>((resolve, reject) => {
    shell.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    shell.once('exit', (code) => reject(new Error(`PostgreSQL did not start: ${code}`)))
  })
  shell.removeAllListeners('exit')
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        shell.once('exit', () => resolve())
        shell.stdin.end()
      }),
  }
}

/** A database of the run's own on this server. `drop` takes it away, whoever still uses it. */
export const ownDatabase = async (
  server: string,
  name: string,
): Promise<{ url: string; drop(): Promise<void> }> => {
  const run = async (text: string) => {
    const admin = new pg.Client({ connectionString: server })
    await admin.connect()
    await admin.query(text).finally(() => admin.end())
  }
  const own = `jucai_bench_${name}_${process.pid}`
  await run(`create database ${own}`)
  const url = new URL(server)
  url.pathname = `/${own}`
  return { url: url.href, drop: () => run(`drop database if exists ${own} with (force)`) }
}
