import { startHarness, type Harness, type Visitor } from '../harness'
import { enterYear } from '../../server/applications'
import { stationOf } from '../../mock/city/stations'
import { refused } from '../matchers'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const profile = {
  hours: '每天 0:00–23:59',
  phone: '0755-55550000',
  address: '南山区创新一路 8 号',
  university: null,
  charter: ['答复想回来的人。'],
  serves: ['4403', '4419'],
  fallback: false,
}
const describeIt = (
  station: string,
  change: Partial<Omit<typeof profile, 'university'>> & { university?: string | null } = {},
) => lead.call('PUT /stations/:station/profile', { params: { station }, body: { ...profile, ...change } })

it('finds stations by words, pinyin, kind, city and university', async () => {
  await describeIt(stationOf.campus, { university: '星城大学', serves: [] })
  const names = async (query: object) =>
    (await harness.as()('GET /stations', { query })).items.map(({ name }) => name)
  expect(await names({})).toHaveLength((await harness.as()('GET /city')).stations.length)
  expect(await names({ q: '深圳' })).toEqual(['驻深圳招才引智工作站'])
  expect(await names({ q: 'zsz' })).toEqual(['驻深圳招才引智工作站'])
  expect(await names({ q: '星城大学' })).toEqual(['星城大学招才引智工作站'])
  expect(await names({ region: '440300' })).toEqual(['驻深圳招才引智工作站'])
  expect(await names({ kind: 'campus' })).toContain('星城大学招才引智工作站')
  expect(await names({ q: '没有的地方' })).toEqual([])
})

it('says who is there by door name only, and what the office wrote, each change a version', async () => {
  const clerk = await harness.staff('clerk', stationOf.shenzhen)
  await describeIt(stationOf.shenzhen)
  const detail = await describeIt(stationOf.shenzhen, { phone: '0755-55550001' })
  expect(detail).toMatchObject({
    phone: '0755-55550001',
    address: '南山区创新一路 8 号',
    openNow: true,
    charter: ['答复想回来的人。'],
    roster: [{ name: '林老师', duty: '接待来访、政策咨询、答复归根登记' }],
  })
  expect(detail.figures).toMatchObject({ met: 0, registered: 0, returned: 0, projects: 0, capitalFen: 0 })
  expect(await harness.as()('GET /stations/:station', { params: { station: stationOf.shenzhen } })).toEqual(
    detail,
  )
  const versions = await harness.db
    .selectFrom('station_profile')
    .select(['version', 'changed_by'])
    .where('station_id', '=', stationOf.shenzhen)
    .orderBy('version')
    .execute()
  expect(versions).toEqual([
    { version: 1, changed_by: lead.personId },
    { version: 2, changed_by: lead.personId },
  ])
  await expect(
    clerk.call('PUT /stations/:station/profile', { params: { station: stationOf.shenzhen }, body: profile }),
  ).rejects.toEqual(refused('not-allowed'))
})

it('is closed on a holiday and open on a weekend worked in exchange, as the office entered them', async () => {
  await describeIt(stationOf.shenzhen, { hours: '周一至周五 9:00–17:30' })
  const before = harness.clock.now()
  const seen = async (at: string) => {
    harness.clock.set(at)
    const { openNow, today } = await harness.as()('GET /stations/:station', {
      params: { station: stationOf.shenzhen },
    })
    return [openNow, today]
  }
  expect(await seen('2026-10-01T02:00:00Z')).toEqual([false, 'holiday'])
  expect(await seen('2026-10-10T02:00:00Z')).toEqual([true, 'worked'])
  expect(await seen('2026-10-12T02:00:00Z')).toEqual([true, undefined])
  // a year that no calendar has is never taken for one without holidays
  expect(await seen('2035-10-01T02:00:00Z')).toEqual([null, undefined])
  harness.clock.set(before)
  await enterYear(harness.db, before, { personId: lead.personId, role: 'lead' }, 2035, {
    holidays: ['2035-10-01'],
    workdays: ['2035-10-06'],
    source: '测试放假通知',
  })
  expect(await seen('2035-10-01T02:00:00Z')).toEqual([false, 'holiday'])
  expect(await seen('2035-10-06T02:00:00Z')).toEqual([true, 'worked'])
  harness.clock.set(before)
})

it('has one fallback at most', async () => {
  await describeIt(stationOf.hall, { fallback: true, serves: ['4301'] })
  await describeIt(stationOf.campus, { fallback: true, serves: [] })
  const newest = await harness.db
    .selectFrom('station_profile')
    .distinctOn('station_id')
    .select(['station_id', 'fallback'])
    .orderBy('station_id')
    .orderBy('version', 'desc')
    .execute()
  expect(newest.filter((row) => row.fallback).map((row) => row.station_id)).toEqual([stationOf.campus])
})

const fallbacks = async () => {
  const { items } = await harness.as()('GET /stations', { query: {} })
  const details = await Promise.all(
    items.map(({ id }) => harness.as()('GET /stations/:station', { params: { station: id } })),
  )
  return details.filter(({ fallback }) => fallback).length
}

it('has one fallback at most when two are made it at the same moment, in either order', async () => {
  for (const pair of [
    [stationOf.hall, stationOf.campus],
    [stationOf.campus, stationOf.hall],
    [stationOf.shenzhen, stationOf.hall],
  ]) {
    await Promise.all(pair.map((station) => describeIt(station, { fallback: true, serves: [] })))
    expect(await fallbacks()).toBe(1)
  }
})

it('refuses a station that is not there, and divisions named twice', async () => {
  const station = '01930000-0000-7000-8000-0000000000ff'
  await expect(harness.as()('GET /stations/:station', { params: { station } })).rejects.toEqual(
    refused('not-found'),
  )
  await expect(describeIt(station)).rejects.toEqual(refused('not-found'))
  await expect(describeIt(stationOf.hall, { serves: ['4301', '4301'] })).rejects.toMatchObject({
    errors: [{ pointer: '/serves' }],
  })
})
