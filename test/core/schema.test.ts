import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import { openDatabase, type Database } from '../../server/core/db'
import { startEmbedded } from '../../server/core/embedded'
import { createSchema, migrate, needSchema } from '../../server/core/migrate'
import { openTestDatabase, type TestDatabase } from '../databases'

/** What runs beside a server leaves the tables as that server knows them. */
let test: TestDatabase
let db: Kysely<Database>
const newest = fs
  .readdirSync(path.join(__dirname, '../../server/migrations'))
  .map((file) => file.replace(/\.sql$/, ''))
  .sort()
  .at(-1) as string
beforeEach(async () => {
  test = await openTestDatabase()
  db = test.db
})
afterEach(() => test.close())

const asOlder = () => sql`delete from kysely_migration where name = ${newest}`.execute(db)
const asNewer = () =>
  sql`insert into kysely_migration (name, timestamp) values ('9999_of_tomorrow', '2027-01-01')`.execute(db)
const ran = async () =>
  (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)).rows.map(
    ({ name }) => name,
  )

it.each([
  ['looks', needSchema],
  ['begins a new database', createSchema],
])('who %s takes the tables of this version, and refuses those of another in words', async (_what, open) => {
  await expect(open(db)).resolves.toBeUndefined()
  await asOlder()
  const before = await ran()
  await expect(open(db)).rejects.toMatchObject({
    name: 'SchemaMismatch',
    message: `数据库的表结构比这个程序旧，还缺 ${newest}。请先用这一版启动服务，表结构会自动更新；这个命令不更新，免得正在运行的旧服务出错。`,
  })
  expect(await ran()).toEqual(before)
  await migrateBack()
  await asNewer()
  await expect(open(db)).rejects.toMatchObject({
    name: 'SchemaMismatch',
    message: '数据库的表结构比这个程序新，多了 9999_of_tomorrow。请换用运行服务的那一版程序。',
  })
})
const migrateBack = () =>
  sql`insert into kysely_migration (name, timestamp) values (${newest}, '2026-01-01')`.execute(db)

it('a server that is older than its database does not start on it, and says so', async () => {
  await asNewer()
  await expect(migrate(db)).rejects.toMatchObject({ name: 'SchemaMismatch' })
})

describe('a database without tables', () => {
  it('is begun by who may, and by nobody else', async () => {
    const host = await startEmbedded(null)
    const empty = openDatabase(host.connection)
    await expect(needSchema(empty)).rejects.toMatchObject({
      name: 'SchemaMismatch',
      message: '数据库还是空的，没有可看的内容。请检查地址，或先启动一次服务。',
    })
    await createSchema(empty)
    await needSchema(empty)
    await empty.destroy()
    await host.close()
  })
})

// On the embedded database no server runs beside a command.
const onServer = process.env.DATABASE_URL ? it : it.skip
onServer.each([
  ['server/invite.ts'],
  ['server/verify-audit.ts'],
  ['server/verify-ledger.ts'],
  ['server/retry-events.ts'],
  ['server/publish-city.ts', 'package.json', '示例'],
])('%s leaves the tables of an older server alone', async (...command) => {
  await asOlder()
  const before = await ran()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const url = new URL(process.env.DATABASE_URL as string)
  url.pathname = `/${rows[0]?.name}`
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...command], {
    cwd: path.join(__dirname, '../..'),
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url.href },
  })
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^✗ 数据库的表结构比这个程序旧/)])
  expect(await ran()).toEqual(before)
})
