import {
  changesAhead,
  isOpen,
  lineOfTime,
  nextChange,
  remedies,
  type PolicyRule,
} from '@jucai/contract/policies/change'
import { compile } from '@jucai/contract/policies/compile'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { addDays, addYears } from '@jucai/contract/policies/days'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { numberOf, readFacts, rulebook, rulesOn, supposing } from '@jucai/contract/policies/known'
import { seeded } from '../faults/random'
import { below, criterion, profile } from './generate'
import { definitions, parameters, today, told } from './sample'

const book = rulebook(definitions, parameters)
const ahead = { from: today, until: addYears(today, 3) }
const next = (rule: Criterion, facts: Facts) => nextChange(compile(rule, book), facts, ahead)

it('4 more months of insurance, from 12 March', () => {
  const rule: Criterion = {
    clause: '6',
    label: '社保满 6 个月',
    fact: 'insuredSince',
    sinceAtLeast: { months: 6 },
  }
  expect(next(rule, { insuredSince: told('2026-09-12') })).toEqual({
    on: '2027-03-12',
    from: 'fail',
    to: 'pass',
    causes: [
      {
        kind: 'time',
        of: 'insuredSince',
        clause: '6',
        label: '社保满 6 个月',
        from: 'fail',
        to: 'pass',
        missing: { months: 4 },
      },
    ],
  })
})

it('months that are counted are foreseen as going on, from the day they were counted', () => {
  const rule: Criterion = { fact: 'insuranceMonths', atLeast: { value: 6, unit: 'months' } }
  const change = next(rule, { insuranceMonths: told(2, { asOf: '2026-11-12' }) })
  expect(change).toMatchObject({
    on: '2027-03-12',
    causes: [{ kind: 'continued', of: 'insuranceMonths', missing: { months: 4 } }],
  })
  // What was counted a while ago may be enough by now, though it is not known to be.
  const old = next(rule, { insuranceMonths: told(5, { asOf: '2026-06-12' }) })
  expect(old).toMatchObject({ on: today, from: 'fail', to: 'pass', causes: [{ kind: 'continued' }] })
})

it('graduation within 5 years ends after its last day, of 29 February too', () => {
  const rule: Criterion = { fact: 'graduatesOn', sinceAtMost: { years: 5 } }
  expect(next(rule, { graduatesOn: told('2024-02-29') })).toMatchObject({
    on: '2029-03-01',
    from: 'pass',
    to: 'fail',
  })
})

it('a fact that expires turns a pass into unknown on the day after', () => {
  const rule: Criterion = { fact: 'ownsHome', is: false }
  expect(next(rule, { ownsHome: told(false, { expiresOn: '2027-01-31' }) })).toMatchObject({
    on: '2027-02-01',
    to: 'unknown',
    causes: [{ kind: 'expiry', of: 'ownsHome' }],
  })
})

it('a limit that rises opens the clause on its day, and one that ends leaves it unknown', () => {
  const income: Criterion = { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } }
  expect(next(income, { monthlyIncome: told(900_000) })).toMatchObject({
    on: '2027-03-01',
    to: 'pass',
    causes: [{ kind: 'parameter', of: 'incomeLimit' }],
  })
  const insured: Criterion = { fact: 'insuredSince', sinceAtLeast: { parameter: 'insuredFor' } }
  expect(next(insured, { insuredSince: told('2020-01-01') })).toMatchObject({
    on: '2027-01-01',
    to: 'unknown',
    causes: [{ kind: 'parameter', of: 'insuredFor' }],
  })
})

it('nothing changes by itself where no day is involved', () => {
  expect(next({ fact: 'ownsHome', is: false }, { ownsHome: told(true) })).toBeNull()
})

it('names everything that had to come together', () => {
  const rule: Criterion = {
    all: [
      { clause: '1', fact: 'insuredSince', sinceAtLeast: { months: 6 } },
      { clause: '2', fact: 'bornOn', sinceAtLeast: { years: 18 } },
      { clause: '3', fact: 'ownsHome', is: false },
    ],
  }
  const facts = { insuredSince: told('2026-09-12'), bornOn: told('2009-05-01'), ownsHome: told(false) }
  expect(next(rule, facts)).toMatchObject({
    on: '2027-05-01',
    causes: [
      { clause: '1', missing: { months: 4 } },
      { clause: '2', missing: { months: 6 } },
    ],
  })
})

it('finds the same days as looking at every day', () => {
  const random = seeded(20261126)
  let changes = 0
  for (let round = 0; round < 150; round += 1) {
    const rule = criterion(random, 1 + below(random, 6))
    const facts = profile(random, 0.9)
    const compiled = compile(rule, book)
    const found = changesAhead(compiled, facts, { from: today, until: addDays(today, 500) })
    let outcome = outcomeOf(compiled, readFacts(rulesOn(book, today), facts))
    const expected: [string, string][] = []
    for (let after = 0; after <= 500; after += 1) {
      const day = addDays(today, after)
      const now = outcomeOf(compiled, readFacts(rulesOn(book, day), facts, true))
      if (now !== outcome) expected.push([day, now])
      outcome = now
    }
    expect([round, found.map(({ on, to }) => [on, to])]).toEqual([round, expected])
    expect(found.every(({ causes }) => causes.length > 0)).toBe(true)
    changes += found.length
  }
  expect(changes).toBeGreaterThan(40)
})

const rule = (
  code: string,
  criterion: Criterion,
  from = '2026-01-01',
  to: string | null = null,
): PolicyRule => ({
  code,
  compiled: compile(criterion, book),
  from,
  to,
})
it('draws what opens and what ends as a line of time', () => {
  const facts = { insuredSince: told('2026-09-12'), graduatesOn: told('2022-06-30'), ownsHome: told(false) }
  const policies = [
    rule('rent', {
      all: [
        { fact: 'graduatesOn', sinceAtMost: { years: 5 } },
        { fact: 'insuredSince', sinceAtLeast: { months: 6 } },
      ],
    }),
    rule('new', { fact: 'ownsHome', is: false }, '2027-01-01', '2027-12-31'),
    rule('office', { all: [{ fact: 'ownsHome', is: false }, { office: '看材料' }] }),
    rule('past', { fact: 'ownsHome', is: false }, '2025-01-01', '2026-11-25'),
    rule('last', { fact: 'ownsHome', is: false }, '2025-01-01', today),
  ]
  const line = lineOfTime(policies, facts, ahead)
  expect(line.map(({ on, policy, kind, outcome }) => [on, policy, kind, outcome])).toEqual([
    ['2026-11-26', 'last', 'ends', 'pass'],
    ['2027-01-01', 'new', 'opens', 'pass'],
    ['2027-03-12', 'rent', 'opens', 'pass'],
    ['2027-06-30', 'rent', 'ends', 'fail'],
    ['2027-12-31', 'new', 'ends', 'pass'],
  ])
  expect(line[2]?.causes).toMatchObject([{ of: 'insuredSince', missing: { months: 4 } }])
  expect(line[1]?.causes).toEqual([])
})

const remediesOf = (rule: Criterion, facts: Facts) =>
  remedies(compile(rule, book), readFacts(rulesOn(book, today), facts))

it('tells the smallest change of one fact that is enough, and what else is missing', () => {
  const income: Criterion = { clause: '6', fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } }
  const degree: Criterion = { clause: '4', fact: 'degree', atLeast: { value: 'bachelor' } }
  expect(remediesOf(income, { monthlyIncome: told(900_000) })).toEqual([
    {
      fact: 'monthlyIncome',
      clause: '6',
      label: undefined,
      advice: undefined,
      now: 900_000,
      needs: 800_000,
      distance: 100_000,
      alone: true,
    },
  ])
  const both = { all: [income, degree] }
  expect(remediesOf(both, { monthlyIncome: told(900_000), degree: told('associate') })).toMatchObject([
    { fact: 'monthlyIncome', alone: false },
    { fact: 'degree', needs: 'bachelor', distance: 1, alone: false },
  ])
  expect(
    remediesOf({ any: [income, degree] }, { monthlyIncome: told(900_000), degree: told('associate') }),
  ).toMatchObject([
    { fact: 'monthlyIncome', alone: true },
    { fact: 'degree', alone: true },
  ])
})

it('knows days, opposites and what nobody can change', () => {
  expect(
    remediesOf({ fact: 'insuredSince', sinceAtLeast: { months: 6 } }, { insuredSince: told('2026-09-12') }),
  ).toMatchObject([{ needs: '2026-05-26', distance: 109 }])
  expect(remediesOf({ not: { fact: 'ownsHome', is: true } }, { ownsHome: told(true) })).toMatchObject([
    { fact: 'ownsHome', now: true, needs: false, alone: true },
  ])
  expect(
    remediesOf({ fact: 'graduatesOn', sinceAtMost: { years: 5 } }, { graduatesOn: told('2015-06-30') }),
  ).toEqual([])
  expect(remediesOf({ fact: 'ownsHome', is: false }, { ownsHome: told(false) })).toEqual([])
})

it('a remedy that is enough alone opens the whole, and nothing nearer does', () => {
  const random = seeded(4)
  let found = 0
  for (let round = 0; round < 400; round += 1) {
    const compiled = compile(criterion(random, 1 + below(random, 5)), book)
    const known = readFacts(rulesOn(book, today), profile(random, 0.95))
    for (const { fact, needs, distance, alone } of remedies(compiled, known)) {
      const at = book.factAt.get(fact) as number
      const type = definitions[at]?.type ?? { kind: 'boolean' }
      const number = numberOf(type, needs, '9998-12-31') as number
      expect(isOpen(outcomeOf(compiled, supposing(known, at, number)))).toBe(alone)
      if (!alone || (type.kind !== 'integer' && type.kind !== 'day') || distance > 1500) continue
      found += 1
      const now = known.numbers[at] ?? 0
      for (let nearer = 1; nearer < distance; nearer += 1)
        for (const other of [now - nearer, now + nearer]) {
          const isSensible =
            other >= 0 && (type.kind === 'integer' || type.future === true || other <= known.rules.number)
          if (isSensible && isOpen(outcomeOf(compiled, supposing(known, at, other))))
            throw new Error(`round ${round}: ${other} is nearer than ${number}`)
        }
    }
  }
  expect(found).toBeGreaterThan(10)
})
