// `npm run test:faults -- --rounds 30 [--seed 7]`: kills the server with kill -9 under concurrent writes,
// starts it again on the same data, and checks that nothing acknowledged was lost, nothing was done twice,
// no event vanished, and the audit chain holds. On the embedded database; with DATABASE_URL set, on a
// database of its own on that PostgreSQL, of which only the server is killed. With `--fuzz 50000` nothing is
// killed: that many odd requests are sent to every route. With `--stays` guests book, arrive, stay longer and leave in
// three beds; on PostgreSQL through two servers at once. `--without-bed-key` takes the guard away, and the run must fail.
// With `--lock 8` lock and draw of a round are killed. With `--choosing` people choose flats through two servers that
// are killed, and with `--fairs` they queue at a fair: see choosing.ts and fairs.ts, which take the rest of the line.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { extraOf, ProblemError } from '@jucai/contract/client'
import type { RouteDef } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import { contentsHold, newApplying } from './applying'
import { as, target, type Attempt } from './client'
import type { Facts } from './facts'
import { faultsIn, moneyIn, newLedger, sizeOf } from './ledger'
import { ownDatabase } from './own-database'
import { killLocks } from './locking'
import { payAll, stepsNotTaken } from './paying'
import { startServer, type Running, type Starting } from './process'
import { seeded } from './random'
import { runStays } from './stays-run'
import { signInLeads, startWriters, type Work } from './writers'

const say = (line: string) => process.stdout.write(`${line}\n`)
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const startLimitMs = 10_000
/** In so many rounds some subsidy is approved, on a slow machine too, so that there is something to pay. */
const roundsForMoney = 3

const results = { passed: 0, failed: 0 }
const check = (title: string, faults: string[]) => {
  if (faults.length === 0) {
    results.passed += 1
    return
  }
  results.failed += 1
  say(`  ✗ ${title}\n    ${faults.slice(0, 5).join('\n    ')}`)
}

let starting: Starting | null = null
const start = async (variables: Record<string, string>): Promise<Running> => {
  starting = startServer(variables)
  const running = await starting.ready
  target.address = running.address
  return running
}

/**
 * A request that was never answered may come too late when it is repeated: a deadline can have closed the
 * case meanwhile, and what was to be paid can be in another run. Done, it would be answered by its key.
 */
const cameTooLate = ({ answered }: Attempt, error: unknown) =>
  !answered &&
  (extraOf(error, 'stale-version')?.state === 'lapsed' ||
    (error instanceof ProblemError && error.code === 'nothing-to-pay'))

const idIn = (reply: unknown): unknown => (reply as { id?: unknown } | null)?.id

/** Whether a repetition is answered as it must be: alike, or where that tells of others, about the same thing. */
const answersAgain = ({ name, reply: first }: Attempt, reply: unknown): boolean => {
  const route = name.split(' ').slice(0, 2).join(' ') as RouteName
  return (routes[route] as RouteDef).idempotent === 'anew'
    ? idIn(first) !== undefined && idIn(reply) === idIn(first)
    : isDeepStrictEqual(reply, first)
}

/**
 * Asks again for everything that was sent with a key in the round: what was answered is answered again,
 * what was not is done now, once.
 */
const repeatAll = async (attempts: Attempt[]): Promise<string[]> => {
  const faults: string[] = []
  const ask = async (attempt: Attempt) => {
    try {
      const reply = await attempt.repeat()
      if (attempt.answered && !answersAgain(attempt, reply))
        faults.push(`${attempt.name} answered differently`)
    } catch (error) {
      if (!cameTooLate(attempt, error)) faults.push(`${attempt.name}: ${String(error)}`)
    }
  }
  for (let at = 0; at < attempts.length; at += 8) await Promise.all(attempts.slice(at, at + 8).map(ask))
  return faults
}

const sessionsHold = async (work: Work): Promise<string[]> => {
  const faults: string[] = []
  for (let turn = 0; turn < Math.min(5, work.holders.length); turn += 1) {
    const holder = work.holders[Math.floor(work.random() * work.holders.length)]
    const me =
      holder &&
      (await as(holder.token)('GET /me').catch((error: unknown) => {
        faults.push(String(error))
      }))
    if (me && me.id !== holder.id) faults.push('a session is somebody else’s')
  }
  return faults
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/**
 * A start must take less than 10 seconds; on a machine busy with other work the clock says nothing, so
 * there its processor time must.
 */
const slowStart = ({ startMs, startCpuMs }: Running): string[] => {
  const isBusy = (os.loadavg()[0] ?? 0) > os.cpus().length * 2
  return (isBusy ? startCpuMs : startMs) < startLimitMs
    ? []
    : [`${seconds(startMs)}, of which ${seconds(startCpuMs)} of a processor`]
}

/**
 * Starts that are killed half-way, on data that do not exist yet: the next one must find or make what it
 * needs.
 */
const killFirstStart = async (variables: Record<string, string>, random: () => number) => {
  const times: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    starting = startServer(variables)
    const ms = Math.round(400 + random() * 3000)
    times.push(ms)
    await pause(ms)
    await starting.kill()
  }
  const running = await start(variables)
  say(
    `first start killed after ${times.join(', ')} ms; then ready in ${seconds(running.startMs)} (processor ${seconds(running.startCpuMs)})`,
  )
  const answers = await Promise.all(
    ['health/ready', 'programs', 'stations'].map(async (what) => {
      const reply = await fetch(`${target.address}/api/${what}`)
      const said = await reply.text()
      return reply.ok && said !== '{"items":[]}' ? null : `${what}: ${reply.status} ${said.slice(0, 200)}`
    }),
  )
  check(
    'a first start that was killed does not stand in the way of the next',
    answers.filter((fault) => fault !== null),
  )
  return running
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/**
 * Waits for a random number of acknowledgements, some of them about money, so that a slow machine writes as much as a
 * fast one, and a moment more.
 * @returns milliseconds waited.
 */
const untilTheMoment = async ({ random, ledger }: Work): Promise<number> => {
  const all = sizeOf(ledger) + Math.round(15 + random() * 60)
  const money = moneyIn(ledger) + Math.round(random() * 6)
  const [moment, began] = [random() * 200, performance.now()]
  while ((sizeOf(ledger) < all || moneyIn(ledger) < money) && performance.now() - began < 30_000)
    await pause(5)
  await pause(moment)
  return Math.round(performance.now() - began)
}

const everythingHolds = 'everything acknowledged is there, once, with its audit entry and its effects'
const tellCounts = (facts: Facts, before: Facts) =>
  say(
    Object.entries(facts.exercised)
      .map(([what, times]) => `${times - (before.exercised[what] ?? 0)} ${what}`)
      .join(', '),
  )

/** What is owed is paid in the end, whatever was killed on the way, and the books hold. */
const payToTheEnd = async (
  work: Work,
  running: Running,
  { before, rounds }: { before: Facts; rounds: number },
): Promise<void> => {
  check('everybody is paid in the end', await payAll(work, await signInLeads()))
  const facts = await running.facts()
  check(everythingHolds, faultsIn(work.ledger, facts, before))
  if (rounds >= roundsForMoney)
    check('payments took every step there is', stepsNotTaken(facts.exercised, before.exercised))
  say('after the last payment:')
  tellCounts(facts, before)
}

const rounds = async (count: number, variables: Record<string, string>, work: Work): Promise<Running[]> => {
  const starts: Running[] = []
  let running = await killFirstStart(variables, work.random)
  const before: Facts = await running.facts()
  for (let round = 1; round <= count; round += 1) {
    const acknowledgedBefore = sizeOf(work.ledger)
    work.attempts.length = 0
    const writers = await startWriters(work)
    const killAfterMs = await untilTheMoment(work)
    await running.kill()
    await writers.ended()
    const acknowledged = sizeOf(work.ledger) - acknowledgedBefore
    const unanswered = work.attempts.filter((attempt) => !attempt.answered).length
    running = await start(variables)
    starts.push(running)
    say(
      `round ${round}: killed after ${killAfterMs} ms; ${acknowledged} writes acknowledged, ${unanswered} in flight; started again in ${seconds(running.startMs)} (processor ${seconds(running.startCpuMs)})`,
    )
    check('no write is refused without a reason', work.failures.splice(0))
    check('a repeated request is answered alike and done once', await repeatAll(work.attempts))
    check('sessions hold', await sessionsHold(work))
    check('applications and files hold what was acknowledged', await contentsHold(work))
    const facts = await running.facts()
    check(everythingHolds, faultsIn(work.ledger, facts, before))
    if (round === count) tellCounts(facts, before)
    check('the second start takes less than 10 seconds', slowStart(running))
  }
  await payToTheEnd(work, running, { before, rounds: count })
  await running.stop()
  return starts
}

/** Odd requests instead of kills: the long form of `test/core/fuzzing.test.ts`. @returns the exit code */
const fuzzAll = (count: string, seed: number): number => {
  say(`seed ${seed}, ${count} odd requests`)
  const jest = path.join('node_modules', '.bin', 'jest')
  const env = { ...process.env, JUCAI_FUZZ: count, JUCAI_FUZZ_SEED: String(seed) }
  return spawnSync(jest, ['-w', '1', 'test/core/fuzzing'], { stdio: 'inherit', env }).status ?? 1
}

const main = async () => {
  const [mode, ...rest] = process.argv.slice(2)
  if (mode === '--choosing' || mode === '--fairs') {
    const run = ['--import', 'tsx', path.join(__dirname, `${mode.slice(2)}.ts`), ...rest]
    process.exit(spawnSync(process.execPath, run, { stdio: 'inherit' }).status ?? 1)
  }
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '30' },
      seed: { type: 'string' },
      fuzz: { type: 'string' },
      stays: { type: 'boolean', default: false },
      'without-bed-key': { type: 'boolean', default: false },
      lock: { type: 'string' },
    },
  })
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
  const count = Number(values.rounds)
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed))
    throw new Error(
      'usage: npm run test:faults -- [--rounds 30 | --fuzz 50000 | --lock 8] [--seed 7] [--stays [--without-bed-key]]',
    )
  if (values.fuzz !== undefined) process.exit(fuzzAll(values.fuzz, seed))
  if (values.lock !== undefined) process.exit(await killLocks(Number(values.lock) || 8, seeded(seed)))
  if (values.stays)
    process.exit(await runStays({ seed, rounds: count, withoutBedKey: values['without-bed-key'] }))
  const database = await ownDatabase()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-faults-'))
  say(`seed ${seed}, ${count} rounds, ${database.url ? 'PostgreSQL' : 'embedded database'}`)
  const work: Work = {
    random: seeded(seed),
    ledger: newLedger(),
    attempts: [],
    holders: [],
    due: [],
    failures: [],
    people: 0,
    applying: newApplying(),
    inHand: new Set(),
  }
  try {
    const starts = await rounds(
      count,
      { JUCAI_DATA_DIR: path.join(folder, 'data'), DATABASE_URL: database.url, TMPDIR: folder },
      work,
    )
    say(
      `${sizeOf(work.ledger)} writes acknowledged: ${Object.entries(work.ledger)
        .map(([kind, set]) => `${set.size} ${kind}`)
        .join(', ')}`,
    )
    const [times, processor] = [
      starts.map(({ startMs }) => startMs),
      starts.map(({ startCpuMs }) => startCpuMs),
    ]
    say(
      `starts after a kill: median ${seconds(median(times))}, longest ${seconds(Math.max(...times))}; processor: median ${seconds(median(processor))}`,
    )
  } catch (error) {
    check('the run comes to its end', [String((error as Error).stack ?? error)])
  } finally {
    await starting?.kill().catch(() => undefined)
    await database.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  say(`${results.passed} passed, ${results.failed} failed`)
  process.exit(results.failed === 0 ? 0 : 1)
}

void main()
