import type { ExampleCase, Policy, PolicyBook } from './book'
import { compile } from './compile'
import { evaluate, type Explanation, type Outcome } from './evaluate'
import type { Facts, Fault } from './facts'
import { readFacts, rulebook, rulesOn } from './known'

/** What came out of an example. */
export interface ExampleResult {
  policy: Policy
  example: ExampleCase
  outcome: Outcome
  failing: string[]
  passed: boolean
}

/** Facts as an example gives them: of its own day, and as the office has them on record. */
const factsOf = ({ facts, day }: ExampleCase): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([code, value]) => [code, { value, source: 'office' as const, asOf: day }]),
  )

/** Keys of the clauses that fail in an explanation, in their order, each once. */
export const failingClauses = (explanation: Explanation): string[] => {
  const found: string[] = []
  const walk = ({ outcome, clause, parts }: Explanation): void => {
    if (outcome === 'fail' && clause !== undefined) found.push(clause)
    parts.forEach(walk)
  }
  walk(explanation)
  return [...new Set(found)]
}

/** Runs every example of a book against the policy that it stands beside. */
export const runExamples = (book: PolicyBook): ExampleResult[] => {
  const rules = rulebook(book.facts, book.parameters)
  return book.policies.flatMap((policy) => {
    if (policy.criterion === null) return []
    const compiled = compile(policy.criterion, rules)
    return policy.examples.map((example) => {
      const known = readFacts(rulesOn(rules, example.day), factsOf(example))
      const explanation = evaluate(compiled, known)
      const failing = failingClauses(explanation)
      const wanted = example.failing
      return {
        policy,
        example,
        outcome: explanation.outcome,
        failing,
        passed:
          explanation.outcome === example.outcome &&
          (wanted === undefined || [...wanted].sort().join() === [...failing].sort().join()),
      }
    })
  })
}

/** What of the examples does not come out as written, in words for a policy officer. */
export const exampleFaults = (book: PolicyBook, labels: Readonly<Record<Outcome, string>>): Fault[] =>
  runExamples(book)
    .filter(({ passed }) => !passed)
    .map(({ policy, example, outcome, failing }) => ({
      at: `policies.${policy.code}`,
      message: `政策“${policy.title}”的例子“${example.title}”应当是“${labels[example.outcome]}”，算出来是“${labels[outcome]}”${failing.length > 0 ? `，不符合的条款：${failing.join('、')}` : ''}`,
    }))
