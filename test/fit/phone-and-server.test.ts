import path from 'node:path'
import vm from 'node:vm'
import { build } from 'esbuild'
import { fitOf, knownForFit, matcherOf } from '@jucai/contract/fit/fit'
import { criterionOf, type FitRequirements } from '@jucai/contract/fit/requirements'
import { fitFacts } from '@jucai/contract/fit/facts'
import { compile } from '@jucai/contract/policies/compile'
import { dayNumber, dayOfNumber } from '@jucai/contract/policies/days'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulebook, rulesOn } from '@jucai/contract/policies/known'
import { seeded } from '../faults/random'
import { below } from '../policies/generate'
import { applicantOf, requirementsOf } from './generate'

// The long form is FIT_PAIRS=100000 npx jest test/fit/phone-and-server.
const pairs = Number(process.env.FIT_PAIRS ?? 4000)
const perPerson = 20
jest.setTimeout(120_000 + pairs * 5)

/** What a phone makes of one person and some posts, as text. */
type Phone = (facts: string, posts: string, day: string) => string
const entry = `
  import { fitOf, knownForFit, matcherOf } from '@jucai/contract/fit/fit'
  export const judge = (facts, posts, day) => {
    const [person, asked] = [JSON.parse(facts), JSON.parse(posts)]
    const matcher = matcherOf(knownForFit(person, day))
    return JSON.stringify(asked.map((one) => [fitOf(person, one, day), matcher.match(one)]))
  }`

/** The phone's own code, compiled for the oldest phones and run in a world of its own. */
const startPhone = async (): Promise<Phone> => {
  const {
    outputFiles: [bundle],
  } = await build({
    stdin: { contents: entry, resolveDir: path.resolve(__dirname, '../..'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'phone',
    target: 'es2018',
    logLevel: 'error',
  })
  const world: { phone?: { judge: Phone } } = {}
  vm.runInNewContext(bundle?.text ?? '', world)
  if (!world.phone) throw new Error('the phone’s code did not start')
  return world.phone.judge
}

it(`is the same on the phone and on the server for ${pairs} pairs, whole, part by part and among many`, async () => {
  const phone = await startPhone()
  const random = seeded(Number(process.env.FIT_SEED ?? 20261127))
  const seen: Record<string, number> = {}
  for (let done = 0; done < pairs; done += perPerson) {
    const facts: Facts = applicantOf(random)
    const day = dayOfNumber(dayNumber('2026-01-01') + below(random, 1000))
    const posts = Array.from({ length: perPerson }, () => requirementsOf(random))
    const expected = posts.map((post) => {
      const fit = fitOf(facts, post, day)
      const failing = [
        ...new Set(fit.clauses.filter(({ outcome }) => outcome === 'fail').map(({ key }) => key)),
      ]
      const onlyMissing = failing.length === 1 ? failing[0] : null
      expect(fit.outcome).toBe(bareOutcome(facts, post, day))
      seen[fit.outcome] = (seen[fit.outcome] ?? 0) + 1
      return [fit, { outcome: fit.outcome, onlyMissing }]
    })
    const found = phone(JSON.stringify(facts), JSON.stringify(posts), day)
    if (found !== JSON.stringify(expected))
      throw new Error(JSON.stringify({ done, facts, posts, day, found, expected }))
    const matcher = matcherOf(knownForFit(facts, day))
    expect(posts.map((post) => matcher.match(post))).toEqual(expected.map(([, matched]) => matched))
  }
  for (const what of ['pass', 'fail', 'unknown', 'not-computed'])
    expect([what, (seen[what] ?? 0) > pairs / 100]).toEqual([what, true])
})

/** The evaluator alone, without anything of fit but the criterion. */
const bareOutcome = (facts: Facts, post: FitRequirements, day: string): string => {
  const criterion = criterionOf(post)
  const book = rulebook(fitFacts)
  return criterion
    ? outcomeOf(compile(criterion, book), readFacts(rulesOn(book, day), facts))
    : 'not-computed'
}
