import type { City, Station } from '@jucai/contract/city'
import { sql, type Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { problem } from '../core/problem'
import { statement } from '../core/statement'
import { faultsOf, type CityConfig } from './config'
import { keywordsFor } from '../core/pinyin-search'

interface CityConfigTable {
  version: number
  id: string
  body: unknown
  source: string
  published_at: Date
  published_by: string | null
}
interface StationTable {
  id: string
  name: string
  kind: Station['kind']
  region: string
  closed_at: Date | null
}
declare module '../core/db' {
  interface Database {
    city_config: CityConfigTable
    station: StationTable
  }
}

const newestPublication = statement()((db) =>
  db.selectFrom('city_config').select(['id', 'version']).orderBy('version', 'desc').limit(1),
)

const cached = new Map<string, City>()
const kept = 8

const read = async (db: Db, { id, version }: { id: string; version: number }): Promise<City> => {
  const known = cached.get(id)
  if (known) return known
  const { body } = await db
    .selectFrom('city_config')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const config = body as CityConfig
  const city = {
    ...config,
    version,
    services: config.services.map((service) => ({
      ...service,
      keywords: keywordsFor([service.name, ...(service.keywords ?? [])]),
    })),
  }
  cached.set(id, city)
  if (cached.size > kept) cached.delete(cached.keys().next().value as string)
  return city
}

/**
 * The configuration in force. One index look-up a call; the body is read once a version.
 * @throws Problem unavailable when no configuration was published yet.
 */
export const cityInForce = async (db: Db): Promise<City> => {
  const [newest] = (await newestPublication(db, {})).rows
  if (!newest) throw problem('unavailable', { detail: '城市配置还没有发布' })
  return read(db, newest)
}

/** The configuration as of a version; null when there is none. */
export const cityAt = async (db: Db, version: number): Promise<City | null> => {
  const row = await db
    .selectFrom('city_config')
    .select(['id', 'version'])
    .where('version', '=', version)
    .executeTakeFirst()
  return row ? read(db, row) : null
}

const syncStations = async (db: Db, stations: Station[], now: Date) => {
  const present = new Set((await db.selectFrom('station').select('id').execute()).map((row) => row.id))
  await db
    .updateTable('station')
    .set({ closed_at: now })
    .where('closed_at', 'is', null)
    .$if(stations.length > 0, (query) =>
      query.where(
        'id',
        'not in',
        stations.map((station) => station.id),
      ),
    )
    .execute()
  for (const { id, name, kind, region } of stations) {
    const row = { name, kind, region, closed_at: null }
    if (present.has(id)) await db.updateTable('station').set(row).where('id', '=', id).execute()
    else
      await db
        .insertInto('station')
        .values({ id, ...row })
        .execute()
  }
}

/** What a publication is held against and put down to. */
export interface Publication {
  publishedBy?: string | null
  policyCodes?: ReadonlySet<string> | null
}

/**
 * Publishes a configuration as the next version; earlier versions stay on record.
 * @param source which paper or file it was taken from
 * @param beside who publishes it, and the codes of the policy book in force, which its plan may name
 * @throws Error naming every fault when the configuration does not hold together.
 */
export const publishCity = (
  db: Kysely<Database>,
  config: CityConfig,
  source: string,
  now: Date,
  { publishedBy = null, policyCodes = null }: Publication = {},
): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const faults = faultsOf(config, policyCodes)
    if (faults.length > 0) throw new Error(`city configuration: ${faults.join('; ')}`)
    await sql`select pg_advisory_xact_lock(51516)`.execute(tx)
    const last = await tx
      .selectFrom('city_config')
      .select('version')
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const version = (last?.version ?? 0) + 1
    await tx
      .insertInto('city_config')
      .values({
        version,
        id: uuidv7(),
        body: JSON.stringify(config),
        source,
        published_at: now,
        published_by: publishedBy,
      })
      .execute()
    await syncStations(tx, config.stations, now)
    await audit(tx, {
      at: now,
      actorId: publishedBy,
      actorRole: publishedBy ? 'system-admin' : 'system',
      action: 'city.published',
      object: `city-config:${version}`,
      detail: { source },
    })
    return version
  })

/** An open station by id; null when there is none. */
export const openStation = async (db: Db, id: string): Promise<{ id: string; name: string } | null> =>
  (await db
    .selectFrom('station')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()) ?? null
