import { addDays } from '@jucai/contract/policies/days'
import { publishBook } from '../../server/policies'
import { sampleBook } from '../../mock/policies/book'
import { apply, decide } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import {
  answersOf,
  openSite,
  pass,
  passDays,
  placed,
  placeOf,
  recommended,
  today,
  told,
  unitSaid,
} from './world'

let harness: Harness
let lead: Visitor
let reviewer: Visitor
/** Sessions of the console end while nobody works. */
const officers = async () => {
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
}
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  await officers()
})
afterAll(() => harness.close())

const decideAs = (id: string) => decide(lead, id, { event: 'approve' })
const freeAt = async (siteId: string) =>
  (
    await harness.as()('GET /workspace-sites/:workspaceSite', { params: { workspaceSite: siteId } })
  ).units.map(({ label, free, freeFrom }) => [label, free, freeFrom])

it('allots a desk in the transaction of the approval, with its term and its free months', async () => {
  const site = await openSite(lead, 2)
  expect(await freeAt(site.id)).toEqual([
    ['A-1', true, '2026-11-22'],
    ['A-2', true, '2026-11-22'],
  ])
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id)
  expect(tenancy).toMatchObject({
    state: 'running',
    team: '小方盒视觉',
    firstDay: '2026-11-22',
    lastDay: '2027-05-21',
    freeUntil: '2027-11-21',
    unit: { label: 'A-1', kind: 'desk' },
    may: ['leave'],
  })
  expect(await freeAt(site.id)).toEqual([
    ['A-1', false, '2027-05-22'],
    ['A-2', true, '2026-11-22'],
  ])
  expect(await told(harness, person)).toContain('创业空间分好了')
  const { items } = await person.call('GET /me/timeline')
  expect(JSON.stringify(items)).toContain(`入驻创业平台：${site.name} A-1`)
  expect((await person.call('GET /me/workspaces')).wish).toBeNull()
})

it('tells the officer before what an approval would bring', async () => {
  const site = await openSite(lead, 1)
  const { id } = await recommended(harness, reviewer, site.id)
  const { outlook } = await lead.call('GET /applications/:application', { params: { application: id } })
  expect(outlook).toMatchObject({
    of: 'place',
    words: containing(`${site.name} A-1（工位，1 座）`),
    refused: null,
  })
})

it('takes the wished unit first, and of those that are large enough the smallest', async () => {
  const site = await openSite(lead, 2)
  for (const [column, seats] of [8, 4, 6].entries())
    await lead.call('POST /workspace-sites/:workspaceSite/units', {
      params: { workspaceSite: site.id },
      body: unitSaid(`R-${seats}`, 'room', 2, column + 1, seats),
    })
  const { tenancy } = await placed(harness, [reviewer, lead], site.id, { kind: 'room', people: 5 })
  expect(tenancy.unit.label).toBe('R-6')
  const person = await harness.registerPerson()
  const unitId = site.units[1]?.id ?? null
  await person.call('PUT /me/workspace-wish', { body: { siteId: site.id, unitId, elsewhere: true } })
  const { id } = await apply(person, 'workspace', answersOf(harness))
  await decide(reviewer, id, { event: 'recommend' })
  await decideAs(id)
  expect((await placeOf(person)).unit.label).toBe('A-2')
})

it('undoes an approval when nothing is free, and says from when on something is', async () => {
  const site = await openSite(lead, 1)
  await placed(harness, [reviewer, lead], site.id)
  const { person, id } = await recommended(harness, reviewer, site.id)
  await expect(decideAs(id)).rejects.toEqual(
    objectWith({
      code: 'event-not-allowed',
      body: objectWith({ detail: containing('最早 2027年5月22日 起有') }),
    }),
  )
  const { state, outlook } = await person.call('GET /me/applications/:application', {
    params: { application: id },
  })
  expect(state).toBe('recommended')
  expect(outlook?.refused).toMatchObject({
    text: containing('最早 2027年5月22日 起有'),
    wayOn: containing('换地点在“创业平台”里改'),
  })
  // The next may have it from the day after the last one.
  const later = await recommended(harness, reviewer, site.id, { from: '2027-02-10', months: 3 })
  await expect(decideAs(later.id)).rejects.toEqual(refused('event-not-allowed'))
})

it('refuses a second place, and a first day that is too far away, when it is handed in', async () => {
  const site = await openSite(lead, 2)
  const { person } = await placed(harness, [reviewer, lead], site.id)
  await expect(apply(person, 'workspace', answersOf(harness))).rejects.toEqual(refused('event-not-allowed'))
  const other = await harness.registerPerson()
  await expect(
    apply(other, 'workspace', answersOf(harness, { from: addDays(today(harness), 91) })),
  ).rejects.toEqual(
    objectWith({
      code: 'invalid-request',
      errors: [objectWith({ pointer: '/answers/from', detail: containing('最晚 90 天内') })],
    }),
  )
  const third = await harness.registerPerson()
  await apply(third, 'workspace', answersOf(harness, { from: addDays(today(harness), 90) }))
})

it('reminds 30, 15 and 7 days before the end, once each, then says that the unit waits; handed back it is free', async () => {
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id, { months: 3 })
  expect(tenancy.lastDay).toBe('2027-02-21')
  const seen: string[] = []
  for (let left = 31; left >= -2; left -= 1) {
    harness.clock.set(`${addDays('2027-02-21', -left)}T02:00:00Z`)
    await pass(harness)
    await pass(harness)
    const back = await harness.signIn(person.phone)
    const titles = await told(harness, back)
    const now = titles.filter((title) => /天到期|最后一天|请交还|到期日/.test(title)).length
    if (now > seen.length) seen.push(String(left))
  }
  expect(seen).toEqual(['30', '15', '7', '-1'])
  harness.clock.advance(61)
  const back = await harness.signIn(person.phone)
  expect((await placeOf(back)).state).toBe('ending')
  expect(await freeAt(site.id)).toEqual([['A-1', false, null]]) // somebody is still in it
  await officers()
  const params = { workspaceTenancy: tenancy.id }
  const { version } = await lead.call('GET /workspace-tenancies/:workspaceTenancy', { params })
  await expect(
    lead.call('PUT /workspace-tenancies/:workspaceTenancy/hand-back', {
      params,
      body: { on: addDays(today(harness), 1), note: '', version },
    }),
  ).rejects.toEqual(refused('invalid-request'))
  const ended = await lead.call('PUT /workspace-tenancies/:workspaceTenancy/hand-back', {
    params,
    body: { on: today(harness), note: '钥匙已收', version },
  })
  expect(ended).toMatchObject({ state: 'ended', endedBecause: 'term', backOn: today(harness) })
  expect(await freeAt(site.id)).toEqual([['A-1', true, today(harness)]])
})

it('is left by the tenant on a day they say; handed back earlier, the days after it are free again', async () => {
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id)
  const params = { workspaceTenancy: tenancy.id }
  const leave = (lastDay: string, who = person) =>
    who.call('PUT /me/workspaces/:workspaceTenancy/leaving', {
      params,
      body: { lastDay, why: '找到了更大的' },
    })
  await expect(leave('2027-05-22')).rejects.toEqual(refused('invalid-request'))
  await expect(leave('2026-11-21')).rejects.toEqual(refused('invalid-request'))
  await expect(leave('2026-12-01', await harness.registerPerson())).rejects.toEqual(refused('not-found'))
  expect(await leave('2026-12-01')).toMatchObject({ state: 'ending', endedBecause: 'own-wish', may: [] })
  expect(await freeAt(site.id)).toEqual([['A-1', false, '2026-12-02']])
  await expect(leave('2026-11-30')).rejects.toEqual(refused('workspace-settled'))
  const { version } = await lead.call('GET /workspace-tenancies/:workspaceTenancy', { params })
  await lead.call('PUT /workspace-tenancies/:workspaceTenancy/hand-back', {
    params,
    body: { on: '2026-11-22', note: '', version },
  })
  expect((await placed(harness, [reviewer, lead], site.id, { from: '2026-11-23' })).tenancy.firstDay).toBe(
    '2026-11-23',
  )
})

it('is let go before the first day, and moved by the office only until then', async () => {
  const site = await openSite(lead, 2)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id, { from: '2026-12-01' })
  const params = { workspaceTenancy: tenancy.id }
  const unitId = site.units[1]?.id as string
  const moved = await lead.call('PUT /workspace-tenancies/:workspaceTenancy/unit', {
    params,
    body: { unitId, why: '换到安静的一边', version: tenancy.version },
  })
  expect(moved.unit.label).toBe('A-2')
  expect(await freeAt(site.id)).toEqual([
    ['A-1', true, '2026-11-22'],
    ['A-2', false, '2027-06-01'],
  ])
  await expect(
    lead.call('PUT /workspace-tenancies/:workspaceTenancy/unit', {
      params,
      body: { unitId, why: '换到安静的一边', version: tenancy.version },
    }),
  ).rejects.toEqual(refused('stale-version'))
  const gone = await person.call('PUT /me/workspaces/:workspaceTenancy/leaving', {
    params,
    body: { lastDay: '2026-11-30', why: '' },
  })
  expect(gone.state).toBe('cancelled')
  expect(await freeAt(site.id)).toContainEqual(['A-2', true, '2026-11-22'])
  const begun = await placed(harness, [reviewer, lead], site.id)
  await expect(
    lead.call('PUT /workspace-tenancies/:workspaceTenancy/unit', {
      params: { workspaceTenancy: begun.tenancy.id },
      body: { unitId, why: '换到安静的一边', version: begun.tenancy.version },
    }),
  ).rejects.toEqual(refused('workspace-settled'))
})

it('is ended by the office for a breach, with days to leave and a reason that the tenant reads', async () => {
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id)
  const end = (lastDay: string) =>
    lead.call('PUT /workspace-tenancies/:workspaceTenancy/ending', {
      params: { workspaceTenancy: tenancy.id },
      body: { lastDay, why: '把办公间转租给了别人', version: tenancy.version },
    })
  await expect(end('2026-11-28')).rejects.toEqual(refused('invalid-request'))
  await end('2026-11-29')
  expect(await placeOf(person)).toMatchObject({
    state: 'ending',
    endedBecause: 'breach',
    endedBy: 'office',
    endedWhy: '把办公间转租给了别人',
  })
  expect(await told(harness, person)).toContain('使用到期日已定')
})

it('is out of service only from a day on which nobody is in it', async () => {
  const site = await openSite(lead, 1)
  await placed(harness, [reviewer, lead], site.id)
  const unit = (await lead.call('GET /workspace-inventory')).items
    .find(({ id }) => id === site.id)
    ?.units.at(0)
  const out = (outFrom: string) =>
    lead.call('PUT /workspace-units/:workspaceUnit', {
      params: { workspaceUnit: unit?.id as string },
      body: { ...unitSaid('A-1', 'desk', 1, 1), outFrom, version: 1 },
    })
  await expect(out('2027-05-21')).rejects.toEqual(
    objectWith({
      code: 'workspace-taken',
      body: objectWith({ detail: containing('有人用到 2027年5月21日') }),
    }),
  )
  await out('2027-05-22')
  await expect(
    lead.call('POST /workspace-sites/:workspaceSite/units', {
      params: { workspaceSite: site.id },
      body: unitSaid('A-1', 'desk', 2, 1),
    }),
  ).rejects.toEqual(refused('workspace-known'))
  await expect(
    lead.call('POST /workspace-sites/:workspaceSite/units', {
      params: { workspaceSite: site.id },
      body: unitSaid('A-9', 'desk', 1, 1),
    }),
  ).rejects.toEqual(
    objectWith({ code: 'workspace-known', body: objectWith({ detail: containing('平面图上这个位置') }) }),
  )
})

it('shows nobody a site that is not published', async () => {
  const site = await openSite(lead, 1)
  const { units: _units, id, version, ...said } = site
  await lead.call('PUT /workspace-sites/:workspaceSite', {
    params: { workspaceSite: id },
    body: { ...said, published: false, version },
  })
  await expect(freeAt(id)).rejects.toEqual(refused('not-found'))
  const person = await harness.registerPerson()
  await expect(
    person.call('PUT /me/workspace-wish', { body: { siteId: id, unitId: null, elsewhere: true } }),
  ).rejects.toEqual(refused('invalid-request'))
  await passDays(harness, 0)
})
