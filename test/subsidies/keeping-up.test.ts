import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { fakeEvidence } from '../applications/world'
import { allot, bankAnswers, faultsIn, giveAccount, releasedRun } from '../ledger/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { applyFor, approve, budget, subsidyOf, tick } from './world'

const evidence = fakeEvidence()
let harness: Harness
let lead: Visitor
let second: Visitor
beforeAll(async () => {
  harness = await startHarness({ evidence })
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  for (const scheme of ['rent-subsidy', 'internship-subsidy', 'startup-subsidy'])
    await budget(lead, scheme, 2026, 100_000_000)
})
afterAll(() => harness.close())
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

/** Signs somebody in again: sessions end while nobody uses them. */
const again = async (who: Visitor, office = true): Promise<Visitor> => {
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId: who.personId, device: '电脑端', office },
  )
  return { ...who, token, call: harness.as(token) }
}
const granted = async (scheme: string) => {
  const person = await harness.registerPerson()
  const { id } = await applyFor(person, evidence, scheme)
  await approve(lead, second, id)
  return person
}
const titles = async (who: Visitor, part: string) =>
  (await who.call('GET /me/messages', { query: { limit: 50 } })).items.filter(({ title }) =>
    title.includes(part),
  )
const states = async (person: Visitor) => (await subsidyOf(person)).instalments.map(({ state }) => state)

it('is finished when the bank has paid all of it, and no longer when the bank takes it back', async () => {
  const person = await granted('startup-subsidy')
  await giveAccount(person)
  await allot(lead, 'startup-subsidy')
  const run = await releasedRun(lead, second, 'csv-utf8', 'startup-subsidy')
  await bankAnswers(harness, lead, [{ number: run.number, sequence: 1, yuan: '10000' }])
  expect(await subsidyOf(person)).toMatchObject({ state: 'finished', paidFen: 1_000_000, next: null })
})

it('leads are asked for the budget of the next year from 1 December on, once; then the rest becomes owed, once', async () => {
  let person: Visitor = await granted('internship-subsidy')
  harness.clock.set('2026-11-30T04:00:00Z')
  await tick(harness)
  lead = await again(lead)
  expect(await titles(lead, '请登记 2027 年的预算')).toEqual([])
  harness.clock.set('2026-12-01T04:00:00Z')
  await tick(harness)
  await tick(harness)
  lead = await again(lead)
  expect(await titles(lead, '请登记 2027 年的预算')).toHaveLength(1)
  expect((await states(person)).slice(3)).toEqual(['waiting', 'waiting', 'waiting'])

  harness.clock.set('2027-01-01T04:00:00Z')
  person = await again(person, false)
  await tick(harness)
  await tick(harness)
  const waits = await titles(person, '有一期补贴在等预算')
  expect(waits).toHaveLength(1)
  expect(waits[0]?.body).toContain('不用重新申请')
  expect((await subsidyOf(person)).instalments[3]).toMatchObject({
    state: 'waiting',
    words: containing('说不出到账日期'),
  })

  lead = await again(lead)
  await budgetOf2027(336_000) // for two of three
  await tick(harness)
  expect((await states(person)).slice(3)).toEqual(['approved', 'approved', 'waiting'])
  expect(await titles(lead, '2027 年的预算不够')).toHaveLength(1)
  await budgetOf2027(10_000_000)
  await tick(harness)
  await tick(harness)
  expect((await states(person)).slice(3)).toEqual(['approved', 'approved', 'approved'])
  expect((await person.call('GET /me/payments')).items).toHaveLength(6)
})

const budgetOf2027 = async (amountFen: number) => {
  const known = (await lead.call('GET /ledger/budgets', { query: { year: 2027, limit: 50 } })).items.find(
    ({ scheme }) => scheme === 'internship-subsidy',
  )
  await lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: 'internship-subsidy', year: 2027 },
    body: { title: '就业见习补贴', amountFen, why: '年初安排', version: known?.version ?? 0 },
  })
}
