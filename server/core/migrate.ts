import fs from 'node:fs'
import path from 'node:path'
import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { Database } from './db'

const folder = path.join(__dirname, '..', 'migrations')

const migrations = (): Record<string, Migration> =>
  Object.fromEntries(
    fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const text = fs.readFileSync(path.join(folder, file), 'utf8')
        return [
          file.replace(/\.sql$/, ''),
          {
            up: async (db: Kysely<unknown>) => {
              await sql.raw(text).execute(db)
            },
          },
        ]
      }),
  )

/**
 * Brings the schema up to date, forward only, in one transaction.
 * @returns the names of the migrations that ran.
 */
export const migrate = async (db: Kysely<Database>): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations() } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('a migration failed', { cause: error })
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}
