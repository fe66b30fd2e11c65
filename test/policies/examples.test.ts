import { bookFaults, type Policy, type PolicyBook } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import { exampleFaults, runExamples } from '@jucai/contract/policies/examples'
import { definitions, parameters, sourceOf, today } from './sample'

const clauses = ['1', '2', '3'].map((key) => ({ key, title: `第${key}条`, text: '示例条文' }))
const policy = (criterion: Criterion | null, examples: Policy['examples'] = []): Policy => ({
  code: 'p',
  kind: 'master',
  title: '测试政策',
  summary: '测试',
  department: '测试部门',
  source: sourceOf('第一条'),
  inForceFrom: '2026-01-01',
  inForceTo: null,
  situations: [],
  stages: [],
  keywords: [],
  clauses,
  criterion,
  amounts: [],
  papers: [],
  conditions: [],
  opens: [],
  paidWithinWorkingDays: null,
  offered: false,
  examples,
})
const bookOf = (one: Policy): PolicyBook => ({
  facts: definitions,
  orders: [{ earlier: 'bornOn', later: 'graduatesOn', message: '毕业早于出生' }],
  parameters,
  policies: [one],
  rules: [],
  sample: true,
})
const failingOf = (criterion: Criterion, facts: Record<string, boolean | number | string>) =>
  runExamples(bookOf(policy(criterion, [{ title: '例子', day: today, facts, outcome: 'pass' }])))[0]?.failing

describe('the clauses that fail', () => {
  const home: Criterion = { clause: '1', fact: 'ownsHome', is: false }
  const single: Criterion = { clause: '2', fact: 'married', is: false }

  it('are those of a whole that fails', () => {
    expect(failingOf({ all: [home, single] }, { ownsHome: true, married: false })).toEqual(['1'])
    expect(failingOf({ any: [home, single] }, { ownsHome: true, married: true })).toEqual(['1', '2'])
  })

  it('are not those of a way that was not needed', () => {
    expect(failingOf({ any: [home, single] }, { ownsHome: true, married: false })).toEqual([])
    expect(failingOf({ not: home }, { ownsHome: true })).toEqual([])
  })

  it('are not those of what does not apply', () => {
    const when: Criterion = { when: { fact: 'married', is: true }, then: home }
    expect(failingOf({ all: [when, single] }, { ownsHome: true, married: false })).toEqual([])
    expect(failingOf(when, { ownsHome: true, married: true })).toEqual(['1'])
  })
})

describe('an example', () => {
  const criterion: Criterion = { clause: '1', fact: 'ownsHome', is: false }
  const faultsOf = (facts: Record<string, boolean | number | string>, day = today) =>
    bookFaults(bookOf(policy(criterion, [{ title: '例子', day, facts, outcome: 'unknown' }]))).map(
      ({ message }) => message,
    )

  it('that comes out otherwise is told with what came out', () => {
    const example = { title: '有房', day: today, facts: { ownsHome: true }, outcome: 'pass' as const }
    expect(exampleFaults(bookOf(policy(criterion, [example])), outcomeLabels)).toEqual([
      {
        at: 'policies.p',
        message: '政策“测试政策”的例子“有房”应当是“符合”，算出来是“不符合，不符合的条款：1”',
      },
    ])
  })

  it('of facts that cannot be is refused, for it would come out as unknown', () => {
    expect(faultsOf({ ownsHome: false })).toEqual([])
    expect(faultsOf({ ownsHome: '没有' })).toEqual(['政策“测试政策”的例子“例子”：“自有住房”要回答是或否'])
    expect(faultsOf({ bornOn: '2027-01-01' })).toEqual([
      '政策“测试政策”的例子“例子”：“出生日期”填的是2027年1月1日，还没有到，请检查',
    ])
    expect(faultsOf({ bornOn: '2002-01-01', graduatesOn: '2001-06-30' })).toEqual([
      '政策“测试政策”的例子“例子”：毕业早于出生',
    ])
    expect(faultsOf({ ownsHome: false }, '2026-02-30')).toEqual(['政策“测试政策”的例子“例子”的日期不存在'])
  })
})

describe('what a policy gives', () => {
  const given = (parameter: string, months?: string) =>
    bookFaults(
      bookOf({
        ...policy(null),
        amounts: [{ label: '给付', parameter, ...(months === undefined ? {} : { months }) }],
      }),
    ).map(({ message }) => message)

  it('may be something else than money, such as months in a flat', () => {
    expect(given('insuredFor')).toEqual([])
  })
  it('a month needs how many months', () => {
    expect(given('incomeLimit', 'insuredFor')).toEqual([])
    expect(given('incomeLimit')).toEqual(['政策“测试政策”的“给付”按月发放，要写最长几个月'])
    expect(given('insuredFor', 'insuredFor')).toEqual(['政策“测试政策”的“给付”写了月数，要用按月金额的参数'])
    expect(given('incomeLimit', 'graduatedWithin')).toEqual([
      '政策“测试政策”的“给付”的月数要用以月为单位的参数',
    ])
  })
  it('has a parameter that is there', () => {
    expect(given('nothing')).toEqual(['政策“测试政策”的“给付”没有名为“nothing”的参数'])
  })
})
