import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addYears,
  dayInWords,
  dayNumber,
  dayOfNumber,
  daysBetween,
  earliestStart,
  fullMonths,
  isDay,
  lastDay,
  latestStart,
} from '@jucai/contract/policies/days'

const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('9998-12-31') }).map(dayOfNumber)
const usualDay = fc.integer({ min: dayNumber('1960-01-01'), max: dayNumber('2060-12-31') }).map(dayOfNumber)
const byDate = (day: string): number => Date.parse(day) / 86_400_000

it.each([
  ['1900-01-01', true],
  ['9998-12-31', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2100-02-29', false],
  ['2000-02-29', true],
  ['2026-04-31', false],
  ['1899-12-31', false],
  ['9999-01-01', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-1-1', false],
  ['2026-11-22T00:00:00Z', false],
  ['2026-11-22\n', false],
  [20261122, false],
  [null, false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})

it('counts days as Date does, and back, over the whole range', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(dayNumber(day)).toBe(byDate(day))
      expect(isDay(day)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-11-12', 4, '2027-03-12'],
  ['2026-01-15', -13, '2024-12-15'],
  ['2026-12-31', 12, '2027-12-31'],
  ['9998-12-31', 1, lastDay],
])('%s and %s months is full on %s', (day, months, expected) => {
  expect(addMonths(day, months)).toBe(expected)
})

it('a year that began on 29 February is full on 28 February, and in a leap year on the 29th', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
  expect(addYears('2096-02-29', 4)).toBe('2100-02-28')
})

it('full months are the most that are full by the day', () => {
  expect(fullMonths('2026-09-12', '2026-11-26')).toBe(2)
  expect(fullMonths('2026-01-31', '2026-02-28')).toBe(1)
  expect(fullMonths('2026-01-31', '2026-02-27')).toBe(0)
  expect(fullMonths('2026-03-01', '2026-02-01')).toBe(-1)
  fc.assert(
    fc.property(usualDay, usualDay, (from, to) => {
      const months = fullMonths(from, to)
      expect(addMonths(from, months) <= to).toBe(true)
      expect(addMonths(from, months + 1) > to).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

it('the latest and earliest starts are exact to the day', () => {
  const span = fc.record({
    unit: fc.constantFrom('days', 'months', 'years'),
    count: fc.integer({ min: -30, max: 55 }),
  })
  const full = (start: number, { unit, count }: { unit: string; count: number }) => {
    const day = dayOfNumber(start)
    return unit === 'days' ? addDays(day, count) : addMonths(day, unit === 'years' ? count * 12 : count)
  }
  fc.assert(
    fc.property(usualDay, span, (day, { unit, count }) => {
      const late = latestStart(dayNumber(day), unit, count)
      expect(full(late, { unit, count }) <= day).toBe(true)
      expect(full(late + 1, { unit, count }) > day).toBe(true)
      const early = earliestStart(dayNumber(day), unit, count)
      expect(full(early, { unit, count }) >= day).toBe(true)
      expect(full(early - 1, { unit, count }) < day).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

it('tells days apart and in words', () => {
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
  expect(daysBetween('2027-03-01', '2027-02-28')).toBe(-1)
  expect(dayInWords('2027-03-02')).toBe('2027年3月2日')
})
