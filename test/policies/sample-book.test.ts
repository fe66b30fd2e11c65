import { bookFaults, type ExampleCase, type Policy } from '@jucai/contract/policies/book'
import { factsOf } from '@jucai/contract/policies/criteria'
import { addDays } from '@jucai/contract/policies/days'
import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import { exampleFaults, runExamples } from '@jucai/contract/policies/examples'
import { depositParameters } from '@jucai/contract/charge-vocabulary'
import { fitFacts } from '@jucai/contract/fit/facts'
import { rentParameter } from '@jucai/contract/housing-vocabulary'
import { stipendParameters } from '@jucai/contract/internship-vocabulary'
import { projectParameters } from '@jucai/contract/project-vocabulary'
import { hostelParameters } from '@jucai/contract/stay-vocabulary'
import { publicationFaults } from '@jucai/contract/policies/publication'
import { sampleCity } from '../../mock/city/city'
import { services } from '../../mock/city/services'
import { sampleBook } from '../../mock/policies/book'
import { programs } from '../../server/programs'
import type { Unit } from '@jucai/contract/policies/units'

const { policies, parameters, facts, rules } = sampleBook
const supporting = policies.filter(({ kind }) => kind === 'supporting')
const named = (list: readonly Policy[]) => list.map((policy): [string, Policy] => [policy.title, policy])

describe('the sample book', () => {
  it('is one master policy and its 22 supporting ones, all marked as sample', () => {
    expect(policies.filter(({ kind }) => kind === 'master')).toHaveLength(1)
    expect(supporting).toHaveLength(22)
    expect(sampleBook.sample).toBe(true)
    const sources = [
      ...policies.map(({ source }) => source),
      ...rules.map(({ source }) => source),
      ...parameters.flatMap(({ values }) => values.map(({ source }) => source)),
    ]
    for (const source of sources) {
      expect(source.sample).toBe(true)
      expect(source.paper).toContain('示例')
    }
  })

  it('has no fault', () => {
    expect(bookFaults(sampleBook)).toEqual([])
    expect(exampleFaults(sampleBook, outcomeLabels)).toEqual([])
    const there = { program: programs.map(({ key }) => key), service: services.map(({ id }) => id) }
    expect(publicationFaults(sampleBook, there)).toEqual([])
  })

  it.each(
    runExamples(sampleBook).map((result): [string, string, string, typeof result] => [
      result.policy.title,
      result.example.title,
      outcomeLabels[result.example.outcome],
      result,
    ]),
  )('%s：%s → %s', (_policy, _title, _outcome, { example, outcome, failing, gives }) => {
    expect({ outcome, failing: [...failing].sort(), gives: example.gives && gives }).toEqual({
      outcome: example.outcome,
      failing: [...(example.failing ?? [])].sort(),
      gives: example.gives,
    })
  })
})

const dayFacts = facts.filter(({ type }) => type.kind === 'day').map(({ code }) => code)
/** An example a day earlier and later, and with each of its days moved by one. */
const neighbours = (one: ExampleCase): ExampleCase[] =>
  [-1, 1].flatMap((days) => [
    { ...one, day: addDays(one.day, days) },
    ...dayFacts.flatMap((code) => {
      const day = one.facts[code]
      return typeof day === 'string' ? [{ ...one, facts: { ...one.facts, [code]: addDays(day, days) } }] : []
    }),
  ])
/** Whether one day more or less, of whichever date, turns a pass into a failure or the other way round. */
const isEdge = (policy: Policy, one: ExampleCase): boolean =>
  runExamples({ ...sampleBook, policies: [{ ...policy, examples: neighbours(one) }] }).some(
    ({ outcome }) => [outcome, one.outcome].sort().join() === 'fail,pass',
  )

describe('examples of every supporting policy', () => {
  it.each(named(supporting))(
    '%s：passes, just fails, is unknown, and the edge of a date',
    (_title, policy) => {
      const { examples } = policy
      const titles = examples.map(({ title }) => title)
      expect(new Set(titles).size).toBe(titles.length)
      expect(examples.length).toBeGreaterThanOrEqual(4)
      expect(examples.some(({ outcome }) => outcome === 'pass')).toBe(true)
      expect(examples.some(({ outcome, failing }) => outcome === 'fail' && failing?.length === 1)).toBe(true)
      expect(examples.some(({ outcome }) => outcome === 'unknown')).toBe(true)
      expect(examples.filter((one) => isEdge(policy, one))).not.toEqual([])
    },
  )
})

it('every amount is what some example comes to, and examples of several amounts say which', () => {
  const results = runExamples(sampleBook)
  for (const { code, amounts, examples } of policies) {
    const given = results.filter(({ policy }) => policy.code === code).map(({ gives }) => gives)
    const said = examples.flatMap(({ gives }) => gives ?? [])
    const labels = amounts.map(({ label }) => label)
    expect([code, given]).toEqual([code, expect.arrayContaining(labels)])
    if (labels.length > 1) expect([code, said]).toEqual([code, expect.arrayContaining(labels)])
  }
})

/** Codes of parameters, and lengths of time that are written out, anywhere below a value. */
const numbersIn = (value: unknown): { parameters: string[]; spans: [number, Unit][] } => {
  const found: { parameters: string[]; spans: [number, Unit][] } = { parameters: [], spans: [] }
  JSON.stringify(value, (key, inner: unknown) => {
    if (['parameter', 'months'].includes(key) && typeof inner === 'string') found.parameters.push(inner)
    if (['years', 'months', 'days'].includes(key) && typeof inner === 'number' && inner !== 0)
      found.spans.push([Math.abs(inner), key as Unit])
    return inner
  })
  return found
}
const rulesOf = ({ code, kind }: Policy) =>
  rules.filter((rule) => 'cap' in rule && (kind === 'master' || rule.cap.includes(code)))

const words: Partial<Record<Unit, string>> = { months: '个月', years: '年', people: '人', days: '天' }
const inWords = (value: number, unit: Unit): string =>
  unit.startsWith('fen')
    ? `${(value / 100).toLocaleString('en-US')} 元`
    : `${value} ${words[unit] ?? `(${unit})`}`
/** Every number that a policy goes by, as it is written: 周岁 are years, 以上 and 内 stand behind. */
const numbersOf = (policy: Policy, more: unknown = []): string[] => {
  const { parameters: codes, spans } = numbersIn([policy.criterion, policy.amounts, more])
  const values = parameters.filter(({ code }) => codes.includes(code))
  return [
    ...values.flatMap(({ unit, values: dated }) => dated.map(({ value }) => inWords(value, unit))),
    ...spans.map(([count, unit]) => inWords(count, unit)),
  ]
}
const textOf = ({ clauses }: Policy): string => clauses.map(({ text }) => text).join('')
const plain = (text: string): string =>
  text
    .replace(/\d{4} 年 \d+ 月 \d+ 日/g, '')
    .replace(/周岁/g, '年')
    .replace(/(\d+) 到 (\d+) 个月/g, '$1 个月到 $2 个月')

describe('texts of every policy', () => {
  it.each(named(policies))('%s is written in full', (_title, policy) => {
    const { summary, department, keywords, clauses, papers, stages, situations } = policy
    expect(summary.length).toBeGreaterThan(20)
    expect(summary.match(/。/g)?.length).toBeLessThanOrEqual(2)
    expect(department).toMatch(/^星城市/)
    expect(keywords.length).toBeGreaterThanOrEqual(4)
    expect(clauses.length).toBeGreaterThanOrEqual(3)
    expect(clauses.length).toBeLessThanOrEqual(6)
    expect(stages).not.toEqual([])
    expect(situations).not.toEqual([])
    if (policy.kind === 'supporting') {
      expect(papers).not.toEqual([])
      expect(policy.criterion).not.toBeNull()
    }
    const givesMoney = policy.amounts.some(({ parameter }) =>
      parameters.find(({ code }) => code === parameter)?.unit.startsWith('fen'),
    )
    expect(policy.paidWithinWorkingDays !== null).toBe(givesMoney)
  })

  it.each(named(policies))('%s says every number that it goes by, and no other', (_title, policy) => {
    const text = plain(textOf(policy))
    for (const number of numbersOf(policy).map(plain)) expect(text).toContain(number)
    const known = numbersOf(policy, rulesOf(policy)).map(plain)
    const labels = JSON.stringify([policy.criterion, policy.amounts, policy.conditions])
    const written =
      plain(policy.summary + textOf(policy) + labels).match(/[\d,]+ (?:元|个月|年|人|天)/g) ?? []
    for (const number of written) expect(known).toContain(number)
  })
})

describe('nothing lies about unused', () => {
  it('every parameter is used', () => {
    const used = [
      ...numbersIn([policies, rules]).parameters,
      ...hostelParameters,
      ...depositParameters,
      rentParameter,
      ...stipendParameters,
      ...projectParameters,
    ]
    expect(parameters.map(({ code }) => code).filter((code) => !used.includes(code))).toEqual([])
  })

  it('every fact is used', () => {
    const used = [
      ...policies.flatMap(({ criterion, amounts }) =>
        [criterion, ...amounts.map(({ when }) => when ?? null)].flatMap((one) => (one ? factsOf(one) : [])),
      ),
      ...fitFacts.map(({ code }) => code), // of what posts ask for
    ]
    expect(facts.map(({ code }) => code).filter((code) => !used.includes(code))).toEqual([])
  })

  it('what a policy opens is there', () => {
    const there = {
      program: programs.map(({ key }) => key),
      service: services.map(({ id }) => id),
    }
    for (const { opens } of policies) for (const { kind, key } of opens) expect(there[kind]).toContain(key)
    const opened = policies.flatMap(({ opens }) => opens)
    expect(programs.map(({ key }) => key).filter((key) => !opened.some((one) => one.key === key))).toEqual([])
  })

  it('agrees with what the city configuration says of the same things', () => {
    const valueOf = (code: string) => parameters.find((one) => one.code === code)?.values[0]?.value
    const rewards = sampleCity.referralRewards?.map(({ amountFen, workingDays }) => [amountFen, workingDays])
    const days = policies.find(({ code }) => code === 'referral-rewards')?.paidWithinWorkingDays
    expect(rewards).toEqual([
      [valueOf('referralPerson'), days],
      [valueOf('referralProject'), days],
    ])
    const offered = sampleCity.plan.offers.map(({ figure, text }) => `${figure} ${text}`).join('')
    const rent = ['rentBachelor', 'rentMaster', 'rentDoctor'].map((code) =>
      inWords(valueOf(code) ?? 0, 'fen'),
    )
    expect(offered).toContain(
      `本科 ${rent[0]}、硕士 ${rent[1]}、博士 ${rent[2]}，最长 ${valueOf('rentMonths')} 个月`,
    )
    expect(offered).toContain(`${valueOf('hostelDays')} 天免费`)
    const stay = sampleCity.services.find(({ id }) => id === 'hostel-stay')
    const hostel = policies.find(({ code }) => code === 'talent-hostel')
    for (const words of [
      sampleCity.plan.offers.find(({ key }) => key === 'stay')?.text,
      stay?.benefit,
      stay?.source.text,
      hostel?.summary,
      hostel?.source.text,
      hostel?.clauses.find(({ key }) => key === '4')?.text,
    ]) {
      expect(words).toMatch(/(一年最多|每年不超过) ?(3|三) ?次/)
    }
    expect(offered).toContain(`${valueOf('internshipLeast')}–${valueOf('internshipMost')} 个月`)
    expect(offered).toContain(`最长 ${(valueOf('apartmentMonths') ?? 0) / 12} 年`)
    expect(offered).toContain('首年免租')
    expect(valueOf('workspaceMonths')).toBe(12)
  })

  it('some numbers change on the first day of 2027', () => {
    const changing = parameters.filter(({ values }) => values.some(({ from }) => from === '2027-01-01'))
    expect(changing.length).toBeGreaterThanOrEqual(5)
  })
})
