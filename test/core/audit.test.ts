import { sql, type CompiledQuery, type Kysely } from 'kysely'
import { audit, sealAudit, verifyAudit } from '../../server/core/audit'
import type { Database } from '../../server/core/db'
import { openTestDatabase, type TestDatabase } from '../databases'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const record = (action: string) =>
  audit(test.db, {
    at: new Date('2026-11-22T00:00:00Z'),
    actorId: null,
    actorRole: 'system',
    action,
    object: 'test:1',
    detail: { b: 1, a: [2] },
  })

it('seals what was written, in a chain that verifies', async () => {
  for (const action of ['one', 'two', 'three']) await record(action)
  expect(await sealAudit(test.db)).toBe(3)
  expect(await sealAudit(test.db)).toBe(0)
  await record('four')
  expect(await verifyAudit(test.db)).toEqual({ sealed: 3, unsealed: 1, brokenAt: null })
})

it('refuses to change, delete or truncate', async () => {
  await expect(sql`update audit_entry set action = 'forged'`.execute(test.db)).rejects.toThrow('append-only')
  await expect(sql`delete from audit_seal`.execute(test.db)).rejects.toThrow('append-only')
  await expect(sql`truncate audit_entry, audit_seal`.execute(test.db)).rejects.toThrow('append-only')
})

/** An id as it was made so many milliseconds ago. */
const idOf = (agoMs: number, turn = 0) => {
  const hex = (Date.now() - agoMs).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(turn).padStart(12, '0')}`
}
const insertLate = (id: string) =>
  test.db
    .insertInto('audit_entry')
    .values({
      id,
      at: new Date('2026-11-22T00:00:00Z'),
      actor_id: null,
      actor_role: 'system',
      action: 'late',
      object: 'test:1',
      person_id: null,
      detail: '{}',
    })
    .execute()
const isSealed = async (id: string) =>
  (await test.db.selectFrom('audit_seal').select('sequence').where('entry_id', '=', id).execute()).length ===
  1

/** How many entries the statements of a run read, by what PostgreSQL counts when it does them. */
const entriesRead = async (run: (db: Kysely<Database>) => Promise<unknown>): Promise<number> => {
  const sent: CompiledQuery[] = []
  const recording = test.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      sent.push(test.db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await run(recording)
  type Plan = Record<string, unknown> & { Plans?: Plan[] }
  const count = (plan: Plan): number =>
    (plan['Relation Name'] === 'audit_entry'
      ? (Number(plan['Actual Rows']) + Number(plan['Rows Removed by Filter'] ?? 0)) *
        Number(plan['Actual Loops'])
      : 0) + (plan.Plans ?? []).reduce((sum, inner) => sum + count(inner), 0)
  let read = 0
  for (const query of sent.filter(
    ({ sql: text }) => text.startsWith('select') && text.includes('audit_entry'),
  )) {
    const { rows } = await test.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      ...query,
      sql: `explain (analyze, format json) ${query.sql}`,
    })
    read += count((rows[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan)
  }
  expect(sent.length).toBeGreaterThan(0)
  return read
}

it('seals what is new without reading what it sealed long ago', async () => {
  const yesterday = 86_400_000
  await sql`insert into audit_entry (id, at, actor_role, action, object)
    select (substr(${idOf(yesterday)}, 1, 24) || lpad(turn::text, 12, '0'))::uuid, now(), 'system', 'old', 'test:1'
    from generate_series(1, 3000) as turn`.execute(test.db)
  while ((await sealAudit(test.db, { whole: true })) > 0);
  await record('new')
  await sealAudit(test.db)
  await sql`analyze audit_entry, audit_seal`.execute(test.db)
  await record('newer')
  expect(await entriesRead((db) => sealAudit(db))).toBeLessThan(50)
  expect(await entriesRead((db) => sealAudit(db, { whole: true }))).toBeGreaterThan(3000)
  expect(await verifyAudit(test.db)).toMatchObject({ unsealed: 0, brokenAt: null })
})

it('seals what was committed late: within a minute at once, whatever its age when all is gone through', async () => {
  await record('on time')
  await sealAudit(test.db)
  const [late, later] = [idOf(30_000, 7), idOf(3_600_000, 8)]
  await insertLate(late)
  await insertLate(later)
  expect(await sealAudit(test.db)).toBe(1)
  expect([await isSealed(late), await isSealed(later)]).toEqual([true, false])
  expect(await sealAudit(test.db, { whole: true })).toBe(1)
  expect(await isSealed(later)).toBe(true)
  await record('after all')
  expect(await sealAudit(test.db)).toBe(1)
  expect(await verifyAudit(test.db)).toMatchObject({ unsealed: 0, brokenAt: null })
})

it('finds an entry that somebody with the keys to the database forged', async () => {
  await sealAudit(test.db)
  await sql`alter table audit_entry disable trigger audit_entry_append_only`.execute(test.db)
  await sql`update audit_entry set action = 'forged' where action = 'two'`.execute(test.db)
  await sql`alter table audit_entry enable trigger audit_entry_append_only`.execute(test.db)
  expect((await verifyAudit(test.db)).brokenAt).toBe(2)
})
