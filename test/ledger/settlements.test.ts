import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import {
  allot,
  answerText,
  commit,
  faultsIn,
  giveAccount,
  oweTo,
  releasedRun,
  scheme,
  setBudget,
  upload,
  year,
} from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeEach(async () => {
  harness = await startHarness()
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await setBudget(lead, 100_000_000)
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  await harness.close()
})

const owed = async (people: number) => {
  const visitors: Visitor[] = []
  for (let at = 0; at < people; at += 1) {
    const person = await harness.registerPerson()
    await giveAccount(person)
    await oweTo(harness, person.personId)
    visitors.push(person)
  }
  return visitors
}
const stateOf = async (person: Visitor) => (await person.call('GET /me/payments')).items[0]?.state
const linesOf = async (id: string) =>
  (await lead.call('GET /ledger/returns/:bankReturn/lines', { params: { bankReturn: id } })).items
const settleAll = (bankReturn: string, lines: string[], as: 'paid' | 'returned' | 'none') =>
  lead.call('POST /ledger/returns/:bankReturn/settlements', {
    params: { bankReturn },
    body: { lines, as, why: '银行来函更正' },
  })

describe('several lines of an import', () => {
  it('are settled alike, each judged as alone; what is refused stays open, with a sentence', async () => {
    const visitors = await owed(4)
    await allot(lead)
    const { number } = await releasedRun(lead, second)
    const long = '2020-01-01' // before it was sent
    const { id } = await upload(
      harness,
      lead,
      answerText([
        { number, sequence: 1, yuan: '800', on: long },
        { number, sequence: 2, yuan: '800', on: long },
        { number, sequence: 3, yuan: '799.99' },
        { number, sequence: 77, yuan: '5' },
        { number, sequence: 1, yuan: '800', on: long, account: '6217001234567890122' },
      ]),
    )
    await commit(harness, lead, id)
    const lines = await linesOf(id)
    const ids = lines.map((line) => line.id)
    expect(lines.map(({ state }) => state)).toEqual(Array(5).fill('open'))
    const nobodys = visitors[0]?.personId as string
    const found = await settleAll(id, [...ids, nobodys], 'paid')
    expect(found.settled).toEqual(ids.slice(0, 2))
    expect(found.refused).toEqual([
      { line: ids[2], words: containing('金额不同') },
      { line: ids[3], words: containing('没有对应的款项') },
      { line: ids[4], words: containing('已经回复过') }, // by the first of them
      { line: nobodys, words: '这个文件里没有这一行' },
    ])
    expect(await Promise.all(visitors.map(stateOf))).toEqual(['paid', 'paid', 'submitted', 'submitted'])
    expect((await linesOf(id)).map(({ state, settledBecause }) => [state, settledBecause])).toEqual([
      ['settled', '银行来函更正'],
      ['settled', '银行来函更正'],
      ['open', null],
      ['open', null],
      ['open', null],
    ])
    expect(await settleAll(id, ids.slice(0, 3), 'returned')).toEqual({
      settled: [ids[2]],
      refused: [0, 1].map((at) => ({ line: ids[at], words: '这一行已经处理过' })),
    })
    expect((await settleAll(id, ids.slice(3), 'none')).settled).toEqual(ids.slice(3))
    expect(await lead.call('GET /ledger/open-lines')).toMatchObject({
      open: 0,
      suspenseFen: 0,
      unexplained: 0,
    })
    expect(await stateOf(visitors[2] as Visitor)).toBe('returned')
  })

  it('are not settled before they are booked, nor of an import that is not there', async () => {
    const { id } = await upload(harness, lead, answerText([{ number: 'FK-1', sequence: 1, yuan: '1' }]))
    const [line] = await linesOf(id)
    expect(await settleAll(id, [line?.id as string], 'none')).toEqual({
      settled: [],
      refused: [{ line: line?.id, words: '这个文件还没有入账' }],
    })
    await expect(settleAll(line?.id as string, [line?.id as string], 'none')).rejects.toEqual(
      refused('not-found'),
    )
  })

  it('are held in one order, so that two who settle them at once wait and do not fail', async () => {
    const visitors = await owed(3)
    await allot(lead)
    const { number } = await releasedRun(lead, second)
    const { id } = await upload(
      harness,
      lead,
      answerText([1, 2, 3].map((sequence) => ({ number, sequence, yuan: '800', on: '2020-01-01' }))),
    )
    await commit(harness, lead, id)
    const ids = (await linesOf(id)).map((line) => line.id)
    const both = await Promise.all([settleAll(id, ids, 'paid'), settleAll(id, [...ids].reverse(), 'paid')])
    expect(both.map(({ settled }) => settled.length).sort()).toEqual([0, 3])
    expect(await Promise.all(visitors.map(stateOf))).toEqual(['paid', 'paid', 'paid'])
  })
})

describe('what the office sees before it acts', () => {
  it('an allotment without a day takes nothing that has not fallen due, and says how many come later', async () => {
    const [of, params] = ['monthly-subsidy', { scheme: 'monthly-subsidy', year }]
    await setBudget(lead, 1_000_000, of)
    const person = await harness.registerPerson()
    await oweTo(harness, person.personId, { scheme: of, countsFrom: '2026-12-22', promisedOn: '2027-01-12' })
    await expect(allot(lead, of)).rejects.toMatchObject({
      body: { detail: '1 笔已批准的都还没有到期。要提前列入，请填写更晚的承诺日' },
    })
    await oweTo(harness, person.personId, { scheme: of, countsFrom: '2026-11-22' })
    expect(await lead.call('GET /ledger/budgets/:scheme/:year/allotments', { params })).toEqual({
      payments: 1,
      totalFen: 80_000,
      left: 0,
      later: 1,
    })
    expect(await allot(lead, of)).toMatchObject({ payments: 1, later: 1 })
    expect(await allot(lead, of, { promisedUntil: '2027-01-12' })).toMatchObject({ payments: 1, later: 0 })
  })

  it('says what an allotment would take, and takes just that', async () => {
    await owed(3)
    const last = await harness.registerPerson()
    await oweTo(harness, last.personId, { promisedOn: '2027-03-01' })
    const params = { scheme, year }
    const would = (query: { promisedUntil?: string; limitFen?: number }) =>
      lead.call('GET /ledger/budgets/:scheme/:year/allotments', { params, query })
    expect(await would({})).toEqual({ payments: 4, totalFen: 320_000, left: 0, later: 0 })
    expect(await would({ promisedUntil: '2026-12-31' })).toEqual({
      payments: 3,
      totalFen: 240_000,
      left: 0,
      later: 1,
    })
    const limited = { promisedUntil: '2026-12-31', limitFen: 170_000 }
    const { payments, totalFen, left } = await would(limited)
    expect([payments, totalFen, left]).toEqual([2, 160_000, 1])
    expect(
      await lead.call('POST /ledger/budgets/:scheme/:year/allotments', { params, body: limited }),
    ).toMatchObject({ payments, totalFen, left, budget: { budgetedFen: 160_000 } })
    expect(await would({ limitFen: 1 })).toEqual({ payments: 0, totalFen: 0, left: 2, later: 0 })
    await expect(
      lead.call('GET /ledger/budgets/:scheme/:year/allotments', { params: { scheme: 'other', year } }),
    ).rejects.toEqual(refused('not-found'))
  })

  it('lists payments with the run that holds them, and without names', async () => {
    await owed(1)
    const list = async () => (await lead.call('GET /ledger/payments', { query: { scheme } })).items
    expect(await list()).toMatchObject([{ state: 'approved', hasAccount: true, run: null }])
    await allot(lead)
    const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } })
    expect(await list()).toMatchObject([{ state: 'budgeted', run: { id: run.id, number: run.number } }])
    expect(JSON.stringify(await list())).not.toContain('林小满')
    await lead.call('POST /ledger/runs/:run/withdrawal', {
      params: { run: run.id },
      body: { version: run.version, why: '金额要再核对' },
    })
    expect(await list()).toMatchObject([{ run: null }])
  })
})
