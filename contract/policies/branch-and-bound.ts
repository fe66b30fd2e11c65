import { codesIn, excludedPairs, type Benefit, type BenefitRule } from './benefits'
import { earlinessOf, moneyOf, scheduleOf, thousandthsOf, totalOf } from './money'

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

/** How far a search may go, and how far it went; shared by all searches of one comparison. */
export interface Effort {
  nodes: number
  limit: number
  isComplete: boolean
}

/** Benefits that have to do with one another, most money first, with everything a search needs. */
export interface Knot {
  benefits: readonly Benefit[]
  rules: readonly BenefitRule[]
  totals: readonly number[]
  earliness: readonly number[]
  conflicts: readonly (readonly number[])[]
  needs: readonly (readonly number[])[]
  neededBy: readonly (readonly number[])[]
  reductions: readonly (readonly { of: number; toThousandths: number }[])[]
  /** Money adds up: no caps, reductions or order. */
  isAdditive: boolean
  covers: readonly Cover[]
}
/** Groups of benefits of which at most one is had, under the most that they can bring together. */
type Cover = readonly { most: number; cliques: readonly (readonly number[])[] }[]

const covering = (
  totals: readonly number[],
  isConflict: (one: number, other: number) => boolean,
  homes: readonly { most: number; members: readonly number[] }[],
): Cover =>
  homes.map(({ most, members }) => {
    const cliques: number[][] = []
    for (const member of [...members].sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b)) {
      const clique = cliques.find((each) => each.every((other) => isConflict(member, other)))
      if (clique) clique.push(member)
      else cliques.push([member])
    }
    return { most, cliques }
  })

const pairsBy = (count: number, pairs: readonly (readonly [number, number])[]): number[][] => {
  const lists = Array.from({ length: count }, () => new Set<number>())
  for (const [from, to] of pairs) lists[from]?.add(to)
  return lists.map((list) => [...list])
}

/** Each benefit under the first cap that names it, the rest under none. */
const homesOf = (
  rules: readonly BenefitRule[],
  place: (code: string) => number,
  count: number,
  horizon: number,
) => {
  const free = new Set(Array.from({ length: count }, (_, at) => at))
  const homes = rules.flatMap((rule) => {
    if (!('cap' in rule)) return []
    const members = rule.cap.map(place).filter((at) => free.delete(at))
    return [{ most: rule.each === 'month' ? rule.fen * horizon : rule.fen, members }]
  })
  return [...homes, { most: Number.MAX_SAFE_INTEGER, members: [...free] }]
}

/** Makes a knot of benefits and the rules that speak of them. */
export const knotOf = (unsorted: readonly Benefit[], rules: readonly BenefitRule[]): Knot => {
  const money = new Map(unsorted.map((benefit) => [benefit, scheduleOf(benefit)]))
  const worth = (benefit: Benefit) => totalOf(money.get(benefit) ?? [])
  const benefits = [...unsorted].sort((a, b) => worth(b) - worth(a) || (a.code < b.code ? -1 : 1))
  const places = new Map(benefits.map(({ code }, at) => [code, at]))
  const place = (code: string) => places.get(code) ?? -1
  const count = benefits.length
  const pairs = excludedPairs(rules).map(([one, other]) => [place(one), place(other)] as const)
  const conflicts = pairsBy(count, [...pairs, ...pairs.map(([one, other]) => [other, one] as const)])
  const needs = rules.flatMap((rule) =>
    'needs' in rule ? rule.needs.map((need) => [place(rule.benefit), place(need)] as const) : [],
  )
  const totals = benefits.map(worth)
  const isConflict = (one: number, other: number) => conflicts[one]?.includes(other) === true
  const [all, horizon] = [
    Array.from({ length: count }, (_, at) => at),
    money.values().next().value?.length ?? 0,
  ]
  const isCapped = rules.some((rule) => 'cap' in rule)
  return {
    benefits,
    rules,
    totals,
    earliness: benefits.map((benefit) => earlinessOf(money.get(benefit) ?? [])),
    conflicts,
    needs: pairsBy(count, needs),
    neededBy: pairsBy(
      count,
      needs.map(([one, other]) => [other, one] as const),
    ),
    reductions: benefits.map(({ code }) =>
      rules.flatMap((rule) =>
        'reduces' in rule && rule.by === code
          ? [{ of: place(rule.reduces), toThousandths: rule.toThousandths }]
          : [],
      ),
    ),
    isAdditive: !rules.some((rule) => 'cap' in rule || 'reduces' in rule || 'first' in rule),
    covers: [
      covering(totals, isConflict, [{ most: Number.MAX_SAFE_INTEGER, members: all }]),
      ...(isCapped ? [covering(totals, isConflict, homesOf(rules, place, count, horizon))] : []),
    ],
  }
}

/** Benefits in knots: those that a rule names together, and whatever hangs together by them. */
export const knotsOf = (benefits: readonly Benefit[], rules: readonly BenefitRule[]): Knot[] => {
  const root = new Map(benefits.map(({ code }) => [code, code]))
  const rootOf = (code: string): string => {
    const above = root.get(code) ?? code
    return above === code ? code : rootOf(above)
  }
  for (const rule of rules) {
    const [first = '', ...others] = codesIn(rule)
    for (const other of others) root.set(rootOf(other), rootOf(first))
  }
  const groups = new Map<string, Benefit[]>()
  for (const benefit of benefits) {
    const of = rootOf(benefit.code)
    groups.set(of, [...(groups.get(of) ?? []), benefit])
  }
  return [...groups].map(([of, members]) =>
    knotOf(
      members,
      rules.filter((rule) => rootOf(codesIn(rule)[0] ?? '') === of),
    ),
  )
}

/** What a knot's search found: places of the chosen, their worth, and the most that any choice could bring. */
export interface Found {
  chosen: readonly number[]
  worth: Worth
  atMostFen: number
}
/** What a search has to keep to. */
interface Wanted {
  /** At least one of these must be chosen; undefined when none must. */
  oneOf?: readonly number[]
  /** Chosen (true) or not (false) beforehand. */
  fixed?: ReadonlyMap<number, boolean>
  /** Stop at the first choice that is worth this; without it the best is sought. */
  worth?: Worth
}

const worthOf = (knot: Knot, chosen: readonly number[]): Worth => {
  const papers = chosen.reduce((sum, at) => sum + (knot.benefits[at]?.papers ?? 0), 0)
  if (knot.isAdditive) {
    const sum = (of: readonly number[]) => chosen.reduce((all, at) => all + (of[at] ?? 0), 0)
    return { totalFen: sum(knot.totals), earliness: sum(knot.earliness), papers }
  }
  const benefits = chosen.map((at) => knot.benefits[at]).filter((one) => one !== undefined)
  const schedules = [...moneyOf(benefits, knot.rules).values()]
  return {
    totalFen: schedules.reduce((sum, schedule) => sum + totalOf(schedule), 0),
    earliness: schedules.reduce((sum, schedule) => sum + earlinessOf(schedule), 0),
    papers,
  }
}

/**
 * The best choice in a knot, by depth-first branch and bound; null when no lawful choice is as wanted. A branch
 * is left as soon as the groups of which at most one is had, cut to the caps, cannot bring it above the best.
 */
export const search = (knot: Knot, effort: Effort, wanted: Wanted = {}): Found | null => {
  const count = knot.benefits.length
  const state = new Int8Array(count) // 1 chosen, −1 left out, 0 not decided
  const blocked = new Uint8Array(count)
  const thousandths = new Int16Array(count).fill(1000)
  const chosen: number[] = []
  let papers = 0
  let best: { chosen: number[]; worth: Worth } | null = null
  let [abandoned, hasLeaf, isDone] = [0, false, false]

  // The best of all is told even at the limit; a runner-up or another of equals is not.
  const isSecond = wanted.oneOf !== undefined || wanted.worth !== undefined
  const isHad = (at: number) => state[at] === 1 || (state[at] === 0 && blocked[at] === 0)
  const most = (cover: Cover, of: readonly number[], isMoney: boolean): number => {
    let sum = 0
    for (const home of cover) {
      let inHome = 0
      for (const clique of home.cliques) {
        let greatest = 0
        for (const at of clique) {
          if (!isHad(at)) continue
          const share = thousandths[at] ?? 1000
          const value = share === 1000 || !isMoney ? (of[at] ?? 0) : thousandthsOf(of[at] ?? 0, share)
          if (value > greatest) greatest = value
        }
        inHome += greatest
      }
      sum += isMoney && inHome > home.most ? home.most : inHome
    }
    return sum
  }
  const mostFen = (): number => {
    let least = Number.MAX_SAFE_INTEGER
    for (const cover of knot.covers) least = Math.min(least, most(cover, knot.totals, true))
    return least
  }
  /** Whether what is decided so far can still become what is sought. */
  const isHopeful = (fen: number): boolean => {
    const goal = wanted.worth ?? best?.worth
    if (!goal || fen > goal.totalFen) return true
    if (fen < goal.totalFen) return false
    const earliness = most(knot.covers[0] ?? [], knot.earliness, false)
    if (earliness !== goal.earliness) return earliness > goal.earliness
    return wanted.worth ? papers <= goal.papers : papers < goal.papers
  }
  const canHaveOneOf = () => !wanted.oneOf || wanted.oneOf.some(isHad)
  const isLawful = () =>
    chosen.every((at) => knot.needs[at]?.every((need) => state[need] === 1)) &&
    (!wanted.oneOf || wanted.oneOf.some((at) => state[at] === 1))

  const leaf = () => {
    if (!isLawful()) return
    hasLeaf = true
    const worth = worthOf(knot, chosen)
    if (wanted.worth) {
      if (compareWorth(worth, wanted.worth) !== 0) return
      isDone = true
    } else if (best && compareWorth(worth, best.worth) <= 0) return
    best = { chosen: [...chosen], worth }
  }
  const choose = (at: number, next: () => void) => {
    const before = (knot.reductions[at] ?? []).map(({ of }) => thousandths[of] ?? 1000)
    state[at] = 1
    chosen.push(at)
    papers += knot.benefits[at]?.papers ?? 0
    for (const other of knot.conflicts[at] ?? []) blocked[other] = (blocked[other] ?? 0) + 1
    for (const { of, toThousandths } of knot.reductions[at] ?? [])
      thousandths[of] = Math.min(thousandths[of] ?? 1000, toThousandths)
    next()
    knot.reductions[at]?.forEach(({ of }, index) => (thousandths[of] = before[index] ?? 1000))
    for (const other of knot.conflicts[at] ?? []) blocked[other] = (blocked[other] ?? 0) - 1
    papers -= knot.benefits[at]?.papers ?? 0
    chosen.pop()
    state[at] = 0
  }
  const visit = (at: number): void => {
    effort.nodes += 1
    const fen = mostFen()
    if (!isHopeful(fen) || !canHaveOneOf()) return
    if (effort.nodes > effort.limit && (hasLeaf || isSecond)) {
      effort.isComplete = false
      abandoned = Math.max(abandoned, fen)
      return
    }
    if (at === count) return leaf()
    const fixed = wanted.fixed?.get(at)
    const isChoosable = blocked[at] === 0 && (knot.needs[at] ?? []).every(isHad)
    if (fixed !== false && isChoosable) choose(at, () => visit(at + 1))
    if (isDone || fixed === true || knot.neededBy[at]?.some((by) => state[by] === 1)) return
    state[at] = -1
    visit(at + 1)
    state[at] = 0
  }
  visit(0)
  const found = best as { chosen: number[]; worth: Worth } | null
  return found && { ...found, atMostFen: Math.max(found.worth.totalFen, abandoned) }
}

/**
 * The one best choice in a knot: of several that are worth the same, that which has the first benefit, by
 * code, that only one of them has.
 */
export const bestIn = (knot: Knot, effort: Effort, oneOf?: readonly number[]): Found | null => {
  const first = search(knot, effort, { ...(oneOf && { oneOf }) })
  if (!first) return null
  let found = first
  const fixed = new Map<number, boolean>()
  const byCode = knot.benefits
    .map(({ code }, at) => ({ code, at }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  for (const { at } of byCode) {
    if (!found.chosen.includes(at)) {
      fixed.set(at, true)
      const other = search(knot, effort, { ...(oneOf && { oneOf }), fixed, worth: found.worth })
      if (other) found = { ...other, atMostFen: found.atMostFen }
    }
    fixed.set(at, found.chosen.includes(at))
  }
  return found
}
