import { compile } from '@jucai/contract/policies/compile'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulebook, rulesOn } from '@jucai/contract/policies/known'
import { factsThatMatter, nextQuestions } from '@jucai/contract/policies/questions'
import { seeded } from '../faults/random'
import { below, criterion, one, profile } from './generate'
import { tryEverything } from './reference'
import { definitions, parameters, today, told } from './sample'

const book = rulebook(definitions, parameters)
const asked = (rules: Record<string, Criterion>) =>
  Object.entries(rules).map(([code, rule]) => ({ code, compiled: compile(rule, book) }))
const ask = (rules: Record<string, Criterion>, facts: Facts, day = today) =>
  nextQuestions(asked(rules), readFacts(rulesOn(book, day), facts))
const facts = (rules: Record<string, Criterion>, known: Facts, day = today) =>
  ask(rules, known, day).map(({ fact }) => fact)

const home: Criterion = { fact: 'ownsHome', is: false }
const married: Criterion = { fact: 'married', is: true }
const master: Criterion = { fact: 'degree', atLeast: { value: 'master' } }
const local: Criterion = { fact: 'work', is: 'local' }

it('asks in plain words, and says which policies hang on the answer', () => {
  expect(ask({ rent: home, buy: { all: [home, married] } }, {})).toEqual([
    { fact: 'ownsHome', question: '你在本市有自己的房子吗？', policies: ['rent', 'buy'] },
    { fact: 'married', question: '你结婚了吗？', policies: ['buy'] },
  ])
})

it('asks nothing that cannot change an outcome any more', () => {
  expect(facts({ a: { all: [home, married] } }, { ownsHome: told(true) })).toEqual([])
  expect(facts({ a: { any: [home, married] } }, { ownsHome: told(false) })).toEqual([])
  expect(facts({ a: { when: home, then: married } }, { ownsHome: told(true) })).toEqual([])
  expect(facts({ a: { all: [home, { office: '看材料' }] } }, { ownsHome: told(false) })).toEqual([])
  expect(facts({ a: { all: [{ any: [home, married] }, master] } }, { degree: told('bachelor') })).toEqual([])
  expect(
    facts({ a: { all: [master, { when: married, then: master }] } }, { degree: told('master') }),
  ).toEqual([])
})

it('asks again for what has expired or cannot be, and not for a parameter that has no value', () => {
  expect(
    facts({ a: home }, { ownsHome: told(true, { asOf: '2025-01-01', expiresOn: '2026-01-01' }) }),
  ).toEqual(['ownsHome'])
  expect(facts({ a: home }, { ownsHome: told('no') })).toEqual(['ownsHome'])
  const insured: Criterion = { fact: 'insuranceMonths', atLeast: { parameter: 'insuredFor' } }
  expect(facts({ a: insured }, {})).toEqual(['insuranceMonths'])
  expect(facts({ a: insured }, {}, '2027-01-01')).toEqual([])
})

it('asks first for what settles most policies, at most three questions', () => {
  const rules = {
    a: { all: [home, married, master] },
    b: { all: [master, local] },
    c: { all: [master, home] },
    d: { all: [married, { fact: 'insuranceMonths', atLeast: { value: 6, unit: 'months' } } as Criterion] },
  }
  expect(facts(rules, {})).toEqual(['degree', 'ownsHome', 'married'])
  expect(facts({ ...rules, e: local, f: local, g: local }, {})[0]).toBe('work')
})

it('of equals asks for what is defined first, however the policies stand', () => {
  expect(facts({ a: married, b: home }, {})).toEqual(['ownsHome', 'married'])
  expect(facts({ b: home, a: married }, {})).toEqual(['ownsHome', 'married'])
})

it('asks for both days of a span that needs both', () => {
  const rule: Criterion = { fact: 'graduatesOn', sinceAtMost: { years: 2 }, on: 'contractFrom' }
  expect(facts({ a: rule }, {})).toEqual(['graduatesOn', 'contractFrom'])
  expect(facts({ a: rule }, { graduatesOn: told('2024-06-30') })).toEqual(['contractFrom'])
})

it('what matters is exactly what turns the outcome in one of all ways the unknown may turn out', () => {
  const random = seeded(11)
  const seen = { some: 0, none: 0, fewer: 0 }
  for (let round = 0; round < 1200; round += 1) {
    const rule = criterion(random, 1 + below(random, 8))
    const [known, day] = [profile(random, one(random, [0.3, 0.6])), one(random, [today, '2027-01-01'])]
    const { open, found } = tryEverything(rule, { definitions, parameters, facts: known, day })
    const read = readFacts(rulesOn(book, day), known)
    const compiled = compile(rule, book)
    const expected = open.flatMap((node, at) => {
      const turns = found.some((outcome, bits) => outcome !== found[bits ^ (1 << at)])
      const isValued = !JSON.stringify(node).includes('"insuredFor"') || day === today
      const codes = [(node as { fact: string }).fact, (node as { on?: string }).on ?? '']
      return turns && isValued
        ? codes.filter((code) => code !== '' && read.states[book.factAt.get(code) as number] !== 'known')
        : []
    })
    const mattering = factsThatMatter(compiled, read).map((at) => definitions[at]?.code)
    expect([round, [...mattering].sort()]).toEqual([round, [...new Set(expected)].sort()])
    seen[mattering.length > 0 ? 'some' : 'none'] += 1
    if (mattering.length > 0 && mattering.length < new Set(open).size) seen.fewer += 1
    if (outcomeOf(compiled, read) !== 'unknown') expect(mattering).toEqual([])
  }
  expect(Math.min(seen.some, seen.none, seen.fewer)).toBeGreaterThan(50)
})
