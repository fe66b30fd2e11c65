import { sql } from 'kysely'
import { audit, sealAudit, verifyAudit } from '../../server/core/audit'
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

it('finds an entry that somebody with the keys to the database forged', async () => {
  await sealAudit(test.db)
  await sql`alter table audit_entry disable trigger audit_entry_append_only`.execute(test.db)
  await sql`update audit_entry set action = 'forged' where action = 'two'`.execute(test.db)
  await sql`alter table audit_entry enable trigger audit_entry_append_only`.execute(test.db)
  expect((await verifyAudit(test.db)).brokenAt).toBe(2)
})
