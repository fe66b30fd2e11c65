import { foldTotals, markLate } from '../../server/ledger'
import { foldedMonths, yearGroups } from '../../server/ledger/few'
import { startHarness, type Harness, type Visitor } from '../harness'
import { faultsIn, ledgerDeps, oweTo, scheme, setBudget } from './world'

describe('months that are not shown by themselves', () => {
  const none = { approved: 0, paid: 0, late: 0 }
  const month = (
    at: number,
    approved: number,
    fen = approved * 1000,
    more: { kinds?: object; fen?: object } = {},
  ) => ({
    month: `2026-${String(at).padStart(2, '0')}`,
    kinds: { ...none, approved, ...more.kinds },
    fen: { ...none, approved: fen, ...more.fen },
  })

  it('are those of fewer than five payments', () => {
    expect(foldedMonths([])).toEqual([])
    expect(foldedMonths([month(1, 5), month(2, 5)])).toEqual([])
    expect(foldedMonths([month(1, 5), month(2, 2), month(3, 3)])).toEqual(['2026-02', '2026-03'])
    expect(foldedMonths([month(1, 4), month(2, 4), month(3, 5)])).toEqual(['2026-01', '2026-02'])
  })

  it('and the smallest of the others, where the year less the rest would tell them', () => {
    expect(foldedMonths([month(1, 5, 9000), month(2, 4), month(3, 5, -7000)])).toEqual(['2026-02', '2026-03'])
    expect(foldedMonths([month(1, 5), month(2, 0)])).toEqual(['2026-02'])
    expect(foldedMonths([month(2, 4)])).toEqual(['2026-02'])
  })

  it('a month that shows nothing of a figure hides nothing of it: another is taken, for each figure its own', () => {
    const late = month(3, 0, 0, { kinds: { late: 9 }, fen: { late: 9000 } })
    expect(foldedMonths([month(1, 5, 9000), month(2, 1), late])).toEqual(['2026-02', '2026-01'])
    const both = month(2, 1, 1000, { kinds: { late: 1 }, fen: { late: 1000 } })
    expect(foldedMonths([month(1, 5, 9000), both, late])).toEqual(['2026-02', '2026-01', '2026-03'])
  })

  it('counts each figure apart: three approved and two paid are no five', () => {
    const paid = month(3, 0, 0, { kinds: { paid: 2 }, fen: { paid: 2000 } })
    const full = month(1, 5, 9000, { kinds: { paid: 5 }, fen: { paid: 5000 } })
    expect(foldedMonths([full, month(2, 3), paid])).toEqual(['2026-02', '2026-03', '2026-01'])
  })
})

describe('years that are shown as one', () => {
  const year = (name: string, approved: number, paid = 0) => ({ name, kinds: [{ approved, paid, late: 0 }] })
  const groups = (...years: ReturnType<typeof year>[]) =>
    yearGroups(years).map((group) => group.map(({ name }) => name).join('+'))

  it('are those of fewer than five payments, with the one beside it', () => {
    expect(groups()).toEqual([])
    expect(groups(year('a', 5), year('b', 5))).toEqual(['a', 'b'])
    expect(groups(year('a', 5), year('b', 4))).toEqual(['a+b'])
    expect(groups(year('a', 2), year('b', 2), year('c', 1), year('d', 9))).toEqual(['a+b+c', 'd'])
    expect(groups(year('a', 5), year('b', 0, 5), year('c', 3, 4))).toEqual(['a', 'b+c'])
    expect(groups(year('a', 5), year('b', 4), year('c', 1))).toEqual(['a', 'b+c'])
  })
})

describe('the public totals', () => {
  let harness: Harness
  let lead: Visitor
  beforeAll(async () => {
    harness = await startHarness()
    lead = await harness.office('lead')
    await setBudget(lead, 100_000_000)
    await setBudget(lead, 100_000_000, 'living-subsidy')
    await setBudget(lead, 100_000_000, 'startup-subsidy')
  })
  afterAll(async () => {
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
    await harness.close()
  })
  const owe = async (count: number, of = scheme) => {
    for (let at = 0; at < count; at += 1)
      await oweTo(harness, (await harness.registerPerson()).personId, {
        scheme: of,
        promisedOn: '2027-02-12',
      })
  }
  const look = async () => {
    const { months, years } = await harness.as()('GET /ledger/totals')
    return {
      months: months.map((one) => [one.scheme, one.month, one.promisedFen]),
      years: years.map((one) => [one.scheme, one.year, one.promisedFen, one.folded]),
    }
  }

  it('fold a month of few payments of a scheme into its year, and show it once it has five', async () => {
    await owe(4)
    await owe(5, 'living-subsidy')
    harness.clock.set('2026-12-02T02:00:00.000Z')
    await owe(6)
    expect(await look()).toEqual({
      months: [['living-subsidy', '2026-11', 400_000]],
      years: [
        ['living-subsidy', '2026', 400_000, []],
        [scheme, '2026', 800_000, ['2026-11', '2026-12']], // the year less December would tell November
      ],
    })
    harness.clock.set('2026-11-30T02:00:00.000Z')
    await owe(1)
    expect(await look()).toEqual({
      months: [
        [scheme, '2026-12', 480_000],
        ['living-subsidy', '2026-11', 400_000],
        [scheme, '2026-11', 400_000],
      ],
      years: [
        ['living-subsidy', '2026', 400_000, []],
        [scheme, '2026', 880_000, []],
      ],
    })
  })

  it('leave a scheme out of every sum until its fifth payment, and name it', async () => {
    const before = (await harness.as()('GET /ledger/totals')).all
    await owe(4, 'startup-subsidy')
    await foldTotals(harness.db)
    const found = await harness.as()('GET /ledger/totals')
    expect(found.all.promisedFen).toBe(before.promisedFen)
    expect(found.notYet).toHaveLength(1)
    expect(JSON.stringify([found.schemes, found.months, found.years])).not.toContain('startup-subsidy')
    expect(await harness.as()('GET /ledger/totals', { query: { scheme: 'startup-subsidy' } })).toMatchObject({
      all: { promisedFen: 0, medianDays: null, paidCount: 0 },
      schemes: [],
      years: [],
    })
    await owe(1, 'startup-subsidy')
    const told = await harness.as()('GET /ledger/totals')
    expect(told.all.promisedFen).toBe(before.promisedFen + 400_000)
    expect(told.notYet).toEqual([])
  })

  it('tell a year of few payments together with the year before it', async () => {
    harness.clock.set('2027-01-10T02:00:00.000Z')
    await oweTo(harness, (await harness.registerPerson()).personId, { promisedOn: '2027-02-12' })
    expect((await look()).years).toEqual([
      [scheme, '2026–2027', 960_000, ['2027-01', '2026-11']],
      ['living-subsidy', '2026', 400_000, []],
      ['startup-subsidy', '2026', 400_000, []],
    ])
  })

  it('show a month in which five payments became late, though none was approved in it', async () => {
    harness.clock.set('2027-02-15T02:00:00.000Z')
    await markLate(ledgerDeps(harness), harness.clock.now())
    const { months } = await harness.as()('GET /ledger/totals')
    expect(
      months
        .filter(({ month }) => month === '2027-02')
        .map((one) => [one.scheme, one.promisedFen, one.overdueFen]),
    ).toEqual([
      ['living-subsidy', 0, 400_000],
      [scheme, 0, 960_000],
      ['startup-subsidy', 0, 400_000],
    ])
  })
})
