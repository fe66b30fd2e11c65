import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { fakeEvidence } from '../applications/world'
import { faultsIn } from '../ledger/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { applyFor, approve, budget, subsidyOf, tick } from './world'

const evidence = fakeEvidence()
let harness: Harness
let lead: Visitor
let person: Visitor
beforeEach(async () => {
  harness = await startHarness({ evidence })
  lead = await harness.office('lead')
  await budget(lead, 'internship-subsidy', 2026, 100_000_000)
  person = await harness.registerPerson()
  const { id } = await applyFor(person, evidence, 'internship-subsidy')
  await approve(lead, await harness.office('lead'), id)
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  await harness.close()
})

/** Another day, on which everybody signs in anew. */
const day = async (moment: string) => {
  harness.clock.set(moment)
  const sign = async (who: Visitor, office: boolean): Promise<Visitor> => {
    const { token } = await openSession(
      { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
      { personId: who.personId, device: '示例', office },
    )
    return { ...who, token, call: harness.as(token) }
  }
  ;[lead, person] = [await sign(lead, true), await sign(person, false)]
}
const end = async (on: string) =>
  person.call('POST /me/subsidies/:grant/end', {
    params: { grant: (await subsidyOf(person)).id },
    body: { because: 'left', on },
  })
const states = async () => (await subsidyOf(person)).instalments.map(({ state }) => state)

// September to February; a month falls due when it is over, those of December on in the next year.
it('a month before the end is still owed when its budget comes after the end', async () => {
  await day('2027-01-31T04:00:00Z')
  expect((await end('2027-01-31')).state).toBe('ended')
  await tick(harness)
  expect(await states()).toEqual(['approved', 'approved', 'approved', 'waiting', 'waiting', 'cancelled'])
  await budget(lead, 'internship-subsidy', 2027, 10_000_000)
  await tick(harness)
  expect((await person.call('GET /me/payments')).items.map(({ why }) => why)).toHaveLength(5)
  expect(await states()).toEqual(['approved', 'approved', 'approved', 'approved', 'approved', 'cancelled'])
})

it('leads are told anew that a budget does not reach, once it was raised and does not reach again', async () => {
  await day('2027-01-02T04:00:00Z')
  const short = async () =>
    (await lead.call('GET /me/messages', { query: { limit: 50 } })).items.filter(({ title }) =>
      title.includes('2027 年的预算不够'),
    ).length
  await budget(lead, 'internship-subsidy', 2027, 150_000)
  await tick(harness)
  await tick(harness)
  expect(await short()).toBe(1)
  harness.clock.advance(60)
  await budget(lead, 'internship-subsidy', 2027, 300_000)
  harness.clock.advance(60)
  await tick(harness)
  await tick(harness)
  expect(await states()).toEqual(['approved', 'approved', 'approved', 'approved', 'waiting', 'waiting'])
  expect(await short()).toBe(2)
})

it('who ended a subsidy and deletes the account holds up nobody’s instalments', async () => {
  const other = await harness.registerPerson()
  const { id } = await applyFor(other, evidence, 'internship-subsidy')
  await approve(lead, await harness.office('lead'), id)
  await day('2027-01-31T04:00:00Z')
  await end('2027-01-31')
  await person.call('DELETE /me')
  await budget(lead, 'internship-subsidy', 2027, 10_000_000)
  await tick(harness)
  const owed = await harness.db
    .selectFrom('ledger_payment')
    .select('person_id')
    .where('year', '=', 2027)
    .execute()
  expect(owed.map(({ person_id }) => person_id)).toEqual([other.personId, other.personId, other.personId])
})
