import type { Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { cursorOf, readCursor } from '../../server/core/keyset'
import {
  openTenancyOf,
  reviewsOf,
  stepsOf,
  tenanciesAt,
  tenancyPage,
  unitsOf,
  waitingReviews,
} from '../../server/workspaces/repository'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf, queriesOf } from '../plans'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const one = crypto.randomUUID()
const after = readCursor(cursorOf(new Date('2026-11-22T00:00:00.000Z'), one))
const page = { after, limit: 20 }
type Case = [what: string, ask: (db: Kysely<Database>) => Promise<unknown>, index: string]
const cases: Case[] = [
  ['who is where', (db) => tenancyPage(db, {}, page), 'workspace_tenancy_made'],
  ['those in a state', (db) => tenancyPage(db, { state: 'running' }, page), 'workspace_tenancy_state'],
  ['one’s own', (db) => tenancyPage(db, { personId: one }, page), 'workspace_tenancy_person'],
  ['the one in use', (db) => openTenancyOf(db, one), 'workspace_one_place'],
  ['those of a site', (db) => tenanciesAt(db, [one], '2026-11-22'), 'workspace_tenancy_site'],
  ['units of a site', (db) => unitsOf(db, [one]), 'workspace_unit_spot'],
  ['reviews of a tenancy', (db) => reviewsOf(db, [one]), 'workspace_review_tenancy_id_due_on_key'],
  ['reviews that wait', (db) => waitingReviews(db, page), 'workspace_review_waiting'],
  ['what happened', (db) => stepsOf(db, [one]), 'workspace_step_of'],
]

it.each(cases)('%s is found by an index', async (_what, ask, index) => {
  const [query] = await queriesOf(test.db, ask)
  if (!query) throw new Error('nothing was asked')
  expect(await planOf(test.db, query, [index])).toContain(index)
})
