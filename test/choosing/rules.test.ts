import {
  choosingRules,
  countdownText,
  countdownWords,
  fitsQuota,
  partOf,
  remainingMs,
} from '@jucai/contract/choosing-vocabulary'
import { callableFrom } from '../../server/choosing/night'

it.each([
  ['2026-11-22T00:59:59.999Z', '2026-11-22T01:00:00.000Z', 'a millisecond before 9:00'],
  ['2026-11-22T01:00:00.000Z', '2026-11-22T01:00:00.000Z', '9:00'],
  ['2026-11-22T12:59:59.999Z', '2026-11-22T12:59:59.999Z', 'a millisecond before 21:00'],
  ['2026-11-22T13:00:00.000Z', '2026-11-23T01:00:00.000Z', '21:00'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01T01:00:00.000Z', 'midnight of New Year'],
  ['2028-02-28T15:30:00.000Z', '2028-02-29T01:00:00.000Z', '23:30 before 29 February'],
])('calls nobody at night: at %s from %s on (%s)', (at, from) => {
  expect(callableFrom(new Date(at)).toISOString()).toBe(from)
})

it('counts down by the server’s times and a clock that only runs forward, whatever the phone’s clock says', () => {
  const [server, end] = ['2026-11-22T06:00:00.000Z', '2026-11-22T06:05:00.000Z']
  expect(remainingMs(end, server, 0)).toBe(300_000)
  expect(remainingMs(end, server, 299_999)).toBe(1)
  expect(remainingMs(end, server, 300_001)).toBe(0)
  expect(countdownText(85_387_000)).toBe('23:43:07')
  expect(countdownWords(85_387_000)).toBe('23 小时 43 分钟')
  expect(['0:01', '5:00', '0:00']).toEqual([countdownText(1), countdownText(300_000), countdownText(0)])
  expect(countdownText(86_353_000)).toBe('23:59:13')
  expect([countdownWords(300_000), countdownWords(61_000), countdownWords(9_001)]).toEqual([
    '5 分钟',
    '1 分 1 秒',
    '10 秒',
  ])
})

it('lets a quota of a class take kept flats and those for anybody, and nobody else the kept ones', () => {
  const flat = (reservedFor: string | null, pool = 'all') => ({ pool, reservedFor })
  expect(fitsQuota({ pool: 'all', quota: 'general' }, flat(null))).toBe(true)
  expect(fitsQuota({ pool: 'all', quota: 'general' }, flat('couple'))).toBe(false)
  expect(fitsQuota({ pool: 'all', quota: 'couple' }, flat('couple'))).toBe(true)
  expect(fitsQuota({ pool: 'all', quota: 'couple' }, flat(null))).toBe(true)
  expect(fitsQuota({ pool: 'all', quota: 'couple' }, flat('doctor'))).toBe(false)
  expect(fitsQuota({ pool: 'all', quota: 'couple' }, flat('couple', 'other'))).toBe(false)
})

it('cuts a board by six floors of a building, cellars too', () => {
  const part = (floor: number) => partOf({ projectCode: 'yard', building: '1栋', floor })
  expect([part(1), part(6), part(7), part(-1), part(0)]).toEqual([
    'yard/1栋/1',
    'yard/1栋/1',
    'yard/1栋/2',
    'yard/1栋/0',
    'yard/1栋/0',
  ])
})

it('prints beforehand how long one has, what passing costs and what refusing costs', () => {
  const rules = choosingRules({
    slotMinutes: 30,
    longerSlotMinutes: 90,
    holdSeconds: 300,
    atOnce: 10,
    refusing: '名额给下一位',
  })
  expect(rules.join('')).toContain('每人 30 分钟；需要更久的，事先说一声，是 1 小时 30 分钟')
  expect(rules.join('')).toContain('占 5 分钟')
  expect(rules.join('')).toContain('放弃的代价：名额给下一位')
})
