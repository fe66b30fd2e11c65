import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * `npm test`: everything that needs nothing but Node, two stages side by side where neither needs all
 * processors. The tests' databases are PostgreSQL's where it is installed, which is faster; some suites run on
 * the embedded one everywhere (the jest project `embedded`).
 */
const bin = (name: string) => path.join('node_modules', '.bin', name)

const hasPostgres = (): boolean => {
  const versions = '/usr/lib/postgresql'
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => existsSync(path.join(versions, version, 'bin', 'initdb')))
  )
}
/** A server of this run's own, unless one was given. Nothing of it outlives the run, so it never waits for the disk. */
const onPostgres = (command: string) =>
  `source .ci/postgres && start_postgres -c fsync=off -c full_page_writes=off -c synchronous_commit=off && trap stop_postgres EXIT && DATABASE_URL=$JUCAI_POSTGRES ${command}`

/** Runs one command; what it says is shown when it is over, so that two at once do not mix. */
const stage = (title: string, command: string, live = false): Promise<boolean> =>
  new Promise((resolve) => {
    const began = Date.now()
    const child = spawn('bash', ['-c', command], { stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    child.stdout?.on('data', (part: Buffer) => said.push(part))
    child.stderr?.on('data', (part: Buffer) => said.push(part))
    child.on('close', (code) => {
      const passed = code === 0
      if (!passed) process.stdout.write(Buffer.concat(said))
      process.stdout.write(`${passed ? '✓' : '✗'} ${title} (${Math.round((Date.now() - began) / 1000)} s)\n`)
      resolve(passed)
    })
  })

/** Stages one after the other; stops at the first that fails. */
const inTurn = async (...stages: (() => Promise<boolean>)[]): Promise<boolean> => {
  for (const run of stages) if (!(await run())) return false
  return true
}

const main = async () => {
  const jest = `${bin('jest')} ${process.argv.slice(2).join(' ')}`
  const ready = await Promise.all([
    inTurn(
      () => stage('types', 'npm run --silent types'),
      () => stage('format', 'npm run --silent format:check'),
      () => stage('imports', 'npm run --silent imports'),
    ),
    inTurn(
      () => stage('eslint', 'npm run --silent eslint'),
      () => stage('build:weapp', 'npm run --silent build:weapp'),
    ),
  ])
  const usesOwn = !process.env.DATABASE_URL && hasPostgres()
  const passed =
    ready.every(Boolean) &&
    (await stage(
      usesOwn ? 'tests, on PostgreSQL of their own' : 'tests',
      usesOwn ? onPostgres(jest) : jest,
      true,
    ))
  process.exit(passed ? 0 : 1)
}

void main()
