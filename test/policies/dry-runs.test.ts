import type { Criterion } from '@jucai/contract/policies/criteria'
import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import { isOpen } from '@jucai/contract/policies/change'
import type { Facts } from '@jucai/contract/policies/facts'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { comparing, toldTally } from '../../server/policies/impact'
import { makeDryRuns, publishBook, type DryRunDeps } from '../../server/policies'
import { factsOf } from '../../server/policies'
import { testVault } from '../../mock/fakes'
import { seeded } from '../faults/random'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { criterion, profile } from './generate'
import { tryEverything } from './reference'
import { definitions, parameters, today } from './sample'
import { fourUnknown, smallBook, source } from './small-book'

/** A draft is tried on everybody registered: who gains, who loses, by which clauses; numbers, never names. */
let harness: Harness
let lead: Visitor
let deps: DryRunDeps
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
  lead = await harness.office('lead')
  deps = {
    db: harness.db,
    vault: testVault(),
    clock: harness.clock.now,
    names: () => Promise.resolve(new Map()),
    programs: [],
    recognisedTiers: () => Promise.resolve(new Map()),
    batch: 4,
  }
})
afterAll(() => harness.close())

/** The outcome by the second evaluator: where every way leads to the same, that. */
const outcomeBy = (node: Criterion, facts: Facts): Outcome => {
  const { found } = tryEverything(structuredClone(node), { definitions, parameters, facts, day: today })
  const [first, ...others] = new Set(found)
  return others.length > 0 || first === undefined ? 'unknown' : first
}

describe('counting', () => {
  const policy = (node: Criterion): Policy => ({
    ...(smallBook.policies[1] as Policy),
    criterion: node,
    amounts: [],
    examples: [],
  })
  const bookOf = (node: Criterion): PolicyBook => ({
    ...smallBook,
    facts: definitions,
    parameters,
    policies: [smallBook.policies[0] as Policy, policy(node)],
  })
  it('comes to what a second evaluator comes to, person by person', () => {
    const random = seeded(11)
    let turns = 0
    for (let round = 0; round < 40; round += 1) {
      const [before, after] = [criterion(random, 2), criterion(random, 2)]
      const compared = comparing(bookOf(before), bookOf(after), today)
      const tally = compared.empty()
      const expected = { gain: 0, lose: 0, stay: 0, becomeUnknown: 0 }
      for (let person = 0; person < 40; person += 1) {
        const facts = profile(random)
        compared.count(tally, facts)
        const [old, now] = [outcomeBy(before, facts), outcomeBy(after, facts)]
        if (isOpen(old) && isOpen(now)) expected.stay += 1
        else if (isOpen(now)) expected.gain += 1
        else if (now === 'unknown' && old !== 'unknown') expected.becomeUnknown += 1
        else if (isOpen(old)) expected.lose += 1
      }
      turns += expected.gain + expected.lose
      expect(tally.policies[0]).toMatchObject(expected)
      expect(tally).toMatchObject({ gain: expected.gain, lose: expected.lose })
    }
    expect(turns).toBeGreaterThan(100)
  })

  it('tells no number of 1 to 4 people', () => {
    const compared = comparing(
      bookOf({ fact: 'ownsHome', is: true }),
      bookOf({ fact: 'ownsHome', is: false }),
      today,
    )
    const tally = compared.empty()
    const facts = (value: boolean): Facts => ({ ownsHome: { value, source: 'self', asOf: today } })
    for (let person = 0; person < 4; person += 1) compared.count(tally, facts(false))
    for (let person = 0; person < 5; person += 1) compared.count(tally, facts(true))
    expect(toldTally(tally)).toMatchObject({
      gain: null,
      lose: 5,
      policies: [{ gain: null, lose: 5, stay: 0 }],
    })
  })
})

const people = { bachelor: 7, associate: 6, master: 5 } as const
const changeDraft = async (change: Partial<Policy>) => {
  const { revision } = await lead.call('GET /policy-draft')
  const policy = { ...structuredClone(smallBook.policies[1]), examples: fourUnknown, ...change }
  return (
    await lead.call('PUT /policy-draft/policies/:code', {
      params: { code: 'rent-subsidy' },
      body: { revision, policy: policy as never },
    })
  ).revision
}
const ask = (revision: number, day = '2026-11-22') =>
  lead.call('POST /policy-draft/dry-runs', { body: { revision, day } })
const look = (id: string) => lead.call('GET /policy-draft/dry-runs/:dryRun', { params: { dryRun: id } })
const mastersOnly: Criterion = {
  all: [
    { clause: '3', label: '硕士以上', fact: 'degree', atLeast: { value: 'master' } },
    { clause: '4', label: '在本市无房', fact: 'ownsHome', is: false },
  ],
}

describe('a run', () => {
  beforeAll(async () => {
    for (const [degree, count] of Object.entries(people))
      for (let turn = 0; turn < count; turn += 1) {
        const person = await harness.registerPerson({ degree: degree as keyof typeof people })
        await person.call('PUT /me/facts', {
          body: { revision: 0, answers: [{ code: 'ownsHome', value: turn === 0 }] },
        })
      }
  })

  it('is made in the background, batch by batch, and counts as if each were judged alone', async () => {
    const revision = await changeDraft({ criterion: mastersOnly })
    const { id } = await ask(revision)
    expect(await look(id)).toMatchObject({ state: 'waiting', judged: 0, result: null, by: '林小满' })
    await makeDryRuns(deps)
    const run = await look(id)
    const registered = await harness.db.selectFrom('profile').select('person_id').execute()
    const [, rent] = smallBook.policies
    let lose = 0
    for (const { person_id } of registered) {
      const { facts } = await factsOf(harness.db, deps, person_id, harness.clock.now())
      const compared = comparing(
        smallBook,
        {
          ...smallBook,
          policies: [smallBook.policies[0] as Policy, { ...rent, criterion: mastersOnly } as Policy],
        },
        '2026-11-22',
      )
      const tally = compared.empty()
      compared.count(tally, facts)
      lose += tally.lose
    }
    expect(lose).toBe(people.bachelor - 1)
    expect(run).toMatchObject({
      state: 'done',
      judged: registered.length,
      result: {
        gain: 0,
        lose,
        policies: [
          { code: 'rent-subsidy', lose, stay: null, gain: 0, loseBy: [{ clause: '第三条', people: lose }] },
        ],
      },
    })
    const row = await harness.db
      .selectFrom('policy_dry_run')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ body: null, reached: null })
  })

  it('goes on where it was when its maker dies, and counts nobody twice', async () => {
    const whole = (await lead.call('GET /policy-draft/dry-runs')).items[0]
    const { id } = await ask((await lead.call('GET /policy-draft')).revision)
    let opened = 0
    const vault = testVault()
    const dying = Object.assign(Object.create(vault) as typeof vault, {
      decrypt: (...of: Parameters<typeof vault.decrypt>) => {
        if (++opened > 25) throw new Error('killed')
        return vault.decrypt(...of)
      },
    })
    await makeDryRuns({ ...deps, vault: dying })
    const half = await look(id)
    expect(half.state).toBe('running')
    expect(half.judged).toBeGreaterThan(0)
    await makeDryRuns(deps)
    expect((await look(id)).judged).toBe(half.judged)
    harness.clock.advance(121)
    await makeDryRuns(deps)
    expect(await look(id)).toMatchObject({ state: 'done', judged: whole?.judged, result: whole?.result })
  })

  it('is given up after three tries, and another may be asked for', async () => {
    const { revision } = await lead.call('GET /policy-draft')
    const { id } = await ask(revision)
    await expect(ask(revision)).rejects.toEqual(refused('event-not-allowed'))
    const names: string[] = []
    const broken = { ...deps, vault: null as never, failed: (name: string) => names.push(name) }
    for (let turn = 0; turn < 3; turn += 1) {
      await makeDryRuns(broken)
      harness.clock.advance(121)
    }
    expect(names).toHaveLength(3)
    expect(await look(id)).toMatchObject({ state: 'failed', result: null })
    await ask(revision)
    await makeDryRuns(deps)
  })

  it('takes one of two who ask at once', async () => {
    const { revision } = await lead.call('GET /policy-draft')
    const tried = await Promise.allSettled([ask(revision), ask(revision)])
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await makeDryRuns(deps)
  })

  it('judges on the day that was chosen: what begins later changes nothing today', async () => {
    const revision = await changeDraft({ criterion: mastersOnly, inForceFrom: '2027-01-01' })
    const { id } = await ask(revision, '2027-01-01')
    await makeDryRuns(deps)
    const { result } = await look(id)
    expect(result?.policies[0]).toMatchObject({ lose: people.bachelor - 1 })
    const now = await ask(revision)
    await makeDryRuns(deps)
    expect((await look(now.id)).result?.policies[0]).toMatchObject({
      lose: people.bachelor - 1 + people.master - 1,
      loseBy: [{ clause: '施行日期', people: people.bachelor - 1 + people.master - 1 }],
    })
  })

  it('says when an amount is more for those who stay', async () => {
    const revision = await changeDraft({})
    const saved = await lead.call('PUT /policy-draft/parameters/:code', {
      params: { code: 'rentBachelor' },
      body: {
        revision,
        correction: null,
        parameter: {
          ...(smallBook.parameters[0] as object),
          values: [
            { value: 80_000, from: '2026-01-01', to: '2026-12-31', source },
            { value: 90_000, from: '2027-01-01', to: null, source },
          ],
        } as never,
      },
    })
    const { id } = await ask(saved.revision, '2027-01-01')
    await makeDryRuns(deps)
    const had = people.bachelor + people.master - 2
    expect((await look(id)).result?.policies[0]).toMatchObject({ stay: had, more: had, less: 0, gain: 0 })
  })

  it('is on record once, and names nobody who was judged', async () => {
    const entries = await harness.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'policy-draft.dry-run')
      .execute()
    const runs = await harness.db.selectFrom('policy_dry_run').select('id').execute()
    expect(entries.map(({ object }) => object).sort()).toEqual(
      runs.map(({ id }) => `policy-dry-run:${id}`).sort(),
    )
    expect(new Set(entries.map(({ person_id }) => person_id))).toEqual(new Set([null]))
  })

  it.each([['2026-11-21'], ['2036-11-23']])('is refused for %s', async (day) => {
    const { revision } = await lead.call('GET /policy-draft')
    await expect(ask(revision, day)).rejects.toEqual(refused('invalid-request'))
  })

  it('is refused by a draft that cannot judge, and without one', async () => {
    const revision = await changeDraft({ criterion: { fact: 'nothing', is: true } })
    await expect(ask(revision)).rejects.toEqual(refused('invalid-request'))
    await lead.call('DELETE /policy-draft', { query: { revision } })
    await expect(ask(revision + 1)).rejects.toEqual(refused('not-found'))
  })
})
