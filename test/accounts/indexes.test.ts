import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../databases'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const id = "'01930000-0000-7000-8000-000000000001'"
const after = `(timestamptz '2026-11-22', uuid ${id})`

// On an empty table the planner would scan and sort; without those ways it shows whether an index could
// serve.
it.each([
  ['a session by its token', `select * from session where token_hash = 'x'`, 'session_token_hash_key'],
  [
    'devices',
    `select * from session where person_id = ${id} and revoked_at is null order by created_at desc, id desc limit 200`,
    'session_person',
  ],
  [
    'messages',
    `select * from message where person_id = ${id} and (created_at, id) < ${after} order by created_at desc, id desc limit 21`,
    'message_newest',
  ],
  ['unread messages', `select count(*) from message where person_id = ${id} and read_at is null`, 'message_'],
  [
    'the newest code',
    `select * from sms_code where phone_index = 'x' order by created_at desc limit 1`,
    'sms_code_phone',
  ],
  [
    'codes of an address',
    `select count(*) from sms_code where source_index = 'x' and created_at > now()`,
    'sms_code_source',
  ],
  ['consents', `select * from consent where person_id = ${id}`, 'consent_latest'],
  [
    'reads of a person',
    `select * from audit_entry where person_id = ${id} order by id desc limit 21`,
    'audit_entry_person',
  ],
  ['the audit log', `select * from audit_entry order by id desc limit 21`, 'audit_entry_pkey'],
  [
    'invitations',
    `select * from staff_invitation where (created_at, id) < ${after} order by created_at desc, id desc limit 21`,
    'staff_invitation_newest',
  ],
  [
    'staff',
    `select * from staff_assignment where ended_at is null and (since, id) < ${after} order by since desc, id desc limit 21`,
    'staff_assignment_newest',
  ],
  [
    'open recoveries',
    `select * from account_recovery where state = 'open' order by created_at, id limit 21`,
    'account_recovery_oldest',
  ],
  ['a document', `select * from profile where document_index = 'x'`, 'profile_document_index_key'],
])('finds %s by an index, without sorting', async (_case, query, index) => {
  const plan = await test.db.transaction().execute(async (tx) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort'])
      await sql.raw(`set local enable_${way} = off`).execute(tx)
    return (await sql.raw<{ 'QUERY PLAN': string }>(`explain ${query}`).execute(tx)).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n')
  })
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Seq Scan|Sort/)
})
