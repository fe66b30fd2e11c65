import { readFileSync } from 'node:fs'
import path from 'node:path'
import { figureKeys } from '@jucai/contract/figure-words'
import { publishCity, tierFor, type CityConfig } from '../../server/city'
import { faultsOf } from '../../server/city/config'
import { partsOf } from '../../server/city/parts'
import { policiesInShort, policyCodes } from '../../server/policies'
import { programs } from '../../server/programs'
import { sampleCity } from '../../mock/city/city'
import { openTestDatabase } from '../databases'
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

describe('what keeps a city from being published', () => {
  const branded = (palette: CityConfig['brand']['palette']): CityConfig => ({
    ...sampleCity,
    brand: { ...sampleCity.brand, palette },
  })
  const planned = (plan: Partial<CityConfig['plan']>): CityConfig => ({
    ...sampleCity,
    plan: { ...sampleCity.plan, ...plan },
  })
  const campaign = sampleCity.plan.campaign as NonNullable<CityConfig['plan']['campaign']>

  it('is text that cannot be read in its colours, by day, by night, or on its sky', () => {
    expect(faultsOf(branded({ light: {}, dark: {} }))).toEqual([])
    expect(faultsOf(branded({ light: { night: '#7f9fd0' }, dark: {} }))).toContain(
      'brand palette, light: night #7f9fd0 on surface #fff has a contrast of 2.70:1, less than 4.5:1',
    )
    expect(faultsOf(branded({ light: {}, dark: { night: '#1b2f6e' } }))).toContain(
      'brand palette, dark: on-night #0d1322 on night #1b2f6e has a contrast of 1.48:1, less than 4.5:1',
    )
    expect(faultsOf(branded({ light: { 'sky-low': '#8fb0e0' }, dark: {} }))).toEqual([
      expect.stringContaining('light: white #ffffff on sky-low #8fb0e0'),
      expect.stringContaining('light: white of less weight #d5def7 on sky-low #8fb0e0'),
      expect.stringContaining('light: star (dark) #ffd27a on sky-low #8fb0e0'),
      expect.stringContaining('light: white #ffffff on a tag on sky-low #a1bde5'),
    ])
    // White and the star can just be read on it, the lines of less weight and the tags cannot.
    const grey = { 'sky-top': '#6f6f6f', sky: '#6f6f6f', 'sky-low': '#6f6f6f' }
    const faults = faultsOf(branded({ light: grey, dark: { ...grey, star: '#ffffff' } }))
    expect(faults).toHaveLength(12)
    for (const fault of faults) expect(fault).toMatch(/white of less weight|a tag on/)
  })

  it('is a name or a slogan that nobody can see, or that no page has room for', () => {
    const named = (brand: object) => faultsOf({ ...sampleCity, brand: { ...sampleCity.brand, ...brand } })
    expect(named({ name: '长'.repeat(20), slogan: '城'.repeat(40) })).toEqual([])
    for (const name of ['', ' \u200b', '\u3164', '星\n城', '星\u202e城', '长'.repeat(21)])
      expect([name, named({ name })]).toEqual([
        name,
        ['the name of the brand must be 1 to 20 signs that can be seen, in one line'],
      ])
    expect(named({ slogan: '城'.repeat(41) })).toEqual([
      'the slogan of the brand must be 1 to 40 signs that can be seen, in one line',
    ])
  })

  it('is a colour that is none, or one that a city may not choose', () => {
    expect(faultsOf(branded({ light: { night: 'navy' }, dark: {} }))[0]).toMatch(
      '/brand/palette/light/night must match pattern',
    )
    expect(faultsOf(branded({ light: { bad: '#00ff00' } as never, dark: {} }))).toEqual([
      '/brand/palette/light must NOT have additional properties',
    ])
  })

  it('is a policy that the book does not have, once there is a book', async () => {
    const [part] = sampleCity.plan.pillars
    if (!part) throw new Error('no part')
    const odd = planned({ pillars: [{ ...part, policies: ['master', 'moon-base'] }, part] })
    const codes = new Set(['master', ...sampleCity.plan.pillars.flatMap(({ policies = [] }) => policies)])
    const faults = [
      `part ${part.key} of the plan stands twice`,
      `part ${part.key} of the plan names the unknown policy moon-base`,
    ]
    expect(faultsOf(odd, codes)).toEqual(faults)
    expect(faultsOf(odd)).toEqual(faults.slice(0, 1))
    await expect(
      publishCity(harness.db, odd, 'test', harness.clock.now(), {
        policyCodes: await policyCodes(harness.db),
      }),
    ).rejects.toThrow('names the unknown policy moon-base')
    expect((await harness.as()('GET /city')).version).toBe(1)
  })

  it('is a figure that nobody counts, or a way that is no page', () => {
    const part = { key: 'one', title: '一', text: '一' }
    const ways = [{ title: '去', note: '', to: 'https://example.com' }]
    expect(faultsOf(planned({ pillars: [{ ...part, figures: ['happiness' as never] }] }))[0]).toMatch(
      '/plan/pillars/0/figures/0',
    )
    expect(faultsOf(planned({ pillars: [{ ...part, ways }] }))[0]).toMatch('/plan/pillars/0/ways/0/to')
  })

  it.each([
    [
      { from: '2027-01-01', until: '2026-12-31' },
      'the campaign ends on 2026-12-31, before it begins on 2027-01-01',
    ],
    [{ from: '2026-01-01', until: '2031-01-01' }, 'the campaign lasts more than 60 months'],
    [{ from: '2026-01-01', until: '2030-12-31' }, null],
  ])('is a campaign of %j', (days, fault) => {
    expect(faultsOf(planned({ campaign: { ...campaign, ...days } }))).toEqual(fault === null ? [] : [fault])
  })

  it('is a target that counts who stayed without a campaign that says who does', () => {
    expect(faultsOf(planned({ campaign: undefined }))).toEqual([
      'a target counts who stayed, but there is no campaign that says who does',
    ])
  })
})

describe('the parts of the plan', () => {
  it('are told with their policies as the book words them', async () => {
    const { published, items } = await harness.as()('GET /city/parts')
    expect(published).toBe(true)
    expect(items.map(({ key, policies }) => [key, policies.map(({ code }) => code)])).toEqual(
      sampleCity.plan.pillars.map(({ key, policies }) => [key, policies]),
    )
    expect(items[0]?.policies[2]).toMatchObject({
      code: 'rent-subsidy',
      title: expect.stringContaining('租房补贴') as unknown,
    })
  })

  it('are there before any policy was published', async () => {
    const bare = await openTestDatabase()
    await publishCity(bare.db, sampleCity, 'test', harness.clock.now())
    expect(await partsOf(bare.db, { policies: policiesInShort })).toEqual({
      published: false,
      items: sampleCity.plan.pillars.map(({ key }) => ({ key, policies: [] })),
    })
    expect(await policyCodes(bare.db)).toBeNull()
    await bare.close()
  })

  it('have figures that somebody counts, each in words', async () => {
    const figures = await harness.as()('GET /city/figures')
    for (const key of figureKeys)
      expect(Number.isInteger((figures as Record<string, unknown>)[key])).toBe(true)
  })

  it('lead to pages that are there', () => {
    const config = readFileSync(path.join(__dirname, '../../src/app.config.ts'), 'utf8')
    for (const { ways = [] } of sampleCity.plan.pillars)
      for (const { to } of ways) {
        const [, root = '', ...rest] = (to.split('?')[0] as string).split('/')
        const pages = new RegExp(`root: '${root}'[^[]*pages: \\[([^\\]]*)\\]`).exec(config)?.[1] ?? config
        const [, named] = to.split('=')
        const known = [...programs.map(({ key }) => key), ...sampleCity.services.map(({ id }) => id)]
        if (named) expect(known).toContain(named)
        expect([to, pages.includes(root === 'pages' ? to.slice(1) : rest.join('/'))]).toEqual([to, true])
      }
  })
})
