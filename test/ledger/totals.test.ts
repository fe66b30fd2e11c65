import { foldedMonths } from '../../server/ledger/few'
import { startHarness, type Harness, type Visitor } from '../harness'
import { faultsIn, oweTo, scheme, setBudget } from './world'

describe('months that are not shown by themselves', () => {
  const month = (at: number, payments: number, fen = payments * 1000) => ({
    month: `2026-${String(at).padStart(2, '0')}`,
    payments,
    fen,
  })

  it('are those of fewer than five payments', () => {
    expect(foldedMonths([])).toEqual([])
    expect(foldedMonths([month(1, 5), month(2, 5)])).toEqual([])
    expect(foldedMonths([month(1, 5), month(2, 2), month(3, 3)])).toEqual(['2026-02', '2026-03'])
    expect(foldedMonths([month(1, 4), month(2, 4), month(3, 5)])).toEqual(['2026-01', '2026-02'])
  })

  it('and the smallest of the others, where the year less the rest would tell them', () => {
    expect(foldedMonths([month(1, 5, 9000), month(2, 4), month(3, 5, -7000)])).toEqual(['2026-02', '2026-03'])
    expect(foldedMonths([month(1, 5), month(2, 0)])).toEqual(['2026-02', '2026-01'])
    expect(foldedMonths([month(2, 4)])).toEqual(['2026-02'])
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
        [scheme, '2026', 800_000, ['2026-11', '2026-12']], // the year less December would tell November
        ['living-subsidy', '2026', 400_000, []],
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
        [scheme, '2026', 880_000, []],
        ['living-subsidy', '2026', 400_000, []],
      ],
    })
  })
})
