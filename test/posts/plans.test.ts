import type { Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { cursorOf, readCursor } from '../../server/core/keyset'
import { draftersOf, draftPage, forgetDrafts } from '../../server/posts/draft-rows'
import {
  endedOf,
  goingAt,
  jobsOfPerson,
  jobsOfPost,
  lateUntold,
  overduePage,
} from '../../server/posts/job-rows'
import { checkPage, employerPage, newestRank, runOut } from '../../server/posts/repository'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf, queriesOf } from '../plans'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const one = crypto.randomUUID()
const at = new Date('2026-11-22T02:00:00.000Z')
const after = readCursor(cursorOf(at, one))
const today = '2026-11-22'

it.each<[string, (db: Kysely<Database>) => Promise<unknown>, string[]]>([
  ['posts of an employer', (db) => employerPage(db, one, after, 20), ['post_employer']],
  ['posts that wait for the office', (db) => checkPage(db, after, 20), ['post_checking']],
  ['the newest post', (db) => newestRank(db), ['post_newest']],
  ['who waits at an employer that is gone', (db) => goingAt(db, one, 100), ['job_application_going']],
  ['what ended with a post', (db) => endedOf(db, one, 100), ['job_application_ended']],
  ['posts that ran out', (db) => runOut(db, at, 50), ['post_closing']],
  ['applications of a person', (db) => jobsOfPerson(db, one, after, 20), ['job_application_person']],
  [
    'those for a post',
    (db) => jobsOfPost(db, { post: one, waiting: false }, after, 20),
    ['job_application_post'],
  ],
  ['who waits untold', (db) => lateUntold(db, today, 200), ['job_application_waiting']],
  [
    'posts of which people wait too long',
    (db) => overduePage(db, today, { since: today, id: one }, 20),
    ['job_application_waiting', 'job_application_waiting_post'],
  ],
  ['drafts of a person', (db) => draftPage(db, one, after, 20), ['job_application_draft_person']],
  ['who has a draft', (db) => draftersOf(db, one, one, 100), ['job_application_draft_post']],
  ['drafts whose time is over', (db) => forgetDrafts(db, at), ['job_application_draft_forget']],
])('finds %s by an index, without reading all', async (_case, ask, indexes) => {
  const query = (await queriesOf(test.db, ask)).at(-1)
  const plan = await planOf(test.db, query as NonNullable<typeof query>, indexes)
  for (const index of indexes) expect(plan).toContain(index)
  expect(plan).not.toMatch(/Seq Scan on (post|job_application)|Sort Key/)
})
