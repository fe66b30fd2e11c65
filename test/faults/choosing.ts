// `npm run test:faults -- --choosing [--kills 20] [--seed 7]`: a round of 500 tickets was applied for, locked and drawn;
// whom it calls choose among 50 flats, and whom it does not tries too, through two servers in front of one PostgreSQL
// (DATABASE_URL), of which one is killed with kill -9 again and again and started anew. In the end each flat has one
// person and nobody two, everything acknowledged is there once, and the history of holds can be. A control run, in
// which holds may be taken from whoever has them, has to fail.
import { fork, type ChildProcess } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createCall, NetworkError, ProblemError, type Call, type Transport } from '@jucai/contract/client'
import type { Choosing } from '@jucai/contract/choosing'
import pg from 'pg'
import { openDatabase } from '../../server/core/db'
import { ownDatabase } from '../bench/postgres'
import { makeChoosingWorld, type ChoosingWorld } from './choosing-world'
import { faultsAtTheEnd } from './choosing-history'
import { seeded } from './random'

const say = (line: string) => process.stdout.write(`${line}\n`)
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const holdSeconds = 4
/** How often somebody thinks better of it. */
const gaveUp = 0.02
const expected = ['flat-taken', 'hold-again-later', 'hold-ended', 'already-chosen', 'not-your-turn']

interface Served {
  child: ChildProcess
  port: number
}
const serve = (url: string, { setOnMs }: ChoosingWorld): Promise<Served> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'choosing-server.ts'), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: url, CHOOSING_SET_ON_MS: String(setOnMs) },
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

interface Run {
  world: ChoosingWorld
  random: () => number
  servers: (Served | null)[]
  /** How many flats may be chosen by now, so that there is something to choose until the last kill. */
  pace: () => number
  acknowledged: Map<string, string>
  unexpected: string[]
  /** How many gave up their place. */
  given: number
  answers: Map<string, number>
  tookMs: Map<string, number[]>
}

/** Whatever server stands: which one, by chance. */
const transportOf =
  ({ servers, random }: Run): Transport =>
  async ({ method, path: at, body, headers }) => {
    const standing = servers.filter((one): one is Served => one !== null)
    const { port } = standing[Math.floor(random() * standing.length)] ?? { port: 1 }
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/api${at}`, {
        method,
        headers,
        signal: AbortSignal.timeout(20_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await reply.text()
      return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
    } catch (error) {
      throw new NetworkError(error)
    }
  }

/** Asks until something answers; a request that was not answered is sent again as it was. */
const asked = async (run: Run, what: string, ask: () => Promise<Choosing>): Promise<Choosing | string> => {
  const note = (answer: string) =>
    run.answers.set(`${what} ${answer}`, (run.answers.get(`${what} ${answer}`) ?? 0) + 1)
  for (;;) {
    const began = performance.now()
    try {
      const reply = await ask()
      const took = run.tookMs.get(what) ?? []
      took.push(performance.now() - began)
      run.tookMs.set(what, took)
      note('done')
      return reply
    } catch (error) {
      if (error instanceof NetworkError) {
        note('unanswered')
        await pause(50)
        continue
      }
      const code = error instanceof ProblemError ? error.code : String(error)
      note(code)
      if (!expected.includes(code)) run.unexpected.push(`${what}: ${code}`)
      return code
    }
  }
}

const chooseAs = async (run: Run, call: Call, personId: string): Promise<void> => {
  const { world, random } = run
  const params = { round: world.roundId }
  while (run.acknowledged.size < world.flats.length) {
    await pause(random() * 3_000)
    if (random() < gaveUp && (await giveUp(run, call, params))) return
    // Everybody wants the same few: the lowest that are left.
    const left = world.codes.filter((code) => ![...run.acknowledged.values()].includes(code))
    const flat = left[Math.floor(random() * random() * left.length)]
    if (flat === undefined) return
    const held = await asked(run, 'hold', () =>
      call('PUT /me/rounds/:round/hold', { params, body: { flat } }),
    )
    if (held === 'already-chosen') return
    if (held === 'not-your-turn') await pause(random() * 10_000) // tries again for all that
    if (typeof held === 'string' || !held.hold) continue
    const { token } = held.hold
    await pause(random() * 300)
    const may = run.acknowledged.size < run.pace()
    // The last are called one after another, and have nobody left to be killed for.
    const isLast = run.pace() >= world.flats.length
    if (!may || (!isLast && random() < 0.2)) {
      if (random() < 0.5) await asked(run, 'let go', () => call('DELETE /me/rounds/:round/hold', { params }))
      continue // else it runs out, or is changed for another
    }
    if (!isLast && random() < 0.1) await pause(holdSeconds * 1_000 - 100 + random() * 200) // at its last moment
    const options = { idempotencyKey: randomUUID() }
    const chosen = await asked(run, 'choose', () =>
      call('POST /me/rounds/:round/choice', { params, body: { token } }, options),
    )
    if (typeof chosen === 'string') continue
    if (!chosen.choice) run.unexpected.push('chosen without a choice')
    else run.acknowledged.set(personId, chosen.choice.flat.code)
    return
  }
}

/** Somebody whose turn it is gives their place to the next, as long as enough are left. @returns whether it is so */
const giveUp = async (run: Run, call: Call, params: { round: string }): Promise<boolean> => {
  if (run.given >= run.world.people.length / 4) return false
  const refused = await asked(run, 'give up', () => call('PUT /me/rounds/:round/refusal', { params }))
  if (typeof refused === 'string') return false
  run.given += 1
  return true
}

const shares = (values: number[]): string => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`
}

/** One run. @returns what does not hold */
const chooseAll = async (
  server: string,
  {
    people,
    flats,
    kills,
    seed,
    control,
  }: { people: number; flats: number; kills: number; seed: number; control: boolean },
): Promise<string[]> => {
  const database = await ownDatabase(server, 'choosing')
  const world = await makeChoosingWorld(database.url, { people, flats, holdSeconds })
  if (control) await dropTheGuard(database.url)
  const random = seeded(seed)
  let killed = 0
  const run: Run = {
    world,
    random,
    servers: await Promise.all([serve(database.url, world), serve(database.url, world)]),
    pace: () => Math.ceil((flats * (killed + 1)) / (kills + 1)),
    acknowledged: new Map(),
    unexpected: [],
    given: 0,
    answers: new Map(),
    tookMs: new Map(),
  }
  const db = openDatabase(database.url)
  try {
    const transport = transportOf(run)
    const began = performance.now()
    const choosers = Promise.all(
      world.people.map(({ personId, token }) =>
        chooseAs(
          run,
          createCall(transport, () => token),
          personId,
        ),
      ),
    )
    for (; killed < kills; killed += 1) {
      await pause(300 + random() * 1_200)
      const at = killed % 2
      const victim = run.servers[at]
      run.servers[at] = null
      if (victim) await kill(victim)
      run.servers[at] = await serve(database.url, world)
    }
    await choosers
    const seconds = (performance.now() - began) / 1000
    await pause((holdSeconds + 3) * 1_000) // the last holds run out, a chore takes them away, messages are written
    for (const one of run.servers) if (one) await kill(one)
    tell(run, seconds, killed)
    const faults = [...new Set(run.unexpected), ...(await faultsAtTheEnd(db, world, run.acknowledged))]
    if ((run.answers.get('choose done') ?? 0) === 0) faults.push('nobody chose anything')
    return faults
  } finally {
    for (const one of run.servers) if (one) one.child.kill('SIGKILL')
    await db.destroy()
    await database.drop()
  }
}

const tell = ({ answers, tookMs }: Run, seconds: number, killed: number): void => {
  const all = [...answers.values()].reduce((sum, count) => sum + count, 0)
  say(`  ${killed} kills in ${seconds.toFixed(0)} s, ${all} requests, ${(all / seconds).toFixed(0)} a second`)
  for (const [answer, count] of [...answers].sort()) say(`  ${answer}: ${count}`)
  for (const [what, took] of tookMs) say(`  ${what}: ${shares(took)}`)
}

/** For the control: whoever asks for a flat gets it, though somebody holds it. */
const dropTheGuard = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create function take_away() returns trigger language plpgsql as $$
    begin delete from flat_hold where round_id = new.round_id and flat_id = new.flat_id and person_id <> new.person_id;
    return new; end $$`)
  await client.query(
    'create trigger without_guard before insert on flat_hold for each row execute function take_away()',
  )
  await client.end()
}

const main = async () => {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '500' },
      flats: { type: 'string', default: '50' },
      kills: { type: 'string', default: '20' },
      seed: { type: 'string' },
    },
  })
  const server = process.env.DATABASE_URL
  if (!server) throw new Error('set DATABASE_URL: two servers need a real PostgreSQL')
  const numbers = { people: Number(values.people), flats: Number(values.flats), kills: Number(values.kills) }
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
  say(`seed ${seed}: ${numbers.people} people choose among ${numbers.flats} flats through two servers`)
  const faults = await chooseAll(server, { ...numbers, seed, control: false })
  for (const fault of faults.slice(0, 20)) say(`  ✗ ${fault}`)
  say('control: holds may be taken from whoever has them')
  const found = await chooseAll(server, { people: 60, flats: 10, kills: 2, seed, control: true })
  say(
    found.length > 0
      ? `  fails as it must: ${found.length} faults, first ${found[0] ?? ''}`
      : '  ✗ the control holds: nothing was proved',
  )
  process.exit(faults.length === 0 && found.length > 0 ? 0 : 1)
}

void main()
