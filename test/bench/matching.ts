import { fitOfKnown, knownForFit, matcherOf } from '@jucai/contract/fit/fit'
import { seeded } from '../faults/random'
import { applicantOf, requirementsOf } from '../fit/generate'

/**
 * One person against 20,000 posts, with the reasons for the twenty that are shown first: the median of some people.
 * Run by a process that compiles nothing at run time, as a mini-program on an iPhone; prints milliseconds of a
 * processor.
 */
const postCount = 20_000
const shown = 20
const people = 9
const random = seeded(20261127)
const posts = Array.from({ length: postCount }, () => requirementsOf(random))
const times: number[] = []
for (let person = 0; person < people; person += 1) {
  const facts = applicantOf(random)
  const before = process.cpuUsage()
  const known = knownForFit(facts, '2026-11-27')
  const matcher = matcherOf(known)
  const matched = posts.map((post) => matcher.match(post))
  const first = matched.flatMap(({ outcome }, at) => (outcome === 'fail' ? [] : [at])).slice(0, shown)
  const fits = first.map((at) => fitOfKnown(known, posts[at] ?? {}))
  const { user } = process.cpuUsage(before)
  if (fits.some(({ outcome }, at) => outcome !== matched[first[at] ?? 0]?.outcome))
    throw new Error('the many and the one say different things')
  times.push(user / 1000)
}
process.stdout.write(`${String(times.sort((a, b) => a - b)[Math.floor(people / 2)])}\n`)
