import { compile } from '@jucai/contract/policies/compile'
import { criterionFaults, type Criterion } from '@jucai/contract/policies/criteria'
import { evaluate, outcomeOf, type Explanation } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulebook, rulesOn } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Parameter } from '@jucai/contract/policies/parameters'
import { seeded } from '../faults/random'
import { below, criterion, one, profile, valueOf } from './generate'
import { outcomeByTrying, tryEverything } from './reference'
import { definitions, parameters, sourceOf, today, told } from './sample'

// The long form is POLICY_ROUNDS=100000 npx jest test/policies.
const rounds = Number(process.env.POLICY_ROUNDS ?? 3000)
const seed = Number(process.env.POLICY_SEED ?? 20261126)
jest.setTimeout(60_000 + rounds * 10)

const book = rulebook(definitions, parameters)
const judge = (rule: Criterion, facts: Facts, day = today): Explanation =>
  evaluate(compile(rule, book), readFacts(rulesOn(book, day), facts))
const outcome = (rule: Criterion, facts: Facts, day = today): Outcome => judge(rule, facts, day).outcome

it.each<[string, Criterion, Facts, string, Outcome]>([
  [
    '不超过 includes its limit',
    { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } },
    { monthlyIncome: told(800_000) },
    today,
    'pass',
  ],
  [
    'one fen more is too much',
    { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } },
    { monthlyIncome: told(800_001) },
    today,
    'fail',
  ],
  [
    'a limit counts from the day it is in force',
    { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } },
    { monthlyIncome: told(800_001) },
    '2027-03-01',
    'pass',
  ],
  [
    'a parameter without a value for the day is unknown, not the last one',
    { fact: 'insuranceMonths', atLeast: { parameter: 'insuredFor' } },
    { insuranceMonths: told(60) },
    '2027-01-01',
    'unknown',
  ],
  ['a fact not told is unknown', { fact: 'ownsHome', is: false }, {}, today, 'unknown'],
  [
    'a fact past its expiry is unknown',
    { fact: 'ownsHome', is: false },
    { ownsHome: told(false, { asOf: '2026-01-01', expiresOn: '2026-11-25' }) },
    today,
    'unknown',
  ],
  [
    'a fact on its last day counts',
    { fact: 'ownsHome', is: false },
    { ownsHome: told(false, { asOf: '2026-01-01', expiresOn: today }) },
    today,
    'pass',
  ],
  [
    'a fact that is not possible is unknown',
    { fact: 'ownsHome', is: false },
    { ownsHome: told('no') },
    today,
    'unknown',
  ],
  [
    '满 6 个月, the day before',
    { fact: 'insuredSince', sinceAtLeast: { months: 6 } },
    { insuredSince: told('2026-05-27') },
    today,
    'fail',
  ],
  [
    '满 6 个月, on the day',
    { fact: 'insuredSince', sinceAtLeast: { months: 6 } },
    { insuredSince: told('2026-05-26') },
    today,
    'pass',
  ],
  [
    '毕业 5 年内, on the last day',
    { fact: 'graduatesOn', sinceAtMost: { parameter: 'graduatedWithin' } },
    { graduatesOn: told('2021-11-26') },
    today,
    'pass',
  ],
  [
    '毕业 5 年内, the day after',
    { fact: 'graduatesOn', sinceAtMost: { parameter: 'graduatedWithin' } },
    { graduatesOn: told('2021-11-25') },
    today,
    'fail',
  ],
  [
    'of 29 February a year ends on 28 February',
    { fact: 'graduatesOn', sinceAtMost: { years: 1 } },
    { graduatesOn: told('2024-02-29', { asOf: '2024-03-01' }) },
    '2025-02-28',
    'pass',
  ],
  [
    'and not on 1 March',
    { fact: 'graduatesOn', sinceAtMost: { years: 1 } },
    { graduatesOn: told('2024-02-29', { asOf: '2024-03-01' }) },
    '2025-03-01',
    'fail',
  ],
  [
    'who graduates next year has not graduated',
    { fact: 'graduatesOn', sinceAtLeast: { days: 0 } },
    { graduatesOn: told('2027-06-30') },
    today,
    'fail',
  ],
  [
    'who graduates next year does so within 12 months',
    { fact: 'graduatesOn', sinceAtLeast: { months: -12 } },
    { graduatesOn: told('2027-06-30') },
    today,
    'pass',
  ],
  [
    'a span up to another fact’s day',
    { fact: 'graduatesOn', sinceAtMost: { years: 2 }, on: 'contractFrom' },
    { graduatesOn: told('2020-06-30'), contractFrom: told('2022-06-30') },
    today,
    'pass',
  ],
  [
    'a span up to another fact’s day, a day late',
    { fact: 'graduatesOn', sinceAtMost: { years: 2 }, on: 'contractFrom' },
    { graduatesOn: told('2020-06-30'), contractFrom: told('2022-07-01') },
    today,
    'fail',
  ],
  [
    'a span up to a day that is not known',
    { fact: 'graduatesOn', sinceAtMost: { years: 2 }, on: 'contractFrom' },
    { graduatesOn: told('2020-06-30') },
    today,
    'unknown',
  ],
  [
    'a rank, not a name, decides which degree is at least another',
    { fact: 'degree', atLeast: { value: 'master' } },
    { degree: told('doctor') },
    today,
    'pass',
  ],
  [
    'at most a degree',
    { fact: 'degree', atMost: { value: 'bachelor' } },
    { degree: told('master') },
    today,
    'fail',
  ],
  [
    'before leaves its day out',
    { fact: 'bornOn', before: '1990-01-01' },
    { bornOn: told('1990-01-01') },
    today,
    'fail',
  ],
  [
    'after leaves its day out',
    { fact: 'bornOn', after: '1990-01-01' },
    { bornOn: told('1990-01-01') },
    today,
    'fail',
  ],
  [
    'a day at most',
    { fact: 'bornOn', atMost: { value: '1990-01-01' } },
    { bornOn: told('1990-01-01') },
    today,
    'pass',
  ],
])('%s', (_, rule, facts, day, expected) => {
  expect(criterionFaults(rule, { facts: definitions, parameters })).toEqual([])
  expect(outcome(rule, facts, day)).toBe(expected)
})

const yes: Criterion = { fact: 'ownsHome', is: true }
const no: Criterion = { fact: 'ownsHome', is: false }
const open: Criterion = { fact: 'married', is: true }
const office: Criterion = { office: '看材料' }
const absent: Criterion = { when: no, then: yes }
it.each<[string, Criterion, Outcome]>([
  ['all with a failure fails, whatever else is open', { all: [yes, open, office, no] }, 'fail'],
  ['all with something open is unknown', { all: [yes, open, office] }, 'unknown'],
  ['all that only the office still judges is not computed', { all: [yes, office, absent] }, 'not-computed'],
  ['what does not apply takes nothing from all', { all: [yes, absent] }, 'pass'],
  ['all of what does not apply does not apply', { all: [absent, absent] }, 'not-applicable'],
  ['any passes by one pass', { any: [no, open, office, yes] }, 'pass'],
  ['any without the unknown is for the office', { any: [no, office] }, 'not-computed'],
  ['any of failures fails, and what does not apply is no pass', { any: [no, absent] }, 'fail'],
  ['not turns around', { not: no }, 'pass'],
  ['not of the unknown is unknown', { not: open }, 'unknown'],
  ['not of what does not apply does not apply', { not: absent }, 'not-applicable'],
  ['not of what the office judges is for the office', { not: office }, 'not-computed'],
  ['two of three', { atLeast: 2, of: [yes, no, yes] }, 'pass'],
  ['two of three are out of reach', { atLeast: 2, of: [yes, no, no] }, 'fail'],
  ['two of three hang on what is open', { atLeast: 2, of: [yes, no, open] }, 'unknown'],
  ['two of three hang on the office', { atLeast: 2, of: [yes, no, office] }, 'not-computed'],
  [
    'an answer that could not reach two of three is not asked for',
    { atLeast: 3, of: [yes, open, no] },
    'fail',
  ],
  ['a condition that fails makes the rest not applicable', absent, 'not-applicable'],
  ['a condition that holds leaves the rest', { when: yes, then: no }, 'fail'],
  ['a condition left open is unknown', { when: open, then: yes }, 'unknown'],
  ['and yet all passes, since either answer lets it', { all: [yes, { when: open, then: yes }] }, 'pass'],
  ['a condition for the office', { when: office, then: yes }, 'not-computed'],
])('%s', (_, rule, expected) => {
  expect(outcome(rule, { ownsHome: told(true) })).toBe(expected)
})

it('the explanation is the decision: each part with its clause, fact, parameter and what is missing', () => {
  const rule: Criterion = {
    all: [
      { clause: '4', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
      {
        clause: '6',
        fact: 'monthlyIncome',
        atMost: { parameter: 'incomeLimit' },
        advice: '可申请市场租赁补贴',
      },
      { clause: '7', fact: 'insuranceMonths', atLeast: { parameter: 'insuredFor' } },
      { clause: '8', fact: 'graduatesOn', sinceAtMost: { years: 2 }, on: 'contractFrom' },
      { clause: '9', office: '在重点产业链单位工作' },
    ],
  }
  const facts = {
    degree: told('master', { source: 'registration', asOf: '2026-03-01' }),
    monthlyIncome: told(900_000),
    graduatesOn: told('2025-06-30'),
  }
  const result = judge(rule, facts)
  expect(result).toMatchObject({ outcome: 'fail', rule: 'all' })
  expect(result.parts.map((part) => [part.clause, part.outcome])).toEqual([
    ['4', 'pass'],
    ['6', 'fail'],
    ['7', 'unknown'],
    ['8', 'unknown'],
    ['9', 'not-computed'],
  ])
  expect(result.parts[0]).toMatchObject({ label: '本科以上', used: facts.degree })
  expect(result.parts[1]).toMatchObject({
    advice: '可申请市场租赁补贴',
    used: facts.monthlyIncome,
    parameter: { value: 800_000, from: '2026-01-01', source: sourceOf('第六条') },
    comparison: { atMost: { parameter: 'incomeLimit' } },
  })
  expect(result.parts[2]?.unknown).toEqual({ reason: 'missing', of: 'insuranceMonths' })
  expect(result.parts[3]?.unknown).toEqual({ reason: 'missing', of: 'contractFrom' })
  expect(result.parts[4]?.office).toBe('在重点产业链单位工作')
  expect(JSON.parse(JSON.stringify(result))).toMatchObject({
    outcome: 'fail',
    parts: [
      { clause: '4', used: { value: 'master' } },
      { parameter: { value: 800_000 } },
      {},
      {},
      { office: '在重点产业链单位工作' },
    ],
  })
  const inNewYear = judge(rule, { ...facts, insuranceMonths: told(9) }, '2027-01-01')
  expect(inNewYear.parts[2]?.unknown).toEqual({ reason: 'no-value', of: 'insuredFor' })
})

it('what the rulebook lacks cannot be compiled', () => {
  expect(() => compile({ fact: 'height', is: 1 }, book)).toThrow('height')
  expect(() => compile({ fact: 'monthlyIncome', atMost: { parameter: 'none' } }, book)).toThrow('none')
})

const bits = { pass: 1, fail: 2, 'not-applicable': 4, 'not-computed': 8 }

const somebody = (random: () => number) => {
  const rule = criterion(random, 1 + below(random, 9))
  const day = one(random, [today, '2026-12-31', '2027-01-01', '2027-03-01'])
  return { rule, day, facts: profile(random, one(random, [0.4, 0.67, 0.95])) }
}
const leavesOf = (node: Explanation): Explanation[] =>
  node.rule === 'comparison' ? [node] : node.parts.flatMap(leavesOf)

it(`agrees with trying every answer, for ${rounds} people and criteria`, () => {
  const random = seeded(seed)
  const seen: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    const { rule, day, facts } = somebody(random)
    if (round < 500) expect(criterionFaults(rule, { facts: definitions, parameters })).toEqual([])
    const world = { definitions, parameters, facts, day }
    const [compiled, known] = [compile(rule, book), readFacts(rulesOn(book, day), facts)]
    const explained = evaluate(compiled, known)
    const { open: unsettled, found } = tryEverything(rule, world)
    const expected = outcomeByTrying(rule, world)
    const possible = [...new Set(found)].reduce((sum, each) => sum + bits[each], 0)
    const unknowns = leavesOf(explained).filter((leaf) => leaf.unknown).length
    if (
      explained.outcome !== expected ||
      outcomeOf(compiled, known) !== expected ||
      explained.possible !== possible ||
      unknowns !== unsettled.length
    )
      throw new Error(
        `round ${round}: ${JSON.stringify({ rule, facts, day, expected, got: explained.outcome })}`,
      )
    seen[expected] = (seen[expected] ?? 0) + 1
  }
  for (const what of ['pass', 'fail', 'unknown', 'not-applicable', 'not-computed'])
    expect([what, (seen[what] ?? 0) > 0]).toEqual([what, true])
})

it('one fact more never makes a decision unknown or another one, whatever the fact is', () => {
  const random = seeded(seed + 1)
  let decided = 0
  for (let round = 0; round < rounds; round += 1) {
    const { rule, day, facts } = somebody(random)
    const before = outcome(rule, facts, day)
    const missing = definitions.filter(({ code }) => !facts[code])
    if (missing.length === 0) continue
    const added = one(random, missing)
    const after = judge(rule, { ...facts, [added.code]: told(valueOf(random, added)) }, day).outcome
    if (before === 'unknown') continue
    decided += 1
    if (after !== before)
      throw new Error(JSON.stringify({ rule, facts, day, added: added.code, before, after }))
  }
  expect(decided).toBeGreaterThan(rounds / 10)
})

it('raising a limit that may not be exceeded never takes a pass away', () => {
  const raised = (by: number): Parameter[] =>
    parameters.map((parameter) =>
      parameter.code !== 'incomeLimit'
        ? parameter
        : { ...parameter, values: parameter.values.map((one) => ({ ...one, value: one.value + by })) },
    )
  const random = seeded(seed + 2)
  const isLowered = (node: Criterion): boolean =>
    // Where the limit counts against somebody, by `not`, `atLeast` or as a condition, raising it may well cost.
    JSON.stringify(node).includes('"incomeLimit"') &&
    /"not"|"when"|"atLeast":\{"parameter":"incomeLimit"/.test(JSON.stringify(node))
  let [passed, gained] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const { rule, day, facts } = somebody(random)
    if (isLowered(rule)) continue
    const whole: Criterion = { any: [rule, { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } }] }
    const higher = rulebook(definitions, raised(1 + below(random, 300_000)))
    const before = outcome(whole, facts, day)
    const after = evaluate(compile(whole, higher), readFacts(rulesOn(higher, day), facts)).outcome
    if (before === 'pass') passed += 1
    if (before !== 'pass' && after === 'pass') gained += 1
    if (before === 'pass' && after !== 'pass') throw new Error(JSON.stringify({ rule, facts, day, after }))
  }
  expect(passed).toBeGreaterThan(0)
  expect(gained).toBeGreaterThan(0)
})
