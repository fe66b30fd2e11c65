import { dueOf } from '../../server/applications/due'
import { builtInCalendar, overlaid } from '../../server/core/working-days'

const now = new Date('2026-11-22T02:00:00.000Z') // a Sunday
const row = { state: 'submitted' as const, due_at: null, days_left: null, answer_by: null, counts_from: null }
const at = (day: string) => new Date(`${day}T15:59:59.000Z`)

it.each([
  ['working days ahead', { ...row, due_at: at('2026-11-25') }, '还剩 3 个工作日（11月25日前）', false],
  ['no working day left', { ...row, due_at: at('2026-11-22') }, '今天到期', false],
  ['working days late', { ...row, due_at: at('2026-11-18') }, '已超期 2 个工作日（11月18日到期）', true],
  ['late by a weekend only', { ...row, due_at: at('2026-11-20') }, '已超期（11月20日到期）', true],
  ['a year that the calendar lacks', { ...row, due_at: at('2027-01-05') }, '1月5日前', false],
  [
    'a public notice under way',
    { ...row, state: 'public-notice' as const, due_at: at('2026-11-25') },
    '公示到 11月25日',
    false,
  ],
  [
    'a public notice that is over',
    { ...row, state: 'public-notice' as const, due_at: at('2026-11-20') },
    '公示期已满',
    true,
  ],
  [
    'the applicant’s turn',
    { ...row, state: 'changes-requested' as const, days_left: 3, answer_by: at('2026-12-07') },
    '等待补正，12月7日 前；期间不计办理时限',
    false,
  ],
  [
    'a day that nobody can count yet',
    { ...row, counts_from: '2026-12-30', days_left: 5 },
    '5 个工作日，具体日期等放假安排公布后告诉你',
    false,
  ],
  ['nothing due', { ...row, state: 'approved' as const }, '已办结', false],
])('words %s', (_case, given, words, overdue) =>
  expect(dueOf(builtInCalendar, given, now)).toMatchObject({ words, overdue }),
)

it('does not say “today” of a last day that has become a holiday, until it is that day', () => {
  const calendar = overlaid([
    [2026, { holidays: new Set(['2026-11-24', '2026-11-25']), workdays: new Set<string>() }],
  ])
  const given = { ...row, due_at: at('2026-11-25') }
  const wordsOn = (day: string) => dueOf(calendar, given, new Date(`${day}T02:00:00.000Z`)).words
  expect([wordsOn('2026-11-23'), wordsOn('2026-11-25')]).toEqual(['11月25日到期，此前没有工作日', '今天到期'])
})
