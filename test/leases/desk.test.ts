import { stationOf } from '../../mock/city/stations'
import { containing } from '../matchers'
import {
  apartment,
  atConsole,
  dayNow,
  found,
  leaseOf,
  livingIn,
  newTenant,
  offered,
  startLeaseWorld,
  type LeaseWorld,
  type Tenant,
} from './world'

let world: LeaseWorld
let at = 0
beforeAll(async () => {
  world = await startLeaseWorld(12)
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))

const nextFlat = (): string => world.flats[at++] as string
const stateOf = async (flatId: string) =>
  (await world.harness.db.selectFrom('flat').select('state').where('id', '=', flatId).executeTakeFirst())
    ?.state
const hourly = async () => {
  for (const { everyMs, run } of world.harness.app.chores)
    if (everyMs === 3_600_000) await run(world.harness.clock.now())
}

it('the desk sees everybody who comes or goes, page by page, who is first before, and anybody by their lease', async () => {
  const flats = [nextFlat(), nextFlat(), nextFlat()]
  const ids: string[] = []
  for (const flat of flats) {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, flat)
    ids.push(id)
  }
  const [a, b, far] = ids as [string, string, string]
  const set = (id: string, columns: { leave_on: string } | { last_day: string; held_until: string }) =>
    world.harness.db.updateTable('lease').set(columns).where('id', '=', id).execute()
  await set(a, { last_day: '2026-11-27', held_until: '2026-11-27' })
  await set(b, { leave_on: '2026-11-24' }) // its last day is a year away
  const page = (after?: string) =>
    world.clerk.call('GET /apartments/:apartment/desk-leases', {
      params: { apartment },
      query: { list: 'leaving', limit: 1, after },
    })
  const first = await page()
  const second = await page(first.next as string)
  expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([[b], [a]])
  expect(second.next).toBeNull()
  await expect(page('not-a-cursor')).rejects.toMatchObject({ code: 'invalid-request' })
  const one = { params: { apartment, lease: far } }
  expect((await world.clerk.call('GET /apartments/:apartment/desk-leases/:lease', one)).id).toBe(far)
  const elsewhere = await world.harness.staff('clerk', stationOf.hall)
  await expect(elsewhere.call('GET /apartments/:apartment/desk-leases/:lease', one)).rejects.toMatchObject({
    code: 'not-found',
  })
})

it('keeps no name of who lived there or visited: not of guests after their last day, of nobody when the lease is over', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  const tell = (body: object) =>
    person.call('POST /me/leases/:lease/residents', { params: { lease: id }, body: body as never })
  await tell({ kind: 'household', relation: 'spouse', name: '陈一', fromDay: '2026-11-22' })
  const today = dayNow(world.harness)
  await tell({ kind: 'guest', relation: 'friend', name: '赵来', fromDay: today, toDay: today })
  const names = async () =>
    (
      await world.harness.db
        .selectFrom('lease_resident')
        .select(['kind', 'name', 'removed_at'])
        .where('lease_id', '=', id)
        .orderBy('added_at')
        .execute()
    ).map(({ kind, name, removed_at: gone }) => [kind, name !== null, gone !== null])
  await hourly()
  expect(await names()).toEqual([
    ['household', true, false],
    ['guest', true, false],
  ])
  const then = world.harness.clock.now()
  world.harness.clock.advance(86_400)
  await hourly()
  expect(await names()).toEqual([
    ['household', true, false],
    ['guest', false, true],
  ])
  world.harness.clock.set(then.toISOString())
  await world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: { ...found(), damages: [], repairing: false },
  })
  const over = await leaseOf(person, id)
  expect([over.state, over.residents]).toEqual(['settled', []])
  expect((await names()).filter(([, isNamed]) => isNamed)).toEqual([])
  const given = await newTenant(world)
  const { id: another } = await offered(world, given, nextFlat())
  await given.call('POST /me/leases/:lease/residents', {
    params: { lease: another },
    body: { kind: 'household', relation: 'spouse', name: '陈二', fromDay: '2026-12-01' },
  })
  expect((await given.call('DELETE /me/leases/:lease', { params: { lease: another } })).residents).toEqual([])
})

it('assigns no flat that is too small for whom the qualification names', async () => {
  const parent = (name: string, bornOn: string) => ({ relation: 'parent', name, bornOn })
  const parents = [parent('林示例', '1970-01-02'), parent('𠮷示例', '1971-03-04')]
  const [three, two] = [
    await newTenant(world, { household: parents }),
    await newTenant(world, { household: parents.slice(1) }),
  ]
  const flatId = nextFlat() // for two
  const lead = await atConsole(world.harness, world.leads[0])
  const assign = ({ applicationNumber }: Tenant) =>
    lead.call('POST /leases', { body: { flatId, applicationNumber, why: '会议纪要第三号' } })
  await expect(assign(three)).rejects.toMatchObject({
    code: 'flat-full',
    body: { detail: containing('登记了 3 人同住') },
  })
  expect(await stateOf(flatId)).toBe('free')
  expect((await assign(two)).residents.map(({ name }) => name)).toEqual(['𠮷示例'])
})
