import { decide, fakeEvidence } from '../applications/world'
import { faultsIn } from '../ledger/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import { applyFor, approve, budget, subsidyOf } from './world'

const evidence = fakeEvidence()
let harness: Harness
let lead: Visitor
let reviewer: Visitor
let person: Visitor
/** Sessions of the console end while nobody works. */
const officers = async () => {
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
}
beforeAll(async () => {
  harness = await startHarness({ evidence })
  await officers()
})
afterAll(() => harness.close())
beforeEach(async () => {
  person = await harness.registerPerson()
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

const short = (body: Record<string, unknown>) =>
  objectWith({ code: 'budget-exhausted', body: objectWith(body) })
const reserved = async (scheme: string, year = 2026) => {
  const { items } = await lead.call('GET /ledger/budgets', { query: { year, limit: 50 } })
  const found = items.find((one) => one.scheme === scheme)
  return found && found.budgetFen - found.availableFen
}
const grants = async () =>
  (
    await harness.db
      .selectFrom('subsidy_grant')
      .select('id')
      .where('person_id', '=', person.personId)
      .execute()
  ).length
const stateOf = async (id: string) =>
  (await person.call('GET /me/applications/:application', { params: { application: id } })).state

it('is refused as a whole without a budget, and with too little of it; the case stays as it was', async () => {
  const scheme = 'startup-subsidy'
  const { id } = await applyFor(person, evidence, scheme)
  await expect(approve(reviewer, lead, id)).rejects.toEqual(
    short({ scheme, year: 2026, availableFen: 0, neededFen: 1_000_000 }),
  )
  await budget(lead, scheme, 2026, 999_999)
  await expect(decide(lead, id, { event: 'approve' })).rejects.toEqual(
    short({ availableFen: 999_999, detail: containing('这份申请不会丢，也不用重新提交') }),
  )
  expect([await stateOf(id), await grants(), await reserved(scheme)]).toEqual(['recommended', 0, 0])
  expect((await person.call('GET /me/payments')).items).toEqual([])
  await budget(lead, scheme, 2026, 1_000_000)
  await decide(lead, id, { event: 'approve' })
  expect([await stateOf(id), await grants(), await reserved(scheme)]).toEqual(['approved', 1, 1_000_000])
})

describe('with a budget', () => {
  beforeAll(async () => {
    for (const scheme of ['rent-subsidy', 'internship-subsidy', 'startup-subsidy'])
      await budget(lead, scheme, 2026, 100_000_000)
  })

  it('reserves what falls due this year at its approval, and says the rest waits for later budgets', async () => {
    const before = (await reserved('rent-subsidy')) ?? 0
    const { id } = await applyFor(person, evidence, 'rent-subsidy')
    await approve(reviewer, lead, id)
    expect((await reserved('rent-subsidy')) ?? 0).toBe(before + 160_000)
    const subsidy = await subsidyOf(person)
    expect(subsidy).toMatchObject({
      application: id,
      title: '人才租房补贴',
      label: '本科',
      state: 'running',
      fenPerMonth: 80_000,
      months: 36,
      totalFen: 2_880_000,
      paidFen: 0,
      owedFen: 160_000,
      ends: ['在本市就业或创业', '在本市租房居住', '在本市没有自有住房'],
      ended: null,
      next: {
        number: 1,
        period: '2026-11',
        state: 'approved',
        fallsDueOn: '2026-11-22',
        promisedOn: '2026-12-11',
      },
    })
    expect(subsidy.instalments[1]).toMatchObject({
      state: 'approved',
      words: containing('2026年12月22日到期'),
    })
    expect(subsidy.instalments[2]).toMatchObject({
      period: '2027-01',
      state: 'waiting',
      promisedOn: null,
      words:
        '2027年1月22日到期，由 2027 年的预算支付，预算登记以后才排付款。到期那天预算还没有到位，当天发消息告诉你。',
    })
    expect((await person.call('GET /me/payments')).items.map(({ why }) => why).sort()).toEqual([
      '人才租房补贴，2026 年 11 月',
      '人才租房补贴，2026 年 12 月',
    ])
  })

  it('pays an internship by the months that it really lasts, those that are over at once', async () => {
    const { id } = await applyFor(person, evidence, 'internship-subsidy')
    await approve(reviewer, lead, id)
    const { months, instalments } = await subsidyOf(person)
    expect(months).toBe(6)
    expect(instalments.map(({ period, fallsDueOn, state }) => [period, fallsDueOn, state])).toEqual([
      ['2026-09', '2026-11-22', 'approved'],
      ['2026-10', '2026-11-22', 'approved'],
      ['2026-11', '2026-12-01', 'approved'],
      ['2026-12', '2027-01-01', 'waiting'],
      ['2027-01', '2027-02-01', 'waiting'],
      ['2027-02', '2027-03-01', 'waiting'],
    ])
  })

  it('is not approved where the policy does not pass: the officer reads what to do instead', async () => {
    const { id } = await applyFor(person, evidence, 'rent-subsidy', { insuranceMonths: 1 })
    await expect(approve(reviewer, lead, id)).rejects.toEqual(refused('event-not-allowed'))
    expect([await stateOf(id), await grants()]).toEqual(['recommended', 0])
  })

  it('is judged as of the day it was sent in, however long the office takes', async () => {
    const { id } = await applyFor(person, evidence, 'internship-subsidy', {
      graduatesOn: '2024-11-22', // two years to the day
    })
    const at = harness.clock.now()
    harness.clock.set('2026-11-26T02:00:00Z')
    await officers()
    await approve(reviewer, lead, id)
    harness.clock.set(at)
    await officers()
    expect(await grants()).toBe(1)
  })

  it('is not applied for again while it runs, nor had twice where it is paid once', async () => {
    const { id } = await applyFor(person, evidence, 'rent-subsidy')
    await approve(reviewer, lead, id)
    await expect(applyFor(person, evidence, 'rent-subsidy')).rejects.toEqual(refused('event-not-allowed'))
    const once = await applyFor(person, evidence, 'startup-subsidy')
    await approve(reviewer, lead, once.id)
    await expect(applyFor(person, evidence, 'startup-subsidy')).rejects.toEqual(refused('event-not-allowed'))
  })

  it('needs two persons', async () => {
    const { id } = await applyFor(person, evidence, 'startup-subsidy')
    await expect(approve(lead, lead, id)).rejects.toEqual(refused('two-person-rule'))
    expect(await grants()).toBe(0)
  })

  it('after an appeal that was won it is granted once', async () => {
    const { id } = await applyFor(person, evidence, 'rent-subsidy')
    await decide(reviewer, id, {
      event: 'reject',
      reason: { code: 'papers-unclear', field: 'lease', fix: '租房合同缺最后一页，请补齐' },
    })
    const { version } = await person.call('GET /me/applications/:application', {
      params: { application: id },
    })
    await person.call('POST /me/applications/:application/events', {
      params: { application: id },
      body: { event: 'appeal', version, note: '合同本来就只有这几页，没有缺' },
    })
    await decide(lead, id, { event: 'overturn' })
    expect(await grants()).toBe(0)
    await approve(reviewer, lead, id)
    expect(await grants()).toBe(1)
  })
})
