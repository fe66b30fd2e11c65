import { compile, type Compiled } from '../policies/compile'
import type { Day } from '../policies/days'
import { evaluate, possibleOf, type Explanation, type UnknownBecause } from '../policies/evaluate'
import type { FactDefinition, Facts, FactValue } from '../policies/facts'
import { readFacts, rulesOn, type Known } from '../policies/known'
import {
  join,
  mayBeJudged,
  mayFail,
  mayNotApply,
  outcomeOfPossible,
  type Outcome,
  type Possible,
} from '../policies/outcomes'
import { nextQuestions } from '../policies/questions'
import { fitFacts, fitRulebook } from './facts'
import {
  criterionOf,
  fitClauseKeys,
  partsOf,
  partsOfKey,
  type FitClauseKey,
  type FitRequirements,
} from './requirements'

/** What a post's requirement, or all of them, come to, in words. What no data decides is the employer's. */
export const fitOutcomeLabels: Readonly<Record<Outcome, string>> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不适用',
  'not-computed': '由用人单位看',
}
/** The same of a post as a whole. */
export const fitVerdicts: Readonly<Record<Outcome, string>> = {
  pass: '写明的条件你都符合',
  fail: '有条件不符合',
  unknown: '再答一两个问题就知道',
  'not-applicable': '没有写明条件',
  'not-computed': '写明的都符合，其余由用人单位看',
}
/** How many questions are asked at most before somebody is asked whether they want to go on. */
export const mostFitQuestions = 3

/** One requirement held against somebody: how it came out, and by which fact. */
export interface FitClause {
  key: FitClauseKey
  /** What is asked: 学历不低于硕士. */
  label: string
  outcome: Outcome
  /** The fact that it is about; null where the employer looks. */
  fact: FactDefinition | null
  /** What is known of it, also when it is past its time. */
  used: FactValue | undefined
  unknown: UnknownBecause | undefined
  /** What one can do when it fails. */
  advice: string | undefined
}
/** Somebody held against a post: never a number, always clause by clause. */
export interface Fit {
  outcome: Outcome
  clauses: readonly FitClause[]
  /** The facts to ask for next, at most {@link mostFitQuestions}. */
  questions: readonly FactDefinition[]
}

const definitionOf = (code: string | undefined): FactDefinition | null =>
  fitFacts.find((one) => one.code === code) ?? null

/** What is known of somebody on a day, read once for any number of posts. */
export const knownForFit = (facts: Facts, day: Day): Known => readFacts(rulesOn(fitRulebook(), day), facts)

const clauseOf = (key: FitClauseKey, label: string, of: Explanation | undefined): FitClause => ({
  key,
  label,
  outcome: of?.outcome ?? 'not-computed',
  fact: definitionOf(of?.comparison?.fact),
  used: of?.used,
  unknown: of?.unknown,
  advice: of?.outcome === 'fail' ? of.advice : undefined,
})

/** The same as {@link fitOf} of who was read already. */
export const fitOfKnown = (known: Known, requirements: FitRequirements): Fit => {
  const criterion = criterionOf(requirements)
  // Who asks for nothing has not said that everybody will do.
  if (criterion === null) return { outcome: 'not-computed', clauses: [], questions: [] }
  const compiled = compile(criterion, fitRulebook())
  const tree = evaluate(compiled, known)
  return {
    outcome: tree.outcome,
    clauses: partsOf(requirements).map(({ key, label }, at) => clauseOf(key, label, tree.parts[at])),
    questions: nextQuestions([{ code: 'post', compiled }], known, mostFitQuestions).flatMap(({ fact }) => {
      const definition = definitionOf(fact)
      return definition ? [definition] : []
    }),
  }
}

/**
 * Holds what is known of somebody on a day against what a post asks for, by the evaluator of the policies: the same on
 * the phone and on the server. The requirements must be without faults (`requirementFaults`).
 */
export const fitOf = (facts: Facts, requirements: FitRequirements, day: Day): Fit =>
  fitOfKnown(knownForFit(facts, day), requirements)

/** What somebody comes to for one of many posts, without the reasons, which {@link fitOf} gives for those shown. */
export interface Matched {
  outcome: Outcome
  /** The only requirement that they fail; null when they fail none or several. */
  onlyMissing: FitClauseKey | null
}
/** Holds one person against posts, one after the other. */
export interface Matcher {
  match(requirements: FitRequirements): Matched
  /** The facts that most of the posts so far, which nothing refuses, still wait for, the most waited for first. */
  questions(): FactDefinition[]
}

const factOf: Readonly<Record<FitClauseKey, string>> = {
  minDegree: 'degree',
  majors: 'majorClass',
  experienceYears: 'experienceYears',
  graduatedWithinYears: 'graduatesOn',
  title: 'title',
  tier: 'talentTier',
  others: '',
}

/**
 * Judges thousands of posts on a phone that compiles nothing: requirements are the same few, so each is made ready and
 * judged once a person, and a post only joins what its own came to. That this is what {@link fitOf} says is proved by
 * a property test.
 */
export const matcherOf = (known: Known): Matcher => {
  const judged = fitClauseKeys.map(() => new Map<string | number, Possible>())
  const waiting = new Map<string, number>()
  const judgedOnce = (at: number, same: string | number, alone: FitRequirements): Possible => {
    const before = judged[at]?.get(same)
    if (before !== undefined) return before
    const possible = partsOfKey(alone, fitClauseKeys[at] as FitClauseKey).reduce(
      (sum, { criterion }) => join('all', sum, possibleOf(compiledPart(criterion).root, known)),
      mayNotApply,
    )
    judged[at]?.set(same, possible)
    return possible
  }
  const possibleFor = (requirements: FitRequirements, at: number): Possible => {
    const key = fitClauseKeys[at] as FitClauseKey
    const asked = requirements[key]
    if (asked === undefined || asked === null) return mayNotApply
    if (typeof asked !== 'object') return judgedOnce(at, asked, requirements)
    if (key === 'others') return asked.length > 0 ? mayBeJudged : mayNotApply
    // Lists of majors are many, majors few: one of them is enough, so each is judged alone.
    let possible: Possible = mayNotApply
    for (const code of asked) possible = join('any', possible, judgedOnce(at, code, { majors: [code] }))
    return possible
  }
  const match = (requirements: FitRequirements): Matched => {
    let [all, failed, missing]: [Possible, number, FitClauseKey | null] = [mayNotApply, 0, null]
    let open: string[] | null = null
    for (let at = 0; at < fitClauseKeys.length; at += 1) {
      const possible = possibleFor(requirements, at)
      if (possible === mayNotApply) continue
      all = join('all', all, possible)
      const key = fitClauseKeys[at] as FitClauseKey
      if (possible === mayFail) {
        failed += 1
        missing = key
      } else if (possible & mayFail) (open ??= []).push(factOf[key])
    }
    if (open && failed === 0) for (const code of open) waiting.set(code, (waiting.get(code) ?? 0) + 1)
    const outcome = all === mayNotApply ? 'not-computed' : outcomeOfPossible(all)
    return { outcome, onlyMissing: failed === 1 ? missing : null }
  }
  const questions = () =>
    fitFacts
      .filter(({ code }) => waiting.has(code))
      .sort((one, other) => (waiting.get(other.code) ?? 0) - (waiting.get(one.code) ?? 0))
      .slice(0, mostFitQuestions)
  return { match, questions }
}

const compiledPart = (criterion: Parameters<typeof compile>[0]): Compiled => compile(criterion, fitRulebook())
