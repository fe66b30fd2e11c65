import {
  benefitFaults,
  type Benefit,
  type BenefitRule,
  type Payment,
} from '@jucai/contract/policies/benefits'
import { below, one, type Random } from './generate'

const payment = (random: Random): Payment => {
  const kind = random()
  if (kind < 0.55)
    return {
      fenPerMonth: (3 + below(random, 18)) * 10_000,
      months: one(random, [6, 12, 24, 36]),
      from: below(random, 4),
    }
  return { fen: (2 + below(random, 60)) * 100_000, from: below(random, 30) }
}

/** How many benefits a family has: those for one need, such as a home, a living, a business. */
const familySize = 7

const familyRules = (random: Random, family: readonly string[]): BenefitRule[] => {
  const some = (size: number): string[] => [
    ...new Set(Array.from({ length: size }, () => one(random, family))),
  ]
  const pair = (): [string, string] => {
    const early = below(random, family.length - 1)
    return [family[early] ?? '', family[early + 1 + below(random, family.length - 1 - early)] ?? '']
  }
  const times = (count: number, make: (pair: [string, string]) => BenefitRule): BenefitRule[] =>
    Array.from({ length: count }, () => make(pair()))
  return [
    ...times(1, () => ({ oneOf: some(4) })),
    ...times(2, (both) => ({ exclude: both })),
    ...times(below(random, 2), () => ({
      cap: some(4),
      fen: (10 + below(random, 60)) * 100_000,
      each: 'all',
    })),
    ...times(below(random, 2), () => ({
      cap: some(3),
      fen: (10 + below(random, 20)) * 10_000,
      each: 'month',
    })),
    ...times(below(random, 2), ([by, reduces]) => ({ by, reduces, toThousandths: 500 })),
    ...times(below(random, 2), ([need, benefit]) => ({ benefit, needs: [need] })),
    ...times(below(random, 2), ([first, then]) => ({ first, then })),
  ]
}

/** The rules that can be added one after the other without a fault. */
const withoutContradictions = (benefits: readonly Benefit[], rules: readonly BenefitRule[]): BenefitRule[] =>
  rules.reduce<BenefitRule[]>(
    (kept, rule) => (benefitFaults(benefits, [...kept, rule]).length === 0 ? [...kept, rule] : kept),
    [],
  )

/**
 * Benefits as a city has them: monthly and one-off sums, some without money, in families with groups of which
 * one can be had, exclusions, caps, reductions, prerequisites and orders; and here and there an exclusion
 * between two families, so that most of them hang together.
 */
export const typicalSet = (random: Random, count: number) => {
  const codes = Array.from({ length: count }, (_, at) => `p${String(at).padStart(2, '0')}`)
  const benefits = codes.map((code): Benefit => ({
    code,
    label: code,
    payments: random() < 0.15 ? [] : [payment(random)],
    conditions: ['在本地工作'],
    papers: below(random, 4),
  }))
  const families = Array.from({ length: Math.ceil(count / familySize) }, (_, at) =>
    codes.slice(at * familySize, (at + 1) * familySize),
  ).filter(({ length }) => length > 1)
  const between = Array.from({ length: families.length }, (): BenefitRule => {
    const [family, other] = [below(random, families.length), below(random, families.length - 1)]
    return {
      exclude: [
        one(random, families[family] ?? codes),
        one(random, families[other < family ? other : other + 1] ?? codes),
      ],
    }
  })
  const rules = [...families.flatMap((family) => familyRules(random, family)), ...between]
  return { benefits, rules: withoutContradictions(benefits, rules) }
}
