import type { Kysely } from 'kysely'
import { cursorOf, readCursor } from '../../server/core/keyset'
import { peopleShownTo } from '../../server/core/audit-log'
import type { Database } from '../../server/core/db'
import { peopleFound, personFound, type Sought } from '../../server/pool/people'
import {
  invitationPage,
  invitedFor,
  openOf,
  openUntil,
  searchPage,
  sentSince,
} from '../../server/pool/repository'
import { leftPoolAt } from '../../server/profiles'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf, queriesOf } from '../plans'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const me = crypto.randomUUID()
const at = new Date('2026-11-22T02:00:00.000Z')
const after = readCursor(cursorOf(at, me))
const sought: Sought = {
  criteria: { majors: ['材料'], degrees: ['master'], homeRegion: '430100', aims: ['job'], tiers: ['b'] },
  tiers: [{ key: 'b', degrees: ['master'], since: '2016-11-22' }],
  officerId: me,
}

it.each<[string, (db: Kysely<Database>) => Promise<unknown>, string]>([
  ['who fits, last changed first', (db) => peopleFound(db, sought, after, 20), 'profile_changed'],
  ['the consent of each', (db) => peopleFound(db, sought, null, 20), 'consent_latest'],
  ['one of them', (db) => personFound(db, sought, crypto.randomUUID()), 'profile_pkey'],
  ['when people left', (db) => leftPoolAt(db, [me]), 'consent_latest'],
  [
    'whom an officer was shown today',
    (db) => peopleShownTo(db, me, ['pool.listed', 'pool.opened'], at),
    'audit_entry_pool_looks',
  ],
  ['searches', (db) => searchPage(db, after, 20), 'pool_search_newest'],
  [
    'invitations of a person',
    (db) => invitationPage(db, { person: me }, after, 20),
    'pool_invitation_person',
  ],
  [
    'invitations of a search',
    (db) => invitationPage(db, { search: me }, after, 20),
    'pool_invitation_search',
  ],
  ['all invitations', (db) => invitationPage(db, {}, after, 20), 'pool_invitation_newest'],
  ['who was invited for a search', (db) => invitedFor(db, me, [me]), 'pool_invitation_search'],
  ['what waits for a person', (db) => openOf(db, me), 'pool_invitation_person'],
  ['what an officer sent today', (db) => sentSince(db, me, at), 'pool_invitation_officer'],
  ['what ends', (db) => openUntil(db, '2026-11-22', true, 100), 'pool_invitation_due'],
])('finds %s by an index, without reading all', async (_case, ask, index) => {
  // The last is the whole; before it come the parts that it is built of.
  const query = (await queriesOf(test.db, ask)).filter(({ sql }) => sql.startsWith('select')).at(-1)
  const plan = await planOf(test.db, query as NonNullable<typeof query>, [index])
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Seq Scan on (profile|consent|audit_entry|pool_\w+)/)
})
