import { fork } from 'node:child_process'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase, type Database } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { sampleBook } from '../../mock/policies/book'
import type { DryRunCost } from './dry-run-child'
import { askForDryRun, publishEarlier, registerUntil } from './dry-run-world'
import { ratio, type Line } from './line'
import { ownDatabase } from './postgres'

/**
 * `DRY_RUN_BENCH_PEOPLE=1000000` for as many registered people as one likes, of whom a tenth is the other side of the
 * ratio. Each hundred thousand takes about a minute.
 */
const { DRY_RUN_BENCH_PEOPLE: many = '100000' } = process.env
const [all, tenth] = [Number(many), Math.round(Number(many) / 10)]
const most = 1.2
const mebibytes = (bytes: number) => bytes / 2 ** 20

/** The cost of the dry run that waits, in a process of its own. */
const costOf = (url: string): Promise<DryRunCost> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'dry-run-child.ts'), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('message', (cost) => {
      resolve(cost as DryRunCost)
      child.disconnect()
    })
    child.once('exit', (code) => reject(new Error(`the dry run ended with ${code}`)))
    child.send(url)
  })

/** A dry run over everybody there is, who must all have been judged, and some of them differently. */
const dryRun = async (db: Kysely<Database>, url: string, against: number, people: number) => {
  const id = await askForDryRun(db, against)
  const cost = await costOf(url)
  const row = await db
    .selectFrom('policy_dry_run')
    .select(['state', 'judged', 'tally'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { gain, policies } = (row.tally ?? { gain: 0, policies: [] }) as { gain: number; policies: unknown[] }
  if (row.state !== 'done' || row.judged !== people || gain === 0)
    throw new Error(`${row.judged} of ${people} judged, ${gain} gain, ${row.state}`)
  if (policies.length !== sampleBook.policies.length - 1) throw new Error('a policy was not judged')
  process.stdout.write(
    `  ${people.toLocaleString('en')} people × ${policies.length + 1} policies in ${(cost.ms / 1000).toFixed(1)} s, twice each: before and after\n`,
  )
  return cost
}

const name = `dry run of ${all.toLocaleString('en')} people × ${sampleBook.policies.length} policies, peak memory, MiB, against ${tenth.toLocaleString('en')}`

/** The name of what is measured here, for a machine that cannot. */
export const dryRunBounds: readonly (readonly [name: string, bound: string])[] = [[name, `ratio ≤ ${most}`]]

/**
 * The true path of the server, from sealed rows on PostgreSQL to the tally: its memory does not grow with the people.
 */
export const dryRunOnPostgres = async (server: string): Promise<Line[]> => {
  const database = await ownDatabase(server, 'dry_run')
  const db = openDatabase(database.url)
  try {
    await migrate(db)
    const against = await publishEarlier(db)
    await registerUntil(db, 0, tenth)
    const few = await dryRun(db, database.url, against, tenth)
    await registerUntil(db, tenth, all)
    const lots = await dryRun(db, database.url, against, all)
    return [ratio(name, mebibytes(lots.peakBytes), mebibytes(few.peakBytes), { atMost: most })]
  } finally {
    await db.destroy()
    await database.drop()
  }
}
