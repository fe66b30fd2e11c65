import {
  parameterFaults,
  parameterGaps,
  parameterOn,
  type Parameter,
} from '@jucai/contract/policies/parameters'
import { parameters, sourceOf } from './sample'

const valued = (...values: [value: number, from: string, to: string | null][]): Parameter => ({
  code: 'p',
  label: '收入上限',
  unit: 'fen-per-month',
  values: values.map(([value, from, to]) => ({ value, from, to, source: sourceOf('第一条') })),
})
const messages = (...list: Parameter[]) => parameterFaults(list).map(({ message }) => message)

it('a value holds on its first and its last day, and on no other', () => {
  const limit = valued([8, '2026-01-01', '2026-06-30'], [9, '2026-08-01', null])
  const value = (day: string) => parameterOn(limit, day)?.value
  expect(value('2025-12-31')).toBeUndefined()
  expect(value('2026-01-01')).toBe(8)
  expect(value('2026-06-30')).toBe(8)
  expect(value('2026-07-01')).toBeUndefined() // not the last one
  expect(value('2026-08-01')).toBe(9)
  expect(value('9998-12-31')).toBe(9)
})

it('lists the gaps, in whatever order the values stand', () => {
  expect(parameterGaps(valued([9, '2026-08-01', null], [8, '2026-01-01', '2026-06-30']))).toEqual([
    { from: '2026-07-01', to: '2026-07-31' },
  ])
  expect(parameterGaps(valued([8, '2026-01-01', '2026-07-31'], [9, '2026-08-01', null]))).toEqual([])
})

it('takes what is sound', () => {
  expect(parameterFaults(parameters)).toEqual([])
  expect(messages(valued())).toEqual([])
})

it.each<[string, Parameter[], string]>([
  [
    'two values on one day',
    [valued([8, '2026-01-01', '2026-08-01'], [9, '2026-08-01', null])],
    '参数“收入上限”在2026年8月1日有两个值：0.08 元/月 和 0.09 元/月，请给前一个填上截止日期',
  ],
  [
    'a value without end before another',
    [valued([9, '2026-08-01', null], [8, '2026-01-01', null])],
    '参数“收入上限”在2026年8月1日有两个值：0.08 元/月 和 0.09 元/月，请给前一个填上截止日期',
  ],
  ['a fraction', [valued([0.1, '2026-01-01', null])], '参数“收入上限”自 2026-01-01 起的值不是整数'],
  [
    'an overflow',
    [valued([2 ** 53, '2026-01-01', null])],
    '参数“收入上限”自 2026-01-01 起的值太大，最多 1,000,000,000 元/月',
  ],
  [
    'a length of time beyond which days cannot be counted',
    [{ ...valued([1441, '2026-01-01', null]), unit: 'months' }],
    '参数“收入上限”自 2026-01-01 起的值太大，最多 1440 个月',
  ],
  ['a negative value', [valued([-1, '2026-01-01', null])], '参数“收入上限”自 2026-01-01 起的值小于 0'],
  ['no such day', [valued([1, '2026-02-29', null])], '参数“收入上限”的起始日期“2026-02-29”不存在'],
  [
    'no such last day',
    [valued([1, '2026-01-01', '2026-06-31'])],
    '参数“收入上限”的截止日期“2026-06-31”不存在',
  ],
  [
    'an end before the beginning',
    [valued([1, '2026-06-01', '2026-05-31'])],
    '参数“收入上限”的截止日期 2026-05-31 早于起始日期 2026-06-01',
  ],
  ['one code twice', [valued(), valued()], '编号“p”用在了两个参数上，请改掉一个'],
])('refuses %s', (_, list, message) => {
  expect(messages(...list)).toEqual([message])
})

it('refuses a share that is not that many percent of the other, from the day on which it is not', () => {
  const share = (...values: Parameters<typeof valued>): Parameter => ({
    ...valued(...values),
    code: 'share',
    label: '补贴',
    shareOf: { percent: 'rate', of: 'p' },
  })
  const rate: Parameter = {
    ...valued([80, '2026-01-01', null]),
    code: 'rate',
    label: '比例',
    unit: 'percent',
  }
  const whole = valued([210_000, '2026-01-01', '2026-12-31'], [220_000, '2027-01-01', null])
  expect(
    messages(share([168_000, '2026-01-01', '2026-12-31'], [176_000, '2027-01-01', null]), rate, whole),
  ).toEqual([])
  expect(messages(share([168_000, '2026-01-01', null]), rate, whole)).toEqual([
    '参数“补贴”自2027年1月1日起是 1,680 元/月，应为“收入上限”的 80%，即 1,760 元/月',
  ])
  expect(messages(share([168_000, '2026-01-01', null]), whole)).toEqual([
    '参数“补贴”写明是另一个参数的百分之几，但缺那两个参数，或者单位不对',
  ])
})

it('refuses a cap below its floor from the day on which it is, and a floor that cannot be compared', () => {
  const floor = (more: Partial<Parameter>): Parameter => ({
    ...valued([8, '2026-01-01', null]),
    code: 'floor',
    label: '下限',
    floorOf: 'p',
    ...more,
  })
  const cap = valued([8, '2026-01-01', '2026-12-31'], [7, '2027-01-01', null])
  expect(messages(floor({}), cap)).toEqual([
    '自2027年1月1日起，上限“收入上限”（0.07 元/月）低于下限“下限”（0.08 元/月）',
  ])
  expect(messages(floor({}), valued([8, '2026-01-01', null]))).toEqual([])
  expect(messages(floor({ unit: 'fen' }), cap)).toEqual(['参数“下限”和它的上限“收入上限”单位不同，无法比较'])
  expect(messages(floor({ floorOf: 'q' }), cap)).toEqual(['参数“下限”是“q”的下限，但没有这个参数'])
})
