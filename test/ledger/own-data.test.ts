import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { currentNotice } from '../../server/profiles'
import {
  allot,
  bankAnswers,
  card,
  faultsIn,
  giveAccount,
  otherCard,
  oweTo,
  releasedRun,
  scheme,
  setBudget,
  year,
} from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await setBudget(lead, 100_000_000)
})
afterAll(() => harness.close())
afterEach(async () => {
  await harness.app.worker.drain()
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

const budget = async () => (await lead.call('GET /ledger/budgets', { query: { year } })).items[0]
const payeesOf = async (personId: string) =>
  harness.db.selectFrom('ledger_order').select(['payee', 'state']).where('person_id', '=', personId).execute()

it('who deletes their account leaves the books as they are; what was not sent is cancelled, the bank data goes', async () => {
  const before = await budget()
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await allot(lead)
  await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } }) // prepared only
  await person.call('DELETE /me')
  await expect(oweTo(harness, person.personId)).rejects.toEqual(refused('not-found')) // nobody to pay
  expect(await budget()).toMatchObject({ availableFen: before?.availableFen, submittedFen: 0 })
  expect(await payeesOf(person.personId)).toEqual([{ payee: null, state: 'withdrawn' }])
})

it('what is under way ends by the bank’s answer, and with it goes the copy of where it was sent', async () => {
  const people = [await harness.registerPerson(), await harness.registerPerson()]
  for (const person of people) {
    await giveAccount(person)
    await oweTo(harness, person.personId)
  }
  await allot(lead)
  const { number, id } = await releasedRun(lead, second)
  for (const person of people) await person.call('DELETE /me')
  const sent = (await payeesOf((people[0] as Visitor).personId))[0]
  expect([sent?.state, sent?.payee === null]).toEqual(['sent', false]) // or its answer could not be matched
  await bankAnswers(harness, lead, [
    { number, sequence: 1, yuan: '800' },
    { number, sequence: 2, yuan: '800', result: '失败', words: '账户已销户' },
  ])
  await harness.app.worker.drain()
  for (const { personId } of people)
    expect((await payeesOf(personId)).map(({ payee }) => payee)).toEqual([null])
  const states = await harness.db
    .selectFrom('ledger_payment')
    .innerJoin('ledger_order', 'ledger_order.payment_id', 'ledger_payment.id')
    .select('ledger_payment.state')
    .where('run_id', '=', id)
    .orderBy('sequence')
    .execute()
  expect(states.map(({ state }) => state)).toEqual(['paid', 'cancelled']) // nobody is left to correct it
})

it('of two accounts that become one, payments and versions of the account are the one’s', async () => {
  const from = await harness.registerPerson()
  await giveAccount(from)
  await oweTo(harness, from.personId)
  await from.call('PUT /me/consents/:purpose', {
    params: { purpose: 'registration' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  await harness.app.worker.drain()
  const into = await harness.registerPerson()
  await giveAccount(into, otherCard)
  await oweTo(harness, into.personId)
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone: from.phone, purpose: 'sign-in' } })
  await into.call('PUT /me/phone', {
    body: { method: 'sms', phone: from.phone, code: harness.sms.lastCode(from.phone) as string },
  })
  await harness.app.worker.drain()
  const own = await into.call('GET /me/payments')
  expect(own).toMatchObject({ owedFen: 160_000, account: { version: 2, maskedNumber: '**** 0122' } })
  await allot(lead)
  const run = await releasedRun(lead, second)
  expect(run.orders).toBe(2)
  await bankAnswers(
    harness,
    lead,
    [1, 2].map((sequence) => ({ number: run.number, sequence, yuan: '800', account: otherCard })),
  )
  const kept = await harness.app.people.exportAll(harness.db, into.personId, harness.clock.now())
  expect(kept.bankAccounts).toMatchObject([{ number: otherCard }, { number: card }])
  expect((await into.call('GET /me/payments')).paidFen).toBe(160_000)
})

it('who withdraws the registration is paid what was approved, and keeps what the notice says is kept', async () => {
  const registration = currentNotice.purposes.find(({ purpose }) => purpose === 'registration')
  expect(registration?.afterWithdrawal).toContain('已经批准的补贴照常付，收款账户因此保留')
  const person = await harness.registerPerson()
  await person.call('PUT /me/facts', {
    body: { revision: 0, answers: [{ code: 'rentsHere', value: true }] },
  })
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'registration' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  await harness.app.worker.drain()
  await allot(lead)
  const { number } = await releasedRun(lead, second)
  await bankAnswers(harness, lead, [{ number, sequence: 1, yuan: '800' }])
  expect(await person.call('GET /me/payments')).toMatchObject({
    paidFen: 80_000,
    account: { maskedNumber: '**** 0128' },
  })
  const told = async () => (await person.call('GET /me/facts')).items.map(({ code }) => code)
  expect(await told()).toEqual(['rentsHere'])
  await person.call('PUT /me/facts', {
    body: { revision: 1, answers: [{ code: 'rentsHere', value: null }] },
  })
  expect(await told()).toEqual([])
})

it('another’s payment is as good as none', async () => {
  const [one, other] = [await harness.registerPerson(), await harness.registerPerson()]
  const payment = await oweTo(harness, one.personId)
  const look = (who: Visitor) => who.call('GET /me/payments/:payment', { params: { payment } })
  expect(await look(one)).toMatchObject({ id: payment, amountFen: 80_000 })
  await expect(look(other)).rejects.toMatchObject({ status: 404 })
})

it('of who is gone the words of later lines of the bank are not kept', async () => {
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await allot(lead)
  const { number } = await releasedRun(lead, second)
  await bankAnswers(harness, lead, [{ number, sequence: 1, yuan: '800' }])
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  await bankAnswers(harness, lead, [
    { number, sequence: 1, yuan: '799', result: '退汇', words: '户名林小满已销户' },
  ])
  const [line] = (await lead.call('GET /ledger/open-lines')).items
  expect(line).toMatchObject({ verdict: 'amount-differs', bankSays: null })
  await lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: line?.id as string },
    body: { as: 'none', why: '银行确认写错' },
  })
})
