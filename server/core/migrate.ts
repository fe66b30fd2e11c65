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

const migratorOf = (db: Kysely<Database>) =>
  new Migrator({ db, provider: { getMigrations: async () => migrations() } })

/** The tables are not those of this version. The message says what to do. */
export class SchemaMismatch extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SchemaMismatch'
  }
}

/** What this version would still have to run, and what it does not know. */
const standing = async (db: Kysely<Database>) => {
  const known = await migratorOf(db).getMigrations()
  const lacking = known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
  const isEmpty = lacking.length === known.length
  const ran = isEmpty
    ? []
    : (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)).rows
  const strange = ran.map(({ name }) => name).filter((name) => !known.some((one) => one.name === name))
  if (strange.length > 0)
    throw new SchemaMismatch(
      `数据库的表结构比这个程序新，多了 ${strange.join('、')}。请换用运行服务的那一版程序。`,
    )
  return { lacking, isEmpty }
}

/**
 * Brings the schema up to date, forward only, in one transaction.
 * @returns the names of the migrations that ran.
 * @throws SchemaMismatch when the database is that of a later version
 */
export const migrate = async (db: Kysely<Database>): Promise<string[]> => {
  await standing(db)
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('a migration failed', { cause: error })
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

/**
 * Refuses a database whose tables are not those of this version, and changes nothing: for commands, beside
 * which a server of another version may be running.
 * @throws SchemaMismatch
 */
export const needSchema = async (db: Kysely<Database>): Promise<void> => {
  const { lacking, isEmpty } = await standing(db)
  if (isEmpty) throw new SchemaMismatch('数据库还是空的，没有可看的内容。请检查地址，或先启动一次服务。')
  if (lacking.length > 0)
    throw new SchemaMismatch(
      `数据库的表结构比这个程序旧，还缺 ${lacking.join('、')}。请先用这一版启动服务，表结构会自动更新；这个命令不更新，免得正在运行的旧服务出错。`,
    )
}

/** The same; on a database without tables, beside which nobody can be running, it makes them. @throws SchemaMismatch */
export const createSchema = async (db: Kysely<Database>): Promise<void> => {
  const { isEmpty } = await standing(db)
  if (isEmpty) await migrate(db)
  else await needSchema(db)
}
