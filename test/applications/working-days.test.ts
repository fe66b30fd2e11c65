import {
  addDays,
  addWorkingDays,
  builtInCalendar,
  dueAfter,
  endOfDay,
  isWorkingDay,
  nextWorkingDay,
  overlaid,
  workingDaysBetween,
} from '../../server/core/working-days'

const days = (holidays: string[], workdays: string[] = []) => ({
  holidays: new Set(holidays),
  workdays: new Set(workdays),
})

it.each([
  ['an ordinary Monday', '2026-11-23', true],
  ['an ordinary Sunday', '2026-11-22', false],
  ['the first day of the spring festival', '2026-02-17', false],
  ['a working day taken off, Friday before the festival weekend', '2026-02-20', false],
  ['a Saturday made up for it', '2026-02-14', true],
  ['another', '2026-02-28', true],
  ['a Sunday made up for New Year', '2026-01-04', true],
  ['National Day', '2026-10-01', false],
  ['a Sunday made up for it', '2026-09-20', true],
])('knows %s', (_case, day, works) => expect(isWorkingDay(builtInCalendar, day)).toBe(works))

it.each([
  ['over a weekend', '2026-11-20', 1, '2026-11-23'],
  ['from a Sunday', '2026-11-22', 5, '2026-11-27'],
  ['over the spring festival', '2026-02-13', 2, '2026-02-24'],
  ['with the Saturday made up after it', '2026-02-26', 2, '2026-02-28'],
  ['over National Day', '2026-09-30', 1, '2026-10-08'],
  ['nothing', '2026-11-22', 0, '2026-11-22'],
])('counts %s', (_case, from, count, to) => {
  expect(addWorkingDays(builtInCalendar, from, count)).toBe(to)
  if (count > 0) expect(workingDaysBetween(builtInCalendar, from, to)).toBe(count)
})

it('never guesses a day beyond a year it does not have', () => {
  expect(addWorkingDays(builtInCalendar, '2026-12-30', 5)).toBeNull()
  expect(workingDaysBetween(builtInCalendar, '2026-12-30', '2027-01-05')).toBeNull()
  expect(dueAfter(builtInCalendar, new Date('2026-12-30T02:00:00Z'), 5)).toBeNull()
  const entered = overlaid([[2027, days(['2027-01-01'])]])
  expect(addWorkingDays(entered, '2026-12-30', 3)).toBe('2027-01-05')
})

it.each([
  ['in the National Day holidays', '2026-10-03', '2026-10-08'],
  ['on a Saturday', '2026-11-28', '2026-11-30'],
  ['on a Saturday that is worked', '2026-10-10', '2026-10-10'],
  ['on a weekend of a year nobody entered', '2027-01-02', '2027-01-04'],
])('moves a last day %s to the next working day', (_case, day, to) =>
  expect(nextWorkingDay(builtInCalendar, day)).toBe(to),
)

it('takes an entered year in place of a built-in one', () => {
  const entered = overlaid([[2026, days(['2026-11-23'], ['2026-11-22'])]])
  expect(isWorkingDay(entered, '2026-11-22')).toBe(true)
  expect(isWorkingDay(entered, '2026-11-23')).toBe(false)
  expect(isWorkingDay(entered, '2026-10-01')).toBe(true)
})

it('ends a day at the last second here', () => {
  expect(endOfDay('2026-11-27').toISOString()).toBe('2026-11-27T15:59:59.000Z')
  expect(dueAfter(builtInCalendar, new Date('2026-11-22T17:00:00Z'), 1)?.toISOString()).toBe(
    '2026-11-24T15:59:59.000Z',
  ) // already the 23rd here
  expect(addDays('2026-12-30', 3)).toBe('2027-01-02')
})
