import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { personOfIdentity } from '../server/accounts'
import { publishPrograms } from '../server/applications'
import { cityInForce, publishCity, type CityConfig } from '../server/city'
import type { Database } from '../server/core/db'
import { policyCodes, publishBook } from '../server/policies'
import { programs } from '../server/programs'
import { sampleCity } from './city/city'
import { secondCity } from './city/second'
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

/** The brands that the sample city can show, by the option that chooses one. */
export const sampleBrands: Readonly<Record<string, CityConfig>> = { star: sampleCity, river: secondCity }

const isBookPublished = async (db: Kysely<Database>): Promise<boolean> =>
  (await db.selectFrom('policy_book').select('version').limit(1).executeTakeFirst()) !== undefined

/**
 * Publishes the sample city and its policies where none are in force.
 * @param brand which of {@link sampleBrands} to show from now on; without one the configuration in force stays
 */
export const publishSampleCity = async (db: Kysely<Database>, now: Date, brand?: string): Promise<void> => {
  if (!(await isBookPublished(db))) await publishBook(db, { book: sampleBook, source: '示例政策' }, now)
  const known = await db.selectFrom('city_config').select('version').limit(1).executeTakeFirst()
  const city = brand === undefined ? sampleCity : sampleBrands[brand]
  if (!city) throw new Error(`示例城市没有叫“${brand}”的品牌，可选：${Object.keys(sampleBrands).join('、')}`)
  if (known && (brand === undefined || (await cityInForce(db)).brand.name === city.brand.name)) return
  await publishCity(db, city, '示例城市', now, { policyCodes: await policyCodes(db) })
}

/** Loads 星城市 with its sample people. Done once: a second call finds them there. */
export const seedSampleCity = async (
  db: Kysely<Database>,
  { vault, storage }: Pick<World, 'vault' | 'storage'>,
  now: Date,
  brand?: string,
): Promise<void> => {
  const world: World = { now, vault, storage }
  if (!(await isBookPublished(db))) {
    const before = daysBefore(world, 180)
    await publishBook(db, { book: earlierBook, source: '示例政策（上一版）' }, before)
    await publishBook(db, { book: sampleBook, source: '示例政策' }, now)
  }
  await publishSampleCity(db, now, brand)
  if (await personOfIdentity(db, vault, { kind: 'wechat', subject: sampleOpenId('graduate') })) return
  await publishPrograms(db, programs, daysBefore(world, 30)) // before the first sample application
  const seeds = inOrder(await findSeeds())
  await db.transaction().execute(async (tx) => {
    for (const { seed } of seeds) await seed(tx, world)
  })
}
