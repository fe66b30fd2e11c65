import { tierFor } from '../../server/city'
import { faultsOf } from '../../server/city/config'
import { sampleCity } from '../../mock/city/city'
import { startHarness, type Harness } from '../harness'
import { listWith } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const regions = async (query: { q?: string; parent?: string; limit?: number; after?: string }) =>
  harness.as()('GET /regions', { query })
const names = async (q: string) =>
  (await harness.as()('GET /schools', { query: { q } })).items.map((school) => school.name)

it('publishes the city whole, with its version, and what each service is found by', async () => {
  const { services, ...city } = await harness.as()('GET /city')
  expect({ ...city, services: services.map(({ keywords: _, ...service }) => service) }).toEqual({
    version: 1,
    ...sampleCity,
  })
  expect(services.find(({ name }) => name === '求职指导')?.keywords).toEqual([
    '求职指导',
    'qiuzhizhidao',
    'qzzd',
  ])
})

it('lists divisions level by level, Hong Kong, Macao and Taiwan among them', async () => {
  const provinces = await regions({})
  expect(provinces.items.at(-1)).toEqual({ code: '990000', name: '海外', path: '海外', hasChildren: true })
  expect(provinces.items).toHaveLength(35)
  expect(provinces.items.map((region) => region.code)).toEqual(
    listWith('430000', '710000', '810000', '820000'),
  )
  expect((await regions({ parent: '430100' })).items).toContainEqual({
    code: '430104',
    name: '岳麓区',
    path: '湖南省 长沙市 岳麓区',
    hasChildren: false,
  })
  expect((await regions({ parent: '990000' })).items).toContainEqual({
    code: '947400',
    name: '新加坡',
    path: '海外 新加坡',
    hasChildren: false,
  })
  expect((await regions({ parent: '110100' })).items[0]).toMatchObject({ path: '北京市 东城区' })
  expect((await regions({ parent: '999999' })).items).toEqual([])
})

it.each([
  ['长沙', '430100'],
  ['changsha', '430100'],
  ['cs', '430100'],
  ['岳麓', '430104'],
  ['yuelu', '430104'],
  ['430181', '430181'],
  ['xianggang', '810000'],
  ['chongqing', '500000'],
  ['海外', '990000'],
  ['境外', '990000'],
  ['新加坡', '947400'],
  ['xinjiapo', '947400'],
  ['Singapore', '947400'],
  ['united k', '915700'],
])('finds a division by %s', async (q, code) => {
  expect((await regions({ q })).items.map((region) => region.code)).toContain(code)
})

it('pages divisions without losing or repeating any', async () => {
  const first = await regions({ q: '东', limit: 50 })
  const seen = new Set(first.items.map((region) => region.code))
  let next = first.next
  while (next) {
    const page = await regions({ q: '东', limit: 50, after: next })
    for (const region of page.items) {
      expect(seen.has(region.code)).toBe(false)
      seen.add(region.code)
    }
    next = page.next
  }
  expect(seen.size).toBeGreaterThan(50)
})

it.each([
  ['湖南大学', '湖南大学'],
  ['湖大', '湖南大学'],
  ['Hunan Univ', '湖南大学'],
  ['hong kong university of science', '香港科技大学（广州）'],
  ['hunandaxue', '湖南大学'],
  ['hndx', '湖南大学'],
  ['华科', '华中科技大学'],
  ['湘潭', '湘潭大学'],
])('finds a school by %s', async (q, name) => {
  expect(await names(q)).toContain(name)
})

it('knows at least 300 schools, each once', async () => {
  const all: string[] = []
  let after: string | undefined
  do {
    const page = await harness.as()('GET /schools', { query: { limit: 50, ...(after ? { after } : {}) } })
    all.push(...page.items.map((school) => school.code))
    after = page.next ?? undefined
  } while (after)
  expect(all.length).toBeGreaterThanOrEqual(300)
  expect(new Set(all).size).toBe(all.length)
})

const now = new Date('2026-11-22T02:00:00Z')
it.each([
  ['doctor', '2001-06-30', 'a'],
  ['master', '2020-06-30', 'b'],
  ['master', '2016-11-22', 'b'],
  ['master', '2016-11-21', 'd'],
  ['bachelor', '2026-06-30', 'c'],
  ['bachelor', '2021-11-22', 'c'],
  ['bachelor', '2021-11-21', 'd'],
  ['associate', '2010-06-30', 'd'],
  ['bachelor', '2027-06-30', 'c'],
] as const)('puts a %s of %s in tier %s', (degree, graduatesOn, key) => {
  const tier = tierFor({ degree, graduatesOn }, sampleCity, now)
  expect(tier?.key).toBe(key)
  expect(tier?.because).toContain('学历为')
})

it('finds no tier where the city has none for it', () => {
  expect(
    tierFor(
      { degree: 'associate', graduatesOn: '2026-06-30' },
      { tiers: sampleCity.tiers.filter((tier) => tier.key === 'a') },
      now,
    ),
  ).toBeNull()
})

it('names every fault of a configuration before it is published', () => {
  expect(faultsOf(sampleCity)).toEqual([])
  const [service] = sampleCity.services
  if (!service) throw new Error('no service')
  expect(
    faultsOf({
      ...sampleCity,
      services: [{ ...service, tiers: ['z'], stationIds: ['01930000-0000-7000-8000-0000000000ff'] }, service],
    }),
  ).toEqual([
    `service ${service.id} stands twice`,
    `service ${service.id} names the unknown tier z`,
    `service ${service.id} names the unknown station 01930000-0000-7000-8000-0000000000ff`,
  ])
  expect(faultsOf({ ...sampleCity, name: 7 as unknown as string })).toEqual(['/name must be string'])
})
