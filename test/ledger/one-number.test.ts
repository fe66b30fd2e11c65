import { isBeingPaid } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import { begin, chargeTo, deliver, workPayments } from './receiving'
import { faultsIn } from './world'

/** The payment service says of two trades of ours that they were paid by one transaction of its own. */
let harness: Harness
let leads: readonly [Visitor, Visitor]
let person: Visitor
let other: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  leads = [await harness.office('lead'), await harness.office('lead')]
  person = await harness.registerPerson()
  other = await harness.registerPerson()
})
afterEach(async () => {
  await harness.app.worker.drain()
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})
afterAll(() => harness.close())

const at = () => harness.clock.now()
let numbers = 0
const outsideNo = () => `4200009${(numbers += 1)}`
const item = (charge: string) => leads[0].call('GET /ledger/charges/:charge', { params: { charge } })
const shown = (charge: string, who = other) => who.call('GET /me/charges/:charge', { params: { charge } })
const told = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}

/** Two charges, of which the second is told under the number of the first. @returns status of that, and both */
const twoOfOne = async (amountFen?: number) => {
  const number = outsideNo()
  const first = await chargeTo(harness, person.personId)
  const second = await chargeTo(harness, other.personId)
  const trades = [await begin(person, first.id), await begin(other, second.id)] as const
  expect(await deliver(harness, harness.payments.pay(trades[0], { at: at(), outsideNo: number }))).toBe(204)
  const again = harness.payments.pay(trades[1], {
    at: at(),
    outsideNo: number,
    ...(amountFen ? { amountFen } : {}),
  })
  return { first, second, trades, number, again, status: await deliver(harness, again) }
}

it('the second is answered, counts nowhere, and stands on record for the leads', async () => {
  const { first, second, trades, number, again, status } = await twoOfOne()
  expect(status).toBe(204)
  expect(await deliver(harness, again)).toBe(204)
  expect((await shown(first.id, person)).state).toBe('paid')
  expect(await shown(second.id)).toMatchObject({
    state: 'due',
    mayPay: false,
    confirming: false,
    words: containing('核对'),
    receipts: [{ state: 'unclear', number }],
  })
  expect((await item(second.id)).receipts).toEqual([
    objectWith({ state: 'unclear', outsideNo: number, because: containing(trades[0]) }),
  ])
  const { items, sums } = await leads[0].call('GET /ledger/charges', { query: { view: 'unclear' } })
  expect(items.map(({ id }) => id)).toContain(second.id)
  expect(sums.unclear).toBeGreaterThan(0)
  expect((await told(leads[0])).filter((title) => title === '有一笔收款要人工核对')).toHaveLength(1)
  expect(await told(other)).toContain('有一笔付款正在核对')
})

it('nobody pays it again meanwhile, and whoever asks whether money is on its way hears that it is', async () => {
  const { second } = await twoOfOne()
  await expect(begin(other, second.id)).rejects.toEqual(refused('charge-not-open'))
  await expect(
    leads[0].call('POST /ledger/charges/:charge/receipts', {
      params: { charge: second.id },
      body: { way: 'transfer', number: outsideNo(), on: '2026-11-21' },
    }),
  ).rejects.toEqual(refused('charge-not-open'))
  const asked = () =>
    isBeingPaid(harness.db, [second.reference], { before: new Date(begun + 1), at: harness.clock.now() })
  const begun = at().getTime()
  expect(await asked()).toBe(true)
  // Of a conclusion its payer has to hear first: they were told not to pay.
  const receipt = (await item(second.id)).receipts[0]?.id as string
  await leads[0].call('POST /ledger/receipts/:receipt/refusal', {
    params: { receipt },
    body: { why: '商户平台查过，只到了一笔' },
  })
  expect(await asked()).toBe(true)
  expect(await told(other)).toContain('核对好了，这笔账单还要付')
  harness.clock.advance(86_400)
  expect(await asked()).toBe(false)
})

it('a lead who has looked closes it with a reason, and it may be paid anew', async () => {
  const { second } = await twoOfOne()
  const receipt = (await item(second.id)).receipts[0]?.id as string
  await leads[0].call('POST /ledger/receipts/:receipt/refusal', {
    params: { receipt },
    body: { why: '商户平台查过，只到了一笔' },
  })
  expect(await shown(second.id)).toMatchObject({
    mayPay: true,
    receipts: [{ state: 'closed', because: '商户平台查过，只到了一笔' }],
  })
  await deliver(harness, harness.payments.pay(await begin(other, second.id), { at: at() }))
  expect((await shown(second.id)).state).toBe('paid')
})

it('told again after that, nothing comes of it', async () => {
  const { second, again } = await twoOfOne()
  const receipt = (await item(second.id)).receipts[0]?.id as string
  await leads[0].call('POST /ledger/receipts/:receipt/refusal', {
    params: { receipt },
    body: { why: '商户平台查过，只到了一笔' },
  })
  await deliver(harness, harness.payments.pay(await begin(other, second.id), { at: at() }))
  expect(await deliver(harness, again)).toBe(204)
  expect((await shown(second.id)).receipts.map(({ state }) => state)).toEqual(['closed', 'paid'])
})

it('what is only asked about, and another amount, come out alike', async () => {
  const number = outsideNo()
  const [one, two] = [await chargeTo(harness, person.personId), await chargeTo(harness, other.personId)]
  harness.payments.pay(await begin(person, one.id), { at: at(), outsideNo: number })
  harness.payments.pay(await begin(other, two.id), { at: at(), outsideNo: number, amountFen: 7 })
  harness.clock.advance(300)
  await workPayments(harness)
  const states = [(await shown(one.id, person)).receipts[0]?.state, (await shown(two.id)).receipts[0]?.state]
  expect(states.filter((state) => state === 'unclear')).toHaveLength(1)
  expect(harness.payments.refunds.size).toBe(states[0] === 'unclear' ? 1 : 0)
  await workPayments(harness)
})

it('told of both at the same moment, one is paid and the other stands on record', async () => {
  const number = outsideNo()
  const [one, two] = [await chargeTo(harness, person.personId), await chargeTo(harness, other.personId)]
  const trades = [await begin(person, one.id), await begin(other, two.id)]
  const told = trades.map((trade) => harness.payments.pay(trade, { at: at(), outsideNo: number }))
  expect(await Promise.all(told.map((one) => deliver(harness, one)))).toEqual([204, 204])
  const states = [(await shown(one.id, person)).state, (await shown(two.id)).state].sort()
  expect(states).toEqual(['due', 'paid'])
})
