import type { Benefit, BenefitRule } from '@jucai/contract/policies/benefits'
import { below, one, type Random } from './generate'

const months = 36

const within = (rule: BenefitRule, has: (code: string) => boolean): boolean => {
  if ('exclude' in rule) return !(has(rule.exclude[0]) && has(rule.exclude[1]))
  if ('oneOf' in rule) return rule.oneOf.filter(has).length <= 1
  return 'needs' in rule ? !has(rule.benefit) || rule.needs.every(has) : true
}

/** First and last month with money, as written. */
const spanOf = ({ payments }: Benefit) => ({
  first: Math.min(...payments.map((payment) => payment.from)),
  last: Math.max(...payments.map((payment) => payment.from + ('months' in payment ? payment.months - 1 : 0))),
})

/** The money of a choice by month, written another way than the real one: month by month. */
const moneyOf = (chosen: readonly Benefit[], rules: readonly BenefitRule[]): number[] => {
  const codes = chosen.map(({ code }) => code)
  const delayOf = (code: string): number =>
    Math.max(
      0,
      ...rules.map((rule) => {
        if (!('first' in rule) || rule.then !== code || !codes.includes(rule.first)) return 0
        const [first, then] = [rule.first, code].map(
          (each) => chosen.find((benefit) => benefit.code === each) as Benefit,
        )
        if (!first?.payments.length || !then?.payments.length) return 0
        return spanOf(first).last + delayOf(rule.first) + 1 - spanOf(then).first
      }),
    )
  const shareOf = (code: string): number =>
    Math.min(
      1000,
      ...rules.map((rule) =>
        'reduces' in rule && rule.reduces === code && codes.includes(rule.by) ? rule.toThousandths : 1000,
      ),
    )
  const [delays, shares] = [codes.map(delayOf), codes.map(shareOf)]
  const left = rules.map((rule) => ('cap' in rule ? rule.fen : 0))
  return Array.from({ length: months }, (_, month) => {
    const paid = chosen.map(({ payments }, at) => {
      const due = month - (delays[at] ?? 0)
      const fen = payments.reduce((sum, payment) => {
        const isDue =
          'months' in payment
            ? due >= payment.from && due < payment.from + payment.months
            : due === payment.from
        return isDue ? sum + ('fen' in payment ? payment.fen : payment.fenPerMonth) : sum
      }, 0)
      return Number((BigInt(fen) * BigInt(shares[at] ?? 1000)) / 1000n)
    })
    rules.forEach((rule, index) => {
      if (!('cap' in rule)) return
      let rest = rule.each === 'month' ? rule.fen : (left[index] ?? 0)
      for (const code of rule.cap) {
        const at = codes.indexOf(code)
        if (at < 0) continue
        paid[at] = Math.min(paid[at] ?? 0, rest)
        rest -= paid[at] ?? 0
      }
      left[index] = rest
    })
    return paid.reduce((sum, fen) => sum + fen, 0)
  })
}

/** What a choice is compared by: greater is better, in order. */
export interface Tried {
  codes: string[]
  key: readonly number[]
}
const better = (one: Tried, other: Tried | null): boolean => {
  if (!other) return true
  const at = one.key.findIndex((value, index) => value !== other.key[index])
  return at >= 0 && (one.key[at] ?? 0) > (other.key[at] ?? 0)
}

/** Tries every choice: the best, and the best of those that have something which that has not. */
export const bruteForce = (benefits: readonly Benefit[], rules: readonly BenefitRule[]) => {
  const sorted = [...benefits].sort((a, b) => (a.code < b.code ? -1 : 1))
  const tried: Tried[] = []
  for (let bits = 0; bits < 2 ** sorted.length; bits += 1) {
    const chosen = sorted.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1)
    const codes = chosen.map(({ code }) => code)
    if (!rules.every((rule) => within(rule, (code) => codes.includes(code)))) continue
    const money = moneyOf(chosen, rules)
    const total = money.reduce((sum, fen) => sum + fen, 0)
    const early = money.reduce((sum, fen, month) => sum + fen * (months - month), 0)
    const papers = chosen.reduce((sum, benefit) => sum + benefit.papers, 0)
    tried.push({
      codes,
      key: [total, early, -papers, ...sorted.map(({ code }) => Number(codes.includes(code)))],
    })
  }
  const bestOf = (list: Tried[]) =>
    list.reduce<Tried | null>((best, next) => (better(next, best) ? next : best), null)
  const best = bestOf(tried) as Tried
  const runnerUp = bestOf(tried.filter(({ codes }) => codes.some((code) => !best.codes.includes(code))))
  return { best, runnerUp }
}

const amount = (random: Random): number =>
  one(random, [0, 10_000, 80_000, 80_000, 150_000, 200_001, below(random, 300_000)])
/** A benefit with one payment or two, small enough a choice of amounts that many are worth the same. */
const benefit = (random: Random, code: string): Benefit => ({
  code,
  label: code,
  payments: Array.from({ length: below(random, 3) }, () =>
    random() < 0.5
      ? { fenPerMonth: amount(random), months: 1 + below(random, 40), from: below(random, 8) }
      : { fen: amount(random) * 10, from: below(random, 40) },
  ),
  conditions: [],
  papers: below(random, 3),
})
const rule = (random: Random, codes: readonly string[]): BenefitRule => {
  const some = [...codes].sort(() => random() - 0.5).slice(0, 2 + below(random, 3))
  // Order, reductions and needs go from a later code to an earlier one, so that they make no circle.
  const [early = '', late = ''] = some.slice(0, 2).sort()
  const kind = below(random, 10)
  if (kind < 3) return { exclude: [early, late] }
  if (kind < 5) return { oneOf: some }
  if (kind < 6) return { cap: some, fen: below(random, 30) * 100_000, each: 'all' }
  if (kind < 7) return { cap: some, fen: below(random, 30) * 10_000, each: 'month' }
  if (kind < 8) return { reduces: late, by: early, toThousandths: one(random, [0, 333, 500, 999, 1000]) }
  return kind < 9 ? { benefit: late, needs: [early] } : { first: early, then: late }
}
/** Some benefits with rules that may speak of any of them. */
export const benefitSet = (random: Random, size: number) => {
  const codes = Array.from({ length: size }, (_, at) => `b${String.fromCharCode(97 + at)}`)
  const benefits = codes.map((code) => benefit(random, code)).sort(() => random() - 0.5)
  const count = size < 2 ? 0 : below(random, Math.ceil(size * 1.3))
  return { benefits, rules: Array.from({ length: count }, () => rule(random, codes)) }
}
