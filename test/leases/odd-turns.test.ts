import { addDays } from '@jucai/contract/policies/days'
import { rentFor } from '@jucai/contract/rent-rules'
import { randomUUID } from 'node:crypto'
import { moveFlat } from '../../server/housing'
import { emit } from '../../server/core/outbox'
import type { SentNotification } from '../../server/core/ports'
import { begin, deliver, workPayments } from '../ledger/receiving'
import { faultsIn } from '../ledger/world'
import { containing } from '../matchers'
import {
  again,
  apartment,
  atConsole,
  found,
  handOver,
  inspectIn,
  keepUp,
  leaseOf,
  livingIn,
  newTenant,
  offered,
  payAll,
  scanned,
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
afterEach(async () => {
  expect(await faultsIn(world.harness.db, world.harness.clock.now())).toEqual([])
})
afterAll(() => world.harness.close())
beforeEach(async () => {
  world.harness.clock.set('2026-11-22T06:00:00Z')
  world.clerk = await again(world, world.clerk)
})

const nextFlat = (): string => world.flats[at++] as string
const on = async (day: string, person: Tenant): Promise<Tenant> => {
  world.harness.clock.set(`${day}T04:00:00Z`)
  world.clerk = await again(world, world.clerk)
  return again(world, person)
}
const takeBack = (id: string) =>
  world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: { ...found(), damages: [], repairing: false },
  })
const notice = (person: Tenant, id: string, leaveOn: string) =>
  person.call('POST /me/leases/:lease/notice', { params: { lease: id }, body: { leaveOn } })
const flatOf = (id: string) =>
  world.harness.db
    .selectFrom('flat')
    .select(['state', 'free_from'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
/** What of rent was received and not given back, and what is still to be paid. */
const rentOf = async (person: Tenant) => {
  const charges = await world.harness.db
    .selectFrom('ledger_charge')
    .select(['id', 'state', 'amount_fen'])
    .where('person_id', '=', person.personId)
    .where('kind', '=', 'rent')
    .execute()
  const back = await world.harness.db
    .selectFrom('ledger_payment')
    .select('amount_fen')
    .where(
      'from_charge',
      'in',
      charges.map(({ id }) => id),
    )
    .execute()
  const sum = (rows: readonly { amount_fen: number }[]) => rows.reduce((all, row) => all + row.amount_fen, 0)
  return sum(charges.filter(({ state }) => state !== 'cancelled')) - sum(back)
}
/** Half a fen a span may be lost where a month is billed in several. */
const about = (fen: number) => ({
  asymmetricMatch: (given: unknown) => typeof given === 'number' && Math.abs(given - fen) <= 2,
})

describe('a day of leaving that is named again', () => {
  it('may be named earlier and later after the month was paid; each day is paid once', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    let back = await on('2026-12-01', person)
    await keepUp(world)
    await payAll(world, back, id)
    await notice(back, id, '2026-12-20')
    await notice(back, id, '2026-12-18')
    expect(await rentOf(person)).toEqual(about(rentFor(101_500, '2026-11-22', '2026-12-18').totalFen))
    await back.call('DELETE /me/leases/:lease/notice', { params: { lease: id } })
    expect(await rentOf(person)).toEqual(about(rentFor(101_500, '2026-11-22', '2026-12-31').totalFen))
    await payAll(world, back, id)
    back = await on('2026-12-28', person)
    await keepUp(world) // January is billed
    expect((await takeBack(id)).state).toBe('settled')
    await world.harness.app.worker.drain()
    expect(await rentOf(person)).toEqual(about(rentFor(101_500, '2026-11-22', '2026-12-28').totalFen))
  })

  it.each(['2026-12-17', '2026-12-24'])(
    'does not keep the desk from taking the key back on another day, %s',
    async (day) => {
      const person = await newTenant(world)
      const { id } = await livingIn(world, person, nextFlat())
      const back = await on('2026-12-01', person)
      await keepUp(world)
      await payAll(world, back, id)
      await notice(back, id, '2026-12-20')
      await on(day, person)
      expect((await takeBack(id)).state).toBe('settled')
      expect(await rentOf(person)).toEqual(about(rentFor(101_500, '2026-11-22', day).totalFen))
    },
    60_000,
  )

  it('that is let pass, and the end too: every day until the key came back is billed', async () => {
    const person = await newTenant(world)
    const { id, lastDay } = await livingIn(world, person, nextFlat())
    let back = person
    for (let day = '2026-12-01'; day < lastDay; day = addDays(day, 15)) {
      back = await on(day, person)
      await keepUp(world)
    }
    back = await on('2027-10-30', person)
    await notice(back, id, '2027-11-16')
    await on('2027-11-24', person) // the term ended on the 21st
    await keepUp(world)
    await takeBack(id)
    expect(await rentOf(person)).toEqual(about(rentFor(101_500, '2026-11-22', '2027-11-24').totalFen))
  })

  it('moves the day on which the flat is expected to be free, and a renewal does', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await livingIn(world, person, flat)
    expect((await flatOf(flat)).free_from).toBe('2027-11-22')
    const back = await on('2026-12-01', person)
    await notice(back, id, '2026-12-20')
    expect((await flatOf(flat)).free_from).toBe('2026-12-21')
    await back.call('DELETE /me/leases/:lease/notice', { params: { lease: id } })
    expect((await flatOf(flat)).free_from).toBe('2027-11-22')
  })

  it('early: the months that were not lived are not counted against the most that somebody may have', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    await on('2027-01-20', person) // 22 November to 20 January: two months
    await takeBack(id)
    world.harness.clock.set('2027-01-21T04:00:00Z')
    const next = await again(world, person)
    const lease = await livingIn(world, { ...person, ...next }, nextFlat())
    expect(
      await (
        await again(world, person)
      ).call('GET /me/leases/:lease/renewal', { params: { lease: lease.id } }),
    ).toMatchObject({ monthsUsed: 14, monthsLeft: 22 })
  })
})

describe('money that comes at the last moment', () => {
  it('was paid at the service in time and is told of after midnight: the flat is kept', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    const { payBy, bills } = await sign(world, person, id)
    world.harness.clock.set(new Date(Date.parse(payBy as string) - 120_000).toISOString())
    const back = await again(world, person)
    const told: SentNotification[] = []
    for (const { chargeId } of bills) {
      const trade = await begin(back, chargeId as string)
      told.push(world.harness.payments.pay(trade, { at: world.harness.clock.now() }))
    }
    world.harness.clock.advance(300)
    await keepUp(world)
    expect((await flatOf(flat)).state).toBe('chosen')
    expect((await leaseOf(back, id)).state).toBe('signed')
    for (const one of told) await deliver(world.harness, one)
    await world.harness.app.worker.drain()
    expect((await leaseOf(back, id)).state).toBe('paid')
  })

  it('was only begun, and is not finished: the flat goes back as soon as that is known', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    const { payBy, bills } = await sign(world, person, id)
    world.harness.clock.set(new Date(Date.parse(payBy as string) - 60_000).toISOString())
    const back = await again(world, person)
    await begin(back, bills[0]?.chargeId as string)
    world.harness.clock.advance(120)
    await keepUp(world)
    expect((await flatOf(flat)).state).toBe('chosen')
    // What is begun after the time prolongs nothing.
    world.harness.clock.advance(20 * 60)
    await workPayments(world.harness)
    await begin(back, bills[1]?.chargeId as string)
    await keepUp(world)
    expect((await flatOf(flat)).state).toBe('free')
  })

  it('is noted at the desk in time and confirmed by the second officer on the next day: the flat is kept', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    const { payBy, bills } = await sign(world, person, id)
    world.harness.clock.set(new Date(Date.parse(payBy as string) - 3_600_000).toISOString())
    const lead = await atConsole(world.harness, world.leads[0])
    const receipts: string[] = []
    for (const { chargeId } of bills) {
      const noted = await lead.call('POST /ledger/charges/:charge/receipts', {
        params: { charge: chargeId as string },
        body: { way: 'transfer', number: `ZZ-${chargeId?.slice(-8)}`, on: '2026-11-25' },
      })
      receipts.push(noted.receipts.at(-1)?.id as string)
    }
    world.harness.clock.advance(10 * 3600)
    await keepUp(world)
    expect((await flatOf(flat)).state).toBe('chosen')
    const other = await atConsole(world.harness, world.leads[1])
    for (const receipt of receipts)
      await other.call('POST /ledger/receipts/:receipt/confirmation', { params: { receipt } })
    await world.harness.app.worker.drain()
    expect((await leaseOf(await again(world, person), id)).state).toBe('paid')
  })

  it('was received and is not noted on the lease yet: no lapse, and giving up gives all of it back', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    const { bills } = await sign(world, person, id)
    const { paidByHand } = await import('../ledger/receiving')
    const leads = [
      await atConsole(world.harness, world.leads[0]),
      await atConsole(world.harness, world.leads[1]),
    ] as const
    for (const { chargeId } of bills) await paidByHand(leads, chargeId as string)
    // No worker has told the lease.
    const gone = await person.call('DELETE /me/leases/:lease', { params: { lease: id } })
    expect(gone.state).toBe('cancelled')
    await world.harness.app.worker.drain()
    expect(await rentOf(person)).toBe(0)
  })
})

it('one lease that cannot be kept up does not hold up the others', async () => {
  const [first, second] = [await newTenant(world), await newTenant(world)]
  const [one, two] = [nextFlat(), nextFlat()]
  const a = await offered(world, first, one)
  await offered(world, second, two)
  // Whatever the reason: here the flat of the first has got into a state that its lease knows nothing of.
  await world.harness.db
    .insertInto('lease_step')
    .values({
      lease_id: a.id,
      at: world.harness.clock.now(),
      event: 'offer',
      from_state: null,
      to_state: 'to-sign',
      by_person: null,
      by_role: 'system',
      note: '',
    })
    .execute()
  const { sql } = await import('kysely')
  await sql`create or replace function refuse_lease() returns trigger language plpgsql as $$ begin
    raise exception 'broken row'; end $$`.execute(world.harness.db)
  await sql`create trigger refuse_lease before update on lease for each row
    when (old.id = ${sql.lit(a.id)}::uuid) execute function refuse_lease()`.execute(world.harness.db)
  world.harness.clock.advance(8 * 86_400)
  await keepUp(world).catch(() => undefined)
  expect((await flatOf(two)).state).toBe('free')
  await sql`drop trigger refuse_lease on lease`.execute(world.harness.db)
  await keepUp(world)
  expect((await flatOf(one)).state).toBe('free')
})

describe('an account that goes', () => {
  it('while deposit and rent are paid: the person is told to give up the flat first', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    await sign(world, person, id)
    await payAll(world, person, id)
    await expect(person.call('DELETE /me')).rejects.toMatchObject({
      code: 'lease-settled',
      body: { detail: containing('先放弃这套房') },
    })
    await person.call('DELETE /me/leases/:lease', { params: { lease: id } })
    // The money is on its way to them: their account is where it goes.
    await expect(person.call('DELETE /me')).rejects.toMatchObject({
      code: 'lease-settled',
      body: { detail: containing('正在退给你') },
    })
  })

  it('while the deposit of a lease that is settled has not arrived', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    const back = await on('2026-12-10', person)
    expect((await takeBack(id)).state).toBe('settled')
    await expect(back.call('DELETE /me')).rejects.toMatchObject({ code: 'lease-settled' })
  })
})

it('somebody who got a flat from the office meanwhile: what they chose in a round goes back, and they are told', async () => {
  const { harness } = world
  const person = await newTenant(world)
  const lead = await atConsole(harness, world.leads[0])
  await lead.call('POST /leases', {
    body: { flatId: nextFlat(), applicationNumber: person.applicationNumber, why: '另行分配' },
  })
  const flat = nextFlat()
  const now = harness.clock.now()
  await harness.db.transaction().execute(async (db) => {
    await moveFlat({ db, now }, { flatId: flat, from: ['free'], to: 'chosen', reason: '选定', by: null })
    await emit(db, now, 'flat.chosen', {
      roundId: randomUUID(),
      flatId: flat,
      personId: person.personId,
      ticketId: randomUUID(),
      choiceId: randomUUID(),
    })
  })
  await harness.app.worker.drain()
  expect((await flatOf(flat)).state).toBe('free')
  const open = await harness.db
    .selectFrom('outbox')
    .select('last_error')
    .where('kind', '=', 'flat.chosen')
    .where('done_at', 'is', null)
    .execute()
  expect(open).toEqual([])
  expect((await person.call('GET /me/messages')).items.map(({ title }) => title)).toContain('选的房没有留住')
})

it('a first day that has passed by the signature is chosen anew: nobody pays for days before they could have the key', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, nextFlat())
  const params = { lease: id }
  await person.call('PUT /me/leases/:lease/first-day', { params, body: { day: '2026-11-22' } })
  const back = await on('2026-11-25', person)
  await expect(sign(world, back, id)).rejects.toMatchObject({
    code: 'lease-settled',
    body: { detail: containing('入住日') },
  })
  await back.call('PUT /me/leases/:lease/first-day', { params, body: { day: '2026-11-25' } })
  expect((await sign(world, back, id)).state).toBe('signed')
})

it('repairs are reported as many as somebody can look at, and the refusal says what to do', async () => {
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, nextFlat())
  const report = () =>
    person.call('POST /me/leases/:lease/repairs', {
      params: { lease: id },
      body: { kind: 'other', urgent: false, words: '阳台的门关不上', photos: [] },
    })
  for (let turn = 0; turn < 10; turn += 1) await report()
  await expect(report()).rejects.toMatchObject({
    code: 'lease-settled',
    body: { detail: containing('10 件') },
  })
})

it('goes by the database’s clock where a server’s own is wrong', async () => {
  const truth = new Date('2026-11-22T06:00:00Z')
  const own = await startLeaseWorld(4)
  await own.harness.close()
  const { startHarness } = await import('../harness')
  const { fakeEvidence } = await import('../applications/world')
  const { openProject } = await import('../housing/world')
  const evidence = fakeEvidence()
  const harness = await startHarness({ evidence, boundary: () => Promise.resolve(truth) })
  const { flats } = await openProject(harness, 4)
  const wrong: LeaseWorld = {
    harness,
    evidence,
    flats,
    leads: [await harness.office('lead'), await harness.office('lead')],
    clerk: await harness.staff('clerk', apartment),
  }
  const person = await newTenant(wrong)
  const { id } = await offered(wrong, person, flats[0] as string)
  await person.call('PUT /me/leases/:lease/first-day', { params: { lease: id }, body: { day: '2026-11-23' } })
  await sign(wrong, person, id)
  await payAll(wrong, person, id)
  await inspectIn(wrong, person, id)
  harness.clock.set('2026-11-23T06:00:00Z') // a day ahead: tomorrow’s key is not given today
  wrong.clerk = await again(wrong, wrong.clerk)
  await expect(handOver(wrong, person)).rejects.toMatchObject({ code: 'no-key-today' })
  expect(scanned(wrong, person).challenge).toBe('482913')
  await harness.close()
})
