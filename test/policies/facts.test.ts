import {
  definitionFaults,
  expiryOf,
  factFault,
  orderFaults,
  type FactDefinition,
} from '@jucai/contract/policies/facts'
import { readFacts, rulebook, rulesOn } from '@jucai/contract/policies/known'
import { definitions, told, today } from './sample'

const definition = (code: string): FactDefinition =>
  definitions.find((one) => one.code === code) as FactDefinition

it.each<[string, unknown, string | null]>([
  ['ownsHome', true, null],
  ['ownsHome', 'yes', '“自有住房”要回答是或否'],
  ['degree', 'master', null],
  ['degree', 'professor', '“最高学历”没有“professor”这个选项，请重新选择'],
  ['monthlyIncome', 800_000, null],
  ['monthlyIncome', 0, null],
  ['monthlyIncome', -1, '“家庭月收入”不能小于 0'],
  ['monthlyIncome', 0.5, '“家庭月收入”要填整数'],
  ['monthlyIncome', 2 ** 53, '“家庭月收入”的数字太大，无法准确计算，请检查'],
  ['monthlyIncome', Number.POSITIVE_INFINITY, '“家庭月收入”要填整数'],
  ['insuranceMonths', 601, '“社保连续缴纳月数”不能大于 600，请检查'],
  ['bornOn', '2001-02-29', '“出生日期”不是一个存在的日期，请按“年-月-日”填写'],
  ['bornOn', today, null],
  ['bornOn', '2026-11-27', '“出生日期”填的是2026年11月27日，还没有到，请检查'],
  ['graduatesOn', '2028-06-30', null],
])('%s of %j: %s', (code, value, expected) => {
  expect(factFault(definition(code), told(value as string), today)).toBe(expected)
})

it('a date of a fact lies neither ahead nor behind its expiry, and exists', () => {
  const home = definition('ownsHome')
  expect(factFault(home, told(true, { asOf: '2026-11-27' }), today)).toBe(
    '“自有住房”的日期是2026年11月27日，还没有到，请检查',
  )
  expect(factFault(home, told(true, { asOf: '2026-02-30' }), today)).toBe('“自有住房”的日期不存在，请检查')
  expect(factFault(home, told(true, { expiresOn: '2026-11-25' }), today)).toBe(
    '“自有住房”的有效期早于它的日期，请检查',
  )
  expect(factFault(home, told(true, { expiresOn: 'soon' }), today)).toBe(
    '“自有住房”的有效期不是一个存在的日期',
  )
})

it('a fact counts on its last day and is unknown from the next, by its own expiry or its definition', () => {
  const state = (facts: Parameters<typeof readFacts>[1], day: string) =>
    readFacts(rulesOn(rulebook([definition('monthlyIncome')]), day), facts).states[0]
  const until = { monthlyIncome: told(1, { expiresOn: '2027-02-01' }) }
  expect(state(until, '2027-02-01')).toBe('known')
  expect(state(until, '2027-02-02')).toBe('expired')
  const yearly = { monthlyIncome: told(1, { asOf: '2024-02-29' }) }
  expect(expiryOf(definition('monthlyIncome'), yearly.monthlyIncome)).toBe('2025-02-28')
  expect(state(yearly, '2025-02-28')).toBe('known')
  expect(state(yearly, '2025-03-01')).toBe('expired')
})

it('what is not possible is faulty, which is unknown, and what is not told is missing', () => {
  const states = (facts: Parameters<typeof readFacts>[1]) =>
    readFacts(rulesOn(rulebook(definitions), today), facts).states
  expect(states({})).toEqual(definitions.map(() => 'missing'))
  const wrong = {
    degree: told('professor'),
    ownsHome: told('no'),
    bornOn: told('2026-12-01'),
    monthlyIncome: told(1.5),
    married: told(true, { asOf: '2026-11-27' }),
  }
  definitions.forEach(({ code }, at) =>
    expect([code, states(wrong)[at]]).toEqual([code, code in wrong ? 'faulty' : 'missing']),
  )
})

it('graduation before enrolment, or before one is fifteen, is a fault that names both', () => {
  const orders = [
    { earlier: 'contractFrom', later: 'graduatesOn', message: '毕业日期早于入学日期，请检查' },
    {
      earlier: 'bornOn',
      later: 'graduatesOn',
      atLeastMonths: 180,
      message: '毕业时不到 15 岁，请检查毕业日期',
    },
  ]
  const facts = {
    contractFrom: told('2022-09-01'),
    graduatesOn: told('2022-08-31'),
    bornOn: told('2004-02-29'),
  }
  expect(orderFaults(orders, facts)).toEqual([{ at: 'graduatesOn', message: '毕业日期早于入学日期，请检查' }])
  expect(orderFaults(orders, { ...facts, graduatesOn: told('2022-09-01') })).toEqual([])
  expect(orderFaults(orders, { bornOn: told('2004-02-29'), graduatesOn: told('2019-02-27') })).toHaveLength(1)
  expect(orderFaults(orders, { bornOn: told('2004-02-29'), graduatesOn: told('2019-02-28') })).toEqual([])
  expect(orderFaults(orders, { graduatesOn: told('1990-01-01') })).toEqual([])
})

it('definitions that nothing could be decided by are refused', () => {
  expect(definitionFaults(definitions)).toEqual([])
  const choice = (options: { value: string; label: string; rank?: number }[]): FactDefinition => ({
    code: 'x',
    label: '甲',
    question: '？',
    type: { kind: 'choice', options },
  })
  const messages = (...list: FactDefinition[]) => definitionFaults(list).map(({ message }) => message)
  expect(messages(choice([{ value: 'a', label: 'A' }]))).toEqual(['“甲”至少要有两个选项'])
  expect(
    messages(
      choice([
        { value: 'a', label: 'A', rank: 1 },
        { value: 'a', label: 'B' },
      ]),
    ),
  ).toEqual(['“甲”有两个相同的选项', '“甲”的选项有的有高低次序，有的没有；要么都有，要么都没有'])
  const home = definition('ownsHome')
  expect(messages(home, home)).toEqual(['编号“ownsHome”用在了两项事实上，请改掉一个'])
  expect(messages({ ...home, code: 'constructor' })).toEqual(['编号“constructor”不能用，请换一个'])
  expect(messages({ ...home, validForMonths: 0 })).toEqual(['“自有住房”的有效月数要是大于 0 的整数'])
  expect(messages({ ...home, type: { kind: 'integer', unit: 'people', grows: true } })).toEqual([
    '“自有住房”逐月增加，单位只能是个月',
  ])
})
