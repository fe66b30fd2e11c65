import { markChargesLate } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import { begin, chargeTo, deliver, paidByHand } from './receiving'
import { faultsIn, ledgerDeps } from './world'

/** What somebody owes who deletes their account: a claim of the city, until it is paid or written off by two people. */
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
})
afterAll(() => harness.close())

const why = '本人注销后联系不上，按 2026 年核销会议纪要办理'
const item = (charge: string) => leads[0].call('GET /ledger/charges/:charge', { params: { charge } })
const ask = (charge: string, lead = leads[0]) =>
  lead.call('POST /ledger/charges/:charge/write-off', { params: { charge }, body: { why } })
const agree = (charge: string, lead = leads[1]) =>
  lead.call('POST /ledger/charges/:charge/write-off/agreement', { params: { charge } })
const refuse = (charge: string, lead = leads[1]) =>
  lead.call('POST /ledger/charges/:charge/write-off/refusal', {
    params: { charge },
    body: { why: '还可以向单位核实' },
  })
const left = async () => {
  const charge = await chargeTo(harness, person.personId)
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  return charge
}

it('stays due, is named as of an account that is gone, and leads hear of it', async () => {
  const other = await chargeTo(harness, (await harness.registerPerson()).personId)
  const { id } = await left()
  expect(await item(id)).toMatchObject({ state: 'due', accountGone: true, writeOff: null })
  expect(await item(other.id)).toMatchObject({ accountGone: false })
  const { items } = await leads[0].call('GET /ledger/charges', { query: { view: 'gone' } })
  expect(items.map((one) => one.id)).toContain(id)
  expect(items.map((one) => one.id)).not.toContain(other.id)
  expect((await leads[0].call('GET /me/messages')).items[0]).toMatchObject({
    title: '注销的账号还有账单没有付',
    body: containing('1,500.00'),
  })
})

it('can still be paid by transfer, under its number', async () => {
  const { id } = await left()
  expect(await paidByHand(leads, id)).toMatchObject({ state: 'paid', accountGone: true })
  await expect(ask(id)).rejects.toEqual(refused('charge-not-open'))
})

it('is written off by two people, once, with a reason that stays', async () => {
  const { id } = await left()
  expect(await ask(id)).toMatchObject({ state: 'due', writeOff: { why, askedByMe: true, agreedOn: null } })
  await expect(ask(id)).rejects.toEqual(refused('event-not-allowed'))
  await expect(agree(id, leads[0])).rejects.toEqual(refused('two-person-rule'))
  expect((await leads[1].call('GET /me/messages')).items).toEqual(
    expect.arrayContaining([objectWith({ title: '有一笔核销等你复核' })]) as unknown,
  )
  expect(await agree(id)).toMatchObject({
    state: 'written-off',
    writeOff: { why, askedByMe: false, agreedOn: '2026-11-22' },
  })
  await expect(agree(id)).rejects.toEqual(refused('event-not-allowed'))
  const { rows } = {
    rows: await harness.db
      .selectFrom('audit_entry')
      .select('action')
      .where('object', '=', `charge:${id}`)
      .orderBy('at')
      .execute(),
  }
  expect(rows.map(({ action }) => action)).toEqual(['charge.write-off-asked', 'charge.written-off'])
  const sums = (await leads[0].call('GET /ledger/charges', { query: { view: 'gone' } })).items
  expect(sums.map((one) => one.id)).not.toContain(id)
})

it('that was asked for may be refused with a reason, and asked for again', async () => {
  const { id } = await left()
  await ask(id)
  expect(await refuse(id)).toMatchObject({ state: 'due', writeOff: null })
  await expect(refuse(id)).rejects.toEqual(refused('event-not-allowed'))
  await ask(id)
  expect(await agree(id)).toMatchObject({ state: 'written-off' })
})

it('is not written off while its person has an account, nor while money for it is on its way', async () => {
  const mine = await chargeTo(harness, person.personId)
  await expect(ask(mine.id)).rejects.toEqual(
    objectWith({ code: 'event-not-allowed', message: containing('账号还在') }),
  )
  await begin(person, mine.id)
  await person.call('DELETE /me')
  await expect(ask(mine.id)).rejects.toEqual(refused('charge-not-open'))
  const { id } = await chargeToGone()
  await ask(id)
  await leads[0].call('POST /ledger/charges/:charge/receipts', {
    params: { charge: id },
    body: { way: 'transfer', number: 'ZZ-77001', on: '2026-11-21' },
  })
  await expect(agree(id)).rejects.toEqual(refused('charge-not-open'))
})
const chargeToGone = async () => {
  person = await harness.registerPerson()
  return left()
}

it('money that was paid before and is told after the writing off goes back', async () => {
  const { id } = await chargeTo(harness, person.personId)
  const trade = await begin(person, id)
  await person.call('DELETE /me')
  const paid = harness.payments.pay(trade, { at: harness.clock.now() })
  await harness.db
    .updateTable('ledger_receipt')
    .set({ state: 'closed' })
    .where('trade_no', '=', trade)
    .execute()
  await ask(id)
  await agree(id)
  expect(await deliver(harness, paid)).toBe(204)
  expect((await item(id)).receipts).toEqual([objectWith({ state: 'to-return', because: containing('核销') })])
})

it('of two who agree and refuse in the same moment one is heard', async () => {
  const { id } = await left()
  await ask(id)
  const done = await Promise.allSettled([agree(id), refuse(id)])
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('nobody is said to have been reminded who is gone', async () => {
  await left()
  await markChargesLate(ledgerDeps(harness), new Date('2026-12-06T01:00:00Z'))
  const { items } = await leads[0].call('GET /me/messages')
  expect(items[0]).toMatchObject({ title: '有账单逾期未付', body: containing('账号已注销') })
})
