import { sql } from 'kysely'
import {
  again,
  apartment,
  atConsole,
  inspectIn,
  keepUp,
  leaseOf,
  newTenant,
  offered,
  payAll,
  scanned,
  sign,
  startLeaseWorld,
  dayNow,
  type LeaseWorld,
} from './world'

let world: LeaseWorld
let at = 0
beforeAll(async () => {
  world = await startLeaseWorld()
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))
const nextFlat = (): string => world.flats[at++] as string
const outcomes = async (acts: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(acts)
  return {
    won: settled.filter(({ status }) => status === 'fulfilled').length,
    codes: settled.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    ),
  }
}
const leasesOf = (flatId: string) =>
  world.harness.db
    .selectFrom('lease')
    .select(['id', 'state', 'person_id'])
    .where('flat_id', '=', flatId)
    .execute()

it('gives the last flat to one of two whom two officers assign it to in the same moment', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const [first, second] = [await newTenant(world), await newTenant(world)]
    const flatId = nextFlat()
    const [one, two] = [
      await atConsole(world.harness, world.leads[0]),
      await atConsole(world.harness, world.leads[1]),
    ]
    const assign = (lead: typeof one, applicationNumber: string) =>
      lead.call('POST /leases', { body: { flatId, applicationNumber, why: '最后一套' } })
    const { won, codes } = await outcomes([
      assign(one, first.applicationNumber),
      assign(two, second.applicationNumber),
    ])
    expect([won, codes]).toEqual([1, ['flat-not-there']])
    expect(await leasesOf(flatId)).toHaveLength(1)
  }
})

it('gives nobody two flats that two officers assign to them in the same moment', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const person = await newTenant(world)
    const flats = [nextFlat(), nextFlat()]
    const leads = [
      await atConsole(world.harness, world.leads[0]),
      await atConsole(world.harness, world.leads[1]),
    ]
    const { won, codes } = await outcomes(
      flats.map((flatId, index) =>
        (leads[index] as (typeof leads)[0]).call('POST /leases', {
          body: { flatId, applicationNumber: person.applicationNumber, why: '同时分配' },
        }),
      ),
    )
    expect([won, codes]).toEqual([1, ['lease-already']])
    const states = await world.harness.db
      .selectFrom('flat')
      .select('state')
      .where('id', 'in', flats)
      .execute()
    expect(states.map(({ state }) => state).sort()).toEqual(['chosen', 'free']) // the other is left as it was
  }
})

it('either signs or lapses in the moment in which the offer ends, never both', async () => {
  const seen = new Set<string>()
  for (let turn = 0; turn < 8; turn += 1) {
    world.harness.clock.set('2026-11-22T06:00:00Z')
    const person = await newTenant(world)
    const flatId = nextFlat()
    const { id } = await offered(world, person, flatId)
    // The last moment of the last day; half of the time one past it.
    world.harness.clock.set(turn % 2 === 0 ? '2026-11-29T15:59:59.999Z' : '2026-11-29T15:58:00Z')
    const back = await again(world, person)
    const signing = sign(world, back, id).catch((error: unknown) => error)
    if (turn % 2 === 1) world.harness.clock.set('2026-11-29T16:00:00Z')
    await Promise.all([signing, keepUp(world)])
    await keepUp(world)
    const { state, bills } = await leaseOf(back, id)
    seen.add(state)
    const flat = await world.harness.db
      .selectFrom('flat')
      .select('state')
      .where('id', '=', flatId)
      .executeTakeFirst()
    if (state === 'signed') expect([flat?.state, bills.length]).toEqual(['chosen', 2])
    else
      expect([state, flat?.state, bills.filter((bill) => bill.state === 'open').length]).toEqual([
        'lapsed',
        'free',
        0,
      ])
  }
  expect(seen.size).toBeGreaterThan(0)
})

it('hands one key over when two desks scan in the same moment', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, nextFlat())
  await person.call('PUT /me/leases/:lease/first-day', {
    params: { lease: id },
    body: { day: dayNow(world.harness) },
  })
  await sign(world, person, id)
  await payAll(world, person, id)
  await inspectIn(world, person, id)
  const others = await world.harness.staff('clerk', apartment)
  const codes = [scanned(world, person, '111222'), scanned(world, person, '333444')]
  await outcomes(
    [world.clerk, others].map((clerk, index) =>
      clerk.call('POST /apartments/:apartment/keys', {
        params: { apartment },
        body: codes[index] as (typeof codes)[0],
      }),
    ),
  )
  const { steps, state } = await leaseOf(person, id)
  expect(state).toBe('living')
  expect(steps.filter(({ event }) => event === 'hand-over')).toHaveLength(1)
  const moves = await world.harness.db
    .selectFrom('flat_event')
    .select('to_state')
    .where('to_state', '=', 'let')
    .where('flat_id', '=', (await leaseOf(person, id)).flat.id)
    .execute()
  expect(moves).toHaveLength(1)
})

it('counts a payment once that is told twice in the same moment', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, nextFlat())
  await sign(world, person, id)
  const paid = await payAll(world, person, id)
  expect(paid.state).toBe('paid')
  await sql`update outbox set done_at = null, done_reactions = '{}' where kind = 'charge.paid'`.execute(
    world.harness.db,
  )
  await world.harness.app.worker.drain()
  expect((await leaseOf(person, id)).steps.filter(({ event }) => event === 'pay')).toHaveLength(1)
})

// The embedded database is a single session, where nobody is ever a moment earlier.
const onServer = process.env.DATABASE_URL ? it : it.skip
onServer(
  'would let a flat twice without the exclusion: the guard is the database’s own',
  async () => {
    const [first, second] = [await newTenant(world), await newTenant(world)]
    const lease = await offered(world, first, nextFlat())
    const row = await world.harness.db
      .selectFrom('lease')
      .selectAll()
      .where('id', '=', lease.id)
      .executeTakeFirstOrThrow()
    const { serial: _serial, span: _span, ...copy } = row
    const again2 = () =>
      world.harness.db
        .insertInto('lease')
        .values({ ...copy, id: crypto.randomUUID(), choice_id: null, person_id: second.personId })
        .execute()
    await expect(again2()).rejects.toMatchObject({ constraint: 'lease_flat_once' })
    await world.harness.db.schema.alterTable('lease').dropConstraint('lease_flat_once').execute()
    await again2()
    expect(await leasesOf(row.flat_id)).toHaveLength(2)
  },
  120_000,
)
