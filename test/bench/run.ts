import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { applicationBounds, applicationsOnPostgres } from './applications'
import { choosingBounds, choosingOnPostgres } from './choosing'
import { drawing } from './drawing'
import { draws } from './draws'
import { dryRunBounds, dryRunOnPostgres } from './dry-run'
import { ledgerBounds, ledgerOnPostgres } from './ledger'
import { fitting } from './fitting'
import { lighthouse } from './lighthouse'
import { table, unmeasured, type Line } from './line'
import { overHttp } from './over-http'
import { policies } from './policies'
import { findPostgres } from './postgres'
import { postBounds, postsOnPostgres } from './posts'
import { stepBounds, stepsOnPostgres } from './round-steps'
import { roundBounds, roundsOnPostgres } from './rounds'
import { sizes, weappDir } from './sizes'
import { verifying } from './verifying'

const report = path.resolve(__dirname, '../../bench.json')

const withPostgres =
  (bounds: readonly (readonly [name: string, bound: string])[], measure: (url: string) => Promise<Line[]>) =>
  async (): Promise<Line[]> => {
    const postgres = await findPostgres()
    if (!postgres) {
      process.stdout.write('! 没有 PostgreSQL：设置 DATABASE_URL，或安装 postgresql，才能测这一部分\n')
      return bounds.map(([name, bound]) => ({
        ...unmeasured(name, bound),
        ...(process.env.CI ? { holds: false } : {}),
      }))
    }
    try {
      return await measure(postgres.url)
    } finally {
      await postgres.stop()
    }
  }
const routeBounds = ['POST /scans', 'GET /me/timeline'].map(
  (route) => [`${route}, requests a second, against bare Fastify + pg`, 'ratio ≥ 0.8'] as const,
)

// Timed parts first: what runs later heats the machine and leaves processes behind.
const timed: [string, () => Promise<Line[]>][] = [
  ['signature checks', verifying],
  ['policies', policies],
  ['fit', () => Promise.resolve(fitting())],
  ['draws', () => Promise.resolve(draws())],
  ['routes on PostgreSQL', withPostgres(routeBounds, overHttp)],
  ['applications on PostgreSQL', withPostgres(applicationBounds, applicationsOnPostgres)],
  ['ledger on PostgreSQL', withPostgres(ledgerBounds, ledgerOnPostgres)],
  ['posts on PostgreSQL', withPostgres(postBounds, postsOnPostgres)],
  ['rounds on PostgreSQL', withPostgres(roundBounds, roundsOnPostgres)],
  ['lock and draw on PostgreSQL', withPostgres(stepBounds, stepsOnPostgres)],
  ['choosing on PostgreSQL', withPostgres(choosingBounds, choosingOnPostgres)],
  ['dry run on PostgreSQL', withPostgres(dryRunBounds, dryRunOnPostgres)],
  ['Lighthouse', lighthouse],
]
const untimed: [string, () => Promise<Line[]>][] = [
  ['two builds for WeChat', sizes],
  ['drawing', () => drawing(weappDir)],
]

/**
 * Measures what the README promises: a table, `bench.json`, and exit code 1 when a bound does not hold.
 * `--sizes` leaves out all that depends on time.
 */
const main = async () => {
  const { values } = parseArgs({ options: { sizes: { type: 'boolean' }, only: { type: 'string' } } })
  const parts = [...(values.sizes ? [] : timed), ...untimed].filter(
    ([title]) => values.only === undefined || title.includes(values.only),
  )
  if (parts.length === 0)
    throw new Error(
      `nothing is called “${values.only}”; there are: ${[...timed, ...untimed].map(([title]) => title).join(', ')}`,
    )
  const lines: Line[] = []
  for (const [title, measure] of parts) {
    process.stdout.write(`… ${title}\n`)
    lines.push(...(await measure()))
  }
  fs.writeFileSync(report, `${JSON.stringify(lines, null, 2)}\n`)
  process.stdout.write(`\n${table(lines)}\n`)
  process.exit(lines.some(({ holds }) => holds === false) ? 1 : 0)
}

// Nothing is left to wait for, though the table was not printed: that must not look like success.
process.once('beforeExit', () => {
  process.stderr.write('the bench ended before its end\n')
  process.exit(1)
})
main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack ?? error)}\n`)
  process.exit(1)
})
