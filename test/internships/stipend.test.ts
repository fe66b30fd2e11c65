import {
  lastDayOf,
  monthParts,
  monthlyStipend,
  readCheckCode,
  stipendFor,
} from '@jucai/contract/internship-vocabulary'
import { addDays, daysBetween } from '@jucai/contract/policies/days'

it('counts both days of a term: three months from 1 September are until 30 November', () => {
  expect(lastDayOf('2026-09-01', 3)).toBe('2026-11-30')
  expect(lastDayOf('2027-11-30', 3)).toBe('2028-02-28')
  expect(lastDayOf('2028-02-29', 12)).toBe('2029-02-27')
})

it('cuts a term into calendar months whose days sum to it, over 29 February and the year’s end', () => {
  for (let first = '2027-11-25'; first < '2028-03-05'; first = addDays(first, 1)) {
    const last = lastDayOf(first, 3)
    const parts = monthParts(first, last)
    expect(parts.reduce((sum, { days }) => sum + days, 0)).toBe(daysBetween(first, last) + 1)
    expect(parts.every(({ days, daysInMonth }) => days >= 1 && days <= daysInMonth)).toBe(true)
  }
  expect(monthParts('2028-02-15', '2028-03-01').map(({ days, daysInMonth }) => [days, daysInMonth])).toEqual([
    [15, 29],
    [1, 31],
  ])
})

it('pays pro rata in whole fen, rounded half up', () => {
  expect(monthlyStipend(210_000, 80)).toBe(168_000)
  const month = { monthlyFen: 168_000, daysInMonth: 28, days: 28, attended: 20, expected: 20 }
  expect(stipendFor(month)).toBe(168_000)
  expect(stipendFor({ ...month, daysInMonth: 31, days: 10 })).toBe(54_194) // 54,193.55
  expect(stipendFor({ ...month, attended: 0 })).toBe(0)
  expect(stipendFor({ ...month, days: 1, attended: 0, expected: 0 })).toBe(6_000)
  expect(stipendFor({ monthlyFen: 1, days: 1, daysInMonth: 2, attended: 1, expected: 1 })).toBe(1)
})

it('reads a check code as people type it, and no other', () => {
  expect(readCheckCode(' abcd-efgh jklm－npqr ')).toBe('ABCDEFGHJKLMNPQR')
  expect(readCheckCode('ABCD-EFGH-JKLM-NPQ1')).toBeNull()
  expect(readCheckCode('ABCD')).toBeNull()
})
