import type { BookRule } from '@jucai/contract/policies/book'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { keepUp } from '../../server/subsidies'
import { testVault } from '../../mock/fakes'
import { decide, fakeEvidence } from '../applications/world'
import { faultsIn } from '../ledger/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { applyFor, approve, budget } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  const evidence = fakeEvidence()
  let harness: Harness
  let lead: Visitor
  let second: Visitor
  beforeAll(async () => {
    harness = await startHarness({ evidence })
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  })
  afterAll(() => harness.close())
  afterEach(async () => {
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  })

  it('eight approvals against a budget for five: five are granted, three refused, and it is used up exactly', async () => {
    await budget(lead, 'startup-subsidy', 2026, 5_000_000)
    const cases: string[] = []
    for (let at = 0; at < 8; at += 1) {
      const { id } = await applyFor(await harness.registerPerson(), evidence, 'startup-subsidy')
      await decide(lead, id, { event: 'recommend' })
      cases.push(id)
    }
    const came = await Promise.all(
      cases.map((id) => decide(second, id, { event: 'approve' }).catch((error: unknown) => error)),
    )
    expect(came.filter((one) => one instanceof Error)).toEqual(Array(3).fill(refused('budget-exhausted')))
    const { items } = await lead.call('GET /ledger/budgets', { query: { year: 2026, limit: 50 } })
    expect(items.find(({ scheme }) => scheme === 'startup-subsidy')?.availableFen).toBe(0)
  })

  it('two different subsidies of one person see each other: the second is refused by what the first was granted', async () => {
    const source = sampleBook.rules[0]?.source as BookRule['source']
    const book = { ...sampleBook, rules: [{ oneOf: ['rent-subsidy', 'living-subsidy'], source }] }
    await publishBook(harness.db, { book, source: '示例政策' }, harness.clock.now())
    for (const scheme of ['rent-subsidy', 'living-subsidy']) await budget(lead, scheme, 2026, 100_000_000)
    for (let round = 0; round < 4; round += 1) {
      const person = await harness.registerPerson()
      const cases = [
        await applyFor(person, evidence, 'rent-subsidy'),
        await applyFor(person, evidence, 'living-subsidy'),
      ]
      for (const { id } of cases) await decide(lead, id, { event: 'recommend' })
      const came = await Promise.all(
        cases.map(({ id }) => decide(second, id, { event: 'approve' }).catch((error: unknown) => error)),
      )
      expect(came.filter((one) => one instanceof Error)).toEqual([refused('event-not-allowed')])
      expect((await person.call('GET /me/subsidies')).items).toHaveLength(1)
    }
    await publishBook(harness.db, { book: sampleBook, source: '示例政策' }, harness.clock.now())
  })

  it('three runs of the chore owe each instalment once', async () => {
    await budget(lead, 'rent-subsidy', 2026, 100_000_000)
    const person = await harness.registerPerson()
    const { id } = await applyFor(person, evidence, 'rent-subsidy')
    await approve(lead, second, id)
    await budget(lead, 'rent-subsidy', 2027, 100_000_000)
    const run = () => keepUp({ db: harness.db, vault: testVault() }, harness.clock.now())
    await Promise.all([run(), run(), run()])
    await run()
    const payments = await harness.db
      .selectFrom('ledger_payment')
      .select('reference')
      .where('person_id', '=', person.personId)
      .execute()
    expect(payments).toHaveLength(14)
    expect(new Set(payments.map(({ reference }) => reference)).size).toBe(14)
  })
})
