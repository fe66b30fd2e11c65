import type { Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { readCursor, cursorOf } from '../../server/core/keyset'
import {
  capitalOf,
  commitmentsOf,
  correctedAmong,
  introductionsOf,
  quotaOf,
  stepsOf,
} from '../../server/projects/lists'
import {
  earnedPlaces,
  hereByKind,
  introductionByHash,
  introductionsOfPerson,
  lastQuota,
  openCodes,
  presentOf,
  rewardsOf,
  rewardsOfReferral,
  standingSteps,
  waitingRewards,
} from '../../server/projects/repository'
import { projectPage, standingById } from '../../server/projects/standing'
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
type Case = [what: string, ask: (db: Kysely<Database>) => Promise<unknown>, index: string]

/** What sums of a project are read by. */
const ofSums = [
  'project_capital_project',
  'project_commitment_project',
  'project_introduction_here',
  'project_quota_pkey',
]
const cases: Case[] = [
  ['the list', (db) => projectPage(db, {}, today, after, 20), 'project_newest'],
  ['those of a stage', (db) => projectPage(db, { stage: 'signed' }, today, after, 20), 'project_stage'],
  ['those of a chain', (db) => projectPage(db, { chain: 'battery' }, today, after, 20), 'project_chain'],
  ['what happened', (db) => stepsOf(db, one, 9, 20), 'project_step_project'],
  ['the steps that stand', (db) => standingSteps(db, one, 2), 'project_step_project'],
  ['entries of capital', (db) => capitalOf(db, one, after, 20), 'project_capital_project'],
  ['what was corrected', (db) => correctedAmong(db, [one]), 'project_capital_corrects'],
  [
    'commitments',
    (db) => commitmentsOf(db, one, { due_on: today, id: one }, 20),
    'project_commitment_project',
  ],
  ['people introduced', (db) => introductionsOf(db, one, after, 20), 'project_introduction_project'],
  ['who is there by kind', (db) => hereByKind(db, one), 'project_introduction_here'],
  ['codes that wait', (db) => openCodes(db, one, at), 'project_introduction_project'],
  ['a code', (db) => introductionByHash(db, 'x'), 'project_introduction_code_hash_key'],
  ['where somebody is counted', (db) => presentOf(db, one), 'project_introduction_one'],
  [
    'introductions of a person',
    (db) => introductionsOfPerson(db, one, after, 20),
    'project_introduction_person',
  ],
  ['the quota ledger', (db) => quotaOf(db, one, 9, 20), 'project_quota_pkey'],
  ['what remains', (db) => lastQuota(db, one), 'project_quota_pkey'],
  ['what was earned', (db) => earnedPlaces(db, one), 'project_quota_pkey'],
  ['rewards of a project', (db) => rewardsOf(db, one), 'project_reward_project'],
  ['rewards of a referral', (db) => rewardsOfReferral(db, one), 'project_reward_pkey'],
  [
    'rewards that wait',
    (db) => waitingRewards(db, { due_at: at, referral_id: one, part: 'signed' }, 100),
    'project_reward_waiting',
  ],
]
it.each(cases)('finds %s by an index, without reading all', async (_case, ask, index) => {
  const query = (await queriesOf(test.db, ask)).filter(({ sql }) => sql.startsWith('select')).at(-1)
  const indexes = index.startsWith('project_introduction') ? [index] : [index, ...ofSums]
  const plan = await planOf(test.db, query as NonNullable<typeof query>, indexes)
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Seq Scan on project/)
  // The two parts of a reward are put in order by themselves.
  if (index !== 'project_reward_project') expect(plan).not.toContain('Sort Key')
})

it('finds one project and its sums by indexes', async () => {
  const [query] = await queriesOf(test.db, (db) => standingById(db, one, today))
  const indexes = ['project_pkey', ...ofSums]
  const plan = await planOf(test.db, query as NonNullable<typeof query>, indexes)
  expect(plan).not.toMatch(/Seq Scan on project/)
  for (const index of indexes) expect(plan).toContain(index)
})
