import type { Kysely } from 'kysely'
import { testVault } from '../../mock/fakes'
import { authenticate, sessionsOf } from '../../server/accounts/sessions'
import { rolesOf, staffRows } from '../../server/accounts/assignments'
import { createCode, useCode } from '../../server/accounts/sms-codes'
import { auditPage, readsPage } from '../../server/core/audit-log'
import type { Database } from '../../server/core/db'
import { cursorOf } from '../../server/core/keyset'
import { countUnread, messagePage } from '../../server/notifications/repository'
import { consentGiven, consentsOf } from '../../server/profiles/consents'
import { ownerOfDocument, profileOf } from '../../server/profiles/repository'
import { openRows } from '../../server/recovery/repository'
import { invitationByCode, invitationPage } from '../../server/staff/repository'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf, queriesOf } from '../plans'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const me = '01930000-0000-7000-8000-000000000001'
const now = new Date('2026-11-22T02:00:00.000Z')
const after = cursorOf(now, me)
const vault = testVault()
const phone = '13800138000'

/** What is asked, how it is asked, the table meant, and the index that must serve, or any of several. */
it.each<[string, (db: Kysely<Database>) => Promise<unknown>, string, string]>([
  ['a session by its token', (db) => authenticate(db, 'token', now), 'session', 'session_token_hash_key'],
  ['devices', (db) => sessionsOf(db, me, null, now), 'session', 'session_person'],
  ['messages', (db) => messagePage(db, vault, me, after, 20), 'message', 'message_newest'],
  ['unread messages', (db) => countUnread(db, me), 'message', 'message_unread'],
  [
    'the codes of a number and of an address',
    (db) =>
      createCode(
        { db, now, deps: { vault, random: { digits6: () => '123456' } as never, isCampus: () => false } },
        { phone, purpose: 'sign-in', sourceAddress: '192.0.2.1' },
      ),
    'sms_code',
    'sms_code_phone|sms_code_source',
  ],
  [
    'the newest code',
    (db) =>
      useCode(
        { db, now, deps: { vault } },
        { phone, purpose: 'sign-in', code: '000000', sourceAddress: '192.0.2.1' },
      ),
    'sms_code',
    'sms_code_phone',
  ],
  ['an answer about consent', (db) => consentGiven(db, me, 'registration'), 'consent', 'consent_latest'],
  ['the consents in force', (db) => consentsOf(db, me), 'consent', 'consent_latest'],
  ['reads of a person', (db) => readsPage(db, [me], after, 20), 'audit_entry', 'audit_entry_person'],
  ['the audit log', (db) => auditPage(db, undefined, after, 20), 'audit_entry', 'audit_entry_pkey'],
  [
    'invitations',
    (db) => invitationPage(db, vault, after, 20),
    'staff_invitation',
    'staff_invitation_newest',
  ],
  ['an invitation', (db) => invitationByCode(db, 'x'), 'staff_invitation', 'staff_invitation_code_hash_key'],
  ['staff', (db) => staffRows(db, after, 20), 'staff_assignment', 'staff_assignment_newest'],
  ['roles of people', (db) => rolesOf(db, [me]), 'staff_assignment', 'staff_assignment_once'],
  ['open recoveries', (db) => openRows(db, after, 20), 'account_recovery', 'account_recovery_oldest'],
  ['a profile', (db) => profileOf(db, vault, me), 'profile', 'profile_pkey'],
  [
    'a document',
    (db) => ownerOfDocument(db, vault, 'resident-id', '11010519491231002X'),
    'profile',
    'profile_document_index_key',
  ],
])('finds %s by an index, without sorting', async (_case, ask, table, index) => {
  const queries = (await queriesOf(test.db, ask)).filter(
    ({ sql }) => sql.startsWith('select') && sql.includes(`"${table}"`),
  )
  expect(queries).not.toEqual([])
  for (const query of queries) {
    const plan = await planOf(test.db, query, index.split('|'))
    expect(plan).toMatch(new RegExp(index))
    // Rows of one moment put in order by id are no sort to speak of.
    expect(plan).not.toMatch(new RegExp(`Seq Scan on ${table}|(^|->  )Sort`, 'm'))
  }
})
