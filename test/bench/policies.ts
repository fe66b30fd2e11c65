import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { compile } from '@jucai/contract/policies/compile'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { dayNumber, earliestStart, latestStart } from '@jucai/contract/policies/days'
import { evaluate, type Explanation } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulebook, rulesOn } from '@jucai/contract/policies/known'
import { buildSync } from 'esbuild'
import { Engine, type NestedCondition, type RuleProperties } from 'json-rules-engine'
import { seeded } from '../faults/random'
import { below, valueOf, type Random } from '../policies/generate'
import { definitions, parameters, today, told } from '../policies/sample'
import { atMost, median, ratio, type Line } from './line'

const [people, policyCount, rounds] = [200, 200, 7]
/** How often all people are judged in a turn: once takes a hundredth of a second, which tells of the machine alone. */
const times = 20
const root = path.resolve(__dirname, '../..')
const now = dayNumber(today)

const degrees = ['associate', 'bachelor', 'master', 'doctor']
/** One clause, and the same for json-rules-engine, which is spared the calendar: it compares numbers only. */
type Clause = [Criterion, NestedCondition]
const clauseOf = (random: Random): Clause => {
  const kind = below(random, 6)
  const flag = random() < 0.5
  if (kind === 0) {
    const least = below(random, 4)
    return [
      { fact: 'degree', atLeast: { value: degrees[least] ?? '' } },
      { fact: 'degree', operator: 'greaterThanInclusive', value: least },
    ]
  }
  if (kind === 1)
    return [
      { fact: 'ownsHome', is: flag },
      { fact: 'ownsHome', operator: 'equal', value: flag },
    ]
  if (kind === 2)
    return [
      { fact: 'work', oneOf: ['local', 'own'] },
      { fact: 'work', operator: 'in', value: ['local', 'own'] },
    ]
  if (kind === 3)
    return [
      { fact: 'monthlyIncome', atMost: { parameter: 'incomeLimit' } },
      { fact: 'monthlyIncome', operator: 'lessThanInclusive', value: 800_000 },
    ]
  const span = 1 + below(random, kind === 4 ? 6 : 24)
  return kind === 4
    ? [
        { fact: 'graduatesOn', sinceAtMost: { years: span } },
        { fact: 'graduatesOn', operator: 'greaterThanInclusive', value: earliestStart(now, 'years', span) },
      ]
    : [
        { fact: 'insuredSince', sinceAtLeast: { months: span } },
        { fact: 'insuredSince', operator: 'lessThanInclusive', value: latestStart(now, 'months', span) },
      ]
}
const policyOf = (random: Random, code: string): { criterion: Criterion; rule: RuleProperties } => {
  const [either, or, ...clauses] = Array.from({ length: 4 + below(random, 4) }, () => clauseOf(random)) as [
    Clause,
    Clause,
    ...Clause[],
  ]
  return {
    criterion: { all: [...clauses.map(([criterion]) => criterion), { any: [either[0], or[0]] }] },
    rule: {
      name: code,
      event: { type: code },
      conditions: { all: [...clauses.map(([, condition]) => condition), { any: [either[1], or[1]] }] },
    },
  }
}

const personOf = (random: Random): Facts =>
  Object.fromEntries(definitions.map((definition) => [definition.code, told(valueOf(random, definition))]))
const flat = (facts: Facts): Record<string, unknown> =>
  Object.fromEntries(
    definitions.map(({ code, type }) => {
      const value = facts[code]?.value
      if (type.kind === 'day') return [code, dayNumber(String(value))]
      return [code, code === 'degree' ? degrees.indexOf(String(value)) : value]
    }),
  )

const reasonsIn = (tree: Explanation): number =>
  tree.rule === 'comparison'
    ? Number(tree.used !== undefined && tree.outcome !== 'unknown')
    : tree.parts.reduce((sum, part) => sum + reasonsIn(part), 0)

/** In ms of a processor: what else the machine does at the time takes none of it, as it would of a clock's. */
const timeOf = async (run: () => unknown): Promise<number> => {
  const began = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
const timeOfOne = async (run: () => unknown): Promise<number> =>
  (await timeOf(() => {
    for (let time = 0; time < times; time += 1) run()
  })) / times

/** 200 people by 200 policies, each clause with its reason, against json-rules-engine, in turns. */
const judging = async (): Promise<Line> => {
  const random = seeded(20261126)
  const policies = Array.from({ length: policyCount }, (_, at) => policyOf(random, `p${at}`))
  const persons = Array.from({ length: people }, () => personOf(random))
  const rules = rulesOn(rulebook(definitions, parameters), today)
  const compiled = policies.map(({ criterion }) => compile(criterion, rules.rulebook))
  const engine = new Engine(policies.map(({ rule }) => rule))
  const flattened = persons.map(flat)

  const ours = (look: (person: number, trees: Explanation[]) => void) =>
    persons.forEach((facts, person) => {
      const known = readFacts(rules, facts)
      look(
        person,
        compiled.map((policy) => evaluate(policy, known)),
      )
    })
  const theirs = async (look: (person: number, passed: Set<string>) => void) => {
    for (const [person, facts] of flattened.entries()) {
      const { events } = await engine.run(facts)
      look(person, new Set(events.map(({ type }) => type)))
    }
  }
  const theirPasses: Set<string>[] = []
  await theirs((_, passed) => theirPasses.push(passed))
  ours((person, trees) => {
    trees.forEach((tree, at) => {
      if (tree.outcome !== (theirPasses[person]?.has(`p${at}`) ? 'pass' : 'fail'))
        throw new Error(`person ${person}, policy ${at}: they differ`)
      if (reasonsIn(tree) < 4) throw new Error(`policy ${at}: a clause without a reason`)
    })
  })
  let passes = 0
  const count = {
    ours: (_: number, trees: Explanation[]) => {
      passes += trees.filter(({ outcome }) => outcome === 'pass').length
    },
    theirs: (_: number, passed: Set<string>) => {
      passes -= passed.size * times
    },
  }
  const turns = []
  for (let round = 0; round < rounds; round += 1)
    turns.push({
      ours: await timeOfOne(() => ours(count.ours)),
      theirs: await timeOf(() => theirs(count.theirs)),
    })
  if (process.env.BENCH_VERBOSE)
    process.stdout.write(`  ${turns.map((turn) => (turn.theirs / turn.ours).toFixed(1)).join(' ')}\n`)
  if (passes !== 0) throw new Error('the two counted differently')
  const perSecond = (ms: number) => (people * policyCount * 1000) / ms
  return ratio(
    'criteria judged with a reason per clause, a processor second, against json-rules-engine',
    perSecond(median(turns.map((turn) => turn.ours))),
    perSecond(median(turns.map((turn) => turn.theirs))),
    { atLeast: 50 },
    median(turns.map((turn) => turn.theirs / turn.ours)),
  )
}

/** The slowest of 30 typical sets of 40 benefits, in a process that compiles nothing at run time. */
const combining = (): Line => {
  const outfile = path.join(root, '.cache/bench/combining.js')
  buildSync({
    entryPoints: [path.join(__dirname, 'combining.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'es2018',
    logLevel: 'error',
  })
  const printed = execFileSync(process.execPath, ['--jitless', outfile], { encoding: 'utf8' })
  const milliseconds = Number(printed.trim().split('\n').at(-1))
  return atMost('best combination of 40 benefits, interpreted, ms of a processor', milliseconds, 50)
}

/** What judging by criteria and combining benefits cost. */
export const policies = async (): Promise<Line[]> => [await judging(), combining()]
