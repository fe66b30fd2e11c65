import { sql } from 'kysely'
import { startHarness, type Harness } from '../harness'
import { dayBegins } from '../../server/stations/lead-records'
import { startOfDay } from '../../server/core/clock'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('begins a day in the database at the moment at which it begins here', async () => {
  for (const day of ['2026-11-22', '2026-12-31', '2027-01-01', '2028-02-29']) {
    const { rows } = await sql<{ at: Date }>`select ${dayBegins(sql`${day}::date`)} as at`.execute(harness.db)
    expect(rows[0]?.at).toEqual(startOfDay(new Date(`${day}T12:00:00+08:00`)))
  }
})
