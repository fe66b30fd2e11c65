import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { record, running } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
    harness.clock.set('2026-11-22T02:00:00Z')
  })
  afterAll(() => harness.close())

  it('two phones record overlapping hours of one person in two engagements: one is kept', async () => {
    const one = await running(harness)
    const other = await running(harness, { expert: one.expert })
    for (const day of ['2026-11-21', '2026-11-14', '2026-11-15', '2026-11-08', '2026-11-07']) {
      const outcomes = await Promise.allSettled([
        record(one, day, '09:00', '12:00'),
        record(other, day, '10:00', '13:00'),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const [refusal] = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      )
      expect(refusal).toEqual(refused('engagement-hours-overlap'))
    }
    const kept = await harness.db
      .selectFrom('engagement_hours')
      .select('id')
      .where('person_id', '=', one.expert.personId)
      .execute()
    expect(kept).toHaveLength(5)
  })
})
