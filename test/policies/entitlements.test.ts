import { benefitFaults } from '@jucai/contract/policies/benefits'
import { benefitRules, bookFaults, type PolicyBook } from '@jucai/contract/policies/book'
import { combine } from '@jucai/contract/policies/combination'
import { choosable } from '@jucai/contract/policies/choosable'
import { entitlementsOn, prepare } from '@jucai/contract/policies/entitlements'
import type { Held } from '@jucai/contract/policies/granting'
import type { Facts } from '@jucai/contract/policies/facts'
import { sampleBook } from '../../mock/policies/book'
import { seeded } from '../faults/random'
import { valueOf } from './generate'
import { told, today } from './sample'

const prepared = prepare(sampleBook)
const factsOf = (values: Record<string, boolean | number | string>, asOf = today): Facts =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, told(value, { asOf })]))

/** A master who came half a year ago, rents, earns well on a post of the catalogue. */
const master = {
  degree: 'master',
  tierSought: 'open',
  title: 'none',
  skillLevel: 'none',
  birthday: '1999-03-05',
  graduatesOn: '2025-06-30',
  documentType: 'resident-id',
  presentRegion: 'here',
  homeRegion: 'elsewhere',
  ties: 'none',
  householdHere: true,
  talentTier: 'b',
  employedHere: true,
  employedSince: '2026-03-01',
  insuranceMonths: 8,
  employerKind: 'chain',
  shortagePost: true,
  annualIncome: 15_000_000,
  monthlyIncome: 1_250_000,
  ownsHome: false,
  rentsHere: true,
  otherBenefit: 'none',
  married: false,
  hasSchoolChild: false,
  companyRole: 'none',
  internshipBase: false,
  startUpLoan: false,
  referral: 'none',
}
const codesOf = (facts: Facts, day = today, wanted = 'pass') =>
  entitlementsOn(prepared, facts, day)
    .filter(({ outcome }) => outcome === wanted)
    .map(({ policy }) => policy.code)
const givesOf = (facts: Facts, code: string, day = today) =>
  entitlementsOn(prepared, facts, day).find(({ policy }) => policy.code === code)?.gives

describe('entitlements', () => {
  it('are what passes, in the order of the book, with what it gives', () => {
    const facts = factsOf(master)
    expect(codesOf(facts)).toEqual([
      'tier-recognition',
      'living-subsidy',
      'rent-subsidy',
      'youth-apartment',
      'medical-lane',
      'start-up-workspace',
      'shortage-posts',
    ])
    expect(givesOf(facts, 'rent-subsidy')).toEqual({
      state: 'given',
      label: '硕士',
      value: 120_000,
      unit: 'fen-per-month',
      months: 36,
    })
    expect(givesOf(facts, 'youth-apartment')).toMatchObject({ value: 36, unit: 'months', months: null })
    expect(givesOf(facts, 'tier-recognition')).toEqual({ state: 'none' })
  })

  it('are also what may pass once more is known, and never what cannot', () => {
    const facts = factsOf({ degree: 'master', ownsHome: true })
    expect(codesOf(facts, today, 'unknown')).toContain('living-subsidy')
    expect(codesOf(facts, today, 'unknown')).not.toContain('rent-subsidy')
    expect(codesOf({})).toEqual([])
  })

  it('are also what the office may have to judge, but not what can only fail or not apply', () => {
    const judged = { ...master, ties: 'relatives', yearsAway: 3 }
    expect(codesOf(factsOf(judged), today, 'unknown')).toContain('homecoming')
    const [policy] = sampleBook.policies.filter(({ code }) => code === 'settling')
    if (!policy) throw new Error('no such policy')
    const never: PolicyBook = {
      ...sampleBook,
      policies: [
        {
          ...policy,
          criterion: { when: { fact: 'married', is: true }, then: { fact: 'ownsHome', is: false } },
        },
      ],
    }
    const open = (facts: Facts) => entitlementsOn(prepare(never), facts, today).map(({ outcome }) => outcome)
    expect(open(factsOf({ ownsHome: false }))).toEqual(['unknown'])
    expect(open(factsOf({ ownsHome: true }))).toEqual([])
  })

  it('are also what the office judges', () => {
    const facts = factsOf({
      ...master,
      ties: 'relatives',
      yearsAway: 3,
      returnedOn: '2026-03-01',
    })
    expect(codesOf(facts, today, 'not-computed')).toEqual(['homecoming'])
  })

  it('are of policies in force on the day only', () => {
    const doctor = factsOf(
      { degree: 'doctor', birthday: '1996-10-10', graduatesOn: '2025-06-30', postdocSince: '2026-03-01' },
      '2026-06-01',
    )
    expect(codesOf(doctor, '2026-06-30')).not.toContain('postdoc-station')
    expect(codesOf(doctor, '2026-07-01')).toContain('postdoc-station')
    const base = factsOf(
      { internshipBase: true, internsRetained: 3, lastInternshipEndedOn: '2027-12-01' },
      '2027-12-20',
    )
    expect(codesOf(base, '2027-12-31')).toContain('internship-base')
    expect(codesOf(base, '2028-01-01')).not.toContain('internship-base')
  })

  it('give by the value of the day', () => {
    expect(givesOf(factsOf(master), 'living-subsidy', '2026-12-31')).toMatchObject({ value: 100_000 })
    expect(givesOf(factsOf(master), 'living-subsidy', '2027-01-01')).toMatchObject({ value: 120_000 })
  })

  it('leave undecided what is given while it turns on an answer that is missing', () => {
    const founder = {
      degree: 'bachelor',
      graduatesOn: '2024-06-30',
      companyRole: 'main',
      companyFoundedOn: '2026-03-10',
    }
    expect(givesOf(factsOf(founder), 'start-up-grant')).toEqual({ state: 'undecided' })
    expect(givesOf(factsOf({ ...founder, companyEmployees: 2 }), 'start-up-grant')).toMatchObject({
      value: 1_000_000,
    })
  })

  it('leave undecided what has no value for the day', () => {
    const ended: PolicyBook = {
      ...sampleBook,
      parameters: sampleBook.parameters.map((one) =>
        one.code === 'rentMaster'
          ? { ...one, values: one.values.map((value) => ({ ...value, to: '2026-10-31' })) }
          : one,
      ),
    }
    const rent = entitlementsOn(prepare(ended), factsOf(master), today).find(
      ({ policy }) => policy.code === 'rent-subsidy',
    )
    expect([rent?.outcome, rent?.gives]).toEqual(['pass', { state: 'undecided' }])
  })
})

const anybody = (random: () => number): Facts =>
  Object.fromEntries(
    sampleBook.facts.flatMap((one) => (random() < 0.8 ? [[one.code, told(valueOf(random, one))]] : [])),
  )

describe('the best of them', () => {
  const chosen = (facts: Facts, held: readonly Held[] = []) => {
    const open = entitlementsOn(prepared, facts, today).filter(({ outcome }) => outcome === 'pass')
    const { benefits, rules, given, ...more } = choosable(prepared, open, today, held)
    expect(benefitFaults([...benefits, ...given], rules)).toEqual([])
    return { ...more, ...combine(benefits, rules, undefined, given) }
  }

  it('takes the allowance for the post instead of living, and rent instead of the flat', () => {
    const { best, leftOut } = chosen(factsOf(master))
    expect(best.parts.filter(({ totalFen }) => totalFen > 0).map(({ code }) => code)).toEqual([
      'rent-subsidy',
      'shortage-posts',
    ])
    expect(best.totalFen).toBe(36 * 120_000 + 24 * 150_000)
    expect(best.conditions).toContain('在本市租房居住')
    const why = leftOut.find(({ code }) => code === 'living-subsidy')
    expect(why).toMatchObject({
      because: 'rule',
      with: ['shortage-posts'],
      rule: { clause: '《星城市人才工作实施意见（示例）》第二十四条' },
    })
  })

  it('has beside it what pays nothing and touches nothing', () => {
    const { besides, best, leftOut } = chosen(factsOf(master))
    expect(besides).toEqual(['medical-lane', 'start-up-workspace'])
    expect([...best.parts, ...leftOut].map(({ code }) => code).sort()).toEqual([
      'living-subsidy',
      'rent-subsidy',
      'shortage-posts',
      'tier-recognition',
      'youth-apartment',
    ])
  })

  it('is held under the cap of the day', () => {
    const doctor = factsOf({
      ...master,
      degree: 'doctor',
      firstHome: true,
      homeBoughtOn: '2026-08-15',
      insuranceMonths: 18,
    })
    const { best } = chosen(doctor)
    // Rent 72,000, the allowance 36,000, the purchase at seven tenths of 80,000: more than 120,000 together.
    const capped = ['rent-subsidy', 'shortage-posts', 'purchase-subsidy', 'living-subsidy']
    const sum = best.parts
      .filter(({ code }) => capped.includes(code))
      .reduce((all, { totalFen }) => all + totalFen, 0)
    expect(sum).toBe(12_000_000)
  })

  it('leaves out what needs something that cannot be had, unless it is held already', () => {
    const late = factsOf({ ...master, degree: 'bachelor', graduatesOn: '2019-06-30' })
    expect(chosen(late).lacking).toEqual(['shortage-posts'])
    const held = [
      { code: 'tier-recognition', label: '层次认定', from: '2026-03-01', until: null, payments: [] },
    ]
    expect(chosen(late, held).lacking).toEqual([])
    expect(chosen(late, held).best.parts.map(({ code }) => code)).toContain('shortage-posts')
  })

  it('of anybody can be found: what is handed over has no fault', () => {
    const random = seeded(7)
    for (let round = 0; round < 400; round += 1) {
      const open = entitlementsOn(prepared, anybody(random), today)
      const { benefits, rules } = choosable(prepared, open, today)
      expect(benefitFaults(benefits, rules)).toEqual([])
    }
  })
})

describe('rules of a book', () => {
  it('cap by the value of the day, and nothing where there is none', () => {
    const capOn = (day: string) =>
      benefitRules(sampleBook, day).flatMap((rule) => ('cap' in rule ? [rule.fen] : []))
    expect(capOn('2026-12-31')).toEqual([12_000_000, 4_000_000])
    expect(capOn('2027-01-01')).toEqual([15_000_000, 4_000_000])
    expect(capOn('2025-12-31')).toEqual([])
  })

  it('are refused when they contradict one another, or name what is not there', () => {
    const source = sampleBook.rules[0]?.source
    if (!source) throw new Error('no rule')
    const faultsOf = (...rules: PolicyBook['rules']) =>
      bookFaults({ ...sampleBook, rules: [...sampleBook.rules, ...rules] }).map(({ message }) => message)
    expect(faultsOf({ source, benefit: 'tier-recognition', needs: ['purchase-subsidy'] })).toEqual([
      '“人才购房补贴办法”“人才分类认定办法”互为前提，成了一个圈，请去掉其中一条',
    ])
    expect(faultsOf({ source, oneOf: ['rent-subsidy', 'nothing'] })).toEqual([
      '规则提到的“nothing”不在这些待遇里',
    ])
    expect(faultsOf({ source, cap: ['rent-subsidy'], parameter: 'rentMaster', each: 'all' })).toEqual([
      '合计上限“rentMaster”要用一次性金额的参数',
    ])
    expect(faultsOf({ source, cap: ['rent-subsidy'], parameter: 'rentMaster', each: 'month' })).toEqual([])
  })
})
