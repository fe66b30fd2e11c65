import { filterOf, filterWords, queryOf } from '../../console/queue/filter'

test('a filter and its address are the same thing, whatever the order', () => {
  const filter = { state: 'submitted', program: 'homecoming', due: 'overdue', claimed: 'nobody' } as const
  expect(queryOf(filter)).toBe('claimed=nobody&due=overdue&program=homecoming&state=submitted')
  expect(filterOf(new URLSearchParams(queryOf(filter)))).toEqual(filter)
})

test('what an address names wrongly is left out', () => {
  expect(filterOf(new URLSearchParams('state=sleeping&due=never&number=12'))).toEqual({})
})

test('a filter reads as words', () => {
  expect(
    filterWords(
      { program: 'homecoming', due: 'overdue' },
      () => '归根登记',
      () => '',
    ),
  ).toBe('归根登记、已超期')
  expect(filterWords({}, String, String)).toBe('全部未办结的申请')
})
