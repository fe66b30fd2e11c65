import { codesIn, excludedPairs, type Benefit, type BenefitRule } from './benefits'
import { earlinessOf, moneyOf, scheduleOf, totalOf, type Schedule } from './money'

/**
 * What a choice is worth, compared in this order: more money, earlier money, fewer papers. All three add up
 * over benefits that have nothing to do with one another.
 */
export interface Worth {
  totalFen: number
  earliness: number
  papers: number
}
/** Positive when `one` is the better. */
export const compareWorth = (one: Worth, other: Worth): number =>
  one.totalFen - other.totalFen || one.earliness - other.earliness || other.papers - one.papers

/** A choice by places in {@link Problem}, ascending, and the most that any other could bring, in fen. */
export interface Solution {
  chosen: readonly number[]
  worth: Worth
  atMostFen: number
}

/** Benefits in the order of their codes, with what each has to do with which others. */
export interface Problem {
  benefits: readonly Benefit[]
  /** The rules that change what a choice is worth. */
  moneyRules: readonly BenefitRule[]
  schedules: readonly Schedule[]
  totals: readonly number[]
  earliness: readonly number[]
  conflicts: readonly (readonly number[])[]
  needs: readonly (readonly number[])[]
  neededBy: readonly (readonly number[])[]
  /** Those whose money an order or a reduction ties to it. */
  tied: readonly (readonly number[])[]
  caps: readonly { members: readonly number[]; fen: number; each: 'month' | 'all' }[]
  capsOf: readonly (readonly number[])[]
  /** Whether its money may come later than written. */
  isMovable: readonly boolean[]
}

type Pair = readonly [from: number, to: number]
const listsOf = (count: number, pairs: readonly Pair[]): number[][] => {
  const lists = Array.from({ length: count }, () => new Set<number>())
  for (const [from, to] of pairs) lists[from]?.add(to)
  return lists.map((list) => [...list].sort((a, b) => a - b))
}
const reversed = ([from, to]: Pair): Pair => [to, from]

/** Makes a problem of benefits and their rules. */
export const problemOf = (unsorted: readonly Benefit[], rules: readonly BenefitRule[]): Problem => {
  const benefits = [...unsorted].sort((a, b) => (a.code < b.code ? -1 : 1))
  const count = benefits.length
  const places = new Map(benefits.map(({ code }, at) => [code, at]))
  const place = (code: string) => places.get(code) ?? -1
  const excluded = excludedPairs(rules).map(([one, other]): Pair => [place(one), place(other)])
  const needed = rules.flatMap((rule): Pair[] =>
    'needs' in rule ? rule.needs.map((need): Pair => [place(rule.benefit), place(need)]) : [],
  )
  const moneyRules = rules.filter((rule) => 'cap' in rule || 'reduces' in rule || 'first' in rule)
  const tied = moneyRules.flatMap((rule): Pair[] => {
    const [one = '', other = ''] = codesIn(rule)
    return 'cap' in rule ? [] : [[place(one), place(other)]]
  })
  const caps = rules.flatMap((rule) =>
    'cap' in rule ? [{ members: rule.cap.map(place), fen: rule.fen, each: rule.each }] : [],
  )
  const schedules = benefits.map((benefit) => scheduleOf(benefit))
  const later = new Set(rules.flatMap((rule) => ('first' in rule ? [rule.then] : [])))
  return {
    benefits,
    moneyRules,
    schedules,
    totals: schedules.map(totalOf),
    earliness: schedules.map(earlinessOf),
    conflicts: listsOf(count, [...excluded, ...excluded.map(reversed)]),
    needs: listsOf(count, needed),
    neededBy: listsOf(count, needed.map(reversed)),
    tied: listsOf(count, [...tied, ...tied.map(reversed)]),
    caps,
    capsOf: listsOf(
      count,
      caps.flatMap(({ members }, cap) => members.map((member): Pair => [member, cap])),
    ),
    isMovable: benefits.map(({ code }) => later.has(code)),
  }
}

/** A part of the problem: what of it is chosen already, and what is still open; the rest is left out. */
interface Part {
  chosen: readonly number[]
  open: readonly number[]
}

/**
 * Takes an open benefit with all it needs, and leaves out what these exclude. What it needs and is not open is
 * chosen already: when something is left out, so is all that needs it.
 */
const take = ({ conflicts, needs }: Problem, { open }: Part, benefit: number) => {
  const taken = new Set([benefit])
  for (const one of taken) for (const need of needs[one] ?? []) if (open.includes(need)) taken.add(need)
  return { taken, out: new Set([...taken].flatMap((one) => conflicts[one] ?? [])) }
}
/** Adds to what is left out all that needs it. */
const spread = ({ neededBy }: Problem, out: Set<number>): Set<number> => {
  for (const one of out) for (const by of neededBy[one] ?? []) out.add(by)
  return out
}
/** Null when what it needs cannot be had together. */
const withBenefit = (problem: Problem, part: Part, benefit: number): Part | null => {
  const { taken, out: excluded } = take(problem, part, benefit)
  const out = spread(problem, excluded)
  const chosen = [...part.chosen, ...taken].sort((a, b) => a - b)
  if (chosen.some((one) => out.has(one))) return null
  return { chosen, open: part.open.filter((one) => !taken.has(one) && !out.has(one)) }
}
const withoutBenefit = (problem: Problem, { chosen, open }: Part, benefit: number): Part => {
  const out = spread(problem, new Set([benefit]))
  return { chosen, open: open.filter((one) => !out.has(one)) }
}

/** Whether some benefits can together reach beyond a cap; if not, it ties nothing together. */
const canBind = (
  { caps, schedules, totals, isMovable }: Problem,
  cap: number,
  present: readonly number[],
): boolean => {
  const { fen, each } = caps[cap] ?? { fen: 0, each: 'all' }
  if (each === 'all') return present.reduce((sum, one) => sum + (totals[one] ?? 0), 0) > fen
  if (present.some((one) => isMovable[one])) return true
  return (schedules[present[0] ?? 0] ?? []).some(
    (_, month) => present.reduce((sum, one) => sum + (schedules[one]?.[month] ?? 0), 0) > fen,
  )
}

const absent = 0
const isOpenHere = 1
const isChosenHere = 2

/** Splits a part into parts that have nothing to do with one another any more. */
const split = (problem: Problem, part: Part): Part[] => {
  const state = new Uint8Array(problem.benefits.length)
  for (const one of part.open) state[one] = isOpenHere
  for (const one of part.chosen) state[one] = isChosenHere
  const binding = problem.caps.map(({ members }, cap) => {
    const present = members.filter((one) => state[one] !== absent)
    return present.length > 1 && canBind(problem, cap, present) ? present : []
  })
  const seen = new Uint8Array(problem.benefits.length)
  const reach = (start: number): Part => {
    const found = [start]
    seen[start] = 1
    const add = (one: number) => {
      if (seen[one] === 1 || state[one] === absent) return
      seen[one] = 1
      found.push(one)
    }
    const addOpen = (one: number) => {
      if (state[one] === isOpenHere) add(one)
    }
    for (const one of found) {
      if (state[one] === isOpenHere) {
        problem.conflicts[one]?.forEach(addOpen)
        problem.needs[one]?.forEach(addOpen)
        problem.neededBy[one]?.forEach(addOpen)
      }
      problem.tied[one]?.forEach(add)
      for (const cap of problem.capsOf[one] ?? []) binding[cap]?.forEach(add)
    }
    found.sort((a, b) => a - b)
    return {
      chosen: found.filter((one) => state[one] === isChosenHere),
      open: found.filter((one) => state[one] === isOpenHere),
    }
  }
  const parts: Part[] = []
  for (const one of [...part.chosen, ...part.open]) if (seen[one] === 0) parts.push(reach(one))
  return parts
}

const sum = (of: ArrayLike<number>, places: readonly number[]): number => {
  let all = 0
  for (const one of places) all += of[one] ?? 0
  return all
}
const worthOf = (problem: Problem, chosen: readonly number[]): Worth => {
  const papers = chosen.reduce((all, one) => all + (problem.benefits[one]?.papers ?? 0), 0)
  if (chosen.every((one) => problem.tied[one]?.length === 0 && problem.capsOf[one]?.length === 0))
    return { totalFen: sum(problem.totals, chosen), earliness: sum(problem.earliness, chosen), papers }
  const benefits = chosen.map((one) => problem.benefits[one]).filter((one) => one !== undefined)
  const schedules = [...moneyOf(benefits, problem.moneyRules).values()]
  return {
    totalFen: schedules.reduce((all, schedule) => all + totalOf(schedule), 0),
    earliness: schedules.reduce((all, schedule) => all + earlinessOf(schedule), 0),
    papers,
  }
}

/** No more than this can come of a part: of open benefits that all exclude one another, the greatest alone. */
const bound = ({ conflicts }: Problem, of: readonly number[], { chosen, open }: Part): number => {
  let most = sum(of, chosen)
  const cliques: number[][] = []
  const byValue = [...open].sort((a, b) => (of[b] ?? 0) - (of[a] ?? 0))
  for (const one of byValue) {
    const clique = cliques.find((members) => members.every((other) => conflicts[one]?.includes(other)))
    if (clique) clique.push(one)
    else {
      cliques.push([one])
      most += of[one] ?? 0
    }
  }
  return most
}

/** The open benefit that has to do with the most others: deciding it takes a part apart soonest. */
const hubOf = (problem: Problem, { open }: Part): number => {
  const isOpen = new Uint8Array(problem.benefits.length)
  for (const one of open) isOpen[one] = 1
  const count = (list: readonly number[] | undefined) => sum(isOpen, list ?? [])
  let [hub, most] = [open[0] ?? 0, -1]
  for (const one of open) {
    const ties = [problem.conflicts, problem.needs, problem.neededBy, problem.tied].reduce(
      (all, lists) => all + count(lists[one]),
      0,
    )
    const degree = (problem.capsOf[one] ?? []).reduce(
      (all, cap) => all + count(problem.caps[cap]?.members) - 1,
      ties,
    )
    if (degree > most || (degree === most && (problem.totals[one] ?? 0) > (problem.totals[hub] ?? 0)))
      [hub, most] = [one, degree]
  }
  return hub
}

/** Positive when `one` is better: by worth, then by the first benefit that only one of them has. */
export const compareSolutions = (one: Solution, other: Solution): number => {
  const order = compareWorth(one.worth, other.worth)
  if (order !== 0) return order
  const at = one.chosen.findIndex((place, index) => place !== other.chosen[index])
  if (at < 0) return one.chosen.length - other.chosen.length
  return (other.chosen[at] ?? Number.MAX_SAFE_INTEGER) - (one.chosen[at] ?? 0)
}
const together = (solutions: readonly Solution[]): Solution => ({
  chosen: solutions.flatMap(({ chosen }) => chosen).sort((a, b) => a - b),
  worth: {
    totalFen: solutions.reduce((all, { worth }) => all + worth.totalFen, 0),
    earliness: solutions.reduce((all, { worth }) => all + worth.earliness, 0),
    papers: solutions.reduce((all, { worth }) => all + worth.papers, 0),
  },
  atMostFen: solutions.reduce((all, { atMostFen }) => all + atMostFen, 0),
})

/**
 * Searches a problem by branch and bound over parts: deciding a benefit takes the rest apart into parts that
 * are solved each for itself, once (their solutions add up), and a branch is left that cannot come up to the
 * one before it. After `nodeLimit` decisions it only finishes what it has, taking all it can.
 */
export class Search {
  nodes = 0
  isComplete = true
  private readonly solved = new Map<string, Solution>()
  private readonly forced = new Map<string, Solution | null>()
  /** The places of which a forced solution must have one. */
  private outside: ReadonlySet<number> = new Set()

  constructor(
    private readonly problem: Problem,
    private readonly nodeLimit: number,
    /** Codes of what is part of every choice. */
    private readonly given: ReadonlySet<string> = new Set(),
  ) {}

  /** The best choice. */
  best(): Solution {
    return this.all(this.parts())
  }

  /** The best of all choices that have something that `best` has not; null when there is none. */
  other(best: Solution): Solution | null {
    this.outside = new Set([...this.problem.benefits.keys()].filter((one) => !best.chosen.includes(one)))
    this.forced.clear()
    return this.allForced(this.parts())
  }

  private parts(): Part[] {
    const places = [...this.problem.benefits.keys()]
    const isGiven = (place: number) => this.given.has(this.problem.benefits[place]?.code ?? '')
    return split(this.problem, {
      chosen: places.filter(isGiven),
      open: places.filter((place) => !isGiven(place)),
    })
  }
  private all(parts: readonly Part[]): Solution {
    return together(parts.map((part) => this.solve(part)))
  }
  private solve(part: Part): Solution {
    const key = `${part.chosen.join()}|${part.open.join()}`
    const known = this.solved.get(key)
    if (known) return known
    const solution = this.decide(part, (parts) => this.all(parts)) ?? this.leaf(part)
    this.solved.set(key, solution)
    return solution
  }
  private leaf({ chosen }: Part): Solution {
    const worth = worthOf(this.problem, chosen)
    return { chosen, worth, atMostFen: worth.totalFen }
  }

  private isForced({ chosen }: Part): boolean {
    return chosen.some((one) => this.outside.has(one))
  }
  private allForced(parts: readonly Part[]): Solution | null {
    if (parts.some((part) => this.isForced(part))) return this.all(parts)
    let best: Solution | null = null
    parts.forEach((part, at) => {
      const forced = this.solveForced(part)
      if (!forced) return
      const whole = together(parts.map((other, index) => (index === at ? forced : this.solve(other))))
      if (!best || compareSolutions(whole, best) > 0) best = whole
    })
    return best
  }
  private solveForced(part: Part): Solution | null {
    if (!part.open.some((one) => this.outside.has(one))) return null
    const key = `${part.chosen.join()}|${part.open.join()}`
    const known = this.forced.get(key)
    if (known !== undefined) return known
    const solution = this.decide(part, (parts) => this.allForced(parts))
    this.forced.set(key, solution)
    return solution
  }

  /** Takes the hub of a part, or leaves it out, whichever is better. Null when there is nothing to decide. */
  private decide(part: Part, solveParts: (parts: Part[]) => Solution | null): Solution | null {
    if (part.open.length === 0) return null
    this.nodes += 1
    const hub = hubOf(this.problem, part)
    const [taking, leaving] = [withBenefit(this.problem, part, hub), withoutBenefit(this.problem, part, hub)]
    const taken = taking && solveParts(split(this.problem, taking))
    if (taken && this.isBeaten(leaving, taken)) return taken
    if (taken && this.nodes > this.nodeLimit) {
      this.isComplete = false
      return {
        ...taken,
        atMostFen: Math.max(taken.atMostFen, bound(this.problem, this.problem.totals, leaving)),
      }
    }
    const left = solveParts(split(this.problem, leaving))
    if (!taken || !left) return taken ?? left
    const better = compareSolutions(taken, left) > 0 ? taken : left
    return { ...better, atMostFen: Math.max(taken.atMostFen, left.atMostFen) }
  }
  /** Whether a part cannot come up to a solution, in money and in how early it comes. */
  private isBeaten(part: Part, { worth }: Solution): boolean {
    const most = bound(this.problem, this.problem.totals, part)
    if (most !== worth.totalFen) return most < worth.totalFen
    return bound(this.problem, this.problem.earliness, part) < worth.earliness
  }
}
