import type { PoolCriteria } from '@jucai/contract/pool'
import { poolLimits } from '@jucai/contract/pool-vocabulary'
import { tierOn } from '@jucai/contract/registration-rules'
import { degrees } from '@jucai/contract/vocabulary'
import { sampleCity } from '../../mock/city/city'
import { recentSince, regionPrefix, tierRanges } from '../../server/pool/criteria'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { beFound, majorOfTest, searchAs } from './world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const peopleOf = (officer: Visitor, search: string, query: { after?: string; limit?: number } = {}) =>
  officer.call('GET /pool/searches/:search/people', { params: { search }, query })
const idsFor = async (criteria: PoolCriteria, officer = lead) =>
  (await peopleOf(officer, (await searchAs(officer, criteria)).id)).items.map(({ id }) => id)
const readsOf = async (person: Visitor) => (await person.call('GET /me/reads')).items

it('shows who agreed, masked, and nobody else', async () => {
  const major = majorOfTest()
  const [agreed, never] = [
    await harness.registerPerson({ major, presentRegion: '440305' }),
    await harness.registerPerson({ major }),
  ]
  await beFound(never, false)
  const gone = await harness.registerPerson({ major })
  await gone.call('DELETE /me')
  const search = await searchAs(lead, { majors: [major] })
  const { items } = await peopleOf(lead, search.id)
  expect(items).toEqual([
    {
      id: agreed.personId,
      maskedName: '林**',
      degree: 'bachelor',
      school: '湖南大学',
      major,
      graduationYear: 2026,
      region: '广东省 深圳市',
      aims: ['job', 'housing'],
      tier: { key: 'c', name: expect.any(String) as string },
      invitation: null,
    },
  ])
  const person = await lead.call('GET /pool/searches/:search/people/:person', {
    params: { search: search.id, person: agreed.personId },
  })
  expect(person).toMatchObject({ maskedName: '林**', graduatesOn: '2026-06-30', cannotInvite: null })
  const told = JSON.stringify([items, person])
  for (const secret of ['林小满', agreed.phone, agreed.registration.documentNumber])
    expect(told).not.toContain(secret)
  for (const hidden of [never, gone])
    await expect(
      lead.call('GET /pool/searches/:search/people/:person', {
        params: { search: search.id, person: hidden.personId },
      }),
    ).rejects.toEqual(refused('not-found'))
})

it('tells everybody on a page, and nobody beyond it, who looked and why', async () => {
  const major = majorOfTest()
  const people: Visitor[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    harness.clock.advance(1)
    people.push(await harness.registerPerson({ major }))
  }
  const [first, second, third] = people as [Visitor, Visitor, Visitor]
  const reviewer = await harness.office('reviewer')
  const search = await searchAs(reviewer, { majors: [major] })
  await reviewer.call('GET /pool/searches/:search', { params: { search: search.id } })
  expect(await readsOf(third)).toEqual([]) // counting is no look
  const page = await peopleOf(reviewer, search.id, { limit: 2 })
  expect(page.items.map(({ id }) => id)).toEqual([third.personId, second.personId])
  const read = {
    who: '审核员',
    what: '在人才库里查找时看到了你（姓名隐去部分，没有联系方式）',
    why: '岗位：材料研究院招聘检测工程师',
  }
  expect(await readsOf(third)).toEqual([expect.objectContaining(read)])
  expect(await readsOf(second)).toHaveLength(1)
  expect(await readsOf(first)).toEqual([])
  await reviewer.call('GET /pool/searches/:search/people/:person', {
    params: { search: search.id, person: third.personId },
  })
  expect((await readsOf(third)).map(({ what }) => what)).toEqual([
    '打开了你在人才库里的资料（姓名隐去部分，没有联系方式）',
    read.what,
  ])
  const next = await peopleOf(reviewer, search.id, { limit: 2, after: page.next as string })
  expect(next).toMatchObject({ items: [{ id: first.personId }], next: null })
})

it('leaves out whoever withdraws between two pages', async () => {
  const major = majorOfTest()
  const [late, early] = [await harness.registerPerson({ major }), await harness.registerPerson({ major })]
  const search = await searchAs(lead, { majors: [major] })
  const page = await peopleOf(lead, search.id, { limit: 1 })
  const left = [late, early].find(({ personId }) => personId !== page.items[0]?.id) as Visitor
  await beFound(left, false)
  expect(await peopleOf(lead, search.id, { limit: 1, after: page.next as string })).toEqual({
    items: [],
    next: null,
  })
  expect(await readsOf(left)).toEqual([])
})

it('finds by each criterion alone and together', async () => {
  const major = majorOfTest()
  const one = await harness.registerPerson({
    major: `${major}（Ｓｉ 半导体）`,
    school: 'Ｔｅｃｈ University',
    degree: 'master',
    graduatesOn: '2024-06-30',
    homeRegion: '430121',
    presentRegion: '947400',
    aims: ['business'],
  })
  const base: PoolCriteria = { majors: [major] }
  const finds: PoolCriteria[] = [
    { majors: [` ${major.slice(2)}`, '没有的专业'] },
    { majors: [`${major}（si半导体`] },
    { ...base, schools: ['ＴＥＣＨuni'] },
    { ...base, degrees: ['master', 'doctor'] },
    { ...base, graduatesFrom: '2024-06-30', graduatesTo: '2024-06-30' },
    { ...base, homeRegion: '430000' },
    { ...base, homeRegion: '430100' },
    { ...base, presentRegion: '990000' },
    { ...base, presentRegion: '947400' },
    { ...base, aims: ['job', 'business'] },
    { ...base, tiers: ['b'] },
  ]
  for (const criteria of finds) expect([criteria, await idsFor(criteria)]).toEqual([criteria, [one.personId]])
  const misses: PoolCriteria[] = [
    { ...base, schools: ['湖南大学'] },
    { ...base, degrees: ['bachelor'] },
    { ...base, graduatesFrom: '2024-07-01' },
    { ...base, graduatesTo: '2024-06-29' },
    { ...base, homeRegion: '430200' },
    { ...base, presentRegion: '430000' },
    { ...base, aims: ['job'] },
    { ...base, tiers: ['c', 'd', '没有的层次'] },
  ]
  for (const criteria of misses) expect([criteria, await idsFor(criteria)]).toEqual([criteria, []])
})

it('keeps the home of whoever agreed to a notice that did not tell of it', async () => {
  const major = majorOfTest()
  const person = await harness.registerPerson({ major, homeRegion: '430121' })
  const search = await searchAs(lead, { majors: [major] })
  const home = async () =>
    (
      await lead.call('GET /pool/searches/:search/people/:person', {
        params: { search: search.id, person: person.personId },
      })
    ).homeRegionName
  expect(await home()).toBe('湖南省 长沙市')
  await harness.db
    .updateTable('consent')
    .set({ notice_version: 2 })
    .where('person_id', '=', person.personId)
    .where('purpose', '=', 'talent-pool')
    .execute()
  expect(await home()).toBeNull()
  expect(await idsFor({ majors: [major], homeRegion: '430121' })).toEqual([])
  expect(await idsFor({ majors: [major] })).toEqual([person.personId])
})

it('takes what was typed for words, never for a pattern or a statement', async () => {
  const major = majorOfTest()
  await harness.registerPerson({ major })
  for (const word of ['%', '_', '.*', `${major.slice(0, 4)}%`, "'; drop table profile; --", '\\', '(((('])
    expect(await idsFor({ majors: [word] })).toEqual([])
  expect(await idsFor({ majors: [major] })).toHaveLength(1)
})

it('refuses a search that says nothing of whom it is about, or what cannot be', async () => {
  await expect(searchAs(lead, {})).rejects.toMatchObject({
    body: { errors: [{ pointer: '/criteria', detail: containing('至少写一个条件') }] },
  })
  await expect(
    searchAs(lead, { graduatesFrom: '2026-01-01', graduatesTo: '2025-12-31' }),
  ).rejects.toMatchObject({ body: { errors: [{ pointer: '/criteria/graduatesTo' }] } })
  await expect(searchAs(lead, { homeRegion: '439999' })).rejects.toMatchObject({
    body: { errors: [{ pointer: '/criteria/homeRegion' }] },
  })
  for (const criteria of [{ majors: ['　 '] }, { majors: [] }, { graduatesFrom: '2026-02-30' }, { sex: 'f' }])
    await expect(searchAs(lead, criteria as PoolCriteria)).rejects.toEqual(refused('invalid-request'))
})

it('counts by fives, and tells of the few not even whether there are any', async () => {
  const major = majorOfTest()
  const search = await searchAs(lead, { majors: [major] })
  const found = async () =>
    (await lead.call('GET /pool/searches/:search', { params: { search: search.id } })).found
  // Whether somebody who is known by school, major and day is here must not be told without a look.
  expect(await found()).toBe('不到 5 人，也可能没有')
  for (let turn = 0; turn < 4; turn += 1) await harness.registerPerson({ major })
  expect(await found()).toBe('不到 5 人，也可能没有')
  for (const words of ['至少 5 人', '至少 5 人']) {
    await harness.registerPerson({ major })
    expect(await found()).toBe(words)
  }
})

it('never finds the one who searches', async () => {
  const officer = await harness.office('lead')
  const major = majorOfTest()
  await officer.call('PUT /me/profile', { body: { ...officer.registration, major } })
  expect(await idsFor({ majors: [major] }, officer)).toEqual([])
  expect(await idsFor({ majors: [major] })).toEqual([officer.personId])
})

it('shows one officer so many people a day, the same ones again without counting', async () => {
  const officer = await harness.office('lead')
  const major = majorOfTest()
  const [one, other] = [await harness.registerPerson({ major }), await harness.registerPerson({ major })]
  const search = await searchAs(officer, { majors: [major] })
  // Looks of this morning at others, as the log has them.
  const rows = Array.from({ length: poolLimits.peopleADay - 2 }, () => crypto.randomUUID())
  const at = harness.clock.now()
  await harness.db
    .insertInto('audit_entry')
    .values(
      rows.map((person) => ({
        id: crypto.randomUUID(),
        at,
        actor_id: officer.personId,
        actor_role: 'lead',
        action: 'pool.listed',
        object: `pool-search:${search.id}`,
        person_id: person,
        detail: '{}',
      })),
    )
    .execute()
  for (let turn = 0; turn < 2; turn += 1) expect((await peopleOf(officer, search.id)).items).toHaveLength(2)
  const third = await harness.registerPerson({ major })
  const counted = await readsOf(one)
  await expect(peopleOf(officer, search.id)).rejects.toMatchObject({
    code: 'pool-limit-reached',
    body: { detail: containing('条件收窄') },
  })
  await expect(
    officer.call('GET /pool/searches/:search/people/:person', {
      params: { search: search.id, person: third.personId },
    }),
  ).rejects.toEqual(refused('pool-limit-reached'))
  expect(await readsOf(one)).toEqual(counted) // what was not shown is no look
  expect(await readsOf(third)).toEqual([])
  expect(await readsOf(other)).toHaveLength(2)
  harness.clock.advance(86_400)
  const again = await harness.office('lead')
  expect((await peopleOf(again, search.id)).items).toHaveLength(3)
})

it('takes so many searches of one officer a day', async () => {
  const [officer, colleague] = [await harness.office('lead'), await harness.office('lead')]
  for (let turn = 0; turn < poolLimits.searchesADay; turn += 1) await searchAs(officer, { aims: ['job'] })
  await expect(searchAs(officer, { aims: ['job'] })).rejects.toMatchObject({
    code: 'pool-limit-reached',
    body: { detail: containing('已记录 30 次查找') },
  })
  await searchAs(colleague, { aims: ['job'] })
})

it('lists searches to colleagues, newest first, with who made them', async () => {
  const [officer, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
  harness.clock.advance(1)
  const search = await searchAs(officer, { aims: ['job'], homeRegion: '430100' }, '老城区招聘会')
  const { items } = await reviewer.call('GET /pool/searches')
  expect(items[0]).toEqual({ ...search, mine: false })
  expect(search).toMatchObject({
    mine: true,
    madeBy: '林小满',
    homeRegionName: '湖南省 长沙市',
    invitations: { open: 0, accepted: 0, all: 0 },
  })
})

describe('the rules in pieces', () => {
  it('takes the part of a code that all below it share', () => {
    const codes = ['430000', '430100', '430121', '990000', '947400', '910000']
    expect(codes.map(regionPrefix)).toEqual(['43', '4301', '430121', '9', '9474', '9100'])
  })
  it('draws tiers as ranges by the rule they are judged by', () => {
    const days = ['2028-02-29', '2027-02-28', '2026-11-22', '2027-03-01', '2026-12-31', '2027-01-01']
    const around = (day: string) =>
      [-1, 0, 1].map((step) => new Date(Date.parse(day) + step * 86_400_000).toISOString().slice(0, 10))
    let compared = 0
    for (const today of days) {
      const ranges = tierRanges(sampleCity.tiers, today)
      const graduations = [4, 5, 9, 10, 11].flatMap((years) => around(recentSince(today, years)))
      for (const degree of degrees)
        for (const graduatesOn of graduations) {
          const byRange = ranges.find(
            (range) => range.degrees.includes(degree) && (!range.since || graduatesOn >= range.since),
          )
          const byRule = tierOn({ degree, graduatesOn }, sampleCity.tiers, today)
          expect([today, degree, graduatesOn, byRange?.key]).toEqual([
            today,
            degree,
            graduatesOn,
            byRule?.key,
          ])
          compared += 1
        }
    }
    expect(compared).toBe(days.length * degrees.length * 15)
  })
})
