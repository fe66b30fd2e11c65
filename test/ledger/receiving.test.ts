import { cancelCharge, chargesUnder, markChargesLate } from '../../server/ledger'
import { fateOf } from '../../server/ledger/receive'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, listWith, objectWith, refused } from '../matchers'
import { faultsIn, ledgerDeps } from './world'
import { begin, chargeTo, deliver, paidByHand, workPayments } from './receiving'

let harness: Harness
let leads: readonly [Visitor, Visitor]
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  leads = [await harness.office('lead'), await harness.office('lead')]
  person = await harness.registerPerson()
})
afterEach(async () => {
  await harness.app.worker.drain()
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  Object.assign(harness.payments, { down: false, refunding: 'done', beforeReply: null })
})
afterAll(() => harness.close())

const at = () => harness.clock.now()
/** Time goes by, and the leads go on working: an idle session of the console ends. */
const pass = async (seconds: number) => {
  for (let left = seconds; left > 0; left -= 600) {
    harness.clock.advance(Math.min(left, 600))
    for (const lead of leads) await lead.call('GET /ledger/charges')
  }
}
const shown = (charge: string) => person.call('GET /me/charges/:charge', { params: { charge } })
const item = (charge: string) => leads[0].call('GET /ledger/charges/:charge', { params: { charge } })
const pay = (charge: string, who = person) =>
  who.call('POST /me/charges/:charge/payment', { params: { charge }, body: { from: 'browser' } })
const cancel = (reference: string) =>
  harness.db
    .transaction()
    .execute((db) => cancelCharge({ db, now: at() }, { reference, why: '租约没有签成' }))
const titles = async () => {
  await harness.app.worker.drain() // what the background says of the registration belongs to the list
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}

describe('paying online', () => {
  it('is paid once the service says so, and not before', async () => {
    const { id, reference } = await chargeTo(harness, person.personId)
    const trade = await begin(person, id)
    expect(await shown(id)).toMatchObject({ state: 'due', confirming: true, mayPay: true })
    expect(await deliver(harness, harness.payments.pay(trade, { at: at() }))).toBe(204)
    expect(await shown(id)).toMatchObject({
      state: 'paid',
      paidOn: '2026-11-22',
      confirming: false,
      mayPay: false,
      receipts: [{ way: 'wechat', state: 'paid', receivedFen: 150_000, on: '2026-11-22' }],
    })
    expect((await chargesUnder(harness.db, [reference]))[0]?.state).toBe('paid')
    expect(await titles()).toContain('已收到你的付款')
  })

  it('goes on with the payment that was begun, however often one presses', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const first = await pay(id)
    expect(await pay(id)).toEqual(first)
    expect((await item(id)).receipts).toHaveLength(1)
  })

  it('the same notification twice is one payment; late, it counts for its day', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const paid = harness.payments.pay(await begin(person, id), { at: at() })
    expect([await deliver(harness, paid), await deliver(harness, paid)]).toEqual([204, 204])
    expect((await shown(id)).receipts).toHaveLength(1)
    expect(harness.payments.refunds.size).toBe(0)
  })

  it('a forged notification, or an old one, changes nothing', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const paid = harness.payments.pay(await begin(person, id), { at: at() })
    expect(await deliver(harness, harness.payments.forged(paid))).toBe(400)
    expect(await deliver(harness, { ...paid, text: paid.text.replace('150000', '1') })).toBe(400)
    expect(await deliver(harness, { ...paid, headers: {} })).toBe(400)
    harness.clock.advance(301)
    expect(await deliver(harness, paid)).toBe(400)
    expect((await shown(id)).state).toBe('due')
  })

  it('a notification of a trade that nobody began is not taken', async () => {
    await harness.payments.prepay({
      tradeNo: 'SK-20200101-000001-1',
      amountFen: 1,
      what: '示例',
      expiresAt: at(),
      openId: null,
      address: '10.0.0.1',
    })
    expect(await deliver(harness, harness.payments.pay('SK-20200101-000001-1', { at: at() }))).toBe(404)
  })

  it('a notification before the prepay’s reply is taken, and nothing is left to pay', async () => {
    const { id } = await chargeTo(harness, person.personId)
    harness.payments.beforeReply = async (trade) => {
      await deliver(harness, harness.payments.pay(trade, { at: at() }))
    }
    expect(await pay(id)).toMatchObject({ charge: { state: 'paid' }, pay: null })
  })

  it('another amount goes back whole, and the charge is still due', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const trade = await begin(person, id)
    await deliver(harness, harness.payments.pay(trade, { at: at(), amountFen: 149_999 }))
    expect(await shown(id)).toMatchObject({
      state: 'due',
      receipts: [{ state: 'to-return', receivedFen: 149_999 }],
    })
    await harness.app.worker.drain()
    await workPayments(harness)
    expect(harness.payments.refunds.get(`${trade}-R`)).toEqual({ tradeNo: trade, amountFen: 149_999 })
    expect(await shown(id)).toMatchObject({ state: 'due', mayPay: true, receipts: [{ state: 'returned' }] })
    expect(await titles()).toEqual(['多付的款已原路退回', '有一笔付款会退给你', '登记成功'])
    await deliver(harness, harness.payments.pay(await begin(person, id), { at: at() }))
    expect((await shown(id)).state).toBe('paid')
  })

  it('money for a charge that was cancelled meanwhile goes back', async () => {
    const { id, reference } = await chargeTo(harness, person.personId)
    const trade = await begin(person, id)
    const paid = harness.payments.pay(trade, { at: at() })
    await cancel(reference)
    await deliver(harness, paid)
    expect(await shown(id)).toMatchObject({
      state: 'cancelled',
      cancelledBecause: '租约没有签成',
      receipts: [{ state: 'to-return', because: containing('已经取消') }],
    })
    await workPayments(harness)
    expect((await shown(id)).receipts).toEqual([objectWith({ state: 'returned' })])
  })

  it('a second payment of one charge goes back', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const first = await begin(person, id)
    const late = harness.payments.trades.get(first) // paid by the phone in the last second, told much later
    harness.clock.advance(15 * 60)
    const second = await begin(person, id)
    expect(second).not.toBe(first)
    await deliver(harness, harness.payments.pay(second, { at: at() }))
    if (late) late.closed = false
    await deliver(harness, harness.payments.pay(first, { at: at() }))
    await workPayments(harness)
    expect((await shown(id)).receipts).toEqual([
      objectWith({ state: 'returned', because: containing('已经付过一次') }),
      objectWith({ state: 'paid' }),
    ])
  })

  it('is refused for what is paid or cancelled, and of somebody else there is nothing', async () => {
    const { id, reference } = await chargeTo(harness, person.personId)
    await expect(pay(id, await harness.registerPerson())).rejects.toEqual(refused('not-found'))
    await cancel(reference)
    await expect(pay(id)).rejects.toEqual(refused('charge-not-open'))
  })

  it('in the mini-program wants an account with WeChat, and says so', async () => {
    const { id } = await chargeTo(harness, person.personId)
    await expect(
      person.call('POST /me/charges/:charge/payment', {
        params: { charge: id },
        body: { from: 'mini-program' },
      }),
    ).rejects.toEqual(objectWith({ code: 'charge-not-open', message: containing('绑定微信') }))
    expect((await item(id)).receipts).toEqual([])
  })

  it('goes on where it stood when the service was away', async () => {
    const { id } = await chargeTo(harness, person.personId)
    harness.payments.down = true
    await expect(pay(id)).rejects.toEqual(refused('payment-unavailable'))
    harness.payments.down = false
    await pay(id)
    expect((await item(id)).receipts).toEqual([objectWith({ state: 'open', tradeNo: containing('-1') })])
  })
})

describe('what hangs', () => {
  const forget = (trade: string) => harness.payments.pay(trade, { at: at() }) // its notification never comes

  it('is asked about after five minutes, and booked', async () => {
    const { id } = await chargeTo(harness, person.personId)
    forget(await begin(person, id))
    harness.clock.advance(299)
    await workPayments(harness)
    expect((await shown(id)).state).toBe('due')
    harness.clock.advance(1)
    const hanging = await leads[0].call('GET /ledger/charges', { query: { view: 'hanging' } })
    expect(hanging.items).toEqual(listWith(objectWith({ id })))
    await workPayments(harness)
    expect((await shown(id)).state).toBe('paid')
  })

  it('and was not paid is closed once it has run out, and can be begun anew', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const trade = await begin(person, id)
    await pass(15 * 60)
    await workPayments(harness)
    expect(harness.payments.trades.get(trade)?.closed).toBe(true)
    expect((await item(id)).receipts).toEqual([objectWith({ state: 'closed' })])
    expect(await shown(id)).toMatchObject({ state: 'due', confirming: false, mayPay: true, receipts: [] })
    expect(await begin(person, id)).not.toBe(trade)
  })

  it('of a cancelled charge is closed at once', async () => {
    const { id, reference } = await chargeTo(harness, person.personId)
    const trade = await begin(person, id)
    await cancel(reference)
    await workPayments(harness)
    expect(harness.payments.trades.get(trade)?.closed).toBe(true)
    expect((await item(id)).receipts).toEqual([objectWith({ state: 'closed' })])
  })

  it('while the service is away hinders nobody, and is asked about later', async () => {
    const { id } = await chargeTo(harness, person.personId)
    forget(await begin(person, id))
    harness.payments.down = true
    harness.clock.advance(300)
    await workPayments(harness)
    expect((await shown(id)).state).toBe('due')
    harness.payments.down = false
    harness.clock.advance(300)
    await workPayments(harness)
    expect((await shown(id)).state).toBe('paid')
  })

  it('a refund that is under way is asked about again, and leads hear of one that does not come about', async () => {
    const { id } = await chargeTo(harness, person.personId)
    harness.payments.refunding = 'processing'
    await deliver(harness, harness.payments.pay(await begin(person, id), { at: at(), amountFen: 1 }))
    for (let times = 0; times < 5; times += 1) {
      await workPayments(harness)
      await pass(60 * 2 ** times)
    }
    const told = (await leads[0].call('GET /me/messages')).items
    expect(told).toEqual(listWith(objectWith({ title: '有一笔多收的款退不回去' })))
    const sums = (await leads[0].call('GET /ledger/charges', { query: { view: 'to-return' } })).sums
    expect(sums).toMatchObject({ toReturn: 1, toReturnFen: 1 })
    harness.payments.refunding = 'done'
    await workPayments(harness)
    expect((await shown(id)).receipts).toEqual([objectWith({ state: 'returned' })])
  })
})

describe('by hand', () => {
  const record = (charge: string, number: string, on = '2026-11-21', lead = leads[0]) =>
    lead.call('POST /ledger/charges/:charge/receipts', {
      params: { charge },
      body: { way: 'transfer', number, on },
    })
  const act = (lead: Visitor, receipt: string) =>
    lead.call('POST /ledger/receipts/:receipt/confirmation', { params: { receipt } })

  it('counts once a second officer has confirmed it, for the day of the receipt', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const recorded = await record(id, 'ZZ-1001')
    const receipt = recorded.receipts[0]?.id as string
    expect(recorded.receipts).toEqual([objectWith({ state: 'recorded', recordedByMe: true })])
    expect(await shown(id)).toMatchObject({ state: 'due', mayPay: false, words: containing('复核') })
    await expect(act(leads[0], receipt)).rejects.toEqual(refused('two-person-rule'))
    await expect(pay(id)).rejects.toEqual(refused('charge-not-open'))
    expect(await act(leads[1], receipt)).toMatchObject({ state: 'paid', paidOn: '2026-11-21' })
    await expect(act(leads[1], receipt)).rejects.toEqual(refused('event-not-allowed'))
    const looked = await person.call('GET /me/reads')
    expect(looked.items.map(({ why }) => why)).toEqual(['复核收款', '登记收款'])
  })

  it('a receipt of one number counts once', async () => {
    const [one, two] = [await chargeTo(harness, person.personId), await chargeTo(harness, person.personId)]
    await record(one.id, 'ZZ-1002')
    await expect(record(two.id, 'ZZ-1002')).rejects.toEqual(
      objectWith({ code: 'receipt-known', message: containing('ZZ-1002') }),
    )
  })

  it('one that was taken back frees its number and its charge', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const { receipts } = await record(id, 'ZZ-1003')
    const refusal = { params: { receipt: receipts[0]?.id as string }, body: { why: '号码抄错了一位' } }
    await leads[0].call('POST /ledger/receipts/:receipt/refusal', refusal)
    expect(await shown(id)).toMatchObject({ mayPay: true, receipts: [{ because: '号码抄错了一位' }] })
    await record(id, 'ZZ-1003')
  })

  it('is refused for a day to come, for what is paid, and while a phone is paying', async () => {
    const { id } = await chargeTo(harness, person.personId)
    await expect(record(id, 'ZZ-1004', '2026-12-30')).rejects.toEqual(refused('invalid-request'))
    await begin(person, id)
    await expect(record(id, 'ZZ-1004')).rejects.toEqual(refused('charge-not-open'))
    const other = await chargeTo(harness, person.personId)
    await paidByHand(leads, other.id)
    await expect(record(other.id, 'ZZ-1005')).rejects.toEqual(
      objectWith({ code: 'charge-not-open', message: containing('已经收到') }),
    )
  })

  it('is no longer confirmed once the charge was cancelled', async () => {
    const { id, reference } = await chargeTo(harness, person.personId)
    const { receipts } = await record(id, 'ZZ-1006')
    await cancel(reference)
    await expect(act(leads[1], receipts[0]?.id as string)).rejects.toEqual(refused('event-not-allowed'))
  })
})

describe('lists', () => {
  it('a person pages through their own, with the sums of all', async () => {
    for (const kind of ['deposit', 'rent', 'utilities'] as const)
      await chargeTo(harness, person.personId, { kind })
    const first = await person.call('GET /me/charges', { query: { limit: 2 } })
    const rest = await person.call('GET /me/charges', { query: { limit: 2, after: first.next as string } })
    expect([...first.items, ...rest.items].map(({ kind }) => kind)).toEqual(['utilities', 'rent', 'deposit'])
    expect(first).toMatchObject({ dueFen: 450_000, lateFen: 0, heldFen: 0 })
    expect(rest.next).toBeNull()
  })

  it('the office finds one by its number, however it was written', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const { number } = await item(id)
    const find = async (typed: string) =>
      (await leads[0].call('GET /ledger/charges', { query: { number: typed } })).items.map((one) => one.id)
    expect(await find(number)).toEqual([id])
    expect(await find(` ${number.toLowerCase()}-2 `)).toEqual([id])
    expect(await find(`${number.slice(3, 11)}-${Number(number.slice(12))}`)).toEqual([id])
    expect(await find('SK-2026')).toEqual([])
  })

  it('holds a deposit in its view while some of it is held', async () => {
    const { id } = await chargeTo(harness, person.personId, { kind: 'deposit' })
    const held = async () =>
      (await leads[0].call('GET /ledger/charges', { query: { view: 'held' } })).items.map((one) => one.id)
    expect(await held()).not.toContain(id)
    await paidByHand(leads, id)
    expect(await held()).toContain(id)
    expect(await person.call('GET /me/charges')).toMatchObject({ heldFen: 150_000 })
  })
})

describe('late', () => {
  it('is from the day after the last one, told once, at the same amount', async () => {
    const { id } = await chargeTo(harness, person.personId, { dueOn: '2026-11-30' })
    const mark = async (moment: string) => markChargesLate(ledgerDeps(harness), new Date(moment))
    await mark('2026-11-30T15:59:59.000Z')
    expect((await shown(id)).lateSince).toBeNull()
    await mark('2026-11-30T16:00:00.000Z')
    await mark('2026-12-02T16:00:00.000Z')
    expect(await shown(id)).toMatchObject({ lateSince: '2026-12-01', amountFen: 150_000, mayPay: true })
    expect(await titles()).toEqual(['有一笔账单过了付款期限', '登记成功'])
    expect(await person.call('GET /me/charges')).toMatchObject({ lateFen: 150_000 })
    await paidByHand(leads, id)
    expect(await person.call('GET /me/charges')).toMatchObject({ lateFen: 0, dueFen: 0 })
  })
})

describe('what becomes of money', () => {
  it.each([
    ['due', 'open', 100, 'paid'],
    ['due', 'asked', 100, 'paid'],
    ['due', 'closed', 100, 'paid'],
    ['due', 'open', 99, 'to-return'],
    ['due', 'open', 101, 'to-return'],
    ['paid', 'open', 100, 'to-return'],
    ['cancelled', 'open', 100, 'to-return'],
    ['paid', 'paid', 100, 'known'],
    ['cancelled', 'to-return', 100, 'known'],
    ['due', 'returned', 100, 'known'],
  ] as const)('a charge that is %s, by an attempt that is %s, %s fen: %s', (charge, receipt, fen, as) => {
    expect(fateOf({ state: charge, amount_fen: 100 }, { state: receipt }, fen)).toMatchObject({ as })
  })
})
