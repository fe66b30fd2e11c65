import fc from 'fast-check'
import { budgetYearOf, isAfter, monthsWithin, scheduleOf } from '../../server/subsidies/schedule'

/** What a subsidy is paid in, and when: pure. */
const monthly = (approvedOn: string, months: number, fenPerMonth = 80_000) =>
  scheduleOf({ fenPerMonth, months }, { approvedOn })

it.each([
  [
    'the 31st comes back after a short month',
    '2026-12-31',
    ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'],
  ],
  [
    '29 February of a leap year, and the 29th after it',
    '2028-01-29',
    ['2028-01-29', '2028-02-29', '2028-03-29', '2028-04-29'],
  ],
  ['the 30th in a common February', '2026-11-30', ['2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28']],
  ['over New Year', '2026-11-01', ['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']],
])('%s', (_title, approvedOn, days) => {
  expect(monthly(approvedOn, 4).map(({ fallsDueOn }) => fallsDueOn)).toEqual(days)
})

it('36 months lie in four budget years, each month once', () => {
  const all = monthly('2026-11-22', 36)
  const years = all.map(({ fallsDueOn }) => budgetYearOf(fallsDueOn))
  expect([2026, 2027, 2028, 2029].map((year) => years.filter((one) => one === year).length)).toEqual([
    2, 12, 12, 10,
  ])
  expect(new Set(all.map(({ period }) => period)).size).toBe(36)
  expect(all.at(-1)).toMatchObject({ number: 36, period: '2029-10', fallsDueOn: '2029-10-22' })
})

it('money once is one instalment, due on the day of the approval', () => {
  expect(scheduleOf({ fen: 1_000_000 }, { approvedOn: '2026-12-31' })).toEqual([
    { number: 1, period: null, amountFen: 1_000_000, fallsDueOn: '2026-12-31' },
  ])
})

it('in arrears a month falls due when it is over, and never before the approval', () => {
  const all = scheduleOf(
    { fenPerMonth: 168_000, months: 4 },
    { approvedOn: '2026-11-22', from: '2026-09-15', inArrears: true },
  )
  expect(all.map(({ period, fallsDueOn }) => [period, fallsDueOn])).toEqual([
    ['2026-09', '2026-11-22'],
    ['2026-10', '2026-11-22'],
    ['2026-11', '2026-12-15'],
    ['2026-12', '2027-01-15'],
  ])
})

it.each([
  ['2026-09-01', '2027-02-28', 6],
  ['2026-09-01', '2026-12-01', 3],
  ['2026-09-01', '2026-11-29', 2],
  ['2026-08-31', '2027-02-26', 5],
  ['2026-08-31', '2027-02-27', 6],
])('from %s to %s are %d full months', (from, to, months) => {
  expect(monthsWithin(from, to)).toBe(months)
})

it('what is for the month of the last day is still paid', () => {
  const [november, december] = monthly('2026-11-30', 2)
  expect([november, december].map((one) => one && isAfter(one, '2026-11-01'))).toEqual([false, true])
  expect([november, december].map((one) => one && isAfter(one, '2026-12-31'))).toEqual([false, false])
})

it('instalments add up to the amount, their months follow one another, and none falls due before it was approved', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      day,
      day,
      fc.boolean(),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      (approvedOn, from, inArrears, months, fenPerMonth) => {
        const all = scheduleOf({ fenPerMonth, months }, { approvedOn, from, inArrears })
        expect(all.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(fenPerMonth * months)
        const periods = all.map(({ period }) => Number(period?.slice(0, 4)) * 12 + Number(period?.slice(5)))
        expect(periods.every((one, at) => at === 0 || one === (periods[at - 1] ?? 0) + 1)).toBe(true)
        expect(all.every(({ fallsDueOn }) => fallsDueOn >= approvedOn)).toBe(true)
        expect(all.every((one, at) => at === 0 || one.fallsDueOn >= (all[at - 1]?.fallsDueOn ?? ''))).toBe(
          true,
        )
      },
    ),
    { numRuns: 300 },
  )
})
