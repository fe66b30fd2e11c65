import { clockOffset } from '@/api'
import { untilText } from '@/words/dates'

beforeAll(() => {
  clockOffset.ms = Date.parse('2026-11-30T02:00:00Z') - Date.now()
})
afterAll(() => {
  clockOffset.ms = 0
})

it.each([
  ['2026-12-08T10:00:00.000Z', '12月8日 周二 18:00'],
  ['2026-12-01T16:00:00.000Z', '12月1日 周二 24:00'],
  ['2026-11-30T16:00:00.000Z', '今天 24:00'],
  ['2026-11-30T10:00:00.000Z', '今天 18:00'],
  ['2027-01-15T10:00:00.000Z', '2027年1月15日 周五 18:00'],
  ['2026-12-31T16:00:00.000Z', '12月31日 周四 24:00'],
])('says a moment until which something may be done with its hour: %s', (moment, words) => {
  expect(untilText(moment)).toBe(words)
})
