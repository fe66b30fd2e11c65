import { removeLeftovers } from '../../server/core/stored-files'
import { faultsIn } from '../ledger/world'
import { refused } from '../matchers'
import {
  again,
  apartment,
  atConsole,
  found,
  keepUp,
  livingIn,
  newTenant,
  startLeaseWorld,
  type LeaseWorld,
} from './world'

/** Who leaves owing rent and deletes their account: the contract stays for the claim, and not a day longer. */
let world: LeaseWorld
let at: number
beforeAll(async () => {
  world = await startLeaseWorld()
  at = 0
})
afterAll(() => world.harness.close())
beforeEach(async () => {
  world.harness.clock.set('2026-11-22T06:00:00Z')
  world.clerk = await again(world, world.clerk)
})
afterEach(async () => {
  expect(await faultsIn(world.harness.db, world.harness.clock.now())).toEqual([])
})

const db = () => world.harness.db
const setDay = async (day: string) => {
  world.harness.clock.set(`${day}T04:00:00Z`)
  world.clerk = await again(world, world.clerk)
}
const papersOf = (id: string) =>
  db().selectFrom('lease_paper').select(['kept_until']).where('lease_id', '=', id).execute()
const chargesOf = (personId: string) =>
  db()
    .selectFrom('ledger_charge')
    .select(['id', 'due_on', 'state'])
    .where('person_id', '=', personId)
    .where('state', '=', 'due')
    .orderBy('due_on')
    .execute()
const files = async () => {
  await removeLeftovers(
    db(),
    world.harness.storage,
    new Date(world.harness.clock.now().getTime() + 86_400_000),
  )
  return world.harness.storage.files.size
}

/** Lived in until 10 December, paid November alone, got the deposit back, and is gone. */
const gone = async () => {
  const before = await files()
  const person = await newTenant(world)
  const { id, number } = await livingIn(world, person, world.flats[at++] as string)
  await setDay('2026-12-01')
  await keepUp(world)
  await setDay('2026-12-10')
  const back = await again(world, person)
  await world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: found(),
  })
  await world.harness.app.worker.drain()
  await db()
    .updateTable('ledger_payment')
    .set({ state: 'paid' })
    .where('person_id', '=', person.personId)
    .execute()
  const due = await chargesOf(person.personId)
  expect(due).toHaveLength(1)
  await back.call('DELETE /me')
  await world.harness.app.worker.drain()
  const leads = [
    await atConsole(world.harness, world.leads[0]),
    await atConsole(world.harness, world.leads[1]),
  ] as const
  // The money that the bank is said to have paid was not booked: the proofs of this test look at what is owed.
  await db()
    .updateTable('ledger_payment')
    .set({ state: 'approved' })
    .where('person_id', '=', person.personId)
    .execute()
  return { person, id, number, charge: due[0]?.id as string, due: due[0]?.due_on as string, leads, before }
}
const look = (lead: (typeof world.leads)[number], id: string) =>
  lead.call('GET /leases/:lease', { params: { lease: id } })

it('keeps the signed contract sealed, for leads alone and on record; names and words go', async () => {
  const { person, id, leads, due } = await gone()
  expect(await papersOf(id)).toEqual([{ kept_until: `2029${due.slice(4)}` }])
  const row = await db().selectFrom('lease').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect([row.tenant_name, row.tenant_document, row.masked_name]).toEqual([null, null, null])
  expect(await look(leads[0], id)).toMatchObject({
    accountGone: true,
    papersUntil: `2029${due.slice(4)}`,
    maskedName: '已注销',
  })
  const { data } = await leads[0].call('GET /leases/:lease/papers/:paper', {
    params: { lease: id, paper: 'contract' },
  })
  expect(Buffer.from(data, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  const { rows } = {
    rows: await db()
      .selectFrom('audit_entry')
      .select('action')
      .where('person_id', '=', person.personId)
      .execute(),
  }
  expect(rows.map(({ action }) => action)).toContain('lease.paper-read')
})

it('it goes with its file as soon as the bill is paid', async () => {
  const { id, charge, leads, before } = await gone()
  const { receipts } = await leads[0].call('POST /ledger/charges/:charge/receipts', {
    params: { charge },
    body: { way: 'transfer', number: 'ZZ-880001', on: '2026-12-10' },
  })
  await leads[1].call('POST /ledger/receipts/:receipt/confirmation', {
    params: { receipt: receipts[0]?.id as string },
  })
  await world.harness.app.worker.drain()
  expect(await papersOf(id)).toEqual([])
  expect(await look(leads[0], id)).toMatchObject({ papersUntil: null, papers: [] })
  expect(await files()).toBe(before)
})

it('it goes as soon as the bill is written off, and the lease says so', async () => {
  const { id, charge, leads } = await gone()
  const params = { charge }
  await leads[0].call('POST /ledger/charges/:charge/write-off', {
    params,
    body: { why: '联系不上，数额很小' },
  })
  await leads[1].call('POST /ledger/charges/:charge/write-off/agreement', { params })
  await world.harness.app.worker.drain()
  expect(await papersOf(id)).toEqual([])
  const shown = await look(leads[0], id)
  expect(shown.bills.map(({ state }) => state)).toContain('written-off')
  const { items } = await leads[0].call('GET /leases', { query: { view: 'arrears' } })
  expect(items.map((one) => one.id)).not.toContain(id)
  await expect(
    leads[0].call('GET /leases/:lease/papers/:paper', { params: { lease: id, paper: 'contract' } }),
  ).rejects.toEqual(refused('not-found'))
})

it('it goes three years after the bill was due, whatever became of that; until then it stays', async () => {
  const { id, due } = await gone()
  const forget = async (day: string) => {
    world.harness.clock.set(`${day}T04:00:00Z`)
    for (const { everyMs, run } of world.harness.app.chores)
      if (everyMs === 3_600_000) await run(world.harness.clock.now())
    return (await papersOf(id)).length
  }
  expect(await forget(`2029${due.slice(4)}`)).toBe(1)
  expect(await forget('2029-12-31')).toBe(0)
})

it('of who owes nothing, it goes at once', async () => {
  const before = await files()
  const person = await newTenant(world)
  const { id } = await livingIn(world, person, world.flats[at++] as string)
  await setDay('2026-11-24')
  const back = await again(world, person)
  await world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: found(),
  })
  await world.harness.app.worker.drain()
  await db()
    .updateTable('ledger_payment')
    .set({ state: 'paid' })
    .where('person_id', '=', person.personId)
    .execute()
  await back.call('DELETE /me')
  await db()
    .updateTable('ledger_payment')
    .set({ state: 'approved' })
    .where('person_id', '=', person.personId)
    .execute()
  expect(await papersOf(id)).toEqual([])
  expect(await files()).toBe(before)
})
