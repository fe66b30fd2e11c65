import { containing, objectWith } from '../matchers'
import {
  again,
  atConsole,
  handOver,
  inspectIn,
  keepUp,
  leaseOf,
  newTenant,
  offered,
  payAll,
  sign,
  startLeaseWorld,
  type LeaseWorld,
  type Tenant,
} from './world'

/** Signed and paid, and nobody comes for the key: reminded, seen by the office, ended by a person or not at all. */
let world: LeaseWorld
let at: number
beforeAll(async () => {
  world = await startLeaseWorld()
  at = 0
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))

/** Paid on 22 November; the key waits from the first day on. */
const paidFor = async (firstDay = '2026-11-22'): Promise<{ person: Tenant; id: string; flat: string }> => {
  const person = await newTenant(world)
  const flat = world.flats[at++] as string
  const { id } = await offered(world, person, flat)
  await person.call('PUT /me/leases/:lease/first-day', { params: { lease: id }, body: { day: firstDay } })
  await sign(world, person, id)
  await payAll(world, person, id)
  return { person, id, flat }
}
const on = (day: string) => world.harness.clock.set(`${day}T04:00:00Z`)
const reminded = async (person: Tenant) => {
  const { call } = await again(world, person)
  return (await call('GET /me/messages', { query: { limit: 50 } })).items
    .filter(({ title }) => title === '钥匙还没有领')
    .map(({ body }) => /已经可以入住 (\d+) 天/.exec(body)?.[1])
}
const lead = () => atConsole(world.harness, world.leads[0])
const lineOf = async (id: string) =>
  (await (await lead()).call('GET /leases', { query: { view: 'keys', limit: 50 } })).items.find(
    (one) => one.id === id,
  )
const end = async (id: string) =>
  (await lead()).call('POST /leases/:lease/unfetched-end', { params: { lease: id } })

it('reminds after three and after seven days, each once, counted from the first day', async () => {
  const { person, id } = await paidFor('2026-11-25')
  for (const day of ['2026-11-24', '2026-11-27']) {
    on(day)
    await keepUp(world)
  }
  expect(await reminded(person)).toEqual([])
  expect(await lineOf(id)).toMatchObject({ keyWaits: 2 })
  on('2026-11-28')
  await keepUp(world)
  await keepUp(world)
  expect(await reminded(person)).toEqual(['3'])
  on('2026-12-02')
  await keepUp(world)
  on('2026-12-05')
  await keepUp(world)
  expect(await reminded(person)).toEqual(['7', '3'])
  expect(await lineOf(id)).toMatchObject({ keyWaits: 10 })
})

it('a server that was away catches up with one reminder', async () => {
  const { person } = await paidFor()
  on('2026-12-04')
  await keepUp(world)
  await keepUp(world)
  expect(await reminded(person)).toEqual(['12'])
})

it('says nothing to who has the key, and nothing waits before the first day', async () => {
  const { person, id } = await paidFor()
  const later = await paidFor('2026-12-10')
  expect(await lineOf(later.id)).toMatchObject({ keyWaits: null })
  await inspectIn(world, person, id)
  await handOver(world, person)
  on('2026-12-01')
  await keepUp(world)
  expect(await reminded(person)).toEqual([])
})

it('is not ended by itself, however long; leads are told once when the days of the contract are over', async () => {
  const { person, id, flat } = await paidFor()
  expect((await leaseOf(person, id)).keyBy).toBe('2026-12-22')
  on('2026-12-22')
  await keepUp(world)
  await keepUp(world)
  const told = (await (await lead()).call('GET /me/messages')).items
  expect(told.filter(({ deskLink }) => deskLink === `/leases?lease=${id}`)).toEqual([
    objectWith({ title: '钥匙满 30 天没有人领', body: containing('不会自动收回') }),
  ])
  expect(await reminded(person)).toEqual(['30'])
  on('2027-12-30')
  await keepUp(world)
  expect((await lineOf(id))?.state).toBe('paid')
  const { state } = await world.harness.db
    .selectFrom('flat')
    .select('state')
    .where('id', '=', flat)
    .executeTakeFirstOrThrow()
  expect(state).toBe('chosen')
})

it('is ended by the office from that day on and not before, and all that was paid goes back', async () => {
  const { person, id, flat } = await paidFor()
  on('2026-12-21')
  await expect(end(id)).rejects.toMatchObject({ code: 'lease-settled', message: containing('12月22日') })
  on('2026-12-22')
  expect(await end(id)).toMatchObject({ state: 'cancelled', endedWhy: containing('满 30 天') })
  expect(await end(id)).toMatchObject({ state: 'cancelled' }) // the first answer was lost
  await world.harness.app.worker.drain()
  const back = await again(world, person)
  const told = (await back.call('GET /me/messages')).items.find(({ title }) => title === '租约已解除')
  expect(told?.body).toContain('全部退还')
  const bills = (await leaseOf(back, id)).bills
  const paid = bills.filter(({ state }) => state === 'paid').reduce((sum, one) => sum + one.amountFen, 0)
  const { fen } = await world.harness.db
    .selectFrom('ledger_payment')
    .select(({ fn }) => fn.sum<string>('amount_fen').as('fen'))
    .where('person_id', '=', person.personId)
    .executeTakeFirstOrThrow()
  expect(Number(fen)).toBe(paid)
  const { state } = await world.harness.db
    .selectFrom('flat')
    .select('state')
    .where('id', '=', flat)
    .executeTakeFirstOrThrow()
  expect(state).toBe('free')
})

it('of a contract that says nothing of it the office needs a reason of its own', async () => {
  const { id } = await paidFor()
  await world.harness.db.updateTable('lease').set({ key_within: null }).where('id', '=', id).execute()
  on('2027-01-22')
  await keepUp(world)
  await expect(end(id)).rejects.toMatchObject({ message: containing('写明理由') })
})

it('the contract prints the rule', async () => {
  const person = await newTenant(world)
  const { id } = await offered(world, person, world.flats[at++] as string)
  const { sections } = await person.call('GET /me/leases/:lease/papers/:paper', {
    params: { lease: id, paper: 'contract' },
  })
  expect(sections.flatMap(({ lines }) => lines).join('')).toContain('满 30 天没有领取钥匙的')
})
