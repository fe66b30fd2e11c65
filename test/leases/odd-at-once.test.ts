import type { SentNotification } from '../../server/core/ports'
import { begin, deliver, workPayments } from '../ledger/receiving'
import { faultsIn } from '../ledger/world'
import {
  again,
  apartment,
  atConsole,
  found,
  keepUp,
  leaseOf,
  livingIn,
  newTenant,
  offered,
  photo,
  sign,
  startLeaseWorld,
  type LeaseWorld,
  type Tenant,
} from './world'

let world: LeaseWorld
let at = 0
beforeAll(async () => {
  world = await startLeaseWorld()
})
beforeEach(async () => {
  world.harness.clock.set('2026-11-22T06:00:00Z')
  world.clerk = await again(world, world.clerk)
})
afterEach(async () => {
  await world.harness.app.worker.drain()
  expect(await faultsIn(world.harness.db, world.harness.clock.now())).toEqual([])
})
afterAll(() => world.harness.close())

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
const takeBack = (id: string, body: object) =>
  world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: body as never,
  })
const back = async (person: Tenant) =>
  (
    await world.harness.db
      .selectFrom('ledger_payment')
      .select('amount_fen')
      .where('person_id', '=', person.personId)
      .execute()
  ).reduce((sum, { amount_fen: fen }) => sum + fen, 0)
const receivedOf = async (person: Tenant) =>
  (
    await world.harness.db
      .selectFrom('ledger_charge')
      .select('amount_fen')
      .where('person_id', '=', person.personId)
      .where('state', '=', 'paid')
      .execute()
  ).reduce((sum, { amount_fen: fen }) => sum + fen, 0)

it('pays, gives up and lets the time pass in the same moment: whatever comes first, no fen is lost', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    const { payBy, bills } = await sign(world, person, id)
    if (turn > 1) world.harness.clock.set(new Date(Date.parse(payBy as string) - 60_000).toISOString())
    const tenant = await again(world, person)
    const told: SentNotification[] = []
    for (const { chargeId } of bills)
      told.push(
        world.harness.payments.pay(await begin(tenant, chargeId as string), {
          at: world.harness.clock.now(),
        }),
      )
    if (turn > 1) world.harness.clock.advance(120)
    await Promise.allSettled([
      ...told.map((one) => deliver(world.harness, one)),
      tenant.call('DELETE /me/leases/:lease', { params: { lease: id } }),
      keepUp(world).catch(() => undefined),
    ])
    for (const one of told) await deliver(world.harness, one) // told again, as the service does
    await workPayments(world.harness)
    await keepUp(world)
    const { state } = await leaseOf(tenant, id)
    expect(['paid', 'cancelled', 'lapsed']).toContain(state)
    const flatState = await world.harness.db
      .selectFrom('flat')
      .select('state')
      .where('id', '=', flat)
      .executeTakeFirstOrThrow()
    expect(flatState.state).toBe(state === 'paid' ? 'chosen' : 'free')
    // What was received for the lease and is not owed by it is on its way back; the rest the books prove.
    const kept = (await receivedOf(person)) - (await back(person))
    expect(kept).toBe(state === 'paid' ? 101_500 + (bills[1]?.amountFen ?? 0) : 0)
  }
})

it('takes a key back once, and gives the deposit back once, when two desks do so in the same moment', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    const body = { ...found(), damages: [], repairing: false }
    const { won, codes } = await outcomes([takeBack(id, body), takeBack(id, body), takeBack(id, body)])
    expect(won).toBe(1)
    expect(codes.every((code) => code === 'lease-settled' || code === 'stale-version')).toBe(true)
    const deposits = await world.harness.db
      .selectFrom('ledger_payment')
      .select('amount_fen')
      .where('person_id', '=', person.personId)
      .where('why', '=', '押金退还')
      .execute()
    expect(deposits).toEqual([{ amount_fen: 101_500 }])
  }
})

it('answers, accepts and decides each damage once in the same moment', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  const file = await photo(world.clerk)
  await takeBack(id, {
    ...found({ walls: { note: '钉了三个洞', photos: [file] } }),
    damages: [{ item: 'walls', amountFen: 30_000, why: '修补墙面三处' }],
    repairing: false,
  })
  const damage = (await leaseOf(person, id)).damages[0]?.id as string
  const answer = (agree: boolean) =>
    person.call('POST /me/leases/:lease/damages/:damage/answer', {
      params: { lease: id, damage },
      body: { agree, objection: agree ? '' : '洞入住时就有' },
    })
  const { won } = await outcomes([answer(true), answer(false), answer(true), answer(false)])
  expect(won).toBe(2) // the same said twice is said once
  const said = (await leaseOf(person, id)).damages[0]?.state
  if (said === 'agreed') return
  const leads = [
    await atConsole(world.harness, world.leads[0]),
    await atConsole(world.harness, world.leads[1]),
  ]
  const decided = await outcomes(
    leads.map((lead, index) =>
      lead.call('PUT /leases/:lease/damages/:damage/decision', {
        params: { lease: id, damage },
        body: { amountFen: index * 10_000, why: '照片上看得清' },
      }),
    ),
  )
  expect([decided.won, decided.codes]).toEqual([1, ['lease-settled']])
})

it('names a day of leaving, takes it back and hands the key in, all in the same moment: each day is paid once', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    world.harness.clock.set('2026-12-01T04:00:00Z')
    world.clerk = await again(world, world.clerk)
    const tenant = await again(world, person)
    await keepUp(world)
    const notice = (leaveOn: string) =>
      tenant.call('POST /me/leases/:lease/notice', { params: { lease: id }, body: { leaveOn } })
    await Promise.allSettled([
      notice('2026-12-20'),
      notice('2026-12-22'),
      tenant.call('DELETE /me/leases/:lease/notice', { params: { lease: id } }),
      takeBack(id, { ...found(), damages: [], repairing: false }),
    ])
    const after = await leaseOf(tenant, id)
    expect(after.state).toBe('settled')
    const rent = after.bills
      .filter(({ kind, state }) => kind === 'rent' && state !== 'cancelled')
      .map(({ fromDay, toDay }) => [fromDay, toDay])
    expect(rent).toEqual([
      ['2026-11-22', '2026-11-30'],
      ['2026-12-01', '2026-12-01'],
    ])
    world.harness.clock.set('2026-11-22T06:00:00Z')
    world.clerk = await again(world, world.clerk)
  }
})

it('reports no more repairs at once than may be open', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  const { won, codes } = await outcomes(
    Array.from({ length: 14 }, () =>
      person.call('POST /me/leases/:lease/repairs', {
        params: { lease: id },
        body: { kind: 'other', urgent: false, words: '阳台的门关不上', photos: [] },
      }),
    ),
  )
  expect([won, codes.length]).toEqual([10, 4])
})
