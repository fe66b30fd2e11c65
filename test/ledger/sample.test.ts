import { internshipScheme } from '@jucai/contract/internship-vocabulary'
import { markLate } from '../../server/ledger'
import { seedSampleCity } from '../../mock/seed'
import { sampleStorage, testVault } from '../../mock/fakes'
import { openTestDatabase, type TestDatabase } from '../databases'
import { startOfTests } from '../start'
import { faultsIn, ledgerDeps } from './world'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

it('the sample has a payment of each kind, and books that hold', async () => {
  const storage = sampleStorage()
  await seedSampleCity(test.db, { vault: testVault(), storage }, startOfTests)
  const rows = await test.db
    .selectFrom('ledger_payment')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('scheme', '<>', internshipScheme) // as many as months have passed in the sample's internships
    .groupBy('state')
    .orderBy('state')
    .execute()
  expect(rows).toEqual([
    { state: 'approved', count: 10 },
    { state: 'paid', count: 34 },
    { state: 'returned', count: 2 },
    { state: 'submitted', count: 1 },
  ])
  const lines = await test.db.selectFrom('ledger_return_line').select('state').distinct().execute()
  expect(lines).toEqual([{ state: 'booked' }])
  await markLate(ledgerDeps({ db: test.db, storage }), startOfTests)
  const late = await test.db
    .selectFrom('ledger_payment')
    .select('id')
    .where('scheme', '<>', internshipScheme)
    .where('late_on', 'is not', null)
    .execute()
  expect(late).toHaveLength(2)
  expect(await faultsIn(test.db, startOfTests)).toEqual([])
})
