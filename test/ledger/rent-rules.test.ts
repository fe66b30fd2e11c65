import { daysInMonth, rentFor, rentRule, restOfMonth } from '@jucai/contract/rent-rules'
import { addDays } from '../../server/core/working-days'
import { seeded } from '../faults/random'

const amounts = (fenPerMonth: number, from: string, to: string) =>
  rentFor(fenPerMonth, from, to).parts.map(({ month, days, amountFen }) => [month, days, amountFen])

describe('rent by days', () => {
  it.each([
    ['a whole month', 150_000, '2026-12-01', '2026-12-31', [['2026-12', 31, 150_000]]],
    ['one day', 150_000, '2026-12-15', '2026-12-15', [['2026-12', 1, 4_839]]], // 4838.7
    ['half a fen goes up', 1, '2026-11-01', '2026-11-15', [['2026-11', 15, 1]]],
    ['less than half goes down', 1, '2026-11-01', '2026-11-14', [['2026-11', 14, 0]]],
    [
      'from the 31st on',
      150_000,
      '2026-12-31',
      '2027-01-30',
      [
        ['2026-12', 1, 4_839],
        ['2027-01', 30, 145_161],
      ],
    ],
    [
      'until 29 February of a leap year: the whole of it',
      150_000,
      '2028-01-31',
      '2028-02-29',
      [
        ['2028-01', 1, 4_839],
        ['2028-02', 29, 150_000],
      ],
    ],
    ['28 days of a leap February', 150_000, '2028-02-01', '2028-02-28', [['2028-02', 28, 144_828]]],
    ['28 days of another', 150_000, '2027-02-01', '2027-02-28', [['2027-02', 28, 150_000]]],
    [
      'over the year',
      100,
      '2026-12-31',
      '2027-01-01',
      [
        ['2026-12', 1, 3],
        ['2027-01', 1, 3],
      ],
    ],
    ['a flat for nothing', 0, '2026-12-01', '2026-12-31', [['2026-12', 31, 0]]],
  ] as const)('%s', (_what, fen, from, to, parts) => {
    expect(amounts(fen, from, to)).toEqual(parts)
  })

  it('says on the bill how each part was computed, by the rule that stands beside it', () => {
    expect(rentFor(150_000, '2026-11-30', '2027-01-10').parts.map(({ words }) => words)).toEqual([
      '2026 年 11 月 30 日，1 天（当月 30 天）',
      '2026 年 12 月，整月',
      '2027 年 1 月 1 日至 10 日，10 天（当月 31 天）',
    ])
    expect(rentRule).toContain('四舍五入到分')
  })

  it('refuses what is no rent and no span', () => {
    expect(() => rentFor(1.5, '2026-12-01', '2026-12-31')).toThrow('whole fen')
    expect(() => rentFor(-1, '2026-12-01', '2026-12-31')).toThrow('whole fen')
    expect(() => rentFor(1, '2026-12-02', '2026-12-01')).toThrow('one day')
  })

  it('is exact for the largest rent', () => {
    expect(amounts(10_000_000_000_000, '2026-12-01', '2026-12-01')).toEqual([['2026-12', 1, 322_580_645_161]])
  })
})

describe('spans beside each other, 2,000 of them at random', () => {
  const random = seeded(20261126)
  const below = (limit: number) => Math.floor(random() * limit)
  const spans = Array.from({ length: 2_000 }, () => {
    const from = addDays('2024-01-01', below(2_000))
    const middle = addDays(from, below(400))
    return { fen: 1 + below(1_000_000), from, middle, to: addDays(middle, 1 + below(400)) }
  })

  it('add up to the whole, within half a fen for each part of the month that is divided', () => {
    for (const { fen, from, middle, to } of spans) {
      const parts = rentFor(fen, from, middle).totalFen + rentFor(fen, addDays(middle, 1), to).totalFen
      const isDivided = middle.slice(0, 7) === addDays(middle, 1).slice(0, 7)
      expect(Math.abs(parts - rentFor(fen, from, to).totalFen)).toBeLessThanOrEqual(isDivided ? 1 : 0)
    }
  })

  it('add up exactly where the last of a month takes what is left', () => {
    for (const { fen, middle } of spans) {
      const month = middle.slice(0, 7)
      const { totalFen } = rentFor(fen, `${month}-01`, middle)
      expect(totalFen + restOfMonth(fen, [totalFen])).toBe(fen)
    }
  })

  it('hold every day once, and no part is more than its month', () => {
    for (const { fen, from, to } of spans) {
      const { parts, totalFen } = rentFor(fen, from, to)
      const days = parts.reduce((sum, part) => sum + part.days, 0)
      expect(days).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1)
      expect(totalFen).toBe(parts.reduce((sum, { amountFen }) => sum + amountFen, 0))
      for (const part of parts) {
        expect(part.amountFen).toBeLessThanOrEqual(fen)
        expect(part.daysOfMonth).toBe(daysInMonth(part.month))
        if (part.days === part.daysOfMonth) expect(part.amountFen).toBe(fen)
      }
    }
  })
})
