import { dayInChina } from '@jucai/contract/china-time'
import type { Graduates } from '@jucai/contract/graduates'
import { addDays, addYears } from '@jucai/contract/policies/days'
import { degreeLabels, degrees } from '@jucai/contract/vocabulary'
import { sql } from 'kysely'
import { sampleCity } from '../../mock/city/city'
import { publishCity } from '../../server/city'
import { countStayed, folded, foldedMonths, graduatesWhoStayed } from '../../server/profiles/graduates'
import { startHarness, type Harness } from '../harness'
import { planOf, queriesOf } from '../plans'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const campaign = {
  title: '千名大学生留老城',
  target: 1000,
  from: '2026-02-01',
  until: '2027-01-31',
  graduatedWithinYears: 5,
  regions: ['430100', '430302'],
  regionName: '星城市和一个区',
}
const publish = (changes: Partial<typeof campaign> = {}) =>
  publishCity(
    harness.db,
    { ...sampleCity, plan: { ...sampleCity.plan, campaign: { ...campaign, ...changes } } },
    'test',
    harness.clock.now(),
  )

/** As the page asks, a minute later than whoever asked before. */
const ask = async (): Promise<Graduates> => {
  harness.clock.advance(61)
  return harness.as()('GET /city/graduates')
}

interface Person {
  registeredAt: string
  graduatesOn: string
  region: string
  school: string
  major: string
  degree: (typeof degrees)[number]
}
const insert = async (people: readonly Person[]) => {
  await sql`
    with given as (
      select gen_random_uuid() as id, one.* from jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
        as one ("registeredAt" timestamptz, "graduatesOn" date, region text, school text, major text, degree text)
    ), people as (insert into person (id, created_at) select id, "registeredAt" from given)
    insert into profile (person_id, name, document_type, degree, school, major, graduates_on, home_region,
      present_region, aims, fields, registered_at, updated_at)
    select id, ''::bytea, 'resident-id', degree, school, major, "graduatesOn", region, region, '[]', '{}',
      "registeredAt", "registeredAt" from given`.execute(harness.db)
}
const removeAll = () => sql`delete from profile`.execute(harness.db)

/** Deterministic numbers in [0, 1). */
const numbers = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}
const edges = {
  // The first and the last moment of the campaign in China, and the moments beside them.
  registeredAt: [
    '2026-01-31T15:59:59.999Z',
    '2026-01-31T16:00:00.000Z',
    '2026-02-28T15:59:59.999Z',
    '2026-02-28T16:00:00.000Z',
    '2026-10-31T15:59:59.999Z',
    '2026-10-31T16:00:00.000Z',
  ],
  graduatesOn: ['2021-01-31', '2021-02-01', '2026-06-30', '2026-11-22', '2026-11-23', '2027-06-30'],
  region: ['430100', '430104', '430181', '430302', '430304', '430200', '440305', '943010'],
}
const someone = (random: () => number): Person => {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const day = (from: string, days: number) => addDays(from, Math.floor(random() * days))
  return {
    registeredAt:
      random() < 0.3
        ? pick(edges.registeredAt)
        : `${day('2025-12-01', 356)}T${pick(['03', '15', '16', '23'])}:30:00.000Z`,
    graduatesOn: random() < 0.4 ? pick(edges.graduatesOn) : day('2020-01-01', 2600),
    region: pick(edges.region),
    school: `大学${String.fromCharCode(65 + Math.floor(random() ** 2 * 20))}`,
    major: `专业${Math.floor(random() ** 3 * 60)}`,
    degree: pick(degrees),
  }
}

const counts = (today: string) => (one: Person) =>
  dayInChina(one.registeredAt) >= campaign.from &&
  dayInChina(one.registeredAt) <= campaign.until &&
  one.graduatesOn >= addYears(campaign.from, -5) &&
  one.graduatesOn <= today &&
  one.graduatesOn <= campaign.until &&
  (one.region.startsWith('4301') || one.region === '430302')

const tally = (values: readonly string[]) => {
  const all = new Map<string, number>()
  for (const value of values) all.set(value, (all.get(value) ?? 0) + 1)
  return [...all].map(([name, count]) => ({ name, count }))
}

it.each([11, 12, 13])('counts as its own words say, against each person by hand: %d', async (seed) => {
  await removeAll()
  await publish()
  const random = numbers(seed)
  const people = Array.from({ length: 700 }, () => someone(random))
  await insert(people)
  const found = await ask()
  const today = dayInChina(harness.clock.now())
  const those = people.filter(counts(today))
  expect(found.total).toBe(those.length)
  expect(await countStayed(harness.db, harness.clock.now())).toBe(those.length)
  for (const [groups, values] of [
    [found.schools, those.map(({ school }) => school)],
    [found.majors, those.map(({ major }) => major)],
    [found.degrees, those.map(({ degree }) => degreeLabels[degree])],
  ] as const) {
    const truth = new Map(tally(values).map(({ name, count }) => [name, count]))
    expect(groups.groups.map(({ name }) => truth.get(name))).toEqual(groups.groups.map(({ count }) => count))
    expect(groups.groups.every(({ count }) => count >= 5)).toBe(true)
    expect(groups.groups.length).toBeLessThanOrEqual(10)
    expect(groups.groups.reduce((sum, { count }) => sum + count, groups.others)).toBe(those.length)
    expect(groups.others === 0 || groups.others >= 5).toBe(true)
    const left = [...truth.values()].sort((a, b) => b - a).slice(groups.groups.length)
    expect(Math.max(0, ...left)).toBeLessThanOrEqual(groups.groups.at(-1)?.count ?? 0)
  }
  const monthOf = ({ registeredAt, graduatesOn }: Person) =>
    [dayInChina(registeredAt), graduatesOn].sort().at(-1)?.slice(0, 7) as string
  const perMonth = new Map(tally(those.map(monthOf)).map(({ name, count }) => [name, count]))
  expect(found.months.map(({ month }) => month)).toEqual(
    ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map((month) => `2026-${month}`),
  )
  expect(found.months.map(({ joined }) => joined)).toEqual(
    foldedMonths(found.months.map(({ month }) => perMonth.get(month) ?? 0)),
  )
  expect(found.months.at(-1)).toMatchObject({ total: those.length, goal: 833 })
})

it('counts from the first moment of the first day in China to the last of the last, each in its month', async () => {
  await removeAll()
  await publish({ from: '2026-09-01', until: '2026-10-31' })
  const one = {
    graduatesOn: '2026-06-30',
    region: '430102',
    school: 'A',
    major: 'B',
    degree: 'master' as const,
  }
  const at = (registeredAt: string, times: number) =>
    Array.from({ length: times }, () => ({ ...one, registeredAt }))
  await insert([
    ...at('2026-08-31T15:59:59.999Z', 100),
    ...at('2026-08-31T16:00:00.000Z', 5),
    ...at('2026-09-30T15:59:59.999Z', 6),
    ...at('2026-09-30T16:00:00.000Z', 7),
    ...at('2026-10-31T15:59:59.999Z', 8),
    ...at('2026-10-31T16:00:00.000Z', 100),
  ])
  const { total, months } = await ask()
  expect(total).toBe(26)
  expect(months).toEqual([
    { month: '2026-09', joined: 11, total: 11, goal: 500 },
    { month: '2026-10', joined: 15, total: 26, goal: 1000 },
  ])
})

it('counts nobody before it begins, and says so where there is no campaign', async () => {
  await publish({ from: '2026-12-01', until: '2027-11-30' })
  expect(await ask()).toMatchObject({ total: 0, months: [], schools: { groups: [], others: 0 } })
  await publishCity(
    harness.db,
    {
      ...sampleCity,
      plan: { ...sampleCity.plan, campaign: undefined, targets: [] },
    },
    'test',
    harness.clock.now(),
  )
  await expect(ask()).rejects.toMatchObject({ code: 'not-found' })
  expect((await harness.as()('GET /city/figures')).stayed).toBe(0)
})

it('counts somebody no more who moves away, withdraws or leaves, and once who joins two accounts', async () => {
  await removeAll()
  await publish()
  const total = async () => (await ask()).total
  const one = await harness.registerPerson()
  const two = await harness.registerPerson()
  expect(await total()).toBe(2)
  await one.call('PUT /me/profile', { body: { ...one.registration, presentRegion: '440305' } })
  expect(await total()).toBe(1)
  await one.call('PUT /me/profile', { body: { ...one.registration, presentRegion: '430181' } })
  expect(await total()).toBe(2)
  const bare = await harness.signIn()
  await harness.db
    .transaction()
    .execute((tx) => harness.app.people.merge(tx, bare.personId, two.personId, harness.clock.now()))
  expect(await total()).toBe(2)
  await two.call('PUT /me/consents/:purpose', {
    params: { purpose: 'registration' },
    body: { given: false, noticeVersion: 1 },
  })
  expect(await total()).toBe(1)
  await one.call('DELETE /me')
  expect(await total()).toBe(0)
})

describe('small numbers', () => {
  const groups = (...counts: number[]) => counts.map((count, at) => ({ name: `${at}`, count }))
  it.each([
    ['all fit', groups(9, 7, 5), 21, { groups: groups(9, 7, 5), others: 0 }],
    ['many others', groups(9, 7), 21, { groups: groups(9, 7), others: 5 }],
    ['few others take the smallest shown along', groups(9, 7, 5), 23, { groups: groups(9, 7), others: 7 }],
    ['until there are enough', groups(6), 9, { groups: [], others: 9 }],
    ['nobody is shown where all are few', [], 4, { groups: [], others: 4 }],
    ['nobody at all', [], 0, { groups: [], others: 0 }],
  ])('%s', (_, largest, total, expected) => {
    expect(folded(largest, total)).toEqual(expected)
  })
  it.each([
    [
      [5, 6],
      [5, 6],
    ],
    [
      [2, 2, 2, 7],
      [0, 0, 6, 7],
    ],
    [
      [7, 2, 1],
      [10, 0, 0],
    ],
    [
      [1, 0, 3],
      [0, 0, 4],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [[], []],
  ])('months %j are shown as %j', (joined, shown) => {
    expect(foldedMonths(joined)).toEqual(shown)
  })
})

it('is counted once a minute however many look, and from an index alone', async () => {
  await publish()
  harness.clock.advance(61)
  const before = await harness.as()('GET /city/graduates')
  await harness.registerPerson()
  harness.clock.advance(1)
  expect(await harness.as()('GET /city/graduates')).toEqual(before)
  expect((await ask()).total).toBe(before.total + 1)
  const now = harness.clock.now()
  const sent = (await queriesOf(harness.db, (db) => graduatesWhoStayed()(db, now))).filter(({ sql: text }) =>
    text.includes('"profile"'),
  )
  expect(sent).toHaveLength(4)
  for (const query of sent)
    expect(await planOf(harness.db, query, ['profile_graduates'], ['seqscan', 'bitmapscan'])).toContain(
      'Index Only Scan using profile_graduates',
    )
})
