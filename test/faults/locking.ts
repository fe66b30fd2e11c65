// `npm run test:faults -- --lock 8`: lock and draw of 20,000 tickets killed with kill -9 at random moments. Each kill
// leaves nothing or all, and the step done afterwards comes to the result that was always the only one. A control
// without the transaction has to leave a torn list, or the run says nothing. On PostgreSQL, with DATABASE_URL.
import { sql } from 'kysely'
import { checkAtOnce } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import { openDatabase, type Db } from '../../server/core/db'
import { createSchema } from '../../server/core/migrate'
import { digestOf } from '../../server/rounds/digests'
import { recordOf } from '../../server/rounds/record'
import { roundById, type RoundRow } from '../../server/rounds'
import { ownDatabase } from '../bench/postgres'
import { enterBoth, lockWorld, runStep, worldRound as round } from './lock-world'

const tickets = 20_000
const say = (line: string) => process.stdout.write(`${line}\n`)
/** What is torn: rows of a step whose round does not stand where the step ends, or too few of them. */
const tornIn = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{
    state: string
    leaves: number
    nodes: number
    ranks: number
    results: number
  }>`
    select state, (select count(*) from round_leaf) as leaves, (select count(*) from round_node) as nodes,
      (select count(*) from round_rank) as ranks, (select count(*) from round_result) as results
    from housing_round where id = ${round}`.execute(db)
  const [found] = rows
  if (!found) return ['the round is gone']
  const { state, leaves, nodes, ranks, results } = found
  const isLocked = state === 'locked' || state === 'drawn'
  return [
    ...(leaves === (isLocked ? tickets : 0) ? [] : [`${leaves} leaves while it is ${state}`]),
    ...(nodes > 0 === isLocked ? [] : [`${nodes} nodes while it is ${state}`]),
    ...(ranks === (state === 'drawn' ? tickets : 0) ? [] : [`${ranks} ranks while it is ${state}`]),
    ...(results === (state === 'drawn' ? 1 : 0) ? [] : [`${results} results while it is ${state}`]),
  ]
}

const inDatabase = async <T>(server: string, run: (url: string, db: Db) => Promise<T>): Promise<T> => {
  const own = await ownDatabase(server, 'lock')
  const db = openDatabase(own.url)
  try {
    await createSchema(db)
    await lockWorld(db, tickets)
    return await run(own.url, db)
  } finally {
    await db.destroy()
    await own.drop()
  }
}

/** A killed process may leave its connection working for a moment. */
const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 300)
  })

const killed = async (server: string, kills: number, random: () => number): Promise<string[]> =>
  inDatabase(server, async (url, db) => {
    const faults: string[] = []
    for (const step of ['lock', 'draw'] as const) {
      if (step === 'draw') await enterBoth(db)
      let most = 1500
      for (let turn = 0; turn < kills; turn += 1) {
        const { ended, ms } = await runStep(url, step, { killAfterMs: Math.round(random() * most) })
        await settled()
        faults.push(
          ...(await tornIn(db)).map((fault) => `${step} killed after ${Math.round(ms)} ms: ${fault}`),
        )
        say(`${step} ${ended ? 'ended before it was' : ''} killed after ${Math.round(ms)} ms`)
        if (ended) most = Math.max(50, most / 2)
      }
      await runStep(url, step)
      faults.push(...(await tornIn(db)).map((fault) => `${step} in the end: ${fault}`))
    }
    const row = (await roundById(db, round)) as RoundRow
    const record = readRecord(await recordOf(db, row))
    if (!record) return [...faults, 'the record is none']
    faults.push(...checkAtOnce(record, digestOf('sha-256')).map(({ part, text }) => `${part}: ${text}`))
    return faults
  })

/** Without the transaction a kill has to leave something torn, at one moment or another. */
const control = async (server: string, random: () => number): Promise<boolean> => {
  for (let turn = 0; turn < 6; turn += 1) {
    const isTorn = await inDatabase(server, async (url, db) => {
      await runStep(url, 'lock', { killAfterMs: Math.round(200 + random() * 600), torn: true })
      await settled()
      return (await tornIn(db)).length > 0
    })
    if (isTorn) return true
  }
  return false
}

/** @returns the exit code */
export const killLocks = async (kills: number, random: () => number): Promise<number> => {
  const { DATABASE_URL: server } = process.env
  if (!server) {
    say('lock and draw are killed on PostgreSQL only: set DATABASE_URL')
    return 0
  }
  const faults = await killed(server, kills, random)
  for (const fault of faults) say(`  ✗ ${fault}`)
  const notices = await control(server, random)
  say(
    notices
      ? 'the control without the transaction was torn, as it must be'
      : '  ✗ the control was never torn',
  )
  say(`${2 * kills} kills, ${faults.length} faults`)
  return faults.length === 0 && notices ? 0 : 1
}
