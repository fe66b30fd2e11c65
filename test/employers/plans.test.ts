import type { Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { cursorOf, readCursor } from '../../server/core/keyset'
import { openInvitations, invitationPage } from '../../server/employers/invitation-rows'
import { lookedAtOn } from '../../server/employers/look-rows'
import {
  draftsOf,
  employerByCode,
  employerPage,
  membersOf,
  membershipsOf,
  stepsOf,
} from '../../server/employers/repository'
import { openRequestsBy, requestsBy, requestsOf } from '../../server/employers/request-rows'
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

it.each<[string, (db: Kysely<Database>) => Promise<unknown>, string]>([
  ['the office’s list', (db) => employerPage(db, {}, after, 20), 'employer_newest'],
  ['those of one state', (db) => employerPage(db, { state: 'submitted' }, after, 20), 'employer_state'],
  ['those without an owner', (db) => employerPage(db, { ownerless: true }, null, 20), 'employer_ownerless'],
  ['who has a code', (db) => employerByCode(db, '91350100M000100Y43'), 'employer_code'],
  ['drafts of a person', (db) => draftsOf(db, me), 'employer_maker'],
  ['people of an employer', (db) => membersOf(db, me), 'employer_member_employer_id_person_id_key'],
  ['employers of a person', (db) => membershipsOf(db, me), 'employer_member_person'],
  ['what happened', (db) => stepsOf(db, me), 'employer_step_employer'],
  ['invitations', (db) => invitationPage(db, me, after, 20), 'employer_invitation_employer'],
  ['invitations that wait', (db) => openInvitations(db, me, at), 'employer_invitation_employer'],
  ['who asks to be let in', (db) => requestsOf(db, me), 'employer_join_request_open'],
  ['what a person asked', (db) => requestsBy(db, me, 20), 'employer_join_request_person'],
  ['what a person waits for', (db) => openRequestsBy(db, me), 'employer_join_request_person'],
  ['whom it looked at today', (db) => lookedAtOn(db, me, '2026-11-22'), 'employer_look_pkey'],
])('finds %s by an index, without reading all', async (_case, ask, index) => {
  const query = (await queriesOf(test.db, ask)).filter(({ sql }) => sql.startsWith('select')).at(-1)
  const plan = await planOf(test.db, query as NonNullable<typeof query>, [index])
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Seq Scan on employer/)
})
