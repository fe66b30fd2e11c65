import { startHarness, type Harness, type Visitor } from '../harness'
import { stationOf } from '../../mock/city/stations'
import { newcomer, openHostel, wanted } from './world'

const hostel = stationOf.hostel
const rivals = 60
let harness: Harness
let people: Visitor[]
beforeAll(async () => {
  harness = await startHarness()
  await openHostel(await harness.office('lead'), hostel, ['1', '2', '3'])
  people = []
  for (let count = 0; count < rivals; count += 1) people.push(await newcomer(harness))
}, 300_000)
afterAll(() => harness.close())

/** Everybody asks at once for the same nights. @returns how it went, and how many nights are taken by bed */
const rush = async (fromDay: string, toDay: string) => {
  const outcomes = await Promise.allSettled(
    people.map((one) => one.call('POST /me/stays', { body: wanted(hostel, fromDay, toDay) })),
  )
  const rows = await harness.db
    .selectFrom('stay_night')
    .select(['bed_id', 'night', 'person_id'])
    .where('night', '>=', fromDay)
    .where('night', '<', toDay)
    .execute()
  return {
    won: outcomes.filter(({ status }) => status === 'fulfilled').length,
    lost: outcomes.flatMap((one) =>
      one.status === 'rejected'
        ? [one.reason as { code: string; body: { detail: string; nextFree: string[] } }]
        : [],
    ),
    rows,
  }
}

it('gives the last three beds to exactly three of sixty who ask at once, and tells each other when beds are free', async () => {
  const { won, lost, rows } = await rush('2026-12-10', '2026-12-12')
  expect(won).toBe(3)
  expect(lost).toHaveLength(rivals - 3)
  for (const { code, body } of lost) {
    expect(code).toBe('nights-taken')
    expect(body.nextFree[0]).toBe('2026-12-12')
    expect(body.detail).toContain('12月10日至11日已订满')
    expect(body.detail).toContain('12月12日（周六）')
  }
  expect(rows).toHaveLength(6)
  expect(new Set(rows.map(({ bed_id, night }) => `${bed_id} ${night}`)).size).toBe(6)
  // Nobody holds half a stay.
  for (const { person_id } of rows) expect(rows.filter((one) => one.person_id === person_id)).toHaveLength(2)
}, 300_000)

it('gives no bed twice where stays overlap in part, and to nobody a stay in pieces', async () => {
  const spans = [
    ['2026-12-14', '2026-12-16'],
    ['2026-12-15', '2026-12-17'],
    ['2026-12-13', '2026-12-18'],
  ] as const
  const outcomes = await Promise.allSettled(
    people.map((one, index) => {
      const [from, to] = spans[index % spans.length] as (typeof spans)[number]
      return one.call('POST /me/stays', { body: wanted(hostel, from, to) })
    }),
  )
  for (const one of outcomes)
    if (one.status === 'rejected') expect((one.reason as { code: string }).code).toBe('nights-taken')
  const rows = await harness.db
    .selectFrom('stay_night')
    .innerJoin('stay', 'stay.id', 'stay_night.stay_id')
    .select(['stay_id', 'bed_id', 'night', 'from_day', 'to_day'])
    .where('night', '>=', '2026-12-13')
    .execute()
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(3)
  expect(new Set(rows.map(({ bed_id, night }) => `${bed_id} ${night}`)).size).toBe(rows.length)
  for (const id of new Set(rows.map((one) => one.stay_id))) {
    const own = rows.filter((one) => one.stay_id === id)
    expect(new Set(own.map(({ bed_id }) => bed_id)).size).toBe(1)
    expect(own).toHaveLength(
      (Date.parse(own[0]?.to_day ?? '') - Date.parse(own[0]?.from_day ?? '')) / 86_400_000,
    )
  }
}, 300_000)

// The embedded database is a single session, where nobody is ever a moment earlier.
const onServer = process.env.DATABASE_URL ? it : it.skip
onServer(
  'would give beds twice without the unique key: the race above is a real one',
  async () => {
    await harness.db.schema.alterTable('stay_night').dropConstraint('stay_night_bed').execute()
    const { won } = await rush('2026-12-20', '2026-12-22')
    expect(won).toBeGreaterThan(3)
  },
  300_000,
)
