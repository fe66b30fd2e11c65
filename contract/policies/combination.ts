import { horizonMonths, type Benefit, type BenefitRule } from './benefits'
import { earlinessOf, moneyOf, scheduleOf, totalOf, type Schedule } from './money'
import { problemOf, Search, type Solution, type Worth } from './search'

/** One benefit of a choice: what it pays by month, in all, and what it would alone. */
export interface Part {
  code: string
  byMonth: Schedule
  totalFen: number
  aloneFen: number
}
/** A lawful choice over the horizon: its benefits by code, its money by month, what has to be kept up. */
export interface Choice extends Worth {
  parts: readonly Part[]
  byMonth: Schedule
  conditions: readonly string[]
}
/** Why a benefit is not in the best choice: a rule with benefits that are, or that nothing is gained by it. */
export type LeftOut = { code: string } & (
  { because: 'rule'; rule: BenefitRule; with: readonly string[] } | { because: 'no-gain' }
)
/** What all choices come to. */
export interface Combination {
  best: Choice
  /** The best of all choices that have something which `best` has not; null when there is none. */
  runnerUp: Choice | null
  /** What choosing the runner-up would cost, in fen. */
  costFen: number
  /** By what the best is before the runner-up: the first of these in which they differ. */
  decidedBy: 'only' | 'total' | 'earlier' | 'papers' | 'code'
  leftOut: readonly LeftOut[]
  /** How far the search went. Not complete, no choice could bring more than `atMostFen`. */
  search: { nodes: number; isComplete: boolean; atMostFen: number }
}

/** A choice without what is had already, which is no gain of it. */
const choiceOf = (
  benefits: readonly Benefit[],
  rules: readonly BenefitRule[],
  given: ReadonlySet<string>,
): Choice => {
  const money = moneyOf(benefits, rules)
  const chosen = benefits.filter(({ code }) => !given.has(code))
  const parts = chosen.map((benefit) => {
    const byMonth = money.get(benefit.code) ?? []
    return {
      code: benefit.code,
      byMonth,
      totalFen: totalOf(byMonth),
      aloneFen: totalOf(scheduleOf(benefit)),
    }
  })
  const byMonth = Array.from({ length: horizonMonths }, (_, month) =>
    parts.reduce((sum, part) => sum + (part.byMonth[month] ?? 0), 0),
  )
  return {
    totalFen: totalOf(byMonth),
    earliness: earlinessOf(byMonth),
    papers: chosen.reduce((all, { papers }) => all + papers, 0),
    parts,
    byMonth,
    conditions: [...new Set(chosen.flatMap(({ conditions }) => conditions))],
  }
}

const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1)
const decidedBy = (best: Worth, other: Worth | undefined): Combination['decidedBy'] => {
  if (!other) return 'only'
  if (best.totalFen !== other.totalFen) return 'total'
  if (best.earliness !== other.earliness) return 'earlier'
  return best.papers === other.papers ? 'code' : 'papers'
}

const leftOutOf = (
  all: readonly Benefit[],
  chosen: readonly Benefit[],
  rules: readonly BenefitRule[],
): LeftOut[] => {
  const codes = new Set(chosen.map(({ code }) => code))
  return all
    .filter(({ code }) => !codes.has(code))
    .sort(byCode)
    .map(({ code }): LeftOut => {
      for (const rule of rules) {
        const together = 'exclude' in rule ? rule.exclude : 'oneOf' in rule ? rule.oneOf : []
        const others = together.includes(code) ? together.filter((one) => codes.has(one)) : []
        if (others.length > 0) return { code, because: 'rule', rule, with: others }
        if ('needs' in rule && rule.benefit === code && !rule.needs.every((need) => codes.has(need)))
          return { code, because: 'rule', rule, with: rule.needs.filter((need) => !codes.has(need)) }
      }
      return { code, because: 'no-gain' }
    })
}

/**
 * The best of all lawful choices among some benefits over three years, exactly, and the runner-up. Choices are
 * compared by their money, then by how early it comes, then by fewer papers; of equals that is the better
 * which has the first benefit, by code, that only one of them has. The benefits and rules must have been
 * checked (`benefitFaults`). With `nodeLimit` the search may end before it is complete, and says so. `given` is
 * had already: part of every choice by the rules, and of no sum.
 */
export const combine = (
  benefits: readonly Benefit[],
  rules: readonly BenefitRule[],
  nodeLimit = Number.MAX_SAFE_INTEGER,
  given: readonly Benefit[] = [],
): Combination => {
  const problem = problemOf([...benefits, ...given], rules)
  const had = new Set(given.map(({ code }) => code))
  const search = new Search(problem, nodeLimit, had)
  const best = search.best()
  const runnerUp = search.other(best)
  const chosenOf = ({ chosen }: Solution) =>
    chosen.map((place) => problem.benefits[place]).filter((one) => one !== undefined)
  const choice = choiceOf(chosenOf(best), rules, had)
  return {
    best: choice,
    runnerUp: runnerUp && choiceOf(chosenOf(runnerUp), rules, had),
    costFen: runnerUp ? best.worth.totalFen - runnerUp.worth.totalFen : 0,
    decidedBy: decidedBy(best.worth, runnerUp?.worth),
    leftOut: leftOutOf(problem.benefits, chosenOf(best), rules),
    search: {
      nodes: search.nodes,
      isComplete: search.isComplete,
      atMostFen: best.atMostFen - (best.worth.totalFen - choice.totalFen),
    },
  }
}
