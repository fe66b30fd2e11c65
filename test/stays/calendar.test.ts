import fc from 'fast-check'
import { addDays, dayNumber, dayOfNumber } from '@jucai/contract/policies/days'
import {
  clockWords,
  nightsOf,
  nightWords,
  rulesInWords,
  runsInWords,
  spanWords,
  yearOfStay,
} from '@jucai/contract/stay-vocabulary'
import { bedRuns, nightsLeftOf, numberOf, serialOf } from '../../server/stays/show'
import { freeByNight, nearestFree } from '../../server/stays/availability'
import { momentsOf } from '../../server/stays/moments'
import type { BedRow, StayRow } from '../../server/stays/repository'
import { hostelSaid } from './world'

const day = fc.integer({ min: dayNumber('2019-12-01'), max: dayNumber('2033-03-31') }).map(dayOfNumber)
const length = fc.integer({ min: 1, max: 40 })

it('counts as many nights as days lie between, in order, each once, whatever month or leap day is between', () => {
  fc.assert(
    fc.property(day, length, (from, count) => {
      const nights = nightsOf(from, addDays(from, count))
      expect(nights).toHaveLength(count)
      expect(new Set(nights).size).toBe(count)
      // Held against the platform's own calendar.
      expect(nights).toEqual(
        Array.from({ length: count }, (_, index) =>
          new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
        ),
      )
      expect(yearOfStay(nights[0] as string)).toBe(new Date(`${from}T00:00:00Z`).getUTCFullYear())
    }),
  )
})

it('has 29 February where there is one, and no night where leaving is no later', () => {
  expect(nightsOf('2028-02-27', '2028-03-02')).toEqual([
    '2028-02-27',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ])
  expect(nightsOf('2027-02-27', '2027-03-01')).toEqual(['2027-02-27', '2027-02-28'])
  expect(nightsOf('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01'])
  expect(nightsOf('2026-12-02', '2026-12-02')).toEqual([])
  expect(nightsOf('2026-12-03', '2026-12-02')).toEqual([])
})

it('gives a stay over New Year to the year in which it begins', () => {
  expect(yearOfStay('2026-12-31')).toBe(2026)
  expect(yearOfStay('2027-01-01')).toBe(2027)
})

it('says days, nights and hours in words', () => {
  expect(spanWords('2026-11-28', '2026-12-01')).toBe('11月28日至12月1日，3 晚')
  expect(spanWords('2026-12-30', '2027-01-02')).toBe('2026年12月30日至2027年1月2日，3 晚')
  expect(nightWords('2026-11-22')).toBe('11月22日（周日）')
  expect(nightWords('2028-02-29')).toBe('2月29日（周二）')
  expect(clockWords(1380)).toBe('23:00')
  expect(clockWords(1560)).toBe('次日 02:00')
  expect(runsInWords(['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-05'])).toBe(
    '11月28日至12月1日、12月5日',
  )
  const words = rulesInWords(hostelSaid, { nightsPerStay: 7, staysPerYear: 3 }).join('')
  for (const part of [
    '最多免费住 7 晚',
    '一年最多 3 次',
    '23:00 前到店',
    '次日 02:00',
    '算用过',
    '12:00 前取消',
  ])
    expect(words).toContain(part)
  expect(rulesInWords(hostelSaid, null)[0]).toContain('暂时不能预订')
})

it('weekdays follow each other for four hundred years', () => {
  fc.assert(
    fc.property(day, (one) => {
      const name = '日一二三四五六'[new Date(`${one}T00:00:00Z`).getUTCDay()]
      expect(nightWords(one)).toContain(`周${name}`)
    }),
  )
})

it('lets nobody in after the hostel’s hour by the city’s clock', () => {
  expect(momentsOf(hostelSaid, '2026-12-31', false)).toEqual({
    arrive_by: new Date('2026-12-31T15:00:00Z'),
    cancel_by: new Date('2026-12-31T04:00:00Z'),
  })
  expect(momentsOf(hostelSaid, '2028-02-29', true).arrive_by).toEqual(new Date('2028-02-29T18:00:00Z')) // 02:00 of 1 March
})

const bed = (id: string, kind: BedRow['kind'] = 'single', out_from: string | null = null): BedRow => ({
  id,
  label: id,
  kind,
  out_from,
  in_from: '2026-01-01',
  station_id: 's',
})

it('counts free beds by night and kind: not those taken, not those out of service', () => {
  const beds = [bed('1'), bed('2'), bed('3', 'women'), bed('4', 'single', '2026-12-02')]
  const taken = [{ bed_id: '1', night: '2026-12-01' }]
  expect(freeByNight(beds, taken, ['2026-12-01', '2026-12-02'])).toEqual([
    {
      night: '2026-12-01',
      free: [
        { kind: 'single', beds: 2 },
        { kind: 'women', beds: 1 },
      ],
    },
    {
      night: '2026-12-02',
      free: [
        { kind: 'single', beds: 2 },
        { kind: 'women', beds: 1 },
      ],
    },
  ])
})

it('names first days that really fit, nearest first, and all of them are no nearer than what it names', () => {
  const nights = nightsOf('2026-12-01', '2026-12-31')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom(...nights)), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(...nights),
      (pairs, count, fromDay) => {
        const taken = pairs.map(([bed_id, night]) => ({ bed_id, night }))
        const beds = [bed('1'), bed('2')]
        const asked = { kind: 'single' as const, fromDay, count, first: '2026-12-01', last: '2026-12-24' }
        const named = nearestFree(beds, taken, asked)
        const fits = (one: string) =>
          beds.some(({ id }) =>
            nightsOf(one, addDays(one, count)).every(
              (night) => !taken.some((pair) => pair.bed_id === id && pair.night === night),
            ),
          )
        const all = nightsOf('2026-12-01', '2026-12-25').filter(fits)
        expect(named).toHaveLength(Math.min(3, all.length))
        for (const one of named) expect(fits(one)).toBe(true)
        const far = (one: string) => Math.abs(dayNumber(one) - dayNumber(fromDay))
        const worst = Math.max(0, ...named.map(far))
        expect(all.filter((one) => !named.includes(one) && far(one) < worst)).toEqual([])
      },
    ),
  )
})

it('reads the number of a stay as people type it', () => {
  expect(numberOf(123)).toBe('YZ000123')
  for (const text of [
    'YZ000123',
    'yz000123',
    '123',
    ' 000123 ',
    'ＹＺ０００１２３',
    'YZ-000123',
    'YZ 000 123',
    '编号 YZ000123',
  ])
    expect(serialOf(text)).toBe(123)
  for (const text of ['', 'YZ', 'A123', '1234567890', '12.3a']) expect(serialOf(text)).toBeNull()
})

it('joins nights in one bed, and knows what is left of a stay', () => {
  expect(
    bedRuns([
      { night: '2026-12-01', label: '101' },
      { night: '2026-12-02', label: '101' },
      { night: '2026-12-03', label: '102' },
    ]),
  ).toEqual([
    { label: '101', fromNight: '2026-12-01', nights: 2 },
    { label: '102', fromNight: '2026-12-03', nights: 1 },
  ])
  const row = { from_day: '2026-12-30', to_day: '2027-01-03' } as StayRow
  expect(nightsLeftOf(row, { nightsPerStay: 7, staysPerYear: 3 })).toBe(3)
  expect(nightsLeftOf(row, { nightsPerStay: 2, staysPerYear: 3 })).toBe(0)
  expect(nightsLeftOf(row, null)).toBe(0)
})
