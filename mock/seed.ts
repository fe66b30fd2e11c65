import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { personOfIdentity } from '../server/accounts'
import { publishPrograms } from '../server/applications'
import { publishCity } from '../server/city'
import type { Database } from '../server/core/db'
import { publishBook } from '../server/policies'
import { programs } from '../server/programs'
import { sampleCity } from './city/city'
import { sampleBook } from './policies/book'
import { earlierBook } from './policies/earlier'
import { daysBefore, sampleOpenId, type Seed, type World } from './world'

/** The sample of each feature, by its folder: whatever has a `mock/<feature>/seed.ts`. */
const findSeeds = async (): Promise<Record<string, Seed>> => {
  const seeds: Record<string, Seed> = {}
  for (const name of readdirSync(__dirname).sort()) {
    const file = path.join(__dirname, name, 'seed.ts')
    if (existsSync(file)) seeds[name] = (await import(file)) as Seed
  }
  return seeds
}

/**
 * These seeds, each after those that it names.
 * @throws Error when one names another that is not there, or when they wait for each other
 */
export const inOrder = (all: Readonly<Record<string, Seed>>): Seed[] => {
  const done = new Map<string, Seed>()
  const add = (name: string, waiting: readonly string[]): void => {
    if (done.has(name)) return
    const seed = all[name]
    if (!seed) throw new Error(`no sample of ${name}, which ${waiting.at(-1) ?? 'nobody'} waits for`)
    if (waiting.includes(name))
      throw new Error(`samples wait for each other: ${[...waiting, name].join(' → ')}`)
    for (const other of seed.after) add(other, [...waiting, name])
    done.set(name, seed)
  }
  for (const name of Object.keys(all)) add(name, [])
  return [...done.values()]
}

const isBookPublished = async (db: Kysely<Database>): Promise<boolean> =>
  (await db.selectFrom('policy_book').select('version').limit(1).executeTakeFirst()) !== undefined

/** Publishes the sample city and its policies where none are in force. */
export const publishSampleCity = async (db: Kysely<Database>, now: Date): Promise<void> => {
  const inForce = await db.selectFrom('city_config').select('version').limit(1).executeTakeFirst()
  if (!inForce) await publishCity(db, sampleCity, '示例城市', now)
  if (!(await isBookPublished(db))) await publishBook(db, { book: sampleBook, source: '示例政策' }, now)
}

/** Loads 星城市 with its sample people. Done once: a second call finds them there. */
export const seedSampleCity = async (
  db: Kysely<Database>,
  { vault, storage }: Pick<World, 'vault' | 'storage'>,
  now: Date,
): Promise<void> => {
  const world: World = { now, vault, storage }
  if (!(await isBookPublished(db))) {
    const before = daysBefore(world, 180)
    await publishBook(db, { book: earlierBook, source: '示例政策（上一版）' }, before)
    await publishBook(db, { book: sampleBook, source: '示例政策' }, now)
  }
  await publishSampleCity(db, now)
  if (await personOfIdentity(db, vault, { kind: 'wechat', subject: sampleOpenId('graduate') })) return
  await publishPrograms(db, programs, daysBefore(world, 30)) // before the first sample application
  const seeds = inOrder(await findSeeds())
  await db.transaction().execute(async (tx) => {
    for (const { seed } of seeds) await seed(tx, world)
  })
}
