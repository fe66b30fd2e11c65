import { addDays } from '@jucai/contract/policies/days'
import { containing, objectWith } from '../matchers'
import {
  again,
  atConsole,
  dayNow,
  keepUp,
  leaseOf,
  newTenant,
  offered,
  sign,
  startLeaseWorld,
  type LeaseWorld,
} from './world'

/** Who was told not to pay, because money of theirs is being looked at, is not late by that. */
let world: LeaseWorld
beforeAll(async () => {
  world = await startLeaseWorld(4)
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))

it('has the days to pay anew once an officer says that what was recorded did not come, and hears of it', async () => {
  const { harness, leads, flats } = world
  const person = await newTenant(world)
  const { id } = await offered(world, person, flats[0] as string)
  await sign(world, person, id)
  const charge = (await leaseOf(person, id)).bills[0]?.chargeId as string
  const recorded = await (
    await atConsole(harness, leads[0])
  ).call('POST /ledger/charges/:charge/receipts', {
    params: { charge },
    body: { way: 'transfer', number: 'LS-20261122-01', on: '2026-11-22' },
  })
  harness.clock.advance(5 * 86_400)
  await keepUp(world)
  const waiting = await again(world, person)
  expect((await leaseOf(waiting, id)).state).toBe('signed')
  await (
    await atConsole(harness, leads[1])
  ).call('POST /ledger/receipts/:receipt/refusal', {
    params: { receipt: recorded.receipts[0]?.id as string },
    body: { why: '银行流水里没有这一笔' },
  })
  // The chore comes before anybody has heard of it.
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 30_000) await run(harness.clock.now())
  expect((await leaseOf(waiting, id)).state).toBe('signed')
  await keepUp(world)
  const { state, payBy } = await leaseOf(waiting, id)
  expect([state, payBy]).toEqual(['signed', `${addDays(dayNow(harness), 3)}T16:00:00.000Z`])
  expect((await waiting.call('GET /me/messages')).items).toContainEqual(
    objectWith({ title: '核对好了，这笔账单还要付', body: containing('银行流水里没有这一笔') }),
  )
  harness.clock.advance(4 * 86_400)
  await keepUp(world)
  expect((await leaseOf(await again(world, person), id)).state).toBe('lapsed')
})
