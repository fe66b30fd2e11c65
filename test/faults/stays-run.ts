import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ProblemError } from '@jucai/contract/client'
import pg from 'pg'
import { target, type Attempt } from './client'
import { ownDatabase } from './own-database'
import { startServer, type Running } from './process'
import { seeded } from './random'
import type { StayFacts } from './stay-rules'
import { comeIn, openBeds, startStaying, stayDisputes, type Staying } from './staying'
import { signInStaff } from './writers'

const say = (line: string) => process.stdout.write(`${line}\n`)
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Asks again for all that was sent with a key: answered alike, or done now, or refused because others were earlier. */
const repeatAll = async (attempts: readonly Attempt[]): Promise<string[]> => {
  const faults: string[] = []
  for (const { name, answered, reply, repeat } of attempts)
    try {
      const again = await repeat()
      const isSame = name.startsWith('POST /me/stays ')
        ? isDeepStrictEqual(again, reply)
        : (again as { id: string }).id === (reply as { id: string } | undefined)?.id
      if (answered && !isSame) faults.push(`${name} answered differently`)
    } catch (error) {
      const isLate = !answered && error instanceof ProblemError && stayDisputes.has(error.code)
      if (!isLate) faults.push(`${name}: ${String(error)}`)
    }
  return faults
}

/** What was acknowledged and is not there; stays that nobody asked for; and what must never be. */
const faultsIn = (staying: Staying, facts: StayFacts, before: StayFacts): string[] => {
  const [there, ended] = [new Set(facts.stays), new Set(facts.ended)]
  const known = new Set([...staying.booked, ...before.stays])
  return [
    ...facts.faults,
    ...[...staying.booked].filter((id) => !there.has(id)).map((id) => `a stay was lost: ${id}`),
    ...[...staying.ended].filter((one) => !ended.has(one)).map((one) => `an end was lost: ${one}`),
    ...facts.stays.filter((id) => !known.has(id)).map((id) => `a stay that nobody asked for: ${id}`),
  ]
}

/** One server on the embedded database; on PostgreSQL two, of which each has a copy of the same keys. */
const startAll = async (url: string, folder: string): Promise<Running[]> => {
  const dirs = [path.join(folder, 'data'), ...(url ? [path.join(folder, 'data-2')] : [])]
  const servers: Running[] = []
  for (const dir of dirs) {
    if (dir !== dirs[0] && !fs.existsSync(dir)) fs.cpSync(dirs[0] as string, dir, { recursive: true })
    const variables = { JUCAI_DATA_DIR: dir, DATABASE_URL: url, TMPDIR: folder }
    servers.push(await startServer(variables).ready)
  }
  target.address = servers[0]?.address ?? ''
  if (servers[1]) target.second = servers[1].address
  for (const server of servers) server.hurryStays()
  return servers
}

const withoutBedKeyOn = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter table stay_night drop constraint stay_night_bed').finally(() => client.end())
}

const rounds = async (
  { staying, url, folder }: { staying: Staying; url: string; folder: string },
  { count, withoutBedKey }: { count: number; withoutBedKey: boolean },
): Promise<number> => {
  let failed = 0
  let servers = await startAll(url, folder)
  if (withoutBedKey) await withoutBedKeyOn(url)
  const before = (await servers[0]?.stayFacts()) as StayFacts
  for (let round = 1; round <= count; round += 1) {
    await openBeds(await signInStaff('lead', true))
    const clerk = await signInStaff('clerk', false)
    await comeIn(staying, round === 1 ? 12 : 4)
    staying.attempts.length = 0
    const acknowledged = staying.booked.size + staying.ended.size
    const guests = startStaying(staying, clerk)
    await pause(1500 + staying.random() * 2500)
    await Promise.all(servers.map((server) => server.kill()))
    await guests.ended()
    const { cut } = staying
    staying.cut = 0
    servers = await startAll(url, folder)
    const faults = [
      ...staying.failures.splice(0),
      ...(await repeatAll(staying.attempts)),
      ...faultsIn(staying, (await servers[0]?.stayFacts()) as StayFacts, before),
    ]
    failed += Number(faults.length > 0)
    say(
      `round ${round}: ${staying.booked.size + staying.ended.size - acknowledged} acknowledged, ${cut} cut off in the middle; ${faults.length === 0 ? 'all holds' : `${faults.length} faults`}`,
    )
    for (const fault of faults.slice(0, 6)) say(`  ✗ ${fault}`)
  }
  const { exercised } = (await servers[0]?.stayFacts()) as StayFacts
  say(
    Object.entries(exercised)
      .map(([what, times]) => `${times - (before.exercised[what] ?? 0)} ${what}`)
      .join(', '),
  )
  await Promise.all(servers.map((server) => server.kill()))
  return failed
}

/**
 * Guests in three beds, killed again and again. @returns the exit code; with `withoutBedKey` nought when beds were
 * given twice, as they must be where the database does not forbid it
 */
export const runStays = async (asked: {
  seed: number
  rounds: number
  withoutBedKey: boolean
}): Promise<number> => {
  const database = await ownDatabase()
  if (asked.withoutBedKey && !database.url)
    throw new Error('--without-bed-key wants PostgreSQL: the embedded database does one thing at a time')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-stays-'))
  say(
    `stays, seed ${asked.seed}, ${asked.rounds} rounds, ${database.url ? 'two servers on PostgreSQL' : 'embedded database'}`,
  )
  const staying: Staying = {
    random: seeded(asked.seed),
    guests: [],
    stays: new Map(),
    attempts: [],
    booked: new Set(),
    ended: new Set(),
    failures: [],
    people: 0,
    cut: 0,
  }
  try {
    const failed = await rounds(
      { staying, url: database.url, folder },
      { count: asked.rounds, withoutBedKey: asked.withoutBedKey },
    )
    if (!asked.withoutBedKey) return Math.min(failed, 1)
    say(failed > 0 ? 'without the key the run fails, as it must' : 'the run saw nothing: it proves nothing')
    return failed > 0 ? 0 : 1
  } finally {
    await database.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
