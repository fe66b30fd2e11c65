import {
  criterionFaults,
  deepest,
  factsFor,
  factsOf,
  mostParts,
  type Criterion,
} from '@jucai/contract/policies/criteria'
import { seeded } from '../faults/random'
import { below, criterion } from './generate'
import { definitions, parameters, told } from './sample'

const vocabulary = { facts: definitions, parameters, clauses: ['第五条', '第六条'] }
const messages = (rule: unknown) => criterionFaults(rule, vocabulary).map(({ message }) => message)

it.each<[string, unknown, string]>([
  [
    'an unknown fact',
    { clause: '第五条', fact: 'height', is: 180 },
    '条款“第五条”的条件 全部：没有名为“height”的事实',
  ],
  [
    'an unknown parameter',
    { clause: '第五条', fact: 'monthlyIncome', atMost: { parameter: 'cap' } },
    '条款“第五条”的条件 全部：没有名为“cap”的参数',
  ],
  [
    'an amount a year against a limit a month',
    { clause: '第六条', all: [{ fact: 'annualIncome', atMost: { parameter: 'incomeLimit' } }] },
    '条款“第六条”的条件 全部.all.1：“年收入”的单位是“元/年”，参数“家庭月收入上限”的单位是“元/月”，不能比较',
  ],
  [
    'an amount a month against a number of a year',
    { fact: 'monthlyIncome', atMost: { value: 100, unit: 'fen-per-year' } },
    '条件 全部：“家庭月收入”的单位是“元/月”，数字的单位是“元/年”，不能比较',
  ],
  [
    'a number without a unit',
    { fact: 'monthlyIncome', atMost: { value: 100 } },
    '条件 全部：和“家庭月收入”比较的数字没有写单位',
  ],
  [
    'a fraction',
    { fact: 'monthlyIncome', atMost: { value: 0.1, unit: 'fen-per-month' } },
    '条件 全部：“家庭月收入”要和不小于 0 的整数比较',
  ],
  [
    'a number beyond what is exact',
    { fact: 'monthlyIncome', atMost: { value: 2 ** 53, unit: 'fen-per-month' } },
    '条件 全部：“家庭月收入”要和不小于 0 的整数比较',
  ],
  [
    'an unranked choice by rank',
    { fact: 'work', atLeast: { value: 'local' } },
    '条件 全部：“工作状况”的选项没有高低次序，不能比较高低',
  ],
  [
    'an option that is not there',
    { fact: 'degree', is: 'professor' },
    '条件 全部：“最高学历”不会是“professor”',
  ],
  [
    'a rank that is not there',
    { fact: 'degree', atLeast: { value: 'professor' } },
    '条件 全部：“最高学历”没有“professor”这个选项',
  ],
  [
    'a boolean by size',
    { fact: 'ownsHome', atLeast: { value: 'yes' } },
    '条件 全部：“自有住房”要和带单位的数字比较',
  ],
  [
    'a degree against a parameter',
    { fact: 'degree', atLeast: { parameter: 'incomeLimit' } },
    '条件 全部：“最高学历”不是数字，不能和参数“家庭月收入上限”比较',
  ],
  [
    'a day that does not exist',
    { fact: 'bornOn', before: '1990-02-29' },
    '条件 全部：“1990-02-29”不是一个存在的日期',
  ],
  [
    'before of what is no day',
    { fact: 'degree', before: '1990-01-01' },
    '条件 全部：“最高学历”不是日期，不能比较先后',
  ],
  [
    'a span since what is no day',
    { fact: 'degree', sinceAtLeast: { months: 6 } },
    '条件 全部：“最高学历”不是日期，不能计算满多久',
  ],
  [
    'a span up to what is no day',
    { fact: 'bornOn', sinceAtLeast: { years: 1 }, on: 'degree' },
    '条件 全部：“最高学历”不是日期，不能计算到那一天',
  ],
  [
    'a span in money',
    { fact: 'bornOn', sinceAtLeast: { parameter: 'incomeLimit' } },
    '条件 全部：参数“家庭月收入上限”的单位是“元/月”，不是时间长短',
  ],
  [
    'a span in two units',
    { fact: 'bornOn', sinceAtLeast: { years: 1, months: 1 } },
    '条件 全部：时间要用年、月或天中的一种写',
  ],
  [
    'a span in weeks',
    { fact: 'bornOn', sinceAtLeast: { weeks: 1 } },
    '条件 全部：时间要用年、月或天中的一种写',
  ],
  ['half a year', { fact: 'bornOn', sinceAtLeast: { years: 0.5 } }, '条件 全部：时间“0.5”不是整数，或者太长'],
  [
    'a span of centuries',
    { fact: 'bornOn', sinceAtLeast: { years: 500 } },
    '条件 全部：时间“500”不是整数，或者太长',
  ],
  ['an empty group', { clause: '第五条', all: [] }, '条款“第五条”的条件 全部.all：这一组里没有条件'],
  ['an empty list', { fact: 'degree', oneOf: [] }, '条件 全部：“最高学历”没有写是其中哪几个'],
  [
    'more than there are',
    { atLeast: 3, of: [{ fact: 'married', is: true }] },
    '条件 全部：“至少 3 项”不合理：这一组有 1 项',
  ],
  [
    'two ways of comparing',
    { fact: 'married', is: true, isNot: false },
    '条件 全部：写法不对：一个条件只能是一种比较或一种组合',
  ],
  [
    'a word that is not there',
    { fact: 'married', is: true, unless: 1 },
    '条件 全部：写法不对：一个条件只能是一种比较或一种组合',
  ],
  [
    'a condition without what follows',
    { when: { fact: 'married', is: true } },
    '条件 全部：写法不对：一个条件只能是一种比较或一种组合',
  ],
  ['an office without a sentence', { office: ' ' }, '条件 全部：没有写人才办按什么判断'],
  [
    'a clause that is not there',
    { clause: '第九条', fact: 'married', is: true },
    '条款“第九条”的条件 全部：引用的条款不存在',
  ],
  [
    'a clause that is no text',
    { label: 5, fact: 'married', is: true },
    '条件 全部：条款、名称和建议要是文字',
  ],
  ['what is no criterion', { not: null }, '条件 全部.not：不是一个条件'],
  ['a list', [], '条件 全部：不是一个条件'],
  ['an own key of every object', { fact: 'constructor', is: true }, '条件 全部：没有名为“constructor”的事实'],
])('refuses %s', (_, rule, message) => {
  expect(messages(rule)).toEqual([message])
})

it('names every fault, not only the first', () => {
  expect(messages({ all: [{ fact: 'a', is: 1 }, { any: [] }, { fact: 'b', is: 1 }] })).toHaveLength(3)
})

it('refuses what is too deep or too large without walking all of it', () => {
  let deep: Criterion = { fact: 'married', is: true }
  for (let level = 0; level < 100_000; level += 1) deep = { not: deep }
  expect(messages(deep).some((message) => message.endsWith(`套得太深，最多 ${deepest} 层`))).toBe(true)
  const wide = { all: Array.from({ length: 1_000_000 }, () => null) }
  expect(messages(wide).at(-1)).toBe(`条件太多，最多 ${mostParts} 个，请拆成几项政策`)
})

it('takes what the tests are made of', () => {
  const random = seeded(7)
  for (let round = 0; round < 300; round += 1)
    expect(
      criterionFaults(criterion(random, 1 + below(random, 12)), { facts: definitions, parameters }),
    ).toEqual([])
})

it('tells which facts a criterion speaks of, and keeps no other', () => {
  const rule: Criterion = {
    all: [
      { fact: 'degree', is: 'master' },
      { when: { fact: 'married', is: true }, then: { not: { fact: 'degree', is: 'doctor' } } },
      { atLeast: 1, of: [{ any: [{ fact: 'bornOn', sinceAtMost: { years: 2 }, on: 'contractFrom' }] }] },
      { office: '看材料' },
    ],
  }
  expect(factsOf(rule)).toEqual(['degree', 'married', 'bornOn', 'contractFrom'])
  expect(factsFor(rule, { degree: told('master'), ownsHome: told(true) })).toEqual({ degree: told('master') })
})
