import type { BookRule, PolicyBook } from '@jucai/contract/policies/book'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { apartmentAnswers, apply, decide, fakeEvidence } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { faultsIn } from '../ledger/world'
import { containing, objectWith } from '../matchers'
import { applyFor, approve, budget, recognise } from './world'

const evidence = fakeEvidence()
let harness: Harness
let officers: readonly [Visitor, Visitor]
let person: Awaited<ReturnType<Harness['registerPerson']>>
let start: Date
const signIn = async () => {
  officers = [await harness.office('reviewer'), await harness.office('lead')]
}
const publish = (change: Partial<PolicyBook> = {}) =>
  publishBook(harness.db, { book: { ...sampleBook, ...change }, source: '示例政策' }, harness.clock.now())
beforeAll(async () => {
  harness = await startHarness({ evidence })
  start = harness.clock.now()
  await signIn()
  for (const scheme of ['rent', 'living', 'purchase', 'startup'])
    await budget(officers[1], `${scheme}-subsidy`, 2026, 1_000_000_000)
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set(start)
  await signIn()
  person = await harness.registerPerson()
})
afterEach(async () => {
  await publish()
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

const refusedWith = (words: string) =>
  objectWith({ code: 'event-not-allowed', body: objectWith({ detail: containing(words) }) })
const approved = async (scheme: string) => {
  const { id } = await applyFor(person, evidence, scheme)
  await approve(...officers, id)
  return id
}
const grantOf = async (scheme: string) => {
  const { items } = await person.call('GET /me/subsidies')
  return items.find((one) => one.scheme === scheme)
}
const caseOf = (id: string) =>
  officers[1].call('GET /applications/:application', { params: { application: id } })
const ownCase = (id: string) =>
  person.call('GET /me/applications/:application', { params: { application: id } })
const pairOf = (one: string, other: string): BookRule[] => [
  { oneOf: [one, other], source: sampleBook.rules[0]?.source as BookRule['source'] },
]

const clause = '《星城市人才购房补贴办法（示例）》第六条'
const text = containing(
  '有“人才租房补贴”（2026年11月22日起，到2029年10月31日止）的，“人才购房补贴”按 70% 发放',
)

describe('a reduction', () => {
  it('is told on submission and to the officer, paid, and kept with the grant', async () => {
    await recognise(person, evidence, officers)
    await approved('rent-subsidy')
    const { id, outlook } = await applyFor(person, evidence, 'purchase-subsidy')
    const ruled = [{ clause, text, fromFen: 2_000_000, toFen: 1_400_000 }]
    const told = { day: '2026-11-22', words: '¥14,000，一次发放', totalFen: 1_400_000, refused: null }
    expect(outlook).toMatchObject({ ...told, ruled })
    expect((await caseOf(id)).outlook).toEqual(outlook)
    await approve(...officers, id)
    expect(await grantOf('purchase-subsidy')).toMatchObject({
      ruled,
      totalFen: 1_400_000,
      owedFen: 1_400_000,
    })
    expect((await caseOf(id)).outlook).toBeNull()
    expect(await grantOf('rent-subsidy')).toMatchObject({ ruled: [], totalFen: 2_880_000 })
  })

  it('stays as it was decided when what reduced it ends later; ended in time, it reduces nothing', async () => {
    await recognise(person, evidence, officers)
    await approved('rent-subsidy')
    const rent = await grantOf('rent-subsidy')
    await approved('purchase-subsidy')
    const end = { because: 'bought-home', on: '2026-11-22' } as const
    await person.call('POST /me/subsidies/:grant/end', { params: { grant: rent?.id ?? '' }, body: end })
    expect(await grantOf('purchase-subsidy')).toMatchObject({ totalFen: 1_400_000 })

    const other = (person = await harness.registerPerson())
    await recognise(other, evidence, officers)
    await approved('rent-subsidy')
    const theirs = (await grantOf('rent-subsidy'))?.id ?? ''
    const { id } = await applyFor(person, evidence, 'purchase-subsidy')
    // Announced, its person may take it back: it still counts.
    const announced = { because: 'bought-home', on: '2026-12-20' } as const
    await person.call('POST /me/subsidies/:grant/end', { params: { grant: theirs }, body: announced })
    expect((await ownCase(id)).outlook?.totalFen).toBe(1_400_000)
    await person.call('DELETE /me/subsidies/:grant/end', { params: { grant: theirs } })
    await person.call('POST /me/subsidies/:grant/end', { params: { grant: theirs }, body: end })
    expect((await ownCase(id)).outlook?.totalFen).toBe(1_400_000) // the month of that day is still paid
    harness.clock.set('2026-12-01T02:00:00Z')
    await signIn()
    expect((await caseOf(id)).outlook).toMatchObject({ totalFen: 2_000_000, ruled: [] })
    await approve(...officers, id)
    expect(await grantOf('purchase-subsidy')).toMatchObject({ totalFen: 2_000_000, ruled: [] })
  })
})

it('a missing recognition is told on submission, refuses the approval, and may be made up for meanwhile', async () => {
  const { id, outlook } = await applyFor(person, evidence, 'purchase-subsidy')
  const said = '享受“人才购房补贴”，要先有“人才分类认定”，现在还没有'
  expect(outlook?.refused).toMatchObject({ text: said, clause: containing('第三条第一项') })
  await expect(approve(...officers, id)).rejects.toEqual(refusedWith(said))
  expect((await ownCase(id)).state).toBe('recommended')
  await recognise(person, evidence, officers)
  await decide(officers[1], id, { event: 'approve' })
  expect((await grantOf('purchase-subsidy'))?.totalFen).toBe(2_000_000)
})

it('an exclusion refuses the submission, and the approval of what was submitted before it', async () => {
  await publish({ rules: pairOf('rent-subsidy', 'living-subsidy') })
  const { id } = await applyFor(person, evidence, 'living-subsidy')
  await approved('rent-subsidy')
  const said = '已有“人才租房补贴”（2026年11月22日起，到2029年10月31日止），和“青年人才生活补贴”不能同时享受'
  expect((await caseOf(id)).outlook?.refused?.text).toBe(said)
  await expect(approve(...officers, id)).rejects.toEqual(refusedWith(`${said}（《`))
  expect(await grantOf('living-subsidy')).toBeUndefined()
  await person.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version: (await ownCase(id)).version },
  })
  await expect(applyFor(person, evidence, 'living-subsidy')).rejects.toEqual(refusedWith(said))
  // Without the rule nothing stands in the way of both.
  await publish({ rules: [] })
  person = await harness.registerPerson()
  await approved('rent-subsidy')
  await approved('living-subsidy')
  expect((await grantOf('living-subsidy'))?.totalFen).toBe(1_440_000)
})

it('a cap over all counts what was granted before and cuts the last instalments', async () => {
  const parameters = sampleBook.parameters.map((one) =>
    one.code === 'personalCap'
      ? { ...one, values: one.values.map((dated) => ({ ...dated, value: 3_000_000 })) }
      : one,
  )
  await publish({ parameters })
  await approved('rent-subsidy') // 28,800 of 30,000
  const id = await approved('living-subsidy')
  const living = await grantOf('living-subsidy')
  expect(living).toMatchObject({ application: id, totalFen: 120_000, fenPerMonth: 60_000, months: 2 })
  expect(living?.ruled).toEqual([
    {
      clause: '《星城市人才工作实施意见（示例）》第二十四条',
      text: containing('合计不超过 ¥30,000，已经批准 ¥28,800'),
      fromFen: 1_440_000,
      toFen: 120_000,
    },
  ])
})

it('a cap without a value for the day refuses the approval by its name, never by the last value', async () => {
  const parameters = sampleBook.parameters.map((one) =>
    one.code === 'personalCap' ? { ...one, values: one.values.slice(0, 1) } : one,
  )
  await publish({ parameters })
  const { id, outlook } = await applyFor(person, evidence, 'rent-subsidy')
  expect(outlook?.refused).toBeNull()
  harness.clock.set('2027-01-04T02:00:00Z')
  await signIn()
  const said = '还不知道：“个人补贴合计上限”在2027年1月4日没有公布的值'
  expect((await caseOf(id)).outlook?.refused?.text).toContain(said)
  await expect(approve(...officers, id)).rejects.toEqual(refusedWith(said))
  expect((await caseOf(id)).state).toBe('recommended')
})

it('the qualification for an apartment excludes no rent subsidy: only a lease will', async () => {
  const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  await harness.db
    .updateTable('application')
    .set({ state: 'approved', is_open: false })
    .where('id', '=', id)
    .execute()
  await approved('rent-subsidy')
  expect(await grantOf('rent-subsidy')).toMatchObject({ totalFen: 2_880_000, ruled: [] })
})

describe('what somebody holds', () => {
  const heldNow = async () => (await person.call('GET /me/facts')).held
  it('is told with their facts: what runs with its months, what was recognised, nothing of others', async () => {
    expect(await heldNow()).toEqual([])
    await recognise(person, evidence, officers)
    await approved('rent-subsidy')
    const held = await heldNow()
    expect(held.map(({ code, until }) => [code, until])).toEqual([
      ['rent-subsidy', '2029-10-31'],
      ['tier-recognition', null],
    ])
    expect(held[0]?.payments).toHaveLength(36)
    expect(held[0]?.payments[0]).toEqual({ month: '2026-11', fen: 80_000 })
    const other = await harness.registerPerson()
    expect((await other.call('GET /me/facts')).held).toEqual([])
  })
})
