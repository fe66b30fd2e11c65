import { inChina } from '@jucai/contract/china-time'
import { addMonths, dayOf, monthsLater, spokenDay, spokenTime, startOfDay } from '../../server/core/clock'

it.each([
  ['an ordinary day', '2026-11-22', 1, '2026-12-22'],
  ['no month', '2026-11-22', 0, '2026-11-22'],
  ['31 January into a short month', '2026-01-31', 1, '2026-02-28'],
  ['31 January into a leap year', '2028-01-31', 1, '2028-02-29'],
  ['31 January into a month of 30 days', '2026-01-31', 3, '2026-04-30'],
  ['31 January into a long month', '2026-01-31', 2, '2026-03-31'],
  ['29 February a year on', '2028-02-29', 12, '2029-02-28'],
  ['29 February four years on', '2028-02-29', 48, '2032-02-29'],
  ['over year’s end', '2026-12-31', 2, '2027-02-28'],
  ['to year’s end', '2026-10-31', 2, '2026-12-31'],
  ['from the first', '2026-12-01', 1, '2027-01-01'],
  ['backwards', '2026-03-31', -1, '2026-02-28'],
])('adds months: %s', (_case, day, count, later) => expect(addMonths(day, count)).toBe(later))

it.each([
  ['the same time of day', '2026-11-22T02:03:04.005Z', 12, '2027-11-22T02:03:04.005Z'],
  ['31 January at night here, the 30th in UTC', '2026-01-30T17:00:00.000Z', 1, '2026-02-27T17:00:00.000Z'],
  ['31 December at night here', '2026-12-30T16:30:00.000Z', 2, '2027-02-27T16:30:00.000Z'],
  ['29 February at night here', '2028-02-28T16:00:00.000Z', 12, '2029-02-27T16:00:00.000Z'],
])('adds months to a moment by the calendar here: %s', (_case, moment, count, later) =>
  expect(monthsLater(new Date(moment), count).toISOString()).toBe(later),
)

it('counts days here, from midnight to midnight', () => {
  const late = new Date('2026-11-22T15:59:59.999Z')
  const next = new Date('2026-11-22T16:00:00.000Z')
  expect([late, next].map(dayOf)).toEqual(['2026-11-22', '2026-11-23'])
  expect(startOfDay(late)).toEqual(new Date('2026-11-21T16:00:00.000Z'))
  expect(startOfDay(next)).toEqual(next)
  expect([spokenDay(late), spokenDay(next)]).toEqual(['11月22日', '11月23日'])
  expect([spokenTime(late), spokenTime(next)]).toEqual(['11月22日 23:59', '11月23日 00:00'])
  expect(inChina('2026-12-31T16:00:00.000Z').getUTCFullYear()).toBe(2027)
})
