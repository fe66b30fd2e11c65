import { factsOfExample, type ExampleCase, type Policy, type PolicyBook } from './book'
import { isOpen } from './change'
import { givenBy, prepare } from './entitlements'
import { evaluate, type Explanation } from './evaluate'
import type { Outcome } from './outcomes'
import type { Fault } from './facts'
import { readFacts, rulesOn } from './known'

/** What came out of an example. */
export interface ExampleResult {
  policy: Policy
  example: ExampleCase
  outcome: Outcome
  failing: string[]
  /** Label of the amount that is given. */
  gives: string | undefined
  passed: boolean
}

/**
 * Keys of the clauses that an explanation fails by, in their order, each once: none of a way that was not
 * needed, nor of what does not apply.
 */
export const failingClauses = (explanation: Explanation): string[] => {
  const found: string[] = []
  const walk = ({ outcome, clause, rule, parts }: Explanation): void => {
    if (outcome !== 'fail') return
    if (clause !== undefined) found.push(clause)
    // What is denied fails by passing; of a condition only what then holds.
    if (rule !== 'not') parts.forEach(walk)
  }
  walk(explanation)
  return [...new Set(found)]
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join('\n') === [...other].sort().join('\n')

/** Runs every example of a book against the policy that it stands beside. */
export const runExamples = (book: PolicyBook): ExampleResult[] => {
  const prepared = prepare(book)
  return prepared.policies.flatMap((one) =>
    one.policy.examples.map((example) => {
      const known = readFacts(rulesOn(prepared.rulebook, example.day), factsOfExample(example))
      const explanation = evaluate(one.compiled, known)
      const failing = failingClauses(explanation)
      const { outcome } = explanation
      const given = givenBy(one, known)
      const gives = given.state === 'given' && isOpen(outcome) ? given.label : undefined
      return {
        policy: one.policy,
        example,
        outcome,
        failing,
        gives,
        passed:
          outcome === example.outcome &&
          (example.failing === undefined || same(example.failing, failing)) &&
          (example.gives === undefined || example.gives === gives),
      }
    }),
  )
}

const said = (
  label: string,
  { failing = [], gives }: { failing?: readonly string[]; gives?: string | undefined },
) =>
  [
    label,
    ...(failing.length > 0 ? [`不符合的条款：${failing.join('、')}`] : []),
    ...(gives === undefined ? [] : [`给付：${gives}`]),
  ].join('，')

/** What of the examples does not come out as written, in words for a policy officer. */
export const exampleFaults = (book: PolicyBook, labels: Readonly<Record<Outcome, string>>): Fault[] =>
  runExamples(book)
    .filter(({ passed }) => !passed)
    .map(({ policy, example, outcome, failing, gives }) => ({
      at: `policies.${policy.code}`,
      message: `政策“${policy.title}”的例子“${example.title}”应当是“${said(labels[example.outcome], example)}”，算出来是“${said(labels[outcome], { failing, gives })}”`,
    }))
