// `npm run test:faults -- --fairs [--people 300] [--queues 12] [--kills 4] [--minutes 2] [--seed 7]`: people sign up for
// a fair, queue at its opening and are called at its booths through two servers in front of one PostgreSQL (DATABASE_URL),
// of which one is killed with kill -9 again and again. The fair's clock runs thirty times as fast. In the end no slot
// has two, nobody was called at two booths, queues kept their order, everything acknowledged is there once, and the
// waiting times that were shown are held against those that came. A control run without guards has to fail.
import { fork, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createCall, NetworkError, type Transport } from '@jucai/contract/client'
import pg from 'pg'
import { openDatabase } from '../../server/core/db'
import { ownDatabase } from '../bench/postgres'
import { fastAt, type FastClock } from './fairs-clock'
import { accuracies, changesIn, faultsAfter, settled } from './fairs-end'
import type { Accuracy } from './fairs-history'
import { cancelOne, visit, work, type FairRun } from './fairs-people'
import { makeFairWorld } from './fairs-world'
import { seeded } from './random'

const say = (line: string) => process.stdout.write(`${line}\n`)
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const speed = 30
const minuteMs = 60_000
const callMinutes = 5
/** Of the ranges about which something can be said, so many have to hold; of fewer than fifty nothing follows. */
const leastWithin = 0.8
const leastRanges = 50

interface Served {
  child: ChildProcess
  port: number
}
const serve = (url: string, clock: FastClock): Promise<Served> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'fairs-server.ts'), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: url, FAIRS_CLOCK: JSON.stringify(clock) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('message', (port) => resolve({ child, port: port as number }))
    child.once('exit', () => reject(new Error(`a server ended:\n${said.slice(-2000)}`)))
  })
const kill = ({ child }: Served): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })

/** Whatever server stands: which one, by chance. */
const transportTo =
  (servers: readonly (Served | null)[], random: () => number): Transport =>
  async ({ method, path: at, body, headers }) => {
    const standing = servers.filter((one): one is Served => one !== null)
    const { port } = standing[Math.floor(random() * standing.length)] ?? { port: 1 }
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/api${at}`, {
        method,
        headers,
        signal: AbortSignal.timeout(60_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await reply.text()
      return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
    } catch (error) {
      throw new NetworkError(error)
    }
  }

interface Size {
  people: number
  queues: number
  kills: number
  minutes: number
  seed: number
  control: boolean
}

/** One run. @returns what does not hold */
const holdFair = async (server: string, size: Size): Promise<string[]> => {
  const { people, queues, kills, minutes, control } = size
  const database = await ownDatabase(server, 'fairs')
  // People are made before the fair opens, and sign up while the servers stand already.
  const leadMs = 30_000 + people * 60
  const fast = { fromMs: Date.now() + leadMs, speed }
  const closesAt = fastAt(fast, fast.fromMs + minutes * minuteMs)
  const db = openDatabase(database.url)
  const random = seeded(size.seed)
  const servers: (Served | null)[] = []
  try {
    const began = Date.now()
    const world = await makeFairWorld(database.url, {
      ...{ people, queues, opensAt: new Date(fast.fromMs), closesAt, callMinutes },
    })
    if (control) await dropTheGuards(database.url)
    servers.push(...(await Promise.all([serve(database.url, fast), serve(database.url, fast)])))
    say(
      `  ready after ${((Date.now() - began) / 1000).toFixed(0)} s, opens in ${((fast.fromMs - Date.now()) / 1000).toFixed(0)} s`,
    )
    const transport = transportTo(servers, random)
    const run: FairRun = {
      fair: world.fair,
      booths: world.booths,
      random,
      fairMs: () => fastAt(fast, Date.now()).getTime(),
      minuteMs: minuteMs / speed,
      opensMs: fast.fromMs,
      closesMs: closesAt.getTime(),
      callAs: ({ token }) => createCall(transport, () => token),
      acknowledged: {
        tickets: new Map(),
        withdrawn: new Set(),
        places: new Set(),
        left: new Set(),
        called: new Set(),
        results: new Map(),
      },
      shown: [],
      answers: new Map(),
      tookMs: [],
      unexpected: [],
    }
    const everybody = Promise.all([
      ...world.people.map((one) => visit(run, one)),
      ...world.booths.flatMap((booth) => booth.desks.map((one) => work(run, booth, one))),
      cancelOne(run),
    ])
    const killed = await killInTurn(servers, database.url, fast, { kills, minutes, random })
    await everybody
    const isSettled = await settled(db)
    for (const one of servers) if (one) await kill(one)
    tell(run, killed, fast)
    const ranges = accuracies(run, fast, await changesIn(db))
    tellRanges('everybody', ranges.all)
    tellRanges('who stood in one queue', ranges.alone)
    return [
      ...new Set(run.unexpected),
      ...(isSettled ? [] : ['messages or places are left after three minutes']),
      ...(await faultsAfter(db, run, fast)),
      ...(control ? [] : missed(run, ranges.all)),
    ]
  } finally {
    for (const one of servers) one?.child.kill('SIGKILL')
    await db.destroy()
    await database.drop()
  }
}

const killInTurn = async (
  servers: (Served | null)[],
  url: string,
  fast: FastClock,
  { kills, minutes, random }: { kills: number; minutes: number; random: () => number },
): Promise<number> => {
  // The first kills fall into signing up and into the opening.
  const from = Math.min(fast.fromMs, Date.now() + 5_000)
  const to = fast.fromMs + minutes * minuteMs - 10_000
  let killed = 0
  for (; killed < kills; killed += 1) {
    const at = from + ((to - from) * (killed + random())) / kills
    await pause(Math.max(0, at - Date.now()))
    const which = killed % 2
    const victim = servers[which]
    servers[which] = null
    if (victim) await kill(victim)
    servers[which] = await serve(url, fast)
  }
  return killed
}

const shareWithin = ({ within, sooner, later }: Accuracy): number =>
  within / Math.max(1, within + sooner + later)
const missed = (run: FairRun, ranges: Accuracy): string[] => {
  const faults: string[] = []
  if (run.acknowledged.results.size === 0) faults.push('nobody talked')
  if (ranges.within + ranges.sooner + ranges.later === 0)
    faults.push('no range could be held against anything')
  else if (ranges.within + ranges.sooner + ranges.later < leastRanges)
    say(`  too few ranges to judge by: ${leastRanges} are needed, a longer fair or fewer people give them`)
  else if (shareWithin(ranges) < leastWithin)
    faults.push(
      `${(shareWithin(ranges) * 100).toFixed(0)} of 100 ranges held, fewer than ${leastWithin * 100}`,
    )
  return faults
}

const tell = (
  { answers, tookMs, acknowledged, closesMs, opensMs }: FairRun,
  killed: number,
  fast: FastClock,
): void => {
  const sorted = [...tookMs].sort((a, b) => a - b)
  const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`
  say(
    `  ${killed} kills; the fair took ${((closesMs - opensMs) / minuteMs).toFixed(0)} of its minutes, ${((closesMs - opensMs) / fast.speed / 1000).toFixed(0)} s`,
  )
  for (const [answer, count] of [...answers].sort()) say(`  ${answer}: ${count}`)
  say(`  answered within p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`)
  const { tickets, withdrawn, places, called, results } = acknowledged
  say(
    `  acknowledged: ${tickets.size} signed up, ${withdrawn.size} withdrew, ${places.size} places, ${called.size} called, ${results.size} results`,
  )
}
const tellRanges = (who: string, ranges: Accuracy): void => {
  const { within, sooner, later, open } = ranges
  say(
    `  waiting times shown to ${who}: ${within} as said, ${sooner} sooner, ${later} later (${(shareWithin(ranges) * 100).toFixed(0)} of 100 held); of ${open} nothing can be said`,
  )
}

/** For the control: calling marks nobody as called, a slot may be booked by many, and who comes last stands in front. */
const dropTheGuards = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop index fair_place_slot')
  await client.query(`create function forget_calls() returns trigger language plpgsql as $$
    begin new.busy_place := null; return new; end $$`)
  await client.query(
    'create trigger without_guard before update on fair_ticket for each row execute function forget_calls()',
  )
  await client.query(`create function turn_round() returns trigger language plpgsql as $$
    begin new.rank := -new.rank; return new; end $$`)
  await client.query(
    'create trigger without_order before insert on fair_place for each row execute function turn_round()',
  )
  await client.end()
}
/** What the control has to be found out by. */
const mustBeFound = ['a person at two booths', 'a slot twice', 'who came last stands in front']

const main = async () => {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '300' },
      queues: { type: 'string', default: '12' },
      kills: { type: 'string', default: '4' },
      minutes: { type: 'string', default: '2' },
      seed: { type: 'string' },
    },
  })
  const server = process.env.DATABASE_URL
  if (!server) throw new Error('set DATABASE_URL: two servers need a real PostgreSQL')
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
  const [people, queues, kills] = [Number(values.people), Number(values.queues), Number(values.kills)]
  say(`seed ${seed}: ${people} people at a fair with ${queues} queues through two servers, ${kills} kills`)
  const faults = await holdFair(server, {
    ...{ people, queues, kills, minutes: Number(values.minutes), seed, control: false },
  })
  for (const fault of faults.slice(0, 20)) say(`  ✗ ${fault}`)
  say('control: nobody is marked as called, slots may be booked by many, and who comes last stands in front')
  const found = await holdFair(server, {
    ...{ people: 60, queues: 4, kills: 1, minutes: 1, seed, control: true },
  })
  const unseen = mustBeFound.filter((fault) => !found.some((one) => one.includes(fault)))
  for (const fault of unseen) say(`  ✗ the control was not found out by: ${fault}`)
  if (unseen.length === 0) say(`  fails as it must: ${found.length} faults, first ${found[0] ?? ''}`)
  say(faults.length === 0 && unseen.length === 0 ? 'passed' : `failed: ${faults.length} faults`)
  process.exit(faults.length === 0 && unseen.length === 0 ? 0 : 1)
}

void main()
