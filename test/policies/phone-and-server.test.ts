import { isInForce, type PolicyBook } from '@jucai/contract/policies/book'
import { dayOfNumber, dayNumber } from '@jucai/contract/policies/days'
import { givenBy, prepare, type Given } from '@jucai/contract/policies/entitlements'
import { isOpen } from '@jucai/contract/policies/change'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import { factFault, orderFaults, type Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulesOn } from '@jucai/contract/policies/known'
import { dayOf } from '../../server/core/clock'
import { sampleBook } from '../../mock/policies/book'
import { testVault } from '../../mock/fakes'
import { factsOf, judgeByBook } from '../../server/policies'
import { seeded } from '../faults/random'
import { startHarness, type Harness, type Visitor } from '../harness'
import { below, profile } from './generate'
import { startPhone, type Phone } from './phone'

// The long form is POLICY_ROUNDS=100000 npx jest test/policies/phone-and-server.
const rounds = Number(process.env.POLICY_ROUNDS ?? 1000)
/** So many of them answer over the wire and are read back by both. */
const overTheWire = Math.max(10, Math.round(rounds / 200))
jest.setTimeout(120_000 + rounds * 20)

/** What somebody is entitled to on the phone is what the server comes to, though each computes by itself. */
let harness: Harness
let phone: Phone
const random = seeded(Number(process.env.POLICY_SEED ?? 20261126))
beforeAll(async () => {
  harness = await startHarness()
  const { book } = await harness.as(null)('GET /policy-book')
  phone = await startPhone(book as PolicyBook)
})
afterAll(() => harness.close())

const dayAround = (): string => dayOfNumber(dayNumber('2026-01-01') + below(random, 1000))

it(`agree on ${rounds} people, policy by policy`, () => {
  const { rulebook, policies } = prepare(sampleBook)
  const seen: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    const [facts, day] = [profile(random, 0.3 + 0.7 * random(), sampleBook.facts), dayAround()]
    const known = readFacts(rulesOn(rulebook, day), facts)
    const expected = policies
      .filter(({ policy }) => isInForce(policy, day))
      .map((one) => [one.policy.code, outcomeOf(one.compiled, known), givenBy(one, known)] as const)
    const found = phone.judge(facts, day)
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new Error(`round ${round}: ${JSON.stringify({ facts, day, found, expected })}`)
    for (const [, outcome] of found) seen[outcome] = (seen[outcome] ?? 0) + 1
  }
  for (const what of ['pass', 'fail', 'unknown'])
    expect([what, (seen[what] ?? 0) > rounds / 10]).toEqual([what, true])
})

const deps = { vault: testVault(), recognisedTiers: () => Promise.resolve(new Map()) }
/** What the server takes of somebody's answers: possible, and in their order. */
const acceptable = (facts: Facts, fixed: Facts, day: string): Facts => {
  const kept = Object.fromEntries(
    sampleBook.facts.flatMap((definition) => {
      const fact = facts[definition.code]
      const told = fact && { ...fact, source: 'self' as const, asOf: day }
      return told && !fixed[definition.code] && factFault(definition, told, day) === null
        ? [[definition.code, told]]
        : []
    }),
  )
  for (const order of sampleBook.orders)
    if (orderFaults([order], { ...kept, ...fixed }).length > 0) {
      delete kept[order.earlier]
      delete kept[order.later]
    }
  return kept
}
/** What is paid, as the server says it. */
const payment = (gives: Given) => {
  if (gives.state !== 'given') return null
  if (gives.unit === 'fen') return { fen: gives.value }
  return gives.unit === 'fen-per-month' && gives.months !== null
    ? { fenPerMonth: gives.value, months: gives.months }
    : null
}

const tellAll = async (person: Visitor, fixed: Facts, day: string): Promise<void> => {
  const facts = acceptable(profile(random, 0.3 + 0.7 * random(), sampleBook.facts), fixed, day)
  const answers = sampleBook.facts
    .filter(({ code }) => !fixed[code])
    .map(({ code }) => ({ code, value: facts[code]?.value ?? null }))
  const { revision } = await person.call('GET /me/facts')
  await person.call('PUT /me/facts', { body: { revision, answers } })
}

it(`agree on ${overTheWire} people who told the server and read it back`, async () => {
  const person = await harness.registerPerson()
  const now = harness.clock.now()
  const day = dayOf(now)
  const { facts: fixed } = await factsOf(harness.db, deps, person.personId, now)
  expect(Object.keys(fixed).length).toBeGreaterThan(3)
  let passed = 0
  for (let round = 0; round < overTheWire; round += 1) {
    await tellAll(person, fixed, day)
    const { facts } = await factsOf(harness.db, deps, person.personId, now)
    const found = phone.judgeItems((await person.call('GET /me/facts')).items, day)
    for (const [policy, outcome, gives] of found) {
      const judged = await judgeByBook(harness.db, deps, { policy, facts, day })
      const onPhone = { outcome, payment: isOpen(outcome) ? payment(gives) : null }
      expect({ policy, ...onPhone }).toEqual({
        policy,
        outcome: judged.outcome,
        payment: judged.gives?.payment ?? null,
      })
      passed += Number(outcome === 'pass')
    }
    expect(found.length).toBeGreaterThan(15)
  }
  expect(passed).toBeGreaterThan(overTheWire)
})
