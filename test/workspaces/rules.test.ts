import {
  growthText,
  hasGrown,
  lastDayOf,
  reached,
  reviewDaysOf,
  tenancyWords,
  type GrowthCriterion,
} from '@jucai/contract/workspace-vocabulary'

describe('a term', () => {
  it.each([
    ['2026-12-01', 6, '2027-05-31'],
    ['2026-09-01', 6, '2027-02-28'],
    ['2027-09-01', 6, '2028-02-29'],
    // From the last of a long month it ends a day before the last of a short one.
    ['2026-08-31', 6, '2027-02-27'],
    ['2027-02-28', 12, '2028-02-27'],
    ['2028-02-29', 12, '2029-02-27'],
  ])('from %s for %i months is until %s', (firstDay, months, lastDay) =>
    expect(lastDayOf(firstDay, months)).toBe(lastDay),
  )
  it.each([
    ['three months', '2027-02-28', []],
    ['a day short of six', '2027-05-30', []],
    ['six', '2027-05-31', ['2027-05-31']],
    ['twelve', '2027-11-30', ['2027-05-31', '2027-11-30']],
  ])('%s from 1 December has its reviews', (_months, lastDay, due) =>
    expect(reviewDaysOf('2026-12-01', lastDay)).toEqual(due),
  )
  it.each([
    ['running', '2026-11-30', '待进驻'],
    ['running', '2026-12-01', '使用中'],
    ['ending', '2026-11-30', '待交还'],
    ['cancelled', '2026-11-30', '没有进驻'],
  ] as const)('that is %s is called on %s', (state, today, words) =>
    expect(tenancyWords({ state, firstDay: '2026-12-01' }, today)).toBe(words),
  )
})

describe('growth', () => {
  const criteria: GrowthCriterion[] = [
    { key: 'people', definition: '缴社保的人数', atLeast: 2 },
    { key: 'revenue', definition: '开票的收入', atLeast: 5_000_000 },
  ]
  it.each([
    ['reached at the limit', { people: 2, revenue: 5_000_000 }, ['people', 'revenue']],
    ['missed by one', { people: 1, revenue: 4_999_999 }, []],
    ['in one', { people: 9, revenue: 0 }, ['people']],
  ])('is %s', (_case, { people, revenue }, keys) => {
    const figures = [
      { key: 'people', value: people },
      { key: 'revenue', value: revenue },
    ] as const
    expect(reached(criteria, figures)).toEqual(keys)
    expect(hasGrown(criteria, 1, figures)).toBe(keys.length >= 1)
    expect(hasGrown(criteria, 2, figures)).toBe(keys.length >= 2)
  })
  it('is not reached by a figure that was not given', () => expect(reached(criteria, [])).toEqual([]))
  it.each([
    ['people', 3, '3 人'],
    ['revenue', 0, '0 元'],
    ['revenue', 12_000_000, '120,000 元'],
    ['funding', 120_050, '1,200.5 元'],
    ['funding', 123_456_789_012, '1,234,567,890.12 元'],
  ] as const)('of %s, %i, is read as %s', (key, value, words) => expect(growthText(key, value)).toBe(words))
})
