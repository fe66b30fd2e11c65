import { stationOf } from '../../mock/city/stations'
import type { FlatState } from '@jucai/contract/housing-vocabulary'
import { testVault } from '../../mock/fakes'
import { housingDeps } from '../../server/app'
import { moveFlat } from '../../server/housing'
import { projectList } from '../../server/housing/projects'
import { containing } from '../matchers'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openProject } from './world'

let harness: Harness
let yard: Awaited<ReturnType<typeof openProject>>
let river: Awaited<ReturnType<typeof openProject>>
beforeAll(async () => {
  harness = await startHarness()
  yard = await openProject(harness, 8)
  river = await openProject(harness, 60, {
    station: stationOf.riverside,
    code: 'test-river',
    layout: 'two-rooms',
    marketFen: 298_000,
    flats: { state: 'repairing', free_from: '2026-12-20' },
  })
})
afterAll(() => harness.close())

const move = (flatId: string | undefined, from: FlatState, to: FlatState, freeFrom: string | null = null) =>
  harness.db
    .transaction()
    .execute((db) =>
      moveFlat(
        { db, now: harness.clock.now() },
        { flatId: flatId as string, from: [from], to, reason: '试一试', by: null, freeFrom },
      ),
    )
it('tells everybody what is free, what comes free in which month, and both rents', async () => {
  await move(yard.flats[0], 'free', 'in-round')
  await move(yard.flats[1], 'free', 'withdrawn')
  await move(yard.flats[2], 'free', 'repairing', '2027-02-03')
  // Expected long ago and not free yet: it may be any day.
  await move(yard.flats[3], 'free', 'repairing', '2026-10-01')
  const list = await harness.as()('GET /housing/projects')
  expect(list).toMatchObject({ day: '2026-11-22', percent: 70 })
  expect(list.items.map(({ id }) => id)).toEqual([yard.station, river.station])
  expect(list.items[0]?.types).toEqual([
    {
      id: yard.type,
      name: '单间甲',
      layout: 'studio',
      people: 2,
      areaSqmHundredths: 2850,
      marketFen: 145_000,
      talentFen: 101_500,
      marketFenPerSqm: 5088,
      talentFenPerSqm: 3561,
      flats: 7,
      free: 4,
      inRound: 1,
      coming: [
        { month: '2026-11', flats: 1 },
        { month: '2027-02', flats: 1 },
      ],
    },
  ])
  expect(list.items[1]?.types[0]).toMatchObject({ free: 0, coming: [{ month: '2026-12', flats: 60 }] })
})

it('shows a project with its plan and what is free in which building, and nobody a project that is none', async () => {
  const whole = await harness.as()('GET /housing/projects/:project', { params: { project: yard.station } })
  expect(whole.transport).toEqual([{ kind: 'metro', text: '地铁站', minutesOnFoot: 6 }])
  expect(whole.types[0]?.plan.rooms[0]).toMatchObject({ name: '卫生间', width: 160 })
  expect(whole.types[0]?.buildings).toEqual([{ building: '1栋', flats: 7, free: 4, accessible: 0 }])
  await expect(
    harness.as()('GET /housing/projects/:project', { params: { project: stationOf.hall } }),
  ).rejects.toMatchObject({ code: 'not-found' })
})

it('keeps the list small: below 4 KB for the two projects here', async () => {
  expect(JSON.stringify(await harness.as()('GET /housing/projects')).length).toBeLessThan(4_000)
})

it('keeps marks once, in the order in which they were made, each for its owner', async () => {
  const [one, other] = [await harness.registerPerson(), await harness.registerPerson()]
  for (const type of [yard.type, river.type, yard.type])
    await one.call('PUT /me/flat-favourites/:type', { params: { type } })
  expect((await one.call('GET /me/flat-favourites')).items.sort()).toEqual([yard.type, river.type].sort())
  expect((await other.call('GET /me/flat-favourites')).items).toEqual([])
  await one.call('DELETE /me/flat-favourites/:type', { params: { type: yard.type } })
  expect((await one.call('GET /me/flat-favourites')).items).toEqual([river.type])
  await expect(
    one.call('PUT /me/flat-favourites/:type', { params: { type: yard.station } }),
  ).rejects.toMatchObject({ code: 'not-found' })
})

it('holds somebody against the policy, clause by clause', async () => {
  const person = await harness.registerPerson()
  const standing = await person.call('GET /me/flat-standing')
  expect(standing).toMatchObject({ day: '2026-11-22', outcome: 'unknown' })
  expect(standing.criteria.map(({ title, result }) => [title, result])).toContainEqual([
    '毕业 5 年内，或 A、B 类人才',
    'pass',
  ])
  expect(standing.criteria.map(({ title }) => title)).toContain('家庭月收入不超过上限')
})

describe('being told when something fits', () => {
  const told = async (person: Visitor) =>
    (await person.call('GET /me/messages')).items.filter(({ kind }) => kind === 'housing')
  const settle = async () => {
    await harness.app.worker.drain()
    harness.clock.advance(61)
    await harness.app.worker.drain()
  }
  let fits: Visitor
  let tooDear: Visitor
  let elsewhere: Visitor
  beforeAll(async () => {
    ;[fits, tooDear, elsewhere] = [
      await harness.registerPerson(),
      await harness.registerPerson(),
      await harness.registerPerson(),
    ] as [Visitor, Visitor, Visitor]
    const wish = { layouts: ['two-rooms' as const], projects: [], mostFenPerMonth: 208_600 }
    await fits.call('PUT /me/flat-watch', { body: wish })
    await tooDear.call('PUT /me/flat-watch', { body: { ...wish, mostFenPerMonth: 208_599 } })
    await elsewhere.call('PUT /me/flat-watch', { body: { ...wish, projects: [yard.station] } })
  })

  it('fifty flats that become free at once are one message, to whom they fit', async () => {
    for (const flat of river.flats.slice(0, 50)) await move(flat, 'repairing', 'free')
    await settle()
    const messages = await told(fits)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({
      title: '你想要的房子空出来了',
      body: containing('江湾里人才公寓的单间甲，每月 2,086 元'),
      link: '/housing/projects/index',
    })
    expect(await told(tooDear)).toEqual([])
    expect(await told(elsewhere)).toEqual([])
  })

  it('nobody is told twice on one day, whatever they change, and again on the next', async () => {
    await fits.call('PUT /me/flat-watch', { body: { layouts: [], projects: [], mostFenPerMonth: null } })
    await move(river.flats[50], 'repairing', 'free')
    await settle()
    expect(await told(fits)).toHaveLength(1)
    harness.clock.advance(86_400)
    await move(river.flats[51], 'repairing', 'free')
    await settle()
    expect(await told(fits)).toHaveLength(2)
  })

  it('nobody is told of what is gone by then, or after they said no more', async () => {
    harness.clock.advance(86_400)
    await move(yard.flats[2], 'repairing', 'free')
    for (const flat of [2, 4, 5, 6, 7]) await move(yard.flats[flat], 'free', 'withdrawn')
    await settle()
    expect(await told(fits)).toHaveLength(2)
    await fits.call('DELETE /me/flat-watch')
    expect(await fits.call('GET /me/flat-watch')).toEqual({ watch: null })
    await move(river.flats[52], 'repairing', 'free')
    await settle()
    expect(await told(fits)).toHaveLength(2)
  })

  it('tells more people than are told at once, each once', async () => {
    harness.clock.advance(86_400)
    const many: Visitor[] = []
    for (let count = 0; count < 205; count += 1) {
      const person = await harness.signIn()
      await harness.db
        .insertInto('flat_watch')
        .values({
          person_id: person.personId,
          layouts: '[]',
          projects: '[]',
          most_fen_per_month: null,
          set_at: harness.clock.now(),
          told_on: null,
        })
        .execute()
      many.push(person)
    }
    await move(river.flats[53], 'repairing', 'free')
    await settle()
    await harness.app.worker.drain()
    for (const person of many) expect(await told(person)).toHaveLength(1)
  })

  it('a project that is none is refused by name', async () => {
    await expect(
      fits.call('PUT /me/flat-watch', {
        body: { layouts: [], projects: [stationOf.hall], mostFenPerMonth: null },
      }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: '/projects/0' }] } })
  })
})

it('of two accounts that become one a mark stays once, and the wish of the one that stays', async () => {
  const { joinFlatData } = await import('../../server/housing/own-data')
  const [from, into] = [await harness.registerPerson(), await harness.registerPerson()]
  for (const person of [from, into]) {
    await person.call('PUT /me/flat-favourites/:type', { params: { type: yard.type } })
    await person.call('PUT /me/flat-watch', {
      body: { layouts: [], projects: [], mostFenPerMonth: person === into ? 111_100 : 222_200 },
    })
  }
  await from.call('PUT /me/flat-favourites/:type', { params: { type: river.type } })
  await harness.db.transaction().execute(async (db) => {
    await joinFlatData(db, from.personId, into.personId)
    for (const table of ['flat_favourite', 'flat_watch'] as const)
      await db
        .updateTable(table)
        .set({ person_id: into.personId })
        .where('person_id', '=', from.personId)
        .execute()
  })
  expect((await into.call('GET /me/flat-favourites')).items.sort()).toEqual([yard.type, river.type].sort())
  expect((await into.call('GET /me/flat-watch')).watch?.mostFenPerMonth).toBe(111_100)
})

it('says no talent rate where the book has none for the day, and still the rest', async () => {
  const { items, percent } = await projectList({
    db: harness.db,
    now: harness.clock.now(),
    deps: { ...housingDeps({ vault: testVault() }), rentPercent: () => Promise.resolve(null) },
  })
  expect(percent).toBeNull()
  expect(items[0]?.types[0]).toMatchObject({ marketFen: 145_000, talentFen: null, talentFenPerSqm: null })
})
