import { openAt, type KindOfDay } from '../../server/stations/hours'
import { remindAt } from '../../server/stations/visits'

// 2026-11-22 is a Sunday here.
it.each<[hours: string, at: string, open: boolean | null]>([
  ['周一至周五 9:00–17:30', '2026-11-23T01:00:00Z', true],
  ['周一至周五 9:00–17:30', '2026-11-23T00:59:00Z', false],
  ['周一至周五 9:00–17:30', '2026-11-23T09:30:00Z', false],
  ['周一至周五 9:00–17:30', '2026-11-22T02:00:00Z', false],
  ['周二至周日 9:00–21:00', '2026-11-22T02:00:00Z', true],
  ['周六至周一 9:00-12:00', '2026-11-22T02:00:00Z', true],
  ['周一至周五 9:00–12:00、14:00–17:30', '2026-11-23T05:00:00Z', false],
  ['周一至周五 9:00–18:00；周六 9:00–12:00', '2026-11-21T02:00:00Z', true],
  ['每天 7:00–22:00', '2026-11-22T13:59:00Z', true],
  ['全天，前台 7:00–24:00', '2026-11-22T18:00:00Z', true],
  ['星期天 8：30 至 11：00', '2026-11-22T01:00:00Z', true],
  ['招聘会当天 8:30–16:30', '2026-11-22T02:00:00Z', null],
  ['电话预约', '2026-11-22T02:00:00Z', null],
  ['', '2026-11-22T02:00:00Z', null],
])('%s at %s: %s', (hours, at, open) => expect(openAt(hours, new Date(at), 'usual')).toBe(open))

// 1 October 2026 is a Thursday and a holiday; Sunday 20 September and Saturday 10 October are worked.
it.each<[hours: string, at: string, kind: KindOfDay, open: boolean | null]>([
  ['周一至周五 9:00–17:30', '2026-10-01T02:00:00Z', 'holiday', false],
  ['周一至周五 9:00–17:30', '2026-10-10T02:00:00Z', 'worked', true],
  ['周一至周五 9:00–17:30', '2026-10-10T12:00:00Z', 'worked', false],
  ['周一至周五 9:00–18:00；周六 9:00–12:00', '2026-10-03T02:00:00Z', 'holiday', false],
  ['周一至周五 9:00–18:00；周六 9:00–12:00', '2026-10-10T07:00:00Z', 'worked', true],
  ['每天 7:00–22:00', '2026-10-01T02:00:00Z', 'holiday', true],
  ['每天 7:00–22:00，法定节假日除外', '2026-10-01T02:00:00Z', 'holiday', false],
  ['全天，前台 7:00–24:00', '2026-10-01T02:00:00Z', 'holiday', true],
  ['周二至周日 9:00–21:00', '2026-10-01T02:00:00Z', 'holiday', null],
  ['周二至周日 9:00–21:00，节假日照常开放', '2026-10-01T02:00:00Z', 'holiday', true],
  ['周二至周日 9:00–21:00', '2026-10-10T02:00:00Z', 'worked', true],
  ['周一至周五 9:00–17:30', '2035-10-01T02:00:00Z', null, null],
  ['每天 7:00–22:00', '2035-10-01T02:00:00Z', null, true],
  ['电话预约', '2026-10-01T02:00:00Z', 'holiday', null],
])('%s at %s, a day that is %s: %s', (hours, at, kind, open) =>
  expect(openAt(hours, new Date(at), kind)).toBe(open),
)

it('reminds a day before, two hours before, or not at all', () => {
  const start = new Date('2026-11-24T02:00:00Z')
  expect(remindAt(start, new Date('2026-11-22T02:00:00Z'))).toEqual(new Date('2026-11-23T02:00:00Z'))
  expect(remindAt(start, new Date('2026-11-23T12:00:00Z'))).toEqual(new Date('2026-11-24T00:00:00Z'))
  expect(remindAt(start, new Date('2026-11-24T01:00:00Z'))).toBeNull()
})
